/// Adds to Cairo's document what makes it readable without seeing it: the page as one figure with an
/// alternative text, and the language.
///
/// Cairo 1.16 writes neither. They are appended as an incremental update: Cairo's bytes stay as they
/// are, the page and the catalogue are written anew, and what is drawn is put between two short
/// streams that mark it as the content of the figure.
///
/// - Source: ISO 32000-1, 7.5.6 (incremental updates), 14.7 (logical structure) and 14.9.3
///   (alternate descriptions).
struct PDFStructure {
  /// What the figure shows, in words.
  let alternativeText: String
  /// The language of the words (BCP 47).
  let language: String

  /// The document with the structure; as it was where it is not built as Cairo builds it.
  func added(to document: [UInt8]) -> [UInt8] {
    (try? extended(document)) ?? document
  }

  private func extended(_ document: [UInt8]) throws(FigureInspectionError) -> [UInt8]? {
    let reader = try PDFReader(document)
    guard case .reference(let root)? = reader.trailer["Root"],
      case .reference(let information)? = reader.trailer["Info"],
      let first = reader.trailer["Size"]?.wholeNumber,
      let catalogue = try reader.object(root),
      case .dictionary(let catalogueEntries) = catalogue.value,
      ["Lang", "MarkInfo", "StructTreeRoot", "ViewerPreferences"].allSatisfy({
        catalogueEntries[$0] == nil
      }),
      case .array(let kids)? = try reader.dictionary(catalogueEntries["Pages"])?["Kids"],
      kids.count == 1, case .reference(let page) = kids[0],
      let pageObject = try reader.object(page),
      case .dictionary(let entries) = pageObject.value, entries["StructParents"] == nil,
      case .reference(let contents)? = entries["Contents"],
      case .array(let box)? = entries["MediaBox"], box.count == 4
    else { return nil }
    let frame = box.compactMap { value -> Double? in
      guard case .number(let number) = value, abs(number) < 1e6 else { return nil }
      return number
    }
    let marked = "[\(first + 4) 0 R \(contents) 0 R \(first + 5) 0 R]"
    guard frame.count == 4,
      let pageText = Self.replacing(
        "/Contents \(contents) 0 R", with: "/Contents " + marked, in: document[pageObject.range])
    else { return nil }

    var bytes = document
    var places: [(number: Int, offset: Int)] = []
    func append(_ number: Int, _ body: [UInt8]) {
      places.append((number, bytes.count))
      bytes.append(text: "\(number) 0 obj\n")
      bytes += body
      bytes.append(static: "\nendobj\n")
    }
    append(page, Self.adding("/StructParents 0", to: pageText))
    append(
      root,
      Self.adding(
        "/Lang (\(language)) /MarkInfo << /Marked true >> /StructTreeRoot \(first) 0 R\n   "
          + "/ViewerPreferences << /DisplayDocTitle true >>",
        to: Array(document[catalogue.range])))
    append(
      first,
      Array(
        ("<< /Type /StructTreeRoot /K [\(first + 1) 0 R] /ParentTree \(first + 3) 0 R\n   "
          + "/ParentTreeNextKey 1 >>").utf8))
    append(
      first + 1,
      Array("<< /Type /StructElem /S /Document /P \(first) 0 R /K [\(first + 2) 0 R] >>".utf8))
    var figure: [UInt8] = []
    figure.append(
      text: "<< /Type /StructElem /S /Figure /P \(first + 1) 0 R /Pg \(page) 0 R /K [0]\n   "
        + "/A << /O /Layout /Placement /Block /BBox [")
    for length in frame {
      figure.append(static: " ")
      figure.appendNumber(length)
    }
    figure.append(static: " ] >>\n   /Alt ")
    Self.append(alternativeText, to: &figure)
    figure.append(static: " >>")
    append(first + 2, figure)
    append(first + 3, Array("<< /Nums [0 [\(first + 2) 0 R]] >>".utf8))
    append(first + 4, Self.stream("/Figure << /MCID 0 >> BDC\n"))
    append(first + 5, Self.stream("EMC\n"))

    let table = bytes.count
    bytes.append(static: "xref\n")
    for (number, offset) in places.sorted(by: { $0.number < $1.number }) {
      let digits = String(offset)
      bytes.append(text: "\(number) 1\n")
      bytes.append(text: String(repeating: "0", count: max(0, 10 - digits.count)) + digits)
      bytes.append(static: " 00000 n \n")
    }
    bytes.append(
      text: "trailer\n<< /Size \(first + 6)\n   /Root \(root) 0 R\n   /Info \(information) 0 R\n   "
        + "/Prev \(reader.tableOffset)\n>>\nstartxref\n\(table)\n%%EOF\n")
    return bytes
  }

  private static func stream(_ content: String) -> [UInt8] {
    Array("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream".utf8)
  }

  /// A text string: UTF-16 in hexadecimal digits, as Cairo writes its own.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(static: "<feff")
    for unit in text.utf16 {
      for shift in stride(from: 12, through: 0, by: -4) {
        bytes.append([UInt8].hexadecimalDigit(UInt8(unit >> UInt16(shift) & 15)))
      }
    }
    bytes.append(static: ">")
  }

  /// A dictionary with more entries before its end.
  private static func adding(_ entries: String, to dictionary: [UInt8]) -> [UInt8] {
    // The bytes are a dictionary that was read: they end in `>>`.
    var bytes = Array(dictionary.dropLast(2))
    bytes.append(text: "   \(entries)\n>>")
    return bytes
  }

  /// The bytes with a word that stands in them once replaced; nothing where it does not.
  private static func replacing(
    _ old: String, with new: String, in bytes: ArraySlice<UInt8>
  ) -> [UInt8]? {
    let word = Array(old.utf8)
    let found = bytes.indices.filter { bytes[$0...].starts(with: word) }
    guard found.count == 1 else { return nil }
    return bytes[..<found[0]] + Array(new.utf8) + bytes[(found[0] + word.count)...]
  }
}
