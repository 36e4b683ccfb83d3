import Publishing

/// What a browser finds on a page for checking, as far as the tests ask.
struct ReviewPageReading {
  struct Element {
    var name: String
    var attributes: [String: String]
    var text: String
    /// The names and classes of the elements around it, the outermost first.
    var around: [String]

    /// The words of an attribute that lists several.
    func words(_ attribute: String) -> [String] {
      attributes[attribute]?.split(separator: " ").map(String.init) ?? []
    }
  }

  /// Every element, in the order of the page; its text is all text within it.
  private(set) var elements: [Element] = []
  /// Elements that no end closed, and ends that closed none.
  private(set) var strays: [String] = []
  let source: String

  init(_ page: ReviewPage) {
    self.init(String(decoding: page.html(), as: UTF8.self))
  }

  init(_ html: String) {
    source = html
    let scalars = Array(html.unicodeScalars)
    var open: [Int] = []
    var index = 0
    func string(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return String(view)
    }
    while index < scalars.count {
      guard scalars[index] == "<" else {
        let end = scalars[index...].firstIndex(of: "<") ?? scalars.count
        let text = Self.decoded(string(index..<end))
        // A superscript is no part of the text that it stands in.
        let reference = open.firstIndex { elements[$0].attributes["class"]?.first == "n" } ?? 0
        for element in open[reference...] { elements[element].text += text }
        index = end
        continue
      }
      var end = index + 1
      var isQuoted = false
      while end < scalars.count, isQuoted || scalars[end] != ">" {
        if scalars[end] == "\"" { isQuoted.toggle() }
        end += 1
      }
      let tag = string(index + 1..<end)
      index = end + 1
      if tag.hasPrefix("!") { continue }
      if tag.hasPrefix("/") {
        let name = String(tag.dropFirst())
        if let last = open.last, elements[last].name == name {
          open.removeLast()
        } else {
          strays.append(tag)
        }
        continue
      }
      let (name, attributes) = Self.parts(of: tag)
      let around = open.map { "\(elements[$0].name).\(elements[$0].attributes["class"] ?? "")" }
      elements.append(Element(name: name, attributes: attributes, text: "", around: around))
      if ["meta", "input"].contains(name) { continue }
      open.append(elements.count - 1)
      if name == "script" || name == "style" {
        let close = Array("</\(name)>".unicodeScalars)
        let start = index
        while index < scalars.count, !scalars[index...].starts(with: close) { index += 1 }
        elements[elements.count - 1].text = string(start..<index)
      }
    }
    strays += open.map { elements[$0].name }
  }

  private static func parts(of tag: String) -> (String, [String: String]) {
    var rest = Substring(tag)
    let name = rest.prefix { $0 != " " }
    rest = rest.dropFirst(name.count)
    var attributes: [String: String] = [:]
    while true {
      rest = rest.drop { $0 == " " || $0 == "\n" }
      guard !rest.isEmpty else { break }
      let key = rest.prefix { $0 != " " && $0 != "=" }
      rest = rest.dropFirst(key.count)
      var value = ""
      if rest.hasPrefix("=\"") {
        rest = rest.dropFirst(2)
        let written = rest.prefix { $0 != "\"" }
        rest = rest.dropFirst(written.count + 1)
        value = decoded(String(written))
      }
      attributes[String(key)] = value
    }
    return (String(name), attributes)
  }

  private static let references: KeyValuePairs<String, Unicode.Scalar> = [
    "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&#13;": "\r",
    "&#8232;": "\u{2028}", "&#8233;": "\u{2029}", "&amp;": "&",
  ]

  private static func decoded(_ text: String) -> String {
    // By scalars: a mark may combine with the “;” of a reference.
    var result = String.UnicodeScalarView()
    var rest = Substring(text).unicodeScalars
    while let first = rest.first {
      let known = references.first { rest.starts(with: $0.key.unicodeScalars) }
      result.append(known?.value ?? first)
      rest = rest.dropFirst(known?.key.unicodeScalars.count ?? 1)
    }
    return String(result)
  }

  /// The elements within the report at a position, from 1.
  func report(_ position: Int) -> ArraySlice<Element> {
    guard let start = elements.firstIndex(where: { $0.attributes["id"] == "r\(position)" })
    else { return [] }
    let depth = elements[start].around.count
    let end =
      elements[(start + 1)...].firstIndex { $0.around.count <= depth } ?? elements.endIndex
    return elements[(start + 1)..<end]
  }

  /// The rows of a report's figures.
  func rows(_ position: Int) -> [Element] {
    report(position).filter { $0.name == "tr" && $0.attributes["data-r"] != nil }
  }

  /// The segments of a report's text that carry marks.
  func segments(_ position: Int) -> [Element] {
    report(position).filter {
      ["mark", "span"].contains($0.name) && $0.around.contains("article.text")
    }
  }

  /// The text of a report without the superscripts.
  func text(_ position: Int) -> String {
    var result = ""
    for paragraph in report(position)
    where paragraph.name == "p" && paragraph.around.last == "article.text" {
      result += paragraph.text
    }
    return result
  }
}
