import Diagnostics

/// Text and lengths as OpenXML writes them.
enum OpenXML {
  /// The relationships of a part: to what kind of part, under which name, where it is.
  static func relationships(_ all: [(id: String, kind: String, target: String)]) -> String {
    let lines = all.map { id, kind, target in
      #"<Relationship Id="\#(id)" Type="http://schemas.openxmlformats.org/officeDocument/2006/"#
        + #"relationships/\#(kind)" Target="\#(target)"/>"#
    }
    return declaration
      + #"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#
      + lines.joined() + "</Relationships>"
  }

  /// The first line of a part.
  static let declaration = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"

  /// The text for an element or an attribute in double quotes.
  ///
  /// Control characters, which XML cannot hold, are left out; a line break becomes a space. A grave
  /// accent is escaped as well, so that the text never ends a fence of Markdown.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "`": result += "&#96;"
      case "\n", "\r", "\t", "\u{2028}", "\u{2029}": result += " "
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// English Metric Units, 36 000 to a millimetre.
  static func units(millimetres: Double) -> Int {
    Int(exactly: (millimetres * 36_000).rounded()) ?? 0
  }

  /// Twentieths of a point, 56.7 to a millimetre.
  static func twentieths(millimetres: Double) -> Int {
    Int(exactly: (millimetres * 1440 / 25.4).rounded()) ?? 0
  }

  /// Twentieths of a point.
  static func twentieths(points: Double) -> Int {
    Int(exactly: (points * 20).rounded()) ?? 0
  }
}

/// The parts of a Word or PowerPoint file.
struct OfficePackage {
  private(set) var entries: [Archive.Entry]

  /// Takes a file apart.
  init(_ bytes: [UInt8]) throws(PublishingError) {
    entries = try Archive.entries(of: bytes)
  }

  /// The text of a part; nothing where there is none.
  subscript(_ name: String) -> String? {
    get { entries.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) } }
    set {
      let index = entries.firstIndex { $0.name == name }
      guard let newValue else {
        if let index { entries.remove(at: index) }
        return
      }
      add(name, Array(newValue.utf8))
    }
  }

  /// Adds a part, or takes the place of the one of the name.
  mutating func add(_ name: String, _ bytes: [UInt8]) {
    if let index = entries.firstIndex(where: { $0.name == name }) {
      entries[index].bytes = bytes
    } else {
      entries.append(Archive.Entry(name: name, bytes: bytes))
    }
  }

  /// Adds a relationship to the part of relationships.
  mutating func relate(_ id: String, type: String, to target: String, in part: String) {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/\(type)"
    let line = #"<Relationship Id="\#(id)" Type="\#(kind)" Target="\#(target)"/>"#
    self[part] = self[part]?.replacing("</Relationships>", with: line + "</Relationships>")
  }

  /// Names the type of all parts with an extension, unless it has one.
  mutating func declare(extension ending: String, as type: String) {
    let part = "[Content_Types].xml"
    guard let text = self[part], !text.contains("Extension=\"\(ending)\"") else { return }
    let line = #"<Default Extension="\#(ending)" ContentType="\#(type)"/>"#
    self[part] = text.replacing("</Types>", with: line + "</Types>")
  }

  /// Takes out the parts of some names, with what relates to them, and then every part that nothing
  /// relates to any more, such as layouts that no slide can choose.
  mutating func drop(_ names: Set<String>) {
    entries.removeAll { names.contains($0.name) }
    var reached: Set<String> = ["[Content_Types].xml"]
    var open = [""]
    while let part = open.popLast() {
      let relationships = Self.relationships(of: part)
      guard let text = self[relationships] else { continue }
      reached.insert(relationships)
      var kept = ""
      for (index, element) in text.split(separator: "<").enumerated() {
        if let target = Self.target(in: element, of: part) {
          guard entries.contains(where: { $0.name == target }) else { continue }
          if reached.insert(target).inserted { open.append(target) }
        }
        kept += (index == 0 && !text.hasPrefix("<") ? "" : "<") + element
      }
      self[relationships] = kept
    }
    entries.removeAll { !reached.contains($0.name) }
    let types = self["[Content_Types].xml"] ?? ""
    self["[Content_Types].xml"] = types.split(separator: "<").filter { element in
      Self.value(of: "PartName", in: element).map { reached.contains(String($0.dropFirst())) }
        ?? true
    }.map { "<" + $0 }.joined()
  }

  /// The part that holds the relationships of a part; of the file where the name is empty.
  private static func relationships(of part: String) -> String {
    let folders = part.split(separator: "/", omittingEmptySubsequences: false)
    return (folders.dropLast() + ["_rels", "\(folders.last ?? "").rels"]).joined(separator: "/")
  }

  /// The part that a relationship of a part leads to; nothing where the element is none, or leads
  /// out of the file.
  private static func target(in element: Substring, of part: String) -> String? {
    guard element.hasPrefix("Relationship "), let target = value(of: "Target", in: element),
      value(of: "TargetMode", in: element) != "External"
    else { return nil }
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var folders = part.split(separator: "/").dropLast()
    for step in target.split(separator: "/") {
      if step == ".." { folders = folders.dropLast() } else { folders.append(step) }
    }
    return folders.joined(separator: "/")
  }

  private static func value(of attribute: String, in element: Substring) -> Substring? {
    guard let start = element.firstRange(of: " \(attribute)=\"")?.upperBound else { return nil }
    return element[start...].prefix { $0 != "\"" }
  }

  /// Sets what the file says of itself; it names no time and no person.
  mutating func describe(title: String, organisation: String?, language: String) {
    let creator = organisation.map { "<dc:creator>\(OpenXML.escaped($0))</dc:creator>" } ?? ""
    self["docProps/core.xml"] =
      OpenXML.declaration
      + #"<cp:coreProperties "#
      + #"xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#
      + #"xmlns:dc="http://purl.org/dc/elements/1.1/">"#
      + "<dc:title>\(OpenXML.escaped(title))</dc:title>\(creator)"
      + "<dc:language>\(language)</dc:language></cp:coreProperties>"
  }

  /// The file.
  ///
  /// The list of types comes first, as readers expect; the other parts follow by name, so that the
  /// order tells nothing of the way in which the file was made.
  func bytes() throws(PublishingError) -> [UInt8] {
    let first = "[Content_Types].xml"
    let rest = entries.filter { $0.name != first }.sorted {
      $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
    return try Archive.zip(entries.filter { $0.name == first } + rest)
  }
}
