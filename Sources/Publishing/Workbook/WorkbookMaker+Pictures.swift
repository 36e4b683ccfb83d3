import CXlsxWriter
import Charting
import Diagnostics
import Metrics
import Observations

/// A picture of a workbook, with what Excel can draw of the same data.
struct WorkbookPicture {
  var title: String
  var alternativeText: String
  var png: [UInt8]
  /// The size on the sheet, pixels of 1/96 inch.
  var width: Int
  var height: Int
  /// Rank, body and value, in the order of the ranks, for a chart of bars.
  var ranking: (heading: String, section: RankingTable.Section, words: RankingWords)?
  /// Values by year, for a chart of lines.
  var years: WorkbookRanking.YearBlock?
}

extension WorkbookMaker {
  /// A picture by the id of its output.
  func picture(
    _ id: String, _ title: String, _ alternativeText: String, _ png: [UInt8]
  ) throws(PublishingError) -> WorkbookPicture {
    let output = run.study.outputs.first { $0.id == id && $0.kind.isChart }
    guard let size = Self.size(of: png) else {
      throw PublishingError([
        Diagnostic(
          .error, at: output?.place ?? Place(id),
          LocalisedText(
            zh: "图\(Diagnostic.quoted(id))不是 PNG 文件，不能放进工作簿：请给出 PNG",
            en:
              "the picture \(Diagnostic.quoted(id)) is no PNG file and cannot go into a workbook: give a "
              + "PNG"))
      ])
    }
    var picture = WorkbookPicture(
      title: title, alternativeText: alternativeText, png: png, width: size.width,
      height: size.height)
    guard let output else { return picture }
    switch output.kind {
    case .rankedBar, .dot:
      let ranking = try run.ranking(for: output)
      if let section = ranking.sections.last, ranking.sections.count == 1 {
        picture.ranking = (
          ranking.subject.name.text(in: language), section,
          RankingWords(ranking, section, language: language)
        )
      }
    case .line:
      let ranking = try run.ranking(for: output)
      picture.years = yearBlock(of: ranking, title: title)
    case .ranking, .strip, .distribution, .tiles, .table, .funnel, .position, .radar,
      .rankIntervals, .stackedBar, .waterfall, .slope, .bump, .smallMultiples, .groupedBar,
      .scorecard, .scatter, .correlation, .reportingRate, .panels:
      break
    }
    return picture
  }

  /// The size of a picture in pixels of 1/96 inch, by its own resolution; 96 dots an inch without one.
  static func size(of png: [UInt8]) -> (width: Int, height: Int)? {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    guard png.count > 33, Array(png[..<8]) == signature else { return nil }
    func number(_ place: Int) -> Int { png[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) } }
    let (width, height) = (number(16), number(20))
    guard (1...100_000).contains(width), (1...100_000).contains(height) else { return nil }
    var scale = (1.0, 1.0)
    var place = 8
    while place + 12 <= png.count {
      let length = number(place)
      guard length <= png.count - place - 12 else { break }
      let kind = Array(png[(place + 4)..<(place + 8)])
      if kind == Array("IDAT".utf8) { break }
      if kind == Array("pHYs".utf8), length == 9, png[place + 16] == 1 {
        // Dots a metre; 0.0254 metres an inch.
        let (x, y) = (Double(number(place + 8)), Double(number(place + 12)))
        if x > 0, y > 0 { scale = (96 / (x * 0.0254), 96 / (y * 0.0254)) }
      }
      place += 12 + length
    }
    return (
      max(1, Int((Double(width) * scale.0).rounded())),
      max(1, Int((Double(height) * scale.1).rounded()))
    )
  }

  /// Writes the pictures one below the other, each with its chart and the chart's cells beside it.
  func write(_ pictures: [WorkbookPicture], to sheet: WorkbookSheet) {
    // A picture lies within one column and rows of set heights, so that it keeps its size whatever the
    // font of the reader's workbook makes of the width of a column.
    let widest = pictures.map(\.width).max() ?? 0
    sheet.setWidth(Double(widest) / 7 + 2, ofColumn: 0)
    sheet.setWidth(3, ofColumn: 1)
    let rowHeight = 20
    sheet.write(.text(say("图", "Figures")), row: 0, column: 0, CellStyle(isHeading: true, size: 14))
    sheet.setHeight(24, ofRow: 0)
    sheet.write(
      .text(
        say(
          "左为成品图，右为同一数据的图表，可在 Excel 中修改。",
          "Left the finished figures, right charts of the same data that can be edited.")),
      row: 1, column: 0, CellStyle(isQuiet: true, size: 10))
    var row = 3
    var breaks: [lxw_row_t] = []
    for (place, picture) in pictures.enumerated() {
      if place > 0 { breaks.append(lxw_row_t(row)) }
      sheet.write(
        .text(say("图\(place + 1)　\(picture.title)", "Figure \(place + 1). \(picture.title)")),
        row: row, column: 0, CellStyle(isHeading: true, size: 12))
      let start = row + 1
      var end = start + (picture.height + rowHeight - 1) / rowHeight + 1
      insert(picture, into: sheet, row: start)
      if let block = picture.years {
        end = max(end, sheet.write(block, row: start, column: 2))
      } else if let ranking = picture.ranking {
        end = max(end, write(ranking, picture.title, to: sheet, row: start, column: 2))
      }
      for line in start..<end {
        // Rows with a heading of bodies keep their own height.
        if line > start || picture.years == nil { sheet.setHeight(15, ofRow: line) }
      }
      sheet.write(
        paragraph: picture.alternativeText, row: end, columns: 0...0,
        width: Double(widest) / 7 + 2, CellStyle(isTop: true, isQuiet: true, size: 10))
      row = end + 3
    }
    worksheet_freeze_panes(sheet.sheet, 2, 0)
    setPrint(
      of: sheet, widest: widest, tallest: pictures.map(\.height).max() ?? 0, breaks: breaks,
      last: row)
  }

  /// Prints the finished figures alone, a page each, at their true size where the paper is large enough.
  private func setPrint(
    of sheet: WorkbookSheet, widest: Int, tallest: Int, breaks: [lxw_row_t], last: Int
  ) {
    // The text area of A4 upright and across, pixels of 1/96 inch, less the lines around a picture.
    func scale(_ width: Int, _ height: Int) -> Int {
      min(100, 100 * width / (widest + 20), 100 * height / (tallest + 100))
    }
    let (upright, across) = (scale(672, 980), scale(1000, 640))
    if upright >= across { worksheet_set_portrait(sheet.sheet) }
    worksheet_set_print_scale(sheet.sheet, UInt16(max(upright, across, 10)))
    worksheet_print_area(sheet.sheet, 0, 0, lxw_row_t(last), 0)
    // The list ends at its first 0; Excel takes 1023 breaks.
    var list = Array(breaks.prefix(1000)) + [0]
    worksheet_set_h_pagebreaks(sheet.sheet, &list)
  }

  private func insert(_ picture: WorkbookPicture, into sheet: WorkbookSheet, row: Int) {
    WorkbookFile.withText(WorkbookFile.printable(picture.alternativeText, limit: 2000)) { text in
      var options = lxw_image_options()
      options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
      options.x_offset = 4
      options.description = text
      picture.png.withUnsafeBufferPointer { bytes in
        _ = worksheet_insert_image_buffer_opt(
          sheet.sheet, lxw_row_t(row), 0, bytes.baseAddress, bytes.count, &options)
      }
    }
  }

  /// Writes a ranking's cells and the chart of them.
  ///
  /// - Returns: the row below both.
  private func write(
    _ ranking: (heading: String, section: RankingTable.Section, words: RankingWords),
    _ title: String, to sheet: WorkbookSheet, row: Int, column: Int
  ) -> Int {
    let head = CellStyle(
      alignment: .centre, isHeading: true, isColumnHead: true, isWrapped: true)
    let headings = [say("位次", "Rank"), say("地区", "Body"), ranking.words.valueHeading]
    for (place, heading) in headings.enumerated() {
      sheet.write(.text(heading), row: row, column: column + place, head)
    }
    sheet.setWidth(8, ofColumn: column)
    sheet.setWidth(16, ofColumn: column + 1)
    sheet.setWidth(14, ofColumn: column + 2)
    var line = row
    for entry in ranking.section.entries {
      line += 1
      let value = cell(entry.cell, ranking.words)
      let cells: [(WorkbookTable.Cell, CellStyle.Alignment)] = [
        (.number(entry.rank.map(Double.init)), .centre), (.text(entry.body.name), .start),
        (value, .end),
      ]
      for (place, (cell, alignment)) in cells.enumerated() {
        sheet.write(
          cell.content, row: line, column: column + place,
          CellStyle(format: cell.format ?? "", alignment: alignment, isFocus: entry.isFocus))
      }
    }
    guard
      let chart = bars(
        of: ranking.section, ranking.words, title: title, firstRow: row + 1, names: column + 1,
        values: column + 2)
    else { return line + 1 }
    sheet.setWidth(3, ofColumn: column + 3)
    sheet.insert(chart, row: row, column: column + 4)
    return max(line + 1, row + (chart.height + 19) / 20 + 1)
  }
}
