import Diagnostics
import FoundationEssentials

/// A document as one self-contained web page.
struct WebDocument {
  var frame: DocumentFrame

  // MARK: - Blocks

  /// The live drawing with its caption; its ids are made this figure's own.
  func block(_ figure: DocumentFigure) -> String {
    let label = frame.language == .chinese ? "图 \(figure.number)　" : "Figure \(figure.number). "
    return #"<figure class="figure" id="figure-\#(figure.number)">"# + picture(figure)
      + "<figcaption>\(OpenXML.escaped(label + figure.caption))</figcaption></figure>"
  }

  /// The table with its caption above, each column sortable.
  func block(_ table: DocumentTable) -> String {
    var numbered = table.table
    if table.number > 0 {
      numbered.title =
        (frame.language == .chinese ? "表 \(table.number)　" : "Table \(table.number). ")
        + table.caption
    }
    return #"<div class="table" id="table-\#(table.number)">"#
      + numbered.htmlFigure().replacing("`", with: "&#96;") + "</div>"
  }

  private func picture(_ figure: DocumentFigure) -> String {
    let label = OpenXML.escaped(figure.alternativeText)
    let width = Self.millimetres(figure.width)
    let drawing = String(decoding: figure.svg, as: UTF8.self)
    guard let start = drawing.firstRange(of: "<svg"),
      let end = drawing[start.upperBound...].firstIndex(of: ">")
    else {
      let data = Data(figure.png).base64EncodedString()
      return #"<img alt="\#(label)" style="width:\#(width)" src="data:image/png;base64,\#(data)">"#
    }
    // The size and the label are given here; what the drawing says of itself would be read twice.
    let attributes = Self.attributes(drawing[start.upperBound..<end]).filter { name, _ in
      !["width", "height", "role", "aria-labelledby", "aria-describedby", "style"].contains(name)
    }
    let kept = attributes.map { #" \#($0.name)="\#($0.value)""# }.joined()
    let root =
      #"<svg role="img" aria-label="\#(label)" style="width:\#(width)"\#(kept)>"#
    let content = String(drawing[drawing.index(after: end)...]).replacing("`", with: "&#96;")
    return root + Self.withOwnIDs(content, prefix: "figure-\(figure.number)-")
  }

  private static func attributes(_ tag: Substring) -> [(name: String, value: String)] {
    // Names and values take turns between the quotation marks.
    let parts = tag.split(separator: "\"", omittingEmptySubsequences: false)
    return stride(from: 0, to: parts.count - 1, by: 2).map { index in
      let name = parts[index].filter { !$0.isWhitespace && $0 != "=" }
      return (name, String(parts[index + 1]))
    }
  }

  /// The drawing with a prefix to each id and to each mention of one.
  static func withOwnIDs(_ drawing: String, prefix: String) -> String {
    drawing.replacing(" id=\"", with: " id=\"\(prefix)").replacing(
      "href=\"#", with: "href=\"#\(prefix)"
    )
    .replacing("url(#", with: "url(#\(prefix)")
  }

  private static func millimetres(_ length: Double) -> String {
    let tenths = Int((length * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)mm" : "\(tenths / 10).\(tenths % 10)mm"
  }

  // MARK: - Page

  /// The page around the text.
  func page(_ body: String) -> [UInt8] {
    let language = frame.language == .chinese ? "zh-CN" : "en"
    let text = """
      <!DOCTYPE html>
      <html lang="\(language)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(OpenXML.escaped(frame.title))</title>
      <style>
      \(style)</style>
      </head>
      <body class="\(frame.profile.rawValue)">
      <header>
      \(header)
      </header>
      <main>
      \(body)</main>
      <script>
      \(Self.script(frame.language))</script>
      </body>
      </html>

      """
    return Array(text.utf8)
  }

  private var header: String {
    func line(_ kind: String, _ text: String?) -> String? {
      text.map { #"<p class="\#(kind)">\#(OpenXML.escaped($0))</p>"# }
    }
    var parts = [line("marking", frame.marking)]
    if let masthead = frame.masthead {
      parts.append(line("masthead", masthead))
      parts.append(
        #"<p class="issue"><span>\#(OpenXML.escaped(frame.issue ?? ""))</span>"#
          + "<span>\(OpenXML.escaped(frame.date ?? ""))</span></p>")
    }
    if !frame.title.isEmpty { parts.append("<h1>\(OpenXML.escaped(frame.title))</h1>") }
    parts.append(line("subtitle", frame.subtitle.isEmpty ? nil : frame.subtitle))
    return parts.compactMap(\.self).joined(separator: "\n")
  }

  /// Who signs, and the date.
  var closing: String {
    let lines = [frame.organisation, frame.date].compactMap(\.self).map(OpenXML.escaped)
    return lines.isEmpty ? "" : "<footer><p>\(lines.joined(separator: "<br>"))</p></footer>"
  }

  private var style: String {
    let isOfficial = frame.profile == .official
    let isChinese = frame.language == .chinese
    let serif =
      isChinese
      ? #""FangSong_GB2312", "仿宋_GB2312", FangSong, "仿宋", STFangsong, "Noto Serif CJK SC", "#
        + #""Source Han Serif SC", "Songti SC", SimSun, serif"#
      : #""Times New Roman", "Liberation Serif", "Noto Serif", "Noto Serif CJK SC", serif"#
    let sans =
      isChinese
      ? #""PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", SimHei, "#
        + "sans-serif"
      : #"Arial, "Liberation Sans", "Noto Sans", "Noto Sans CJK SC", sans-serif"#
    let body = isOfficial ? serif : sans
    let indent = isOfficial && isChinese ? "2em" : "0"
    let size = isOfficial ? "17px" : "16px"
    let title = isOfficial ? #""FZXiaoBiaoSong-B05S", "STZhongsong", \#(serif)"# : sans
    let brush = #""KaiTi_GB2312", KaiTi, "楷体", STKaiti, \#(serif)"#
    return """
      body { font: \(size)/1.75 \(body); color: #1a1a1a; background: #fff; max-width: 46rem;
        margin: 2.5rem auto; padding: 0 1.25rem;
        \(isChinese ? "" : "font-feature-settings: \"palt\";") }
      header { margin-bottom: 2.5rem; }
      h1 { font: bold 1.75rem/1.4 \(title); text-align: center; margin: 1.5rem 0 .75rem;
        text-wrap: balance; }
      h2, h3, h4, h5, h6 { line-height: 1.5; margin: 2rem 0 .5rem; break-after: avoid; }
      h2 { font: bold 1.3rem/1.5 \(sans); }
      h3 { font: bold 1.12rem/1.5 \(isOfficial ? brush : sans); }
      h4, h5, h6 { font-size: 1rem; }
      main > p { margin: .6em 0; text-indent: \(indent); }
      main { \(isChinese ? "text-align: justify;" : "hyphens: auto;") }
      .marking { font: 1rem/1.5 \(sans); margin: 0; }
      .masthead { font: bold 2.6rem/1.3 \(title); color: #1f4e79; text-align: center;
        letter-spacing: \(isChinese ? ".12em" : "0"); margin: 1rem 0; }
      .issue { display: flex; justify-content: space-between; border-bottom: 2px solid #1a1a1a;
        margin: 0 0 2rem; padding-bottom: .25rem; }
      .subtitle { text-align: center; margin: 0; }
      header .subtitle { font-family: \(isOfficial ? brush : sans); }
      footer { margin: 2.5rem \(isChinese ? "4em" : "0") 2rem auto; text-align: center;
        width: fit-content; }
      blockquote { margin: 1rem 2em; padding: 0; }
      a { color: #1f4e79; }
      figure { margin: 2rem 0; break-inside: avoid; }
      figure.figure { text-align: center; }
      figure svg, figure img { max-width: 100%; height: auto; }
      figure.figure figcaption { font: .9rem/1.5 \(sans); margin-top: .5rem; text-align: center; }
      .table figure { overflow-x: auto; break-inside: auto; }
      table { border-collapse: collapse; width: 100%; font: .9rem/1.5 \(sans);
        font-variant-numeric: tabular-nums; margin: 0 auto;
        border-top: 2px solid; border-bottom: 2px solid; }
      caption { font: .9rem/1.5 \(sans); text-align: left; padding-bottom: .4rem; }
      caption b { display: block; text-align: center; font-weight: bold; }
      caption .unit { float: right; }
      caption .subtitle { font-size: .85rem; color: #444; text-align: left; }
      th, td { padding: .25rem .6rem; text-align: left; font-weight: normal;
        \(isOfficial ? "border: 1px solid #555;" : "") }
      thead th { border-bottom: 1px solid; font-weight: bold; white-space: nowrap; }
      thead th[tabindex] { cursor: pointer; }
      thead th[tabindex]:focus-visible { outline: 2px solid #1f4e79; outline-offset: -2px; }
      th[aria-sort=ascending]::after { content: " ▲"; font-size: .7em; }
      th[aria-sort=descending]::after { content: " ▼"; font-size: .7em; }
      .number { text-align: right; white-space: nowrap; }
      tbody + tbody tr:first-child th { border-top: 1px solid #777; color: #444; }
      tr.focus td { font-weight: bold; background: #e8eef7; }
      .table figcaption { font: .82rem/1.6 \(sans); color: #444; margin-top: .4rem; }
      .appendix { break-before: page; margin-top: 3rem; }
      .appendix p { font-family: \(sans); text-indent: 0; }
      .appendix h2 { font: bold 1.5rem/1.4 \(title); text-align: center; }
      @page { size: A4; margin: \(isOfficial ? "37mm 26mm 35mm 28mm" : "25mm"); }
      @media print { body { margin: 0; max-width: none; padding: 0;
          font-size: \(isOfficial ? "14pt" : "11pt"); }
        thead { display: table-header-group; } tr { break-inside: avoid; }
        th::after { content: "" !important; } }

      """
  }

  /// A click or the Enter key on a heading sorts the rows of each body below it; what is no number
  /// goes last, and a third click restores the order of the page.
  private static func script(_ language: Language) -> String {
    let hint = language == .chinese ? "排序" : "sort"
    return """
      for (const table of document.querySelectorAll("table")) {
        const heads = [...table.querySelectorAll("thead th")];
        const bodies = [...table.tBodies].map(body => [body, [...body.rows]]);
        const key = (row, column) => {
          const text = (row.cells[column]?.textContent ?? "").trim();
          const number = parseFloat(text.replace(/[,，\\s]/g, ""));
          return [number, text];
        };
        heads.forEach((head, column) => {
          head.tabIndex = 0;
          head.title = "\(hint)";
          head.setAttribute("aria-sort", "none");
          const sort = () => {
            const next = { none: "ascending", ascending: "descending", descending: "none" };
            const order = next[head.getAttribute("aria-sort")];
            heads.forEach(other => other.setAttribute("aria-sort", "none"));
            head.setAttribute("aria-sort", order);
            const sign = order === "descending" ? -1 : 1;
            for (const [body, rows] of bodies) {
              const fixed = rows.filter(row => row.cells.length !== heads.length);
              const free = rows.filter(row => row.cells.length === heads.length);
              if (order !== "none") free.sort((one, other) => {
                const [a, x] = key(one, column), [b, y] = key(other, column);
                if (isNaN(a) !== isNaN(b)) return isNaN(a) ? 1 : -1;
                return sign * (isNaN(a) ? x.localeCompare(y, document.documentElement.lang) : a - b);
              });
              body.append(...fixed, ...free);
            }
          };
          head.addEventListener("click", sort);
          head.addEventListener("keydown", event => {
            if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(); }
          });
        });
      }

      """
  }
}
