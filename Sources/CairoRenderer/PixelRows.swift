/// A raster of 32-bit pixels, read many at a time.
struct PixelRows {
  let pixels: UnsafePointer<UInt32>
  let width: Int
  let height: Int
  /// How many pixels the start of a row is from the start of the next.
  let stride: Int

  private typealias Chunk = SIMD8<UInt32>

  func row(_ y: Int) -> UnsafePointer<UInt32> { pixels + y * stride }

  /// Whether a row has the same pixels as the one above it.
  func repeatsRowAbove(_ y: Int) -> Bool {
    guard y > 0 else { return false }
    let row = UnsafeRawPointer(row(y))
    let above = UnsafeRawPointer(self.row(y - 1))
    var x = 0
    while x + 8 <= width {
      let pixels = row.loadUnaligned(fromByteOffset: x * 4, as: Chunk.self)
      if pixels != above.loadUnaligned(fromByteOffset: x * 4, as: Chunk.self) { return false }
      x += 8
    }
    while x < width {
      if self.row(y)[x] != self.row(y - 1)[x] { return false }
      x += 1
    }
    return true
  }

  /// Where the run of pixels that are equal to the one at `x` ends.
  @inline(__always)
  func endOfRun(in row: UnsafePointer<UInt32>, from x: Int) -> Int {
    let end = x + 1
    // Inside a glyph hardly two pixels are equal.
    guard end < width, row[end] == row[x] else { return end }
    return endOfLongRun(in: row, from: x)
  }

  private func endOfLongRun(in row: UnsafePointer<UInt32>, from x: Int) -> Int {
    let colour = row[x]
    var end = x + 2
    let all = Chunk(repeating: colour)
    let bytes = UnsafeRawPointer(row)
    while end + 8 <= width,
      bytes.loadUnaligned(fromByteOffset: end * 4, as: Chunk.self) == all
    { end += 8 }
    while end < width, row[end] == colour { end += 1 }
    return end
  }
}
