@testable import Charting

/// What holds for every scene of every kind of chart, beyond what the figure check knows.
enum ChartFamilyAudit {
  /// What is wrong with the scene that was made of the sample; empty where nothing is.
  static func faults(
    in scene: Scene, _ kind: ChartFamily, _ sample: ChartFamilySamples
  ) -> [String] {
    var faults = FigureCheck.errors(in: scene).map { "check \($0.rule.rawValue): \($0.message)" }
    func expect(_ holds: Bool, _ message: @autoclosure () -> String) {
      if !holds { faults.append(message()) }
    }
    expect(scene.language == sample.language, "language: \(scene.language)")
    expect(scene.background == sample.theme.paper, "paper: \(scene.background)")
    expect(abs(scene.width - sample.size.width) < 0.01, "width: \(scene.width)")
    if let height = sample.size.height {
      expect(abs(scene.height - height) < 0.01, "height: \(scene.height)")
    } else {
      expect(scene.height <= FigureSize.greatestHeight + 0.01, "height: \(scene.height)")
    }

    let painted = PaintedScene(scene)
    let least = sample.size.type.least
    expect(scene.leastTypeSize >= least - 1e-9, "least type: \(scene.leastTypeSize)")
    for text in painted.texts.compactMap(\.text) {
      expect(text.font.size >= least - 1e-6, "type: “\(text.string)” in \(text.font.size)")
      expect(!text.string.isEmpty && !text.string.contains("{"), "text: “\(text.string)”")
    }

    expect(Set(painted.groups).count == painted.groups.count, "groups: two of one name")
    let groups = Set(painted.groups)
    expect(!scene.data.isEmpty || kind.hasNoData, "data: none")
    for datum in scene.data {
      let name = "\(datum.group) \(datum.row) \(datum.series)"
      expect(groups.contains(datum.group), "data: no group of \(name)")
      let numbers = [datum.value, datum.low, datum.high].compactMap { $0 }
      expect(numbers.allSatisfy(\.isFinite), "data: \(numbers) of \(name)")
      if let low = datum.low, let high = datum.high {
        expect(low <= high, "data: \(low) to \(high) of \(name)")
      }
      if kind.showsGivenValues, datum.series != "median", let value = datum.value {
        expect(sample.given.contains(value), "data: \(value) of \(name) was not given")
      }
    }
    faults += sharedMarks(painted, scene.data)
    for scale in scene.facts.scales {
      expect(
        scale.low.isFinite && scale.high.isFinite && scale.low <= scale.high,
        "scale \(scale.id): \(scale.low) to \(scale.high)")
    }
    faults += languageFaults(scene, sample)
    return faults
  }

  /// Marks that stand in the groups of two bodies.
  ///
  /// A group may show several bodies, as a row of dots does: only groups without one in common count.
  private static func sharedMarks(_ painted: PaintedScene, _ data: [Scene.Datum]) -> [String] {
    let bodies = Dictionary(grouping: data, by: \.group).mapValues { Set($0.map(\.row)) }
    var owners: [String: Set<String>] = [:]
    var faults: [String] = []
    for item in painted.items {
      guard let mark = item.mark, let group = item.path.last(where: { bodies[$0] != nil }),
        let own = bodies[group]
      else { continue }
      if let owner = owners[mark], owner.isDisjoint(with: own) {
        faults.append("marks: \(mark) of \(owner.sorted()) and in \(group)")
      }
      owners[mark] = own
    }
    return faults
  }

  /// Words of the other language, where all that was given is in the figure's.
  private static func languageFaults(_ scene: Scene, _ sample: ChartFamilySamples) -> [String] {
    let words = scene.alternativeText
    guard !words.allSatisfy(\.isWhitespace) else { return ["alternative text: none"] }
    var faults: [String] = []
    if words.contains("{") || words.contains("}") { faults.append("alternative text: \(words)") }
    // A sentence ends as sentences of the language do.
    let end: Character = sample.language == .chinese ? "。" : "."
    if !words.contains(end) { faults.append("alternative text: \(words)") }
    guard sample.isPure else { return faults }
    let texts = PaintedScene(scene).texts.compactMap { $0.text?.string }
    for text in [words] + texts where isForeign(text, to: sample.language) {
      faults.append("language: \(text)")
    }
    return faults
  }

  /// Whether an English text has ideographs or their marks, or a Chinese one letters of a word.
  ///
  /// A letter that stands for a number is of no language, and the names of persons are of all.
  private static func isForeign(_ text: String, to language: FigureLanguage) -> Bool {
    switch language {
    case .english: return text.unicodeScalars.contains { $0.value >= 0x2E80 }
    case .chinese:
      return text.split { !($0.isASCII && $0.isLetter) }.contains { word in
        word.count > 1 && !"Freedman–Diaconis".contains(word)
      }
    }
  }

  /// Why the error is no good reason to refuse a chart; `nil` if it is one.
  ///
  /// Samples contradict nothing, so only a frame that is too small is a reason, with what to do.
  static func fault(in error: ChartError) -> String? {
    guard error.code == .specification else { return "\(error.code): \(error.message)" }
    let isReason = ["too small", "too narrow", "too low"].contains { error.message.contains($0) }
    return isReason && error.message.contains("choose ") ? nil : "refusal: \(error.message)"
  }
}
