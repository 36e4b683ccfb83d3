import Charting
public import Diagnostics
import FoundationEssentials
import Metrics
import Observations

/// What the program knows, as lists for a reader and for programs.
public struct Catalogue: Sendable {
  private struct Entry: Encodable {
    var id: String
    var name: LocalisedText
    var group: LocalisedText?
    var remark: LocalisedText?
  }

  private let entries: [Entry]

  /// The measures with their names, kinds of body, units and further names.
  public static let measures = Catalogue(
    entries: MeasureCatalogue.measures.map { measure in
      let kinds = measure.kinds.map { $0 == .npc ? "人大" : "政协" }.joined(separator: "、")
      let kindsEn = measure.kinds.map(\.rawValue).joined(separator: ", ")
      let aliases = measure.aliases.joined(separator: "、")
      let classes = measure.classes.count > 1 ? measure.classes.joined(separator: ", ") : ""
      return Entry(
        id: measure.id,
        name: LocalisedText(zh: measure.name.chinese, en: measure.name.english),
        group: LocalisedText(zh: kinds, en: kindsEn),
        remark: LocalisedText(
          zh: [measure.unit, aliases, classes].filter { !$0.isEmpty }.joined(separator: "；"),
          en: [measure.unit, aliases, classes].filter { !$0.isEmpty }.joined(separator: "; ")))
    })

  /// The kinds of chart.
  public static let chartKinds = Catalogue(entries: [
    Entry(
      id: "ranked-bar", name: LocalisedText(zh: "排位条形图", en: "Ranked bars"),
      remark: LocalisedText(
        zh: "各机构一项指标的多少与位次；heng chart ranked-bar 或研究文件",
        en: "how much of one measure each body has, and its rank; heng chart ranked-bar, or a study"
      )),
    Entry(
      id: "line", name: LocalisedText(zh: "历年折线图", en: "Lines over years"),
      remark: LocalisedText(zh: "各机构历年的变化；研究文件", en: "each body over the years; in a study")),
    Entry(
      id: "scorecard", name: LocalisedText(zh: "记分表", en: "Scorecard"),
      remark: LocalisedText(
        zh: "机构×指标的热力表；研究文件", en: "bodies by indicators as a heat map; in a study")),
    Entry(
      id: "table", name: LocalisedText(zh: "排位表图片", en: "Ranking table"),
      remark: LocalisedText(zh: "图片形式的排位表；研究文件", en: "the table as a picture; in a study")),
    Entry(
      id: "reporting-rate", name: LocalisedText(zh: "载明情况图", en: "Reporting rate"),
      remark: LocalisedText(
        zh: "报告写明了什么，没写明什么；研究文件", en: "what the reports state at all; in a study")),
  ])

  /// The methods of scoring: normalisation, weights, aggregation, missing values.
  public static let methods = Catalogue(
    entries: [
      (
        "normalise", "标准化",
        [
          ("min-max", "极差法", "(x − min) / (max − min)"),
          ("z-score", "标准分", "(x − x̄) / s, s: n − 1"),
          ("rank", "名次（升序）", "1, 2, 2, 4"), ("percentile-rank", "百分位名次", "(r − 1) / (n − 1)"),
          ("borda", "波达计分", "r − 1"), ("share-of-max", "占最大值之比", "x / max"),
          ("distance-to-max", "与最大值的距离", "1 − (max − x) / (max − min)"),
          ("distance-to-reference", "与参照值的距离", "1 − (x_ref − x) / (x_ref − min)"),
          ("goalposts", "固定上下限", "(x − low) / (high − low), 0…1"),
        ]
      ),
      ("weights", "权重", [("given", "给定", "w / Σw"), ("equal", "等权", "1 / n")]),
      (
        "aggregate", "合成",
        [
          ("arithmetic", "算术平均", "Σ w x"), ("geometric", "几何平均", "Π x^w"),
        ]
      ),
      (
        "missing", "缺失",
        [
          ("interval", "给出区间，不列位次", "worst … best of the selection"),
          ("renormalise", "按已有指标重算权重", "Σ w x / Σ w"),
        ]
      ),
    ].flatMap { id, zh, methods in
      methods.map { method in
        Entry(
          id: method.0, name: LocalisedText(zh: method.1, en: method.0),
          group: LocalisedText(zh: zh, en: id),
          remark: LocalisedText(zh: method.2, en: method.2))
      }
    })

  /// The list as aligned text.
  public func text(in language: Language) -> String {
    let rows = entries.map { entry in
      [entry.id]
        + [entry.name, entry.group, entry.remark].map { $0?.text(in: language) ?? "" }
    }
    let widths = (0..<3).map { column in rows.map { $0[column].terminalWidth }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for column in 0..<3 where widths[column] > 0 {
        let gap = widths[column] - row[column].terminalWidth + 2
        line += row[column] + String(repeating: " ", count: gap)
      }
      line += row[3]
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// The list as JSON.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(entries)) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
