import CDeflate

/// A PNG file taken apart, independently of the writer.
struct PNGFile {
  /// A piece of the file.
  struct Chunk {
    var type: String
    var data: [UInt8]
    var isChecked: Bool
  }

  var chunks: [Chunk] = []
  let signature: [UInt8]

  init(_ bytes: [UInt8]) {
    signature = Array(bytes.prefix(8))
    var index = 8
    while index + 12 <= bytes.count {
      let length = Int(Self.number(bytes[index..<index + 4]))
      guard index + 12 + length <= bytes.count else { break }
      let body = Array(bytes[index + 4..<index + 8 + length])
      let sum = body.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
      chunks.append(
        Chunk(
          type: String(decoding: body.prefix(4), as: UTF8.self), data: Array(body.dropFirst(4)),
          isChecked: sum == Self.number(bytes[index + 8 + length..<index + 12 + length])))
      index += 12 + length
    }
  }

  /// The data of the first chunk of a type.
  subscript(_ type: String) -> [UInt8]? { chunks.first { $0.type == type }?.data }

  var width: Int { Int(Self.number(self["IHDR"]?[0..<4] ?? [])) }
  var height: Int { Int(Self.number(self["IHDR"]?[4..<8] ?? [])) }
  var depth: Int { Int(self["IHDR"]?[8] ?? 0) }
  var isIndexed: Bool { self["IHDR"]?[9] == 3 }

  /// The texts by keyword, with their language.
  var texts: [String: (language: String, value: String)] {
    var texts: [String: (language: String, value: String)] = [:]
    for chunk in chunks where chunk.type == "iTXt" {
      // keyword 0 compressed method language 0 translated 0 text
      let parts = chunk.data.split(separator: 0, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard parts.count == 6 else { continue }
      texts[parts[0]] = (parts[3], parts[5])
    }
    return texts
  }

  /// The pixels from left to right and from top to bottom, each `0xRRGGBB`.
  func pixels() -> [UInt32] {
    let palette = self["PLTE"] ?? []
    let bits = isIndexed ? depth : 24
    let rowLength = (width * bits + 7) / 8
    let rows = inflated(count: (rowLength + 1) * height)
    guard rows.count == (rowLength + 1) * height else { return [] }
    let step = isIndexed ? 1 : 3
    var above = [UInt8](repeating: 0, count: rowLength)
    var pixels: [UInt32] = []
    for y in 0..<height {
      let filter = rows[y * (rowLength + 1)]
      var row = Array(rows[y * (rowLength + 1) + 1..<(y + 1) * (rowLength + 1)])
      for x in 0..<rowLength {
        let left = x >= step ? Int(row[x - step]) : 0
        let corner = x >= step ? Int(above[x - step]) : 0
        let up = Int(above[x])
        let guess: Int
        switch filter {
        case 0: guess = 0
        case 1: guess = left
        case 2: guess = up
        case 3: guess = (left + up) / 2
        default:
          let estimate = left + up - corner
          let (a, b, c) = (abs(estimate - left), abs(estimate - up), abs(estimate - corner))
          guess = a <= b && a <= c ? left : b <= c ? up : corner
        }
        row[x] = row[x] &+ UInt8(guess)
      }
      for x in 0..<width {
        if isIndexed {
          let shift = 8 - depth - x * depth % 8
          let entry = Int(row[x * depth / 8]) >> shift & ((1 << depth) - 1)
          pixels.append(Self.number(palette[entry * 3..<entry * 3 + 3]))
        } else {
          pixels.append(Self.number(row[x * 3..<x * 3 + 3]))
        }
      }
      above = row
    }
    return pixels
  }

  private func inflated(count: Int) -> [UInt8] {
    let data = chunks.filter { $0.type == "IDAT" }.flatMap(\.data)
    guard let decompressor = libdeflate_alloc_decompressor() else { return [] }
    defer { libdeflate_free_decompressor(decompressor) }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, produced in
      produced = 0
      let result = data.withUnsafeBytes {
        libdeflate_zlib_decompress(
          decompressor, $0.baseAddress, $0.count, buffer.baseAddress, count, nil)
      }
      produced = result == LIBDEFLATE_SUCCESS ? count : 0
    }
  }

  static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }
}
