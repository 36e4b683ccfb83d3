/// Every phrase that the program itself puts into a figure, in both languages.
///
/// `{name}` stands for what is filled in; both languages fill in the same. The words say what a
/// report states, never how good a body is.
enum Phrase: String, CaseIterable, Phrasing {
  // Around the plot.
  case unit, note, source, reporting, outcomeStated, outcomeComparable, outcomeBoth, outcomeRanked,
    outcomeScored
  // In the plot.
  case median, gap, gapOfOneRank
  case notRanked, notRankedBounded, notRankedScore, notRankedOtherClass
  case notStated, notScored, notApplicable
  // Lists of bodies below the plot.
  case listNotStated, listNotScored, listNotApplicable, listNotRanked
  case separator, strongSeparator, listedAndOthers, namesAndOthers, nameWithValue
  // Footnotes.
  case atLeast, about, named, averaged, otherClass, otherClassWithValue
  // The figure in words.
  case descriptionKind, descriptionUnit, descriptionReporting, descriptionHighest
  case descriptionLowest, descriptionAllEqual, descriptionMedian, descriptionFocus
  case descriptionFocusTied, descriptionFocusNotRanked, descriptionNotRanked, descriptionLeftOut
  case reasonBounded, reasonOtherClass, reasonNotStated, reasonNotScored, reasonNotApplicable,
    reasonOther
  case valueWithUnit, descriptionSeparator, sentenceSpace
  // Tables.
  case tableGap, noComparison
  case tableKind, tableReporting, tableHighest, tableLowest, tableAllEqual, tableCell, tableGroup
  case tableLeftOut, tableRisen, tableFallen, tableUnmoved
  // Lines over years.
  case lineNotStated, lineNoReport, lineWithoutReport, lineNotApplicable, lineAbout, lineSigns,
    lineYears
  case lineAverage, lineOtherClass, lineInterval, lineAtLeast, lineUnlabelled, lineBase
  case lineValueAtEnd
  case lineDescriptionKind, lineDescriptionYears, lineDescriptionSeries, lineDescriptionOne
  case lineDescriptionNone, lineDescriptionAbsence, lineDescriptionOthers
  // Matrices of bodies and columns.
  case matrixGap, matrixRate
  case scaleLightest, scaleDarkest, scaleLegend
  case legendBounded, legendOtherClass, legendCount
  case stateStated, stateSummed, stateNamed, stateTermOnly, stateBounded, stateOtherClass
  case rateHeading, rateOfColumns, rateCount, rateOf
  case descriptionScorecard, descriptionReportingRate, descriptionCells, descriptionColumn
  case descriptionColumnEmpty, descriptionRates, descriptionMost, descriptionLeast
  case descriptionFocusCells, descriptionFocusRate, descriptionRowsLeftOut, rankOnly

  /// The phrase in Chinese and in English.
  var words: (chinese: String, english: String) {
    switch self {
    case .unit: ("单位：{unit}", "Unit: {unit}")
    case .note: ("注：", "Note: ")
    case .source: ("资料来源：", "Source: ")
    case .reporting:
      (
        "共{selected}个{noun}，其中{stating}个{outcome}（{share}）",
        "{selected} {noun}, of which {stating} {outcome} ({share})"
      )
    case .outcomeStated: ("报告载明", "state the figure")
    case .outcomeComparable: ("载明可比的数", "state a comparable figure")
    case .outcomeBoth: ("两项都载明", "state both")
    case .outcomeRanked: ("列位次", "are ranked")
    case .outcomeScored: ("有得分", "have a score")
    case .median: ("中位数 {value}", "Median {value}")
    case .gap:
      (
        "（略去第{first}～{last}位，{count}个）",
        "(ranks {first}–{last} left out: {count})"
      )
    case .gapOfOneRank:
      ("（略去并列第{first}位，{count}个）", "(rank {first} left out: {count})")
    case .notRanked: ("未列位次", "Not ranked")
    case .notRankedBounded:
      (
        "未列位次：报告只载明合并数或部分数，线段示所在区间",
        "Not ranked: only a joint or partial figure is reported; the line shows the range"
      )
    case .notRankedScore:
      (
        "未列位次：有指标缺失，线段示得分所在区间",
        "Not ranked: an indicator is missing; the line shows the range of the score"
      )
    case .notRankedOtherClass: ("未列位次：口径不同", "Not ranked: another class of figure")
    case .notStated: ("报告未载明", "Not stated in the report")
    case .notScored: ("无从计分", "No score")
    case .notApplicable: ("不适用", "Not applicable")
    case .listNotStated: ("报告未载明（{count}个）：", "Not stated in the report ({count}): ")
    case .listNotScored: ("无从计分（{count}个）：", "No score ({count}): ")
    case .listNotApplicable: ("不适用（{count}个）：", "Not applicable ({count}): ")
    case .listNotRanked: ("另有未列位次（{count}个）：", "Also not ranked ({count}): ")
    case .separator: ("、", ", ")
    case .strongSeparator: ("；", "; ")
    case .listedAndOthers: ("{names}等", "{names} and {rest} more")
    case .namesAndOthers: ("{names}等{count}个", "{names} and {rest} more")
    case .nameWithValue: ("{name}（{value}）", "{name} ({value})")
    case .atLeast:
      ("报告作“以上”“多”等，为至少数", "at least: the report says over, more than or similar")
    case .about:
      ("报告作“约”“近”等，为约数", "about: the report says about, nearly or similar")
    case .named:
      (
        "报告未载明总数，按列名的计，为至少数",
        "no total stated: counted by the titles named, so at least this many"
      )
    case .averaged:
      ("{years}年合计数的年均值", "yearly average of a total for {years} years")
    case .otherClass: ("口径不同：{class}", "another class of figure: {class}")
    case .otherClassWithValue: ("{value}（{class}）", "{value} ({class})")
    case .descriptionKind: ("条形图：{title}。", "Bar chart: {title}.")
    case .descriptionUnit: ("单位：{unit}。", "Unit: {unit}.")
    case .descriptionReporting:
      (
        "共{selected}个{noun}，{stating}个{outcome}（{share}），列位次{ranked}个。",
        "{selected} {noun}, of which {stating} {outcome} ({share}); {ranked} are ranked."
      )
    case .descriptionHighest: ("最高：{names}，{value}；", "Highest: {names}, {value};")
    case .descriptionLowest:
      ("列位次者中最低：{names}，{value}；", "lowest of those ranked: {names}, {value};")
    case .descriptionAllEqual:
      ("列位次者均为{value}；", "all those ranked have {value};")
    case .descriptionMedian: ("中位数{value}。", "median {value}.")
    case .descriptionFocus:
      ("{name}：{value}，列第{rank}位。", "{name}: {value}, rank {rank}.")
    case .descriptionFocusTied:
      (
        "{name}：{value}，列第{rank}位（{count}个并列）。",
        "{name}: {value}, rank {rank} (shared by {count})."
      )
    case .descriptionFocusNotRanked: ("{name}：{reason}。", "{name}: {reason}.")
    case .descriptionNotRanked: ("未列位次{count}个：{reasons}。", "Not ranked, {count}: {reasons}.")
    case .descriptionLeftOut:
      ("图中略去列位次的{count}个。", "The picture leaves out {count} of those ranked.")
    case .reasonBounded:
      ("{count}个只载明合并数或部分数", "{count} with only a joint or a partial figure")
    case .reasonOtherClass: ("{count}个口径不同", "{count} with another class of figure")
    case .reasonNotStated: ("{count}个报告未载明", "{count} not stated")
    case .reasonNotScored: ("{count}个无从计分", "{count} without a score")
    case .reasonNotApplicable: ("{count}个不适用", "{count} not applicable")
    case .reasonOther: ("{count}个不参与排位", "{count} shown for information")
    case .valueWithUnit: ("{value}{unit}", "{value} {unit}")
    case .descriptionSeparator: ("，", ", ")
    case .sentenceSpace: ("", " ")
    case .tableGap: ("（略去{count}个）", "({count} left out)")
    case .noComparison:
      ("缺可比的上期数", "no earlier figure to compare with")
    case .tableKind: ("表：{title}。", "Table: {title}.")
    case .tableReporting:
      (
        "共{selected}个{noun}，{stating}个{outcome}（{share}）。",
        "{selected} {noun}, of which {stating} {outcome} ({share})."
      )
    case .tableHighest: ("{column}最高：{names}，{value}；", "{column}, highest: {names}, {value};")
    case .tableLowest: ("最低：{names}，{value}。", "lowest: {names}, {value}.")
    case .tableAllEqual: ("{column}均为{value}。", "{column}: all {value}.")
    case .tableCell: ("{column}{value}", "{column} {value}")
    case .tableGroup: ("{heading}：{count}个。", "{heading}: {count}.")
    case .tableLeftOut: ("表中略去{count}行。", "The picture leaves out {count} rows.")
    case .tableRisen: ("上升{count}位", "up {count}")
    case .tableFallen: ("下降{count}位", "down {count}")
    case .tableUnmoved: ("不变", "unchanged")
    case .lineNotStated: ("报告未载明：", "Not stated in the report: ")
    case .lineNoReport: ("未收录报告：", "No report in the data: ")
    case .lineWithoutReport: ("未收录报告", "No report in the data")
    case .lineNotApplicable: ("不适用：", "Not applicable: ")
    case .lineAbout: ("报告作“约”“近”等，为约数：", "The report says about, nearly or similar: ")
    case .lineSigns: ("横轴下的符号指{name}", "Signs below the axis: {name}")
    case .lineYears: ("{first}—{last}", "{first}–{last}")
    case .lineAverage:
      ("横虚线：{years}年合计数的年均值", "Dashes: yearly average of a total for {years} years")
    case .lineOtherClass:
      ("空心点：口径不同（{class}），不相接", "Hollow: another class of figure ({class}), not joined")
    case .lineInterval:
      (
        "竖线：只载明合并数或部分数者的所在区间",
        "Upright line: range of what is only a joint or a partial figure"
      )
    case .lineAtLeast:
      (
        "短箭头：至少数（报告作“以上”“多”等或按列名的计）",
        "Short arrow: at least (“over” or similar, or counted by the titles named)"
      )
    case .lineUnlabelled:
      ("灰色细线：其余{count}个，未标名称", "Thin grey lines: the other {count}, not named")
    case .lineBase: ("纵轴不从零起", "The scale does not begin at zero")
    case .lineValueAtEnd: ("{name} {value}", "{name} {value}")
    case .lineDescriptionKind: ("折线图：{title}。", "Line chart: {title}.")
    case .lineDescriptionYears: ("{years}年，{count}条线。", "{years}; lines: {count}.")
    case .lineDescriptionSeries:
      (
        "{name}：{first}年{firstValue}，{last}年{lastValue}；最高{highest}年{highestValue}，最低{lowest}年{lowestValue}。",
        "{name}: {firstValue} in {first}, {lastValue} in {last}; highest {highestValue} in {highest}, "
          + "lowest {lowestValue} in {lowest}."
      )
    case .lineDescriptionOne: ("{name}：{year}年{value}。", "{name}: {value} in {year}.")
    case .lineDescriptionNone: ("{name}：没有可画的数。", "{name}: nothing that can be drawn.")
    case .lineDescriptionAbsence: ("{name}，{reason}{years}年。", "{name}, {reason}{years}.")
    case .lineDescriptionOthers:
      ("其余{count}条线未逐一说明。", "The other {count} lines are not described one by one.")
    case .matrixGap: ("（略去{count}个）", "({count} left out)")
    case .matrixRate:
      (
        "共{selected}个{noun}、{columns}项，应有{applicable}个数，报告载明{stated}个（{share}）",
        "{selected} {noun}, {columns} measures: {stated} of {applicable} figures stated ({share})"
      )
    case .scaleLightest: ("最浅", "Lightest")
    case .scaleDarkest: ("最深", "Darkest")
    case .scaleLegend:
      ("各列自成色阶，最浅、最深所示的数见表下", "Each column has its own scale, given below it")
    case .legendBounded:
      ("只知上下限，不着色（{count}）", "Known within limits, not shaded ({count})")
    case .legendOtherClass:
      ("口径不同，不着色（{count}）", "Another class of figure, not shaded ({count})")
    case .legendCount: ("{state}（{count}）", "{state} ({count})")
    case .stateStated: ("直接载明", "Stated as such")
    case .stateSummed: ("由分项加总", "Summed from its parts")
    case .stateNamed: ("按列名的计", "Counted by titles named")
    case .stateTermOnly: ("只载明届期合计", "Only a total for the term")
    case .stateBounded: ("只知上下限", "Known within limits")
    case .stateOtherClass: ("口径不同", "Another class of figure")
    case .rateHeading: ("载明/应有", "Stated of due")
    case .rateOfColumns: ("载明/应有", "Stated of due")
    case .rateCount: ("载明", "Stated")
    case .rateOf: ("应有", "Due")
    case .descriptionScorecard: ("热力图：{title}。", "Heat map: {title}.")
    case .descriptionReportingRate: ("载明情况图：{title}。", "Reporting rate: {title}.")
    case .descriptionCells: ("{rate}。", "{rate}.")
    case .descriptionColumn:
      (
        "{column}：最高{highest}，{greatest}；最低{lowest}，{least}。",
        "{column}: highest {highest}, {greatest}; lowest {lowest}, {least}."
      )
    case .descriptionColumnEmpty: ("{column}：无可比的数。", "{column}: no comparable figure.")
    case .descriptionRates: ("其中{states}。", "Of the cells: {states}.")
    case .descriptionMost: ("载明最多的项：{names}，{rate}。", "Most often stated: {names}, {rate}.")
    case .descriptionLeast: ("载明最少的项：{names}，{rate}。", "Least often stated: {names}, {rate}.")
    case .descriptionFocusCells: ("{name}：{values}。", "{name}: {values}.")
    case .descriptionFocusRate:
      (
        "{name}：应有{due}项，载明{stated}项。",
        "{name}: {stated} of {due} stated."
      )
    case .descriptionRowsLeftOut:
      ("图中略去{count}个。", "The picture leaves out {count}.")
    case .rankOnly: ("第{rank}位", "rank {rank}")
    }
  }
}

/// A phrase in both languages; each chart kind has a table of its own.
protocol Phrasing: CaseIterable {
  /// The phrase in Chinese and in English; `{name}` stands for what is filled in.
  var words: (chinese: String, english: String) { get }
}

extension Phrasing {
  /// The phrase in a language with its places filled in.
  ///
  /// What is filled in is taken as it is: braces in it are not places.
  func text(in language: FigureLanguage, _ values: [String: String] = [:]) -> String {
    var text = ""
    var rest = template(in: language)[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      text += values[String(rest[rest.index(after: open)..<close])] ?? ""
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  /// The phrase as it stands in the table.
  func template(in language: FigureLanguage) -> String {
    switch language {
    case .chinese: words.chinese
    case .english: words.english
    }
  }
}
