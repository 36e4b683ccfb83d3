public import Diagnostics

/// What becomes of the ranks of all others when one indicator, one body or one year is left out.
///
/// An index is scored anew without each in turn, by any method, and compared with what it was: ranks are
/// those among the rows that both have (``RankShift``). Where a body is left out, pairs of the others that
/// change places are rank reversals: what a body is ranked beside then depends on who else is compared.
///
/// - Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7 and 6.12; Saisana,
///   Saltelli & Tarantola, Uncertainty and sensitivity analysis techniques as tools for the quality
///   assessment of composite indicators, JRSS A 168 (2005).
public struct LeaveOneOut: Sendable, Equatable {
  /// What is left out, one after another.
  public enum Subject: String, Sendable, CaseIterable {
    /// Each indicator of weight above 0: it gets weight 0, or no values where its group has no other.
    case indicator
    /// Each body of a peer set, with all its years.
    case body
    /// Each year.
    case year
  }

  /// The ranks without one of them.
  public struct Removal: Sendable, Equatable {
    /// What is left out: the id of the indicator, the body or the year.
    public let removed: String
    /// Of a body its peer set; nothing otherwise.
    public let peerSet: String?
    /// The shifts of all others; nothing where the index cannot be scored without it.
    public let shift: RankShift?
    /// Why it cannot.
    public let problems: [Diagnostic]
  }

  /// What was left out.
  public let subject: Subject
  /// A removal each: indicators in their order, bodies by peer set and name, years in order.
  public let removals: [Removal]

  /// The greatest shift of any row by any removal.
  public var greatestShift: Int { removals.reduce(0) { max($0, $1.shift?.greatestShift ?? 0) } }

  /// The mean of the removals' mean shifts; nothing where none has one.
  public var meanShift: Double? {
    let means = removals.compactMap { $0.shift?.meanShift }
    return means.isEmpty ? nil : means.reduce(0, +) / Double(means.count)
  }

  /// How many pairs turned round, over all removals.
  public var reversalCount: Int { removals.reduce(0) { $0 + ($1.shift?.reversals.count ?? 0) } }

  /// Leaves out each in turn.
  ///
  /// - Parameters:
  ///   - subject: what is left out.
  ///   - card: the index with everything.
  ///   - rescore: scores a table as the index was scored, weights from data included. It is called once a
  ///     removal; an error becomes the removal's problem.
  public init(
    _ subject: Subject, of card: ScoreCard, rescore: (ScoringTable) throws -> ScoreCard
  ) {
    let table = card.table
    self.subject = subject
    func removal(
      _ removed: String, peerSet: String? = nil, _ rest: ScoringTable
    ) -> Removal {
      do {
        let shift = RankShift(from: card, to: try rescore(rest))
        if shift.meanShift != nil {
          return Removal(removed: removed, peerSet: peerSet, shift: shift, problems: [])
        }
        let text = LocalisedText(
          zh: "去掉\(Message.quoted(removed))后没有一行有名次可比：请补齐数据，或不单独去掉它",
          en:
            "without \(Message.quoted(removed)) no row has a rank to compare: complete the data, or do "
            + "not leave it out alone")
        return Removal(
          removed: removed, peerSet: peerSet, shift: nil, problems: [Diagnostic(.error, text)])
      } catch let error as MetricsError {
        return Removal(removed: removed, peerSet: peerSet, shift: nil, problems: error.problems)
      } catch {
        let text = LocalisedText(
          zh: "去掉\(Message.quoted(removed))后无法计分：\(error)",
          en: "there is no score without \(Message.quoted(removed)): \(error)")
        return Removal(
          removed: removed, peerSet: peerSet, shift: nil, problems: [Diagnostic(.error, text)])
      }
    }
    switch subject {
    case .indicator:
      removals = table.indicators.indices.filter { table.indicators[$0].weight > 0 }.map { column in
        var rest = table
        let group = rest.indicators[column].group
        rest.indicators[column].weight = 0
        // A group without weights is an error in a definition, one without values is not.
        if !rest.indicators.contains(where: { $0.group == group && $0.weight > 0 }) {
          rest.indicators[column].weight = table.indicators[column].weight
          for row in rest.values.indices { rest.values[row][column] = .notKnown }
        }
        return removal(table.indicators[column].id, rest)
      }
    case .body:
      let bodies = Set(table.rows.map { [$0.peerSet, $0.body] })
      removals = bodies.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.map { name in
        removal(
          name[1], peerSet: name[0],
          table.keeping { $0.peerSet != name[0] || $0.body != name[1] })
      }
    case .year:
      removals = Set(table.rows.map(\.year)).sorted().map { year in
        removal("\(year)", table.keeping { $0.year != year })
      }
    }
  }
}

extension ScoringTable {
  /// The table with only the rows that a rule keeps.
  fileprivate func keeping(_ isKept: (RowKey) -> Bool) -> ScoringTable {
    let kept = rows.indices.filter { isKept(rows[$0]) }
    return ScoringTable(
      rows: kept.map { rows[$0] }, indicators: indicators, values: kept.map { values[$0] })
  }
}
