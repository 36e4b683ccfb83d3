/// The paragraphs of a PDF, made of the lines that its layout breaks them into.
///
/// pdftotext tells where each word stands (`-bbox-layout`), so that a paragraph's end is seen as a
/// reader sees it: by a line that does not reach the margin, an indent, a gap, another size of type.
/// Its plain outputs tell less: the default one loses indents, `-layout` mixes columns, `-raw` moves
/// quotation marks of another font out of their sentence.
struct PageLayout {
  /// One line as it stands on a page, in points from the top left.
  private struct Line {
    var text: String
    var page: Int
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double
    /// The width of a Chinese character in it; 0 where it has none.
    var em: Double
    var firstWordWidth: Double

    var height: Double { bottom - top }
    var middle: Double { (top + bottom) / 2 }
    var centre: Double { (left + right) / 2 }
  }

  private var lines: [Line] = []
  private var pages: [(width: Double, height: Double)] = []

  /// The plain text of pdftotext's description of a document.
  static func plainText(of description: [UInt8]) -> [UInt8] {
    var layout = PageLayout()
    layout.parse(description)
    layout.putInOrder()
    layout.dropPageFurniture()
    return Array(layout.joined().utf8)
  }

  /// Why pdftotext gave no text of a document.
  static func explained(
    _ failure: Converter.Failure, of bytes: [UInt8], file: String
  ) -> ReadingError {
    let code: Int32?
    switch failure {
    case .told(let error): return error
    case .refused(let exit): code = exit
    }
    // The entry stands unpacked in the trailer (ISO 32000-1, 7.5.5, 7.5.8).
    let mark = Array("/Encrypt".utf8)
    let isEncrypted = bytes.indices.contains {
      bytes[$0] == mark[0] && bytes[$0...].starts(with: mark)
    }
    // 3 is pdftotext's code for a document that forbids copying.
    if isEncrypted || code == 3 {
      return ReadingError(
        file, zh: "PDF 有密码或禁止复制：请去掉密码后另存",
        en: "the PDF has a password or forbids copying: save it without")
    }
    return ReadingError(
      file, zh: "pdftotext 读不了这个 PDF：请重新下载或另存",
      en: "pdftotext cannot read this PDF: download or save it anew")
  }

  // MARK: - Lines

  private mutating func parse(_ description: [UInt8]) {
    var words: [(text: String, left: Double, right: Double, top: Double, bottom: Double)] = []
    for line in description.split(separator: 0x0A) {
      let line = line.drop { $0 == 0x20 }
      if line.starts(with: "<word ".utf8) {
        guard let close = line.firstIndex(of: UInt8(ascii: ">")) else { continue }
        let rest = line[(close + 1)...]
        let end = rest.lastIndex(of: UInt8(ascii: "<")) ?? rest.endIndex
        let box = Self.numbers(line[..<close])
        guard box.count == 4 else { continue }
        let text = Self.unescaped(rest[..<end])
        if !text.isEmpty { words.append((text, box[0], box[2], box[1], box[3])) }
      } else if line.starts(with: "</line>".utf8) {
        if !words.isEmpty, !pages.isEmpty { addLine(words) }
        words = []
      } else if line.starts(with: "<page ".utf8) {
        let size = Self.numbers(line)
        pages.append((size.first ?? 0, size.last ?? 0))
      }
    }
  }

  private mutating func addLine(
    _ words: [(text: String, left: Double, right: Double, top: Double, bottom: Double)]
  ) {
    var text = ""
    var width = 0.0
    var count = 0
    for word in words where word.text.unicodeScalars.allSatisfy(Self.isIdeograph) {
      width += word.right - word.left
      count += word.text.unicodeScalars.count
    }
    let em = count > 0 ? width / Double(count) : 0
    let height = words[0].bottom - words[0].top
    for (index, word) in words.enumerated() {
      if index > 0 {
        let gap = word.left - words[index - 1].right
        // Between Chinese characters and numbers a layout sets a quarter of a character without
        // there being a space.
        let isNarrow =
          !(Self.isNarrow(text.unicodeScalars.last)
          && Self.isNarrow(word.text.unicodeScalars.first))
        if gap > (isNarrow ? 0.6 * (em > 0 ? em : height * 0.7) : 0.08 * height) { text += " " }
      }
      text += word.text
    }
    let line = Line(
      text: text, page: pages.count - 1, left: words[0].left,
      right: words.map(\.right).max() ?? 0, top: words.map(\.top).min() ?? 0,
      bottom: words.map(\.bottom).max() ?? 0, em: em,
      firstWordWidth: words[0].right - words[0].left)
    lines.append(line)
  }

  /// Puts the lines of a text in one column in the order of their height, and pieces of one line that
  /// stand far apart together.
  ///
  /// pdftotext takes a short line in the middle of a page, such as a title's second one, for a column
  /// of its own.
  private mutating func putInOrder() {
    let wide = lines.count { $0.right - $0.left > 0.45 * pages[$0.page].width }
    if wide * 2 > lines.count {
      // A line's foot is lower than that of a raised or smaller piece in it by less than half of it.
      lines = lines.enumerated().sorted { a, b in
        let (first, second) = (a.element, b.element)
        if first.page != second.page { return first.page < second.page }
        if Int(first.middle) != Int(second.middle) { return first.middle < second.middle }
        return (first.left, a.offset) < (second.left, b.offset)
      }.map(\.element)
    }
    var joined: [Line] = []
    for line in lines {
      if let last = joined.last, last.page == line.page, line.left > last.right,
        min(last.bottom, line.bottom) - max(last.top, line.top)
          > 0.7 * min(last.height, line.height)
      {
        joined[joined.count - 1].text += " " + line.text
        joined[joined.count - 1].right = line.right
      } else {
        joined.append(line)
      }
    }
    lines = joined
  }

  /// The quoted numbers of a tag.
  private static func numbers(_ tag: ArraySlice<UInt8>) -> [Double] {
    tag.split(separator: UInt8(ascii: "\"")).compactMap {
      Double(String(decoding: $0, as: UTF8.self))
    }
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    var text = ""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      text.unicodeScalars.append(UnifiedCharacters.unified(scalar))
    }
    guard text.contains("&") else { return text }
    var result = ""
    for (index, part) in text.split(separator: "&", omittingEmptySubsequences: false).enumerated() {
      let entity = [
        ("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("apos;", "'"), ("#39;", "'"),
      ]
      .first { part.hasPrefix($0.0) }
      if index == 0 {
        result += part
      } else if let entity {
        result += entity.1 + part.dropFirst(entity.0.count)
      } else {
        result += "&" + part
      }
    }
    return result
  }

  private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    (0x4E00...0x9FFF).contains(scalar.value) || (0x3400...0x4DBF).contains(scalar.value)
  }

  /// Whether a character is of a script that sets spaces between words.
  private static func isNarrow(_ scalar: Unicode.Scalar?) -> Bool {
    guard let value = scalar?.value else { return false }
    return value < 0x2000 && value != 0xB7
  }

  // MARK: - Page numbers, headers and footers

  /// Drops page numbers, and lines that stand in the same place of many pages.
  private mutating func dropPageFurniture() {
    var dropped: Set<Int> = []
    var repeated: [String: [(line: Int, page: Int)]] = [:]
    let byPage = Dictionary(grouping: lines.indices) { lines[$0].page }
    for (page, indices) in byPage {
      let sorted = indices.sorted { lines[$0].top < lines[$1].top }
      let edges = Set(sorted.prefix(2) + sorted.suffix(2))
      for index in edges {
        let line = lines[index]
        let isAlone = !indices.contains {
          $0 != index && lines[$0].top < line.bottom - 0.4 * line.height
            && lines[$0].bottom > line.top + 0.4 * line.height
        }
        if isAlone, Self.isPageNumber(line.text), isAtEdge(line) { dropped.insert(index) }
        var key = ""
        for scalar in line.text.unicodeScalars where scalar != " " {
          let isDigit = (0x30...0x39).contains(scalar.value)
          if !(isDigit && key.last == "#") { key += isDigit ? "#" : String(scalar) }
        }
        key += " \(Int((line.top / 4).rounded()))"
        repeated[key, default: []].append((index, page))
      }
    }
    for places in repeated.values {
      let pages = Set(places.map(\.page)).count
      // A header may be on every second page only.
      if pages >= 2, pages * 5 >= byPage.count * 2 { dropped.formUnion(places.map(\.line)) }
    }
    if !dropped.isEmpty {
      lines = lines.indices.filter { !dropped.contains($0) }.map { lines[$0] }
    }
  }

  private func isAtEdge(_ line: Line) -> Bool {
    let height = pages[line.page].height
    return line.bottom < 0.15 * height || line.top > 0.85 * height
  }

  /// Whether a line is a page number alone: `3`, `- 3 -`, `第 3 页 共 9 页`, `3/9`, `Page 3 of 9`.
  private static func isPageNumber(_ text: String) -> Bool {
    var digits = 0
    var rest = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0xFF10...0xFF19: digits += 1
      case 0x20, 0x3000: break
      default: rest.unicodeScalars.append(scalar)
      }
    }
    guard (1...8).contains(digits) else { return false }
    let marks = rest.lowercased().drop { "-—–－―─·•~〜".contains($0) }
    let words = String(marks.reversed().drop { "-—–－―─·•~〜".contains($0) }.reversed())
    return ["", "/", "第页", "第页共页", "第页,共页", "第页，共页", "第页/共页", "共页第页", "页", "page", "pageof", "of"]
      .contains(words)
  }

  // MARK: - Paragraphs

  private func joined() -> String {
    var text = ""
    let margins = self.margins()
    let pitch = self.pitch()
    // Where paragraphs are indented, a line that is not goes on after a page's end.
    let isIndented = self.isIndented(margins)
    for (index, line) in lines.enumerated() {
      if index > 0 {
        let last = lines[index - 1]
        if continues(line, last, margins, pitch: pitch, isIndented: isIndented) {
          if let a = last.text.unicodeScalars.last, let b = line.text.unicodeScalars.first,
            Self.isNarrow(a), Self.isNarrow(b),
            !(Self.isDigit(a) && Self.isDigit(b)), a != "-"
          {
            text += " "
          }
        } else {
          text += "\n"
        }
      }
      text += line.text
    }
    return text + "\n"
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    (0x30...0x39).contains(scalar.value)
  }

  private func em(_ line: Line) -> Double { line.em > 0 ? line.em : line.height * 0.7 }

  /// Where the text starts and ends on each page.
  private func margins() -> [(left: Double, right: Double)] {
    var margins = [(left: Double, right: Double)?](repeating: nil, count: pages.count)
    for (page, lines) in Dictionary(grouping: lines, by: \.page) where lines.count >= 5 {
      margins[page] = (lines.map(\.left).min() ?? 0, lines.map(\.right).max() ?? 0)
    }
    let known = margins.compactMap { $0 }
    let all = (lines.map(\.left).min() ?? 0, lines.map(\.right).max() ?? 0)
    let lefts = known.map(\.left).sorted()
    let rights = known.map(\.right).sorted()
    let usual = known.isEmpty ? all : (lefts[lefts.count / 2], rights[rights.count / 2])
    return margins.map { $0 ?? usual }
  }

  /// The usual distance of two lines.
  private func pitch() -> Double {
    let distances = zip(lines, lines.dropFirst())
      .filter { $0.page == $1.page && $1.top > $0.top }.map { $1.top - $0.top }.sorted()
    return distances.isEmpty ? 0 : distances[distances.count / 3]
  }

  private func isIndented(_ margins: [(left: Double, right: Double)]) -> Bool {
    let indented = lines.count { line in
      let indent = (line.left - margins[line.page].left) / em(line)
      return (1.5...2.6).contains(indent)
    }
    return indented * 20 >= lines.count
  }

  /// Whether a line goes on with the paragraph of the line before it.
  private func continues(
    _ line: Line, _ last: Line, _ margins: [(left: Double, right: Double)], pitch: Double,
    isIndented: Bool
  ) -> Bool {
    // Where a page holds short lines alone, the longest of them shows no margin.
    guard last.right - last.left > 0.3 * pages[last.page].width else { return false }
    let em = self.em(last)
    if line.em > 0, last.em > 0, abs(line.em - last.em) > 0.1 * em { return false }
    // A line may end early because closing punctuation, a word or a number may not be parted; one that
    // ends no sentence is the likelier to go on.
    let endsSentence = Self.sentenceEnds.contains(last.text.unicodeScalars.last ?? " ")
    // Over a page's end no gap tells a heading from the text below it.
    let isPlain = endsSentence || !isIndented && line.page != last.page
    var room = (isPlain ? 2.2 : isIndented ? 6 : 4.5) * em
    let first = line.text.unicodeScalars.first ?? " "
    if Self.isNarrow(first) {
      room = max(room, min(line.firstWordWidth, 8 * em) + em)
    } else if !endsSentence, "“‘《〈（【「『".unicodeScalars.contains(first) {
      // A word processor may keep a quotation together.
      room = 8 * em
    }
    guard last.right > margins[last.page].right - room else { return false }
    let (left, right) = margins[line.page]
    if line.page == last.page, !endsSentence, line.left > left + 2.6 * em,
      abs(line.centre - last.centre) < em, abs(line.centre - (left + right) / 2) < em,
      last.left < left + 1.2 * em, last.right > right - 1.2 * em,
      line.top - last.top < 2 * last.height
    {
      // A centred title that fills its line goes on in the middle of the next.
      return true
    }
    guard line.left < left + 0.9 * em else { return false }
    if line.page == last.page {
      return line.top > last.top - 0.3 * last.height && line.top - last.top < 1.3 * pitch
    }
    return isIndented || !endsSentence
  }

  private static let sentenceEnds = Set("。！？；!?;".unicodeScalars)
}
