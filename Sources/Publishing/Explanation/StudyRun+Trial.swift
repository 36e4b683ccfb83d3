public import Diagnostics
import Metrics
import Observations

extension StudyRun {
  /// The values as stated, before anything is filled in or treated.
  var statedTable: ScoringTable {
    ScoringTable(
      rows: scores.table.rows, indicators: study.indicators.map(\.definition),
      values: rows.indices.map { row in tables.map { Self.estimate($0.rows[row].cell) } })
  }

  /// Scores changed values by the method of the study, with the weights that it arrived at.
  ///
  /// Weights from values stay those of the study, so that one changed figure is one change.
  /// - Returns: nothing where the changed values cannot be scored.
  func trial(_ stated: ScoringTable) -> ScoreCard? {
    var table = stated
    blank(&table)
    if let imputation = study.method.imputation {
      let groups = bodies.map { body in
        study.method.imputationGroup == .tier ? body.tier?.rawValue ?? "" : body.province
      }
      let outcome = try? imputation.apply(
        to: table, groups: imputation.method.needsGroups ? groups : nil
      ) { row, column in
        tables[column].rows[row].cell.state == .notApplicable
      }
      guard let outcome else { return nil }
      table = outcome.table
      blank(&table)
    }
    if study.method.treatment != Treatment() {
      let before = table
      guard
        let outcome = try? study.method.treatment.apply(
          to: before, for: study.method.scoring.normalisation)
      else { return nil }
      table = outcome.table
    }
    for column in table.indicators.indices {
      table.indicators[column].weight = scores.table.indicators[column].weight
    }
    return try? scored(table, scores.groups)
  }

  /// Takes the values of rows that screening left out.
  private func blank(_ table: inout ScoringTable) {
    for row in table.rows.indices where scoring.isLeftOut(row: row) {
      table.values[row] = table.indicators.map { _ in .notKnown }
    }
  }

  /// The card without an indicator, the weights of the others in their proportions.
  func card(without column: Int) -> ScoreCard? {
    var table = scores.table
    table.indicators[column].weight = 0
    return try? scored(table, Self.groups(scores.groups, without: table))
  }

  /// Scores a table that is filled in, treated and weighed already.
  func scored(
    _ table: ScoringTable, _ groups: [GroupDefinition]
  ) throws(MetricsError) -> ScoreCard {
    let method = study.method.scoring
    if let multiCriteria = study.method.multiCriteria {
      return try ScoreCard(table, groups: groups, method: multiCriteria, scoring: method)
    }
    if case .benefitOfDoubt(let bounds) = study.method.weights {
      return try ScoreCard(
        table, groups: groups, benefitOfDoubt: bounds.bounds(of: table.indicators.map(\.id)),
        scoring: method)
    }
    return try ScoreCard(table, groups: groups, method: method)
  }

  /// Groups of which those without members that count do not count either.
  static func groups(
    _ groups: [GroupDefinition], without table: ScoringTable
  ) -> [GroupDefinition] {
    var groups = groups
    for _ in groups {
      for place in groups.indices {
        let id = groups[place].id
        let isEmpty =
          !table.indicators.contains { $0.group == id && $0.weight > 0 }
          && !groups.contains { $0.parent == id && $0.weight > 0 }
        if isEmpty { groups[place].weight = 0 }
      }
    }
    return groups
  }

  // MARK: - Bodies and years

  /// The selected body that a word means: its name, the name without 市 or the like where only one body
  /// fits, either followed by 人大 or 政协 where both are selected.
  ///
  /// - Throws: ``PublishingError`` for a body that is unknown, not selected, or not the only one.
  func selectedBody(_ word: String) throws(PublishingError) -> Body {
    var selected: [Body] = []
    for body in bodies where !selected.contains(where: { $0.key == body.key }) {
      selected.append(body)
    }
    let found = Self.matches(word, among: selected)
    if found.count == 1 { return found[0] }
    if found.count > 1 {
      let names = found.map {
        Set(found.map(\.kind)).count > 1 ? $0.name + ($0.kind == .npc ? "人大" : "政协") : $0.name
      }
      throw failure(
        zh: "\(Diagnostic.quoted(word))可指\(names.joined(separator: "、"))：请写全",
        en: "\(Diagnostic.quoted(word)) may be \(names.joined(separator: ", ")): write one of them")
    }
    if let known = Self.matches(word, among: data.bodies).first {
      throw failure(
        at: study.selectionPlace,
        zh: "数据中有\(Diagnostic.quoted(known.name))，但研究没有选它：请改 select 的类型、层级、年份或 bodies",
        en: "\(Diagnostic.quoted(known.name)) is in the data, but the study does not select it: "
          + "change kind, level, years or bodies under select")
    }
    let near = NameMatching.nearest(word, among: selected.map(\.name))
    throw failure(
      zh: "没有机构\(Diagnostic.quoted(word))"
        + (near.map { "：是否应为 \($0)？" } ?? "：请写所选机构的名称，如 \(selected.first?.name ?? "")"),
      en: "there is no body \(Diagnostic.quoted(word))"
        + (near.map { ": is \($0) meant?" }
          ?? ": write the name of a selected one, such as \(selected.first?.name ?? "")"))
  }

  private static func matches(_ word: String, among bodies: [Body]) -> [Body] {
    var stem = word
    var kind: BodyKind?
    let endings: [(String, BodyKind)] = [
      ("人大常委会", .npc), ("政协常委会", .cppcc), ("人大", .npc), ("政协", .cppcc),
    ]
    if !bodies.contains(where: { $0.name == word }),
      let ending = endings.first(where: { word.hasSuffix($0.0) && word.count > $0.0.count })
    {
      stem = String(word.dropLast(ending.0.count))
      kind = ending.1
    }
    let candidates = bodies.filter { kind == nil || $0.kind == kind }
    let exact = candidates.filter { $0.name == stem }
    if !exact.isEmpty { return exact }
    let suffixes = ["市", "省", "县", "区", "旗", "盟", "州", "自治区", "自治州", "自治县", "自治旗", "地区"]
    return candidates.filter { body in suffixes.contains { body.name == stem + $0 } }
  }

  /// The row of a body in a year; its latest selected year where none is named.
  ///
  /// - Throws: ``PublishingError`` where the body has no such year in the selection.
  func row(of body: Body, year: Int?) throws(PublishingError) -> Int {
    let own = rows.indices.filter { rows[$0].body == body.key }
    if let place = own.max(by: { rows[$0].year < rows[$1].year }), year == nil { return place }
    if let place = own.first(where: { rows[$0].year == year }) { return place }
    let years = own.map { rows[$0].year }.sorted().map(String.init)
    throw failure(
      at: study.selectionPlace,
      zh: "研究所选的\(body.name)没有\(year ?? 0)年：有 \(years.joined(separator: "、"))",
      en: "the study has no \(year ?? 0) of \(body.name): it has \(years.joined(separator: ", "))")
  }

  /// An error about what was asked of the study.
  func failure(at place: Place? = nil, zh: String, en: String) -> PublishingError {
    PublishingError([
      Diagnostic(.error, at: place ?? Place(study.path), LocalisedText(zh: zh, en: en))
    ])
  }

  /// The findings that concern some bodies: those that name one of them, or none of the others.
  public func diagnostics(about names: [String]) -> [Diagnostic] {
    let wanted = Set(bodies.map(\.name)).intersection(names)
    let others = Set(data.bodies.map(\.name)).subtracting(wanted)
    return diagnostics.filter { finding in
      let text = finding.text.chinese
      return wanted.contains { text.contains($0) } || !others.contains { text.contains($0) }
    }
  }
}
