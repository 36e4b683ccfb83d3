import Diagnostics
import Metrics

/// The words of methods, in results and in `heng list methods`.
extension Words {
  /// What is drawn, to follow “with”.
  static func name(of source: Robustness.Source) -> LocalisedText {
    switch source {
    case .data: LocalisedText(zh: "数字波动", en: "chance in the figures")
    case .method: LocalisedText(zh: "换一种方法", en: "another method")
    case .joint: LocalisedText(zh: "两者兼有", en: "both")
    }
  }

  /// The name of a normalisation, as it follows “normalised by”.
  static func name(of method: Normalisation.Method) -> LocalisedText {
    switch method {
    case .minMax: LocalisedText(zh: "极差法", en: "min-max")
    case .zScore: LocalisedText(zh: "标准分（样本标准差）", en: "z-scores (sample deviation)")
    case .rank: LocalisedText(zh: "升序名次", en: "ascending ranks")
    case .percentileRank: LocalisedText(zh: "百分位名次", en: "percentile ranks")
    case .borda: LocalisedText(zh: "波达计分", en: "Borda points")
    case .shareOfMax: LocalisedText(zh: "占最大值之比", en: "share of the maximum")
    case .distanceToMax: LocalisedText(zh: "与最大值的距离", en: "distance to the maximum")
    case .distanceToReference: LocalisedText(zh: "与参照值的距离", en: "distance to a reference")
    case .goalposts: LocalisedText(zh: "固定上下限", en: "goalposts")
    case .scaled: LocalisedText(zh: "固定标度（不截断）", en: "fixed scales, not cut")
    case .distanceToTarget: LocalisedText(zh: "与目标值的距离", en: "distance to a target")
    }
  }

  /// The name of a treatment.
  static func name(of method: Treatment.Method) -> LocalisedText {
    switch method {
    case .none: LocalisedText(zh: "不处理", en: "none")
    case .winsorise: LocalisedText(zh: "缩尾", en: "winsorising")
    case .log: LocalisedText(zh: "对数变换", en: "logarithms")
    case .winsoriseLog: LocalisedText(zh: "缩尾或对数变换", en: "winsorising, else logarithms")
    case .boxCox: LocalisedText(zh: "Box–Cox 变换", en: "Box–Cox transformation")
    }
  }

  /// The name of an imputation.
  static func name(of method: Imputation.Method) -> LocalisedText {
    switch method {
    case .mean: LocalisedText(zh: "均值", en: "the mean")
    case .median: LocalisedText(zh: "中位数", en: "the median")
    case .groupMean: LocalisedText(zh: "同组均值", en: "the mean of the group")
    case .groupMedian: LocalisedText(zh: "同组中位数", en: "the median of the group")
    case .latest: LocalisedText(zh: "本机构最近一年的值", en: "the body's latest earlier value")
    case .linear: LocalisedText(zh: "本机构前后年的线性插值", en: "interpolation between the body's years")
    }
  }

  /// The name of weights that values give.
  static func name(of rule: DataDrivenWeighting.ID) -> LocalisedText {
    switch rule {
    case .entropy: LocalisedText(zh: "熵权法定权", en: "entropy weights")
    case .entropyMinMax: LocalisedText(zh: "熵权法（极差化后）定权", en: "entropy weights after min-max")
    case .entropyShifted:
      LocalisedText(zh: "熵权法（极差化并平移后）定权", en: "entropy weights after min-max and a shift")
    case .critic: LocalisedText(zh: "CRITIC 法定权", en: "CRITIC weights")
    case .pca: LocalisedText(zh: "主成分定权", en: "weights from principal components")
    case .pcaFirstComponent:
      LocalisedText(zh: "第一主成分定权", en: "weights from the first principal component")
    }
  }

  /// The name of a rule that makes two sets of weights one.
  static func name(of rule: WeightCombination.ID) -> LocalisedText {
    switch rule {
    case .multiplicative: LocalisedText(zh: "乘法归一化", en: "product")
    case .additive: LocalisedText(zh: "加法", en: "weighted mean")
    case .gameTheory: LocalisedText(zh: "博弈论", en: "game theory")
    case .minimumRelativeEntropy:
      LocalisedText(zh: "最小相对信息熵", en: "least relative entropy")
    }
  }

  /// The name of a preference function.
  static func name(of function: Study.Method.Preference) -> LocalisedText {
    switch function {
    case .usual: LocalisedText(zh: "常用型", en: "usual")
    case .uShape: LocalisedText(zh: "U 型", en: "u-shape")
    case .vShape: LocalisedText(zh: "V 型", en: "v-shape")
    case .level: LocalisedText(zh: "多级型", en: "level")
    case .linear: LocalisedText(zh: "线性型", en: "linear")
    case .gaussian: LocalisedText(zh: "高斯型", en: "gaussian")
    }
  }

  /// The name of a preference function with its thresholds.
  static func name(of function: PreferenceFunction) -> LocalisedText {
    switch function {
    case .usual: LocalisedText(zh: "常用型", en: "usual")
    case .uShape(let q): LocalisedText(zh: "U 型 q=\(number(q))", en: "u-shape q=\(number(q))")
    case .vShape(let p): LocalisedText(zh: "V 型 p=\(number(p))", en: "v-shape p=\(number(p))")
    case .level(let q, let p):
      LocalisedText(
        zh: "多级型 q=\(number(q)) p=\(number(p))", en: "level q=\(number(q)) p=\(number(p))")
    case .linear(let q, let p):
      LocalisedText(
        zh: "线性型 q=\(number(q)) p=\(number(p))", en: "linear q=\(number(q)) p=\(number(p))")
    case .gaussian(let s):
      LocalisedText(zh: "高斯型 s=\(number(s))", en: "gaussian s=\(number(s))")
    }
  }

  /// The name of a mean, with the exponent of a generalised one.
  static func name(of mean: Aggregation, exponent: Double? = nil) -> LocalisedText {
    switch mean {
    case .arithmetic: return LocalisedText(zh: "算术平均", en: "arithmetic mean")
    case .geometric: return LocalisedText(zh: "几何平均", en: "geometric mean")
    case .harmonic: return LocalisedText(zh: "调和平均", en: "harmonic mean")
    case .generalised:
      let power = exponent.map { number($0) }
      return LocalisedText(
        zh: "广义平均" + (power.map { "（指数\($0)）" } ?? ""),
        en: "generalised mean" + (power.map { " (exponent \($0))" } ?? ""))
    }
  }

  /// The name of a multi-criteria method.
  static func name(of method: MultiCriteriaMethod.ID) -> LocalisedText {
    switch method {
    case .topsis: LocalisedText(zh: "优劣解距离法", en: "TOPSIS")
    case .rankSumRatio: LocalisedText(zh: "秩和比法", en: "rank-sum ratio")
    case .borda: LocalisedText(zh: "波达计数法", en: "Borda count")
    case .copeland: LocalisedText(zh: "科普兰法", en: "Copeland score")
    case .vikor: LocalisedText(zh: "VIKOR 折中排序法", en: "VIKOR")
    case .prometheeII: LocalisedText(zh: "PROMETHEE II", en: "PROMETHEE II")
    case .copras: LocalisedText(zh: "COPRAS", en: "COPRAS")
    case .kemeny: LocalisedText(zh: "凯梅尼排序", en: "Kemeny order")
    }
  }

  /// The name of a multi-criteria method with its choices.
  static func name(of method: MultiCriteriaMethod) -> LocalisedText {
    let name = name(of: method.id)
    let choice: (zh: String, en: String)
    switch method {
    case .topsis(.vector): choice = ("TOPSIS，向量规范化", "vector scaling")
    case .topsis(.minMax): choice = ("TOPSIS，极差规范化", "min-max scaling")
    case .rankSumRatio(let ranks, let grades):
      choice = (
        (ranks == .integer ? "整秩次" : "非整秩次") + "，\(grades)档",
        (ranks == .integer ? "integer ranks" : "non-integer ranks") + ", \(grades) grades"
      )
    case .vikor(let strategy):
      choice = ("v = \(number(strategy))，Q 越小越靠前", "v = \(number(strategy)), the least Q first")
    case .prometheeII(let functions):
      let own = functions.keys.sorted().compactMap { id in
        functions[id].map { (id, Self.name(of: $0)) }
      }
      let rest = own.isEmpty ? ("", "") : ("；未写明的为", "; where none is named, ")
      choice = (
        own.map { "\($0) \($1.chinese)" }.joined(separator: "，") + rest.0
          + (own.isEmpty ? "常用型偏好函数" : "常用型"),
        own.map { "\($0) \($1.english)" }.joined(separator: ", ") + rest.1
          + (own.isEmpty ? "usual preference functions" : "usual")
      )
    case .borda, .copeland, .copras, .kemeny: return name
    }
    return LocalisedText(zh: "\(name.chinese)（\(choice.zh)）", en: "\(name.english) (\(choice.en))")
  }
}
