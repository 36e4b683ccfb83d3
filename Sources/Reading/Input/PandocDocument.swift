/// The text of a document as pandoc's JSON describes it.
///
/// Not pandoc's own plain text, which draws tables over several lines, marks emphasis by `_` and wraps
/// cells: here a paragraph is a line, and so is a row of a table, its cells apart by a tab.
///
/// - Source: pandoc-types 1.22, `Text.Pandoc.Definition`.
struct PandocDocument {
  private let bytes: [UInt8]
  private var index = 0
  private var text: [UInt8] = []
  private var notes: [[UInt8]] = []
  private var depth = 0

  /// The plain text, in UTF-8; nothing where the JSON is no document.
  static func plainText(of json: [UInt8]) -> [UInt8]? {
    var document = PandocDocument(bytes: json)
    guard let root = document.value(), case .object(let members) = root,
      case .array(let blocks) = members["blocks"]
    else { return nil }
    document.add(blocks: blocks)
    return document.text
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  // MARK: - Text

  private mutating func add(blocks: [Value]) {
    for block in blocks { add(block: block) }
  }

  private mutating func add(block: Value) {
    guard let (kind, content) = block.element else { return }
    switch kind {
    case "Para", "Plain": add(line: content)
    case "Header": add(line: content[2])
    case "LineBlock": for line in content.items { add(line: line) }
    case "CodeBlock":
      text += content[1].bytes
      endLine()
    case "BlockQuote": add(blocks: content.items)
    case "Div": add(blocks: content[1].items)
    case "BulletList": for item in content.items { add(blocks: item.items) }
    case "OrderedList":
      var number = content[0][0].number
      for item in content[1].items {
        text += Array("\(number). ".utf8)
        number += 1
        add(blocks: item.items)
      }
    case "DefinitionList":
      for item in content.items {
        add(line: item[0])
        for definition in item[1].items { add(blocks: definition.items) }
      }
    case "Table":
      add(blocks: content[1][1].items)
      add(rows: content[3][1])
      for body in content[4].items {
        add(rows: body[2])
        add(rows: body[3])
      }
      add(rows: content[5][1])
    default: break
    }
  }

  private mutating func add(rows: Value) {
    for row in rows.items {
      let start = text.count
      for (ordinal, cell) in row[1].items.enumerated() {
        if ordinal > 0 { text.append(0x09) }
        let cellStart = text.count
        add(blocks: cell[4].items)
        while text.count > cellStart, text.last == 0x0A { text.removeLast() }
        for index in cellStart..<text.count where text[index] == 0x0A { text[index] = 0x20 }
      }
      if text.count > start { endLine() }
    }
  }

  private mutating func add(line inlines: Value) {
    add(inlines: inlines.items)
    endLine()
    let pending = notes
    notes = []
    for note in pending { text += note }
  }

  private mutating func endLine() {
    // An empty paragraph is no line.
    if let last = text.last, last != 0x0A { text.append(0x0A) }
  }

  private mutating func add(inlines: [Value]) {
    for inline in inlines {
      guard let (kind, content) = inline.element else { continue }
      switch kind {
      case "Str": text += content.bytes
      case "Space", "SoftBreak": text.append(0x20)
      case "LineBreak": text.append(0x0A)
      case "Code", "Math": text += content[1].bytes
      case "Quoted":
        let isSingle = content[0].element?.kind == "SingleQuote"
        text += Array((isSingle ? "‘" : "“").utf8)
        add(inlines: content[1].items)
        text += Array((isSingle ? "’" : "”").utf8)
      case "Span", "Link", "Cite": add(inlines: content[1].items)
      case "Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps":
        add(inlines: content.items)
      case "Note":
        // A note would stand in the middle of a sentence: it follows the paragraph.
        let outer = text
        text = []
        add(blocks: content.items)
        notes.append(text)
        text = outer
      default: break
      }
    }
  }

  // MARK: - JSON

  private indirect enum Value {
    case null
    case number(Int)
    case string([UInt8])
    case array([Value])
    case object([String: Value])

    var items: [Value] {
      if case .array(let items) = self { items } else { [] }
    }
    var bytes: [UInt8] {
      if case .string(let bytes) = self { bytes } else { [] }
    }
    var number: Int {
      if case .number(let number) = self { number } else { 0 }
    }
    /// A tagged value: what it is and what it holds.
    var element: (kind: String, content: Value)? {
      guard case .object(let members) = self, case .string(let kind) = members["t"] else {
        return nil
      }
      return (String(decoding: kind, as: UTF8.self), members["c"] ?? .null)
    }
    subscript(index: Int) -> Value {
      let items = items
      return items.indices.contains(index) ? items[index] : .null
    }
  }

  private mutating func skipSpace() {
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  /// The next value; nothing where the text is no JSON or nests too deeply for the stack.
  private mutating func value() -> Value? {
    skipSpace()
    guard index < bytes.count, depth < 512 else { return nil }
    depth += 1
    defer { depth -= 1 }
    switch bytes[index] {
    case UInt8(ascii: "{"):
      index += 1
      var members: [String: Value] = [:]
      if take("}") { return .object(members) }
      repeat {
        skipSpace()
        guard let name = string(), take(":"), let value = value() else { return nil }
        members[String(decoding: name, as: UTF8.self)] = value
      } while take(",")
      return take("}") ? .object(members) : nil
    case UInt8(ascii: "["):
      index += 1
      var items: [Value] = []
      if take("]") { return .array(items) }
      repeat {
        guard let value = value() else { return nil }
        items.append(value)
      } while take(",")
      return take("]") ? .array(items) : nil
    case UInt8(ascii: "\""): return string().map(Value.string)
    default:
      let start = index
      while index < bytes.count, !",]} \n".utf8.contains(bytes[index]) { index += 1 }
      guard index > start else { return nil }
      let word = String(decoding: bytes[start..<index], as: UTF8.self)
      return Int(word).map(Value.number) ?? .null
    }
  }

  private mutating func string() -> [UInt8]? {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
    index += 1
    var content: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") { return content }
      guard byte == UInt8(ascii: "\\") else {
        content.append(byte)
        continue
      }
      guard index < bytes.count else { return nil }
      let escaped = bytes[index]
      index += 1
      switch escaped {
      case UInt8(ascii: "n"): content.append(0x0A)
      case UInt8(ascii: "t"): content.append(0x09)
      case UInt8(ascii: "r"): content.append(0x0D)
      case UInt8(ascii: "b"), UInt8(ascii: "f"): content.append(0x20)
      case UInt8(ascii: "u"):
        // pandoc escapes control characters only.
        guard index + 4 <= bytes.count else { return nil }
        let code = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        index += 4
        if let code, let scalar = Unicode.Scalar(code) { content += Array(String(scalar).utf8) }
      default: content.append(escaped)
      }
    }
    return nil
  }
}
