/// What a new scale, a new body or a new year does to scores and ranks that were there before.
///
/// Two score cards are compared row by row, by body, year and peer set; ranks are those among the rows
/// that both have, so that a body that merely joins shifts nobody (``Entry/rankAmongAll`` has the rank
/// with all). `mean shift = Σ |rank before − rank after| / M` over the `M` rows that have both ranks.
///
/// - Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), equation 38.
public struct RankShift: Sendable, Equatable {
  /// The rows that both cards have, in the order of the later one.
  public let entries: [Entry]
  /// The rows that only the later card has.
  public let joined: [ScoringTable.RowKey]
  /// The rows that only the earlier card has.
  public let left: [ScoringTable.RowKey]
  /// The mean of the absolute shifts; nothing where no row has both ranks.
  public let meanShift: Double?
  /// The greatest absolute shift; 0 where no row has both ranks.
  public let greatestShift: Int
  /// The pairs of rows of a rank set whose order is turned round.
  public let reversals: [Reversal]

  /// A row before and after.
  public struct Entry: Sendable, Equatable {
    /// Whose row it is, in the later card.
    public let key: ScoringTable.RowKey
    /// The score before.
    public let scoreBefore: Double?
    /// The score after.
    public let scoreAfter: Double?
    /// The rank before, among the rows that both cards have.
    public let rankBefore: Int?
    /// The rank after, likewise.
    public let rankAfter: Int?
    /// The rank in the later card with all its rows.
    public let rankAmongAll: Int?

    /// Places gained: the rank before less the rank after, positive = up.
    public var shift: Int? {
      guard let rankBefore, let rankAfter else { return nil }
      return rankBefore - rankAfter
    }

    /// Whether the score is the same but for rounding (1e-9 relative).
    public var keepsScore: Bool {
      switch (scoreBefore, scoreAfter) {
      case (nil, nil): true
      case (let before?, let after?): Ranking.isTie(before, after)
      default: false
      }
    }
  }

  /// Two rows of which one stood above the other before, and stands below it after.
  public struct Reversal: Sendable, Equatable {
    /// The one that stood above.
    public let earlierAbove: ScoringTable.RowKey
    /// The one that stands above now.
    public let laterAbove: ScoringTable.RowKey
  }

  /// Whether no score and no rank of before is another.
  public var changesNothing: Bool {
    left.isEmpty && entries.allSatisfy { $0.keepsScore && $0.shift ?? 0 == 0 }
  }

  /// Compares two score cards of one index.
  public init(from earlier: ScoreCard, to later: ScoreCard) {
    struct Key: Hashable {
      let body: String
      let year: Int
      let peerSet: String

      init(_ row: ScoreCard.Row) {
        (body, year, peerSet) = (row.key.body, row.key.year, row.key.peerSet)
      }
    }
    let before = Dictionary(earlier.rows.map { (Key($0), $0) }) { first, _ in first }
    let names = Set(later.rows.map { Key($0) })
    let common = later.rows.filter { before[Key($0)] != nil }
    let old = common.map { before[Key($0)]?.index.value }
    let new = common.map(\.index.value)
    let sets = common.map(\.key.rankSet)
    // A row without a score in one of the cards would push others about.
    let isRanked = zip(old, new).map { $0 != nil && $1 != nil }
    func ranks(_ scores: [Double?]) -> [Int?] {
      Ranking.ranks(of: zip(scores, isRanked).map { $1 ? $0 : nil }, within: sets)
    }
    let (oldRanks, newRanks) = (ranks(old), ranks(new))
    entries = common.indices.map { place in
      Entry(
        key: common[place].key, scoreBefore: old[place], scoreAfter: new[place],
        rankBefore: oldRanks[place], rankAfter: newRanks[place], rankAmongAll: common[place].rank)
    }
    joined = later.rows.filter { before[Key($0)] == nil }.map(\.key)
    left = earlier.rows.filter { !names.contains(Key($0)) }.map(\.key)

    let shifts = entries.compactMap(\.shift).map { abs($0) }
    meanShift = shifts.isEmpty ? nil : Double(shifts.reduce(0, +)) / Double(shifts.count)
    greatestShift = shifts.max() ?? 0
    var reversals: [Reversal] = []
    // A pair once, named from the one that stood above.
    for (a, first) in entries.enumerated() {
      for second in entries[(a + 1)...] where first.key.rankSet == second.key.rankSet {
        guard let oldA = first.rankBefore, let oldB = second.rankBefore,
          let newA = first.rankAfter, let newB = second.rankAfter
        else { continue }
        if oldA < oldB && newA > newB {
          reversals.append(Reversal(earlierAbove: first.key, laterAbove: second.key))
        } else if oldA > oldB && newA < newB {
          reversals.append(Reversal(earlierAbove: second.key, laterAbove: first.key))
        }
      }
    }
    self.reversals = reversals
  }
}
