import Charting

/// Reads what an SVG of Heng's says of itself.
///
/// This is no XML parser: it knows the elements, attributes and references that ``SVGWriter`` writes,
/// and refuses what only another program can have put there (comments, declarations, other quotes).
struct SVGReader {
  private let bytes: [UInt8]
  private var index = 0
  private var open: [Open] = []
  private var root: [String: String]?
  /// The text that is being read, where somebody wants it.
  private var text: [UInt8]?
  private var title: String?
  private var description: String?
  private var facts: [Scene.Metadatum] = []
  private var factKey = ""
  private var data: [FigureInspection.Datum] = []

  private struct Open {
    var name: String
    /// The nearest group, for values.
    var group: String?
  }

  private static let declaration = Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8)

  init(_ bytes: [UInt8]) throws(FigureInspectionError) {
    self.bytes = bytes
    guard bytes.starts(with: Self.declaration) else {
      guard bytes.count > Self.declaration.count else { throw .damaged("the SVG ends early") }
      throw Self.changed
    }
    index = Self.declaration.count
  }

  private static let changed = FigureInspectionError.foreign(
    "the SVG is not one of Heng's, or another program has changed it")

  mutating func inspection() throws(FigureInspectionError) -> FigureInspection {
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      try take(bytes[index..<start])
      index = start + 1
      try readTag()
    }
    guard open.isEmpty, root != nil else { throw .damaged("the SVG ends early") }
    try take(bytes[index...])
    guard let root, let title, let description, let software = facts.first,
      software.key == "software"
    else { throw Self.changed }
    guard let width = Self.points(root["width"]), let height = Self.points(root["height"]) else {
      throw .damaged("the SVG does not state its size")
    }
    return FigureInspection(
      format: .svg, width: width, height: height, title: title, alternativeText: description,
      language: root["lang"] ?? "", software: software.value, metadata: Array(facts.dropFirst()),
      data: data)
  }

  /// Takes the characters between two tags.
  private mutating func take(_ characters: ArraySlice<UInt8>) throws(FigureInspectionError) {
    if text != nil {
      text?.append(contentsOf: try Self.unescaped(characters))
    } else if open.isEmpty, !characters.allSatisfy({ $0 == 0x0A || $0 == 0x20 || $0 == 0x0D }) {
      throw Self.changed
    }
  }

  private mutating func readTag() throws(FigureInspectionError) {
    guard index < bytes.count else { throw .damaged("the SVG ends early") }
    switch bytes[index] {
    case UInt8(ascii: "!"), UInt8(ascii: "?"): throw Self.changed
    case UInt8(ascii: "/"):
      index += 1
      let name = readName()
      guard index < bytes.count else { throw .damaged("the SVG ends early") }
      guard bytes[index] == UInt8(ascii: ">"), open.last?.name == name else {
        throw .damaged("the elements of the SVG do not match")
      }
      index += 1
      try close()
    default:
      let name = readName()
      guard !name.isEmpty else {
        throw index < bytes.count ? Self.changed : .damaged("the SVG ends early")
      }
      let (attributes, isEmpty) = try readAttributes(wanted: Self.isRead(name))
      try start(name, attributes)
      if isEmpty { try close() }
    }
  }

  /// Whether the attributes of the element say anything; those of shapes and glyphs do not.
  private static func isRead(_ name: String) -> Bool {
    ["svg", "g", "metadata", "fact", "facts"].contains(name)
  }

  private mutating func readName() -> String {
    let start = index
    while index < bytes.count, Self.isNameByte(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: ":"): true
    default: false
    }
  }

  private mutating func readAttributes(
    wanted: Bool
  ) throws(FigureInspectionError) -> (attributes: [String: String], isEmpty: Bool) {
    var attributes: [String: String] = [:]
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: " "): index += 1
      case UInt8(ascii: ">"):
        index += 1
        return (attributes, false)
      case UInt8(ascii: "/"):
        guard index + 1 < bytes.count else { throw .damaged("the SVG ends early") }
        guard bytes[index + 1] == UInt8(ascii: ">") else { throw Self.changed }
        index += 2
        return (attributes, true)
      default:
        let name = readName()
        guard index + 1 < bytes.count else { throw .damaged("the SVG ends early") }
        guard !name.isEmpty, bytes[index] == UInt8(ascii: "="),
          bytes[index + 1] == UInt8(ascii: "\"")
        else { throw Self.changed }
        index += 2
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "\"")) else {
          throw .damaged("the SVG ends early")
        }
        if wanted {
          attributes[name] = String(
            decoding: try Self.unescaped(bytes[index..<end]), as: UTF8.self)
        }
        index = end + 1
      }
    }
    throw .damaged("the SVG ends early")
  }

  private mutating func start(
    _ name: String, _ attributes: [String: String]
  ) throws(FigureInspectionError) {
    // What is read as text holds no elements.
    guard text == nil else { throw Self.changed }
    let depth = open.count
    switch name {
    case "svg" where depth == 0:
      guard root == nil, attributes["xmlns"] == "http://www.w3.org/2000/svg" else {
        throw Self.changed
      }
      root = attributes
    case _ where depth == 0: throw Self.changed
    case "title" where depth == 1, "desc" where depth == 1: text = []
    case "facts":
      guard attributes["xmlns"] == "urn:heng:figure" else { throw Self.changed }
    case "fact" where depth == 3 && open[1].name == "metadata" && open[2].name == "facts":
      factKey = attributes["key"] ?? ""
      text = []
    default: break
    }
    let group = attributes["data-group"] ?? open.last?.group
    if let words = attributes["data-text"] {
      guard let group, name == "g" || name == "metadata" else { throw Self.changed }
      data.append(try Self.datum(attributes, group: group, text: words))
    }
    open.append(Open(name: name, group: group))
  }

  private mutating func close() throws(FigureInspectionError) {
    guard let element = open.popLast() else { return }
    guard let bytes = text else { return }
    text = nil
    let string = String(decoding: bytes, as: UTF8.self)
    switch element.name {
    case "title": title = title ?? string
    case "desc": description = description ?? string
    case "fact": facts.append(Scene.Metadatum(key: factKey, value: string))
    default: throw Self.changed
    }
  }

  private static func datum(
    _ attributes: [String: String], group: String, text: String
  ) throws(FigureInspectionError) -> FigureInspection.Datum {
    func number(_ name: String) throws(FigureInspectionError) -> Double? {
      guard let text = attributes[name] else { return nil }
      guard let number = Double(text), number.isFinite else {
        throw .damaged("a value of the SVG is no number")
      }
      return number
    }
    var year: Int?
    if let text = attributes["data-year"] {
      year = Int(text)
      guard year != nil else { throw .damaged("a year of the SVG is no number") }
    }
    return FigureInspection.Datum(
      group: group, body: attributes["data-body"] ?? "", series: attributes["data-series"] ?? "",
      year: year, value: try number("data-value"), low: try number("data-low"),
      high: try number("data-high"), text: text,
      observations: (attributes["data-observations"] ?? "").split(separator: " ").map {
        unescapedWord($0)
      })
  }

  /// An identifier without its `%` signs (``SVGData``).
  private static func unescapedWord(_ word: Substring) -> String {
    guard word.utf8.contains(UInt8(ascii: "%")) else { return String(word) }
    var result: [UInt8] = []
    var rest = Array(word.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        result.append(code)
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A length such as `144pt`.
  private static func points(_ text: String?) -> Double? {
    guard let text, text.hasSuffix("pt"), let length = Double(text.dropLast(2)), length > 0,
      length <= FigureInspection.greatestLength
    else { return nil }
    return length
  }

  /// The characters without the references of XML.
  private static func unescaped(
    _ bytes: ArraySlice<UInt8>
  ) throws(FigureInspectionError) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "&")) else { return Array(bytes) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "&") else {
        result.append(byte)
        continue
      }
      // The longest reference that SVGWriter writes is `&quot;`.
      guard let end = bytes[index...].prefix(6).firstIndex(of: UInt8(ascii: ";")) else {
        throw Self.changed
      }
      switch String(decoding: bytes[index..<end], as: UTF8.self) {
      case "amp": result.append(UInt8(ascii: "&"))
      case "lt": result.append(UInt8(ascii: "<"))
      case "gt": result.append(UInt8(ascii: ">"))
      case "quot": result.append(UInt8(ascii: "\""))
      case "#10": result.append(0x0A)
      default: throw Self.changed
      }
      index = end + 1
    }
    return result
  }
}
