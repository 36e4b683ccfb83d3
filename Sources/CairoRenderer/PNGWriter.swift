import CDeflate
import Charting

/// Writes a raster as PNG, with its resolution, its colour space and the facts of its making.
///
/// - Source: W3C, Portable Network Graphics (PNG) Specification, Second Edition.
struct PNGWriter {
  private let rows: PixelRows
  private var bytes: [UInt8] = []

  /// Takes a raster of opaque sRGB pixels.
  init(_ rows: PixelRows) {
    self.rows = rows
  }

  /// The file: with a palette where the colours allow it (``Palette``), else in full colour.
  mutating func write(
    pixelsPerInch: Double, texts: [Text], keeping exact: Set<UInt32>
  ) throws(RenderingError) -> [UInt8] {
    let runs = Runs(rows)
    let palette = runs.flatMap { Palette(colours: $0.colours, keeping: exact) }
    let depth = palette.map { Self.depth(of: $0) } ?? 8

    bytes = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    var header: [UInt8] = []
    header.appendBigEndian(UInt32(rows.width))
    header.appendBigEndian(UInt32(rows.height))
    header += [UInt8(depth), palette == nil ? 2 : 3, 0, 0, 0]
    append("IHDR", header)
    // 0: rendering intent “perceptual”.
    append("sRGB", [0])
    var resolution: [UInt8] = []
    let pixelsPerMetre = UInt32((pixelsPerInch / 0.0254).rounded())
    resolution.appendBigEndian(pixelsPerMetre)
    resolution.appendBigEndian(pixelsPerMetre)
    append("pHYs", resolution + [1])
    for text in texts { append("iTXt", text.chunk) }
    let data: [UInt8]
    if let palette, let runs {
      append(
        "PLTE",
        palette.colours.flatMap { [UInt8($0 >> 16 & 255), UInt8($0 >> 8 & 255), UInt8($0 & 255)] })
      data = indexedRows(palette, runs, depth: depth)
    } else {
      data = FilteredRows(rows).bytes
    }
    append("IDAT", try Self.compressed(data))
    append("IEND", [])
    return bytes
  }

  /// A text chunk.
  struct Text {
    /// What the text is: 1 to 79 characters of ASCII.
    var keyword: String
    var language: String
    var value: String

    fileprivate var chunk: [UInt8] {
      var bytes = Self.keywordBytes(keyword)
      // Uncompressed; the keyword is not translated. No part may hold a zero byte.
      bytes += [0, 0, 0]
      bytes += language.utf8.filter { $0 != 0 }
      bytes += [0, 0]
      bytes += value.utf8.filter { $0 != 0 }
      return bytes
    }

    /// The keyword as the format wants it: printable, without a space at either end.
    private static func keywordBytes(_ keyword: String) -> [UInt8] {
      let bytes = keyword.utf8.prefix(79).map { $0 > 32 && $0 < 127 ? $0 : UInt8(ascii: "_") }
      return bytes.isEmpty ? [UInt8(ascii: "_")] : bytes
    }
  }

  /// The raster as runs of one colour, so that it is looked through once.
  private struct Runs {
    /// A stretch of one colour within a row.
    struct Run {
      /// Where it ends in its row.
      var end: UInt32
      /// The number of its colour.
      var number: UInt16
    }
    /// The colours in the order in which they are met.
    let colours: [UInt32]
    let runs: [Run]
    /// For each row and behind the last its first run; a row without runs repeats the one above.
    let first: [Int]

    /// Takes a raster; nothing where its colours are more than the table takes.
    init?(_ rows: PixelRows) {
      var table = ColourTable()
      var first: [Int] = []
      first.reserveCapacity(rows.height + 1)
      var isFull = false
      // As many as there are pixels; what is not written to takes no memory.
      runs = [Run](unsafeUninitializedCapacity: rows.width * rows.height) { runs, count in
        // Runs come back to the ground that they interrupt: the last two colours need no looking up.
        var last: (colour: UInt32, number: UInt16) = (0, 0)
        var ground = last
        for y in 0..<rows.height {
          first.append(count)
          if rows.repeatsRowAbove(y) { continue }
          let row = rows.row(y)
          var x = 0
          while x < rows.width {
            let colour = row[x]
            if colour == ground.colour {
              swap(&last, &ground)
            } else if colour != last.colour {
              guard let number = table.number(of: colour) else {
                isFull = true
                return
              }
              ground = last
              last = (colour, UInt16(truncatingIfNeeded: number))
            }
            x = rows.endOfRun(in: row, from: x)
            runs[count] = Run(end: UInt32(truncatingIfNeeded: x), number: last.number)
            count += 1
          }
        }
      }
      if isFull { return nil }
      first.append(runs.count)
      self.first = first
      colours = table.colours
    }
  }

  private func indexedRows(_ palette: Palette, _ runs: Runs, depth: Int) -> [UInt8] {
    let perByte = 8 / depth
    let rowLength = 1 + (rows.width + perByte - 1) / perByte
    let total = rowLength * rows.height
    // Numbers of less than eight bits are gathered before they are packed.
    var line = [UInt8](repeating: 0, count: depth == 8 ? 0 : rows.width)
    return [UInt8](unsafeUninitializedCapacity: total) { buffer, count in
      count = total
      guard let base = buffer.baseAddress else { return }
      for y in 0..<rows.height {
        let target = base + y * rowLength
        let own = runs.runs[runs.first[y]..<runs.first[y + 1]]
        if own.isEmpty {
          target.update(from: target - rowLength, count: rowLength)
          continue
        }
        // Filter 0: the numbers of colours have no slope that a filter could use.
        target[0] = 0
        if depth == 8 {
          Self.write(own, palette, to: target + 1)
          continue
        }
        line.withUnsafeMutableBufferPointer { line in
          guard let start = line.baseAddress else { return }
          Self.write(own, palette, to: start)
          for place in 0..<rowLength - 1 {
            var byte: UInt8 = 0
            for part in 0..<perByte {
              let index = place * perByte + part
              byte = byte << UInt8(depth) | (index < rows.width ? line[index] : 0)
            }
            target[1 + place] = byte
          }
        }
      }
    }
  }

  /// Writes a row, a byte for each pixel.
  private static func write(
    _ runs: ArraySlice<Runs.Run>, _ palette: Palette, to target: UnsafeMutablePointer<UInt8>
  ) {
    palette.entries.withUnsafeBufferPointer { entries in
      var x = 0
      for run in runs {
        let entry = entries[Int(run.number)]
        let end = Int(run.end)
        if end == x + 1 {
          target[x] = entry
        } else {
          (target + x).update(repeating: entry, count: end - x)
        }
        x = end
      }
    }
  }

  /// How many bits a number of the palette takes: 1, 2, 4 or 8.
  private static func depth(of palette: Palette) -> Int {
    switch palette.colours.count {
    case ...2: 1
    case ...4: 2
    case ...16: 4
    default: 8
    }
  }

  private mutating func append(_ type: StaticString, _ data: [UInt8]) {
    bytes.appendBigEndian(UInt32(data.count))
    let start = bytes.count
    bytes.append(static: type)
    bytes += data
    bytes.appendBigEndian(Self.checksum(bytes[start...]))
  }

  /// The cyclic redundancy check (CRC-32) of the bytes.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
  }

  /// The data in zlib's format, at level 3: on charts three quarters of the time of level 6 for files that are
  /// some 4 % larger; level 1 is slower on them.
  private static func compressed(_ data: [UInt8]) throws(RenderingError) -> [UInt8] {
    let operation = "compress the picture"
    guard let compressor = libdeflate_alloc_compressor(3) else {
      throw RenderingError(.outOfMemory, operation: operation, "libdeflate makes no compressor")
    }
    defer { libdeflate_free_compressor(compressor) }
    let bound = libdeflate_zlib_compress_bound(compressor, data.count)
    let result = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = data.withUnsafeBytes {
        libdeflate_zlib_compress(compressor, $0.baseAddress, $0.count, buffer.baseAddress, bound)
      }
    }
    guard !result.isEmpty else {
      throw RenderingError(.compression, operation: operation, "libdeflate gives nothing back")
    }
    return result
  }
}
