public import Diagnostics
import FoundationEssentials
import Observations
public import Reading

/// One page of HTML in which a person checks what was read from reports.
///
/// It holds everything: no other file and no network is needed, and it works from a folder. Findings
/// and counts come first; then each report's text, its figures marked by measure, beside a table of
/// them. A decision about a figure (confirmed, corrected, rejected) leaves the page as a CSV with
/// `id,status,value,read_value`. Without its script the page still reads, leads and prints.
///
/// The same reports give the same bytes. Offsets outside the text mark nothing; the table then shows the
/// evidence.
public struct ReviewPage: Sendable {
  private let sections: [ReviewSection]
  private let diagnostics: [Diagnostic]
  private let words: ReviewWords

  /// Makes a page of reports, in their order, with the findings that belong to no single one.
  public init(
    reports: [ReadReport], diagnostics: [Diagnostic] = [], language: Language = .chinese
  ) {
    let words = ReviewWords(language: language)
    sections = reports.enumerated().map { index, report in
      ReviewSection(report, position: index + 1, words: words)
    }
    self.diagnostics = diagnostics
    self.words = words
  }

  /// The page, in UTF-8.
  public func html() -> [UInt8] {
    let style = ReviewStyle.text + probableHeights
    var body: Markup = ""
    body += bar
    body += """
      <main>
      <header class="top"><h1>\(title)</h1><p class="meta">\(totals)</p></header>

      """
    body += findings
    body += summary
    body += legend
    for section in sections { body += section.html }
    body += "</main>\n"
    body += exportDialog

    // The key keeps the decisions of this very page apart from those of others in the same folder.
    let key = String(sha256([body.bytes]).prefix(16))
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="\(words.text("zh-Hans", "en"))" data-key="\(key)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src \(Self.source(of: style)); script-src \(Self.source(of: ReviewScript.text)); \
      base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title) · \(totals)</title>
      <style>\(Markup(trusted: style))</style>
      </head>
      <body>
      \(body)<script>\(Markup(trusted: ReviewScript.text))</script>
      </body>
      </html>

      """
    return page.bytes
  }

  /// The source that a content security policy names for an inline text: its hash.
  private static func source(of text: String) -> Markup {
    let digits = Array(sha256([Array(text.utf8)]))
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { index in
      UInt8(String(digits[index...index + 1]), radix: 16)
    }
    guard bytes.count == 32 else { return "'unsafe-inline'" }
    return Markup(trusted: "'sha256-\(Data(bytes).base64EncodedString())'")
  }

  private var title: String { words.text("读取结果核对", "Check of what was read") }

  private var observationCount: Int { sections.reduce(0) { $0 + $1.figures.count } }

  private var totals: String {
    let leftOut = sections.reduce(0) { $0 + $1.reading.leftOut.count }
    return [
      words.count(sections.count, "份报告", "report", "reports"),
      words.count(observationCount, "条数据", "figure", "figures"),
      words.count(leftOut, "处未采入", "number left out", "numbers left out"),
    ].joined(separator: " · ")
  }

  /// The heights of reports not yet drawn, without which the scroll bar would jump.
  private var probableHeights: String {
    sections.map {
      "#r\($0.position){contain-intrinsic-size:auto \($0.probableHeight)px}\n"
    }.joined()
  }

  // MARK: The top

  private var findings: Markup {
    var all: [(section: ReviewSection?, diagnostic: Diagnostic)] = []
    all += diagnostics.map { (nil, $0) }
    for section in sections { all += section.reading.diagnostics.map { (section, $0) } }
    guard !all.isEmpty else { return "" }
    var html: Markup = """
      <section class="findings"><h2>\(words.text("读取时的发现", "Findings while reading"))</h2>

      """
    for severity in Diagnostic.Severity.allCases {
      let group = all.filter { $0.diagnostic.severity == severity }
      guard !group.isEmpty else { continue }
      // Errors and short lists lie open.
      let open: Markup = severity == .error || group.count <= 8 ? " open" : ""
      html += """
        <details class="\(severity.rawValue)"\(open)><summary>\(words.name(of: severity)) \
        \(group.count)</summary><ul>

        """
      for (section, diagnostic) in group {
        let link: Markup =
          section.map { "<a href=\"#r\($0.position)\">\($0.name)</a> " } ?? ""
        let place: Markup = diagnostic.place.map { "<code>\($0.description)</code> " } ?? ""
        html += "<li>\(link)\(place)\(diagnostic.text.text(in: words.language))</li>\n"
      }
      html += "</ul></details>\n"
    }
    html += "</section>\n"
    return html
  }

  private var summary: Markup {
    guard !sections.isEmpty else { return "" }
    let reasons = LeftOut.Reason.allCases
    var html: Markup = """
      <section class="summary"><h2>\(words.text("概览", "Summary"))</h2>
      <div class="wide"><table><thead><tr>\
      <th scope="col" rowspan="2">\(words.text("报告", "Report"))</th>\
      <th scope="col" rowspan="2">\(words.text("数据", "Figures"))</th>\
      <th scope="col" rowspan="2">\(words.text("待核", "To check"))</th>\
      <th scope="colgroup" colspan="\(reasons.count + 1)">\(words.text("未采入", "Left out"))</th>\
      <th scope="col" rowspan="2">\(words.text("法规", "Regulations"))</th>\
      <th scope="col" rowspan="2">\(words.text("发现", "Findings"))</th></tr><tr>\
      <th scope="col">\(words.text("合计", "all"))</th>
      """
    for reason in reasons {
      html += "<th scope=\"col\">\(reason.letter) \(words.name(of: reason))</th>"
    }
    html += "</tr></thead><tbody>\n"
    var sums = [Int](repeating: 0, count: reasons.count + 5)
    for section in sections {
      let reading = section.reading
      let counts =
        [
          section.figures.count, section.figures.count { !$0.checks.isEmpty },
          reading.leftOut.count,
        ] + reasons.map { reason in reading.leftOut.count { $0.reason == reason } } + [
          reading.regulations.count, reading.diagnostics.count,
        ]
      for (index, count) in counts.enumerated() { sums[index] += count }
      html += "<tr><th scope=\"row\"><a href=\"#r\(section.position)\">\(section.name)</a></th>"
      for count in counts { html += "<td>\(count == 0 ? "·" : String(count))</td>" }
      html += "</tr>\n"
    }
    html += "</tbody><tfoot><tr><th scope=\"row\">\(words.text("合计", "All"))</th>"
    for sum in sums { html += "<td>\(sum)</td>" }
    html += "</tr></tfoot></table></div></section>\n"
    return html
  }

  private var legend: Markup {
    guard !sections.isEmpty else { return "" }
    var families: Set<MeasureFamily> = []
    for section in sections {
      for figure in section.figures { families.insert(MeasureFamily(figure.observation.measures)) }
    }
    var html: Markup = """
      <section class="legend"><h2>\(words.text("标记", "Marks"))</h2><ul>
      """
    for family in MeasureFamily.allCases where families.contains(family) {
      html +=
        "<li><mark class=\"f\(family.rawValue)\">\(family.name.text(in: words.language))</mark></li>"
    }
    html += """
      <li><span class="l">\(words.text("未采入的句子", "sentence left out"))</span>\
      <span class="n r">a–f</span></li>\
      <li><span class="g">\(words.text("点名的法规", "regulation named"))</span></li>\
      <li><span class="k">\(words.text("报告信息", "field of the report"))</span></li></ul>
      <p>\(words.text(
        "文中上标数字对应表中序号，字母对应未采入的原因。点表中一行到原句，点标记回到表中。",
        "A superscript number is the number of a row, a letter the reason for leaving out. A row leads "
          + "to its sentence, a mark back to its row."))\
      <span class="scripted" hidden>\(words.text(
        "行内按键：↑ ↓ 换行，1 确认，2 更正，3 否决，0 撤回。",
        "Keys within a row: ↑ ↓ next row, 1 confirm, 2 correct, 3 reject, 0 take back."))</span></p>
      </section>

      """
    return html
  }

  // MARK: The bar

  private var bar: Markup {
    guard !sections.isEmpty else { return "" }
    var html: Markup = """
      <nav class="bar"><details class="menu"><summary>\(words.text("报告", "Reports"))</summary><ol>

      """
    for section in sections {
      html += """
        <li><a href="#r\(section.position)">\(section.name)</a> \
        <small><span data-decided="\(section.position)"></span>\(section.figures.count)</small></li>

        """
    }
    html += "</ol></details>\n<form class=\"scripted\" hidden>"
    html += select("measure", words.text("指标", "Measure"), measureOptions)
    var roles: Markup = ""
    for role in Observation.Role.allCases {
      roles += "<option value=\"\(role.rawValue)\">\(words.name(of: role))</option>"
    }
    html += select("role", words.text("角色", "Role"), roles)
    var reasons: Markup = ""
    for reason in LeftOut.Reason.allCases {
      reasons +=
        "<option value=\"\(reason.rawValue)\">\(reason.letter) \(words.name(of: reason))</option>"
    }
    reasons += "<option value=\"none\">\(words.text("不显示", "none"))</option>"
    html += select("reason", words.text("未采入", "Left out"), reasons)
    html += """
      <label title="\(words.text(
        "出处未对上、期间或口径未知、约数、同口径另有总数；未能辨明的句子",
        "evidence not at its place, period or class not known, not an exact number, another headline "
          + "of its class; sentences not understood"))">\
      <input type="checkbox" name="check">\(words.text("只看待核", "to check"))</label>\
      <label><input type="checkbox" name="open">\(words.text("只看未定", "undecided"))</label>\
      <button type="reset">\(words.text("清除筛选", "Clear"))</button>\
      <output>\(words.text("显示 ", "shown "))<b id="shown">\(observationCount)</b> \
      / \(observationCount) · \(words.text("已定 ", "decided "))<b id="decided">0</b></output>\
      <button type="button" id="export">\(words.text("导出决定", "Export decisions"))</button>\
      </form></nav>

      """
    return html
  }

  private func select(_ name: Markup, _ label: String, _ options: Markup) -> Markup {
    """
    <label>\(label) <select name="\(name)"><option value="">\(words.text("全部", "all"))</option>\
    \(options)</select></label>
    """
  }

  /// The measures that occur, by family, in the catalogue's order; those outside it last, by name.
  private var measureOptions: Markup {
    var present: Set<String> = []
    for section in sections {
      for figure in section.figures { present.formUnion(figure.observation.measures.ids) }
    }
    let catalogued = MeasureCatalogue.measures.map(\.id).filter(present.contains)
    let ordered = catalogued + present.subtracting(catalogued).sorted()
    var html: Markup = ""
    for family in MeasureFamily.allCases {
      let measures = ordered.filter { MeasureFamily($0) == family }
      guard !measures.isEmpty else { continue }
      html += "<optgroup label=\"\(family.name.text(in: words.language))\">"
      for measure in measures {
        html += "<option value=\"\(measure)\">\(words.name(of: measure))</option>"
      }
      html += "</optgroup>"
    }
    return html
  }

  // MARK: Decisions

  /// What the script copies into rows, and the window of the export: words stay out of the script.
  private var exportDialog: Markup {
    guard !sections.isEmpty else { return "" }
    return """
      <template id="decide"><span class="decide" role="group" \
      aria-label="\(words.text("核对", "Check"))">\
      <button type="button" value="confirmed" aria-pressed="false">\
      \(words.text("确认", "confirm"))</button>\
      <button type="button" value="corrected" aria-pressed="false">\
      \(words.text("更正", "correct"))</button>\
      <button type="button" value="rejected" aria-pressed="false">\
      \(words.text("否决", "reject"))</button>\
      <input inputmode="decimal" size="6" hidden aria-label="\(words.text("更正后的数值", "corrected value"))">\
      </span></template>
      <dialog id="decisions"><h2>\(words.text("导出决定", "Export decisions"))</h2>
      <p id="lacking" hidden>\(words.text("没有数值的更正未列入：", "Corrections without a value, not listed: "))\
      <b></b></p>
      <textarea readonly rows="14" cols="72" spellcheck="false" \
      aria-label="\(words.text("决定，CSV", "decisions, CSV"))"></textarea>
      <p><button type="button" id="download">\(words.text("下载 CSV", "Download CSV"))</button> \
      <button type="button" id="copy">\(words.text("复制", "Copy"))</button> \
      <button type="button" id="close">\(words.text("关闭", "Close"))</button></p></dialog>

      """
  }
}
