/// Why a scene cannot be turned into a file, or text cannot be set.
public struct RenderingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of fault, for programs.
  public var code: Code
  /// What was being done, as in “cannot *draw the figure*”.
  public var operation: String
  /// The fault in one sentence, for people: what is wrong and what to do.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, operation: String, _ message: String) {
    self.code = code
    self.operation = operation
    self.message = message
  }

  /// The operation and the message.
  public var description: String { "cannot \(operation): \(message)" }

  /// The kinds of fault.
  public enum Code: String, Sendable, CaseIterable {
    /// No font family that can set Chinese is installed.
    case missingFonts = "missing_fonts"
    /// No installed font covers a text.
    case missingGlyphs = "missing_glyphs"
    /// The scene holds a number that cannot be drawn, such as a length that is not finite.
    case invalidScene = "invalid_scene"
    /// The frame is empty, or larger than the format can hold.
    case invalidSize = "invalid_size"
    /// Memory ran out.
    case outOfMemory = "out_of_memory"
    /// The drawing library refused; the message holds its own words.
    case drawing
    /// The compression library refused.
    case compression
  }
}
