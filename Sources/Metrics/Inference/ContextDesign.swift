/// The complete rows of a context model, in an order of their own values, and the columns of its terms.
struct ContextDesign {
  /// A column of the design.
  struct Column {
    let term: String?
    let category: String?
    var values: [Double]
  }

  /// The rows kept, by their number as given.
  private(set) var rows: [Int]
  /// Their counts.
  private(set) var counts: [Double]
  /// The columns, the constant first; none is a combination of those before.
  private(set) var columns: [Column]
  /// What was left out.
  private(set) var dropped: [ContextModel.Dropped] = []
  /// How many rows were complete, before categories of zeros were left out.
  let completeCount: Int

  init(bodies: [String], counts: [Double?], terms: [ContextModel.Term]) {
    var kept = counts.indices.filter { row in
      counts[row] != nil && terms.allSatisfy { Self.isComplete($0, row) }
    }
    completeCount = kept.count
    for term in terms {
      guard case .category(let name, let values, _) = term else { continue }
      let known = Set(kept.compactMap { values[$0] })
      for category in Set(values.compactMap { $0 }).subtracting(known).sorted() {
        dropped.append(.init(term: name, category: category, reason: .empty))
      }
    }
    // Leaving out the rows of one category may leave another with zeros only.
    var isSettled = false
    while !isSettled {
      isSettled = true
      for term in terms {
        guard case .category(let name, let values, _) = term else { continue }
        let positive = Set(kept.filter { (counts[$0] ?? 0) > 0 }.compactMap { values[$0] })
        for category in Set(kept.compactMap { values[$0] }).subtracting(positive).sorted() {
          dropped.append(.init(term: name, category: category, reason: .zeroCounts))
          kept.removeAll { values[$0] == category }
          isSettled = false
        }
      }
    }
    // Sums do not depend on the order of rows if rows are added in an order of their own.
    let amounts = terms.map(Self.amounts)
    kept.sort { first, second in
      for column in amounts {
        if let a = column[first], let b = column[second], a != b { return a < b }
      }
      for term in terms {
        guard case .category(_, let values, _) = term else { continue }
        if let a = values[first], let b = values[second], a != b { return a < b }
      }
      return ((counts[first] ?? 0), bodies[first]) < ((counts[second] ?? 0), bodies[second])
    }
    rows = kept
    self.counts = kept.map { counts[$0] ?? 0 }
    columns = [Column(term: nil, category: nil, values: kept.map { _ in 1 })]
    for (term, amount) in zip(terms, amounts) {
      switch term {
      case .logarithm(let name, _), .amount(let name, _):
        columns.append(Column(term: name, category: nil, values: kept.map { amount[$0] ?? 0 }))
      case .category(let name, let values, let given):
        let present = kept.compactMap { values[$0] }
        let sizes = Dictionary(present.map { ($0, 1) }, uniquingKeysWith: +)
        let categories = sizes.keys.sorted()
        let commonest = categories.max { (sizes[$0] ?? 0, $1) < (sizes[$1] ?? 0, $0) }
        let reference = given.flatMap { sizes[$0] == nil ? nil : $0 } ?? commonest
        for category in categories where category != reference {
          columns.append(
            Column(
              term: name, category: category,
              values: kept.map { values[$0] == category ? 1 : 0 }))
        }
      }
    }
    dropCombinations()
  }

  /// Drops each column that those before it determine.
  private mutating func dropCombinations() {
    var basis: [[Double]] = []
    var independent: [Column] = []
    for column in columns {
      var rest = column.values
      let length = LogLinearFit.product(rest, rest).squareRoot()
      // Twice: once more takes out what rounding left.
      for _ in 0..<2 {
        for unit in basis {
          let share = LogLinearFit.product(unit, rest)
          for row in rest.indices { rest[row] -= share * unit[row] }
        }
      }
      let left = LogLinearFit.product(rest, rest).squareRoot()
      if left > 1e-7 * length, left > 0 {
        basis.append(rest.map { $0 / left })
        independent.append(column)
      } else if let term = column.term {
        dropped.append(.init(term: term, category: column.category, reason: .collinear))
      }
    }
    columns = independent
  }

  private static func isComplete(_ term: ContextModel.Term, _ row: Int) -> Bool {
    switch term {
    case .logarithm(_, let values), .amount(_, let values): values[row] != nil
    case .category(_, let values, _): values[row] != nil
    }
  }

  private static func amounts(_ term: ContextModel.Term) -> [Double?] {
    switch term {
    case .logarithm(_, let values): values.map { $0.map(Elementary.log) }
    case .amount(_, let values): values
    case .category(_, let values, _): values.map { _ in nil }
    }
  }
}
