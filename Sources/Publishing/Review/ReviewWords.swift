import Diagnostics
import Observations
import Reading

/// The words of the page for checking, in its language.
struct ReviewWords {
  let language: Language

  /// The version of a text in the page's language.
  func text(_ zh: String, _ en: String) -> String {
    LocalisedText(zh: zh, en: en).text(in: language)
  }

  /// A number with a noun, such as “1 figure” and “2 figures”.
  func count(_ number: Int, _ zh: String, _ one: String, _ several: String) -> String {
    text("\(number)\(zh)", "\(number) \(number == 1 ? one : several)")
  }

  /// The name of a measure set.
  func name(of set: MeasureSet) -> String {
    if set.isLawsPassed { return name(of: "laws_passed") }
    let names = set.ids.map(name(of:))
    guard language == .english, let first = names.first else { return names.joined(separator: "、") }
    return ([first] + names.dropFirst().map { $0.prefix(1).lowercased() + $0.dropFirst() })
      .joined(separator: ", ")
  }

  /// The name of a measure; its identifier for one outside the catalogue.
  func name(of measure: String) -> String {
    guard let known = MeasureCatalogue.measure(measure) else { return measure }
    return text(known.name.chinese, known.name.english)
  }

  /// The value as stated, with its bound.
  func value(_ observation: Observation) -> String {
    let value = observation.value.isFinite ? number(observation.value) : "—"
    switch observation.bound {
    case .exact: return value
    case .atLeast: return text("至少 ", "≥ ") + value
    case .about: return text("约 ", "≈ ") + value
    }
  }

  /// What the figure counts; nothing where its measure has one class.
  func className(_ observation: Observation) -> String {
    if let name = Words.className(observation.counts, of: observation.measures) {
      return name.text(in: language)
    }
    if observation.measures.ids.contains(observation.counts) { return "" }
    // A class that the set should not have is named by a measure that has it.
    for measure in MeasureCatalogue.measures where measure.classes.contains(observation.counts) {
      if let name = Words.className(observation.counts, of: MeasureSet([measure.id])) {
        return name.text(in: language)
      }
    }
    return observation.counts
  }

  /// The calendar years covered; nothing where none is known.
  func period(_ observation: Observation) -> String {
    switch (observation.from, observation.to) {
    case (let from?, let to?) where from == to: String(from)
    case (nil, nil): ""
    case (let from, let to):
      (from.map { String($0) } ?? "") + text("～", "–") + (to.map { String($0) } ?? "")
    }
  }

  /// The body in words, such as 白城市人大常委会.
  func name(of body: BodyKey) -> String {
    switch body.kind {
    // No “people’s”: an apostrophe of a Chinese face is as wide as a character.
    case .npc: text("\(body.name)人大常委会", "\(body.name), congress")
    case .cppcc: text("\(body.name)政协常委会", "\(body.name), consultative conference")
    }
  }

  /// A role in words.
  func name(of role: Observation.Role) -> String {
    switch role {
    case .headline: text("总数", "headline")
    case .component: text("分项", "component")
    case .subset: text("其中", "subset")
    }
  }

  /// A status in words.
  func name(of status: Observation.Status) -> String {
    switch status {
    case .read: text("读取", "read")
    case .confirmed: text("已确认", "confirmed")
    case .corrected: text("已更正", "corrected")
    case .rejected: text("已否决", "rejected")
    case .entered: text("录入", "entered")
    }
  }

  /// A reason in words.
  func name(of reason: LeftOut.Reason) -> String {
    switch reason {
    case .plan: text("计划", "plan")
    case .otherBody: text("其他机构", "another body")
    case .insideOneActivity: text("单项活动之内", "inside one activity")
    case .result: text("结果", "result")
    case .notAMeasure: text("不在指标之列", "not a measure")
    case .notUnderstood: text("未能辨明", "not understood")
    }
  }

  /// What was done with a regulation and how far it has come, in words.
  func name(of regulation: NamedRegulation) -> String {
    let action =
      switch regulation.action {
      case .enacted: text("制定", "enacted")
      case .amended: text("修改", "amended")
      case .repealed: text("废止", "repealed")
      }
    let stage =
      switch regulation.stage {
      case .passed: text("通过", "passed")
      case .deliberated: text("审议", "deliberated")
      case .surveyed: text("调研", "surveyed")
      case .planned: text("计划", "planned")
      }
    return text("\(action)，\(stage)", "\(action), \(stage)")
  }

  /// A severity in words.
  func name(of severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: text("错误", "Errors")
    case .warning: text("警告", "Warnings")
    case .note: text("提示", "Notes")
    }
  }

  /// The name of a field of a report or body.
  func name(ofField field: String) -> String {
    switch field {
    case "body": text("机构", "Body")
    case "kind": text("类别", "Kind")
    case "level": text("层级", "Level")
    case "tier": text("层级细类", "Tier")
    case "province": text("省份", "Province")
    case "code": text("区划代码", "Code")
    case "report_year": text("报告年份", "Report year")
    case "span": text("期限", "Span")
    case "term": text("届", "Term")
    case "session": text("次", "Session")
    case "delivered": text("报告日期", "Delivered")
    case "source": text("来源", "Source")
    default: field
    }
  }

  /// The value of a field of a report or body, in words where the file carries an identifier.
  func value(_ value: String, ofField field: String) -> String {
    switch (field, value) {
    case ("kind", "npc"): text("人大常委会", "people's congress")
    case ("kind", "cppcc"): text("政协常委会", "consultative conference")
    case ("level", "province"): text("省级", "province")
    case ("level", "prefecture"): text("地级", "prefecture")
    case ("level", "county"): text("县级", "county")
    case ("span", "year"): text("一年", "a year")
    case ("span", "term"): text("一届", "a term")
    default: value
    }
  }

  /// Where a field comes from, in words.
  func name(of origin: FieldEvidence.Origin) -> String {
    switch origin {
    case .text: text("正文", "text")
    case .fileName: text("文件名", "file name")
    case .collection: text("其他报告", "other reports")
    case .divisions: text("区划表", "table of divisions")
    }
  }
}
