/// The measures that the program knows: what a figure in a work report can count.
///
/// A newcomer adds a measure here, in one entry: its identifier, names and unit, the bodies that can
/// have it, and the classes of thing that its figures count, the commonest first.
public enum MeasureCatalogue {
  /// Every measure of the catalogue, in the order in which reports give account of them.
  public static let measures: [Measure] = [
    Measure(
      "plenary_sessions", zh: "全体会议", en: "Plenary sessions", [.npc, .cppcc], unit: "次",
      aliases: ["人民代表大会会议", "代表大会会议"]),
    Measure(
      "committee_meetings", zh: "常委会会议", en: "Standing committee meetings", [.npc, .cppcc],
      unit: "次", aliases: ["召开常委会会议"]),
    Measure(
      "chair_meetings", zh: "主任会议", en: "Meetings of chairpersons", [.npc, .cppcc], unit: "次",
      aliases: ["主席会议"]),
    Measure(
      "laws_passed", zh: "通过地方性法规", en: "Regulations passed", [.npc], unit: "件",
      aliases: ["立法数", "通过法规", "地方性法规"], classes: ["regulations", "bills", "amendments"],
      applicability: .localLegislatures),
    Measure(
      "laws_enacted", zh: "制定地方性法规", en: "Regulations enacted", [.npc], unit: "件",
      aliases: ["制定法规"], classes: ["regulations", "bills", "amendments"],
      applicability: .localLegislatures),
    Measure(
      "laws_amended", zh: "修改地方性法规", en: "Regulations amended", [.npc], unit: "件",
      aliases: ["修订法规", "修改法规"], classes: ["regulations", "bills", "amendments"],
      applicability: .localLegislatures),
    Measure(
      "laws_repealed", zh: "废止地方性法规", en: "Regulations repealed", [.npc], unit: "件",
      aliases: ["废止法规"], classes: ["regulations", "bills", "amendments"],
      applicability: .localLegislatures),
    Measure(
      "laws_approved", zh: "批准地方性法规", en: "Regulations of lower bodies approved", [.npc],
      unit: "件", aliases: ["审查批准法规"], classes: ["regulations", "bills", "amendments"],
      applicability: .provincesOnly),
    Measure(
      "laws_deliberated", zh: "审议法规草案", en: "Draft regulations deliberated", [.npc], unit: "件",
      classes: ["regulations", "bills", "amendments"], applicability: .localLegislatures),
    Measure(
      "reports_heard", zh: "听取审议专项工作报告", en: "Reports heard", [.npc], unit: "项",
      aliases: ["听取审议报告", "听取报告", "专项工作报告"],
      classes: ["special_reports", "all_reports", "budget_reports"]),
    Measure(
      "law_inspections", zh: "执法检查", en: "Law enforcement inspections", [.npc], unit: "项",
      classes: ["inspections", "laws"]),
    Measure(
      "visits", zh: "视察", en: "Inspection visits", [.npc, .cppcc], unit: "次",
      aliases: ["专项视察"], classes: ["topics", "occasions"]),
    Measure(
      "surveys", zh: "专题调研", en: "Surveys", [.npc, .cppcc], unit: "项", aliases: ["调研"],
      classes: ["topics", "occasions"]),
    Measure(
      "legislative_surveys", zh: "立法调研", en: "Legislative surveys", [.npc], unit: "项",
      classes: ["topics", "occasions"]),
    Measure("special_inquiries", zh: "专题询问", en: "Special inquiries", [.npc], unit: "次"),
    Measure(
      "satisfaction_votes", zh: "满意度测评", en: "Satisfaction votes", [.npc], unit: "项",
      classes: ["topics", "occasions", "departments"]),
    Measure(
      "work_evaluations", zh: "工作评议", en: "Work evaluations", [.npc], unit: "项",
      classes: ["topics", "occasions", "departments"]),
    Measure(
      "decisions", zh: "决议决定", en: "Resolutions and decisions", [.npc], unit: "项",
      aliases: ["作出决议决定", "重大事项决定"]),
    Measure("review_opinions", zh: "审议意见", en: "Deliberation opinions", [.npc], unit: "份"),
    Measure(
      "appointments", zh: "人事任免", en: "Appointments and removals", [.npc], unit: "人次",
      aliases: ["任免", "任免国家机关工作人员"], classes: ["appointments"], growsWithResidents: true),
    Measure(
      "oaths", zh: "宪法宣誓", en: "Constitutional oaths", [.npc], unit: "人次",
      classes: ["ceremonies", "persons"], growsWithResidents: true,
      applicability: .since(2016)),
    Measure(
      "filings_reviewed", zh: "备案审查规范性文件", en: "Normative documents reviewed", [.npc],
      unit: "件", aliases: ["备案审查"], growsWithResidents: true),
    Measure(
      "filings_received", zh: "接收报备规范性文件", en: "Normative documents received", [.npc],
      unit: "件", growsWithResidents: true),
    Measure(
      "motions", zh: "代表议案", en: "Motions", [.npc], unit: "件", aliases: ["议案"],
      growsWithResidents: true),
    Measure(
      "suggestions", zh: "代表建议", en: "Deputies' suggestions", [.npc], unit: "件",
      aliases: ["建议办理"], growsWithResidents: true),
    Measure(
      "suggestions_key", zh: "重点督办建议", en: "Suggestions under special supervision", [.npc],
      unit: "件", growsWithResidents: true),
    Measure(
      "petitions", zh: "信访", en: "Petitions", [.npc], unit: "件次", aliases: ["来信来访"],
      classes: ["letters_and_visits", "persons"], growsWithResidents: true),
    Measure(
      "deputies", zh: "本级代表", en: "Deputies", [.npc], unit: "名", nature: .stock,
      aliases: ["代表人数"], classes: ["persons", "person_times"], growsWithResidents: true),
    Measure(
      "deputies_observing", zh: "代表列席", en: "Deputies observing meetings", [.npc], unit: "人次",
      classes: ["persons", "person_times"], growsWithResidents: true),
    Measure(
      "deputies_in_oversight", zh: "代表参加监督", en: "Deputies in oversight", [.npc], unit: "人次",
      classes: ["persons", "person_times"], growsWithResidents: true),
    Measure(
      "deputies_trained", zh: "代表培训", en: "Deputies trained", [.npc], unit: "人次",
      classes: ["persons", "person_times"], growsWithResidents: true),
    Measure(
      "contact_stations", zh: "代表联络站", en: "Contact stations", [.npc], unit: "个",
      nature: .stock, aliases: ["代表之家"], growsWithResidents: true),
    Measure(
      "proposals_received", zh: "收到提案", en: "Proposals received", [.cppcc], unit: "件",
      aliases: ["征集提案"], growsWithResidents: true),
    Measure(
      "proposals_filed", zh: "提案立案", en: "Proposals filed", [.cppcc], unit: "件",
      aliases: ["立案提案"], growsWithResidents: true),
    Measure(
      "proposals_handled", zh: "提案办理", en: "Proposals handled", [.cppcc], unit: "件",
      growsWithResidents: true),
    Measure(
      "proposals_key", zh: "重点提案", en: "Key proposals", [.cppcc], unit: "件",
      growsWithResidents: true),
    Measure("consultations", zh: "协商活动", en: "Consultations", [.cppcc], unit: "次"),
    Measure(
      "democratic_supervision", zh: "民主监督", en: "Democratic supervision", [.cppcc], unit: "次"),
    Measure(
      "opinions_submitted", zh: "报送社情民意", en: "Public opinion reports submitted", [.cppcc],
      unit: "篇", aliases: ["社情民意信息"], growsWithResidents: true),
    Measure(
      "opinions_received", zh: "收集社情民意", en: "Public opinion items received", [.cppcc],
      unit: "条", growsWithResidents: true),
    Measure("advice_submitted", zh: "建言成果", en: "Advice submitted", [.cppcc], unit: "份"),
    Measure("speeches", zh: "大会发言", en: "Plenary speeches", [.cppcc], unit: "篇"),
    Measure(
      "members_trained", zh: "委员培训", en: "Members trained", [.cppcc], unit: "人次",
      classes: ["persons", "person_times"], growsWithResidents: true),
  ]

  /// `laws_passed` is not a leaf: it is the set of these three, and is read and written as it.
  public static let lawsPassed = ["laws_amended", "laws_enacted", "laws_repealed"]

  private static let byIdentifier = Dictionary(
    uniqueKeysWithValues: measures.map { ($0.id, $0) })

  /// The measure with an identifier; nothing where the catalogue has none.
  public static func measure(_ id: String) -> Measure? { byIdentifier[id] }

  private static let byName: [String: String] = {
    var names: [String: String] = [:]
    for measure in measures {
      for name in measure.names where names[name] == nil { names[name] = measure.id }
    }
    return names
  }()

  /// The identifier of the measure that bears a name exactly: its identifier, a name or an alias.
  public static func identifier(named name: String) -> String? { byName[name] }
}
