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

  /// The methods of scoring: what a study may write, in the order of the work.
  ///
  /// Every one of a family is here, because the lists are those of the families themselves.
  public static let methods = Catalogue(
    entries: family(
      "missing", "缺失",
      MissingValues.allCases.map { missing in
        switch missing {
        case .interval:
          (
            missing.rawValue, LocalisedText(zh: "给出区间，不列位次", en: "interval, no rank"),
            "worst … best"
          )
        case .renormalise:
          (
            missing.rawValue, LocalisedText(zh: "按已有指标重算权重", en: "weights of what is present"),
            "Σ w x / Σ w"
          )
        }
      }
        + Imputation.Method.allCases.map { method in
          ("impute: \(method.rawValue)", Words.name(of: method), formula(of: method))
        })
      + family(
        "treat", "异常值",
        Treatment.Method.allCases.map { ($0.rawValue, Words.name(of: $0), formula(of: $0)) })
      + family(
        "normalise", "标准化",
        Normalisation.Method.allCases.map { ($0.rawValue, Words.name(of: $0), formula(of: $0)) })
      + family(
        "weights", "权重",
        [
          ("given", LocalisedText(zh: "给定", en: "given"), "w / Σw"),
          ("equal", LocalisedText(zh: "等权", en: "equal"), "1 / n"),
          (
            Study.Method.Weights.judgementsID,
            LocalisedText(zh: "层次分析法", en: "analytic hierarchy"), "A w = λmax w, CR ≤ 0.1"
          ),
        ]
          + DataDrivenWeighting.ID.allCases.map {
            ($0.rawValue, Words.name(of: $0), formula(of: $0))
          })
      + family(
        "aggregate", "合成",
        Aggregation.allCases.map { ($0.rawValue, Words.name(of: $0), formula(of: $0)) })
      + family(
        "aggregate", "多准则排位",
        MultiCriteriaMethod.ID.allCases.map { ($0.rawValue, Words.name(of: $0), formula(of: $0)) }
      ))

  private static func family(
    _ id: String, _ chinese: String, _ methods: [(String, LocalisedText, String)]
  ) -> [Entry] {
    methods.map { method in
      Entry(
        id: method.0, name: method.1, group: LocalisedText(zh: chinese, en: id),
        remark: LocalisedText(zh: method.2, en: method.2))
    }
  }

  private static func formula(of method: Imputation.Method) -> String {
    switch method {
    case .mean: "Σ x / n"
    case .median: "x₍½₎"
    case .groupMean: "Σ x / n, tier | province"
    case .groupMedian: "x₍½₎, tier | province"
    case .latest: "x(t − k)"
    case .linear: "x(t₀) + (x(t₁) − x(t₀)) (t − t₀) / (t₁ − t₀)"
    }
  }

  private static func formula(of method: Treatment.Method) -> String {
    switch method {
    case .none: "x"
    case .winsorise: "≤ 5 × x, |skew| < 2 or kurt < 3.5"
    case .log: "ln(x − min + 0.01 (max − min))"
    case .winsoriseLog: "winsorise, log"
    case .boxCox: "((x + shift)^λ − 1) / λ"
    }
  }

  private static func formula(of method: Normalisation.Method) -> String {
    switch method {
    case .minMax: "(x − min) / (max − min)"
    case .zScore: "(x − x̄) / s, s: n − 1"
    case .rank: "1, 2, 2, 4"
    case .percentileRank: "(r − 1) / (n − 1)"
    case .borda: "r − 1"
    case .shareOfMax: "x / max"
    case .distanceToMax: "1 − (max − x) / (max − min)"
    case .distanceToReference: "1 − (x_ref − x) / (x_ref − min)"
    case .goalposts: "(x − low) / (high − low), 0…1"
    case .scaled: "(x − low) / (high − low)"
    case .distanceToTarget: "(x − min) / (target − min)"
    }
  }

  private static func formula(of rule: DataDrivenWeighting.ID) -> String {
    switch rule {
    case .entropy: "1 + Σ p ln p / ln m, p = x / Σx"
    case .entropyMinMax: "1 + Σ p ln p / ln m, p = z / Σz"
    case .entropyShifted: "1 + Σ p ln p / ln m, p = (z + shift) / Σ(z + shift)"
    case .critic: "s Σ (1 − r)"
    case .pca: "max l², varimax"
    case .pcaFirstComponent: "v₁ / Σ v₁"
    }
  }

  private static func formula(of mean: Aggregation) -> String {
    switch mean {
    case .arithmetic: "Σ w x"
    case .geometric: "Π x^w"
    case .harmonic: "1 / Σ (w / x)"
    case .generalised: "(Σ w x^p)^(1/p)"
    }
  }

  private static func formula(of method: MultiCriteriaMethod.ID) -> String {
    switch method {
    case .topsis: "d⁻ / (d⁺ + d⁻)"
    case .rankSumRatio: "Σ w R / n"
    case .borda: "Σ e(a, b)"
    case .copeland: "#(e > ½) − #(e < ½)"
    case .vikor: "v S′ + (1 − v) R′"
    case .prometheeII: "φ⁺ − φ⁻"
    case .copras: "S⁺ + Σ S⁻ / (S⁻ Σ 1/S⁻)"
    case .kemeny: "max Σ e(a, b), a ≻ b"
    }
  }

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
