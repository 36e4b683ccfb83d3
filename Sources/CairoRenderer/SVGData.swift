import Charting

/// The values of a scene as attributes of the groups that draw them, for scripts and style sheets.
///
/// The element of one value has `data-text` and, where they are known, `data-body`, `data-series`,
/// `data-year`, `data-value`, `data-low`, `data-high` and `data-observations`. It is the group itself
/// where the group draws one value. A group that draws several holds a `metadata` element for each,
/// and has itself what all of them share of body, series and year. So `[data-text]` finds every
/// value, and `g[data-body="…"]` what is drawn of a body.
struct SVGData {
  private let data: [Scene.Datum]
  private let places: [String: [Int]]
  private let language: FigureLanguage

  init(_ scene: Scene) {
    data = scene.data
    language = scene.language
    places = Dictionary(grouping: scene.data.indices) { scene.data[$0].group }
  }

  /// The values that a group draws, in the order of the scene.
  func values(of group: Scene.Group) -> [Scene.Datum] {
    places[group.id]?.map { data[$0] } ?? []
  }

  /// Appends the attributes of a group that draws the values.
  static func appendAttributes(of values: [Scene.Datum], to bytes: inout [UInt8]) {
    guard let first = values.first else { return }
    guard values.count > 1 else { return append(first, to: &bytes) }
    if values.allSatisfy({ $0.row == first.row }) { append("body", first.row, to: &bytes) }
    if values.allSatisfy({ $0.series == first.series }) {
      append("series", first.series, to: &bytes)
    }
    if let year = first.year, values.allSatisfy({ $0.year == year }) {
      append("year", "\(year)", to: &bytes)
    }
  }

  /// Appends what a group holds besides its shapes: words for a browser to show, and its values
  /// where they are several.
  func appendContent(of values: [Scene.Datum], to bytes: inout [UInt8]) {
    guard !values.isEmpty else { return }
    bytes.append(static: "<title>")
    for (position, value) in values.enumerated() {
      if position > 0 { bytes.append(static: "&#10;") }
      bytes.append(escaped: words(for: value))
    }
    bytes.append(static: "</title>\n")
    guard values.count > 1 else { return }
    for value in values {
      bytes.append(static: "<metadata")
      Self.append(value, to: &bytes)
      bytes.append(static: "/>\n")
    }
  }

  /// The value in words, on one line: “龙岩市 2022年：12件”.
  private func words(for value: Scene.Datum) -> String {
    let isChinese = language == .chinese
    let names = [
      value.label, value.seriesLabel, value.year.map { isChinese ? "\($0)年" : "\($0)" } ?? "",
    ]
    let name = names.filter { !$0.isEmpty }.joined(separator: " ")
    let parts = [name, value.text].filter { !$0.isEmpty }
    return DrawableText.cleaned(parts.joined(separator: isChinese ? "：" : ": "))
  }

  private static func append(_ value: Scene.Datum, to bytes: inout [UInt8]) {
    append("body", value.row, to: &bytes)
    append("series", value.series, to: &bytes)
    if let year = value.year { append("year", "\(year)", to: &bytes) }
    append("value", value.value, to: &bytes)
    append("low", value.low, to: &bytes)
    append("high", value.high, to: &bytes)
    bytes.append(static: " data-text=\"")
    bytes.append(escaped: value.text)
    bytes.append(static: "\"")
    append(
      "observations", value.observations.map(escapedWord).joined(separator: " "), to: &bytes)
  }

  private static func append(_ name: StaticString, _ text: String, to bytes: inout [UInt8]) {
    guard !text.isEmpty else { return }
    bytes.append(static: " data-")
    bytes.append(static: name)
    bytes.append(static: "=\"")
    bytes.append(escaped: text)
    bytes.append(static: "\"")
  }

  /// Every digit of a number, as JavaScript reads it; nothing where there is none.
  private static func append(_ name: StaticString, _ number: Double?, to bytes: inout [UInt8]) {
    guard let number, number.isFinite else { return }
    let text = "\(number)"
    append(name, text.hasSuffix(".0") ? String(text.dropLast(2)) : text, to: &bytes)
  }

  /// An identifier as one word: what would end it, and `%`, as a URL writes them.
  private static func escapedWord(_ text: String) -> String {
    func isPlain(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "%") }
    guard !text.utf8.allSatisfy(isPlain) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isPlain(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append([UInt8].hexadecimalDigit(byte >> 4))
        bytes.append([UInt8].hexadecimalDigit(byte & 15))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
