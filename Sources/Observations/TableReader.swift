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
  /// The fields of the row read last.
  private var fields: [TableText.Field] = []
  private var texts = TextStore()

  /// Opens a table whose header is its first row, and finds the known columns.
  init(_ table: TableText, required: [String] = [], optional: [String] = []) {
    self.table = table
    records = RecordReader(table)
    guard records.next() else { return }
    fields = records.fields
    header = fields.map { Self.trimmed(table.text($0)) }
    let known = required + optional
    for (ordinal, name) in header.enumerated() where known.contains(name) {
      if columns[name] == nil {
        columns[name] = ordinal
      } else {
        problems.append(
          Diagnostic(
            .error, at: place(at: ordinal),
            LocalisedText(
              zh: "列\(Diagnostic.quoted(name))出现了两次：请删去一列",
              en: "the column \(Diagnostic.quoted(name)) stands twice: remove one")))
      }
    }
    for name in required where columns[name] == nil {
      let near = NameMatching.nearest(name, among: header.filter { !known.contains($0) })
      problems.append(
        Diagnostic(
          .error, at: Place(table.file, line: line),
          LocalisedText(
            zh: "缺少列\(Diagnostic.quoted(name))"
              + (near.map { "：\(Diagnostic.quoted($0))是否就是它？" } ?? "：请补上这一列"),
            en: "the column \(Diagnostic.quoted(name)) is missing"
              + (near.map { ": is \(Diagnostic.quoted($0)) meant?" } ?? ": add it"))))
    }
  }

  /// Opens a table that may have title rows above its header and a header of several rows.
  ///
  /// The header begins at the first row that holds one of the `marks`. The row below belongs to it where
  /// it repeats the mark (a cell merged over two rows and filled), or where it is empty under the mark
  /// (the same cell, not filled), holds no number, and has a known name or a unit. Of two names above each
  /// other the lower one stands, unless the upper one is known: then the lower one is its unit, in
  /// brackets.
  init(
    _ table: TableText, headerMarks marks: Set<String>, isKnown: (String) -> Bool,
    isUnit: (String) -> Bool
  ) {
    self.table = table
    records = RecordReader(table)
    guard records.next() else { return }
    fields = records.fields
    let names = { (fields: [TableText.Field]) in fields.map { Self.trimmed(table.text($0)) } }
    var search = records
    var found: Int?
    // A table has a few title rows, not a page of them.
    for _ in 0..<20 {
      found = names(search.fields).firstIndex(where: marks.contains)
      if found != nil || !search.next() { break }
    }
    guard let mark = found else {
      header = names(fields)
      return
    }
    records = search
    fields = records.fields
    header = names(fields)
    while search.next(), search.fields.count > mark {
      let below = names(search.fields)
      let isFilled = below[mark] == header[mark]
      let isUnfilled =
        below[mark].isEmpty
        && (table.isSheet || below.count == header.count)
        && !below.contains { if case .number = NumberText($0) { true } else { false } }
        && below.enumerated().contains { ordinal, lower in
          let upper = ordinal < header.count ? header[ordinal] : ""
          return !lower.isEmpty && (isKnown(upper) ? isUnit(lower) : isKnown(lower))
        }
      guard isFilled || isUnfilled else { break }
      for (ordinal, lower) in below.enumerated() where !lower.isEmpty {
        while header.count <= ordinal { header.append("") }
        let upper = header[ordinal]
        if upper == lower { continue }
        header[ordinal] = isKnown(upper) ? "\(upper)（\(lower)）" : lower
      }
      records = search
      fields = records.fields
    }
    fitToHeader()
  }

  /// Whether no error was found so far.
  var isReadable: Bool { !findings.contains { $0.severity == .error } }

  /// Everything that was found, in the order of the file.
  var findings: [Diagnostic] {
    let all = problems + records.problems
    return all.enumerated().sorted { a, b in
      let left = (a.element.place?.line ?? 0, a.element.place?.column ?? 0, a.offset)
      let right = (b.element.place?.line ?? 0, b.element.place?.column ?? 0, b.offset)
      return left < right
    }.map(\.element)
  }

  /// Moves to the next row of the right length; false at the end.
  mutating func next() -> Bool {
    while records.next() {
      fields = records.fields
      if fitToHeader() { return true }
      let expected = header.count
      let found = fields.count
      problems.append(
        Diagnostic(
          .error, at: Place(table.file, line: line, column: 1),
          LocalisedText(
            zh: "这一行有\(found)个字段，表头有\(expected)个：是否漏了或多了分隔符？",
            en: "a row of \(found) fields under a header of \(expected): "
              + "is a delimiter missing or too many?")))
    }
    return false
  }

  /// Gives a sheet's row as many cells as the header has; false for a row of text of another length.
  ///
  /// A sheet stores no empty cells at a row's end. A cell beyond the header is an error where it holds
  /// anything.
  @discardableResult
  private mutating func fitToHeader() -> Bool {
    if fields.count == header.count { return true }
    guard table.isSheet else { return false }
    while fields.count < header.count {
      fields.append(TableText.Field(start: 0, end: 0, isEscaped: false, line: line, origin: 0))
    }
    if let extra = fields[header.count...].firstIndex(where: { $0.end > $0.start }) {
      problems.append(
        Diagnostic(
          .error, at: place(at: extra),
          LocalisedText(
            zh: "第\(extra + 1)列没有列名：请补上列名或清空这一格",
            en: "column \(extra + 1) has no name: name it or clear the cell")))
    }
    fields.removeLast(fields.count - header.count)
    return true
  }

  /// The physical line of the row.
  var line: Int { fields.first?.line ?? 1 }

  /// The field of a column in this row; nothing where the table lacks the column.
  func field(_ name: String) -> TableText.Field? {
    columns[name].map { fields[$0] }
  }

  /// Where a column's field starts in this row.
  func place(_ name: String) -> Place {
    guard let ordinal = columns[name] else { return Place(table.file, line: line) }
    return table.place(fields[ordinal], column: ordinal)
  }

  /// Where the field at an ordinal starts in this row.
  func place(at ordinal: Int) -> Place { table.place(fields[ordinal], column: ordinal) }

  /// The text of a column in this row, without surrounding space; empty where the table lacks it.
  mutating func text(_ name: String) -> String {
    guard let ordinal = columns[name] else { return "" }
    return text(at: ordinal)
  }

  /// The text at an ordinal, without surrounding space.
  ///
  /// Equal texts share their storage, unless the column's are unlike (`isShared` is false) and looking
  /// for equal ones is in vain.
  mutating func text(at ordinal: Int, isShared: Bool = true) -> String {
    let field = fields[ordinal]
    if field.isEscaped { return Self.trimmed(table.text(field)) }
    return table.bytes.withUnsafeBufferPointer { bytes in
      let (start, end) = Self.withoutSpace(bytes, field.start, field.end)
      let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
      return isShared ? texts.text(of: text) : String(decoding: text, as: UTF8.self)
    }
  }

  /// The text of a column whose texts are unlike each other; empty where the table lacks it.
  mutating func uniqueText(_ name: String) -> String {
    columns[name].map { text(at: $0, isShared: false) } ?? ""
  }

  /// The part of UTF-8 text between the spaces and line breaks, of any width, around it.
  private static func withoutSpace(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (start: Int, end: Int) {
    func spaceLength(at index: Int, _ end: Int) -> Int {
      switch bytes[index] {
      case 0x20, 0x09...0x0D: return 1
      case 0xC2: return index + 2 <= end && bytes[index + 1] == 0xA0 ? 2 : 0
      case 0xE2, 0xE3, 0xEF:
        guard index + 3 <= end else { return 0 }
        switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
        // U+2000 to U+200B, U+202F, U+3000, U+FEFF.
        case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xAF), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
          return 3
        default: return 0
        }
      default: return 0
      }
    }
    var (start, end) = (start, end)
    while start < end {
      let length = spaceLength(at: start, end)
      if length == 0 { break }
      start += length
    }
    while start < end {
      let length = (1...3).first { $0 <= end - start && spaceLength(at: end - $0, end) == $0 }
      guard let length else { break }
      end -= length
    }
    return (start, end)
  }

  // MARK: - Numbers

  /// The count at an ordinal: a whole number from 0 on, `scale` times what is written.
  ///
  /// - Returns: nothing for an empty field, and for text that is no count, which is noted.
  mutating func count(at ordinal: Int, scale: Double = 1) -> Double? {
    if scale == 1, let value = digits(of: fields[ordinal]) { return Double(value) }
    let written = text(at: ordinal)
    if written.isEmpty { return nil }
    let word = Diagnostic.quoted(written)
    guard case .number(let number) = numberText(written) else {
      noteText(written, at: ordinal, zh: "计数", en: "count")
      return nil
    }
    let value = scaled(number, by: scale)
    if value < 0 {
      problem(
        at: ordinal, zh: "\(word)是负数：计数从 0 起", en: "\(word) is negative: a count is 0 or more")
    } else if value != value.rounded() {
      problem(
        at: ordinal, zh: "\(word)不是整数：计数没有小数",
        en: "\(word) is not a whole number: a count has no fraction")
    } else if value > 1e15 {
      problem(
        at: ordinal, zh: "\(word)太大，不会是计数：请核对", en: "\(word) is too large for a count: check it")
    } else {
      return value == 0 ? 0 : value
    }
    return nil
  }

  /// Any finite number at an ordinal.
  ///
  /// - Returns: nothing for an empty field, and for text that is no number, which is noted.
  mutating func number(at ordinal: Int) -> Double? {
    let written = text(at: ordinal)
    if written.isEmpty { return nil }
    if case .number(let number) = numberText(written) { return number == 0 ? 0 : number }
    noteText(written, at: ordinal, zh: "数字", en: "number")
    return nil
  }

  /// The amount at an ordinal: a number from 0 on, `scale` times what is written.
  ///
  /// - Returns: nothing for an empty field, and for what is no amount, which is noted.
  mutating func amount(at ordinal: Int, scale: Double = 1) -> Double? {
    guard let number = number(at: ordinal) else { return nil }
    let value = scaled(number, by: scale)
    if value >= 0, value.isFinite { return value }
    let word = Diagnostic.quoted(text(at: ordinal))
    if value.isFinite {
      problem(
        at: ordinal, zh: "\(word)是负数：数量从 0 起", en: "\(word) is negative: a quantity is 0 or more")
    } else {
      problem(at: ordinal, zh: "\(word)太大：请核对", en: "\(word) is too large: check it")
    }
    return nil
  }

  /// 924.261 · 10000 is not exactly 9242610 in binary: what is scaled up is rounded to thousandths.
  ///
  /// A sheet stores what a formula makes to 17 digits, 12 perhaps as 12.000000000000002.
  private func scaled(_ number: Double, by scale: Double) -> Double {
    let value = number * scale
    if scale > 1, abs(value) < 1e12 { return (value * 1000).rounded() / 1000 }
    let whole = value.rounded()
    return table.isSheet && abs(value - whole) <= 1e-9 * max(1, abs(whole)) ? whole : value
  }

  /// The number that a text means; a sheet stores very small and very great ones as 1.2E-5.
  func numberText(_ written: String) -> NumberText {
    if table.isSheet, written.last?.isNumber == true,
      written.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.Ee".contains($0)) }),
      let value = Double(written), value.isFinite
    {
      return .number(value)
    }
    return NumberText(written)
  }

  private mutating func noteText(_ written: String, at ordinal: Int, zh: String, en: String) {
    let word = Diagnostic.quoted(written)
    switch NumberText(written) {
    case .meant(let value):
      problem(
        at: ordinal, zh: "\(word)不是\(zh)：请写 \(value)", en: "\(word) is not a \(en): write \(value)")
    case .inexact:
      problem(
        at: ordinal, zh: "\(word)不是确数：这里只能写确数，约数请用数据包的 bound 一列",
        en: "\(word) is not an exact number: only such a number stands here, others are for the "
          + "column bound of a data package")
    case .blank:
      problem(
        at: ordinal, zh: "\(word)不是\(zh)：未载明的留空，零写 0",
        en: "\(word) is not a \(en): leave the cell empty where it is not stated, write 0 for none")
    case .other, .number:
      problem(
        at: ordinal, zh: "\(word)不是\(zh)：请写阿拉伯数字", en: "\(word) is not a \(en): write it in digits")
    }
  }

  /// Notes an error at the field of an ordinal in this row.
  mutating func problem(at ordinal: Int, zh: String, en: String) {
    problems.append(Diagnostic(.error, at: place(at: ordinal), LocalisedText(zh: zh, en: en)))
  }

  /// Notes an error at the field of a column in this row.
  mutating func problem(at name: String, zh: String, en: String) {
    problems.append(Diagnostic(.error, at: place(name), LocalisedText(zh: zh, en: en)))
  }

  /// The calendar year at an ordinal, 1949 to 2100; a problem is noted where it is none.
  ///
  /// - Returns: nothing for an empty field too.
  mutating func year(at ordinal: Int) -> Int? {
    if let value = digits(of: fields[ordinal]), (1949...2100).contains(value) { return value }
    let written = text(at: ordinal)
    if written.isEmpty { return nil }
    let digits = written.hasSuffix("年") ? String(written.dropLast()) : written
    if case .number(let value) = numberText(digits), let year = Int(exactly: value),
      (1949...2100).contains(year)
    {
      return year
    }
    let word = Diagnostic.quoted(written)
    problem(
      at: ordinal, zh: "\(word)不是 1949 至 2100 之间的年份：请写年份，例如 2022",
      en: "\(word) is not a year from 1949 to 2100: write one such as 2022")
    return nil
  }

  /// The calendar year at a column; nothing where the table lacks the column.
  mutating func year(_ name: String) -> Int? { columns[name].flatMap { year(at: $0) } }

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
    if written.isEmpty {
      noteEmpty(name)
    } else {
      let word = Diagnostic.quoted(written)
      problem(
        at: name, zh: "列 \(name) 不认识\(word)：请写 \(known.joined(separator: "、")) 之一",
        en: "\(word) is not known in \(name): write one of \(known.joined(separator: ", "))")
    }
    return nil
  }

  /// Notes that a field may not be empty.
  mutating func noteEmpty(_ name: String) {
    problem(at: name, zh: "列 \(name) 不能为空", en: "\(name) must not be empty")
  }

  /// The text of a column that may not be empty; a problem is noted where it is.
  mutating func requiredText(_ name: String) -> String? {
    let written = text(name)
    if written.isEmpty { noteEmpty(name) }
    return written.isEmpty ? nil : written
  }

  /// The year of a column that may not be empty; a problem is noted where it is or is no year.
  mutating func requiredYear(_ name: String) -> Int? {
    if let year = year(name) { return year }
    if text(name).isEmpty { noteEmpty(name) }
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

  mutating func text(of bytes: UnsafeBufferPointer<UInt8>) -> String {
    let length = bytes.count
    if length == 0 { return "" }
    // A text of 15 bytes or fewer lives inside the `String` itself; a long one is rarely repeated.
    if length <= 15 || length > 400 { return String(decoding: bytes, as: UTF8.self) }
    var slot = Self.hash(bytes) & (slots.count - 1)
    while let known = slots[slot] {
      if Self.isEqual(known, bytes) { return known }
      slot = (slot + 1) & (slots.count - 1)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    slots[slot] = text
    count += 1
    if count * 2 > slots.count { grow() }
    return text
  }

  private static func isEqual(_ text: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { known in
      known.count == bytes.count && known.elementsEqual(bytes)
    } ?? text.utf8.elementsEqual(bytes)
  }

  private mutating func grow() {
    var larger: [String?] = Array(repeating: nil, count: slots.count * 2)
    for index in slots.indices {
      guard var text = slots[index].take() else { continue }
      var slot = text.withUTF8 { Self.hash($0) } & (larger.count - 1)
      while larger[slot] != nil { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = text
    }
    slots = larger
  }

  /// - Source: Fowler, Noll and Vo, FNV-1a.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}
