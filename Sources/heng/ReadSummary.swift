import Diagnostics
import FoundationEssentials
import Observations
import Reading

/// What a reading yielded, in numbers.
struct ReadSummary {
  let package: String
  /// The documents, those that could not be read too.
  private(set) var files = 0
  private(set) var reports = 0
  private(set) var observations = 0
  private(set) var regulations = 0
  /// The documents in which no report was read.
  private(set) var unreadFiles = 0
  /// Why documents, or paths, were not read.
  private(set) var unread: [Diagnostic] = []
  private var own: [String: Int] = [:]
  private var joint: [String: Int] = [:]
  private var jointFigures = 0
  private var leftOut: [LeftOut.Reason: Int] = [:]
  private var parts: [DocumentPart.Kind: [LocalisedText: Int]] = [:]

  init(package: String) {
    self.package = package
  }

  /// Counts a document by the reports that were read from it, its parts and its findings.
  mutating func add(_ reports: [ReadReport], parts: [DocumentPart], findings: [Diagnostic]) {
    files += 1
    self.reports += reports.count
    for reading in reports {
      observations += reading.observations.count
      regulations += reading.regulations.count
      for observation in reading.observations { count(observation.measures) }
      for entry in reading.leftOut { leftOut[entry.reason, default: 0] += 1 }
    }
    for part in parts {
      guard let reason = part.reason else { continue }
      self.parts[part.kind, default: [:]][reason, default: 0] += 1
    }
    if reports.isEmpty {
      unreadFiles += 1
      add(unread: findings)
    }
  }

  /// Takes the errors among findings as reasons why something was not read.
  mutating func add(unread findings: [Diagnostic]) {
    unread += findings.filter { $0.severity == .error }
  }

  private mutating func count(_ set: MeasureSet) {
    if set.isLawsPassed {
      own["laws_passed", default: 0] += 1
    } else if set.ids.count == 1 {
      own[set.ids[0], default: 0] += 1
    } else {
      jointFigures += 1
      for id in set.ids { joint[id, default: 0] += 1 }
    }
  }

  /// The measures that occur, in the catalogue's order.
  private var measures: [(id: String, name: LocalisedText, own: Int, joint: Int)] {
    let catalogued = MeasureCatalogue.measures.map(\.id)
    let others = Set(own.keys).union(joint.keys).subtracting(catalogued).sorted()
    return (catalogued + others).compactMap { id in
      let counts = (own: own[id] ?? 0, joint: joint[id] ?? 0)
      guard counts.own + counts.joint > 0 else { return nil }
      let measure = MeasureCatalogue.measure(id) ?? Measure(own: id)
      let name = LocalisedText(zh: measure.name.chinese, en: measure.name.english)
      return (id, name, counts.own, counts.joint)
    }
  }

  /// The parts that are no report, by kind and reason, in a fixed order.
  private var otherParts: [(kind: DocumentPart.Kind, reason: LocalisedText, count: Int)] {
    DocumentPart.Kind.allCases.flatMap { kind in
      (parts[kind] ?? [:]).sorted { $0.key.english < $1.key.english }
        .map { (kind, $0.key, $0.value) }
    }
  }

  // MARK: - For a reader

  /// The summary as lines; nothing where nothing was read, since the messages say why.
  func text(in language: Language) -> String {
    guard reports > 0 else { return "" }
    func words(_ zh: String, _ en: String) -> String {
      LocalisedText(zh: zh, en: en).text(in: language)
    }
    func count(_ number: Int, _ zh: String, _ one: String, _ several: String) -> String {
      words("\(number)\(zh)", "\(number) \(number == 1 ? one : several)")
    }
    let all = leftOut.values.reduce(0, +)
    var text = words("\(package)：", "\(package): ")
    text += [
      count(reports, "份报告", "report", "reports"),
      count(observations, "条数据", "figure", "figures"),
      count(regulations, "部点名的法规", "regulation named", "regulations named"),
      count(all, "处未采入", "number left out", "numbers left out"),
    ].joined(separator: words("，", ", "))
    if unreadFiles > 0 {
      text +=
        words("；", "; ")
        + count(unreadFiles, "个文件没有读到报告", "file without a report", "files without a report")
    }
    text += "\n"
    func section(_ zh: String, _ en: String, _ rows: [(Int, String)]) {
      guard !rows.isEmpty else { return }
      text += "\n\(words(zh, en))\n"
      for (number, name) in rows {
        let digits = String(number)
        text += String(repeating: " ", count: max(8 - digits.count, 1)) + digits + "  \(name)\n"
      }
    }
    section(
      "各指标的数据", "Figures by measure",
      measures.map { measure in
        let joint =
          measure.joint == 0
          ? ""
          : words(
            "（另有合并数\(measure.joint)条）",
            " (and \(measure.joint) joint \(measure.joint == 1 ? "figure" : "figures"))")
        return (measure.own, measure.name.text(in: language) + joint)
      } + (jointFigures == 0 ? [] : [(jointFigures, words("几项指标的合并数", "Joint figures"))]))
    section(
      "未采入的原因", "Left out",
      LeftOut.Reason.allCases.compactMap { reason in
        leftOut[reason].map { ($0, Self.name(of: reason).text(in: language)) }
      })
    section(
      "不是报告的部分", "Parts that are no report",
      otherParts.map { ($0.count, $0.reason.text(in: language)) })
    return text
  }

  private static func name(of reason: LeftOut.Reason) -> LocalisedText {
    switch reason {
    case .plan: LocalisedText(zh: "计划要做的", en: "what is planned")
    case .otherBody: LocalisedText(zh: "其他机构做的", en: "what another body did")
    case .insideOneActivity: LocalisedText(zh: "单项活动之内的", en: "inside one activity")
    case .result: LocalisedText(zh: "所计事项的结果", en: "a result of what is counted")
    case .notAMeasure: LocalisedText(zh: "不在指标之列的", en: "what no measure counts")
    case .notUnderstood: LocalisedText(zh: "未能辨明的", en: "not understood")
    }
  }

  // MARK: - For a program

  private struct Printed: Encodable {
    struct Measure: Encodable {
      var measure: String
      var name: String
      var observations: Int
      var joint: Int
    }

    struct Part: Encodable {
      var kind: String
      var reason: String
      var count: Int
    }

    struct Unread: Encodable {
      var file: String?
      var line: Int?
      var column: Int?
      var text: String
    }

    var package: String?
    var files: Int
    var reports: Int
    var observations: Int
    var jointObservations: Int
    var regulations: Int
    var measures: [Measure]
    var leftOut: [String: Int]
    var otherParts: [Part]
    var unread: [Unread]

    enum CodingKeys: String, CodingKey {
      case package, files, reports, observations, regulations, measures, unread
      case jointObservations = "joint_observations"
      case leftOut = "left_out"
      case otherParts = "other_parts"
    }
  }

  /// The summary as JSON; `package` is absent where nothing was read, and so nothing written.
  func json(in language: Language) throws -> String {
    let printed = Printed(
      package: reports == 0 ? nil : package, files: files, reports: reports,
      observations: observations, jointObservations: jointFigures, regulations: regulations,
      measures: measures.map {
        Printed.Measure(
          measure: $0.id, name: $0.name.text(in: language), observations: $0.own, joint: $0.joint)
      },
      leftOut: Dictionary(
        uniqueKeysWithValues: LeftOut.Reason.allCases.map { ($0.rawValue, leftOut[$0] ?? 0) }),
      otherParts: otherParts.map {
        Printed.Part(
          kind: $0.kind.rawValue, reason: $0.reason.text(in: language), count: $0.count)
      },
      unread: unread.map {
        Printed.Unread(
          file: $0.place?.file, line: $0.place?.line, column: $0.place?.column,
          text: $0.text.text(in: language))
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(printed), as: UTF8.self) + "\n"
  }
}
