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
    var source: String?
    var options: [Option]?

    struct Option: Encodable {
      var id: String
      /// The words that it takes, the default first; any where empty.
      var words: [String]
      var name: LocalisedText
    }
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

  /// The kinds of chart with what each shows, and what it lets choose with its defaults.
  public static let chartKinds = Catalogue(
    entries: Study.Output.Kind.charts.map { kind in
      let options = kind.options.map { option in
        kind.words(for: option).first.map { "\(option.rawValue)=\($0)" } ?? option.rawValue
      }
      let places =
        kind == .panels
        ? LocalisedText(zh: "研究文件", en: "in a study")
        : LocalisedText(
          zh: "heng chart \(kind.rawValue)，研究文件",
          en: "heng chart \(kind.rawValue), or a study")
      let choices = options.isEmpty ? "" : options.joined(separator: " ")
      return Entry(
        id: kind.rawValue, name: kind.name,
        remark: LocalisedText(
          zh: [kind.summary.chinese, choices, places.chinese].filter { !$0.isEmpty }
            .joined(separator: "；"),
          en: [kind.summary.english, choices, places.english].filter { !$0.isEmpty }
            .joined(separator: "; ")),
        options: kind.options.map { option in
          Entry.Option(
            id: option.rawValue, words: kind.words(for: option), name: option.summary(in: kind))
        })
    })

  /// The methods of scoring: what a study may write, in the order of the work.
  ///
  /// Every one of a family is here, because the lists are those of the families themselves.
  public static let methods = Catalogue(
    entries: family("screen", "筛选", screenings)
      + family(
        "missing", "缺失",
        MissingValues.allCases.map { missing in
          switch missing {
          case .interval:
            Method(
              missing.rawValue, LocalisedText(zh: "给出区间，不列位次", en: "interval, no rank"),
              "worst … best", "OECD/JRC 2008, 3")
          case .renormalise:
            Method(
              missing.rawValue, LocalisedText(zh: "按已有指标重算权重", en: "weights of what is present"),
              "Σ w x / Σ w", "COINr 1.1.14, Aggregate")
          }
        }
          + Imputation.Method.allCases.map {
            Method(
              "impute: \($0.rawValue)", Words.name(of: $0), formula(of: $0), "OECD/JRC 2008, 3")
          })
      + family(
        "treat", "异常值",
        Treatment.Method.allCases.map {
          Method($0.rawValue, Words.name(of: $0), formula(of: $0), source(of: $0))
        })
      + family(
        "normalise", "标准化",
        Normalisation.Method.allCases.map {
          Method($0.rawValue, Words.name(of: $0), formula(of: $0), source(of: $0))
        })
      + family("weights", "权重", weights)
      + family(
        "weights", "组合赋权",
        WeightCombination.ID.allCases.map {
          Method("combine: \($0.rawValue)", Words.name(of: $0), formula(of: $0), source(of: $0))
        })
      + family(
        "aggregate", "合成",
        Aggregation.allCases.map {
          Method($0.rawValue, Words.name(of: $0), formula(of: $0), "Bullen 2003, III")
        })
      + family(
        "aggregate", "多准则排位",
        MultiCriteriaMethod.ID.allCases.map {
          Method($0.rawValue, Words.name(of: $0), formula(of: $0), source(of: $0))
        })
      + family(
        "preference", "偏好函数",
        Study.Method.Preference.allCases.map {
          Method(
            "preference: \($0.rawValue)", Words.name(of: $0), formula(of: $0),
            "Brans & Vincke 1985")
        }))

  /// A method as the list shows it.
  private struct Method {
    var id: String
    var name: LocalisedText
    var formula: String
    var source: String

    init(_ id: String, _ name: LocalisedText, _ formula: String, _ source: String) {
      (self.id, self.name, self.formula, self.source) = (id, name, formula, source)
    }
  }

  private static func family(_ id: String, _ chinese: String, _ methods: [Method]) -> [Entry] {
    methods.map { method in
      Entry(
        id: method.id, name: method.name, group: LocalisedText(zh: chinese, en: id),
        remark: LocalisedText(zh: method.formula, en: method.formula), source: method.source)
    }
  }

  private static let screenings = [
    Method(
      "availability", LocalisedText(zh: "机构载明指标的最低份额", en: "least share that a body states"),
      "#x / #indicators ≥ share", "COINr 1.1.14, Screen"),
    Method(
      "non-zero", LocalisedText(zh: "机构非零值的最低份额", en: "least share of a body that is not 0"),
      "#(x ≠ 0) / #x ≥ share", "COINr 1.1.14, Screen"),
    Method(
      "indicators", LocalisedText(zh: "指标有值的最低份额", en: "least share of rows that state one"),
      "#x / #rows ≥ share", "OECD/JRC 2008, 3"),
  ]

  private static let weights =
    [
      Method("given", LocalisedText(zh: "给定", en: "given"), "w / Σw", "OECD/JRC 2008, 6"),
      Method("equal", LocalisedText(zh: "等权", en: "equal"), "1 / n", "OECD/JRC 2008, 6"),
      Method(
        Study.Method.Weights.judgementsID,
        LocalisedText(zh: "层次分析法", en: "analytic hierarchy"), "A w = λmax w, CR ≤ 0.1",
        "Saaty 1980; Aczél & Saaty 1983"),
    ]
    + DataDrivenWeighting.ID.allCases.map {
      Method($0.rawValue, Words.name(of: $0), formula(of: $0), source(of: $0))
    } + [
      Method(
        Study.Method.Weights.benefitOfDoubtID,
        LocalisedText(zh: "各机构最有利的权重", en: "in each body's own favour"),
        "max Σ w x, Σ w x_k ≤ 1", "Cherchye et al. 2007; OECD/JRC 2008, 6.2")
    ]

  // MARK: - Sources

  private static func source(of method: Treatment.Method) -> String {
    switch method {
    case .none: "–"
    case .winsorise, .winsoriseLog: "COINr 1.1.14, Treat"
    case .log: "COINr 1.1.14, log_CT"
    case .boxCox: "Box & Cox 1964"
    }
  }

  private static func source(of method: Normalisation.Method) -> String {
    switch method {
    case .minMax, .zScore, .rank, .distanceToReference: "OECD/JRC 2008, 5"
    case .percentileRank, .borda, .shareOfMax, .distanceToMax, .scaled, .distanceToTarget:
      "COINr 1.1.14, Normalise"
    case .goalposts: "UNDP 2010, note 1"
    }
  }

  private static func source(of rule: DataDrivenWeighting.ID) -> String {
    switch rule {
    case .entropy, .entropyMinMax, .entropyShifted: "Shannon 1948; Zeleny 1982"
    case .critic: "Diakoulaki et al. 1995"
    case .pca: "OECD/JRC 2008, 6.1; Nicoletti et al. 2000"
    case .pcaFirstComponent: "Becker et al. 2017"
    }
  }

  private static func source(of rule: WeightCombination.ID) -> String {
    switch rule {
    case .multiplicative, .additive: "customary"
    case .gameTheory: "陈加良 2003"
    case .minimumRelativeEntropy: "Kullback & Leibler 1951"
    }
  }

  private static func source(of method: MultiCriteriaMethod.ID) -> String {
    switch method {
    case .topsis: "Hwang & Yoon 1981"
    case .rankSumRatio: "田凤调 2002"
    case .borda: "Borda 1781"
    case .copeland: "Copeland 1951"
    case .vikor: "Opricovic & Tzeng 2004"
    case .prometheeII: "Brans & Vincke 1985"
    case .copras: "Zavadskas et al. 1994"
    case .kemeny: "Kemeny 1959; Young & Levenglick 1978"
    }
  }

  // MARK: - Formulas

  private static func formula(of rule: WeightCombination.ID) -> String {
    switch rule {
    case .multiplicative: "u v / Σ u v"
    case .additive: "α u + (1 − α) v"
    case .gameTheory: "a u + b v"
    case .minimumRelativeEntropy: "√(u v) / Σ √(u v)"
    }
  }

  private static func formula(of function: Study.Method.Preference) -> String {
    switch function {
    case .usual: "d > 0"
    case .uShape: "d > q"
    case .vShape: "d / p ≤ 1"
    case .level: "½ (d > q), 1 (d > p)"
    case .linear: "(d − q) / (p − q)"
    case .gaussian: "1 − exp(−d² / 2s²)"
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
        + [entry.source ?? ""]
    }
    let count = 5
    let widths = (0..<count).map { column in rows.map { $0[column].terminalWidth }.max() ?? 0 }
    // The last column that holds anything is not filled up.
    let last = widths.lastIndex { $0 > 0 } ?? 0
    return rows.map { row in
      var line = ""
      for column in 0..<last where widths[column] > 0 {
        let gap = widths[column] - row[column].terminalWidth + 2
        line += row[column] + String(repeating: " ", count: gap)
      }
      line += row[last]
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
