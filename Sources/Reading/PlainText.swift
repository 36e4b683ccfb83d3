/// A text as an array of Unicode scalars, so that an offset is an index.
///
/// Offsets in a data package count Unicode scalars of the report's plain text (design §3).
public struct PlainText: Sendable, Equatable {
  /// The scalars, in order.
  public let scalars: [Unicode.Scalar]

  /// Makes a text of a string.
  public init(_ text: some StringProtocol) {
    scalars = Array(text.unicodeScalars)
  }

  /// Makes a text of scalars.
  public init(_ scalars: some Sequence<Unicode.Scalar>) {
    self.scalars = Array(scalars)
  }

  /// The whole text.
  public var string: String { string(0..<scalars.count) }

  /// A part of the text, copied exactly.
  public func string(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  /// The lines, in order, without their ends; an empty text has none.
  public var lines: [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for index in scalars.indices where scalars[index] == "\n" {
      lines.append(start..<index)
      start = index + 1
    }
    if start < scalars.count { lines.append(start..<scalars.count) }
    return lines
  }
}
