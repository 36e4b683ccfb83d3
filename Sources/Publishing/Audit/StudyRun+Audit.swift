import Diagnostics
import Metrics
import Observations

extension StudyRun {
  /// The rows of the study that screening kept.
  private var keptRows: [Int] { rows.indices.filter { !scoring.isLeftOut(row: $0) } }

  /// The values as stated of the rows that screening kept, with the weights that the study arrived at.
  var auditedStatedTable: ScoringTable {
    let (stated, kept) = (statedTable, keptRows)
    return ScoringTable(
      rows: kept.map { stated.rows[$0] }, indicators: scores.table.indicators,
      values: kept.map { stated.values[$0] })
  }

  /// The scores of the rows that screening kept, as they are.
  func auditedCard() throws(PublishingError) -> ScoreCard {
    guard scoring.screened != nil else { return scores }
    let kept = keptRows
    let table = ScoringTable(
      rows: kept.map { scores.table.rows[$0] }, indicators: scores.table.indicators,
      values: kept.map { scores.table.values[$0] })
    do {
      return try scored(table, scores.groups)
    } catch {
      throw PublishingError(StudyScoring.placed(error.problems, at: "method", of: study))
    }
  }

  // MARK: - Leaving out

  /// The ranks without each indicator, and without each body.
  func removals(from card: ScoreCard) -> (indicator: LeaveOneOut, body: LeaveOneOut) {
    let indicator = LeaveOneOut(.indicator, of: card) { rest in
      var table = rest
      // An indicator that is the only one of its group comes without values.
      for column in table.indicators.indices
      where table.indicators[column].weight > 0
        && table.values.allSatisfy({ $0[column].point == nil })
        && !card.table.values.allSatisfy({ $0[column].point == nil })
      {
        table.indicators[column].weight = 0
      }
      return try scored(table, Self.groups(scores.groups, without: table))
    }
    let body = LeaveOneOut(.body, of: card) { rest in
      // Rows keep their order, so that the next with the same key is the same row.
      let stated = statedTable
      var places: [Int] = []
      var next = 0
      for row in keptRows where next < rest.rows.count && stated.rows[row] == rest.rows[next] {
        places.append(row)
        next += 1
      }
      do {
        return try rescored(stated, places)
      } catch let error as PublishingError {
        throw MetricsError(.methodRefused, error.problems)
      }
    }
    return (indicator, body)
  }

  /// The scores of some rows of the study, everything done anew.
  private func rescored(
    _ stated: ScoringTable, _ places: [Int]
  ) throws(PublishingError) -> ScoreCard {
    let table = ScoringTable(
      rows: places.map { stated.rows[$0] }, indicators: stated.indicators,
      values: places.map { stated.values[$0] })
    let groups = places.map { row in
      switch study.method.imputationGroup {
      case .tier: bodies[row].tier?.rawValue ?? ""
      case .province: bodies[row].province
      }
    }
    return try StudyScoring(table, of: study, groups: groups) { row, column in
      tables[column].rows[places[row]].cell.state == .notApplicable
    }.card
  }

  // MARK: - Beside the scores

  /// Reference quantities of the data for the bodies of the rows, each of the nearest year, the earlier of
  /// two that are equally near; quantities that no row has are left out.
  func references(for keys: [ScoringTable.RowKey]) -> [IndexAudit.Denominator] {
    Set(data.references.map(\.quantity)).sorted().compactMap { quantity in
      var known: [String: [ReferenceQuantity]] = [:]
      for reference in data.references where reference.quantity == quantity {
        known[reference.body, default: []].append(reference)
      }
      let values = keys.map { key in
        known[key.body].flatMap { Denominator.nearest(to: key.year, among: $0) }?.value
      }
      guard values.contains(where: { $0 != nil }) else { return nil }
      return IndexAudit.Denominator(id: quantity, values: values)
    }
  }

  /// Whether an indicator is divided by a reference quantity.
  func isDivided(_ column: Int, by quantity: String) -> Bool {
    switch tables[column].denominator {
    case .millionResidents: quantity == "residents"
    case .quantity(let id): id == quantity
    case .none, .share, .measure: false
    }
  }

  /// The names of everything that an audit speaks of.
  func namesOfParts(_ quantities: [String]) -> [String: LocalisedText] {
    var names: [String: LocalisedText] = [:]
    for id in quantities { names[id] = Words.quantity(id) }
    for group in study.groups {
      names[group.id] = study.groupNames[group.id] ?? LocalisedText(zh: group.id, en: group.id)
    }
    for (place, indicator) in study.indicators.enumerated() {
      names[indicator.id] = name(of: indicator, tables[place])
    }
    names[GroupDefinition.root] = LocalisedText(zh: "总得分", en: "the index")
    return names
  }

  // MARK: - Robustness

  /// Ranks drawn over and over, or why they are not.
  struct SimulatedRanks {
    var robustness: Robustness?
    /// For each row of it whose it is.
    var keys: [ScoringTable.RowKey] = []
    var refusal: LocalisedText?
    /// By which share of itself each weight scatters.
    var weightSpread = 0.0
    /// The range of φ of what are counts; nothing where counts are taken as they are.
    var dispersions: ClosedRange<Double>?
  }

  /// The study's own draws, in the form of an audit.
  func simulatedRanks() -> SimulatedRanks {
    if let robustness {
      let columns = study.indicators.indices.filter { scores.table.indicators[$0].weight > 0 }
      let noise = robustness.uncertainty.counts
      let used = columns.filter { column in
        noise?.units.contains { $0[column] != nil } ?? false
      }.compactMap { noise?.dispersions[$0] }
      return SimulatedRanks(
        robustness: robustness.robustness, keys: scores.table.rows,
        weightSpread: robustness.uncertainty.variation.weightSpread,
        dispersions: used.min().flatMap { low in used.max().map { low...$0 } })
    }
    do {
      _ = try StudyRobustness(self)
      return SimulatedRanks(
        refusal: LocalisedText(
          zh: "没有机构列位次，无从模拟：请补齐数据或写 missing: renormalise",
          en:
            "no body is ranked, so that no ranks can be drawn: complete the data, or write missing: "
            + "renormalise"))
    } catch {
      return SimulatedRanks(refusal: error.problems.first?.text)
    }
  }
}
