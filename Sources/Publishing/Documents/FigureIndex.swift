import CairoRenderer
import Charting
import Diagnostics
import FoundationEssentials

/// All figures of a study with what it takes to embed them: exact size, caption, alternative text.
struct FigureIndex {
  let language: Language
  let title: String
  private var entries: [Entry] = []

  private struct Entry {
    var id: String
    var caption: String
    var alternativeText: String
    /// Millimetres.
    var width: Double
    var height: Double
    /// The files that stand beside the page; the archive has all.
    var written: [String]
    var svg: String
    var files: [Archive.Entry]
  }

  /// Draws the figures of a study, each in all formats.
  init(_ document: Study.Document, of run: StudyRun) throws(PublishingError) {
    language = document.language
    title =
      document.title?.text(in: document.language) ?? run.study.title?.text(in: document.language)
      ?? LocalisedText(zh: "图", en: "Figures").text(in: document.language)
    let measurer = Figure.Measurer()
    for output in run.study.outputs where output.kind.isChart {
      let figure = try Figure(output, of: run, measuring: measurer)
      var files: [Archive.Entry] = []
      var svg = ""
      for format in FigureFormatName.all {
        guard let known = Figure.format(named: format) else { continue }
        let bytes = try figure.bytes(as: known)
        if known == .svg { svg = String(decoding: bytes, as: UTF8.self) }
        files.append(Archive.Entry(name: "\(output.id).\(format)", bytes: bytes))
      }
      files.append(Archive.Entry(name: "\(output.id).csv", bytes: Array(figure.data.utf8)))
      entries.append(
        Entry(
          id: output.id, caption: figure.scene.title,
          alternativeText: figure.scene.alternativeText, width: figure.scene.width * 25.4 / 72,
          height: figure.scene.height * 25.4 / 72,
          written: output.formats + (output.hasData ? ["csv"] : []), svg: svg,
          files: files))
    }
    guard !entries.isEmpty else {
      throw document.failure(
        zh: "研究没有图：请在 outputs 写 chart", en: "the study has no figure: write a chart under outputs")
    }
  }

  /// The file of a format.
  func bytes(as format: String) throws(PublishingError) -> [UInt8]? {
    switch format {
    case "html": return Array(page(inArchive: false).utf8)
    case "md": return Array(markdown.utf8)
    case "tex": return Array(latex.utf8)
    case "zip":
      return try Archive.zip(
        [
          Archive.Entry(name: "index.html", bytes: Array(page(inArchive: true).utf8)),
          Archive.Entry(name: "figures.md", bytes: Array(markdown.utf8)),
          Archive.Entry(name: "figures.tex", bytes: Array(latex.utf8)),
        ] + entries.flatMap(\.files))
    default: return nil
    }
  }

  private static func millimetres(_ length: Double) -> String {
    let tenths = (length * 10).rounded() / 10
    return number(tenths)
  }

  // MARK: - Snippets

  private var markdown: String {
    entries.map { entry in
      "![\(escapedMarkdown(entry.alternativeText))](\(entry.id).png)"
        + "{width=\(Self.millimetres(entry.width))mm}\n\n*\(escapedMarkdown(entry.caption))*\n"
    }.joined(separator: "\n")
  }

  private static func html(_ entry: Entry) -> String {
    """
    <figure>
    <img src="\(escapedHTML(entry.id)).svg" style="width:\(millimetres(entry.width))mm" alt="\(escapedHTML(entry.alternativeText))">
    <figcaption>\(escapedHTML(entry.caption))</figcaption>
    </figure>
    """
  }

  private var latex: String {
    "% \\usepackage{graphicx}, \\usepackage{ctex}\n\n"
      + entries.map { entry in
        """
        \\begin{figure}[htbp]
          \\centering
          % \(escapedLaTeX(entry.alternativeText))
          \\includegraphics[width=\(Self.millimetres(entry.width))mm]{\(entry.id).pdf}
          \\caption{\(escapedLaTeX(entry.caption))}
        \\end{figure}

        """
      }.joined(separator: "\n")
  }

  // MARK: - Page

  private func text(_ zh: String, _ en: String) -> String {
    LocalisedText(zh: zh, en: en).text(in: language)
  }

  private func page(inArchive: Bool) -> String {
    let figures = entries.map { entry in
      let size = "\(Self.millimetres(entry.width)) × \(Self.millimetres(entry.height)) mm"
      let formats = inArchive ? FigureFormatName.all + ["csv"] : entry.written
      let links = formats.map { format in
        let label = format == "csv" ? text("数据", "data") : format.uppercased()
        return "<a href=\"\(escapedHTML(entry.id)).\(format)\">\(label)</a>"
      }.joined(separator: " ")
      // As a picture of its own, an SVG keeps its identifiers to itself.
      let picture = Data(entry.svg.utf8).base64EncodedString()
      return """
        <section>
        <h2>\(escapedHTML(entry.caption))</h2>
        <p class="facts">\(size) · \(links)</p>
        <img src="data:image/svg+xml;base64,\(picture)" alt="\(escapedHTML(entry.alternativeText))">
        <details><summary>\(text("嵌入", "Embed"))</summary>
        <p>Markdown</p><pre>\(escapedHTML("![\(entry.alternativeText)](\(entry.id).png){width=\(Self.millimetres(entry.width))mm}"))</pre>
        <p>HTML</p><pre>\(escapedHTML(Self.html(entry)))</pre>
        <p>LaTeX</p><pre>\(escapedHTML("\\includegraphics[width=\(Self.millimetres(entry.width))mm]{\(entry.id).pdf}"))</pre>
        </details>
        </section>
        """
    }.joined(separator: "\n")
    return """
      <!DOCTYPE html>
      <html lang="\(language == .chinese ? "zh-Hans" : "en")">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escapedHTML(title))</title>
      <style>
      body { font: 16px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
        color: #1a1a1a; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2.5rem 0 0; }
      img { max-width: 100%; height: auto; border: 1px solid #ddd; }
      .facts { color: #555; font-size: .85rem; margin: .25rem 0 .75rem; }
      pre { background: #f4f4f4; padding: .5rem; overflow-x: auto; white-space: pre-wrap; }
      @media print { details { display: none; } section { break-inside: avoid; } }
      </style>
      </head>
      <body>
      <h1>\(escapedHTML(title))</h1>
      \(figures)
      </body>
      </html>

      """
  }
}
