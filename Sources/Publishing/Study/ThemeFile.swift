public import Charting
import Diagnostics
import FoundationEssentials
import Observations
import Yams

extension Theme {
  /// The theme of a name, or of a file.
  ///
  /// A word that ends in `.yaml` or `.yml` is a file, seen from `folder`: keys `base` (the name of a
  /// theme, `page` by default), `font` (an installed family), `colours` (names as in
  /// ``Theme/colourNames``, values such as `"#0b4f8a"`) and `sizes` (names as in ``Theme/sizeNames``,
  /// factors from 0.5 to 2).
  ///
  /// - Throws: ``PublishingError`` with every problem and its place in the file.
  public init(named text: String, in folder: String = "") throws(PublishingError) {
    guard let path = Self.path(named: text, in: folder) else {
      do {
        try self.init(text)
      } catch {
        throw Figure.failure(error.message)
      }
      return
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PublishingError([
        Diagnostic(
          .error, at: Place(path),
          LocalisedText(
            zh: "读不到主题文件：请检查路径", en: "the theme file cannot be read: check the path"))
      ])
    }
    try self.init(reading: String(decoding: data, as: UTF8.self), path: path)
  }

  /// The file that a word names; nothing where it is the name of a theme.
  static func path(named text: String, in folder: String) -> String? {
    guard text.hasSuffix(".yaml") || text.hasSuffix(".yml") else { return nil }
    return text.hasPrefix("/") ? text : folder + text
  }

  private init(reading text: String, path: String) throws(PublishingError) {
    var reader = StudyReader(path: path)
    var base = Theme.page
    var colours: [String: Colour] = [:]
    var sizes: [String: Double] = [:]
    var font: String?
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw PublishingError([
        Diagnostic(
          .error, at: Place(path),
          LocalisedText(
            zh: "不是有效的 YAML：请检查缩进和冒号后的空格",
            en: "not valid YAML: check the indentation and the space after each colon"))
      ])
    }
    if let root,
      let keys = reader.mapping(root, "theme", known: ["base", "font", "colours", "sizes"])
    {
      if let node = keys["base"], let name = reader.member(node, among: Theme.named.map(\.name)) {
        base = (try? Theme(name)) ?? base
      }
      font = keys["font"].flatMap { reader.word($0) }
      if let node = keys["colours"],
        let values = reader.mapping(node, "colours", known: Theme.colourNames)
      {
        for (name, node) in values {
          guard let word = reader.word(node) else { continue }
          do {
            colours[name] = try Colour(hexadecimal: word)
          } catch {
            reader.note(reader.place(node), zh: error.message, en: error.message)
          }
        }
      }
      if let node = keys["sizes"],
        let values = reader.mapping(node, "sizes", known: Theme.sizeNames)
      {
        for (name, node) in values { sizes[name] = reader.number(node) }
      }
    }
    let name = String(path.split(separator: "/").last ?? "theme").split(separator: ".")[0]
    do {
      self = try Theme(
        changing: base, name: String(name), colours: colours, sizes: sizes, font: font)
    } catch {
      reader.note(Place(path), zh: error.message, en: error.message)
      self = base
    }
    let problems = reader.problems
    guard problems.isEmpty else { throw PublishingError(problems) }
  }
}
