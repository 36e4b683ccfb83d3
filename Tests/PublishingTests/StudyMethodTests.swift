import Diagnostics
import FoundationEssentials
import Metrics
import Testing

@testable import Publishing

/// A study of three measures of `counts.csv`; the indented lines are those of `method`.
private func study(_ method: String, select: String = "{level: [prefecture], years: [2022]}")
  -> String
{
  """
  data: counts.csv
  select: \(select)
  indicators:
    - {id: reports, measures: [reports_heard], direction: higher, goalposts: [0, 20], reference: 15}
    - {id: residents, measures: [reports_heard], per: million_residents, direction: higher, goalposts: [0, 20], reference: 15}
  method: \(method)
  outputs: [{table: ranking, of: index, formats: [md]}]

  """
}

/// The lines of a CSV file, split at commas.
private func cells(_ file: StudyRun.File?) -> [[String]] {
  String(decoding: file?.bytes ?? [], as: UTF8.self).split(separator: "\n").map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}

/// Whether numbers are the same but for rounding.
private func isClose(_ a: [Double], _ b: [Double]) -> Bool {
  guard a.count == b.count else { return false }
  for (x, y) in zip(a, b) where abs(x - y) > 1e-9 * max(1, abs(y)) { return false }
  return true
}

private func files(_ yaml: String) async throws -> (scores: [[String]], run: StudyRun) {
  try await withStudy(yaml) { path in
    let run = try await StudyRun(Study(reading: path))
    return (cells(run.scoreFiles().first), run)
  }
}

@Suite struct StudyMethodTests {
  static let treatments = Treatment.Method.allCases.map(\.rawValue)
  static let imputations = Imputation.Method.allCases.map(\.rawValue)
  static let normalisations = Normalisation.Method.allCases.map(\.rawValue)
  static let rankings = MultiCriteriaMethod.ID.allCases.map(\.rawValue)

  // MARK: - Every word of a family

  @Test(arguments: treatments)
  func `every treatment is a word of a study`(id: String) async throws {
    let run = try await files(study("{treat: {by: \(id), applies: always}}")).run
    #expect(run.study.method.treatment.method.rawValue == id)
    #expect(run.methodSentence.chinese.contains("异常值") == (id != "none"))
  }

  @Test(arguments: imputations)
  func `every imputation is a word of a study, by itself or with options`(id: String) async throws {
    for method in ["{missing: {impute: \(id)}}", "{missing: {impute: {by: \(id), over: year}}}"] {
      try await withStudy(study(method)) { path in
        let study = try Study(reading: path)
        #expect(study.method.imputation?.method.rawValue == id)
      }
    }
  }

  @Test(arguments: normalisations)
  func `every normalisation is a word of a study`(id: String) async throws {
    let run = try await files(study("{normalise: {by: \(id)}}")).run
    #expect(run.study.method.scoring.normalisation.method.rawValue == id)
    #expect(run.scores.rows.allSatisfy { $0.index.value != nil })
  }

  @Test(arguments: Study.Method.Weights.ids)
  func `every rule for weights is a word of a study`(id: String) async throws {
    let options = id == "ahp" ? ", matrix: [[1, 3], [1/3, 1]]" : ""
    let study = try await withStudy(study("{weights: {by: \(id)\(options)}}")) { path in
      try Study(reading: path)
    }
    switch study.method.weights {
    case nil: #expect(study.method.scoring.weights.rawValue == id)
    case .judgements(let matrices): #expect(matrices.map(\.rows) == [[[1, 3], [1 / 3, 1]]])
    case .data(let rule): #expect(rule.id.rawValue == id)
    case .benefitOfDoubt: #expect(id == "benefit-of-doubt")
    case .combined: Issue.record("a combination is no rule by itself")
    }
  }

  @Test(arguments: Aggregation.allCases)
  func `every mean is a word of a study`(mean: Aggregation) async throws {
    let options = mean == .generalised ? ", exponent: 0.5" : ""
    let run = try await files(
      study(
        "{normalise: {by: min-max, range: [1, 100]}, aggregate: {by: \(mean.rawValue)\(options)}}")
    ).run
    #expect(run.study.method.scoring.aggregation == [mean])
    #expect(run.methodSentence.chinese.contains(Words.name(of: mean).chinese))
    #expect(run.scores.rows.allSatisfy { $0.index.value != nil })
  }

  @Test(arguments: rankings)
  func `every multi-criteria method is a word of a study, and names itself`(id: String) async throws
  {
    let (scores, run) = try await files(study("{aggregate: \(id)}"))
    #expect(run.study.method.multiCriteria?.id.rawValue == id)
    #expect(scores[0].suffix(4) == ["index_low", "index_high", "rank", "coverage"])
    #expect(scores.dropFirst().map { $0[3] } == ["", "", "", ""])
    let method = try #require(MultiCriteriaMethod.ID(rawValue: id))
    #expect(run.methodSentence.chinese.contains(Words.name(of: method).chinese))
    #expect(!run.methodSentence.chinese.contains("标准化"))
  }

  // MARK: - Scores

  @Test func `treatment, entropy weights and harmonic means are those of the library`() async throws
  {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appending(path: "Fixtures/studies/entropy-2022.yaml").path()
    let run = try await StudyRun(Study(reading: path))
    let made = run.scoreFiles()
    let scores = cells(made.first)
    let raw = cells(made[1])

    let definitions = [
      IndicatorDefinition(id: "suggestions", direction: .higher, group: "deputies"),
      IndicatorDefinition(id: "appointments", direction: .higher, group: "decision"),
      IndicatorDefinition(id: "reports", direction: .higher, group: "decision"),
    ]
    var table = ScoringTable(
      rows: raw.dropFirst().map { ScoringTable.RowKey(body: $0[0], year: 2022) },
      indicators: definitions,
      values: raw.dropFirst().map {
        $0.suffix(3).map { Double($0).map(Estimate.exact) ?? .notKnown }
      })
    let imputed = try Imputation(.median).apply(to: table)
    #expect(imputed.imputed.count == 14)
    let normalisation = Normalisation(.minMax, range: Limits(1, 100))
    let treated = try Treatment(.winsoriseLog, greatestCount: 3)
      .apply(to: imputed.table, for: normalisation)
    #expect(treated.changes.map { table.rows[$0.row].body } == ["嘉峪关市"])
    table = treated.table
    let weights = try DataDrivenWeighting.entropy.weights(
      of: IndicatorMatrix(
        indicators: definitions.map(\.id), rows: table.values.map { $0.map(\.point) })
    ).weights
    for place in definitions.indices { table.indicators[place].weight = weights[place] }
    let card = try ScoreCard(
      table,
      groups: [
        GroupDefinition(id: "deputies", weight: weights[0]),
        GroupDefinition(id: "decision", weight: weights[1] + weights[2]),
      ],
      method: ScoringMethod(normalisation: normalisation, aggregation: [.harmonic]))

    #expect(card.rows.count == 20)
    for (row, line) in zip(card.rows, scores.dropFirst()) {
      let expected = row.normalised + row.groups.map(\.value)
      for (value, text) in zip(expected, line[3...8]) {
        let (a, b) = (try #require(value), try #require(Double(text)))
        #expect(abs(a - b) <= 1e-9 * max(1, abs(b)), "\(line[0])")
      }
      #expect(row.rank == Int(line[11]))
    }

    let again = try await StudyRun(Study(reading: path))
    #expect(again.scoreFiles().map(\.bytes) == made.map(\.bytes))
    for output in run.study.outputs {
      #expect(try run.files(of: output).map(\.bytes) == again.files(of: output).map(\.bytes))
    }
  }

  @Test func `what is filled in is marked, and is neither stated nor covered`() async throws {
    let yaml =
      String(good.split(separator: "outputs:")[0])
      + "method: {missing: {impute: median}}\noutputs: [{table: ranking, of: index, formats: [md]}]"
    try await withStudy(yaml) { path in
      let run = try await StudyRun(Study(reading: path))
      let made = run.scoreFiles()
      // Laws 5, 7, 5, –: the median is 5. 丁市 then has 0 of 100 for laws and for reports, and 3/4 of the
      // weight is stated. Appointments 100, 90, –, 80 weigh nothing, and are filled too: (90 − 80) / 20.
      #expect(
        String(decoding: made[0].bytes, as: UTF8.self) == """
          body,kind,year,laws,reports,people,a,index,index_low,index_high,rank,coverage,imputed
          甲市,npc,2022,0,50,100,37.5,37.5,37.5,37.5,3,1,
          乙市,npc,2022,100,50,50,62.5,62.5,62.5,62.5,2,1,
          丙市,npc,2022,0,100,50,75,75,75,75,1,1,people
          丁市,npc,2022,0,0,0,0,0,0,25,4,0.75,laws

          """)
      #expect(cells(made[1]).last == ["丁市", "npc", "2022", "", "8", "80"])
      let text = String(
        decoding: try run.files(of: run.study.outputs[0])[0].bytes, as: UTF8.self)
      #expect(text.contains("| 4 | 丁市 | 0.0 | 插补通过地方性法规 |"))
      #expect(text.contains("缺项以中位数插补（2处）"))
      // What weighs nothing is no part of the score.
      #expect(text.contains("| 1 | 丙市 | 75.0 |  |"))
    }
  }

  @Test func `group means are of the tier, or of the province`() async throws {
    let yaml = String(good.split(separator: "outputs:")[0])
    for (group, expected) in [("tier", "6"), ("province", "5.666666666666667")] {
      // Of the tier: (5 + 7) / 2. Of the province: (5 + 7 + 5) / 3.
      try await withStudy(
        yaml + "method: {missing: {impute: {by: group-mean, group: \(group)}}}"
      ) { path in
        var study = try Study(reading: path)
        study.indicators.removeLast()
        let run = try await StudyRun(study)
        let filled = try #require(run.scoring.imputed?.imputed.first)
        #expect("\(number(filled.value))" == expected)
      }
    }
  }

  @Test func `judgements weigh, and their ratio is printed`() async throws {
    // 3 times as important: 3/4 and 1/4. Reports 10, 10, 12, 8: 50, 50, 100, 0. Per million residents
    // 10, 10/3, 6, 4: 100, 0, 40, 10.
    let (scores, run) = try await files(study("{weights: {by: ahp, matrix: [[1, 3], [null, 1]]}}"))
    let index = try #require(scores[0].firstIndex(of: "index"))
    let values = scores.dropFirst().compactMap { Double($0[index]) }
    #expect(isClose(values, [62.5, 37.5, 85, 2.5]))
    #expect(run.methodSentence.english.contains("analytic hierarchy (consistency ratio 0)"))
    #expect(
      run.diagnostics.contains { $0.text.english == "ahp weights: reports 0.75, residents 0.25" })

    let nested = try await files(
      good.split(separator: "outputs:")[0]
        + "method: {weights: {by: ahp, matrix: {a: [[1, 1/3], [3, 1]]}}}\n")
    // Reports weigh 3/4 as in the study itself, so that the scores are those of the study.
    let nestedValues = nested.scores.dropFirst().prefix(3).compactMap { Double($0[7]) }
    #expect(isClose(nestedValues, [37.5, 62.5, 75]))
  }

  @Test func `weights from few bodies are said to be noise`() async throws {
    for id in DataDrivenWeighting.ID.allCases where id != .pca && id != .pcaFirstComponent {
      let run = try await files(study("{weights: \(id.rawValue)}")).run
      #expect(
        run.diagnostics.contains {
          $0.severity == .warning && $0.text.english.contains("mostly noise")
        }, "\(id.rawValue)")
      #expect(
        run.diagnostics.contains { $0.text.english.hasPrefix("\(id.rawValue) weights: reports ") })
    }
  }

  @Test func `a multi-criteria score is that of the library`() async throws {
    let (scores, run) = try await files(study("{aggregate: {by: topsis, normalise: min-max}}"))
    let matrix = DecisionMatrix(
      bodies: ["甲市", "乙市", "丙市", "丁市"],
      criteria: [DecisionMatrix.Criterion(id: "a"), DecisionMatrix.Criterion(id: "b")],
      values: [[10, 10], [10, 10.0 / 3], [12, 6], [8, 4]])
    let expected = try MultiCriteriaRanking(matrix, method: .topsis(.minMax))
    let index = try #require(scores[0].firstIndex(of: "index"))
    for (row, line) in zip(expected.rows, scores.dropFirst()) {
      let (a, b) = (try #require(row.score), try #require(Double(line[index])))
      #expect(abs(a - b) <= 1e-9)
      #expect(row.rank.map(String.init) == line[index + 3])
    }
    #expect(run.methodSentence.chinese.contains("优劣解距离法（TOPSIS，极差规范化）"))
  }

  @Test func `the best of vikor is the least and stands first`() async throws {
    let run = try await files(study("{aggregate: vikor}")).run
    let table = try run.ranking(for: run.study.outputs[0])
    let entries = table.sections[0].entries
    #expect(entries.map(\.rank) == [1, 2, 3, 4])
    let values = entries.compactMap(\.cell.value)
    #expect(values == values.sorted())
  }

  // MARK: - Refusals

  @Test(arguments: [
    (
      "{aggregate: [topsis, arithmetic]}",
      [
        "s.yaml:6:22: error: topsis ranks by all indicators at once and has no levels: write "
          + "aggregate: topsis by itself, or means in the list"
      ]
    ),
    (
      "{normalise: rank, aggregate: copeland}",
      [
        "s.yaml:6:21: error: copeland scales values itself, in the place of normalise: remove "
          + "normalise, or write aggregate: arithmetic"
      ]
    ),
    (
      "{treat: winsorize, weights: entropi, missing: {impute: {by: medain}}}",
      [
        "s.yaml:6:17: error: “winsorize” is not known: is winsorise meant?",
        "s.yaml:6:37: error: “entropi” is not known: is entropy meant?",
        "s.yaml:6:69: error: “medain” is not known: is median meant?",
      ]
    ),
    (
      "{aggregate: {by: generalised}, weights: ahp, missing: impute}",
      [
        "s.yaml:6:26: error: generalised has no exponent: write {by: generalised, exponent: 0.5}",
        "s.yaml:6:49: error: ahp has no judgements: write matrix, a row for each indicator",
        "s.yaml:6:63: error: impute needs a method, as in {impute: {by: median}}",
      ]
    ),
    (
      "{aggregate: {by: harmonic, exponent: 2}, weights: {by: entropy, matrix: [[1]]}}",
      [
        "s.yaml:6:46: error: harmonic takes no exponent: only generalised does",
        "s.yaml:6:81: error: entropy takes no matrix: only ahp does",
      ]
    ),
    (
      "{weights: {by: ahp, matrix: [[1, 3], [3, 1]]}}",
      [
        "s.yaml:6:37: error: row 1, column 2 of the judgements (“reports” to “residents”) is 3, and the "
          + "one across the diagonal is 3: one must be the reciprocal of the other"
      ]
    ),
    ("{treat: {points: 2}}", ["s.yaml:6:17: error: by is missing: name the method"]),
    (
      "{treat: {by: log, indicators: {report: none}}}",
      ["s.yaml:6:40: error: indicators has no key “report”: is reports meant?"]
    ),
  ])
  func `a method that cannot be used says why, and where`(
    method: String, messages: [String]
  ) async throws {
    #expect(try await problems(of: study(method)) == messages)
  }

  @Test func `inconsistent judgements are refused with the one to revisit`() async throws {
    let yaml = """
      data: counts.csv
      select: {level: [prefecture], years: [2022]}
      indicators:
        - {id: a, measures: [reports_heard], direction: higher}
        - {id: b, measures: [appointments], direction: higher}
        - {id: c, measures: [laws_passed], direction: higher}
      method: {weights: {by: ahp, matrix: [[1, 3, 5], [null, 1, 1/3], [null, null, 1]]}}
      """
    let messages = try await problems(of: yaml)
    #expect(messages.count == 1)
    #expect(
      messages[0].hasPrefix("s.yaml:7:37: error: the consistency ratio of the judgements is 0.254"))
  }

  @Test func `a method that needs every value says so at its line`() async throws {
    let yaml =
      good.split(separator: "outputs:")[0]
      + "method: {missing: renormalise, aggregate: topsis}\n"
    let messages = try await problems(of: String(yaml))
    #expect(
      messages == [
        "s.yaml:8:43: error: topsis needs a value for every criterion and cannot renormalise weights: "
          + "write missing: interval, which leaves incomplete bodies unranked, or impute first, or "
          + "use copeland"
      ])
  }

  @Test func `weights from values are of one set of peers`() async throws {
    let messages = try await problems(of: study("{weights: entropy}", select: "{years: [2022]}"))
    #expect(messages.count == 1)
    #expect(messages[0].hasPrefix("s.yaml:6:19: error: entropy weights are taken from one set"))
    let together = study("{weights: entropy}", select: "{years: [2022], together: true}")
    #expect(try await files(together).scores.count == 6)
  }

  // MARK: - Lists

  @Test func `the list of methods and the schema name every method`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let schema = try JSONDecoder().decode(
      Schema.self, from: Data(contentsOf: root.appending(path: "docs/study.schema.json")))
    let words: [(String, [String])] = [
      ("missing", MissingValues.allCases.map(\.rawValue)), ("impute", Self.imputations),
      ("treat", Self.treatments), ("normalise", Self.normalisations),
      ("weights", Study.Method.Weights.ids),
      ("aggregate", Aggregation.allCases.map(\.rawValue) + Self.rankings),
    ]
    let list = Catalogue.methods.text(in: .english).split(separator: "\n").map {
      $0.prefix { $0 != " " }
    }
    for (part, ids) in words {
      let listed = schema.definitions[part]?.words ?? []
      #expect(ids.allSatisfy(listed.contains), "\(part)")
      if part != "impute" {
        #expect(ids.allSatisfy { id in list.contains { $0 == id } }, "\(part)")
      }
    }
    let text = Catalogue.methods.text(in: .chinese)
    for id in Self.imputations { #expect(text.contains("impute: \(id) ")) }
  }

  private struct Schema: Decodable {
    var definitions: [String: Part]
    enum CodingKeys: String, CodingKey { case definitions = "$defs" }

    struct Part: Decodable {
      var words: [String]

      init(from decoder: any Decoder) throws {
        let values = try? decoder.container(keyedBy: Keys.self)
        // An enumeration of this part, of `by`, or of one of the alternatives.
        var words = (try? values?.decode([String].self, forKey: .enumeration)) ?? []
        let parts = (try? values?.decode([Part].self, forKey: .oneOf)) ?? []
        let properties = (try? values?.decode([String: Part].self, forKey: .properties)) ?? [:]
        for part in parts { words += part.words }
        words += properties["by"]?.words ?? []
        self.words = words
      }

      enum Keys: String, CodingKey {
        case enumeration = "enum"
        case oneOf, properties
      }
    }
  }
}
