internal import CMiniZip
import Diagnostics

/// Zip archives, of which Word, PowerPoint and Excel files are made.
enum Archive {
  /// A file in an archive.
  struct Entry: Sendable {
    var name: String
    var bytes: [UInt8]
  }

  /// The archive of the files in their order; the same bytes for the same files.
  static func zip(_ entries: [Entry]) throws(PublishingError) -> [UInt8] { [] }
}
