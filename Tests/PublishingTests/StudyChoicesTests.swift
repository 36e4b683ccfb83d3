import Diagnostics
import FoundationEssentials
import Metrics
import Testing

@testable import Publishing

/// The lines of a CSV file, split at commas, by the first field.
private func lines(_ file: StudyRun.File?) -> [[String]] {
  String(decoding: file?.bytes ?? [], as: UTF8.self).split(separator: "\n").map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}

/// A column of a CSV file by its heading.
private func column(_ name: String, of file: StudyRun.File?) -> [String] {
  let rows = lines(file)
  guard let place = rows.first?.firstIndex(of: name) else { return [] }
  return rows.dropFirst().map { $0[place] }
}

private func run(_ yaml: String, counts: String = table) async throws -> StudyRun {
  try await withStudy(yaml, counts: counts) { try await StudyRun(Study(reading: $0)) }
}

private func isClose(_ a: [Double], _ b: [Double]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) }
}

/// Four bodies with values of their own between 0 and 1, scored as they are.
private let plain = """
  body,year,level,x,y
  甲市,2022,prefecture,1,0.2
  乙市,2022,prefecture,0.6,0.8
  丙市,2022,prefecture,0.2,1
  丁市,2022,prefecture,0.4,0.4

  """

private func plainStudy(
  _ method: String, outputs: String = "[{table: ranking, formats: [md, csv]}]"
)
  -> String
{
  """
  data: counts.csv
  select: {years: [2022]}
  indicators:
    - {id: x, measures: [x], direction: higher, goalposts: [0, 1], group: g}
    - {id: y, measures: [y], direction: higher, goalposts: [0, 1], group: g}
  groups: [{id: g}]
  method: \(method)
  outputs: \(outputs)

  """
}

private let scale = "normalise: {by: goalposts, range: [0, 1]}"

/// The studies among the fixtures.
private let fixtures: String = {
  URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/studies/").path()
}()

@Suite struct StudyChoicesTests {
  // MARK: - Benefit of the doubt

  @Test func `each body is weighed in its own favour, and every output says so`() async throws {
    let run = try await run(plainStudy("{\(scale), weights: benefit-of-doubt}"), counts: plain)
    let files = run.scoreFiles()
    #expect(files.map(\.name) == ["scores.csv", "indicators.csv", "weights.csv"])
    // 丁市 (0.4, 0.4): max 0.4(a + b) with a + 0.2b ≤ 1, 0.6a + 0.8b ≤ 1, 0.2a + b ≤ 1. The first two
    // bind: a = 15/17, b = 10/17, so that it scores 0.4·25/17 = 10/17. The third: 13/17 ≤ 1.
    let scores = column("index", of: files.first).compactMap { Double($0) }
    #expect(isClose(scores, [1, 1, 1, 10.0 / 17]))
    #expect(column("rank", of: files.first) == ["1", "1", "1", "4"])
    #expect(column("coverage", of: files.first) == ["1", "1", "1", "1"])
    #expect(column("g", of: files.first) == ["", "", "", ""])
    // Shares of the weights: 15/25 and 10/25.
    let shares = try #require(lines(files.last).last).suffix(2).compactMap { Double($0) }
    #expect(isClose(shares, [0.6, 0.4]))
    #expect(
      run.diagnostics.first?.text.english
        == "each body is weighed in its own favour (benefit-of-doubt): scores of different weights are "
        + "compared; weights.csv has those of each body")
    #expect(
      run.diagnostics.contains {
        $0.text.english
          == "benefit-of-doubt scores by all indicators at once, so groups have no score: their columns "
          + "in scores.csv are empty"
      })
    let text = String(
      decoding: try run.files(of: run.study.outputs[0])[0].bytes, as: UTF8.self)
    #expect(text.contains("各机构用对自己最有利的权重计分，不同机构的权重不同"))
    #expect(!text.contains("算术平均"))
    // The parts of the index are the contributions.
    for row in run.scores.rows {
      let sum = row.parts.compactMap(\.contribution).reduce(0, +)
      #expect(abs(sum - (row.index.value ?? -1)) <= 1e-9)
    }
  }

  @Test func `bounds keep every share of the weights within them`() async throws {
    let run = try await StudyRun(Study(reading: fixtures + "benefit-of-doubt-2022.yaml"))
    let weights = lines(run.scoreFiles().last).dropFirst().map {
      $0.suffix(3).compactMap { Double($0) }
    }
    #expect(weights.count == 20)
    #expect(weights.count { !$0.isEmpty } == 8)
    for shares in weights where !shares.isEmpty {
      #expect(shares.allSatisfy { $0 >= 0.2 - 1e-9 && $0 <= 0.5 + 1e-9 })
      #expect(abs(shares.reduce(0, +) - 1) <= 1e-9)
    }
    let matrix = try IndicatorMatrix(
      indicators: run.study.indicators.map(\.id), rows: run.scores.rows.map(\.normalised))
    let expected = try BenefitOfDoubt(
      of: matrix,
      bounds: BenefitOfDoubt.Bounds(.weight, [Limits](repeating: Limits(0.2, 0.5), count: 3)))
    #expect(run.scores.rows.map(\.index.value) == expected.bodies.map { $0?.score })
  }

  @Test func `years are weighed one by one, and one of a single body is left without scores`()
    async throws
  {
    let counts = plain + "甲市,2021,prefecture,0.9,0.9\n"
    let yaml = plainStudy("{\(scale), weights: benefit-of-doubt}")
      .replacing("select: {years: [2022]}", with: "select: {years: [2021-2022]}")
    let run = try await run(yaml, counts: counts)
    #expect(
      isClose(
        column("index", of: run.scoreFiles().first).compactMap { Double($0) },
        [1, 1, 1, 10.0 / 17]))
    #expect(
      run.diagnostics.contains {
        $0.severity == .warning
          && $0.text.english.contains(
            "2021: benefit-of-doubt measures bodies by one another and needs two")
      })
  }

  // MARK: - Judges and combinations

  private static let threeIndicators = """
    data: counts.csv
    select: {level: [prefecture], years: [2022]}
    indicators:
      - {id: a, measures: [reports_heard], direction: higher}
      - {id: b, measures: [appointments], direction: higher}
      - {id: c, measures: [laws_passed], direction: higher}

    """

  @Test func `judgements of several people are joined by their geometric means`() async throws {
    // 2 and 8 make √16 = 4: weights 4/5 and 1/5.
    let run = try await run(
      plainStudy(
        "{\(scale), weights: {by: ahp, matrices: [{judge: 张, matrix: {g: [[1, 2], [null, 1]]}}, "
          + "{judge: 李, matrix: {g: [[1, 8], [null, 1]]}}]}}"), counts: plain)
    let scores = column("index", of: run.scoreFiles().first).compactMap { Double($0) }
    // (4x + y) / 5.
    #expect(isClose(scores, [0.84, 0.64, 0.36, 0.4]))
    let notes = run.diagnostics.map(\.text.english)
    #expect(
      notes.contains(
        "the consistency ratio of the judgements of judge “张”, group “g” is 0, not above 0.1"))
    #expect(
      notes.contains(
        "the consistency ratio of the joint judgements of group “g” is 0, not above 0.1")
    )
    #expect(run.methodSentence.english.contains("geometric mean of 2 judges, of each at most 0"))
  }

  @Test func `every judge who contradicts himself is named, with the judgement to revisit`()
    async throws
  {
    let messages = try await problems(
      of: Self.threeIndicators + """
        method:
          weights:
            by: ahp
            matrices:
              - {judge: 张, matrix: [[1, 3, 5], [null, 1, 1/3], [null, null, 1]]}
              - {judge: 李, matrix: [[1, 2, 4], [null, 1, 2], [null, null, 1]]}
              - [[1, 9, 1/9], [null, 1, 9], [3, null, 1]]
              - {judge: 王, matrix: [[1, 9, 1/9], [null, 1, 9], [null, null, 1]]}

        """)
    #expect(messages.count == 3)
    #expect(
      messages[0]
        == "s.yaml:11:28: error: judge “张”: the consistency ratio of the judgements is 0.254, above 0.1: "
        + "revisit “a” to “c”, judged 5; 1 would lower it most, to 0")
    #expect(
      messages[1]
        == "s.yaml:13:9: error: judge “3”: row 1, column 3 of the judgements (“a” to “c”) is "
        + "0.1111111111111111, and the one across the diagonal is 3: one must be the reciprocal of the "
        + "other")
    #expect(
      messages[2]
        == "s.yaml:14:28: error: judge “王”: the consistency ratio of the judgements is 6.13, above 0.1: "
        + "revisit “a” to “b”, judged 9; 1/9 would lower it most, to 0.483, and others have to be "
        + "revisited after it")
  }

  @Test func `judges who do not compare alike are told where`() async throws {
    let messages = try await problems(
      of: plainStudy(
        "{weights: {by: ahp, matrices: [[[1, 2], [null, 1]], {matrix: {g: [[1, 8], [null, 1]]}}]}}"
      ), counts: plain)
    #expect(
      messages == [
        "s.yaml:7:74: error: judges must compare alike: some compare all indicators, some the members of "
          + "groups"
      ])
  }

  @Test(arguments: WeightCombination.ID.allCases)
  func `judgements and values are combined, and the share of each is printed`(
    id: WeightCombination.ID
  ) async throws {
    let run = try await run(
      plainStudy(
        "{\(scale), weights: {combine: {by: \(id.rawValue), of: [entropy-min-max, {by: ahp, matrix: "
          + "[[1, 1/3], [3, 1]]}]}}}"), counts: plain)
    let objective = try DataDrivenWeighting.entropyMinMax.weights(
      of: IndicatorMatrix(
        indicators: ["x", "y"], rows: [[1, 0.2], [0.6, 0.8], [0.2, 1], [0.4, 0.4]])
    ).weights
    let expected = try WeightCombination(id).combine(
      subjective: [0.25, 0.75], objective: objective)
    let weights = try #require(run.scores.rows.first).parts.map(\.weight)
    #expect(isClose(weights, expected.weights))
    let notes = run.diagnostics.map(\.text.english)
    #expect(notes.contains("ahp weights: x 0.25, y 0.75"))
    #expect(notes.contains { $0.hasPrefix("entropy-min-max weights: x ") })
    let note = try #require(notes.first { $0.hasPrefix("combined weights (") })
    if let share = expected.subjectiveShare {
      let rounded = StudyScoring.rounded(share)
      #expect(note.contains("shares of the two sets: ahp \(rounded), entropy-min-max"))
    } else {
      #expect(note.contains("multiplied and count alike"))
    }
    #expect(run.methodSentence.chinese.contains("组合赋权（\(Words.name(of: id).chinese)"))
  }

  @Test func `given weights are the product of their shares where they are combined`() async throws
  {
    let yaml = """
      data: counts.csv
      select: {years: [2022]}
      indicators:
        - {id: x, measures: [x], direction: higher, group: g, weight: 3}
        - {id: y, measures: [y], direction: higher, group: h}
      groups: [{id: g, weight: 2}, {id: h, weight: 1}]
      method: {weights: {combine: {by: additive, share: 1, of: [given, entropy]}}}

      """
    let run = try await run(yaml, counts: plain)
    let weights = try #require(run.scores.rows.first).parts.map(\.weight)
    #expect(isClose(weights, [2.0 / 3, 1.0 / 3]))
  }

  // MARK: - Screening

  @Test func `who has too little data is listed, and stays in scores.csv without a score`()
    async throws
  {
    let yaml =
      good.split(separator: "outputs:")[0]
      + "method: {screen: {availability: 0.9}}\noutputs: [{table: ranking, formats: [md]}]\n"
    let run = try await run(String(yaml))
    #expect(
      String(decoding: run.scoreFiles()[0].bytes, as: UTF8.self) == """
        body,kind,year,laws,reports,people,a,index,index_low,index_high,rank,coverage
        甲市,npc,2022,0,0,100,0,0,0,0,3,1
        乙市,npc,2022,100,0,0,25,25,25,25,2,1
        丙市,npc,2022,0,100,,75,75,75,75,1,1
        丁市,npc,2022,,,,,,,,,0.75

        """)
    #expect(
      run.diagnostics.contains {
        $0.text.english
          == "“丁市” 2022 has 50% of the indicators, less than 90%: it is left out"
      })
    let text = String(
      decoding: try run.files(of: run.study.outputs[0])[0].bytes, as: UTF8.self)
    #expect(text.contains("无从计分（1个）：丁市（筛选时剔除）"))
    #expect(text.contains("数据不足的先行剔除（机构1个，指标0项）"))
  }

  @Test func `an indicator that is left out is shown and weighs nothing, as its group`()
    async throws
  {
    let run = try await run(
      """
      data: counts.csv
      select: {level: [prefecture], years: [2022]}
      indicators:
        - {id: laws, measures: [laws_passed], direction: higher, group: a}
        - {id: reports, measures: [reports_heard], direction: higher, group: b}
      groups: [{id: a}, {id: b}]
      method: {screen: {indicators: 0.8}, weights: {by: ahp, matrix: [[1, 3], [1/3, 1]]}}

      """)
    // Reports 10, 10, 12, 8; laws are stated by 3 of 4 and left out.
    let index = column("index", of: run.scoreFiles().first).compactMap { Double($0) }
    #expect(isClose(index, [50, 50, 100, 0]))
    #expect(column("laws", of: run.scoreFiles().first) == ["0", "100", "0", ""])
    #expect(
      run.methodSentence.english.hasPrefix("Method: 1 indicators, bodies (0) and indicators (1)"))
  }

  @Test func `bodies are kept and left out by name, and imputation passes by who is left out`()
    async throws
  {
    let run = try await run(
      good.split(separator: "outputs:")[0]
        + "method: {screen: {availability: 0.9, include: 丁市, exclude: [丙市]}, missing: {impute: median}}\n"
    )
    // 丁市 is kept and gets the median of 5 and 7; 丙市 is out of all.
    #expect(column("imputed", of: run.scoreFiles().first) == ["", "", "", "laws"])
    #expect(column("laws", of: run.scoreFiles().first) == ["0", "100", "", "50"])
    let notes = run.diagnostics.map(\.text.english)
    #expect(
      notes.contains("“丙市” is left out as decided")
        || notes.contains("“丙市” 2022 is left out as decided"))
    #expect(
      notes.contains("“丁市” 2022 has 50% of the indicators and is kept as decided"), "\(notes)")
  }

  // MARK: - Preference functions

  @Test(arguments: Study.Method.Preference.allCases)
  func `every preference function is a word of a study`(type: Study.Method.Preference) async throws
  {
    let thresholds = ["q": "0.1", "p": "0.5", "s": "0.3"]
    let options = type.thresholds.map { ", \($0): \(thresholds[$0] ?? "")" }.joined()
    let run = try await run(
      plainStudy(
        "{aggregate: {by: promethee-ii, preference: {x: {type: \(type.rawValue)\(options)}}}}"),
      counts: plain)
    let function = type.function(type.thresholds.compactMap { Double(thresholds[$0] ?? "") })
    let matrix = DecisionMatrix(
      bodies: ["甲市", "乙市", "丙市", "丁市"],
      criteria: [DecisionMatrix.Criterion(id: "x"), DecisionMatrix.Criterion(id: "y")],
      values: [[1, 0.2], [0.6, 0.8], [0.2, 1], [0.4, 0.4]])
    let expected = try MultiCriteriaRanking(matrix, method: .prometheeII(["x": function]))
    #expect(
      isClose(run.scores.rows.compactMap(\.index.value), expected.rows.compactMap(\.score)))
    #expect(run.methodSentence.english.contains("x \(Words.name(of: function).english)"))
  }

  @Test func `vikor says that the least score stands first`() async throws {
    let run = try await run(plainStudy("{aggregate: vikor}"), counts: plain)
    let text = String(
      decoding: try run.files(of: run.study.outputs[0])[0].bytes, as: UTF8.self)
    #expect(text.contains("| 位次 | 地区 | 得分 Q（小者在前） |"))
    #expect(text.contains("单位：Q 值，小者在前"))
  }

  // MARK: - Goalposts

  private static let frozen =
    "{normalise: {by: goalposts, ledger: gp.csv}, treat: {by: log, applies: always}}"

  private static func frozenStudy(_ method: String = frozen) -> String {
    """
    data: counts.csv
    select: {level: [prefecture]}
    indicators:
      - {id: reports, measures: [reports_heard], direction: higher}
      - {id: rate, measures: [reports_heard], per: residents, direction: lower}
    method: \(method)

    """
  }

  @Test func `a body or a year that joins changes no score between frozen goalposts`() async throws
  {
    try await withStudy(Self.frozenStudy()) { path in
      let folder = path.dropLast("s.yaml".count)
      let first = try await StudyRun(Study(reading: path), goalposts: .freeze)
      let ledger = try #require(first.ledger)
      #expect(ledger.version == 1)
      #expect(ledger.text.hasPrefix("version,indicator,peer_set,low,high,transformation,"))
      #expect(first.goalpostsShift == nil)
      try Data(ledger.text.utf8).write(to: URL(filePath: ledger.path))
      let again = try await StudyRun(Study(reading: path))
      #expect(again.scoreFiles().map(\.bytes) == first.scoreFiles().map(\.bytes))
      #expect(again.ledger == nil)

      let old = column("index", of: first.scoreFiles().first)
      try Data(
        (table + "\n己市,2022,prefecture,设区的市,某省,15,300,50,500000,己市报告\n"
          + "己市,2023,prefecture,设区的市,某省,15,1,50,500000,己市报告\n").utf8
      ).write(to: URL(filePath: folder + "counts.csv"))
      let later = try await StudyRun(Study(reading: path))
      let all = lines(later.scoreFiles().first).dropFirst()
      let index = column("index", of: later.scoreFiles().first)
      let kept = zip(all, index).filter { $0.0[0] != "己市" }.map(\.1)
      #expect(kept == old)
      #expect(index.count == old.count + 2)

      let update = try await StudyRun(Study(reading: path), goalposts: .update)
      #expect(update.ledger?.version == 2)
      let shift = try #require(update.goalpostsShift)
      #expect(!shift.ranks.changesNothing)
      #expect(update.scoreFiles().map(\.name).contains("rank-shift.csv"))
      let report = try #require(update.goalpostsReport(language: .english))
      #expect(report.hasPrefix("Frozen goalposts: version 1 → version 2\n"))
      #expect(report.contains("  reports (npc prefecture): [8, 12] → [1, 300]"))
    }
  }

  @Test func `the same ends have the same hash, whatever their origin`() throws {
    let entry = Goalposts.Entry(indicator: "a", limits: Limits(0, 1), basis: "one.csv")
    var other = entry
    other.basis = "two.csv"
    let one = StudyRun.hash(of: Goalposts(version: 1, entries: [entry]))
    #expect(one == StudyRun.hash(of: Goalposts(version: 2, entries: [other])))
    other.limits = Limits(0, 2)
    #expect(one != StudyRun.hash(of: Goalposts(version: 1, entries: [other])))
    #expect(one.count == 64)
  }

  @Test func `a ledger that is not there, or has no such version, says what to run`() async throws {
    let missing = try await problems(of: Self.frozenStudy())
    #expect(
      missing == [
        "s.yaml:6:45: error: there is no file “gp.csv”: heng run --freeze-goalposts freezes version 1 from "
          + "the selection"
      ])
    try await withStudy(
      Self.frozenStudy("{normalise: {over: goalposts, ledger: gp.csv, version: 3}}")
    ) { path in
      let folder = path.dropLast("s.yaml".count)
      try Data("version,indicator,low,high\n1,reports,0,9\n1,rate,0,9\n".utf8)
        .write(to: URL(filePath: folder + "gp.csv"))
      for (request, message) in [
        (
          StudyRun.GoalpostsRequest.asFrozen,
          "s.yaml:6:64: error: “gp.csv” has no version 3: there are 1"
        ),
        (
          .update,
          "s.yaml:6:64: error: version 2 is to be frozen and the study asks for 3: change or remove version"
        ),
        (
          .freeze,
          "s.yaml:6:47: error: “gp.csv” has version 1 already, which stays: heng run --update-goalposts "
            + "adds the next one"
        ),
      ] {
        do {
          _ = try await StudyRun(Study(reading: path), goalposts: request)
          Issue.record("\(request) ran")
        } catch let error as PublishingError {
          #expect(error.problems.map { $0.line(in: .english) } == [folder + message])
        }
      }
    }
  }

  // MARK: - Properties

  @Test(arguments: [
    "{\(scale), weights: benefit-of-doubt}",
    "{\(scale), weights: {by: benefit-of-doubt, share: contribution, indicators: {x: [0.2, 0.7]}}}",
    "{weights: {combine: {by: minimum-relative-entropy, of: [given, critic]}}}",
    "{screen: {non-zero: 0.5, include: 丁市}, aggregate: borda}",
    "{aggregate: {by: promethee-ii, preference: {x: {type: gaussian, s: 0.3}}}}",
  ])
  func `the order of the rows changes no score`(method: String) async throws {
    let rows = plain.split(separator: "\n").map(String.init)
    var seen: Set<[String]> = []
    for order in [[1, 2, 3, 4], [4, 3, 2, 1], [2, 4, 1, 3], [3, 1, 4, 2]] {
      let counts = ([rows[0]] + order.map { rows[$0] }).joined(separator: "\n") + "\n"
      let run = try await run(plainStudy(method), counts: counts)
      let text = String(decoding: run.scoreFiles()[0].bytes, as: UTF8.self)
      seen.insert(text.split(separator: "\n").map(String.init).sorted())
    }
    #expect(seen.count == 1)
  }

  // MARK: - Fixtures

  @Test(arguments: [
    "benefit-of-doubt-2022", "judges-2022", "preference-2022", "goalposts-2022",
  ])
  func `the studies among the fixtures run, to the same bytes`(name: String) async throws {
    let study = try Study(reading: fixtures + name + ".yaml")
    let (first, second) = (try await StudyRun(study), try await StudyRun(study))
    #expect(first.scoreFiles().map(\.bytes) == second.scoreFiles().map(\.bytes))
    #expect(first.scores.rows.contains { $0.rank == 1 })
    for output in study.outputs {
      #expect(try first.files(of: output).map(\.bytes) == second.files(of: output).map(\.bytes))
    }
  }

  // MARK: - Refusals

  @Test(arguments: [
    (
      "{weights: {by: benefit-of-doubt, leest: 0.1, share: weights}, aggregate: geometric}",
      [
        "s.yaml:7:42: error: weights has no key “leest”: is least meant?",
        "s.yaml:7:61: error: “weights” is not known: is weight meant?",
        "s.yaml:7:82: error: benefit-of-doubt takes each body's own weighted sum in the place of "
          + "aggregate: write aggregate: arithmetic, or other weights",
      ]
    ),
    (
      "{weights: {by: benefit-of-doubt, least: 0.6, greatest: 0.4}}",
      ["s.yaml:7:49: error: least is 0.6, above greatest (0.4): exchange them"]
    ),
    (
      "{weights: {by: benefit-of-doubt, least: 0.6}}",
      [
        "s.yaml:7:19: error: the least shares sum to 1.2, above 1, which no weights can keep: lower them"
      ]
    ),
    (
      "{weights: {by: benefit-of-doubt, greatest: 0.4}}",
      [
        "s.yaml:7:19: error: the greatest shares sum to 0.8, below 1, which no weights can keep: raise them"
      ]
    ),
    (
      "{missing: renormalise, weights: benefit-of-doubt}",
      [
        "s.yaml:7:41: error: benefit-of-doubt needs a value for every indicator and cannot renormalise "
          + "weights: write missing: interval, which leaves incomplete bodies unranked, or impute first"
      ]
    ),
    (
      "{weights: {combine: {by: additive, share: 2, off: [], of: [given, ahp]}}}",
      [
        "s.yaml:7:51: error: share is that of the weights of judgement and lies between 0 and 1",
        "s.yaml:7:54: error: combine has no key “off”: is of meant?",
        "s.yaml:7:75: error: ahp has no judgements: write matrix, a row for each indicator",
      ]
    ),
    (
      "{weights: {combine: {by: game-theory, of: [entropy, critic]}}}",
      [
        "s.yaml:7:51: error: combine joins one rule of judgement (given, ahp) and one of the values "
          + "(entropy, entropy-min-max, entropy-shifted, critic, pca, pca-first-component): write both in "
          + "`of`"
      ]
    ),
    (
      "{screen: {availabilty: 0.5, non-zero: 5}}",
      [
        "s.yaml:7:19: error: screen has no key “availabilty”: is availability meant?",
        "s.yaml:7:47: error: a threshold is a share from 0 to 1",
      ]
    ),
    (
      "{aggregate: {by: promethee-ii, preference: {z: usual, x: {type: lineer}, y: {type: level, q: 3}}}}",
      [
        "s.yaml:7:53: error: preference has no key “z”: is x meant?",
        "s.yaml:7:73: error: “lineer” is not known: is linear meant?",
        "s.yaml:7:85: error: level lacks its threshold p",
      ]
    ),
    (
      "{aggregate: {by: promethee-ii, preference: {x: {type: linear, q: 5, p: 1}}}}",
      ["s.yaml:7:56: error: write thresholds with 0 ≤ indifference < preference"]
    ),
    (
      "{aggregate: {by: topsis, preference: {x: usual}}}",
      ["s.yaml:7:46: error: topsis takes no preference: only promethee-ii does"]
    ),
    (
      "{normalise: {by: min-max, ledger: gp.csv}}",
      [
        "s.yaml:7:43: error: min-max takes its ends from the values and uses no ledger: write over: "
          + "goalposts, or by: goalposts"
      ]
    ),
  ])
  func `what cannot be asked for is told at its place, and all at once`(
    method: String, messages: [String]
  ) async throws {
    let found = try await problems(of: plainStudy(method), counts: plain)
    #expect(found == messages)
  }

  @Test func `a group without a score cannot be shown`() async throws {
    let found = try await problems(
      of: plainStudy("{aggregate: topsis}", outputs: "[{table: ranking, of: g}]"), counts: plain)
    #expect(
      found == [
        "s.yaml:8:11: error: topsis gives groups no score, so that “g” cannot be shown: write of: index, or "
          + "an indicator"
      ])
  }
}
