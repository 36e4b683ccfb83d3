import Charting
import Diagnostics
import FoundationEssentials
import Metrics
import Observations
import Yams

extension StudyReader {
  /// Reads one output and adds it to the study.
  mutating func readOutput(_ node: Node) {
    let kinds = Study.Document.Kind.allCases.map(\.rawValue)
    let words = node.mapping?.keys.compactMap { $0.scalar?.string } ?? []
    if words.contains(where: kinds.contains) {
      if let document = document(node) { study.documents.append(document) }
    } else if let output = output(node, isPanel: false) {
      study.outputs.append(output)
    }
  }

  /// Reads a briefing, a workbook or a verification sheet.
  private mutating func document(_ node: Node) -> Study.Document? {
    guard let keys = mapping(node, "outputs", known: StudyKeys.outputs) else { return nil }
    // The key figures of a briefing lists its own.
    let kinds = Study.Document.Kind.allCases.filter {
      keys[$0.rawValue] != nil && ($0 != .figures || keys["briefing"] == nil)
    }
    guard let kind = kinds.first, kinds.count == 1, keys["chart"] == nil, keys["table"] == nil
    else {
      note(
        place(node),
        zh: "每个输出只写 table、chart、briefing、workbook、sheet、figures 之一",
        en:
          "an output is one of table, chart, briefing, workbook, sheet, figures: write one of the keys"
      )
      return nil
    }
    var document = Study.Document(kind: kind, id: kind.rawValue, place: place(node))
    if let node = keys[kind.rawValue] {
      switch kind {
      case .briefing:
        guard let form = member(node, of: Briefing.Form.self) else { return nil }
        document.form = form
        document.id = "briefing-\(form.rawValue)"
      case .workbook: guard member(node, among: ["study"]) != nil else { return nil }
      case .sheet: guard member(node, among: ["verification"]) != nil else { return nil }
      case .figures: guard member(node, among: ["all"]) != nil else { return nil }
      }
    }
    let own: Set<String> =
      switch kind {
      case .briefing: Set(StudyKeys.documents)
      case .workbook: ["workbook", "id", "formats", "language", "title"]
      case .sheet: ["sheet", "id", "formats", "language", "title", "year"]
      case .figures: ["figures", "id", "formats", "language", "title"]
      }
    for key in keys.keys.sorted() where !own.contains(key) {
      note(
        place(keys[key] ?? node),
        zh: "\(kind.rawValue) 没有 \(key)：可写 \(own.sorted().joined(separator: "、"))",
        en: "\(kind.rawValue) has no \(key): there are \(own.sorted().joined(separator: ", "))")
    }
    if let node = keys["id"], let id = word(node) { document.id = id }
    checkName(document.id, node)
    if let node = keys["formats"] {
      document.formats = items(node).compactMap { member($0, among: kind.formats) }
    }
    if let node = keys["language"], let language = member(node, of: Language.self) {
      document.language = language
    }
    document.title = keys["title"].flatMap { localised($0) }
    document.subtitle = keys["subtitle"].flatMap { localised($0) }
    document.focus = keys["focus"].flatMap { word($0) }
    if let node = keys["each"], let isForEach = truth(node) {
      document.isForEach = isForEach
      if isForEach, document.form != .position || document.focus != nil {
        note(
          place(node), zh: "each 为每个机构各写一份 briefing: position，不写 focus",
          en: "each makes a briefing: position for every body, and takes no focus")
      }
    }
    if let node = keys["year"] { document.year = years(node)?.lowerBound }
    if let node = keys["anonymise"], let isAnonymous = truth(node) {
      document.isAnonymous = isAnonymous
      if isAnonymous, document.form != .position {
        note(
          place(node), zh: "只有 briefing: position 可以匿名：其他形式逐个列出机构",
          en: "briefing: position alone can be anonymous: the other forms name every body")
      }
    }
    if let theme = theme(keys["theme"], accent: keys["accent"]) { document.theme = theme }
    if let node = keys["profile"], let profile = member(node, of: DocumentProfile.self) {
      document.profile = profile
    }
    if let node = keys["annex"], let hasAnnex = truth(node) { document.hasAnnex = hasAnnex }
    document.template = keys["template"].flatMap { word($0) }.map {
      $0.hasPrefix("/") || folder.isEmpty ? $0 : "\(folder)/\($0)"
    }
    if let template = document.template {
      study.furtherInputs.append(Study.Input(role: .template, path: template))
    }
    document.masthead = keys["masthead"].flatMap { word($0) }
    document.issue = keys["issue"].flatMap { word($0) }
    document.marking = keys["marking"].flatMap { word($0) }
    document.organisation = keys["organisation"].flatMap { word($0) }
    document.date = keys["date"].flatMap { word($0) }
    if kind == .briefing, let node = keys["figures"] {
      document.figures = list(node, "figures").compactMap { output($0, isPanel: true) }
    }
    return document
  }

  /// Refuses an id that cannot name a file inside the output folder.
  private mutating func checkName(_ id: String, _ node: Node) {
    let isName = !id.hasPrefix(".") && !id.contains { "/\\:\0".contains($0) }
    guard id.isEmpty || !isName else { return }
    note(
      place(node), zh: "\(Diagnostic.quoted(id))不能作文件名：请另写 id",
      en: "\(Diagnostic.quoted(id)) cannot name a file: write another id")
  }

  private mutating func output(_ node: Node, isPanel: Bool) -> Study.Output? {
    guard let keys = mapping(node, "outputs", known: StudyKeys.charts) else { return nil }
    guard let kind = outputKind(node, keys, isPanel: isPanel) else { return nil }
    let of = keys["of"].flatMap { word($0) } ?? GroupDefinition.root
    var output = Study.Output(
      kind: kind, of: of, id: "\(kind.rawValue)-\(of)",
      formats: kind.isChart ? ["svg", "png"] : ["md", "csv"], place: place(node))
    if let node = keys["id"], let id = word(node) { output.id = id }
    checkName(output.id, node)
    if let node = keys["formats"] {
      let known =
        kind.isChart ? FigureFormatName.all : TableFormat.allCases.map(\.rawValue)
      output.formats = items(node).compactMap { member($0, among: known) }
    }
    if let node = keys["size"], let text = word(node) {
      do {
        output.size = try FigureSize(text)
      } catch {
        note(place(node), zh: error.message, en: error.message)
      }
    }
    if let node = keys["language"], let language = member(node, of: Language.self) {
      output.language = language
    }
    output.title = keys["title"].flatMap { localised($0) }
    output.subtitle = keys["subtitle"].flatMap { localised($0) }
    output.source = keys["source"].flatMap { localised($0) }
    if let theme = theme(keys["theme"], accent: keys["accent"]) { output.theme = theme }
    if let node = keys["order"], let order = member(node, of: Study.Output.Order.self) {
      output.order = order
    }
    if let node = keys["anonymise"], let isAnonymous = truth(node) {
      output.isAnonymous = isAnonymous
    }
    if let node = keys["bodies"], node.scalar?.string != "all" {
      output.bodies = items(node).compactMap { word($0) }
    }
    output.focus = keys["focus"].flatMap { word($0) }
    if let node = keys["year"] { output.year = years(node)?.lowerBound }
    if let node = keys["data"], let hasData = truth(node) { output.hasData = hasData }
    if let node = keys["svg-text"] {
      output.hasLiveText = member(node, among: ["outlines", "live"]) == "live"
    }
    readOptions(keys, of: kind, into: &output)
    if let node = keys["panels"] {
      if kind == .panels {
        output.panels = list(node, "panels").compactMap { self.output($0, isPanel: true) }
      } else {
        note(
          place(node), zh: "panels 只属于 chart: panels", en: "panels belongs to chart: panels alone")
      }
    } else if kind == .panels {
      note(
        place(node), zh: "chart: panels 要写 panels：几张图的列表",
        en: "chart: panels needs panels: the list of its figures")
    }
    return output
  }

  private mutating func outputKind(
    _ node: Node, _ keys: [String: Node], isPanel: Bool
  ) -> Study.Output.Kind? {
    switch (keys["table"], keys["chart"]) {
    case (let node?, nil) where !isPanel:
      return member(node, among: ["ranking"]) == nil ? nil : .ranking
    case (nil, let node?):
      if let kind = node.scalar.flatMap({ Study.Output.Kind(named: $0.string) }), kind.isChart,
        !isPanel || kind != .panels
      {
        return kind
      }
      _ = member(
        node,
        among: Study.Output.Kind.charts.filter { !isPanel || $0 != .panels }.map(\.rawValue))
      return nil
    default:
      note(
        place(node),
        zh: isPanel ? "每张图写 chart" : "每个输出写 table 或 chart 之一",
        en: isPanel
          ? "a panel is a chart: write the key"
          : "an output is either a table or a chart: write one of the keys")
      return nil
    }
  }

  /// Reads what the kind lets choose; a key of another kind is noted.
  private mutating func readOptions(
    _ keys: [String: Node], of kind: Study.Output.Kind, into output: inout Study.Output
  ) {
    for option in ChartOption.allCases {
      guard let node = keys[option.rawValue] else { continue }
      guard kind.options.contains(option) else {
        let known = kind.options.map(\.rawValue)
        note(
          place(node),
          zh: "\(kind.rawValue) 没有 \(option.rawValue)："
            + (known.isEmpty ? "请删去" : "可选的有 \(known.joined(separator: "、"))"),
          en: "\(kind.rawValue) has no \(option.rawValue): "
            + (known.isEmpty ? "remove it" : "there are \(known.joined(separator: ", "))"))
        continue
      }
      let words = kind.words(for: option)
      output.options[option] = items(node).compactMap { node in
        words.isEmpty ? word(node) : member(node, among: words)
      }
      if option == .columns, let text = output.options[option]?.first,
        Int(text).map({ (1...6).contains($0) }) != true
      {
        note(
          place(node), zh: "columns 应是 1 至 6 的整数", en: "columns is a whole number from 1 to 6")
      }
      if option == .years {
        let written = items(node).compactMap { years($0) }.flatMap { $0 }
        if written.count < 2 || written.count > 3 {
          note(
            place(node), zh: "years 写两个或三个年份：[2020, 2022]",
            en: "years names two or three years: [2020, 2022]")
        }
        output.options[option] = written.map { String($0) }
      }
    }
  }

  /// A theme by its name or from a file, with another accent where asked for.
  private mutating func theme(_ node: Node?, accent: Node?) -> Theme? {
    var theme: Theme?
    do {
      if let node, let text = word(node) {
        theme = try Theme(named: text, in: folder)
        if let path = Theme.path(named: text, in: folder) {
          study.furtherInputs.append(Study.Input(role: .theme, path: path))
        }
      }
      if let accent, let text = word(accent) {
        theme = try (theme ?? .page).accented(Colour(hexadecimal: text))
      }
    } catch let error as ChartError {
      if let node = node ?? accent { note(place(node), zh: error.message, en: error.message) }
    } catch let error as PublishingError {
      for problem in error.problems {
        note(
          problem.place ?? (node ?? accent).map { place($0) } ?? Place(path),
          zh: problem.text.chinese, en: problem.text.english)
      }
    } catch {
      // Nothing else is thrown.
    }
    return theme
  }

  mutating func checkOutputs() {
    let known =
      [GroupDefinition.root] + study.indicators.map(\.id) + study.groups.map(\.id)
    var ids: [String: Int] = [:]
    for output in study.outputs {
      if !known.contains(output.of) {
        let near = NameMatching.nearest(output.of, among: known)
        note(
          output.place,
          zh: "of 不认识\(Diagnostic.quoted(output.of))："
            + (near.map { "是否应为 \($0)？" } ?? "已有 \(known.joined(separator: "、"))"),
          en: "of: \(Diagnostic.quoted(output.of)) is not known: "
            + (near.map { "is \($0) meant?" } ?? "there are \(known.joined(separator: ", "))"))
      }
    }
    let named = study.outputs.map { ($0.id, $0.place) } + study.documents.map { ($0.id, $0.place) }
    for (id, place) in named {
      if let line = ids.updateValue(place.line ?? 0, forKey: id) {
        note(
          place, zh: "输出的 id \(Diagnostic.quoted(id))已在第\(line)行用过：请另写一个 id",
          en: "the output id \(Diagnostic.quoted(id)) stands in line \(line) already: "
            + "give this one an id of its own")
      }
    }
  }
}
