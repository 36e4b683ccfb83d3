import Diagnostics

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Rows of CSV (RFC 4180) as bytes.
///
/// Fields are quoted only where they must be. What begins with `=`, `+`, `-` or `@` is written as it is,
/// though a spreadsheet may take it for a formula: evidence is a copy of the report's words, and a
/// quote or space before it would make it another text.
struct RowText {
  /// The bytes so far.
  var bytes: [UInt8]
  private var isRowOpen = false

  init(bytes: [UInt8] = []) { self.bytes = bytes }

  /// Adds one field.
  mutating func append(_ field: String) {
    var field = field
    field.withUTF8 { append($0) }
  }

  /// Adds one field of UTF-8.
  mutating func append(_ field: UnsafeBufferPointer<UInt8>) {
    startField()
    var isPlain = true
    var quotes = 0
    for byte in field {
      switch byte {
      case UInt8(ascii: "\""):
        quotes += 1
        isPlain = false
      case UInt8(ascii: ","), 0x0A, 0x0D: isPlain = false
      default: break
      }
    }
    if isPlain {
      bytes.append(contentsOf: field)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    if quotes == 0 {
      bytes.append(contentsOf: field)
    } else {
      for byte in field {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds one whole number, or an empty field where there is none.
  mutating func append(_ number: Int?) {
    startField()
    guard let number else { return }
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// Adds one number, or an empty field where there is none; whole ones have no fraction.
  mutating func append(_ number: Double?) {
    guard let number else { return append(nil as Int?) }
    if let whole = Int(exactly: number) { append(whole) } else { append("\(number)") }
  }

  /// Adds fields that are written already.
  mutating func append(written fields: ArraySlice<UInt8>) {
    startField()
    bytes += fields
  }

  /// Ends the row.
  mutating func endRow() {
    bytes.append(0x0A)
    isRowOpen = false
  }

  private mutating func startField() {
    if isRowOpen { bytes.append(UInt8(ascii: ",")) }
    isRowOpen = true
  }
}

/// A table of a package that is there already, of which each row can be copied as it is.
struct ExistingTable {
  /// One row: the bytes of its fields, and its physical line.
  struct Row {
    var start: Int
    var end: Int
    var line: Int32
    /// Which of ``ExistingTable/groups`` it belongs to.
    var group: Int32
    /// Whether a person stands behind it.
    var isDecided: Bool
  }

  let table: TableText
  /// The column names, in order.
  let header: [String]
  private let ordinals: [String: Int]
  /// The rows, in order.
  private(set) var rows: [Row] = []
  /// The texts of the grouping column, in the order of their first rows.
  private(set) var groups: [String] = []
  /// The rows of each group.
  private(set) var rowsOfGroup: [[Int32]] = []
  private var groupIndex: [ByteText: Int32] = [:]

  /// Opens a table.
  ///
  /// Rows belong together by the text of the column `grouping`.
  ///
  /// - Throws: ``ObservationsError`` with everything that is wrong with its form: a row cannot be copied
  ///   before it is known where it ends.
  init(
    _ path: String, bytes: [UInt8], required: [String], grouping: String?
  ) throws(ObservationsError) {
    let table = try TableText(file: path, bytes: bytes)
    self.table = table
    let opened = TableReader(table, required: required)
    var problems = opened.findings
    header = opened.header
    var ordinals: [String: Int] = [:]
    for (ordinal, name) in header.enumerated() where ordinals[name] == nil {
      ordinals[name] = ordinal
    }
    self.ordinals = ordinals
    if problems.contains(where: { $0.severity == .error }) { throw ObservationsError(problems) }
    var records = RecordReader(table)
    guard records.next() else { return }
    let column = grouping.flatMap { ordinals[$0] }
    let status = ordinals["status"]
    var last: (bytes: Range<Int>, group: Int32)?
    while records.next() {
      let fields = records.fields
      guard fields.count == header.count, let first = fields.first, let final = fields.last else {
        problems.append(
          Diagnostic(
            .error, at: Place(path, line: fields.first?.line ?? 1, column: 1),
            LocalisedText(
              zh: "这一行有\(fields.count)个字段，表头有\(header.count)个：是否漏了或多了分隔符？",
              en: "a row of \(fields.count) fields under a header of \(header.count): "
                + "is a delimiter missing or too many?")))
        continue
      }
      var group: Int32 = -1
      if let column {
        let field = fields[column]
        if let last, table.bytes[last.bytes] == table.bytes[field.start..<field.end] {
          group = last.group
        } else {
          let name = TableReader.trimmed(table.text(field))
          let key = ByteText(text: name)
          if let known = groupIndex[key] {
            group = known
          } else {
            group = Int32(groups.count)
            groupIndex[key] = group
            groups.append(name)
            rowsOfGroup.append([])
          }
          last = (field.start..<field.end, group)
        }
        rowsOfGroup[Int(group)].append(Int32(rows.count))
      }
      // A word that the program does not know was set by a person too.
      var isDecided = false
      if let status {
        let word = table.bytes[fields[status].start..<fields[status].end]
        if !word.isEmpty, !word.elementsEqual("read".utf8) {
          let text = TableReader.trimmed(table.text(fields[status]))
          isDecided = !text.isEmpty && text != Observation.Status.read.rawValue
        }
      }
      let isQuoted = final.origin < final.start
      rows.append(
        Row(
          start: first.origin, end: min(table.bytes.count, final.end + (isQuoted ? 1 : 0)),
          line: Int32(truncatingIfNeeded: first.line), group: group, isDecided: isDecided))
    }
    problems += records.problems
    guard problems.isEmpty else { throw ObservationsError(problems) }
  }

  /// Whether a column is there.
  func has(_ column: String) -> Bool { ordinals[column] != nil }

  /// The rows whose grouping column has a text.
  func rows(of group: String) -> [Int32] {
    groupIndex[ByteText(text: group)].map { rowsOfGroup[Int($0)] } ?? []
  }

  /// Whether any row's grouping column has a text.
  func hasRows(of group: String) -> Bool { groupIndex[ByteText(text: group)] != nil }

  /// The fields of a row as texts, exactly as they are.
  func fields(_ index: Int32) -> [String] {
    var fields: [TableText.Field] = []
    split(index, into: &fields)
    return fields.map(table.text)
  }

  /// Finds the fields of a row again.
  ///
  /// To keep them for every row would take ten times the memory of the file.
  private func split(_ index: Int32, into fields: inout [TableText.Field]) {
    let row = rows[Int(index)]
    let quote = UInt8(ascii: "\"")
    let delimiter = table.delimiter
    fields.removeAll(keepingCapacity: true)
    table.bytes.withUnsafeBufferPointer { bytes in
      var offset = row.start
      while true {
        var field = TableText.Field(
          start: offset, end: offset, isEscaped: false, line: 0, origin: offset)
        if offset < row.end, bytes[offset] == quote {
          offset += 1
          field.start = offset
          while offset < row.end {
            if bytes[offset] == quote {
              guard offset + 1 < row.end, bytes[offset + 1] == quote else { break }
              field.isEscaped = true
              offset += 1
            }
            offset += 1
          }
          field.end = offset
          while offset < row.end, bytes[offset] != delimiter { offset += 1 }
        } else {
          while offset < row.end, bytes[offset] != delimiter { offset += 1 }
          field.end = offset
        }
        fields.append(field)
        guard offset < row.end else { break }
        offset += 1
        // The delimiter at the row's end still opens one more, empty, field.
        if offset == row.end {
          fields.append(
            TableText.Field(
              start: offset, end: offset, isEscaped: false, line: 0, origin: offset))
          break
        }
      }
    }
  }

  /// The texts of a few columns of many rows, without surrounding space; `each` gets the row's place
  /// among them.
  func texts(
    of columns: [String], in indices: some Sequence<Int32>, each: (Int32, [String]) -> Void
  ) {
    var fields: [TableText.Field] = []
    let ordinals = columns.map { self.ordinals[$0] }
    for index in indices {
      split(index, into: &fields)
      each(
        index,
        ordinals.map { ordinal in
          guard let ordinal, ordinal < fields.count else { return "" }
          return TableReader.trimmed(table.text(fields[ordinal]))
        })
    }
  }

  /// The text of a column in the fields of a row, without surrounding space; empty where there is no
  /// such column.
  func text(_ column: String, in fields: [String]) -> String {
    TableReader.trimmed(exactText(column, in: fields))
  }

  /// The text of a column in the fields of a row exactly as it is.
  func exactText(_ column: String, in fields: [String]) -> String {
    guard let ordinal = ordinals[column], ordinal < fields.count else { return "" }
    return fields[ordinal]
  }

  /// Puts a text into the fields of a row.
  func set(_ column: String, _ text: String, in fields: inout [String]) {
    if let ordinal = ordinals[column], ordinal < fields.count { fields[ordinal] = text }
  }

  /// Where a row stands, for a message.
  func place(_ index: Int32) -> Place { Place(table.file, line: Int(rows[Int(index)].line)) }

  /// Copies a row with `added` empty columns behind it.
  ///
  /// Where commas part the fields the bytes stay, so that quotes and spaces are as a person set them.
  func copy(_ index: Int32, added: Int, to text: inout RowText) {
    let row = rows[Int(index)]
    if table.delimiter == UInt8(ascii: ",") {
      text.append(written: table.bytes[row.start..<row.end])
    } else {
      for field in fields(index) { text.append(field) }
    }
    for _ in 0..<added { text.append("") }
    text.endRow()
  }
}

/// The columns of a file to be written: those that it has already, in their order, then what it lacks.
struct ColumnLayout<Column: RawRepresentable & CaseIterable> where Column.RawValue == String {
  /// The column names.
  let names: [String]
  /// What each column is; nothing for a column that is not the package's.
  let columns: [Column?]
  /// How many columns are added to the file's own.
  let added: Int

  init(_ existing: ExistingTable?) {
    guard let existing else {
      names = Column.allCases.map(\.rawValue)
      columns = Array(Column.allCases)
      added = 0
      return
    }
    let missing = Column.allCases.filter { !existing.has($0.rawValue) }
    names = existing.header + missing.map(\.rawValue)
    columns = existing.header.map { Column(rawValue: $0) } + missing
    added = missing.count
  }

  /// Whether the file has columns of the user's own.
  var hasOwnColumns: Bool { columns.contains { $0 == nil } }

  /// The header as bytes.
  var header: [UInt8] {
    var text = RowText()
    for name in names { text.append(name) }
    text.endRow()
    return text.bytes
  }
}

/// A file that grows at its end, by pieces of a megabyte.
final class GrowingFile {
  /// The file's place in the package, for a message.
  private let place: String
  /// How many bytes were appended.
  private(set) var count = 0
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// Opens a new file of a package.
  ///
  /// - Throws: ``ObservationsError`` if it cannot be made.
  init(_ name: String, in folder: StagingFolder) throws(ObservationsError) {
    place = "\(folder.target)/\(name)"
    descriptor = open(folder.path(of: name), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw StagingFolder.failure(place, code: errno) }
  }

  deinit { close(descriptor) }

  /// Appends bytes.
  ///
  /// - Throws: ``ObservationsError`` if they cannot be written.
  func append(_ bytes: [UInt8]) throws(ObservationsError) {
    buffer += bytes
    count += bytes.count
    if buffer.count >= 1 << 20 { try flush() }
  }

  /// Appends a part of another such file.
  ///
  /// - Throws: ``ObservationsError`` if the part cannot be read or written.
  func append(_ range: Range<Int>, of other: GrowingFile) throws(ObservationsError) {
    try other.flush()
    var code: Int32 = 0
    let piece = [UInt8](unsafeUninitializedCapacity: range.count) { target, count in
      while count < range.count {
        let read = pread(
          other.descriptor, target.baseAddress?.advanced(by: count), range.count - count,
          off_t(range.lowerBound + count))
        if read > 0 {
          count += read
        } else if read == 0 || errno != EINTR {
          code = read == 0 ? EIO : errno
          return
        }
      }
    }
    if code != 0 { throw StagingFolder.failure(other.place, code: code) }
    try append(piece)
  }

  /// Hands everything to the disk.
  ///
  /// - Throws: ``ObservationsError`` if the disk does not take it.
  func finish() throws(ObservationsError) {
    try flush()
    guard fsync(descriptor) == 0 else { throw StagingFolder.failure(place, code: errno) }
  }

  /// Hands what waits to the system.
  func flush() throws(ObservationsError) {
    var offset = 0
    var code: Int32 = 0
    buffer.withUnsafeBytes { bytes in
      while offset < bytes.count, code == 0 {
        let written = write(
          descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
        if written >= 0 { offset += written } else if errno != EINTR { code = errno }
      }
    }
    buffer.removeAll(keepingCapacity: true)
    if code != 0 { throw StagingFolder.failure(place, code: code) }
  }
}

/// The rows of a file that belong to reports, in the order of the file that is there already.
///
/// Rows of a report that is read anew take the place of its first row; those of a report that the file
/// does not have come at its end. Without a file the rows are written where they stay; otherwise they
/// wait in a file of their own, so that the memory they need does not grow with the reports.
final class ReportRows {
  private let existing: ExistingTable?
  private let added: Int
  private let file: GrowingFile
  private let waiting: GrowingFile?
  private var ranges: [String: Range<Int>] = [:]
  private var order: [String] = []

  init(
    _ name: String, existing: ExistingTable?, header: [UInt8], added: Int, in folder: StagingFolder
  ) throws(ObservationsError) {
    self.existing = existing
    self.added = added
    file = try GrowingFile(name, in: folder)
    waiting = existing == nil ? nil : try GrowingFile("\(name).rows", in: folder)
    try file.append(header)
  }

  /// Takes the rows of a report.
  func put(_ rows: [UInt8], of report: String) throws(ObservationsError) {
    guard let waiting else { return try file.append(rows) }
    ranges[report] = waiting.count..<waiting.count + rows.count
    order.append(report)
    try waiting.append(rows)
  }

  /// Writes the file whole.
  func finish() throws(ObservationsError) {
    if let existing, let waiting {
      var isWritten = [Bool](repeating: false, count: existing.groups.count)
      let replaced = existing.groups.map { ranges[$0] }
      var text = RowText()
      for (index, row) in existing.rows.enumerated() {
        let group = Int(row.group)
        if group >= 0, let range = replaced[group] {
          if !isWritten[group] {
            isWritten[group] = true
            try file.append(text.bytes)
            text.bytes.removeAll(keepingCapacity: true)
            try file.append(range, of: waiting)
          }
        } else {
          existing.copy(Int32(index), added: added, to: &text)
          if text.bytes.count >= 1 << 20 {
            try file.append(text.bytes)
            text.bytes.removeAll(keepingCapacity: true)
          }
        }
      }
      try file.append(text.bytes)
      for report in order where !existing.hasRows(of: report) {
        if let range = ranges[report] { try file.append(range, of: waiting) }
      }
    }
    try file.finish()
  }
}
