/// Why a file cannot be inspected as a figure.
public struct FigureInspectionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of fault, for programs.
  public var code: Code
  /// The fault in one sentence, for people: what is wrong and what to do.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }

  /// The kinds of fault.
  public enum Code: String, Sendable, CaseIterable {
    /// The file is no PNG, SVG or PDF.
    case unknownFormat = "unknown_format"
    /// Another program wrote the file, or wrote it anew.
    case foreign
    /// Bytes are missing or changed.
    case damaged
    /// The file is built in a way that Heng never builds one.
    case unsupported
  }

  static func damaged(_ fault: String) -> FigureInspectionError {
    FigureInspectionError(.damaged, "\(fault): it is cut off or changed; write the figure again")
  }

  static func foreign(_ fault: String) -> FigureInspectionError {
    FigureInspectionError(
      .foreign, "\(fault): inspect the file as Heng wrote it, not one that was exported again")
  }

  static let compressedObjects = FigureInspectionError(
    .unsupported,
    "the PDF keeps its objects compressed, which Heng never does: another program wrote it; "
      + "inspect the file that Heng wrote")
}
