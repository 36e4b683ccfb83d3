import Charting
public import Diagnostics
import Dispatch
import FoundationEssentials
import Metrics
public import Observations
import Synchronization

/// A study with its data and scores: what every output is made from.
public struct StudyRun: Sendable {
  /// The study.
  public let study: Study
  /// What a careful reader wants to know: of the data, the figures, the scores.
  public private(set) var diagnostics: [Diagnostic]
  let data: DataSet
  let rows: [DataSet.BodyYear]
  let bodies: [Body]
  let tables: [MeasureTable]
  let scoring: StudyScoring
  let fairComparisons = FairComparisons()
  /// How far the ranking would hold with other figures and another method; nothing where nothing is ranked
  /// or the method cannot be drawn, which a finding says.
  public private(set) var robustness: StudyRobustness?
  /// Why the ranking cannot be drawn; nothing where it is drawn, or nothing is ranked.
  private(set) var robustnessRefusal: LocalisedText?
  /// The file of goalposts with a version added, to be written with the other files; nothing where none is.
  public let ledger: Ledger?
  /// What an added version of goalposts changes; nothing where none was there before.
  public let goalpostsShift: GoalpostsShift?
  var scores: ScoreCard { scoring.card }

  /// One finished file.
  public struct File: Sendable {
    /// The name within the study's folder.
    public var name: String
    /// The contents.
    public var bytes: [UInt8]
    /// What made it: the id of an output, or `study` for the tables of all scores.
    public var part = "study"

    /// What only a run that adds a version of goalposts makes.
    static let goalpostsPart = "goalposts"
  }

  /// Loads the data of a study and scores it.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - loaded: the data, where it is loaded already.
  ///   - request: what to do about the goalposts that it names.
  /// - Throws: ``PublishingError`` with every problem of the study against its data: unknown measures,
  ///   classes, denominators and bodies, an empty selection, a denominator that all bodies lack, groups
  ///   and weights that make no index.
  public init(
    _ study: Study, data loaded: DataSet? = nil, goalposts request: GoalpostsRequest = .asFrozen
  ) async throws(PublishingError) {
    var study = study
    let data: DataSet
    if let loaded {
      data = loaded
    } else {
      do {
        data = try await DataSet.load(study.data)
      } catch {
        throw PublishingError(error.problems)
      }
    }
    self.data = data
    var problems: [Diagnostic] = []
    let reading = LedgerReading(study, request, &problems)
    study.method.scoring.normalisation.goalposts = reading?.inUse
    let sets = study.indicators.map { Self.resolved($0, in: data, &problems) }
    let (rows, selectionProblems) = study.selection.rows(in: data)
    problems += selectionProblems.map { problem in
      var problem = problem
      problem.place = study.selectionPlace
      return problem
    }
    for output in study.outputs {
      Self.checkBodies(of: output, study, in: data, &problems)
      Self.checkGroup(of: output, study, &problems)
    }
    self.rows = rows
    let index = Dictionary(data.bodies.map { ($0.key, $0) }) { first, _ in first }
    bodies = rows.compactMap { index[$0.body] }

    var tables: [MeasureTable] = []
    for (indicator, resolved) in zip(study.indicators, sets) {
      guard let resolved, !rows.isEmpty else { continue }
      let table = MeasureTable(
        resolved.set, counts: indicator.counts, per: resolved.denominator, rows: rows,
        terms: study.selection.terms, in: data)
      if let error = table.diagnostics.first(where: { $0.severity == .error }) {
        problems.append(
          Diagnostic(
            .error, at: indicator.place,
            LocalisedText(
              zh: "指标\(Diagnostic.quoted(indicator.id))：\(error.text.chinese)",
              en: "indicator \(Diagnostic.quoted(indicator.id)): \(error.text.english)")))
      } else if resolved.denominator != .none, table.rows.allSatisfy({ $0.cell.low == nil }) {
        problems.append(
          Diagnostic(
            .error, at: indicator.place,
            LocalisedText(
              zh:
                "指标\(Diagnostic.quoted(indicator.id))：没有机构能除以 \(resolved.denominator)，请补上数据或改 per",
              en: "indicator \(Diagnostic.quoted(indicator.id)): no body can be divided by "
                + "\(resolved.denominator): add the data or change per")))
      }
      tables.append(table)
    }
    let keys = zip(rows, bodies).map { row, body in
      let peers = study.isTogether ? "" : "\(body.kind.rawValue) \(body.level?.rawValue ?? "")"
      return ScoringTable.RowKey(body: row.body.name, year: row.year, peerSet: peers)
    }
    let estimates = rows.indices.map { row in
      tables.map { Self.estimate($0.rows[row].cell) }
    }
    let isComplete = problems.isEmpty && tables.count == study.indicators.count
    // Where something is wrong already, one row of nothing lets the definitions be checked all the same.
    let table = ScoringTable(
      rows: isComplete ? keys : [ScoringTable.RowKey(body: "", year: 0)],
      indicators: study.indicators.map(\.definition),
      values: isComplete ? estimates : [study.indicators.map { _ in .notKnown }])
    guard isComplete else {
      do {
        var method = study.method.scoring
        // Goalposts that are not frozen yet, or could not be read, are no fault of the definitions.
        if study.method.ledger != nil { method.normalisation = Normalisation() }
        _ = try ScoreCard(table, groups: study.groups, method: method)
      } catch {
        problems += StudyScoring.placed(error.problems, at: "method", of: study)
      }
      throw PublishingError(problems)
    }
    let groups = bodies.map { body in
      switch study.method.imputationGroup {
      case .tier: body.tier?.rawValue ?? ""
      case .province: body.province
      }
    }
    let isExempt = { (row: Int, column: Int) in
      tables[column].rows[row].cell.state == .notApplicable
    }
    var scored: StudyScoring
    var (added, shift): (Ledger?, GoalpostsShift?) = (nil, nil)
    var further: [Diagnostic] = []
    if let reading, let version = reading.freezing {
      let freezing = StudyScoring.Freezing(
        version: version, basis: Self.basis(data, rows.map(\.year)))
      var unfrozen = study
      unfrozen.method.scoring.normalisation.goalposts = nil
      scored = try StudyScoring(
        table, of: unfrozen, groups: groups, freezing: freezing, isExempt: isExempt)
      if let before = reading.inUse, let after = scored.goalposts,
        Self.hash(of: before) == Self.hash(of: after)
      {
        further.append(
          Diagnostic(
            .note, at: study.method.places["ledger"],
            LocalisedText(
              zh: "所选数据的上下限与第\(before.version)版相同，没有另加一版",
              en:
                "the selection has the goalposts of version \(before.version): no version is added")
          ))
        scored = try StudyScoring(table, of: study, groups: groups, isExempt: isExempt)
      } else if let after = scored.goalposts, let path = study.method.ledger {
        var ledger = reading.ledger
        do {
          try ledger.add(after)
        } catch {
          throw PublishingError(StudyScoring.placed(error.problems, at: "normalise", of: study))
        }
        added = Ledger(path: path, text: ledger.text, version: after.version)
        if let before = reading.inUse {
          do {
            let earlier = try StudyScoring(table, of: study, groups: groups, isExempt: isExempt)
            shift = GoalpostsShift(
              from: before, to: after, ranks: RankShift(from: earlier.card, to: scored.card))
          } catch {
            further.append(
              Diagnostic(
                .warning, at: study.method.places["ledger"],
                LocalisedText(
                  zh: "第\(before.version)版不能给现在的研究计分，无从比较位次："
                    + (error.problems.first?.text.chinese ?? ""),
                  en:
                    "version \(before.version) cannot score the study as it is, so that ranks cannot be "
                    + "compared: " + (error.problems.first?.text.english ?? ""))))
          }
        }
        study.method.scoring.normalisation.goalposts = after
      }
    } else {
      scored = try StudyScoring(table, of: study, groups: groups, isExempt: isExempt)
    }
    try Self.checkScores(scored, tables, study)
    scoring = scored
    (ledger, goalpostsShift) = (added, shift)
    self.study = study
    self.tables = tables
    var found = tables.flatMap(\.diagnostics) + scoring.diagnostics + further
    if case .benefitOfDoubt = study.method.weights {
      diagnostics = [StudyScoring.differentWeights] + data.diagnostics
    } else {
      diagnostics = data.diagnostics
    }
    found.removeAll { diagnostics.contains($0) }
    for finding in found where !diagnostics.contains(finding) { diagnostics.append(finding) }
    do {
      robustness = try StudyRobustness(self)
    } catch {
      robustnessRefusal = error.problems.first?.text
      diagnostics += error.problems.map { problem in
        var problem = problem
        problem.severity = .note
        return problem
      }
    }
  }

  /// Refuses a study of which nobody has a score, nor an interval: nothing could be published but gaps.
  private static func checkScores(
    _ scoring: StudyScoring, _ tables: [MeasureTable], _ study: Study
  ) throws(PublishingError) {
    guard scoring.card.rows.allSatisfy({ $0.index.value == nil && $0.index.low == nil }) else {
      return
    }
    var problems: [Diagnostic] = []
    for (indicator, table) in zip(study.indicators, tables) where indicator.definition.weight > 0 {
      guard table.rows.allSatisfy({ $0.cell.low == nil || $0.cell.isOtherClass }) else { continue }
      problems.append(
        Diagnostic(
          .error, at: indicator.place,
          LocalisedText(
            zh: "指标\(Diagnostic.quoted(indicator.id))：所选机构的报告都没有载明，请改选机构和年份，或换指标",
            en:
              "indicator \(Diagnostic.quoted(indicator.id)): no report selected states it: select other "
              + "bodies or years, or another indicator")))
    }
    if problems.isEmpty {
      let bodies = Set(scoring.card.rows.map(\.key.body))
      if let body = bodies.first, bodies.count == 1 {
        problems.append(
          Diagnostic(
            .error, at: study.selectionPlace,
            LocalisedText(
              zh: "只选了\(Diagnostic.quoted(body))一个机构，没有可比的，无从计分：请多选机构，"
                + "或写 normalise: goalposts 并给各指标写上下限",
              en:
                "only \(Diagnostic.quoted(body)) is selected, and nobody to score it against: select more "
                + "bodies, or write normalise: goalposts with goalposts for each indicator")))
      } else {
        problems.append(
          Diagnostic(
            .error, at: study.method.places["method"] ?? study.selectionPlace,
            LocalisedText(
              zh: "没有机构能够计分：各指标的值都相同或不足两个，请改选机构和年份，或插补缺项",
              en:
                "nobody can be scored, the indicators being constant or stated too seldom: select other "
                + "bodies or years, or impute what is missing")))
      }
    }
    throw PublishingError(problems)
  }

  /// Refuses an output of a group that has no score.
  private static func checkGroup(
    of output: Study.Output, _ study: Study, _ problems: inout [Diagnostic]
  ) {
    guard let (id, _) = study.groupless, study.groups.contains(where: { $0.id == output.of })
    else { return }
    problems.append(
      Diagnostic(
        .error, at: output.place,
        LocalisedText(
          zh: "\(id) 不给组计分，不能输出组\(Diagnostic.quoted(output.of))：请写 of: index 或某项指标",
          en:
            "\(id) gives groups no score, so that \(Diagnostic.quoted(output.of)) cannot be shown: write "
            + "of: index, or an indicator")))
  }

  /// What a cell says to the scores: a figure of another class says nothing.
  static func estimate(_ cell: Cell) -> Estimate {
    guard !cell.isOtherClass, cell.low != nil else { return .notKnown }
    return Estimate(point: cell.value, low: cell.low, high: cell.high)
  }

  private static func resolved(
    _ indicator: Study.Indicator, in data: DataSet, _ problems: inout [Diagnostic]
  ) -> (set: MeasureSet, denominator: Denominator)? {
    var ids: [String] = []
    var isGood = true
    for word in indicator.measures {
      let found = data.identifier(for: word)
      if let id = found.id {
        ids.append(id)
        continue
      }
      isGood = false
      problems.append(
        Diagnostic(
          .error, at: indicator.measuresPlace,
          LocalisedText(
            zh: "没有指标\(Diagnostic.quoted(word))"
              + (found.nearest.map { "：是否应为 \($0)？" } ?? "：`heng list measures` 列出已知的指标"),
            en: "there is no measure \(Diagnostic.quoted(word))"
              + (found.nearest.map { ": is \($0) meant?" }
                ?? ": `heng list measures` names the known ones"))))
    }
    let set = MeasureSet(ids)
    if case .only(let counts) = indicator.counts {
      let known = MeasureTable.classes(of: set)
      if isGood, !known.contains(counts) {
        isGood = false
        problems.append(
          Diagnostic(
            .error, at: indicator.place,
            LocalisedText(
              zh: "\(set) 没有口径\(Diagnostic.quoted(counts))：请写 \(known.joined(separator: "、")) 之一",
              en: "\(set) has no class \(Diagnostic.quoted(counts)): "
                + "write one of \(known.joined(separator: ", "))")))
      }
    }
    let per = Denominator.named(indicator.per, in: data)
    guard let denominator = per.denominator else {
      problems.append(
        Diagnostic(
          .error, at: indicator.place,
          LocalisedText(
            zh: "per 不认识\(Diagnostic.quoted(indicator.per))"
              + (per.nearest.map { "：是否应为 \($0)？" } ?? "：请检查数据中的 reference.csv"),
            en: "per: \(Diagnostic.quoted(indicator.per)) is not known"
              + (per.nearest.map { ": is \($0) meant?" } ?? ": check the data's reference.csv"))))
      return nil
    }
    return isGood ? (set, denominator) : nil
  }

  private static func checkBodies(
    of output: Study.Output, _ study: Study, in data: DataSet, _ problems: inout [Diagnostic]
  ) {
    let names = Set(data.bodies.map(\.name))
    for name in (output.bodies ?? []) + (output.focus.map { [$0] } ?? [])
    where !names.contains(name) {
      let near = NameMatching.nearest(name, among: names.sorted())
      problems.append(
        Diagnostic(
          .error, at: output.place,
          LocalisedText(
            zh: "数据中没有\(Diagnostic.quoted(name))" + (near.map { "：是否应为 \($0)？" } ?? ""),
            en: "the data has no body \(Diagnostic.quoted(name))"
              + (near.map { ": is \($0) meant?" } ?? ""))))
    }
  }

  // MARK: - Files

  /// `scores.csv`, `indicators.csv` and, where something is counted, `fair.csv`: every row of the selection
  /// in the data's order, full precision.
  ///
  /// Where values are filled in, a last column of `scores.csv` names the indicators that are, joined by
  /// `+`, and `coverage` counts only what is stated; `indicators.csv` never has a filled value.
  public func scoreFiles() -> [File] {
    let ids = study.indicators.map(\.id)
    let names = ids + scores.groupIDs
    var header = ["body", "kind", "year"] + names
    header += ["index_low", "index_high", "rank", "coverage"]
    if scoring.imputed != nil { header.append("imputed") }
    var lines = [header.joined(separator: ",")]
    var raw = [(["body", "kind", "year"] + ids).joined(separator: ",")]
    for (position, row) in scores.rows.enumerated() {
      let start = [
        csvField(rows[position].body.name), rows[position].body.kind.rawValue,
        String(rows[position].year),
      ]
      var values = row.normalised.map { number($0) } + row.groups.map { number($0.value) }
      values += [
        number(row.index.low), number(row.index.high), row.rank.map(String.init) ?? "",
        number(coverage(position)),
      ]
      if scoring.imputed != nil {
        values.append(csvField(imputed(position).map { ids[$0] }.joined(separator: "+")))
      }
      lines.append((start + values).joined(separator: ","))
      raw.append(
        (start
          + tables.map { table in
            let cell = table.rows[position].cell
            return number(cell.isOtherClass ? nil : cell.value)
          }).joined(separator: ","))
    }
    var files = [("scores.csv", lines), ("indicators.csv", raw)]
    if let fair = fairLines() { files.append(("fair.csv", fair)) }
    if case .benefitOfDoubt = study.method.weights { files.append(("weights.csv", weightLines())) }
    if let shift = goalpostsShift { files.append(("rank-shift.csv", rankShiftLines(shift))) }
    return files.map { name, lines in
      File(
        name: name, bytes: Array((lines.joined(separator: "\n") + "\n").utf8),
        part: name == "rank-shift.csv" ? File.goalpostsPart : "study")
    } + [robustnessFile()].compactMap { $0 }
  }

  /// The share of each indicator in the weights of each body, where each has its own.
  private func weightLines() -> [String] {
    [(["body", "kind", "year"] + study.indicators.map(\.id)).joined(separator: ",")]
      + scores.rows.enumerated().map { position, row in
        let start = [
          csvField(rows[position].body.name), rows[position].body.kind.rawValue,
          String(rows[position].year),
        ]
        let shares = row.parts.map { number(row.index.value == nil ? nil : $0.weight) }
        return (start + shares).joined(separator: ",")
      }
  }

  /// The indicators of a row whose value is filled in.
  func imputed(_ row: Int) -> [Int] {
    study.indicators.indices.filter { scoring.isImputed(row: row, column: $0) }
  }

  /// The share of the weight that is stated: what is filled in is not.
  func coverage(_ position: Int) -> Double {
    let row = scores.rows[position]
    return max(
      0, imputed(position).reduce(row.coverage) { $0 - scoring.share(row: position, column: $1) })
  }

  /// The files of one output.
  ///
  /// - Throws: ``PublishingError`` if the figure cannot be made, with the place of the output.
  public func files(of output: Study.Output) throws(PublishingError) -> [File] {
    try made(output, measuring: Figure.Measurer()).files
  }

  /// What the outputs of a study have come to.
  public struct Made: Sendable {
    /// The files of all outputs, in their order.
    public var files: [File] = []
    /// What a careful reader should know of them.
    public var findings: [Diagnostic] = []
    /// Why outputs could not be made, each with its place.
    public var problems: [Diagnostic] = []
  }

  /// The files of all outputs, made side by side; the same files on any number of threads.
  ///
  /// - Parameters:
  ///   - threads: on how many threads; as many as the machine has processors where absent.
  ///   - progress: called, on any thread, with the number of outputs that are done.
  /// - Returns: files and findings of the outputs that could be made, and why others could not.
  public func made(
    threads: Int? = nil, progress: @Sendable (Int) -> Void = { _ in }
  ) -> Made {
    let outputs = study.outputs
    let threads = min(
      max(threads ?? ProcessInfo.processInfo.activeProcessorCount, 1), max(outputs.count, 1))
    let results = Mutex([Made?](repeating: nil, count: outputs.count))
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      // Shaped text belongs to the thread that shaped it.
      let measurer = Figure.Measurer()
      for place in stride(from: thread, to: outputs.count, by: threads) {
        var made = Made()
        do throws(PublishingError) {
          let own = try self.made(outputs[place], measuring: measurer)
          made.files = own.files.map { file in
            var file = file
            file.part = outputs[place].id
            return file
          }
          made.findings = own.findings
        } catch {
          made.problems = error.problems
        }
        let done = results.withLock { results in
          results[place] = made
          return results.count { $0 != nil }
        }
        progress(done)
      }
    }
    return results.withLock { $0 }.compactMap { $0 }.reduce(into: Made()) { all, one in
      all.files += one.files
      all.findings += one.findings
      all.problems += one.problems
    }
  }

  /// The files of one output, and what a careful reader should know of it.
  ///
  /// - Throws: ``PublishingError`` if the figure cannot be made, with the place of the output.
  public func made(
    _ output: Study.Output, measuring measurer: Figure.Measurer
  ) throws(PublishingError) -> (files: [File], findings: [Diagnostic]) {
    do {
      if output.kind.isChart {
        let figure = try Figure(output, of: self, measuring: measurer)
        var files: [File] = []
        for format in output.formats {
          guard let known = Figure.format(named: format) else { continue }
          files.append(File(name: "\(output.id).\(format)", bytes: try figure.bytes(as: known)))
        }
        if output.hasData {
          files.append(File(name: "\(output.id).csv", bytes: Array(figure.data.utf8)))
        }
        let findings = figure.warnings.map { warning in
          var warning = warning
          warning.place = output.place
          return warning
        }
        return (files, findings)
      }
      let table = try ranking(for: output)
      let files: [File] = output.formats.compactMap { name in
        guard let format = TableFormat(rawValue: name) else { return nil }
        let text = table.rendered(
          as: format, language: output.language, title: output.title?.text(in: output.language),
          source: output.source?.text(in: output.language), options: TableOptions(output.options))
        return File(
          name: "\(output.id).\(format == .text ? "txt" : name)", bytes: Array(text.utf8))
      }
      return (files, [])
    } catch {
      throw PublishingError(
        error.problems.map { problem in
          var problem = problem
          if problem.place == nil { problem.place = output.place }
          return problem
        })
    }
  }
}

/// A field of a CSV file, quoted where it must be.
func csvField(_ text: String) -> String {
  // Bytes are told apart faster than characters, and fields are many.
  guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
  return "\""
    + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
