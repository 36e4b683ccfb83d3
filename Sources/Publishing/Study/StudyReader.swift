public import Charting
import Diagnostics
import FoundationEssentials
import Metrics
public import Observations
import Yams

extension Study {
  /// Reads a study file and checks all that can be checked without its data.
  ///
  /// - Throws: ``PublishingError`` with every problem: unknown keys and words name the nearest known ones.
  public init(reading path: String) throws(PublishingError) {
    guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
      throw PublishingError([
        Diagnostic(
          .error, at: Place(path),
          LocalisedText(zh: "找不到这个研究文件：请检查路径", en: "there is no such study file: check the path"))
      ])
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw PublishingError([
        Diagnostic(
          .error, at: Place(path),
          LocalisedText(zh: "不是 UTF-8 编码：请另存为 UTF-8", en: "not UTF-8: save it as UTF-8"))
      ])
    }
    var reader = StudyReader(path: path)
    self = try reader.read(text)
    hash = sha256([Array(bytes)])
  }
}

extension Study {
  /// A study of comparisons that are asked for without a file: an indicator for each.
  ///
  /// Its indicators have a weight only so that they can be ranked one by one; nothing but what an output
  /// asks of single indicators is to be made of it. The selection is that of the first comparison.
  public init(of comparisons: [Comparison], in data: DataSet) {
    self.init(path: data.path)
    self.data = data.path
    if let first = comparisons.first { selection = first.selection }
    for comparison in comparisons {
      let id =
        comparison.measures.isLawsPassed
        ? "laws_passed" : comparison.measures.ids.joined(separator: "+")
      var indicator = Indicator(
        id: id, measures: comparison.measures.ids,
        definition: IndicatorDefinition(id: id, direction: .higher), place: Place(data.path),
        measuresPlace: Place(data.path))
      indicator.counts = comparison.counts
      indicator.per = comparison.denominator.description
      indicators.append(indicator)
    }
    // Ranks over draws are of scores, and nothing here is of scores.
    robustness.draws = 100
    robustness.counts = .exact
    robustness.factors = []
  }

  /// An output as a study would write it, from words.
  ///
  /// - Parameters:
  ///   - kind: the kind.
  ///   - of: what it shows; the index where absent.
  ///   - words: values of keys that take one word.
  ///   - lists: values of keys that take several.
  ///   - size: where it is going.
  /// - Returns: the output, which is no part of the study.
  /// - Throws: ``PublishingError`` with every word that is not known, and the nearest known one.
  public func output(
    _ kind: Output.Kind, of: String?, words: [String: String], lists: [String: [String]],
    size: FigureSize
  ) throws(PublishingError) -> Output {
    var reader = StudyReader(path: "")
    reader.study = self
    reader.study.outputs = []
    func node(_ text: String) -> Node { Node(text, Tag(.str)) }
    var pairs: [(Node, Node)] = [(node("chart"), node(kind.rawValue))]
    if let of { pairs.append((node("of"), node(of))) }
    for (key, word) in words.sorted(by: { $0.key < $1.key }) {
      pairs.append((node(key), node(word)))
    }
    for (key, list) in lists.sorted(by: { $0.key < $1.key }) {
      pairs.append((node(key), Node(list.map(node), Tag(.seq))))
    }
    reader.readOutput(Node(pairs, Tag(.map)))
    reader.checkOutputs()
    let problems = reader.problems.map { problem in
      var problem = problem
      // There is no file to point into.
      if problem.place?.file.isEmpty ?? true { problem.place = nil }
      return problem
    }
    guard problems.isEmpty, var output = reader.study.outputs.first else {
      throw PublishingError(problems)
    }
    output.size = size
    output.place = Place(path)
    return output
  }
}

/// The keys of each part of a study file, which `docs/study.schema.json` lists too.
enum StudyKeys {
  static let study = [
    "title", "data", "select", "focus", "indicators", "groups", "method", "robustness",
    "outputs",
  ]
  static let select = [
    "kind", "level", "tier", "province", "years", "bodies", "exclude", "terms", "together",
  ]
  static let indicators = [
    "id", "name", "measures", "counts", "per", "direction", "weight", "group", "goalposts",
    "reference",
  ]
  static let groups = [
    "id", "weight", "parent", "name",
  ]
  static let method = [
    "screen", "missing", "coverage", "treat", "normalise", "weights", "aggregate", "seed",
  ]
  static let screen = [
    "availability", "non-zero", "indicators", "over", "include", "exclude",
  ]
  static let missing = [
    "impute"
  ]
  static let impute = [
    "by", "over", "group", "years", "ends",
  ]
  static let treat = [
    "by", "over", "points", "skewness", "kurtosis", "formula", "applies", "lambda", "non-positive",
    "indicators",
  ]
  static let normalise = [
    "by", "range", "over", "reference", "mean", "deviation", "cap", "ledger", "version",
  ]
  static let weights = [
    "by", "matrix", "matrices", "shift", "correlation", "components", "combine", "share", "least",
    "greatest", "indicators",
  ]
  static let judge = [
    "judge", "matrix",
  ]
  static let combine = [
    "by", "share", "of",
  ]
  static let aggregate = [
    "by", "exponent", "normalise", "ranks", "grades", "v", "preference",
  ]
  static let preference = [
    "type", "q", "p", "s",
  ]
  /// The keys of a briefing; other documents have some of them.
  static let documents = [
    "briefing", "each", "id", "formats", "language", "title", "subtitle", "focus", "year",
    "anonymise",
    "theme",
    "accent", "profile", "annex", "template", "masthead", "issue", "marking", "organisation",
    "date",
    "figures",
  ]
  static let charts =
    [
      "table", "chart", "of", "formats", "size", "language", "id", "title", "subtitle", "source",
      "theme", "accent", "order", "anonymise", "bodies", "focus", "year", "data", "svg-text",
      "panels",
    ] + ChartOption.allCases.map(\.rawValue)
  static let outputs =
    charts + (["workbook", "sheet"] + documents).filter { !charts.contains($0) }
  static let text = [
    "zh", "en",
  ]

  /// The parts by their name in the schema.
  static let parts = [
    "study": study, "select": select, "indicators": indicators, "groups": groups, "method": method,
    "screen": screen, "missing": missing, "impute": impute, "treat": treat, "normalise": normalise,
    "weights": weights, "judge": judge, "combine": combine, "preference": preference,
    "aggregate": aggregate, "robustness": robustness, "outputs": outputs, "text": text,
  ]
}

/// Turns the nodes of a YAML document into a study and notes every problem on the way.
struct StudyReader {
  let path: String
  private(set) var problems: [Diagnostic] = []
  var study: Study
  /// How many problems there are so far.
  var problemCount: Int { problems.count }

  init(path: String) {
    self.path = path
    study = Study(path: path)
  }

  mutating func read(_ text: String) throws(PublishingError) -> Study {
    do {
      guard let root = try Yams.compose(yaml: text) else {
        note(
          Place(path), zh: "研究文件是空的：至少写 data 和 indicators",
          en: "the study is empty: it needs data and indicators")
        throw PublishingError(problems)
      }
      readRoot(root)
    } catch let error as PublishingError {
      throw error
    } catch let error as YamlError {
      throw PublishingError([syntaxProblem(error)])
    } catch {
      throw PublishingError([
        Diagnostic(.error, at: Place(path), LocalisedText(zh: "\(error)", en: "\(error)"))
      ])
    }
    guard problems.isEmpty else {
      // In the order of the file, which is how the user mends it.
      throw PublishingError(
        problems.sorted {
          ($0.place?.line ?? 0, $0.place?.column ?? 0) < (
            $1.place?.line ?? 0, $1.place?.column ?? 0
          )
        })
    }
    return study
  }

  private func syntaxProblem(_ error: YamlError) -> Diagnostic {
    let place: Place
    let problem: String
    switch error {
    case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
      .composer(_, let text, let mark, _):
      place = Place(path, line: mark.line, column: mark.column)
      problem = text
    case .duplicatedKeysInMapping(let keys, let context):
      place = Place(path, line: context.mark.line, column: context.mark.column)
      let list = keys.map { Diagnostic.quoted("\($0)") }.joined(separator: ", ")
      return Diagnostic(
        .error, at: place,
        LocalisedText(zh: "键 \(list) 写了两次：请删去一个", en: "the key \(list) stands twice: remove one"))
    default:
      place = Place(path)
      problem = "\(error)"
    }
    return Diagnostic(
      .error, at: place,
      LocalisedText(
        zh: "不是有效的 YAML（\(problem)）：请检查缩进和冒号后的空格",
        en: "not valid YAML (\(problem)): check the indentation and the space after each colon"))
  }

  // MARK: - Sections

  private mutating func readRoot(_ root: Node) {
    guard
      let keys = mapping(root, "study", known: StudyKeys.study)
    else { return }
    study.title = keys["title"].flatMap { localised($0) }
    if let node = keys["data"], let data = word(node) {
      study.data = data.hasPrefix("/") ? data : folder + data
    } else if keys["data"] == nil {
      note(place(root), zh: "缺少 data：写明数据包或表格的路径", en: "data is missing: name the package or table")
    }
    if let node = keys["focus"] {
      study.selection.focus = word(node)
      study.selectionPlace = place(node)
    }
    if let node = keys["select"] { readSelection(node) }
    if let node = keys["indicators"] {
      for item in list(node, "indicators") { readIndicator(item) }
      if study.indicators.isEmpty, problems.isEmpty {
        note(
          place(node), zh: "indicators 是空的：请至少写一项指标", en: "indicators is empty: name at least one")
      }
    } else {
      note(place(root), zh: "缺少 indicators：至少写一项指标", en: "indicators is missing: name at least one")
    }
    if let node = keys["groups"] { for item in list(node, "groups") { readGroup(item) } }
    if let node = keys["method"] { readMethod(node) }
    if let node = keys["robustness"] { readRobustness(node) }
    if let node = keys["outputs"] { for item in list(node, "outputs") { readOutput(item) } }
    checkOutputs()
  }

  var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[...slash])
  }

  private mutating func readSelection(_ node: Node) {
    guard
      let keys = mapping(node, "select", known: StudyKeys.select)
    else { return }
    study.selectionPlace = place(node)
    if let node = keys["kind"] { study.selection.kind = member(node, of: BodyKind.self) }
    for node in keys["level"].map(items) ?? [] {
      if let level = member(node, of: Level.self) { study.selection.levels.append(level) }
    }
    for node in keys["tier"].map(items) ?? [] {
      if let tier = member(node, of: Tier.self) { study.selection.tiers.append(tier) }
    }
    study.selection.provinces = (keys["province"].map(items) ?? []).compactMap { word($0) }
    for node in keys["years"].map(items) ?? [] {
      if let years = years(node) { study.selection.years.append(years) }
    }
    if let node = keys["bodies"], node.scalar?.string != "all" {
      study.selection.bodies = items(node).compactMap { word($0) }
    }
    study.selection.excluded = (keys["exclude"].map(items) ?? []).compactMap { word($0) }
    if let node = keys["terms"], let terms = member(node, of: Selection.Terms.self) {
      study.selection.terms = terms
    }
    if let node = keys["together"], let together = truth(node) { study.isTogether = together }
  }

  private mutating func readIndicator(_ node: Node) {
    guard
      let keys = mapping(node, "indicators", known: StudyKeys.indicators)
    else { return }
    guard let idNode = keys["id"], let id = word(idNode) else {
      if keys["id"] == nil {
        note(place(node), zh: "指标缺少 id", en: "the indicator has no id: give it one")
      }
      return
    }
    var definition = IndicatorDefinition(id: id)
    definition.direction = keys["direction"].flatMap { member($0, of: Direction.self) }
    if let node = keys["weight"], let weight = number(node) { definition.weight = weight }
    definition.group = keys["group"].flatMap { word($0) }
    if let node = keys["goalposts"] { definition.goalposts = limits(node) }
    definition.reference = keys["reference"].flatMap { number($0) }
    if definition.direction == nil, definition.weight != 0, keys["direction"] == nil {
      note(
        place(node),
        zh: "指标\(Diagnostic.quoted(id))有权重而没有 direction：请写 higher 或 lower；只列不计分则写 weight: 0",
        en:
          "the indicator \(Diagnostic.quoted(id)) has a weight and no direction: write higher or lower, "
          + "or weight: 0 to show it without scoring")
    }
    if definition.weight < 0 {
      note(
        place(keys["weight"] ?? node), zh: "权重不能是负数：相反的方向请写 direction: lower",
        en: "a weight must not be negative: for the other direction write direction: lower")
    }
    let measureNodes = keys["measures"].map(items) ?? []
    if measureNodes.isEmpty {
      note(
        place(node), zh: "指标\(Diagnostic.quoted(id))缺少 measures",
        en: "the indicator \(Diagnostic.quoted(id)) has no measures")
    }
    var indicator = Study.Indicator(
      id: id, name: keys["name"].flatMap { localised($0) },
      measures: measureNodes.compactMap { word($0) }, definition: definition, place: place(node),
      measuresPlace: place(keys["measures"] ?? node))
    if let node = keys["counts"], let counts = word(node) {
      indicator.counts = counts == "any" ? .any : .only(counts)
    }
    if let node = keys["per"], let per = word(node) { indicator.per = per }
    study.indicators.append(indicator)
  }

  private mutating func readGroup(_ node: Node) {
    guard let keys = mapping(node, "groups", known: StudyKeys.groups) else { return }
    guard let id = keys["id"].flatMap({ word($0) }) else {
      if keys["id"] == nil {
        note(place(node), zh: "组缺少 id", en: "the group has no id: give it one")
      }
      return
    }
    var group = GroupDefinition(id: id)
    if let node = keys["weight"], let weight = number(node) { group.weight = weight }
    if group.weight < 0 {
      note(place(keys["weight"] ?? node), zh: "权重不能是负数", en: "a weight must not be negative")
    }
    group.parent = keys["parent"].flatMap { word($0) }
    study.groups.append(group)
    study.groupPlaces.append(place(node))
    if let node = keys["name"] { study.groupNames[id] = localised(node) }
  }

  // MARK: - Values

  func place(_ node: Node) -> Place {
    Place(path, line: node.mark?.line, column: node.mark?.column)
  }

  mutating func note(_ place: Place, zh: String, en: String) {
    problems.append(Diagnostic(.error, at: place, LocalisedText(zh: zh, en: en)))
  }

  /// The values of a mapping by key; unknown keys are noted with the nearest known one.
  mutating func mapping(
    _ node: Node, _ name: String, known: [String]
  ) -> [String: Node]? {
    guard let mapping = node.mapping else {
      note(place(node), zh: "\(name) 应是“键: 值”的列表", en: "\(name) must hold keys with values")
      return nil
    }
    var values: [String: Node] = [:]
    for (key, value) in mapping {
      let word = key.scalar?.string ?? ""
      if known.contains(word) {
        values[word] = value
        continue
      }
      let near = NameMatching.slip(word, of: known) ?? NameMatching.nearest(word, among: known)
      note(
        place(key),
        zh: "\(name) 没有键\(Diagnostic.quoted(word))："
          + (near.map { "是否应为 \($0)？" } ?? "已知的键有 \(known.joined(separator: "、"))"),
        en: "\(name) has no key \(Diagnostic.quoted(word)): "
          + (near.map { "is \($0) meant?" } ?? "the keys are \(known.joined(separator: ", "))"))
    }
    return values
  }

  mutating func list(_ node: Node, _ name: String) -> [Node] {
    if let sequence = node.sequence { return Array(sequence) }
    note(
      place(node), zh: "\(name) 应是列表，每项以“- ”开头", en: "\(name) must be a list, each item after “- ”")
    return []
  }

  /// The items of a list; a single value stands for a list of one.
  func items(_ node: Node) -> [Node] { node.sequence.map(Array.init) ?? [node] }

  mutating func word(_ node: Node) -> String? {
    if let scalar = node.scalar, !scalar.string.isEmpty { return scalar.string }
    note(place(node), zh: "此处应是一个词", en: "a single word is expected here")
    return nil
  }

  mutating func localised(_ node: Node) -> LocalisedText? {
    guard node.mapping != nil else { return word(node).map { LocalisedText(zh: $0, en: $0) } }
    guard let keys = mapping(node, "name", known: StudyKeys.text) else { return nil }
    let chinese = keys["zh"].flatMap { word($0) }
    let english = keys["en"].flatMap { word($0) }
    guard let any = chinese ?? english else { return nil }
    return LocalisedText(zh: chinese ?? any, en: english ?? any)
  }

  mutating func number(_ node: Node) -> Double? {
    if let text = node.scalar?.string, let value = Double(text), value.isFinite { return value }
    let written = node.scalar?.string ?? ""
    note(
      place(node), zh: "\(Diagnostic.quoted(written))不是数字",
      en: "\(Diagnostic.quoted(written)) is not a number")
    return nil
  }

  mutating func truth(_ node: Node) -> Bool? {
    switch node.scalar?.string {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      note(place(node), zh: "请写 true 或 false", en: "write true or false")
      return nil
    }
  }

  mutating func limits(_ node: Node) -> Limits? {
    let numbers = items(node).compactMap { number($0) }
    if numbers.count == 2, numbers[0] >= numbers[1] {
      let (first, second) = (Publishing.number(numbers[0]), Publishing.number(numbers[1]))
      let written = "[\(first), \(second)]"
      if numbers[0] == numbers[1] {
        note(
          place(node), zh: "\(written) 的两端相同：请写不同的两个数",
          en: "the ends of \(written) are the same: write two numbers that differ")
      } else {
        note(
          place(node), zh: "\(written) 上下颠倒：请写 [\(second), \(first)]，方向由 direction 表示",
          en:
            "\(written) is reversed: write [\(second), \(first)]; direction says which end is better"
        )
      }
      return nil
    }
    guard numbers.count == 2 else {
      note(
        place(node), zh: "请写两个数，先小后大：[0, 100]",
        en: "write two numbers, the lower one first: [0, 100]")
      return nil
    }
    return Limits(numbers[0], numbers[1])
  }

  mutating func years(_ node: Node) -> ClosedRange<Int>? {
    let written = node.scalar?.string ?? ""
    let ends = written.split(omittingEmptySubsequences: false) { "-—–~～".contains($0) }.map {
      Int($0.trimmingPrefix(while: \.isWhitespace).filter { !$0.isWhitespace })
    }
    if (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
      first <= last, (1949...2100).contains(first), (1949...2100).contains(last)
    {
      return first...last
    }
    note(
      place(node), zh: "\(Diagnostic.quoted(written))不是年份：请写 2022 或 2018-2022",
      en: "\(Diagnostic.quoted(written)) is not a year: write 2022 or 2018-2022")
    return nil
  }

  mutating func member(_ node: Node, among known: [String]) -> String? {
    let written = node.scalar?.string ?? ""
    if known.contains(written) { return written }
    let near = NameMatching.slip(written, of: known) ?? NameMatching.nearest(written, among: known)
    note(
      place(node),
      zh: "不认识\(Diagnostic.quoted(written))："
        + (near.map { "是否应为 \($0)？" } ?? "请写 \(known.joined(separator: "、")) 之一"),
      en: "\(Diagnostic.quoted(written)) is not known: "
        + (near.map { "is \($0) meant?" } ?? "write one of \(known.joined(separator: ", "))"))
    return nil
  }

  mutating func member<Family: RawRepresentable & CaseIterable>(
    _ node: Node, of family: Family.Type
  ) -> Family? where Family.RawValue == String {
    member(node, among: family.allCases.map(\.rawValue)).flatMap(Family.init(rawValue:))
  }
}
