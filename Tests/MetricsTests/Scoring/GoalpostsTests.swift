import Diagnostics
import Metrics
import Testing

@Suite struct GoalpostsTests {
  private func yearly(_ values: [(String, Int, Double)]) -> ScoringTable {
    ScoringTable(
      rows: values.map { ScoringTable.RowKey(body: $0.0, year: $0.1, peerSet: "npc") },
      indicators: indicators("x"), values: values.map { [.exact($0.2)] })
  }

  private func frozen(
    _ table: ScoringTable, _ treatment: Treatment = Treatment(), version: Int = 1
  ) throws -> Goalposts {
    let outcome = try treatment.apply(to: table, for: Normalisation())
    return try Goalposts(freezing: outcome, version: version, basis: "2021")
  }

  private func card(_ table: ScoringTable, _ normalisation: Normalisation) throws -> ScoreCard {
    try ScoreCard(table, method: ScoringMethod(normalisation: normalisation))
  }

  private let first: [(String, Int, Double)] = [("A", 2021, 2), ("B", 2021, 4), ("C", 2021, 12)]

  // MARK: Scores that stay

  @Test func `frozen goalposts give the scores of the values that they were frozen from`() throws {
    let table = yearly(first)
    let goalposts = try frozen(table)
    #expect(
      goalposts.entries == [
        Goalposts.Entry(indicator: "x", peerSet: "npc", limits: Limits(2, 12), basis: "2021")
      ])
    let before = try card(table, Normalisation(.minMax))
    let after = try card(table, Normalisation(.goalposts, goalposts: goalposts))
    // 100 · (x − 2) / 10.
    #expect(agree(before.indices, [0, 20, 100]))
    #expect(agree(after.indices, [0, 20, 100]))
    #expect(RankShift(from: before, to: after).changesNothing)
  }

  @Test func `a new body and a new year change no old score`() throws {
    let goalposts = try frozen(yearly(first))
    let more = yearly(first + [("D", 2021, 40), ("A", 2022, 7), ("B", 2022, -3)])
    let normalisation = Normalisation(.goalposts, goalposts: goalposts)
    let before = try card(yearly(first), normalisation)
    let after = try card(more, normalisation)
    #expect(agree(after.indices, [0, 20, 100, 100, 50, 0]))
    let shift = RankShift(from: before, to: after)
    #expect(shift.changesNothing)
    #expect(shift.joined.map(\.body) == ["D", "A", "B"])
    // Without them they would: 100 · (x + 3) / 43.
    let moved = try card(more, Normalisation(.minMax))
    #expect(!RankShift(from: before, to: moved).changesNothing)
  }

  @Test(arguments: [Treatment.Method.winsorise, .log, .winsoriseLog, .boxCox])
  func `a frozen scale keeps its treatment`(method: Treatment.Method) throws {
    let table = yearly(
      ((1...10).map { Double($0) } + [100]).enumerated().map {
        (bodyName($0), 2021, $1)
      })
    let treatment = Treatment(method)
    let outcome = try treatment.apply(to: table, for: Normalisation())
    let goalposts = try frozen(table, treatment)
    let before = try card(outcome.table, Normalisation(.minMax))
    let normalisation = Normalisation(.goalposts, goalposts: goalposts)
    let after = try card(table, normalisation)
    #expect(agree(after.indices, before.indices))
    #expect(RankShift(from: before, to: after).changesNothing)
    // Treating again does not treat twice, and says why.
    let again = try treatment.apply(to: table, for: normalisation)
    #expect(again.columns.map(\.action) == [.frozen])
    #expect(again.table.values == table.values)
    // Neither a value beyond the goalposts nor one where no logarithm is defined is lost.
    var more = table
    for value in [1e6, -1e6] {
      more.rows.append(ScoringTable.RowKey(body: "new \(value)", year: 2022, peerSet: "npc"))
      more.values.append([.exact(value)])
    }
    let all = try card(more, normalisation)
    #expect(agree(Array(all.indices.prefix(11)), after.indices))
    #expect(Array(all.indices.suffix(2)) == [100, 0])
  }

  @Test func `less is better turns frozen goalposts round`() throws {
    var table = yearly(first)
    table.indicators[0].direction = .lower
    let goalposts = try frozen(table)
    let after = try card(table, Normalisation(.goalposts, goalposts: goalposts))
    #expect(agree(after.indices, [100, 80, 0]))
  }

  @Test func `peer sets have their own goalposts, or those for all`() throws {
    let table = ScoringTable(
      rows: ["p", "q"].map { ScoringTable.RowKey(body: "A", year: 2021, peerSet: $0) },
      indicators: indicators("x"), values: [[.exact(5)], [.exact(5)]])
    let goalposts = Goalposts(
      version: 1,
      entries: [
        .init(indicator: "x", limits: Limits(0, 10)),
        .init(indicator: "x", peerSet: "q", limits: Limits(0, 20)),
      ])
    let found = try card(table, Normalisation(.goalposts, goalposts: goalposts))
    #expect(found.indices == [50, 25])
    // Over goalposts nothing is cut.
    let over = try card(table, Normalisation(.minMax, over: .goalposts, goalposts: goalposts))
    #expect(over.indices == [50, 25])
  }

  // MARK: Refusals

  private func found(_ table: ScoringTable, _ normalisation: Normalisation) -> [String] {
    problems(table, method: ScoringMethod(normalisation: normalisation))
  }

  @Test func `goalposts that are not there, not used or there twice are refused`() throws {
    let table = yearly(first)
    let empty = Goalposts(version: 3, entries: [])
    #expect(
      found(table, Normalisation(.goalposts, goalposts: empty)) == [
        "version 3 of the frozen goalposts has none for “x” in npc: "
          + "freeze a new version, or write goalposts for the indicator"
      ])
    let goalposts = try frozen(table)
    #expect(
      found(table, Normalisation(.minMax, goalposts: goalposts)) == [
        "min-max does not use the frozen goalposts: write by: goalposts or over: goalposts"
      ])
    var own = table
    own.indicators[0].goalposts = Limits(0, 99)
    #expect(
      found(own, Normalisation(.goalposts, goalposts: goalposts)) == [
        "the goalposts of “x” differ from the frozen ones of version 1 in npc: keep one of the two"
      ])
    // The indicator's own where the file has none, or the same in both.
    #expect(found(own, Normalisation(.goalposts, goalposts: empty)).isEmpty)
    own.indicators[0].goalposts = Limits(2, 12)
    #expect(found(own, Normalisation(.goalposts, goalposts: goalposts)).isEmpty)
  }

  @Test func `a transformation that is not defined at its goalposts is refused`() {
    let goalposts = Goalposts(
      version: 1,
      entries: [
        .init(
          indicator: "x", limits: Limits(0, 12), transformation: .logarithm(factor: 1, shift: 0))
      ])
    #expect(
      found(yearly(first), Normalisation(.goalposts, goalposts: goalposts)) == [
        "the transformation of “x” in npc in version 1 of the frozen goalposts is not defined "
          + "at its ends: freeze a new version"
      ])
    var table = yearly(first)
    table.indicators[0].reference = 9
    #expect(
      found(table, Normalisation(.distanceToTarget, over: .goalposts, goalposts: goalposts)) == [
        "the frozen goalposts transform “x” in npc, so that distance-to-target cannot use its "
          + "reference: write by: goalposts"
      ])
  }

  @Test func `what has no scale cannot be frozen`() throws {
    func refusals(_ table: ScoringTable, _ treatment: Treatment) -> [String] {
      do {
        let outcome = try treatment.apply(to: table, for: Normalisation())
        _ = try Goalposts(freezing: outcome, version: 1, basis: "")
        return []
      } catch {
        return error.problems.map(\.text.english)
      }
    }
    #expect(
      refusals(yearly([("A", 2021, 4), ("B", 2021, 4)]), Treatment()) == [
        "“x” in npc is constant or has fewer than two values and cannot be frozen: "
          + "write goalposts for it"
      ])
    #expect(
      refusals(yearly(first), Treatment(.winsorise, over: .year)) == [
        "values treated year by year cannot be frozen: treat all years together (over: selection)"
      ])
    let normalisation = Normalisation(.goalposts, goalposts: try frozen(yearly(first)))
    let outcome = try Treatment().apply(to: yearly(first), for: normalisation)
    #expect(throws: MetricsError.self) {
      try Goalposts(freezing: outcome, version: 2, basis: "")
    }
  }

  // MARK: The file

  private let entries: [Goalposts.Entry] = [
    .init(
      indicator: "laws", peerSet: "npc, 设区市", limits: Limits(0, 14), basis: "the \"first\"\nyears"),
    .init(
      indicator: "reports", limits: Limits(0.1, 1.0 / 3),
      transformation: .logarithm(factor: 1, shift: -0.1 + 0.002), basis: ""),
    .init(
      indicator: "reports", peerSet: "cppcc", limits: Limits(-5, 1e21),
      transformation: .reflectedLogarithm(shift: 1.1e21), basis: "x"),
    .init(
      indicator: "visits", limits: Limits(0, 7), transformation: .boxCox(lambda: -0.25, shift: 1)),
  ]

  @Test func `a ledger is read back exactly, and the same bytes are written again`() throws {
    var ledger = GoalpostsLedger()
    #expect(ledger.nextVersion == 1 && ledger.latest == nil)
    try ledger.add(Goalposts(version: 1, entries: entries))
    try ledger.add(Goalposts(version: 2, entries: [entries[0]]))
    let text = ledger.text
    let read = try GoalpostsLedger(text: text, file: "goalposts.csv")
    #expect(read == ledger)
    #expect(read.text == text)
    #expect(read.latest?.version == 2 && read.nextVersion == 3)
    #expect(read.version(1)?.entry(for: "reports", peerSet: "other") == entries[1])
    #expect(read.version(1)?.entry(for: "reports", peerSet: "cppcc") == entries[2])
    #expect(read.version(7) == nil)
    // As spreadsheets write it: a byte order mark and CR LF.
    let windows =
      "\u{FEFF}"
      + text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    let other = try GoalpostsLedger(text: windows, file: "goalposts.csv")
    #expect(other.version(2)?.entries[0].limits == Limits(0, 14))
    #expect(other.versions.map(\.entries.count) == [4, 1])
  }

  @Test func `the file is as documented`() throws {
    var ledger = GoalpostsLedger()
    try ledger.add(
      Goalposts(
        version: 1,
        entries: [
          .init(
            indicator: "laws", peerSet: "npc prefecture", limits: Limits(0, 14),
            basis: "councils, 2018–2022"),
          .init(
            indicator: "reports", peerSet: "npc prefecture", limits: Limits(3, 211),
            transformation: .logarithm(factor: 1, shift: -0.92), basis: "councils, 2018–2022"),
        ]))
    #expect(
      ledger.text == """
        version,indicator,peer_set,low,high,transformation,factor,shift,lambda,basis
        1,laws,npc prefecture,0,14,,,,,"councils, 2018–2022"
        1,reports,npc prefecture,3,211,log,1,-0.92,,"councils, 2018–2022"

        """)
  }

  @Test func `a version is only ever added`() throws {
    var ledger = GoalpostsLedger()
    try ledger.add(Goalposts(version: 4, entries: []))
    #expect(throws: MetricsError.self) { try ledger.add(Goalposts(version: 4, entries: [])) }
    let twice = Goalposts(version: 5, entries: [entries[0], entries[0]])
    #expect(throws: MetricsError.self) { try ledger.add(twice) }
    let reversed = Goalposts(version: 5, entries: [.init(indicator: "x", limits: Limits(3, 3))])
    #expect(throws: MetricsError.self) { try ledger.add(reversed) }
    #expect(ledger.versions.map(\.version) == [4])
  }

  @Test(
    arguments: [
      (
        "",
        [
          "goalposts.csv:1: error: the file is empty: its first line is "
            + "version,indicator,peer_set,low,high,transformation,factor,shift,lambda,basis"
        ]
      ),
      ("version,indicator,low\n", ["goalposts.csv:1: error: the column “high” is missing"]),
      (
        "version,indicator,low,high,colour,low\n1,x,0,1,red,2\n",
        [
          "goalposts.csv:1: error: there is no column “colour”: known are version, indicator, "
            + "peer_set, low, high, transformation, factor, shift, lambda, basis",
          "goalposts.csv:1: error: the column “low” is there twice",
        ]
      ),
      (
        "version,indicator,low,high\n\nx,laws,0,1\n1,laws,some,9\n1,laws,5,2\n1,laws,0,1,4\n",
        [
          "goalposts.csv:3:1: error: “x” is no version: write a whole number from 1",
          "goalposts.csv:4:8: error: “some” under low is not a number",
          "goalposts.csv:5:8: error: write the lower goalpost of “laws” first, and not the same twice",
          "goalposts.csv:6: error: the row has 5 fields and the header 4",
        ]
      ),
      (
        "version,indicator,low,high,transformation,factor,shift\n"
          + "1,a,0,1,sqrt,,\n1,b,0,1,log,0,5\n1,c,0,1,log,1,\n1,d,0,1,log,1,0\n1,e,0,1,,,\n1,e,0,2,,,\n",
        [
          "goalposts.csv:2:9: error: there is no transformation “sqrt”: leave it empty, or write log, "
            + "log-reflected or box-cox",
          "goalposts.csv:3:13: error: the factor has to be above 0",
          "goalposts.csv:4:15: error: “” under shift is not a number",
          "goalposts.csv:5:3: error: the transformation of “d” is not defined at its goalposts",
          "goalposts.csv:7:3: error: “e” is there twice in one version and peer set",
        ]
      ),
    ] as [(String, [String])])
  func `every problem of a file is told at its line`(text: String, expected: [String]) {
    do {
      _ = try GoalpostsLedger(text: text, file: "goalposts.csv")
      Issue.record("read")
    } catch {
      #expect(error.code == .invalidData)
      #expect(error.problems.map { $0.line(in: .english) } == expected)
    }
  }

  // MARK: What another version changes

  @Test func `a rank-shift report tells who moved, who joined and who left`() throws {
    func scored(_ values: [(String, Double)]) throws -> ScoreCard {
      try card(
        sampleNamed(values.map(\.0), values.map(\.1)), Normalisation(.scaled, range: Limits(0, 1)))
    }
    let before = try scored([("A", 4), ("B", 3), ("C", 2), ("D", 1), ("Z", 9)])
    let after = try scored([("A", 4), ("B", 1), ("C", 2), ("D", 3), ("N", 9)])
    let shift = RankShift(from: before, to: after)
    // Among A to D: 1 2 3 4 before, 1 4 3 2 after.
    #expect(shift.entries.map(\.key.body) == ["A", "B", "C", "D"])
    #expect(shift.entries.map(\.rankBefore) == [1, 2, 3, 4])
    #expect(shift.entries.map(\.rankAfter) == [1, 4, 3, 2])
    #expect(shift.entries.map(\.rankAmongAll) == [2, 5, 4, 3])
    #expect(shift.entries.map(\.shift) == [0, -2, 0, 2])
    #expect(shift.entries.map(\.keepsScore) == [true, false, true, false])
    #expect(shift.joined.map(\.body) == ["N"])
    #expect(shift.left.map(\.body) == ["Z"])
    // (0 + 2 + 0 + 2) / 4.
    #expect(shift.meanShift == 1)
    #expect(shift.greatestShift == 2)
    #expect(
      shift.reversals.map { "\($0.earlierAbove.body)\($0.laterAbove.body)" } == ["BC", "BD", "CD"])
    #expect(!shift.changesNothing)
    let none = RankShift(from: before, to: before)
    #expect(none.changesNothing && none.meanShift == 0 && none.reversals.isEmpty)
  }

  @Test func `rows without a score push nobody about`() throws {
    let before = try card(
      sampleNamed(["A", "B", "C"], [9, 5, 1]), Normalisation(.scaled, range: Limits(0, 1)))
    let after = try card(
      sampleNamed(["A", "B", "C"], [nil, 5, 1]), Normalisation(.scaled, range: Limits(0, 1)))
    let shift = RankShift(from: before, to: after)
    #expect(shift.entries.map(\.shift) == [nil, 0, 0])
    #expect(shift.meanShift == 0)
    #expect(!shift.changesNothing)
    let nothing = RankShift(
      from: before,
      to: try card(
        sampleNamed(["X"], [1]), Normalisation(.scaled, range: Limits(0, 1))))
    #expect(nothing.meanShift == nil && nothing.greatestShift == 0)
    #expect(nothing.left.count == 3)
  }

  private func sampleNamed(_ names: [String], _ values: [Double?]) -> ScoringTable {
    ScoringTable(
      rows: names.map { ScoringTable.RowKey(body: $0, year: 2021) },
      indicators: [IndicatorDefinition(id: "x", direction: .higher, goalposts: Limits(0, 10))],
      values: values.map { [$0.map(Estimate.exact) ?? .notKnown] })
  }
}
