import Diagnostics
import FoundationEssentials
import Mustache
import Observations

/// A Mustache template that a briefing fills: pandoc's Markdown with tags.
///
/// The keys are those of ``keys``; a tag that is none of them is an error with its line, since Mustache
/// itself would print nothing in its place.
struct BriefingTemplate {
  private let template: MustacheTemplate

  /// The keys, and those within each list.
  static let keys: [String: [String]] = [
    "": [
      "title", "subtitle", "sections", "findings", "method", "sources", "annex", "labels",
      "isChinese",
    ],
    "sections": ["number", "heading", "paragraphs", "findings", "tables", "figures"],
    "paragraphs": ["text"],
    "findings": ["text", "headline", "detail", "figure"],
    "tables": ["block", "caption", "number", "id"],
    "figures": ["block", "caption", "number", "id", "source"],
    "figure": ["block", "caption", "number", "id", "source"],
    "method": ["text", "number"],
    "sources": ["text"],
    "annex": ["opening", "heading", "text", "block"],
    "labels": [
      "method", "methodNumber", "sources", "sourcesNumber", "annex", "summary",
    ],
  ]

  /// Reads a template of the user's, or the program's own where there is no path.
  ///
  /// - Throws: ``PublishingError`` for a file that cannot be read, a tag that is not closed or unknown.
  init(path: String?, slides: Bool = false) throws(PublishingError) {
    let text: String
    if let path {
      guard let data = try? Data(contentsOf: URL(filePath: path)),
        let read = String(validating: data, as: UTF8.self)
      else {
        throw PublishingError([
          Diagnostic(
            .error, at: Place(path),
            LocalisedText(
              zh: "无法读取模板：请检查文件、权限和编码（UTF-8）",
              en:
                "the template cannot be read: check the file, its permissions and its encoding (UTF-8)"
            ))
        ])
      }
      text = read
      let problems = Self.problems(in: text, path: path)
      guard problems.isEmpty else { throw PublishingError(problems) }
    } else {
      text = slides ? Self.slides : Self.document
    }
    do {
      // Values are Markdown already, so that nothing is to be escaped for HTML.
      template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + text)
    } catch {
      throw PublishingError([
        Diagnostic(
          .error, at: Place(path ?? ""),
          LocalisedText(zh: "模板无法解析：\(error)", en: "the template cannot be parsed: \(error)"))
      ])
    }
  }

  /// The Markdown.
  func render(_ values: [String: Any]) -> String { template.render(values) }

  // MARK: - Tags

  /// Every tag that is unknown where it stands, closes nothing or is not closed, with line and column.
  static func problems(in text: String, path: String) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var open: [(name: String, place: Place)] = []
    func note(_ place: Place, zh: String, en: String) {
      problems.append(Diagnostic(.error, at: place, LocalisedText(zh: zh, en: en)))
    }
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      var rest = line[...]
      while let start = rest.firstRange(of: "{{") {
        let column = line.distance(from: line.startIndex, to: start.lowerBound) + 1
        let place = Place(path, line: number + 1, column: column)
        guard let end = rest[start.upperBound...].firstRange(of: "}}") else {
          note(place, zh: "标签没有结束：请写 }}", en: "the tag is not closed: write }}")
          break
        }
        var tag = String(rest[start.upperBound..<end.lowerBound])
          .trimmingCharacters(" \t{}&")
        rest = rest[end.upperBound...]
        if rest.hasPrefix("}") { rest = rest.dropFirst() }
        let mark = tag.first
        if let mark, "#^/!>%=".contains(mark) { tag = tag.dropFirst().trimmingCharacters(" \t") }
        if mark == "!" || mark == "%" || mark == "=" || tag == "." { continue }
        if mark == ">" {
          note(
            place, zh: "模板不能引用其他模板：\(Diagnostic.quoted(tag))",
            en: "a template cannot take in another one: \(Diagnostic.quoted(tag))")
          continue
        }
        if mark == "/" {
          if open.last?.name == tag {
            open.removeLast()
          } else {
            note(
              place, zh: "\(Diagnostic.quoted("{{/\(tag)}}"))没有对应的开头",
              en: "\(Diagnostic.quoted("{{/\(tag)}}")) closes nothing that is open")
          }
          continue
        }
        let path = tag.split(separator: ".").map(String.init)
        var known = open.reversed().flatMap { keys[$0.name] ?? [] } + (keys[""] ?? [])
        for part in path {
          if !known.contains(part) {
            let near = NameMatching.nearest(part, among: known)
            note(
              place,
              zh: "模板不认识\(Diagnostic.quoted(tag))："
                + (near.map { "是否应为 \($0)？" }
                  ?? "可用的有 \(Set(known).sorted().joined(separator: "、"))"),
              en: "the template’s \(Diagnostic.quoted(tag)) is not known: "
                + (near.map { "is \($0) meant?" }
                  ?? "there are \(Set(known).sorted().joined(separator: ", "))"))
            break
          }
          known = keys[part] ?? []
        }
        if mark == "#" || mark == "^" { open.append((tag, place)) }
      }
    }
    for part in open {
      note(
        part.place, zh: "\(Diagnostic.quoted("{{#\(part.name)}}"))没有结束：请写 {{/\(part.name)}}",
        en: "\(Diagnostic.quoted("{{#\(part.name)}}")) is not closed: write {{/\(part.name)}}")
    }
    return problems
  }

  // MARK: - The program's own

  /// Title and signature are set by the document's frame.
  static let document = """
    {{#sections}}
    # {{number}}{{heading}}

    {{#paragraphs}}
    {{text}}

    {{/paragraphs}}
    {{#findings}}
    {{text}}

    {{/findings}}
    {{#tables}}
    {{{block}}}

    {{/tables}}
    {{#figures}}
    {{{block}}}

    {{/figures}}
    {{/sections}}
    # {{labels.methodNumber}}{{labels.method}}

    {{#method}}
    {{text}}

    {{/method}}
    # {{labels.sourcesNumber}}{{labels.sources}}

    {{#sources}}
    {{text}}

    {{/sources}}
    {{#annex}}
    {{{opening}}}

    {{text}}

    {{{block}}}
    {{/annex}}

    """

  /// One finding a slide: its sentence, one line, its figure.
  static let slides = """
    {{#findings}}
    {{#figure}}
    ## {{headline}}

    {{detail}}

    {{{block}}}

    {{/figure}}
    {{/findings}}
    ## {{labels.method}}

    {{#method}}
    - {{text}}
    {{/method}}

    ## {{labels.sources}}

    {{#sources}}
    - {{text}}
    {{/sources}}

    """
}

extension StringProtocol {
  /// The text without the characters at both ends.
  fileprivate func trimmingCharacters(_ characters: String) -> String {
    var text = self[...]
    while let first = text.first, characters.contains(first) { text = text.dropFirst() }
    while let last = text.last, characters.contains(last) { text = text.dropLast() }
    return String(text)
  }
}

/// Text as Markdown that prints just that text.
func escapedMarkdown(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar.properties.isWhitespace, scalar != "\u{3000}" {
      // A line that begins with spaces would be a block of its own.
      if !result.isEmpty { result.append(" ") }
      continue
    }
    if scalar.isASCII, "\\`*_{}[]()#+-.!|<>~^$@\"'&:=%".unicodeScalars.contains(scalar) {
      result.append("\\")
    }
    result.append(scalar)
  }
  return String(result)
}
