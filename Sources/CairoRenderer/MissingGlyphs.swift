/// The characters of a text that no installed font covers, and what to install.
struct MissingGlyphs {
  /// The fault in one sentence.
  let message: String

  /// Looks for the characters that are missing when they stand alone.
  init(in text: String, isMissing: (Unicode.Scalar) -> Bool) {
    var missing: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars where !missing.contains(scalar) && isMissing(scalar) {
      missing.append(scalar)
    }
    // A character may be covered alone and yet not in a cluster with its neighbours.
    let named = missing.isEmpty ? Array(text.unicodeScalars) : missing
    let shown = named.prefix(Self.mostNamed).map { "“\($0)” (\(Self.codePoint($0)))" }
    let more = named.count > Self.mostNamed ? " and \(named.count - Self.mostNamed) more" : ""
    var packages: [String] = []
    for scalar in named {
      if let package = Self.package(for: scalar), !packages.contains(package) {
        packages.append(package)
      }
    }
    let advice =
      packages.isEmpty
      ? "replace what is meant for private use or has no meaning"
      : "install the Debian package " + packages.joined(separator: " and ")
    message = "no installed font has \(shown.joined(separator: ", "))\(more): \(advice)"
  }

  /// The Debian package whose fonts cover the block of the character; none for private use and no character.
  static func package(for scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0xE000...0xF8FF, 0xF0000..., 0xFDD0...0xFDEF: nil
    case let value where value & 0xFFFE == 0xFFFE: nil
    case 0x2E80...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF:
      "fonts-noto-cjk"
    case 0x20000...0x3FFFF: "fonts-hanazono"
    case 0x1F000...0x1FAFF: "fonts-noto-color-emoji or fonts-symbola"
    case 0x2000...0x2BFF, 0x1D400...0x1D7FF: "fonts-symbola"
    default: "fonts-noto-core"
    }
  }

  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static let mostNamed = 8
}
