import Diagnostics
import Metrics
import Observations
import Testing

/// What the figures of one report say of a measure set: one case a line of the design's §4.
@Suite struct SetAlgebraTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var facts: [Fact]
    var titles: [Title] = []
    var asked: [String]
    var counts = MeasureTable.ClassChoice.commonest
    var terms = Selection.Terms.exclude
    var span = "year"
    var kind = BodyKind.npc
    var tier = Tier.cityWithDistricts
    var state: Cell.State
    var value: Double?
    var low: Double?
    var high: Double?
    var bound = Observation.Bound.exact
    var check: @Sendable (Cell) -> Bool = { _ in true }
    var findings: [String] = []
    var testDescription: String { name }
  }

  static let severalReports =
    "warning: 甲市 has several reports for 2022; only the first (甲-2022) is used"

  static let cases: [Case] = [
    // One figure.
    Case(
      name: "a headline is stated", facts: [Fact("visits", "7", unit: "次")], asked: ["visits"],
      state: .stated, value: 7, low: 7, high: 7,
      check: {
        $0.unit == "次" && $0.counts == "occasions" && $0.observations == [0]
          && $0.sources == ["甲报告"]
          && $0.isReported && $0.isRankable
      }),
    Case(
      name: "zero is a statement", facts: [Fact("visits", "0")], asked: ["visits"], state: .stated,
      value: 0, low: 0, high: 0, check: { $0.isReported }),
    Case(
      name: "no figure is not stated, never 0", facts: [Fact("surveys", "3")], asked: ["visits"],
      state: .notStated, check: { !$0.isRankable && !$0.isReported && $0.sources == ["甲报告"] }),
    Case(
      name: "at least 50 has no upper end", facts: [Fact("visits", "50", bound: "at_least")],
      asked: ["visits"], state: .stated, value: 50, low: 50, high: nil, bound: .atLeast,
      check: { $0.isReported }),
    // 约50: half a unit of the 5 before the zero, 50 ± 5.
    Case(
      name: "about 50 is 45 to 55", facts: [Fact("visits", "50", bound: "about")],
      asked: ["visits"],
      state: .stated, value: 50, low: 45, high: 55, bound: .about),
    // 约1300: 1300 ± 50.
    Case(
      name: "about 1300 is 1250 to 1350", facts: [Fact("suggestions", "1300", bound: "about")],
      asked: ["suggestions"], state: .stated, value: 1300, low: 1250, high: 1350, bound: .about),
    // 约7: 7 ± 0.5.
    Case(
      name: "about 7 is 6.5 to 7.5", facts: [Fact("visits", "7", bound: "about")],
      asked: ["visits"],
      state: .stated, value: 7, low: 6.5, high: 7.5, bound: .about),
    Case(
      name: "about 0 is 0", facts: [Fact("visits", "0", bound: "about")], asked: ["visits"],
      state: .stated, value: 0, low: 0, high: 0, bound: .about),

    // Joint figures.
    // 视察、调研和执法检查27次: visits are between none of the 27 and all of them.
    Case(
      name: "a superset of 27 leaves 0 to 27",
      facts: [Fact("law_inspections+surveys+visits", "27", unit: "次")], asked: ["visits"],
      counts: .only("occasions"), state: .bounded, low: 0, high: 27,
      check: { $0.observations == [0] && !$0.isRankable && !$0.isReported && $0.unit == "次" }),
    Case(
      name: "the joint set itself is exactly 27",
      facts: [Fact("law_inspections+surveys+visits", "27", unit: "次")],
      asked: ["visits", "surveys", "law_inspections"], state: .stated, value: 27, low: 27, high: 27),
    // 0 of visits and surveys together leaves 0 visits: an interval of one number.
    Case(
      name: "a superset of 0 leaves exactly 0", facts: [Fact("surveys+visits", "0", unit: "次")],
      asked: ["visits"], counts: .only("occasions"), state: .bounded, value: 0, low: 0, high: 0,
      check: { $0.isRankable && !$0.isReported }),
    // Parts 5 + 3 make the whole.
    Case(
      name: "disjoint parts make up the set",
      facts: [Fact("visits", "5", unit: "次"), Fact("surveys", "3", unit: "次")],
      asked: ["visits", "surveys"], counts: .only("occasions"), state: .summed, value: 8, low: 8,
      high: 8, check: { Set($0.observations) == [0, 1] && $0.isReported }),
    // 6 enacted + 5 amended and repealed together = 11 passed.
    Case(
      name: "a joint part and a single one partition the set",
      facts: [Fact("laws_enacted", "6"), Fact("laws_amended+laws_repealed", "5")],
      asked: ["laws_passed"], state: .summed, value: 11, low: 11, high: 11),
    // Nothing is subtracted: 27 together less 7 surveys and 5 inspections would be 15 visits.
    Case(
      name: "nothing is subtracted",
      facts: [
        Fact("law_inspections+surveys+visits", "27", unit: "项"), Fact("surveys", "7", unit: "项"),
        Fact("law_inspections", "5", unit: "项"),
      ], asked: ["visits"], counts: .only("topics"), state: .bounded, low: 0, high: 27),
    // At least the 5 enacted, at most the 14 of all three.
    Case(
      name: "a set lies between its part and its whole",
      facts: [Fact("laws_enacted", "5"), Fact("laws_passed", "14")],
      asked: ["laws_enacted", "laws_amended"], state: .bounded, low: 5, high: 14),
    // The greatest disjoint sum: {enacted} 5 + {repealed} 1 = 6 beats {enacted, amended} 4 alone.
    Case(
      name: "the greatest sum of disjoint parts is the lower end",
      facts: [
        Fact("laws_enacted+laws_amended", "4", bound: "at_least"), Fact("laws_enacted", "5"),
        Fact("laws_repealed", "1"),
      ], asked: ["laws_passed"], state: .bounded, low: 6, high: nil),
    // Overlapping pairs 4 and 3 share laws_amended: their sum 7 counts it twice, so 4 is sure.
    Case(
      name: "overlapping parts are not added",
      facts: [Fact("laws_amended+laws_enacted", "4"), Fact("laws_amended+laws_repealed", "3")],
      asked: ["laws_passed"], state: .bounded, low: 4, high: nil),
    // Of two supersets, 9 and 14, the lesser is the upper end.
    Case(
      name: "the least superset is the upper end",
      facts: [Fact("laws_passed", "14"), Fact("laws_enacted+laws_repealed", "9")],
      asked: ["laws_enacted"], state: .bounded, low: 0, high: 9),
    // An upper end at least 27 is none.
    Case(
      name: "a superset of at least 27 tells nothing",
      facts: [Fact("surveys+visits", "27", unit: "次", bound: "at_least")], asked: ["visits"],
      counts: .only("occasions"), state: .notStated),
    // About 30 together is at most 35.
    Case(
      name: "a superset of about 30 leaves 0 to 35",
      facts: [Fact("surveys+visits", "30", unit: "次", bound: "about")], asked: ["visits"],
      counts: .only("occasions"), state: .bounded, low: 0, high: 35),
    // 5 and about 20 (15 to 25) cover the set: 20 to 30, but 5 + 20 is nobody's figure.
    Case(
      name: "a cover with an about part is an interval",
      facts: [Fact("visits", "5", unit: "次"), Fact("surveys", "20", unit: "次", bound: "about")],
      asked: ["visits", "surveys"], counts: .only("occasions"), state: .bounded, low: 20, high: 30),
    // 5 and at least 20: 25 or more.
    Case(
      name: "a cover with an at-least part has no upper end",
      facts: [Fact("visits", "5", unit: "次"), Fact("surveys", "20", unit: "次", bound: "at_least")],
      asked: ["visits", "surveys"], counts: .only("occasions"), state: .bounded, low: 25, high: nil),
    // Enacted and amended make 3, in all 9: the sum of a cover is not squeezed by other sets.
    Case(
      name: "parts that exceed the whole are told",
      facts: [Fact("laws_enacted", "6"), Fact("laws_passed", "4")],
      asked: ["laws_enacted", "laws_amended"], state: .bounded, low: 4, high: 6,
      findings: [
        "warning: 甲市, 2022: the parts of laws_amended+laws_enacted make 6, "
          + "more than the total 4 around it (see line 2)"
      ]),
    Case(
      name: "a stated whole less than its parts is told, and stands",
      facts: [Fact("laws_enacted", "6"), Fact("laws_amended", "2"), Fact("laws_passed", "4")],
      asked: ["laws_passed"], state: .stated, value: 4, low: 4, high: 4,
      findings: [
        "warning: 甲市, 2022: the parts of laws_amended+laws_enacted+laws_repealed make 8, "
          + "more than the total 4 around it (see lines 2, 3)"
      ]),

    // Roles.
    Case(
      name: "a subset role says nothing", facts: [Fact("visits", "6", role: "subset")],
      asked: ["visits"], state: .notStated),
    // 271 suggestions + 8 between sessions.
    Case(
      name: "components are summed",
      facts: [
        Fact("suggestions", "271", role: "component"), Fact("suggestions", "8", role: "component"),
        Fact("suggestions", "100", role: "subset"),
      ], asked: ["suggestions"], state: .summed, value: 279, low: 279, high: 279,
      check: { $0.observations == [0, 1] && $0.isReported }),
    // About 20 (15 to 25) and 7 make 22 to 32; at least 20 and 7 at least 27.
    Case(
      name: "components of which one is about so many",
      facts: [
        Fact("visits", "20", bound: "about", role: "component"),
        Fact("visits", "7", role: "component"),
      ], asked: ["visits"], state: .summed, value: 27, low: 22, high: 32, bound: .about),
    Case(
      name: "components of which one is at least so many",
      facts: [
        Fact("visits", "20", bound: "at_least", role: "component"),
        Fact("visits", "7", role: "component"),
      ], asked: ["visits"], state: .summed, value: 27, low: 27, high: nil, bound: .atLeast),
    Case(
      name: "a headline that its components make up is quiet",
      facts: [
        Fact("suggestions", "271", role: "component"), Fact("suggestions", "279"),
        Fact("suggestions", "8", role: "component"),
      ], asked: ["suggestions"], state: .stated, value: 279, low: 279, high: 279,
      check: { $0.observations == [1] }),
    Case(
      name: "a headline beats its components, and the difference is told",
      facts: [
        Fact("suggestions", "280"), Fact("suggestions", "271", role: "component"),
        Fact("suggestions", "8", role: "component"),
      ], asked: ["suggestions"], state: .stated, value: 280, low: 280, high: 280,
      findings: [
        "warning: 甲市, 2022: the total 280 of suggestions is not the sum 279 of its parts; "
          + "the total is used (see lines 3, 4)"
      ]),
    Case(
      name: "of two headlines the first stands, and the difference is told",
      facts: [Fact("visits", "7", unit: "次"), Fact("visits", "9", unit: "次")], asked: ["visits"],
      state: .stated, value: 7, low: 7, high: 7, check: { $0.observations == [0] },
      findings: [
        "warning: 甲市, 2022: two totals for visits: 7 and 9; the first is used (see line 3)"
      ]),
    Case(
      name: "the same headline twice is quiet",
      facts: [Fact("visits", "7", unit: "次"), Fact("visits", "7", unit: "次")], asked: ["visits"],
      state: .stated, value: 7, low: 7, high: 7),
    Case(
      name: "what disagrees elsewhere is not told here",
      facts: [Fact("visits", "7"), Fact("suggestions", "1"), Fact("suggestions", "2")],
      asked: ["visits"], state: .stated, value: 7, low: 7, high: 7),
    // 专项工作报告79件、计划预算报告25件: 79 + 25 = 104 reports in all.
    Case(
      name: "special and budget components make all reports",
      facts: [
        Fact("reports_heard", "79", counts: "special_reports", role: "component"),
        Fact("reports_heard", "25", counts: "budget_reports", role: "component"),
      ], asked: ["reports_heard"], counts: .only("all_reports"), state: .summed, value: 104,
      low: 104,
      high: 104),
    Case(
      name: "the special reports among them are their own sum",
      facts: [
        Fact("reports_heard", "70", counts: "special_reports", role: "component"),
        Fact("reports_heard", "9", counts: "special_reports", role: "component"),
        Fact("reports_heard", "25", counts: "budget_reports", role: "component"),
      ], asked: ["reports_heard"], counts: .only("special_reports"), state: .summed, value: 79,
      low: 79, high: 79),
    Case(
      name: "a total of all reports that its parts do not make is told",
      facts: [
        Fact("reports_heard", "100", counts: "all_reports"),
        Fact("reports_heard", "79", counts: "special_reports", role: "component"),
        Fact("reports_heard", "25", counts: "budget_reports", role: "component"),
      ], asked: ["reports_heard"], counts: .only("all_reports"), state: .stated, value: 100,
      low: 100,
      high: 100,
      findings: [
        "warning: 甲市, 2022: the total 100 of reports_heard is not the sum 104 of its parts; "
          + "the total is used (see lines 3, 4)"
      ]),
    Case(
      name: "special components alone make no total of all reports",
      facts: [Fact("reports_heard", "79", counts: "special_reports", role: "component")],
      asked: ["reports_heard"], counts: .only("all_reports"), state: .summed, value: 79, low: 79,
      high: 79, check: { $0.isOtherClass && $0.counts == "special_reports" && !$0.isRankable }),

    // Classes.
    Case(
      name: "a figure of another class is shown, not ranked",
      facts: [Fact("law_inspections", "7", counts: "laws")], asked: ["law_inspections"],
      counts: .only("inspections"), state: .stated, value: 7, low: 7, high: 7,
      check: { $0.isOtherClass && $0.counts == "laws" && !$0.isRankable && !$0.isReported }),
    Case(
      name: "any class ranks where the comparison allows it",
      facts: [Fact("law_inspections", "7", counts: "laws")], asked: ["law_inspections"],
      counts: .any, state: .stated, value: 7, low: 7, high: 7,
      check: { !$0.isOtherClass && $0.counts == "laws" && $0.isRankable }),
    Case(
      name: "the comparison's class beats another",
      facts: [
        Fact("law_inspections", "9", counts: "laws"),
        Fact("law_inspections", "7", counts: "inspections"),
      ], asked: ["law_inspections"], counts: .only("inspections"), state: .stated, value: 7, low: 7,
      high: 7, check: { !$0.isOtherClass }),
    Case(
      name: "a class that the measure does not have is stated by nobody",
      facts: [Fact("reports_heard", "9", counts: "special_reports")], asked: ["reports_heard"],
      counts: .only("laws"), state: .stated, value: 9, low: 9, high: 9,
      check: { $0.isOtherClass && $0.counts == "special_reports" }),
    // 视察、检查9项 and 检查7项: inspections read as topics, so that 7 ≤ 9 bounds the joint set below.
    Case(
      name: "inspections bound a joint set of topics",
      facts: [Fact("law_inspections", "7", counts: "inspections")],
      asked: ["law_inspections", "visits"], counts: .only("topics"), state: .bounded, low: 7,
      high: nil),
    Case(
      name: "inspections bound a joint set of occasions",
      facts: [Fact("law_inspections", "7", counts: "inspections")],
      asked: ["law_inspections", "visits"], counts: .only("occasions"), state: .bounded, low: 7,
      high: nil),
    Case(
      name: "laws inspected bound no joint set",
      facts: [Fact("law_inspections", "7", counts: "laws")], asked: ["law_inspections", "visits"],
      counts: .only("topics"), state: .notStated),
    Case(
      name: "a joint set of topics bounds inspections and not laws",
      facts: [Fact("law_inspections+visits", "9", counts: "topics")], asked: ["law_inspections"],
      counts: .only("inspections"), state: .bounded, low: 0, high: 9),
    Case(
      name: "a joint set of topics says nothing of laws",
      facts: [Fact("law_inspections+visits", "9", counts: "topics")], asked: ["law_inspections"],
      counts: .only("laws"), state: .notStated),
    Case(
      name: "topics and occasions of surveys do not mix",
      facts: [Fact("surveys", "7", counts: "topics"), Fact("visits", "3", counts: "occasions")],
      asked: ["surveys", "visits"], counts: .only("occasions"), state: .bounded, low: 3, high: nil),
    // A measure of one class counts with either: 4 inquiries + 3 votes by topic.
    Case(
      name: "a measure's own class is either of topics and occasions",
      facts: [Fact("special_inquiries", "4"), Fact("satisfaction_votes", "3", counts: "topics")],
      asked: ["special_inquiries", "satisfaction_votes"], counts: .only("topics"), state: .summed,
      value: 7, low: 7, high: 7),
    Case(
      name: "a joint figure in inspections is the joint set in topics",
      facts: [Fact("law_inspections+visits", "9", counts: "inspections")],
      asked: ["law_inspections", "visits"], counts: .only("topics"), state: .stated, value: 9,
      low: 9,
      high: 9),

    // Titles.
    Case(
      name: "titles alone are at least so many",
      facts: [], titles: [Title(title: "河道条例"), Title(title: "志愿条例")], asked: ["laws_enacted"],
      state: .named, value: 2, low: 2, high: nil, bound: .atLeast,
      check: {
        $0.titles == ["河道条例", "志愿条例"] && $0.sources == ["甲报告"] && $0.unit == "件" && $0.isReported
      }),
    Case(
      name: "a title counts once for each thing done with it",
      facts: [],
      titles: [
        Title(title: "河道条例"), Title(title: "河道条例"), Title(title: "河道条例", action: "amended"),
        Title(title: "旧例", action: "repealed"), Title(title: "草案", stage: "deliberated"),
        Title(title: "计划", stage: "planned"), Title(title: "调研", stage: "surveyed"),
      ], asked: ["laws_passed"], state: .named, value: 3, low: 3, high: nil, bound: .atLeast),
    Case(
      name: "titles of another action do not count", facts: [],
      titles: [Title(title: "旧例", action: "repealed")], asked: ["laws_enacted"], state: .notStated),
    Case(
      name: "a figure beats titles",
      facts: [Fact("laws_enacted", "1")], titles: [Title(title: "一"), Title(title: "二")],
      asked: ["laws_enacted"], state: .stated, value: 1, low: 1, high: 1,
      check: { $0.titles.isEmpty }),
    // 2 titles within a whole of 9.
    Case(
      name: "titles within a whole have its upper end",
      facts: [Fact("laws_passed", "9")], titles: [Title(title: "一"), Title(title: "二")],
      asked: ["laws_enacted"], state: .named, value: 2, low: 2, high: 9, bound: .atLeast,
      check: { $0.observations == [0] }),
    // The parts make 5, more than the 2 titles tell.
    Case(
      name: "parts that make more than the titles stand",
      facts: [Fact("laws_enacted", "5")],
      titles: [Title(title: "一"), Title(title: "二", action: "amended")], asked: ["laws_passed"],
      state: .bounded, low: 5, high: nil),
    Case(
      name: "titles are regulations and no bills", facts: [], titles: [Title(title: "一")],
      asked: ["laws_enacted"], counts: .only("bills"), state: .notStated),

    // Terms.
    Case(
      name: "a figure of a term is left out, and the cell says so",
      facts: [Fact("visits", "50", from: 2018)], asked: ["visits"], state: .notStated,
      check: { $0.hasOnlyTermFigure }),
    // 50 in 2018 to 2022 is 10 a year.
    Case(
      name: "a figure of a term is averaged where the comparison asks",
      facts: [Fact("visits", "50", from: 2018)], asked: ["visits"], terms: .average, state: .stated,
      value: 10, low: 10, high: 10, check: { $0.averagedYears == 5 && !$0.hasOnlyTermFigure }),
    // About 50 is 45 to 55, 9 to 11 a year.
    Case(
      name: "an averaged figure keeps its bound",
      facts: [Fact("visits", "50", bound: "about", from: 2018)], asked: ["visits"], terms: .average,
      state: .stated, value: 10, low: 9, high: 11, bound: .about),
    Case(
      name: "a yearly figure beats an average",
      facts: [Fact("visits", "50", from: 2018), Fact("visits", "7")], asked: ["visits"],
      terms: .average, state: .stated, value: 7, low: 7, high: 7, check: { $0.averagedYears == 1 }),
    // Joint in the year, single in the term: 12 / 5 = 2.4 is known, 0 to 27 is not.
    Case(
      name: "an average beats an interval",
      facts: [
        Fact("surveys+visits", "27", unit: "次"), Fact("visits", "12", unit: "次", from: 2018),
      ],
      asked: ["visits"], counts: .only("occasions"), terms: .average, state: .stated, value: 2.4,
      low: 2.4, high: 2.4),
    Case(
      name: "figures of a year and of a term are not added",
      facts: [Fact("visits", "5", unit: "次"), Fact("surveys", "50", unit: "次", from: 2018)],
      asked: ["surveys", "visits"], counts: .only("occasions"), terms: .average, state: .bounded,
      low: 5, high: nil),
    // Two years of a term at its middle are no yearly figure and no average.
    Case(
      name: "a mid-term span is not averaged",
      facts: [Fact("visits", "20", from: 2021)], asked: ["visits"], terms: .average,
      state: .notStated, check: { !$0.hasOnlyTermFigure }),
    Case(
      name: "a span of unknown beginning is not averaged",
      facts: [Fact("visits", "20", from: nil)], asked: ["visits"], terms: .average,
      state: .notStated),
    Case(
      name: "a figure of another year is none of this report's year",
      facts: [Fact("visits", "20", from: 2021, to: 2021)], asked: ["visits"], terms: .average,
      state: .notStated),
    Case(
      name: "in a yearly report a figure without years is of the year",
      facts: [Fact("visits", "7", from: nil, to: nil)], asked: ["visits"], state: .stated, value: 7,
      low: 7, high: 7),
    Case(
      name: "in a term's report a figure without years is of no known period",
      facts: [Fact("visits", "7", from: nil, to: nil)], asked: ["visits"], terms: .average,
      span: "term", state: .notStated),
    // A term of four years, in a report that accounts for a term: 20 / 4 = 5.
    Case(
      name: "a term's report may account for less than five years",
      facts: [Fact("visits", "20", from: 2019)], asked: ["visits"], terms: .average, span: "term",
      state: .stated, value: 5, low: 5, high: 5, check: { $0.averagedYears == 4 }),
    // 542 deputies are 542 at the end of the term too.
    Case(
      name: "a stock is never averaged",
      facts: [Fact("deputies", "542", from: 2018)], asked: ["deputies"], terms: .average,
      span: "term",
      state: .stated, value: 542, low: 542, high: 542, check: { $0.averagedYears == 1 }),
    Case(
      name: "a stock without years is of the report's year",
      facts: [Fact("contact_stations", "30", from: nil, to: nil)], asked: ["contact_stations"],
      span: "term", state: .stated, value: 30, low: 30, high: 30),
    // 10 titles in five years are at least 2 a year.
    Case(
      name: "titles of a term are averaged too", facts: [],
      titles: (1...10).map { Title(title: "条例\($0)", from: 2018) }, asked: ["laws_enacted"],
      terms: .average, state: .named, value: 2, low: 2, high: nil, bound: .atLeast,
      check: { $0.averagedYears == 5 && $0.titles.count == 10 }),
    Case(
      name: "titles of a term are left out unless asked for", facts: [],
      titles: [Title(title: "条例", from: 2018)], asked: ["laws_enacted"], state: .notStated,
      check: { $0.hasOnlyTermFigure }),

    // Reports and sources.
    Case(
      name: "of two reports the first listed is used",
      facts: [Fact("visits", "9", report: "甲-2022-2"), Fact("visits", "7", unit: "次")],
      asked: ["visits"], state: .stated, value: 7, low: 7, high: 7,
      check: { $0.observations == [1] && $0.sources == ["甲报告"] }),
    Case(
      name: "what only the second report states is not stated",
      facts: [Fact("visits", "9", report: "甲-2022-2")], asked: ["visits"], state: .notStated),
    Case(
      name: "titles of the second report are left out", facts: [],
      titles: [Title(title: "一", source: "甲报告之二")], asked: ["laws_enacted"], state: .notStated),
    Case(
      name: "titles of another source count", facts: [],
      titles: [Title(title: "一", source: "公报")], asked: ["laws_enacted"], state: .named, value: 1,
      low: 1, high: nil, bound: .atLeast, check: { $0.sources == ["公报"] }),
    Case(
      name: "a figure that a person entered counts without a report",
      facts: [Fact("visits", "9", report: "", status: "entered")], asked: ["visits"],
      state: .stated,
      value: 9, low: 9, high: 9, check: { $0.sources == ["电话核实"] }),
    Case(
      name: "a rejected figure is ignored",
      facts: [Fact("visits", "9", status: "rejected")], asked: ["visits"], state: .notStated),

    // Who can have what.
    Case(
      name: "a district passes no regulations", facts: [], asked: ["laws_passed"], tier: .district,
      state: .notApplicable, check: { !$0.isRankable && !$0.isReported }),
    Case(
      name: "a district's zero is no statement", facts: [Fact("laws_passed", "0")],
      asked: ["laws_passed"], tier: .district, state: .notApplicable),
    Case(
      name: "a district's regulations stand, and are doubted", facts: [Fact("laws_passed", "2")],
      asked: ["laws_passed"], tier: .district, state: .stated, value: 2, low: 2, high: 2,
      findings: [
        "warning: 甲市 cannot have laws_passed in 2022, and 2 is stated: check its kind, tier and year"
      ]),
    Case(
      name: "a conference passes no regulations", facts: [], asked: ["laws_passed"], kind: .cppcc,
      state: .notApplicable),
    Case(
      name: "a district that states no visits does not state them", facts: [], asked: ["visits"],
      tier: .district, state: .notStated),

    // Measures of one's own.
    Case(
      name: "a measure of one's own may be negative or a fraction",
      facts: [Fact("满意率", "-3.25")], asked: ["满意率"], state: .stated, value: -3.25, low: -3.25,
      high: -3.25),
    // 约0.5: half a unit of its last digit, 0.5 ± 0.05.
    Case(
      name: "about 0.5 is 0.45 to 0.55", facts: [Fact("满意率", "0.5", bound: "about")],
      asked: ["满意率"], state: .stated, value: 0.5, low: 0.45, high: 0.55, bound: .about),
    Case(
      name: "measures of one's own are added where they are stated",
      facts: [Fact("甲项", "-2"), Fact("乙项", "5")], asked: ["甲项", "乙项"], state: .summed, value: 3,
      low: 3, high: 3),
    // Of 甲项 + 乙项 = 5 either may be less than 0 or more than 5.
    Case(
      name: "measures of one's own are not bounded by others",
      facts: [Fact("甲项+乙项", "5")], asked: ["甲项"], state: .notStated),
    Case(
      name: "a part of one's own measures does not bound the whole",
      facts: [Fact("甲项", "5")], asked: ["甲项", "乙项"], state: .notStated),
    Case(
      name: "a catalogue measure is not bounded by a whole with one's own",
      facts: [Fact("甲项+motions", "5", counts: "motions")], asked: ["motions"], state: .notStated),
  ]

  @Test(arguments: cases)
  func `a cell says what the figures say`(test: Case) async throws {
    let data = try await factData(
      test.facts, titles: test.titles, span: test.span, kind: test.kind, tier: test.tier)
    let table = MeasureTable(
      MeasureSet(test.asked), counts: test.counts, rows: data.bodyYears, terms: test.terms, in: data
    )
    let cell = try #require(table.rows.first).cell
    #expect(table.rows.count == 1)
    #expect(cell.state == test.state)
    #expect(isClose(cell.value, test.value), "value \(String(describing: cell.value))")
    #expect(isClose(cell.low, test.low), "low \(String(describing: cell.low))")
    #expect(isClose(cell.high, test.high), "high \(String(describing: cell.high))")
    #expect(cell.bound == test.bound)
    #expect(test.check(cell), "\(cell)")
    #expect(table.findings() == [Self.severalReports] + test.findings)
  }

  private func isClose(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return abs(a - b) <= 1e-9 * max(1, abs(b))
  }

  @Test func `every state comes about`() {
    #expect(Set(Self.cases.map(\.state)) == Set(Cell.State.allCases))
    #expect(Set(Self.cases.map(\.bound)) == Set(Observation.Bound.allCases))
  }

  @Test func `the findings are told in Chinese too`() async throws {
    let data = try await factData([
      Fact("visits", "7"), Fact("visits", "9"), Fact("visits", "5", role: "component"),
      Fact("visits", "6", role: "component"), Fact("laws_enacted", "6"), Fact("laws_passed", "4"),
    ])
    let visits = MeasureTable(MeasureSet(["visits"]), rows: data.bodyYears, in: data)
    #expect(
      visits.findings(in: .chinese) == [
        "warning: 甲市 2022年有几份报告，只用第一份（甲-2022）", "warning: 甲市 2022年：visits 有两个总数：7和9，取前一个（对照第3行）",
        "warning: 甲市 2022年：visits 的总数7与分项之和11不一致，取总数（对照第4、5行）",
      ])
    let laws = MeasureTable(
      MeasureSet(["laws_enacted", "laws_amended"]), rows: data.bodyYears, in: data)
    #expect(
      laws.findings(in: .chinese).last
        == "warning: 甲市 2022年：laws_amended+laws_enacted 的部分合计6多于包含它的总数4（对照第6行）")
    let district = try await factData([Fact("laws_enacted", "2")], tier: .district)
    let table = MeasureTable(MeasureSet(["laws_enacted"]), rows: district.bodyYears, in: district)
    #expect(
      table.findings(in: .chinese).last
        == "warning: 甲市 2022年不应有 laws_enacted，报告却载明2：请核对类型、类别和年份")
    #expect(table.diagnostics.allSatisfy { $0.place == Place("package") })
    #expect(laws.diagnostics.last?.place == Place("package/observations.csv", line: 7))
  }

  @Test func `figures that contradict each other are found whatever is asked, with their lines`()
    async throws
  {
    // 6 and 8 of them make 14 of the 9; 5 and 4 in the term of 2018 to 2022 have two totals.
    let data = try await factData([
      Fact("laws_passed", "9"), Fact("laws_enacted", "6"), Fact("laws_amended", "8"),
      Fact("visits", "50", from: 2018), Fact("visits", "60", from: 2018),
      Fact("surveys", "3"), Fact("surveys+visits", "3", counts: "topics"),
    ])
    let sets = "laws_amended+laws_enacted+laws_repealed"
    let found = data.contradictions()
    #expect(
      found.map { $0.line(in: .english) } == [
        "package/observations.csv:2: warning: 甲市, 2022: the parts of \(sets) make 14, more than the "
          + "total 9 around it (see lines 3, 4)",
        "package/observations.csv:5: warning: 甲市, 2022: two totals for visits: 50 and 60; the first is "
          + "used (see line 6)",
      ])
    let table = try await tableData(
      "body,year,laws_passed,laws_enacted\n甲市,2021,5,5\n甲市,2022,4,6\n")
    #expect(
      table.contradictions().map { $0.line(in: .chinese) } == [
        "counts.csv:3: warning: 甲市 2022年：\(sets) 的部分合计6多于包含它的总数4"
      ])
  }

  @Test func `what disagrees within a term is told where terms are averaged`() async throws {
    let data = try await factData([
      Fact("visits", "50", from: 2018), Fact("visits", "60", from: 2018),
    ])
    let excluded = MeasureTable(MeasureSet(["visits"]), rows: data.bodyYears, in: data)
    #expect(excluded.findings() == [Self.severalReports])
    let averaged = MeasureTable(
      MeasureSet(["visits"]), rows: data.bodyYears, terms: .average, in: data)
    #expect(
      averaged.findings() == [
        Self.severalReports,
        "warning: 甲市, 2022: two totals for visits: 50 and 60; the first is used (see line 3)",
      ])
  }

  // MARK: - The class of the comparison

  /// Five bodies with figures of law_inspections in these classes, 甲市 to 戊市.
  private func bodies(_ classes: [String]) async throws -> DataSet {
    let names = ["甲市", "乙市", "丙市", "丁市", "戊市"]
    let rows = zip(names, classes).map { "\($0),npc,2022,law_inspections,7,,,\($1),2022,2022,,,\n" }
    return try await packageData([
      "datapackage.json": "{\"resources\": []}",
      "bodies.csv": "body,kind,level,tier,province,code\n"
        + names.map { "\($0),npc,,,,\n" }.joined(),
      "observations.csv":
        "body,kind,report_year,measures,value,bound,unit,counts,from,to,role,status,source\n"
        + rows.joined(),
    ])
  }

  @Test(arguments: [
    (["laws", "laws", "inspections"], "laws", [false, false, true]),
    (["laws", "inspections"], "inspections", [true, false]),
    (["inspections", "laws", "inspections"], "inspections", [false, true, false]),
  ])
  func `the commonest class of the selection is compared, the usual one on a tie`(
    classes: [String], counts: String, areOther: [Bool]
  ) async throws {
    let data = try await bodies(classes)
    let table = MeasureTable(MeasureSet(["law_inspections"]), rows: data.bodyYears, in: data)
    #expect(table.counts == counts)
    #expect(table.rows.map(\.cell.isOtherClass) == areOther)
    #expect(table.rows.map(\.cell.counts) == classes)
    let any = MeasureTable(
      MeasureSet(["law_inspections"]), counts: .any, rows: data.bodyYears, in: data)
    #expect(any.rows.allSatisfy { $0.cell.isRankable })
  }

  @Test func `a table keeps the class that was asked for`() async throws {
    let data = try await bodies(["laws"])
    for counts in ["laws", "inspections", "unknown"] {
      let table = MeasureTable(
        MeasureSet(["law_inspections"]), counts: .only(counts), rows: data.bodyYears, in: data)
      #expect(table.counts == counts)
      #expect(table.rows[0].cell.isRankable == (counts == "laws"))
    }
  }

  @Test(arguments: [
    (["visits"], ["topics", "occasions"]), (["law_inspections"], ["inspections", "laws"]),
    (["law_inspections", "visits"], ["topics", "occasions"]),
    (["motions", "reports_heard"], ["special_reports", "all_reports", "budget_reports"]),
    (["reports_heard", "legislative_surveys"], ["topics", "occasions"]),
    (["special_inquiries", "satisfaction_votes"], ["topics", "occasions", "departments"]),
    (["laws_passed"], ["regulations", "bills", "amendments"]),
    (["motions", "suggestions"], ["motions"]),
    (["自有"], ["自有"]), ([], []),
  ])
  func `a set has the classes of the counting rules`(ids: [String], classes: [String]) {
    #expect(MeasureTable.classes(of: MeasureSet(ids)) == classes)
  }

  // MARK: - Properties

  /// A generator of the same numbers on every run.
  ///
  /// - Source: Steele, Lea and Flood, Fast splittable pseudorandom number generators (2014).
  struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static let leaves = ["law_inspections", "surveys", "visits", "legislative_surveys"]

  /// Random figures of random sets of four leaves, each set and class with one headline at most.
  private func randomFacts(_ generator: inout SplitMix64) -> [Fact] {
    var facts: [Fact] = []
    for set in 1..<16 where Int.random(in: 0..<3, using: &generator) == 0 {
      let ids = Self.leaves.indices.filter { set >> $0 & 1 == 1 }.map { Self.leaves[$0] }
      let bound = ["exact", "exact", "at_least", "about"].randomElement(using: &generator) ?? ""
      let classes = MeasureTable.classes(of: MeasureSet(ids))
      facts.append(
        Fact(
          ids.joined(separator: "+"), String(Int.random(in: 0...99, using: &generator)),
          counts: classes.randomElement(using: &generator) ?? "", bound: bound,
          role: Int.random(in: 0..<4, using: &generator) == 0 ? "component" : "headline"))
    }
    return facts
  }

  @Test(arguments: 1...12)
  func `the order of the rows does not change a cell`(seed: Int) async throws {
    var generator = SplitMix64(state: UInt64(seed))
    let facts = randomFacts(&generator)
    let first = try await factData(facts)
    for _ in 0..<3 {
      let second = try await factData(facts.shuffled(using: &generator))
      for set in 1..<16 {
        let ids = Self.leaves.indices.filter { set >> $0 & 1 == 1 }.map { Self.leaves[$0] }
        for counts in MeasureTable.classes(of: MeasureSet(ids)) {
          let cells = [first, second].map { data in
            let table = MeasureTable(
              MeasureSet(ids), counts: .only(counts), rows: data.bodyYears, in: data)
            // Where a figure stands in the data is the one thing that the order decides.
            var cell = table.rows[0].cell
            cell.observations = []
            return cell
          }
          #expect(cells[0] == cells[1])
        }
      }
    }
  }

  @Test(arguments: 1...12)
  func `an interval holds its value and has its ends in order`(seed: Int) async throws {
    var generator = SplitMix64(state: UInt64(100 + seed))
    let data = try await factData(randomFacts(&generator))
    for set in 1..<16 {
      let ids = Self.leaves.indices.filter { set >> $0 & 1 == 1 }.map { Self.leaves[$0] }
      let table = MeasureTable(MeasureSet(ids), counts: .any, rows: data.bodyYears, in: data)
      let cell = table.rows[0].cell
      switch cell.state {
      case .notStated, .notApplicable:
        #expect(cell.value == nil && cell.low == nil && cell.high == nil)
      case .stated, .summed, .named, .bounded:
        let low = try #require(cell.low)
        #expect(low >= 0)
        if let high = cell.high { #expect(low <= high) }
        if let value = cell.value { #expect(low <= value && value <= cell.high ?? .infinity) }
        if cell.state != .bounded { #expect(cell.value != nil) }
      }
    }
  }
}
