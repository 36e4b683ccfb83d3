/// Every phrase that the program itself puts into a figure, in both languages.
///
/// `{name}` stands for what is filled in; both languages fill in the same. The words say what a
/// report states, never how good a body is.
enum Phrase: String, CaseIterable {
  // Around the plot.
  case unit, note, source, reporting
  // In the plot.
  case median, gap, gapOfOneRank
  case notRanked, notRankedBounded, notRankedOtherClass
  case notStated, notApplicable
  // Lists of bodies below the plot.
  case listNotStated, listNotApplicable, listNotRanked
  case separator, strongSeparator, listedAndOthers, namesAndOthers, nameWithValue
  // Footnotes.
  case atLeast, about, named, averaged, otherClass, otherClassWithValue
  // The figure in words.
  case descriptionKind, descriptionUnit, descriptionReporting, descriptionHighest
  case descriptionLowest, descriptionAllEqual, descriptionMedian, descriptionFocus
  case descriptionFocusTied, descriptionFocusNotRanked, descriptionNotRanked, descriptionLeftOut
  case reasonBounded, reasonOtherClass, reasonNotStated, reasonNotApplicable, reasonOther
  case valueWithUnit, descriptionSeparator, sentenceSpace
  // Lines over years.
  case lineNotStated, lineNoReport, lineNotApplicable, lineAbout, lineSigns, lineYears
  case lineAverage, lineOtherClass, lineInterval, lineAtLeast, lineUnlabelled, lineBase
  case lineValueAtEnd
  case lineDescriptionKind, lineDescriptionYears, lineDescriptionSeries, lineDescriptionOne
  case lineDescriptionNone, lineDescriptionAbsence, lineDescriptionOthers

  /// The phrase in Chinese and in English.
  var words: (chinese: String, english: String) {
    switch self {
    case .unit: ("单位：{unit}", "Unit: {unit}")
    case .note: ("注：", "Note: ")
    case .source: ("资料来源：", "Source: ")
    case .reporting:
      (
        "共{selected}个{noun}，其中{stating}个报告载明（{share}）",
        "{selected} {noun}, of which {stating} state the figure ({share})"
      )
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
    case .notRankedOtherClass: ("未列位次：口径不同", "Not ranked: another class of figure")
    case .notStated: ("报告未载明", "Not stated in the report")
    case .notApplicable: ("不适用", "Not applicable")
    case .listNotStated: ("报告未载明（{count}个）：", "Not stated in the report ({count}): ")
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
        "共{selected}个{noun}，{stating}个报告载明（{share}），列位次{ranked}个。",
        "{selected} {noun}, of which {stating} state the figure ({share}); {ranked} are ranked."
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
    case .reasonNotApplicable: ("{count}个不适用", "{count} not applicable")
    case .reasonOther: ("{count}个不参与排位", "{count} shown for information")
    case .valueWithUnit: ("{value}{unit}", "{value} {unit}")
    case .descriptionSeparator: ("，", ", ")
    case .sentenceSpace: ("", " ")
    case .lineNotStated: ("报告未载明：", "Not stated in the report: ")
    case .lineNoReport: ("无报告：", "No report: ")
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
    }
  }

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
