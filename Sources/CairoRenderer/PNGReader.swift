import CDeflate
import Charting

/// Reads what a PNG of Heng's says of itself; every piece is checked, the picture is not unpacked.
///
/// - Source: W3C, Portable Network Graphics (PNG) Specification, Second Edition.
struct PNGReader {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  func inspection() throws(FigureInspectionError) -> FigureInspection {
    var index = Self.signature.count
    var size: (width: Int, height: Int)?
    var pixelsPerInch: Double?
    var texts: [PNGWriter.Text] = []
    var isComplete = false
    while !isComplete {
      guard bytes.count - index >= 12 else { throw .damaged("the PNG ends early") }
      let length = number(at: index)
      guard length <= bytes.count - index - 12 else { throw .damaged("the PNG ends early") }
      let type = String(decoding: bytes[index + 4..<index + 8], as: UTF8.self)
      let data = bytes[index + 8..<index + 8 + length]
      guard
        PNGWriter.checksum(bytes[index + 4..<index + 8 + length])
          == UInt32(number(at: index + 8 + length))
      else { throw .damaged("a piece of the PNG does not match its checksum") }
      switch type {
      case "IHDR":
        guard length == 13, size == nil, index == Self.signature.count else {
          throw .damaged("the PNG has a wrong header")
        }
        size = (number(at: index + 8), number(at: index + 12))
      case "pHYs":
        guard length == 9 else { throw .damaged("the PNG has no proper resolution") }
        let pixelsPerMetre = number(at: index + 8)
        if bytes[index + 16] == 1, pixelsPerMetre > 0, pixelsPerMetre == number(at: index + 12) {
          pixelsPerInch = Self.pixelsPerInch(of: pixelsPerMetre)
        }
      case "iTXt":
        if let text = try Self.text(data) { texts.append(text) }
      case "IEND": isComplete = true
      default: break
      }
      index += 12 + length
    }
    guard let size, size.width > 0, size.height > 0 else {
      throw .damaged("the PNG has no proper header")
    }
    guard let pixelsPerInch, texts.count >= 3,
      texts.prefix(3).map(\.keyword) == ["Title", "Description", "Software"]
    else { throw .foreign("the PNG is not one of Heng's, or has lost what Heng wrote in it") }
    return FigureInspection(
      format: .png, width: Double(size.width) * 72 / pixelsPerInch,
      height: Double(size.height) * 72 / pixelsPerInch,
      raster: .init(width: size.width, height: size.height, pixelsPerInch: pixelsPerInch),
      title: texts[0].value, alternativeText: texts[1].value, language: texts[0].language,
      software: texts[2].value,
      metadata: texts.dropFirst(3).map { Scene.Metadatum(key: $0.keyword, value: $0.value) })
  }

  /// The whole resolution that is meant, where the file's pixels a metre come from one.
  private static func pixelsPerInch(of pixelsPerMetre: Int) -> Double {
    let exact = Double(pixelsPerMetre) * 0.0254
    let whole = exact.rounded()
    return Int((whole / 0.0254).rounded()) == pixelsPerMetre ? whole : exact
  }

  /// A text chunk; nothing where it is compressed and not Heng's.
  private static func text(
    _ data: ArraySlice<UInt8>
  ) throws(FigureInspectionError) -> PNGWriter.Text? {
    // keyword 0 compressed method language 0 keyword translated 0 text
    let wrong = FigureInspectionError.damaged("a text of the PNG cannot be read")
    guard let keywordEnd = data.firstIndex(of: 0), keywordEnd + 2 < data.endIndex else {
      throw wrong
    }
    let keyword = String(decoding: data[..<keywordEnd], as: UTF8.self)
    guard data[keywordEnd + 1] == 0 else {
      guard ["Title", "Description", "Software"].contains(keyword) else { return nil }
      throw FigureInspectionError(
        .unsupported,
        "the texts of the PNG are compressed, which Heng never does: another program wrote it; "
          + "inspect the file that Heng wrote")
    }
    let rest = data[(keywordEnd + 3)...]
    guard let languageEnd = rest.firstIndex(of: 0),
      let translatedEnd = rest[(languageEnd + 1)...].firstIndex(of: 0)
    else { throw wrong }
    return PNGWriter.Text(
      keyword: keyword, language: String(decoding: rest[..<languageEnd], as: UTF8.self),
      value: String(decoding: rest[(translatedEnd + 1)...], as: UTF8.self))
  }

  /// The number of four bytes that are known to be there.
  private func number(at index: Int) -> Int {
    bytes[index..<index + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
