public import Diagnostics

extension Study.Output {
  /// What is made: a ranking table as text, or a figure.
  ///
  /// For each kind of figure, what it shows, what it is made from and what can be chosen; the command's
  /// help, `heng list kinds`, the reader of studies and the gallery all read it here.
  public enum Kind: String, Sendable, CaseIterable {
    /// A ranking table as text.
    case ranking
    // One measure or score of many bodies.
    case rankedBar = "ranked-bar"
    case dot
    case strip
    case distribution
    case tiles
    case table
    // A rate and what it is a rate of.
    case funnel
    // A body among its peers.
    case position
    case radar
    // Scores and what they are made of.
    case rankIntervals = "rank-intervals"
    case stackedBar = "stacked-bar"
    case waterfall
    // Years.
    case line
    case slope
    case bump
    case smallMultiples = "small-multiples"
    case groupedBar = "grouped-bar"
    // Several indicators.
    case scorecard
    case scatter
    case correlation
    case reportingRate = "reporting-rate"
    // Several figures in one.
    case panels

    /// Whether it is a figure.
    public var isChart: Bool { self != .ranking }

    /// The kinds of chart.
    public static let charts = allCases.filter(\.isChart)

    /// The kind of that name, or of another name by which charts of the kind go.
    public init?(named name: String) {
      switch name {
      case "lollipop": self = .dot
      case "beeswarm": self = .strip
      case "histogram": self = .distribution
      case "heatmap": self = .scorecard
      default: self.init(rawValue: name)
      }
    }

    /// What a kind is made from.
    public enum Material: Sendable {
      /// One indicator, or the score of a group or of the index.
      case one
      /// One indicator, of which there may be a rate.
      case indicator
      /// All indicators of a group, or of the study.
      case several
      /// Scores: only a study has them.
      case scores
    }

    /// What it is made from.
    public var material: Material {
      switch self {
      case .ranking, .rankedBar, .dot, .strip, .distribution, .tiles, .table, .line, .slope, .bump,
        .smallMultiples:
        .one
      case .funnel, .scatter: .indicator
      case .position, .groupedBar, .scorecard, .correlation, .reportingRate, .panels: .several
      case .radar, .rankIntervals, .stackedBar, .waterfall: .scores
      }
    }

    /// What it is called.
    public var name: LocalisedText {
      switch self {
      case .ranking: LocalisedText(zh: "排位表", en: "Ranking table")
      case .rankedBar: LocalisedText(zh: "排位条形图", en: "Ranked bars")
      case .dot: LocalisedText(zh: "区间点图", en: "Dots with intervals")
      case .strip: LocalisedText(zh: "点状条纹图", en: "Strip of dots")
      case .distribution: LocalisedText(zh: "分布直方图", en: "Distribution")
      case .tiles: LocalisedText(zh: "有序方格图", en: "Ordered tiles")
      case .table: LocalisedText(zh: "排位表图片", en: "Ranking table as a picture")
      case .funnel: LocalisedText(zh: "漏斗图", en: "Funnel")
      case .position: LocalisedText(zh: "位置图", en: "Position among peers")
      case .radar: LocalisedText(zh: "雷达图", en: "Radar with its dots")
      case .rankIntervals: LocalisedText(zh: "位次区间图", en: "Rank intervals")
      case .stackedBar: LocalisedText(zh: "得分构成图", en: "Contributions to a score")
      case .waterfall: LocalisedText(zh: "瀑布图", en: "Waterfall")
      case .line: LocalisedText(zh: "历年折线图", en: "Lines over years")
      case .slope: LocalisedText(zh: "坡度图", en: "Slopes")
      case .bump: LocalisedText(zh: "凹凸线图", en: "Ranks over years")
      case .smallMultiples: LocalisedText(zh: "小图组", en: "Small multiples")
      case .groupedBar: LocalisedText(zh: "分组条形图", en: "Grouped bars")
      case .scorecard: LocalisedText(zh: "记分表", en: "Scorecard")
      case .scatter: LocalisedText(zh: "散点图", en: "Scatter")
      case .correlation: LocalisedText(zh: "相关矩阵", en: "Correlation matrix")
      case .reportingRate: LocalisedText(zh: "载明情况图", en: "Reporting rate")
      case .panels: LocalisedText(zh: "组图", en: "Several panels")
      }
    }

    /// What it shows, in one line.
    public var summary: LocalisedText {
      switch self {
      case .ranking:
        LocalisedText(zh: "一项指标或得分的排位，文字表格", en: "a measure or score ranked, as text")
      case .rankedBar:
        LocalisedText(
          zh: "各机构一项指标的多少与位次", en: "how much of one measure each body has, and its rank")
      case .dot:
        LocalisedText(zh: "一项指标及其区间，每个机构一点", en: "one measure and its interval, a dot a body")
      case .strip:
        LocalisedText(
          zh: "一项指标在各年或各组的分布，每点一个机构",
          en: "the spread of one measure in each year or group, a dot a body")
      case .distribution:
        LocalisedText(
          zh: "一项指标的分布，标出所关注的机构", en: "how one measure is distributed, with a body marked")
      case .tiles:
        LocalisedText(
          zh: "按行政区划次序排列的方格，代替地图", en: "tiles in administrative order, in place of a map")
      case .table: LocalisedText(zh: "图片形式的排位表", en: "the ranking table as a picture")
      case .funnel:
        LocalisedText(
          zh: "比率与其分母，附95%和99.8%的精确界限",
          en: "a rate against its denominator, with exact 95 % and 99.8 % limits")
      case .position:
        LocalisedText(
          zh: "一个机构各项指标在同类中的位置，其余不具名",
          en: "where one body stands among unnamed peers, indicator by indicator")
      case .radar:
        LocalisedText(
          zh: "一两个机构的各项得分；附同样数字的点图", en: "the scores of one or two bodies, with a twin dot plot")
      case .rankIntervals:
        LocalisedText(
          zh: "位次、位次区间和分不出先后的档", en: "ranks, their intervals, and bands that cannot be told apart")
      case .stackedBar:
        LocalisedText(zh: "各项对得分的贡献", en: "what each part contributes to a score")
      case .waterfall:
        LocalisedText(
          zh: "得分的变化或差距由哪些项构成", en: "what a change or a gap of a score is made of")
      case .line: LocalisedText(zh: "各机构历年的变化", en: "each body over the years")
      case .slope:
        LocalisedText(zh: "两三个年份之间的变化", en: "the change between two or three years")
      case .bump: LocalisedText(zh: "历年位次的变化", en: "ranks over the years")
      case .smallMultiples:
        LocalisedText(zh: "每个机构一张历年小图", en: "a small chart over the years for each body")
      case .groupedBar:
        LocalisedText(
          zh: "各机构的几个年份或几项指标并列", en: "several years or indicators of each body side by side")
      case .scorecard: LocalisedText(zh: "机构×指标的热力表", en: "bodies by indicators as a heat map")
      case .scatter:
        LocalisedText(zh: "两项指标的关系，附中位数", en: "two indicators against each other, with medians")
      case .correlation:
        LocalisedText(zh: "指标两两之间的相关系数", en: "how far indicators go together, pair by pair")
      case .reportingRate:
        LocalisedText(zh: "报告写明了什么，没写明什么", en: "what the reports state at all")
      case .panels: LocalisedText(zh: "几张图合为一图，轴对齐", en: "several figures in one, axes aligned")
      }
    }

    /// What can be chosen beside what every figure has.
    public var options: [ChartOption] {
      switch self {
      case .rankedBar: [.median]
      case .dot: [.interval, .stems, .median]
      case .strip: [.groupBy]
      case .tiles: [.groupBy]
      case .radar: [.against]
      case .rankIntervals: [.interval]
      case .stackedBar, .groupedBar: [.groupBy]
      case .waterfall: [.against]
      case .line: [.base]
      case .slope: [.years]
      case .smallMultiples: [.scale]
      case .scatter: [.against, .scale, .median]
      case .correlation: [.coefficient]
      case .panels: [.columns]
      case .ranking: [.bars, .sparkline, .heat, .bands, .style]
      case .distribution, .table, .funnel, .position, .bump, .scorecard, .reportingRate:
        []
      }
    }

    /// The words that an option takes in this kind, the default first; empty where any will do.
    public func words(for option: ChartOption) -> [String] {
      switch (self, option) {
      case (_, .median): ["true", "false"]
      case (_, .stems): ["false", "true"]
      case (.dot, .interval): ["auto", "score", "count", "limits", "none"]
      case (.rankIntervals, .interval): ["both", "data", "method"]
      case (.strip, .groupBy): ["auto", "year", "tier", "province", "none"]
      case (.tiles, .groupBy): ["none", "province"]
      case (.stackedBar, .groupBy): ["auto", "groups", "indicators"]
      case (.groupedBar, .groupBy): ["auto", "years", "indicators"]
      case (.line, .base): ["zero", "fitted"]
      case (.smallMultiples, .scale): ["shared", "free"]
      case (.scatter, .scale): ["linear", "logarithmic"]
      case (_, .coefficient): ["spearman", "pearson", "kendall"]
      case (.ranking, .bars): ["auto", "true", "false"]
      case (.ranking, .sparkline), (.ranking, .heat), (.ranking, .bands): ["false", "true"]
      case (.ranking, .style): TableStyle.allCases.map(\.rawValue)
      default: []
      }
    }
  }
}

/// Something that a kind of chart lets choose.
public enum ChartOption: String, Sendable, CaseIterable {
  /// The other indicator, the earlier year, or the other body.
  case against
  /// What the parts or groups are.
  case groupBy = "group-by"
  /// Which interval is drawn.
  case interval
  /// Whether the dot stands on a stem from zero.
  case stems
  /// Whether medians are drawn.
  case median
  /// Where the scale begins.
  case base
  /// Which scale is used.
  case scale
  /// The years that are compared.
  case years
  /// The coefficient of correlation.
  case coefficient
  /// How many panels stand side by side.
  case columns
  /// Whether bars stand beside values.
  case bars
  /// Whether small columns show the years.
  case sparkline
  /// Whether values are shaded.
  case heat
  /// Whether rules part bands of ranks.
  case bands
  /// How the lines of a table are set.
  case style

  /// What it chooses in a kind, in one line.
  public func summary(in kind: Study.Output.Kind) -> LocalisedText {
    switch (self, kind) {
    case (.against, .scatter):
      LocalisedText(
        zh: "横轴的指标（of 是纵轴的指标）", en: "the indicator along the level axis (of is the upright one)")
    case (.against, .waterfall):
      LocalisedText(
        zh: "与之相比的年份或机构；默认上一个有得分的年份",
        en: "the year or body to compare with; by default the last year before with a score")
    case (.against, _):
      LocalisedText(zh: "同图的另一个机构", en: "the other body in the figure")
    case (.groupBy, .strip): LocalisedText(zh: "按什么分组", en: "what the rows of dots are")
    case (.groupBy, .tiles): LocalisedText(zh: "按什么分组", en: "what the tiles are grouped by")
    case (.groupBy, .stackedBar):
      LocalisedText(zh: "得分由组还是由指标构成", en: "whether parts are groups or indicators")
    case (.groupBy, _):
      LocalisedText(zh: "并列的是年份还是指标", en: "whether the bars are years or indicators")
    case (.interval, .dot):
      LocalisedText(
        zh: "线段：score 得分的5%～95%区间，count 计数的95%精确区间，limits 报告所限的上下限",
        en:
          "the whisker: the score’s 5–95 % interval, the count’s exact 95 % interval, or the limits "
          + "that reports leave")
    case (.interval, _):
      LocalisedText(
        zh: "位次区间来自数字（data）、方法（method）还是两者",
        en: "whether intervals come of the figures (data), the method, or both")
    case (.stems, _):
      LocalisedText(zh: "点是否带从零起的杆（棒棒糖图）", en: "whether dots stand on stems from zero (lollipop)")
    case (.median, _): LocalisedText(zh: "是否画中位数", en: "whether the median is drawn")
    case (.base, _):
      LocalisedText(
        zh: "纵轴从零起（zero）还是随数据（fitted）", en: "whether the scale begins at zero or fits the data")
    case (.scale, .smallMultiples):
      LocalisedText(
        zh: "各小图同一刻度（shared）还是各自刻度（free）", en: "whether panels share a scale or have their own")
    case (.scale, _): LocalisedText(zh: "刻度：linear 或 logarithmic", en: "linear or logarithmic axes")
    case (.years, _):
      LocalisedText(
        zh: "比较的两三个年份；默认首末两年", en: "the two or three years; by default the first and the last")
    case (.bars, _):
      LocalisedText(
        zh: "数值旁是否画条形（auto：只在 html 中）", en: "whether bars stand beside values (auto: in html alone)"
      )
    case (.sparkline, _):
      LocalisedText(zh: "是否以小柱列出历年的值", en: "whether small columns show the values of all years")
    case (.heat, _): LocalisedText(zh: "数值是否按大小加底色", en: "whether values are shaded by size")
    case (.bands, _):
      LocalisedText(
        zh: "是否以线分开分得出先后的位次档（得分排位）",
        en: "whether rules part the bands of ranks that the figures tell apart (scores)")
    case (.style, _):
      LocalisedText(
        zh: "表格线：three-line 三线表，grid 全框线", en: "the lines: three-line, or a full grid")
    case (.coefficient, _): LocalisedText(zh: "相关系数", en: "the coefficient")
    case (.columns, _):
      LocalisedText(
        zh: "并排几张图；默认按宽度", en: "how many stand side by side; by default as the width allows")
    }
  }
}
