/// The parts of a document: reports, and what stands before, between and after them.
enum Documents {
  /// The parts of a document, in its order, without the blank space between them.
  ///
  /// A boundary is a heading, a salutation with a mandate, or the text of a web page or a seller; blank
  /// lines alone never part a text. Every scalar that is not blank lies in exactly one part. The text's
  /// lines are folded where the caller has not done so.
  /// - Source: counting rules §4c, §5.
  static func parts(of text: PlainText, _ lines: FoldedLines? = nil) -> [DocumentPart] {
    DocumentSplitter(text, lines ?? FoldedLines(text)).parts()
  }
}
