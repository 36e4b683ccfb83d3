import Diagnostics
import Observations

extension VerificationSheet {
  /// The sheet as CSV: full precision, a column for each fact, empty columns to be signed in.
  func csv(language: Language) -> String {
    func text(_ zh: String, _ en: String) -> String {
      LocalisedText(zh: zh, en: en).text(in: language)
    }
    let header = Self.headings(language).joined(separator: ",")
    let lines = rows.map { row in
      fields(of: row, language, number: number(row.value)).map(csvField).joined(separator: ",")
    }
    return ([header] + lines).joined(separator: "\n") + "\n"
  }

  /// The headings of all columns.
  static func headings(_ language: Language) -> [String] {
    let headings: [(String, String)] = [
      ("序号", "No."), ("所在位置", "Where"), ("所印数字", "As printed"), ("机构", "Body"),
      ("年份", "Year"), ("内容", "What"), ("数值", "Value"), ("单位", "Unit"), ("状态", "State"),
      ("口径", "Class"), ("原文", "Sentence"), ("原文位置", "Offsets"), ("来源", "Source"),
      ("网址", "Address"), ("取得日期", "Retrieved"), ("核对情况", "Status"), ("可比性", "Comparability"),
      ("算法", "Arithmetic"), ("核对人", "Checked by"), ("复核人", "Reviewed by"), ("备注", "Remarks"),
    ]
    return headings.map { LocalisedText(zh: $0.0, en: $0.1).text(in: language) }
  }

  /// The fields of a row below ``headings(_:)``; several sentences stand one after another.
  func fields(of row: Row, _ language: Language, number value: String) -> [String] {
    func joined(_ part: (Evidence) -> String) -> String {
      var parts: [String] = []
      for evidence in row.evidence {
        let text = part(evidence)
        if !text.isEmpty, !parts.contains(text) { parts.append(text) }
      }
      return parts.joined(separator: language == .chinese ? "；" : "; ")
    }
    return [
      String(row.number), row.location.text(in: language), row.printed, row.body,
      row.year.map { String($0) } ?? "", row.subject.text(in: language), value, row.unit,
      row.state.text(in: language), row.counts.text(in: language), joined(\.sentence),
      joined { evidence in
        guard let start = evidence.start, let end = evidence.end else { return "" }
        return "\(start)–\(end)"
      }, joined(\.source), joined(\.address), joined(\.retrieved),
      joined { $0.note.text(in: language) }, row.verdict.text(in: language),
      row.arithmetic.text(in: language), "", "", "",
    ]
  }

  /// The sheet as the annex of a document prints it: what two people need to sign for a number.
  ///
  /// Where `body` is given the others are anonymous: its numbers and those of all bodies together are
  /// listed, without the names behind them.
  func textTable(
    language: Language, onlyOf body: String?, isAnnex: Bool = false
  ) -> TextTable {
    func text(_ zh: String, _ en: String) -> String {
      LocalisedText(zh: zh, en: en).text(in: language)
    }
    let shown = rows.filter { body == nil || $0.body.isEmpty || $0.body == body }
    var notes = [
      text("……：全文见另存的核对表（CSV）。", "……: in full in the sheet kept beside this document (CSV).")
    ]
    if shown.count < rows.count {
      notes.append(
        text(
          "其余机构在文中匿名，其数字见另存的核对表。",
          "The other bodies are anonymous here; their numbers are in the sheet kept beside this document."
        ))
    }
    return TextTable(
      title: isAnnex ? "" : text("数据核对表", "Verification sheet"), subtitle: "", unit: "",
      columns: [
        TextTable.Column(heading: text("序号", "No."), isNumber: true),
        TextTable.Column(heading: text("数字", "Number"), isNumber: true),
        TextTable.Column(heading: text("内容与位置", "What and where")),
        TextTable.Column(heading: text("原文或算法", "Sentence or arithmetic")),
        TextTable.Column(heading: text("核对人", "Checked"), leastWidth: 8),
        TextTable.Column(heading: text("复核人", "Reviewed"), leastWidth: 8),
        TextTable.Column(heading: text("备注", "Remarks"), leastWidth: 8),
      ],
      groups: [
        TextTable.Group(
          heading: nil,
          rows: shown.map { row in
            let all = fields(of: row, language, number: "")
            // What lies behind a number of all may name those that are anonymous.
            let isHidden = body != nil && row.body.isEmpty
            let head = [row.body, row.year.map { text("\($0)年", "\($0)") } ?? ""]
              .filter { !$0.isEmpty }.joined(separator: text("", ", "))
            let what = [
              [
                head,
                row.subject.text(in: language)
                  + (row.unit.isEmpty ? "" : text("（\(row.unit)）", " (\(row.unit))")),
              ].filter { !$0.isEmpty }
                .joined(separator: text("，", ", ")), row.location.text(in: language),
            ].joined(separator: text("；", "; "))
            var ground = [all[10], all[12]].filter { !$0.isEmpty }.joined(
              separator: text("——", " — "))
            if all[10].isEmpty, !isHidden {
              ground = [row.arithmetic.text(in: language), all[12]].filter { !$0.isEmpty }
                .joined(separator: text("；", "; "))
            }
            // The file beside the document has every list in full.
            if all[10].isEmpty, ground.count > 90 { ground = ground.prefix(80) + "……" }
            let verdict = row.verdict.text(in: language)
            return TextTable.Row(texts: [
              String(row.number),
              row.printed,
              what,
              [ground, verdict].filter { !$0.isEmpty }.joined(separator: text("。", ". ")), "", "",
              "",
            ])
          })
      ], notes: notes, language: language)
  }
}
