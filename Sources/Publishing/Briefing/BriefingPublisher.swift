import CairoRenderer
import Charting
import Diagnostics
import FoundationEssentials
import Metrics
import Observations

/// Makes the files of a briefing: its Markdown filled in, its figures drawn, its sheet gathered.
struct BriefingPublisher {
  let run: StudyRun
  let request: Study.Document
  let briefing: Briefing
  let sheet: VerificationSheet
  private let figures: [[DocumentFigure]]
  /// The same figures in the shape of slides, where slides are made.
  private let slides: [String: DocumentFigure]
  private let tables: [[DocumentTable]]
  private let annex: DocumentTable?

  private var language: Language { request.language }

  /// Assembles everything that the formats share.
  ///
  /// - Throws: ``PublishingError`` where the form or a figure cannot be made, and if a number of a sentence
  ///   is in none of the rows of the sheet, which is a fault of the program.
  init(_ request: Study.Document, of run: StudyRun) throws(PublishingError) {
    self.run = run
    self.request = request
    let maker = try BriefingMaker(request, of: run)
    var briefing = try maker.briefing()
    if var own = request.figures {
      for place in own.indices where request.isAnonymous {
        own[place].isAnonymous = true
        own[place].order = .code
      }
      for place in own.indices {
        own[place].focus = own[place].focus ?? maker.focus
        own[place].year = own[place].year ?? (request.form == .trend ? nil : request.year)
      }
      // The user's figures stand first, each beside the finding of its place.
      for place in briefing.sections.indices {
        briefing.sections[place].figures = place == 0 ? own : []
        for finding in briefing.sections[place].findings.indices {
          briefing.sections[place].findings[finding].figure =
            place == 0 && finding < own.count ? own[finding].id : nil
        }
      }
    }
    var gathered = VerificationMaker(maker.numbers)
    let measurer = Figure.Measurer()
    var figures: [[DocumentFigure]] = []
    var slides: [String: DocumentFigure] = [:]
    var tables: [[DocumentTable]] = []
    var figureNumber = 0
    var tableNumber = 0
    for section in briefing.sections {
      var paragraph = 0
      for sentence in section.paragraphs + section.findings.map(\.sentence) {
        paragraph += 1
        try Self.check(sentence)
        let location = LocalisedText(
          zh: "“\(section.heading)”第\(paragraph)段",
          en: "“\(section.heading)”, paragraph \(paragraph)")
        gathered.add(sentence, at: location)
      }
      tables.append(
        section.tables.map { table in
          tableNumber += 1
          let location = LocalisedText(zh: "表\(tableNumber)", en: "Table \(tableNumber)")
          for row in table.rows {
            for cell in row.cells { gathered.add(cell, at: location) }
          }
          return DocumentTable(
            id: "\(request.id)-table-\(tableNumber)", number: tableNumber, caption: table.caption,
            table: table.textTable(request.language))
        })
      var drawn: [DocumentFigure] = []
      for output in section.figures {
        figureNumber += 1
        let location = LocalisedText(zh: "图\(figureNumber)", en: "Figure \(figureNumber)")
        let figure = try Self.figure(
          output, number: figureNumber, request, run, measurer, maker.anchor, location, &gathered)
        drawn.append(figure)
        if request.formats.contains(DocumentFormat.pptx.rawValue) {
          slides[output.id] = Self.slide(output, like: figure, of: run, measurer) ?? figure
        }
      }
      figures.append(drawn)
    }
    gathered.addInputs()
    self.briefing = briefing
    self.figures = figures
    self.slides = slides
    self.tables = tables
    sheet = gathered.sheet()
    annex =
      request.hasAnnex
      ? DocumentTable(
        id: "\(request.id)-verification", number: 0, caption: "",
        table: sheet.textTable(
          language: request.language, onlyOf: request.isAnonymous ? maker.focus : nil,
          isAnnex: true),
        isWide: true)
      : nil
  }

  /// A digit outside of the numbers of a sentence would be in no row of the sheet.
  private static func check(_ sentence: Sentence) throws(PublishingError) {
    guard let loose = sentence.looseDigits.first else { return }
    throw PublishingError([
      Diagnostic(
        .error,
        LocalisedText(
          zh: "程序有误：句子“\(sentence.text)”中“\(loose)”的数字不在核对表内，请报告此问题",
          en:
            "a fault of the program: a number in “\(loose)” of “\(sentence.text)” is not in the verification "
            + "sheet; please report it"))
    ])
  }

  private static func figure(
    _ output: Study.Output, number: Int, _ request: Study.Document, _ run: StudyRun,
    _ measurer: Figure.Measurer, _ anchor: Int, _ location: LocalisedText,
    _ gathered: inout VerificationMaker
  ) throws(PublishingError) -> DocumentFigure {
    var output = output
    // The caption of the document carries the title, its text the method.
    output.hasMethodNotes = false
    let caption = output.title?.text(in: request.language)
    output.title = LocalisedText(zh: "none", en: "none")
    // Two figures of half a page stand on one where they can be set so; else each takes what it needs.
    var compact: Figure?
    if output.size == .page, Self.mayBeHalf(output.kind),
      let half = try? FigureSize("156x97mm")
    {
      var own = output
      own.size = half
      // Less room is no reason to leave bodies out.
      if let small = try? Figure(own, of: run, measuring: measurer),
        let whole = try? Figure(output, of: run, measuring: measurer),
        small.scene.data.count == whole.scene.data.count,
        // Many bars would be parted into two columns.
        output.kind != .rankedBar || small.scene.data.count <= 12
      {
        compact = small
        output = own
      }
    }
    let figure: Figure
    if let compact {
      figure = compact
    } else {
      figure = try Figure(output, of: run, measuring: measurer)
    }
    var named = output
    named.isAnonymous = false
    let title = caption ?? figure.scene.title
    gathered.add(
      output.isAnonymous ? try Figure(named, of: run, measuring: measurer) : figure, of: named,
      title: title, anchor: anchor, at: location)
    return DocumentFigure(
      id: "\(request.id)-figure-\(number)", number: number, caption: title,
      alternativeText: figure.scene.alternativeText,
      width: figure.scene.width * 25.4 / 72, height: figure.scene.height * 25.4 / 72,
      png: try figure.bytes(as: .png), svg: try figure.bytes(as: .svg))
  }

  private static func mayBeHalf(_ kind: Study.Output.Kind) -> Bool {
    switch kind {
    case .rankedBar, .dot, .rankIntervals, .line, .slope, .bump, .strip, .distribution: true
    default: false
    }
  }

  /// The figure in the shape of the picture on a slide, without what the notes of the document say; nothing
  /// where it cannot be set legibly there.
  private static func slide(
    _ output: Study.Output, like figure: DocumentFigure, of run: StudyRun,
    _ measurer: Figure.Measurer
  ) -> DocumentFigure? {
    var output = output
    output.title = LocalisedText(zh: "none", en: "none")
    output.theme = .slide
    output.hasMethodNotes = false
    guard let size = try? FigureSize("302x133mm") else { return nil }
    output.size = size
    guard let drawn = try? Figure(output, of: run, measuring: measurer),
      let png = try? drawn.bytes(as: .png), let svg = try? drawn.bytes(as: .svg)
    else { return nil }
    var slide = figure
    (slide.width, slide.height) = (
      drawn.scene.width * 25.4 / 72, drawn.scene.height * 25.4 / 72
    )
    (slide.png, slide.svg, slide.alternativeText) = (png, svg, drawn.scene.alternativeText)
    return slide
  }

  // MARK: - Files

  /// The files of all formats, and the sheet.
  ///
  /// - Throws: ``PublishingError`` where a template or a program that is needed is lacking.
  func files() async throws(PublishingError) -> [StudyRun.File] {
    var files: [StudyRun.File] = []
    for name in request.formats {
      guard let format = DocumentFormat(rawValue: name) else { continue }
      let writer = writer(for: format)
      let template = try BriefingTemplate(
        path: format == .pptx ? nil : request.template, slides: format == .pptx)
      let markdown = template.render(values(for: format, writer))
      files.append(
        StudyRun.File(
          name: "\(request.id).\(name)", bytes: try await writer.bytes(of: markdown, as: format)))
      if format == .markdown {
        files += figures.flatMap { $0 }.map {
          StudyRun.File(name: "\($0.id).png", bytes: $0.png)
        }
      }
    }
    files.append(
      StudyRun.File(
        name: "\(request.id)-verification.csv",
        bytes: Array(sheet.csv(language: request.language).utf8)))
    return files
  }

  private func writer(for format: DocumentFormat) -> DocumentWriter {
    var frame = DocumentFrame()
    frame.language = language
    frame.profile = request.profile
    frame.title = briefing.title
    frame.subtitle = briefing.subtitle
    frame.masthead = request.masthead
    frame.issue = request.issue
    frame.marking = request.marking
    frame.organisation = request.organisation
    frame.date = request.date
    let drawn = briefing.sections.enumerated().flatMap { place, section in
      zip(section.figures, figures[place]).map { output, figure in
        format == .pptx ? slides[output.id] ?? figure : figure
      }
    }
    return DocumentWriter(
      frame: frame, figures: drawn,
      tables: tables.flatMap { $0 } + [annex].compactMap { $0 })
  }

  /// What the template is filled with.
  private func values(for format: DocumentFormat, _ writer: DocumentWriter) -> [String: Any] {
    var number = 0
    func next() -> String {
      number += 1
      return Self.ordinal(number, language, request.profile)
    }
    func figure(_ figure: DocumentFigure) -> [String: Any] {
      [
        "block": writer.block(figure, in: format), "caption": escapedMarkdown(figure.caption),
        "number": String(figure.number), "id": figure.id, "source": "\(figure.id).png",
      ]
    }
    func finding(_ finding: Briefing.Finding) -> [String: Any] {
      let places = briefing.sections.enumerated().flatMap { place, section in
        zip(section.figures, figures[place])
      }
      let shown = places.first { $0.0.id == finding.figure }
      var value: [String: Any] = [
        "text": escapedMarkdown(
          Self.sentence(finding.sentence.text, seeing: shown?.1.number, language)),
        "headline": escapedMarkdown((finding.headline ?? finding.sentence).text),
        "detail": escapedMarkdown(finding.detail?.text ?? ""),
      ]
      if let shown {
        value["figure"] = figure(format == .pptx ? slides[shown.0.id] ?? shown.1 : shown.1)
      }
      return value
    }
    var findings: [[String: Any]] = []
    var sections: [[String: Any]] = []
    for (place, section) in briefing.sections.enumerated() {
      let own = section.findings.map(finding)
      findings += own
      sections.append([
        "number": next(), "heading": escapedMarkdown(section.heading),
        "paragraphs": section.paragraphs.map { ["text": escapedMarkdown($0.text)] },
        "findings": own,
        "tables": tables[place].map { table -> [String: Any] in
          [
            "block": writer.block(table, in: format), "caption": escapedMarkdown(table.caption),
            "number": String(table.number), "id": table.id,
          ]
        }, "figures": figures[place].map(figure),
      ])
    }
    let methodNumber = next()
    let sourcesNumber = next()
    var values: [String: Any] = [
      "title": escapedMarkdown(briefing.title), "subtitle": escapedMarkdown(briefing.subtitle),
      "sections": sections, "findings": findings, "isChinese": language == .chinese,
      "method": (format == .pptx ? Self.fitting(briefing.method) : briefing.method).enumerated().map
      { place, text in
        ["text": escapedMarkdown(text), "number": String(place + 1)]
      }, "sources": briefing.sources.map { ["text": escapedMarkdown($0)] },
      "labels": [
        "method": text("方法与数据说明", "Method and data"), "methodNumber": methodNumber,
        "sources": text("资料来源", "Sources"), "sourcesNumber": sourcesNumber,
        "annex": text("附件", "Annex"), "summary": text("要点", "Summary"),
      ],
    ]
    let isQuoting = sheet.rows.contains { $0.evidence.contains { $0.sentence.contains("【") } }
    if let annex, format != .pptx {
      values["annex"] = [
        "opening": writer.appendix(
          text("附件", "Annex"), title: text("数据核对表", "Verification sheet"), isWide: true,
          in: format),
        "heading": escapedMarkdown(text("附件：数据核对表", "Annex: verification sheet")),
        "text": escapedMarkdown(
          text(
            "正文、图、表中的每个数列于下表，供核对人与复核人逐项签认。" + (isQuoting ? "【】内为载明该数的原文。" : ""),
            "Every number of the text, the figures and the tables, to be checked and signed for by two people."
              + (isQuoting ? " In 【】: the words that state it." : "")
          )), "block": writer.block(annex, in: format),
      ]
    }
    return values
  }

  private func text(_ zh: String, _ en: String) -> String {
    LocalisedText(zh: zh, en: en).text(in: language)
  }

  /// The sentence with the figure that shows it, before its full stop.
  private static func sentence(_ text: String, seeing figure: Int?, _ language: Language) -> String
  {
    guard let figure, let stop = text.last, "。.".contains(stop) else { return text }
    return text.dropLast()
      + LocalisedText(zh: "（见图\(figure)）", en: " (Figure \(figure))").text(in: language)
      + String(stop)
  }

  /// As many notes as a slide holds; the briefing has them all.
  private static func fitting(_ notes: [String]) -> [String] {
    var room = 330
    return notes.prefix { note in
      room -= max(note.terminalWidth / 2, 30)
      return room >= 0
    }
  }

  /// 一、 in Chinese; `1. ` in English.
  private static func ordinal(_ number: Int, _ language: Language, _ profile: DocumentProfile)
    -> String
  {
    guard language == .chinese else { return "\(number)\\. " }
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    let tens = number / 10
    let text = (tens > 1 ? digits[tens] : "") + (tens > 0 ? "十" : "") + digits[number % 10]
    return text + "、"
  }
}

extension Briefing.Table {
  /// The table as a reader sees it.
  func textTable(_ language: Language) -> TextTable {
    TextTable(
      title: "", subtitle: "", unit: unit, columns: columns,
      groups: [
        TextTable.Group(
          heading: nil,
          rows: rows.map { row in
            // Pages sort by the number itself; a range is sorted by its first end.
            TextTable.Row(
              cells: row.cells.map { TextTable.Cell($0.text, value: $0.numbers.first?.value) },
              isFocus: row.isFocus)
          })
      ], notes: notes, language: language)
  }
}

extension StudyRun {
  /// The files of all documents, several made side by side, in the order of the study.
  public func documents() async -> Made {
    let documents = study.documents.flatMap(expanded)
    let width = min(max(ProcessInfo.processInfo.activeProcessorCount, 1), documents.count)
    var results = [Made?](repeating: nil, count: documents.count)
    await withTaskGroup(of: (Int, Made).self) { group in
      var next = 0
      func start() {
        guard next < documents.count else { return }
        let place = next
        group.addTask { (place, await made(documents[place])) }
        next += 1
      }
      for _ in 0..<width { start() }
      for await (place, made) in group {
        results[place] = made
        start()
      }
    }
    return results.compactMap { $0 }.reduce(into: Made()) { all, one in
      all.files += one.files
      all.problems += one.problems
    }
  }

  /// One document for each body of the year where that is asked for.
  private func expanded(_ document: Study.Document) -> [Study.Document] {
    guard document.isForEach else { return [document] }
    let year = document.year ?? rows.map(\.year).max()
    return rows.filter { $0.year == year }.map { row in
      var own = document
      own.focus = row.body.name
      // The name becomes a file's, which must stay inside the output folder.
      let name = String(row.body.name.map { "/\\:\0".contains($0) ? "_" : $0 })
      own.id = "\(document.id)-\(name)"
      return own
    }
  }

  private func made(_ document: Study.Document) async -> Made {
    var made = Made()
    do throws(PublishingError) {
      made.files = try await files(of: document).map { file in
        var file = file
        file.part = document.id
        return file
      }
    } catch {
      made.problems = error.problems.map { problem in
        var problem = problem
        if problem.place == nil { problem.place = document.place }
        return problem
      }
    }
    return made
  }

  private func files(of document: Study.Document) async throws(PublishingError) -> [File] {
    switch document.kind {
    case .briefing: return try await BriefingPublisher(document, of: self).files()
    case .sheet:
      let sheet = try verificationSheet(document)
      return document.formats.compactMap { format in
        let table = sheet.textTable(language: document.language, onlyOf: nil)
        let text: String? =
          switch format {
          case "csv": sheet.csv(language: document.language)
          case "md": table.markdown()
          case "html":
            TextTable.page(
              of: [table], language: document.language == .chinese ? "zh-Hans" : "en",
              title: table.title)
          default: nil
          }
        return text.map { File(name: "\(document.id).\(format)", bytes: Array($0.utf8)) }
      }
    case .workbook:
      let sheet = try verificationSheet(document)
      let measurer = Figure.Measurer()
      var pictures: [(id: String, title: String, alternativeText: String, png: [UInt8])] = []
      for output in study.outputs where output.kind.isChart {
        let figure = try Figure(output, of: self, measuring: measurer)
        pictures.append(
          (
            output.id, figure.scene.title, figure.scene.alternativeText,
            try figure.bytes(as: .png)
          ))
      }
      return [
        File(
          name: "\(document.id).xlsx",
          bytes: try workbook(
            language: document.language, verification: sheet, figures: pictures))
      ]
    case .figures:
      let index = try FigureIndex(document, of: self)
      var files: [File] = []
      for format in document.formats {
        guard let bytes = try index.bytes(as: format) else { continue }
        files.append(File(name: "\(document.id).\(format)", bytes: bytes))
      }
      return files
    }
  }

  /// The numbers of all outputs and briefings of the study.
  func verificationSheet(_ document: Study.Document) throws(PublishingError) -> VerificationSheet {
    let focus = study.selection.focus
    let numbers = try BriefingNumbers(self, language: document.language, focus: focus)
    var maker = VerificationMaker(numbers)
    let measurer = Figure.Measurer()
    for output in study.outputs.flatMap({ $0.kind == .panels ? $0.panels(as: $0.id) : [$0] }) {
      let location = LocalisedText(zh: output.id, en: output.id)
      if output.kind.isChart {
        var named = output
        named.isAnonymous = false
        let figure = try Figure(named, of: self, measuring: measurer)
        let year = output.year ?? rows.map(\.year).max()
        let anchor = rows.indices.first { rows[$0].year == year } ?? 0
        maker.add(figure, of: named, title: figure.scene.title, anchor: anchor, at: location)
      } else {
        maker.addTable(of: output, at: location)
      }
    }
    maker.addInputs()
    return maker.sheet()
  }
}

extension Study.Output {
  /// The figures that one of several panels is made of, under its name.
  fileprivate func panels(as id: String) -> [Study.Output] {
    panels.map { panel in
      var own = panel
      own.id = id
      return own
    }
  }
}
