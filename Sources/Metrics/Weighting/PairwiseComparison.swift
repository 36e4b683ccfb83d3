internal import Diagnostics

/// Judgements of how many times as important one item is as another, and the weights that follow
/// (analytic hierarchy process, 层次分析法).
///
/// `A` is the matrix of judgements `a_ij = 1 / a_ji > 0`. The weights are its principal eigenvector,
/// `A·w = λmax·w`, `Σ w = 1`; consistency index `CI = (λmax − n) / (n − 1)`; consistency ratio
/// `CR = CI / RI` with the random index `RI` of n items. Of one or two items nothing can contradict
/// anything: the ratio is 0.
///
/// Judgements are on Saaty's scale, 1 (as important) to 9 (extremely more important) and their
/// reciprocals; in between is allowed.
///
/// - Source: Saaty, The Analytic Hierarchy Process (McGraw-Hill 1980), for the random indices; Saaty,
///   Decision-making with the AHP: Why is the principal eigenvector necessary, European Journal of
///   Operational Research 145 (2003).
public struct PairwiseComparison: Sendable, Equatable {
  /// A judgement whose change would lower the consistency ratio most.
  public struct Revision: Sendable, Equatable {
    /// The item that is judged at least as important.
    public let first: String
    /// The other item.
    public let second: String
    /// How many times as important the first is judged, at least 1.
    public let judgement: Double
    /// The value of Saaty's scale that would make the ratio least, all other judgements standing.
    public let suggestion: Double
    /// The consistency ratio with the suggestion.
    public let ratioAfter: Double
  }

  /// The items compared.
  public let items: [String]
  /// How many times as important the item of the row is as that of the column.
  public let judgements: [[Double]]
  /// The principal eigenvector, scaled to sum 1; the weights, if the judgements are consistent.
  public let principalVector: [Double]
  /// The principal eigenvalue λmax, at least the number of items.
  public let principalEigenvalue: Double

  /// The consistency ratio above which judgements are refused.
  public static let greatestRatio = 0.1

  /// The mean consistency index of random reciprocal matrices of 1 to 15 items.
  ///
  /// - Source: Saaty, The Analytic Hierarchy Process (1980).
  public static let randomIndices = [
    0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
  ]

  /// How far `a_ij · a_ji` may be from 1: what two decimals make of a reciprocal (0.17 for 1/6).
  private static let roundingShare = 0.05
  private static let greatestJudgement = 9.0

  /// Checks judgements and takes their principal eigenvector.
  ///
  /// One of a pair may be left out and is then the reciprocal of the other, and the diagonal may be left
  /// out. Of two that are reciprocal but for rounding (5 %), the greater is taken to be what was
  /// judged, and the other becomes its exact reciprocal.
  ///
  /// - Parameters:
  ///   - items: the items, each once; at most 15, beyond which no random index is published.
  ///   - judgements: a row for each item with a judgement for each column.
  /// - Throws: ``MetricsError`` (`invalidData`) with every cell that is wrong: not square, missing on both
  ///   sides, not positive, beyond 9 or 1/9, a diagonal other than 1, or not reciprocal.
  public init(items: [String], judgements: [[Double?]]) throws(MetricsError) {
    let count = items.count
    if let problem = Self.shapeProblem(items, judgements) {
      throw MetricsError(.invalidData, [Diagnostic(.error, problem)])
    }
    var problems: [Diagnostic] = []
    func report(_ row: Int, _ column: Int, zh: String, en: String) {
      let (a, b) = (Message.quoted(items[row]), Message.quoted(items[column]))
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "判断矩阵第\(row + 1)行第\(column + 1)列（\(a)比\(b)）\(zh)",
            en: "row \(row + 1), column \(column + 1) of the judgements (\(a) to \(b)) \(en)")))
    }
    var matrix = [[Double]](repeating: [Double](repeating: 1, count: count), count: count)
    for row in 0..<count {
      if let own = judgements[row][row], own != 1 {
        report(
          row, row, zh: "为\(Message.number(own))：与自身相比须为 1",
          en: "is \(Message.number(own)): an item is 1 to itself")
      }
      for column in (row + 1)..<count {
        let there = judgements[row][column]
        let back = judgements[column][row]
        var isSound = true
        for (value, at) in [(there, (row, column)), (back, (column, row))] {
          guard let value else { continue }
          let limit = Self.greatestJudgement * (1 + Self.roundingShare)
          if value > 0, value <= limit, 1 / value <= limit { continue }
          isSound = false
          let shown = Message.number(value)
          if value.isFinite, value > 0 {
            report(
              at.0, at.1, zh: "为\(shown)：标度为 1/9 到 9，相差更大的不应放在同一组",
              en: "is \(shown): the scale goes from 1/9 to 9; what is further apart belongs in "
                + "different groups")
          } else {
            report(
              at.0, at.1, zh: "为\(shown)：判断须大于 0，次要的写倒数，如 1/3",
              en: "is \(shown): a judgement is above 0; write a reciprocal such as 1/3 for less "
                + "important")
          }
        }
        guard isSound else { continue }
        switch (there, back) {
        case (nil, nil):
          report(
            row, column, zh: "未填，对称位置也未填：请填其一",
            en: "is empty, and so is the one across the diagonal: write one of them")
        case (let value?, nil):
          matrix[row][column] = value
          matrix[column][row] = 1 / value
        case (nil, let value?):
          matrix[column][row] = value
          matrix[row][column] = 1 / value
        case (let value?, let other?):
          if abs(value * other - 1) > Self.roundingShare {
            report(
              row, column,
              zh: "为\(Message.number(value))，而对称位置为\(Message.number(other))：二者须互为倒数",
              en: "is \(Message.number(value)), and the one across the diagonal is "
                + "\(Message.number(other)): one must be the reciprocal of the other")
          } else if value >= other {
            matrix[row][column] = value
            matrix[column][row] = 1 / value
          } else {
            matrix[column][row] = other
            matrix[row][column] = 1 / other
          }
        }
      }
    }
    if !problems.isEmpty { throw MetricsError(.invalidData, problems) }
    self.init(checked: items, matrix)
  }

  /// Joins the judgements of several people by the geometric mean of each.
  ///
  /// It is the only mean that keeps reciprocals. The people count equally.
  ///
  /// - Parameter comparisons: the judgements, of the same items in the same order.
  /// - Throws: ``MetricsError`` (`invalidData`) if there are none or their items differ.
  /// - Source: Aczél & Saaty, Procedures for Synthesizing Ratio Judgements, Journal of Mathematical
  ///   Psychology 27 (1983).
  public init(geometricMeanOf comparisons: [PairwiseComparison]) throws(MetricsError) {
    guard let first = comparisons.first, comparisons.allSatisfy({ $0.items == first.items }) else {
      throw MetricsError(
        .invalidData,
        [
          Diagnostic(
            .error,
            LocalisedText(
              zh: "各专家的判断矩阵须比较相同的项目，顺序也须相同",
              en:
                "judgements can be joined only where they compare the same items in the same order")
          )
        ])
    }
    let count = first.items.count
    var matrix = [[Double]](repeating: [Double](repeating: 1, count: count), count: count)
    for row in 0..<count {
      for column in 0..<count where column > row {
        // Sorted, so that the order of the people changes no bit.
        let logs = comparisons.map { Elementary.log($0.judgements[row][column]) }.sorted()
        let mean = Elementary.exp(logs.reduce(0, +) / Double(logs.count))
        matrix[row][column] = mean
        matrix[column][row] = 1 / mean
      }
    }
    self.init(checked: first.items, matrix)
  }

  private init(checked items: [String], _ matrix: [[Double]]) {
    self.items = items
    judgements = matrix
    (principalEigenvalue, principalVector) = Self.principal(matrix)
  }

  private static func shapeProblem(_ items: [String], _ rows: [[Double?]]) -> LocalisedText? {
    let count = items.count
    if count == 0 {
      return LocalisedText(
        zh: "判断矩阵没有项目", en: "there is nothing to compare: name the items")
    }
    if count > randomIndices.count {
      return LocalisedText(
        zh: "判断矩阵有\(count)个项目，随机一致性指标只到 \(randomIndices.count) 个：请分组",
        en: "\(count) items are compared, and random indices are published up to "
          + "\(randomIndices.count): split them into groups")
    }
    if Set(items).count != count {
      return LocalisedText(
        zh: "判断矩阵中有重复的项目", en: "an item is compared twice: name each once")
    }
    if rows.count != count {
      return LocalisedText(
        zh: "判断矩阵有\(rows.count)行，而项目有\(count)个",
        en: "the judgements have \(rows.count) rows for \(count) items")
    }
    if let row = rows.firstIndex(where: { $0.count != count }) {
      return LocalisedText(
        zh: "判断矩阵第\(row + 1)行有\(rows[row].count)个值，而项目有\(count)个",
        en: "row \(row + 1) of the judgements has \(rows[row].count) values for \(count) items")
    }
    return nil
  }

  /// The consistency index, `(λmax − n) / (n − 1)`; 0 for one item.
  public var consistencyIndex: Double { Self.index(principalEigenvalue, count: items.count) }

  /// Saaty's random index of as many items.
  public var randomIndex: Double { Self.randomIndices[items.count - 1] }

  /// The consistency ratio, `CI / RI`; 0 for one or two items.
  public var consistencyRatio: Double { Self.ratio(principalEigenvalue, count: items.count) }

  /// Whether the consistency ratio is at most 0.1.
  public var isConsistent: Bool { consistencyRatio <= Self.greatestRatio }

  /// The weights of the items in their order, at least 0, sum 1.
  ///
  /// - Throws: ``MetricsError`` (`methodRefused`) if the consistency ratio is above 0.1, with the judgement
  ///   whose change would lower it most (``revision``).
  public func weights() throws(MetricsError) -> [Double] {
    if isConsistent { return principalVector }
    throw MetricsError(.methodRefused, [Diagnostic(.error, refusal(of: nil))])
  }

  /// Why the judgements are refused; of a group, where there are several.
  func refusal(of group: String?) -> LocalisedText {
    let ratio = Message.rounded(consistencyRatio)
    let place = group.map { (zh: "组\(Message.quoted($0))的", en: " of group \(Message.quoted($0))") }
    let start = (
      zh: "\(place?.zh ?? "")判断矩阵的一致性比率为\(ratio)，大于 0.1",
      en: "the consistency ratio of the judgements\(place?.en ?? "") is \(ratio), above 0.1"
    )
    guard let revision else { return LocalisedText(zh: start.zh, en: start.en) }
    let (a, b) = (Message.quoted(revision.first), Message.quoted(revision.second))
    let (now, then) = (
      Message.judgement(revision.judgement), Message.judgement(revision.suggestion)
    )
    let after = Message.rounded(revision.ratioAfter)
    let isEnough = revision.ratioAfter <= Self.greatestRatio
    return LocalisedText(
      zh: "\(start.zh)：请先复核\(a)比\(b)（现为\(now)），改为\(then)时降得最多，降至\(after)"
        + (isEnough ? "" : "，此后仍须复核其他判断"),
      en:
        "\(start.en): revisit \(a) to \(b), judged \(now); \(then) would lower it most, to \(after)"
        + (isEnough ? "" : ", and others have to be revisited after it"))
  }

  /// The judgement whose change would lower the consistency ratio most; `nil` where none would.
  ///
  /// Each judgement in turn is replaced by each value of Saaty's scale (1/9, 1/8 … 1 … 9), the others
  /// standing; of equally good ones the first in reading order.
  public var revision: Revision? {
    let count = items.count
    guard count > 2 else { return nil }
    let scale = (2...9).reversed().map { 1 / Double($0) } + (1...9).map { Double($0) }
    var best: (row: Int, column: Int, value: Double, ratio: Double)?
    var matrix = judgements
    for row in 0..<count {
      for column in (row + 1)..<count {
        let (there, back) = (matrix[row][column], matrix[column][row])
        for value in scale {
          matrix[row][column] = value
          matrix[column][row] = 1 / value
          let ratio = Self.ratio(Self.principal(matrix).value, count: count)
          // By more than rounding, so that of equally good ones the first stays.
          if ratio < (best?.ratio ?? consistencyRatio) - 1e-10 {
            best = (row, column, value, ratio)
          }
        }
        matrix[row][column] = there
        matrix[column][row] = back
      }
    }
    guard let best else { return nil }
    let judged = judgements[best.row][best.column]
    if judged >= 1 {
      return Revision(
        first: items[best.row], second: items[best.column], judgement: judged,
        suggestion: best.value, ratioAfter: best.ratio)
    }
    return Revision(
      first: items[best.column], second: items[best.row],
      judgement: judgements[best.column][best.row], suggestion: 1 / best.value,
      ratioAfter: best.ratio)
  }

  private static func index(_ eigenvalue: Double, count: Int) -> Double {
    count < 2 ? 0 : max(0, eigenvalue - Double(count)) / Double(count - 1)
  }

  private static func ratio(_ eigenvalue: Double, count: Int) -> Double {
    count < 3 ? 0 : index(eigenvalue, count: count) / randomIndices[count - 1]
  }

  /// The principal eigenvalue and eigenvector.
  ///
  /// A positive matrix has one greatest eigenvalue, with a positive vector (Perron).
  private static func principal(_ matrix: [[Double]]) -> (value: Double, vector: [Double]) {
    if let found = PerronEigenvector(matrix) { return (found.value, found.vector) }
    // LAPACK finds one for every matrix seen; consistent judgements have these.
    let means = matrix.map { row in
      Elementary.exp(row.reduce(0) { $0 + Elementary.log($1) } / Double(row.count))
    }
    let sum = means.reduce(0, +)
    return (Double(matrix.count), means.map { $0 / sum })
  }
}
