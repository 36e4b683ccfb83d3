import Observations
import Testing

@testable import Fuzzing
@testable import Reading

/// What holds of the reading of any text, and how readings of changed texts relate.
struct PropertyTests {
  // MARK: Any text

  @Test(arguments: 0..<8)
  func `any text is read without breaking a rule`(_ seed: UInt64) {
    var texts = RandomTexts(seed: seed)
    for _ in 0..<60 {
      for text in [texts.scalars(), texts.words(), texts.sentences()] {
        let document = ReportReader.read(text, named: RandomTexts.name)
        let broken = ReadingInvariants.broken(by: document, of: text)
        #expect(broken.isEmpty, "\(broken.sorted()): \(text)")
      }
    }
  }

  @Test(arguments: 0..<8)
  func `a mutated report is read without breaking a rule`(_ seed: UInt64) {
    var mutation = Mutation(texts: Self.fixtures.map { Array($0.text.utf8) }, seed: seed)
    for _ in 0..<60 {
      let text = String(decoding: mutation.next(), as: UTF8.self)
      let document = ReportReader.read(text, named: mutation.name)
      let broken = ReadingInvariants.broken(by: document, of: text)
      #expect(broken.isEmpty, "\(broken.sorted()): \(text)")
    }
  }

  @Test func `random texts have figures to check`() {
    // A generator whose texts hold nothing would let every rule pass.
    var texts = RandomTexts(seed: 1)
    var figures = 0
    var measures: Set<String> = []
    for _ in 0..<60 {
      for report in ReportReader.read(texts.sentences(), named: RandomTexts.name).reports {
        figures += report.observations.count
        measures.formUnion(report.observations.flatMap(\.measures.ids))
      }
    }
    #expect(figures > 60)
    #expect(measures.count > 10)
  }

  @Test func `the rules find what breaks them`() throws {
    let text = try ReportFixture("three-checks").text
    let sound = ReportReader.read(text, named: "three-checks.txt")
    try #require(sound.reports.first?.observations.count == 2)
    #expect(ReadingInvariants.broken(by: sound, of: text).isEmpty)
    let changes: [(inout Observation) -> Void] = [
      { $0.evidence = "视察" }, { $0.start = -1 }, { $0.end = 9999 }, { $0.value = -1 },
      { $0.value = .nan }, { $0.value = 1.5 }, { $0.unit = "" }, { $0.counts = "persons" },
      { $0.to = nil }, { $0.from = 2023 }, { $0.report = "" }, { $0.reportYear = 2021 },
      { $0.measures = MeasureSet(["speeches"]) }, { $0.status = .confirmed },
      { $0.id = "白城市-npc-2022:9999:a:b" },
    ]
    for change in changes {
      var document = sound
      change(&document.reports[0].observations[0])
      #expect(!ReadingInvariants.broken(by: document, of: text).isEmpty)
    }
    var doubled = sound
    doubled.reports[0].observations.append(doubled.reports[0].observations[0])
    #expect(!ReadingInvariants.broken(by: doubled, of: text).isEmpty)
  }

  @Test(arguments: ReportFixture.names)
  func `a report that is read twice is read the same`(_ name: String) throws {
    let fixture = try ReportFixture(name)
    let first = ReportReader.read(fixture.text, named: fixture.name).reports
    let second = ReportReader.read(fixture.text, named: fixture.name).reports
    #expect(first.map(\.observations) == second.map(\.observations))
    #expect(first.map(\.leftOut) == second.map(\.leftOut))
  }

  // MARK: Changed texts

  @Test(arguments: ReportFixture.names)
  func `spaces between characters change no figure`(_ name: String) throws {
    let text = try ReportFixture(name).text
    for seed in 0..<5 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let spaces: [Unicode.Scalar] = [" ", "\u{A0}", "\u{3000}", "\t", "\u{200B}"]
      let spaced = inSentences(of: text) { _, _ in
        generator.below(4) == 0 ? spaces[generator.below(spaces.count)] : nil
      }
      #expect(figures(spaced) == figures(text), "\(spaced)")
    }
  }

  @Test(arguments: ReportFixture.names)
  func `line breaks inside long lines change no figure`(_ name: String) throws {
    let text = try ReportFixture(name).text
    // What could open a heading in the next line cannot be told from one.
    let opening = Set("一二三四五六七八九十第（(".unicodeScalars)
    let final = Set("。！？；：!?;:.".unicodeScalars)
    for width in [21, 26, 33] {
      var length = 0
      let broken = inSentences(of: text) { before, after in
        length = before == nil ? 1 : length + 1
        guard let before, length >= width, !opening.contains(after), !final.contains(before) else {
          return nil
        }
        length = 0
        return "\n"
      }
      #expect(figures(broken) == figures(text), "\(broken)")
    }
  }

  @Test(arguments: ReportFixture.names)
  func `traditional characters change no figure`(_ name: String) throws {
    let text = try ReportFixture(name).text
    let traditional = mapped(text) { Self.traditional[$0] ?? $0 }
    #expect(traditional != text)
    #expect(values(traditional) == values(text), "\(traditional)")
  }

  @Test(arguments: ReportFixture.names)
  func `full-width digits and half-width marks change no figure`(_ name: String) throws {
    let text = try ReportFixture(name).text
    let changed = mapped(body(text)) { scalar in
      switch scalar.value {
      case 0x30...0x39: Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar
      case 0xFF08, 0xFF09, 0xFF1B, 0xFF1A: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
      default: scalar
      }
    }
    #expect(figures(heading(text) + changed) == figures(text), "\(changed)")
  }

  @Test(arguments: ReportFixture.names)
  func `a paragraph without a figure changes no figure before it`(_ name: String) throws {
    let text = try ReportFixture(name).text
    let paragraphs = ["让我们更加紧密地团结起来，为建设美好家园而努力奋斗！\n", "谢谢大家。\n"]
    Misread.check("\(name) after a paragraph") {
      #expect(paragraphs.map { figures(text + $0) } == paragraphs.map { _ in figures(text) })
    }
  }

  @Test(arguments: zip(ReportFixture.names, ReportFixture.names.dropFirst()))
  func `two reports in one document have the figures of both`(
    _ first: String, _ second: String
  ) throws {
    let texts = [try ReportFixture(first).text, try ReportFixture(second).text]
    // Each gives its own body and year.
    let both = ReportReader.read(texts.joined(separator: "\n"), named: "合集.txt").reports
    let apart = texts.flatMap { ReportReader.read($0, named: "合集.txt").reports }
    #expect(both.map(\.report.id) == apart.map(\.report.id))
    #expect(both.map(\.observations).map(Self.lines) == apart.map(\.observations).map(Self.lines))
  }

  // MARK: Parts of the tests

  private static let fixtures: [ReportFixture] = ReportFixture.names.compactMap {
    try? ReportFixture($0)
  }

  /// What a reader must find in a text, whatever its spaces and characters look like.
  private func figures(_ text: String) -> [String] {
    ReportReader.read(text, named: "report.txt").reports.flatMap { Self.lines($0.observations) }
      // The measure word is as written: folded here, so that the same figure is the same.
      .map { String(decoding: NormalisedText(PlainText($0)).units, as: UTF16.self) }
  }

  /// The figures without their units, which are written in the report's own characters.
  private func values(_ text: String) -> [String] {
    ReportReader.read(text, named: "report.txt").reports.flatMap(\.observations).map { figure in
      var figure = figure
      figure.unit = ""
      return figure.line
    }
  }

  private static func lines(_ observations: [Observation]) -> [String] { observations.map(\.line) }

  /// The lines before the account begins.
  private func heading(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).prefix(5)
      .map { $0 + "\n" }.joined()
  }

  private func body(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(5)
      .joined(separator: "\n")
  }

  /// A text with scalars inserted into the lines of its body that are sentences.
  private func inSentences(
    of text: String, _ insert: (Unicode.Scalar?, Unicode.Scalar) -> Unicode.Scalar?
  ) -> String {
    let lines = body(text).split(separator: "\n", omittingEmptySubsequences: false)
    return heading(text)
      + lines.map { line in
        guard line.contains("。"), line.unicodeScalars.count > 20 else { return String(line) }
        var changed = String.UnicodeScalarView()
        var before: Unicode.Scalar?
        for scalar in line.unicodeScalars {
          if let inserted = insert(before, scalar), before != nil { changed.append(inserted) }
          changed.append(scalar)
          before = scalar
        }
        return String(changed)
      }.joined(separator: "\n")
  }

  private func mapped(_ text: String, _ map: (Unicode.Scalar) -> Unicode.Scalar) -> String {
    var changed = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { changed.append(map(scalar)) }
    return String(changed)
  }

  /// The traditional form of characters that have one and no other.
  private static let traditional: [Unicode.Scalar: Unicode.Scalar] = {
    var forms: [Unicode.Scalar: [Unicode.Scalar]] = [:]
    for value in 0x3400...0x9FFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let simplified = TraditionalCharacters.simplified(scalar)
      if simplified != scalar { forms[simplified, default: []].append(scalar) }
    }
    return forms.filter { $0.value.count == 1 }.compactMapValues(\.first)
  }()
}
