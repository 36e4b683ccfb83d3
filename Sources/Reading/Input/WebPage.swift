/// The source of a web page before it is turned into text.
enum WebPage {
  /// What a page's head says of its encoding, where it says one that this program reads.
  static func declaredEncoding(of bytes: [UInt8]) -> TextEncoding? {
    let head = bytes.prefix(4096).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let mark = Array("charset=".utf8)
    guard
      let start = head.indices.first(where: {
        head[$0] == mark[0] && head[$0...].starts(with: mark)
      })
    else { return nil }
    let word = head[(start + mark.count)...].drop { $0 == 0x22 || $0 == 0x27 || $0 == 0x20 }
    if ["gb2312", "gbk", "gb18030", "gb_2312"].contains(where: { word.starts(with: $0.utf8) }) {
      return .gb18030
    }
    return word.starts(with: "big5".utf8) ? .big5 : nil
  }

  /// Elements that hold no text of a document.
  private static let passedOver: Set<[UInt8]> = Set(
    [
      "aside", "button", "footer", "iframe", "nav", "noscript", "object", "script", "select",
      "style",
      "svg", "template", "textarea", "title",
    ].map { Array($0.utf8) })
  /// Those whose content is no markup, so that they end at the first end tag.
  private static let raw: Set<[UInt8]> = Set(
    ["iframe", "noscript", "script", "style", "textarea", "title"].map { Array($0.utf8) })

  /// A page without scripts, styles, menus, footers and comments.
  ///
  /// An element that is never closed is kept, but for its tag: it may hold the document.
  static func mainText(_ page: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(page.count)
    var index = 0
    // Where an end tag is sought in vain it is sought once, not for every opening tag.
    var unclosed: Set<[UInt8]> = []
    while index < page.count {
      guard page[index] == UInt8(ascii: "<") else {
        kept.append(page[index])
        index += 1
        continue
      }
      if page[index...].starts(with: "<!--".utf8) {
        index = end(of: "-->", in: page, from: index + 4) ?? min(page.count, index + 4)
        continue
      }
      let name = tagName(page, index + 1)
      guard passedOver.contains(name) else {
        kept.append(page[index])
        index += 1
        continue
      }
      if !unclosed.contains(name), let end = elementEnd(page, index, name) {
        index = end
        kept.append(0x20)
      } else {
        unclosed.insert(name)
        index = end(of: ">", in: page, from: index) ?? page.count
      }
    }
    return kept
  }

  private static func tagName(_ page: [UInt8], _ start: Int) -> [UInt8] {
    var name: [UInt8] = []
    var index = start
    while index < page.count, name.count < 10 {
      let byte = page[index] | 0x20
      guard (0x61...0x7A).contains(byte) else { break }
      name.append(byte)
      index += 1
    }
    return name
  }

  private static func end(of mark: StaticString, in page: [UInt8], from start: Int) -> Int? {
    mark.withUTF8Buffer { mark in
      var index = start
      while index + mark.count <= page.count {
        if page[index] == mark[0], page[index...].starts(with: mark) { return index + mark.count }
        index += 1
      }
      return nil
    }
  }

  /// Where an element ends, other elements of its name within it counted.
  private static func elementEnd(_ page: [UInt8], _ start: Int, _ name: [UInt8]) -> Int? {
    var depth = 0
    var index = start
    while index < page.count {
      guard page[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      let isEnd = index + 1 < page.count && page[index + 1] == UInt8(ascii: "/")
      if tagName(page, index + (isEnd ? 2 : 1)) == name {
        if isEnd { depth -= 1 } else if depth == 0 || !raw.contains(name) { depth += 1 }
        guard let tagEnd = end(of: ">", in: page, from: index) else { return nil }
        if depth == 0 { return tagEnd }
        index = tagEnd
      } else {
        index += 1
      }
    }
    return nil
  }
}
