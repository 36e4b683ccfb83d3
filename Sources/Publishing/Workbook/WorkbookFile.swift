import CXlsxWriter
import Diagnostics
import FoundationEssentials

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An Excel workbook in the making: sheets are added and written, then the file is taken.
///
/// The library writes to a file's name only, so the workbook goes through a temporary file that is
/// removed with it. Nothing in it follows the clock: the date of making is that of a zip archive
/// without one. Numbers keep 16 significant digits, one more than Excel shows.
final class WorkbookFile {
  /// The faces of a workbook.
  struct Faces: Hashable {
    /// Of cells and charts.
    var text: String
    /// Of titles, headings and what is in focus.
    var heading: String

    /// Chinese in 宋体 and 黑体, which every Chinese office has; English in 等线, whose Latin letters
    /// go with the Chinese names of bodies.
    init(_ language: Language) {
      switch language {
      case .chinese: (text, heading) = ("宋体", "黑体")
      case .english: (text, heading) = ("等线", "等线")
      }
    }
  }

  let faces: Faces
  let book: UnsafeMutablePointer<lxw_workbook>
  private let path: String
  private var isClosed = false
  private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]
  private var names: Set<String> = []

  /// Begins a workbook.
  ///
  /// - Throws: ``PublishingError`` if no temporary file can be made.
  init(title: String, subject: String, language: Language) throws(PublishingError) {
    faces = Faces(language)
    let folder = FileManager.default.temporaryDirectory.path()
    var name = Array("\(folder)/heng-XXXXXX.xlsx".utf8CString)
    let descriptor = mkstemps(&name, 5)
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard descriptor >= 0, let made = workbook_new(path) else {
      throw Self.failure(String(cString: strerror(errno)), folder)
    }
    close(descriptor)
    book = made
    // The first format is that of cells without any, and of the sheet's own row and column heads.
    if let plain = book.pointee.formats.pointee.stqh_first {
      format_set_font_name(plain, faces.text)
    }
    var properties = lxw_doc_properties()
    // 1 January 1980, where the dates of zip archives begin.
    properties.created = 315_532_800
    Self.withText(Self.printable(title, limit: 255)) { title in
      Self.withText(Self.printable(subject, limit: 255)) { subject in
        properties.title = title
        properties.subject = subject
        _ = workbook_set_properties(book, &properties)
      }
    }
  }

  deinit {
    // A workbook is freed by being closed only.
    if !isClosed { _ = workbook_close(book) }
    unlink(path)
  }

  /// Adds a sheet under its name, or the nearest one that Excel allows and no other sheet has.
  func sheet(named name: String) throws(PublishingError) -> WorkbookSheet {
    let name = Self.sheetName(name, besides: names)
    names.insert(name.lowercased())
    guard let sheet = workbook_add_worksheet(book, name) else {
      throw Self.failure(name, "libxlsxwriter")
    }
    return WorkbookSheet(sheet, name: name, in: self)
  }

  /// Ends the workbook.
  ///
  /// - Returns: the bytes of the file.
  /// - Throws: ``PublishingError`` if the file cannot be written or read back.
  func bytes() throws(PublishingError) -> [UInt8] {
    isClosed = true
    let result = workbook_close(book)
    guard result == LXW_NO_ERROR else {
      throw Self.failure(String(cString: lxw_strerror(result)), path)
    }
    guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else {
      throw Self.failure(String(cString: strerror(errno)), path)
    }
    return Array(data)
  }

  /// The format of a style, made once.
  func format(_ style: CellStyle) -> UnsafeMutablePointer<lxw_format>? {
    if let format = formats[style] { return format }
    guard let format = workbook_add_format(book) else { return nil }
    style.apply(to: format, faces)
    formats[style] = format
    return format
  }

  /// A name that Excel allows: no `[]:*?/\`, no apostrophe at an end, at most 31 UTF-16 units, and not
  /// that of another sheet, whatever the case of its letters.
  static func sheetName(_ name: String, besides taken: Set<String>) -> String {
    var clean = printable(name, limit: 31).split(whereSeparator: \.isNewline).joined(separator: " ")
    clean = String(clean.map { "[]:*?/\\'".contains($0) ? " " : $0 })
    while clean.hasPrefix(" ") { clean.removeFirst() }
    while clean.hasSuffix(" ") { clean.removeLast() }
    if clean.isEmpty { clean = "Sheet" }
    var (result, number) = (clean, 2)
    while taken.contains(result.lowercased()) {
      let end = " \(number)"
      result = printable(clean, limit: 31 - end.utf16.count) + end
      number += 1
    }
    return result
  }

  /// A text as a cell can hold it: without control characters, and of at most so many UTF-16 units.
  static func printable(_ text: String, limit: Int = 32_000) -> String {
    var result = ""
    var count = 0
    for character in text {
      let isControl = character.unicodeScalars.contains {
        $0.value < 0x20 && $0.value != 0x0A || $0.value == 0xFFFE || $0.value == 0xFFFF
      }
      let shown: Character = character == "\r\n" ? "\n" : isControl ? " " : character
      count += shown.utf16.count
      guard count <= limit else { break }
      result.append(shown)
    }
    return result
  }

  /// A text as C takes it, for the length of a call.
  static func withText<Result>(
    _ text: String, _ body: (UnsafeMutablePointer<CChar>?) -> Result
  ) -> Result {
    var bytes = Array(text.utf8CString)
    return bytes.withUnsafeMutableBufferPointer { body($0.baseAddress) }
  }

  private static func failure(_ reason: String, _ place: String) -> PublishingError {
    PublishingError([
      Diagnostic(
        .error, at: Place(place),
        LocalisedText(
          zh: "工作簿没有写成（\(reason)）：请检查临时文件夹的权限和剩余空间",
          en:
            "the workbook could not be written (\(reason)): check the temporary folder's permissions "
            + "and free space"))
    ])
  }
}

/// How a cell looks.
struct CellStyle: Hashable {
  /// The number format, as Excel writes it; General where empty.
  var format = ""
  var alignment = Alignment.start
  /// Whether it is set in the face of headings.
  var isHeading = false
  var isBold = false
  /// Whether it is a heading of columns, on its ground.
  var isColumnHead = false
  var isWrapped = false
  /// Whether it keeps away from the number before it.
  var isIndented = false
  /// Whether it stands at the top of its row.
  var isTop = false
  /// Whether its row is of the body in focus.
  var isFocus = false
  /// Whether it is an aside: smaller ink.
  var isQuiet = false
  /// Whether it leads elsewhere.
  var isLink = false
  var isBordered = false
  var size = 11.0

  enum Alignment: Hashable {
    case start, centre, end
  }

  func apply(to format: UnsafeMutablePointer<lxw_format>, _ faces: WorkbookFile.Faces) {
    format_set_font_name(format, isHeading || isFocus ? faces.heading : faces.text)
    format_set_font_size(format, size)
    if isBold { format_set_bold(format) }
    if !self.format.isEmpty { format_set_num_format(format, self.format) }
    switch alignment {
    case .start: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    case .centre: format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
    case .end: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    }
    let vertical = isTop ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER
    format_set_align(format, UInt8(vertical.rawValue))
    if isIndented { format_set_indent(format, 1) }
    if isWrapped { format_set_text_wrap(format) }
    format_set_font_color(
      format, isLink ? WorkbookColour.focus : isQuiet ? WorkbookColour.quiet : WorkbookColour.ink)
    if isColumnHead {
      format_set_bg_color(format, WorkbookColour.head)
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_bottom_color(format, WorkbookColour.quiet)
    } else if isFocus {
      format_set_bg_color(format, WorkbookColour.focusGround)
    }
    if isBordered {
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(format, WorkbookColour.rule)
    }
  }
}

/// The colours of a workbook, those of figures on paper; none says good or bad.
enum WorkbookColour {
  static let ink: lxw_color_t = 0x1A242C
  static let quiet: lxw_color_t = 0x56636D
  static let rule: lxw_color_t = 0xB8C2CA
  static let head: lxw_color_t = 0xDDE5EA
  static let bar: lxw_color_t = 0x849AAE
  static let paleBar: lxw_color_t = 0xB0CFE6
  static let focus: lxw_color_t = 0x0B4F8A
  static let focusGround: lxw_color_t = 0xE8EEF7
  static let scaleLow: lxw_color_t = 0xFFFFFF
  static let scaleHigh: lxw_color_t = 0xC8DEEF
  /// The lines of a chart, one after another.
  static let series: [lxw_color_t] = [
    0x0C5292, 0xD8A75E, 0x521E3D, 0x5C99BE, 0xA75D38, 0x849AAE, 0x56636D, 0xB1D5DA,
  ]
}
