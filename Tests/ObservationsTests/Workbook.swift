/// A workbook as XLSX bytes: a ZIP archive of stored parts with the least that a reader asks for.
struct Workbook {
  /// A sheet: its rows' XML by row number and its merged ranges.
  struct Sheet {
    var name: String
    var rows: [(number: Int, cells: String)]
    var merged: [String] = []
    var dimension: String?
  }

  var sheets: [Sheet]
  var sharedStrings: [String] = []
  /// The codes of the number formats; a cell's `s="1"` takes the first of them.
  var formats: [String] = []

  /// The XML of a cell with a text in itself.
  static func text(_ place: String, _ text: String) -> String {
    "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
  }

  /// The XML of a cell with a number, as the sheet stores it.
  static func number(_ place: String, _ stored: String, format: Int? = nil) -> String {
    "<c r=\"\(place)\"\(format.map { " s=\"\($0)\"" } ?? "")><v>\(stored)</v></c>"
  }

  /// The file's bytes.
  var bytes: [UInt8] {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    var parts: [(name: String, text: String)] = []
    let overrides = sheets.indices.map {
      "<Override PartName=\"/xl/worksheets/sheet\($0 + 1).xml\" ContentType=\"\(type).worksheet+xml\"/>"
    }
    parts.append(
      (
        "[Content_Types].xml",
        "\(head)<Types xmlns=\"\(package)/content-types\">"
          + "<Default Extension=\"rels\" ContentType="
          + "\"application/vnd.openxmlformats-package.relationships+xml\"/>"
          + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(type).sheet.main+xml\"/>"
          + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(type).styles+xml\"/>"
          + "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"\(type).sharedStrings+xml\"/>"
          + overrides.joined() + "</Types>"
      ))
    parts.append(
      (
        "_rels/.rels",
        "\(head)<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" "
          + "Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
      ))
    // The ids run against the order, as after sheets were moved: the first sheet is the first listed.
    let listed = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(sheets.count - index)\" r:id=\"rId\(index + 1)\"/>"
    }
    parts.append(
      (
        "xl/workbook.xml",
        "\(head)<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>\(listed.joined())</sheets>"
          + "</workbook>"
      ))
    let targets = sheets.indices.map {
      "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(office)/worksheet\" "
        + "Target=\"worksheets/sheet\($0 + 1).xml\"/>"
    }
    parts.append(
      (
        "xl/_rels/workbook.xml.rels",
        "\(head)<Relationships xmlns=\"\(package)/relationships\">\(targets.joined())</Relationships>"
      ))
    let codes = formats.enumerated().map {
      "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\($1)\"/>"
    }
    let styles = formats.indices.map { "<xf numFmtId=\"\(164 + $0)\" applyNumberFormat=\"1\"/>" }
    parts.append(
      (
        "xl/styles.xml",
        "\(head)<styleSheet xmlns=\"\(main)\"><numFmts count=\"\(codes.count)\">\(codes.joined())"
          + "</numFmts><cellXfs><xf numFmtId=\"0\"/>\(styles.joined())</cellXfs></styleSheet>"
      ))
    parts.append(
      (
        "xl/sharedStrings.xml",
        "\(head)<sst xmlns=\"\(main)\">"
          + sharedStrings.map { "<si><t xml:space=\"preserve\">\($0)</t></si>" }.joined() + "</sst>"
      ))
    for (index, sheet) in sheets.enumerated() {
      let rows = sheet.rows.map { "<row r=\"\($0.number)\">\($0.cells)</row>" }.joined()
      let merged = sheet.merged.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
      parts.append(
        (
          "xl/worksheets/sheet\(index + 1).xml",
          "\(head)<worksheet xmlns=\"\(main)\">"
            + (sheet.dimension.map { "<dimension ref=\"\($0)\"/>" } ?? "")
            + "<sheetData>\(rows)</sheetData>"
            + (merged.isEmpty ? "" : "<mergeCells>\(merged)</mergeCells>") + "</worksheet>"
        ))
    }
    return Self.archive(of: parts.map { ($0.name, Array($0.text.utf8)) })
  }

  /// A ZIP archive of stored files.
  ///
  /// - Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
  static func archive(of files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var body: [UInt8] = []
    var directory: [UInt8] = []
    for file in files {
      // Version, flags, method, time, date, checksum, sizes, lengths of name and extra field.
      let facts =
        little(20, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0x21, 2)
        + little(Int(checksum(of: file.bytes)), 4) + little(file.bytes.count, 4)
        + little(file.bytes.count, 4) + little(file.name.utf8.count, 2) + little(0, 2)
      directory +=
        little(0x0201_4B50, 4) + little(20, 2) + facts + little(0, 2) + little(0, 2) + little(0, 2)
        + little(0, 4) + little(body.count, 4) + Array(file.name.utf8)
      body += little(0x0403_4B50, 4) + facts + Array(file.name.utf8) + file.bytes
    }
    return body + directory + little(0x0605_4B50, 4) + little(0, 2) + little(0, 2)
      + little(files.count, 2) + little(files.count, 2) + little(directory.count, 4)
      + little(body.count, 4) + little(0, 2)
  }

  /// The CRC-32 of bytes, bit by bit.
  private static func checksum(of bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
