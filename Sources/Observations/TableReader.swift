import Diagnostics

/// Reads a table with known columns, row by row, and collects what is wrong with it.
struct TableReader {
  let table: TableText
  /// Where each known column stands; a column that the table lacks has no entry.
  private(set) var columns: [String: Int] = [:]
  /// The header as written.
  private(set) var header: [String] = []
  /// What is wrong, in the order of the file.
  var problems: [Diagnostic] = []
  private var records: RecordReader
  private var texts = TextStore()

  /// Opens a table and finds its columns.
  ///
  /// Where `marks` are given, title rows above the header are passed: the header is the first row that
  /// holds one of them, or the last of several such rows below each other (a header cell that is merged
  /// over two rows stands in both).
  init(
    _ table: TableText, required: [String] = [], optional: [String] = [],
    headerMarks marks: Set<String>? = nil
  ) {
    self.table = table
    records = RecordReader(table)
    guard records.next() else { return }
    if let marks {
      func isHeader(_ fields: [TableText.Field]) -> Bool {
        fields.contains { marks.contains(Self.trimmed(table.text($0))) }
      }
      var search = records
      var rows = 0
      while !isHeader(search.fields), rows < 20, search.next() { rows += 1 }
      while isHeader(search.fields) {
        records = search
        guard search.next() else { break }
      }
    }
    let known = required + optional
    for (ordinal, field) in records.fields.enumerated() {
      let name = Self.trimmed(table.text(field))
      header.append(name)
      guard known.contains(name) else { continue }
      if columns[name] == nil {
        columns[name] = ordinal
      } else {
        problems.append(
          Diagnostic(
            .error, at: table.place(field, column: ordinal),
            LocalisedText(
              zh: "列 \(Diagnostic.quoted(name)) 出现了两次：请删去一列",
              en: "the column \(Diagnostic.quoted(name)) stands twice: remove one")))
      }
    }
    for name in required where columns[name] == nil {
      let near = NameMatching.nearest(name, among: header.filter { !known.contains($0) })
      problems.append(
        Diagnostic(
          .error, at: Place(table.file, line: 1),
          LocalisedText(
            zh: "缺少列 \(Diagnostic.quoted(name))"
              + (near.map { "：\(Diagnostic.quoted($0)) 是否就是它？" } ?? "：请补上这一列"),
            en: "the column \(Diagnostic.quoted(name)) is missing"
              + (near.map { ": is \(Diagnostic.quoted($0)) meant?" } ?? ": add it"))))
    }
  }

  /// Whether every required column was found, so that rows can be read.
  var isReadable: Bool { !problems.contains { $0.severity == .error } }

  /// Moves to the next row of the right length; false at the end.
  mutating func next() -> Bool {
    while records.next() {
      if records.fields.count == header.count { return true }
      let expected = header.count
      let found = records.fields.count
      let line = records.fields.first?.line
      problems.append(
        Diagnostic(
          .error, at: Place(table.file, line: line, column: 1),
          LocalisedText(
            zh: "这一行有\(found)个字段，表头有\(expected)个：是否漏了或多了分隔符？",
            en: "a row of \(found) fields under a header of \(expected): "
              + "is a delimiter missing or too many?")))
    }
    problems += records.problems
    return false
  }

  /// The physical line of the row.
  var line: Int { records.fields.first?.line ?? 0 }

  /// The field of a column in this row; nothing where the table lacks the column.
  func field(_ name: String) -> TableText.Field? {
    columns[name].map { records.fields[$0] }
  }

  /// The field at a column's ordinal in this row.
  func field(at ordinal: Int) -> TableText.Field { records.fields[ordinal] }

  /// Where a column's field starts in this row.
  func place(_ name: String) -> Place {
    guard let ordinal = columns[name] else { return Place(table.file, line: line) }
    return table.place(records.fields[ordinal], column: ordinal)
  }

  /// Where the field at an ordinal starts in this row.
  func place(at ordinal: Int) -> Place { table.place(records.fields[ordinal], column: ordinal) }

  /// The text of a column in this row, without surrounding space; empty where the table lacks it.
  mutating func text(_ name: String) -> String {
    guard let ordinal = columns[name] else { return "" }
    return text(at: ordinal)
  }

  /// The text at an ordinal, without surrounding space. Equal texts share their storage.
  mutating func text(at ordinal: Int) -> String {
    let field = records.fields[ordinal]
    if field.isEscaped { return Self.trimmed(table.text(field)) }
    var start = field.start
    var end = field.end
    while start < end, table.bytes[start] == 0x20 || table.bytes[start] == 0x09 { start += 1 }
    while end > start, table.bytes[end - 1] == 0x20 || table.bytes[end - 1] == 0x09 { end -= 1 }
    return texts.text(of: table.bytes, start, end)
  }

  /// The whole number at a column; a problem is noted where the text is none.
  ///
  /// - Returns: nothing for an empty field too.
  mutating func integer(_ name: String) -> Int? {
    guard let field = field(name), field.end > field.start else { return nil }
    if let value = digits(of: field) { return value }
    let written = text(name)
    if written.isEmpty { return nil }
    if case .number(let value) = NumberText(written), let whole = Int(exactly: value) {
      return whole
    }
    problems.append(
      Diagnostic(
        .error, at: place(name),
        LocalisedText(
          zh: "\(Diagnostic.quoted(written))不是整数", en: "\(Diagnostic.quoted(written)) is not a whole number")))
    return nil
  }

  /// The calendar year at a column, 1949 to 2100; a problem is noted where it is none.
  ///
  /// - Returns: nothing for an empty field too.
  mutating func year(_ name: String) -> Int? {
    guard let field = field(name) else { return nil }
    if let value = digits(of: field), (1949...2100).contains(value) { return value }
    var written = text(name)
    if written.isEmpty { return nil }
    if written.hasSuffix("年") { written.removeLast() }
    if case .number(let value) = NumberText(written), let year = Int(exactly: value),
      (1949...2100).contains(year)
    {
      return year
    }
    problems.append(
      Diagnostic(
        .error, at: place(name),
        LocalisedText(
          zh: "\(Diagnostic.quoted(written))不是 1949 至 2100 之间的年份：请写作 2022",
          en: "\(Diagnostic.quoted(written)) is not a year from 1949 to 2100: write one such as 2022")))
    return nil
  }

  /// The value of a field of ASCII digits alone, the usual case, without making a text of it.
  private func digits(of field: TableText.Field) -> Int? {
    guard field.end > field.start, field.end - field.start <= 15 else { return nil }
    var value = 0
    for index in field.start..<field.end {
      let digit = Int(table.bytes[index]) - 0x30
      guard (0...9).contains(digit) else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  /// The member of a closed family at a column; a problem is noted where the word names none.
  mutating func member<Family: RawRepresentable & CaseIterable>(
    _ name: String, of family: Family.Type, default fallback: Family? = nil
  ) -> Family? where Family.RawValue == String {
    let written = text(name)
    if written.isEmpty, let fallback { return fallback }
    if let member = Family(rawValue: written) { return member }
    let known = family.allCases.map(\.rawValue)
    problems.append(
      Diagnostic(
        .error, at: place(name),
        LocalisedText(
          zh: "列 \(name) 不认识\(Diagnostic.quoted(written))：请写 \(known.joined(separator: "、")) 之一",
          en: "\(Diagnostic.quoted(written)) is not known in \(name): "
            + "write one of \(known.joined(separator: ", "))")))
    return nil
  }

  static func trimmed(_ text: String) -> String {
    let space: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" }
    guard let first = text.firstIndex(where: { !space($0) }),
      let last = text.lastIndex(where: { !space($0) })
    else { return "" }
    return String(text[first...last])
  }
}

/// Keeps one `String` for each distinct text of a table, so that a million rows share their words.
private struct TextStore {
  private var slots: [String?] = Array(repeating: nil, count: 1024)
  private var count = 0

  mutating func text(of bytes: [UInt8], _ start: Int, _ end: Int) -> String {
    let length = end - start
    if length == 0 { return "" }
    // A text of 15 bytes or fewer lives inside the `String` itself; a long one is rarely repeated.
    if length <= 15 || length > 400 {
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
    var slot = Self.hash(bytes, start, end) & (slots.count - 1)
    while let known = slots[slot] {
      if known.utf8.count == length, known.utf8.elementsEqual(bytes[start..<end]) { return known }
      slot = (slot + 1) & (slots.count - 1)
    }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    slots[slot] = text
    count += 1
    if count * 2 > slots.count { grow() }
    return text
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: nil, count: old.count * 2)
    for case let text? in old {
      var copy = text
      var slot = copy.withUTF8 { Self.hash(Array($0), 0, $0.count) } & (slots.count - 1)
      while slots[slot] != nil { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = text
    }
  }

  /// - Source: Fowler, Noll and Vo, FNV-1a.
  private static func hash(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in start..<end {
      hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3
    }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}
