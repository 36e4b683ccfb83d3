/// The rows of a raster as RGB bytes, each filtered in the way that promises to compress best.
///
/// The filter of a row is the one whose bytes, taken as signed, have the least sum of magnitudes. Those that
/// look at one neighbour are tried: charts have no slopes that a mean of several would meet, and it takes
/// most of the time.
///
/// - Source: W3C, PNG Specification, Second Edition, clause 9 and 12.8.
struct FilteredRows {
  /// The rows, each with the number of its filter in front.
  let bytes: [UInt8]

  /// Filters a raster of opaque pixels.
  init(_ rows: PixelRows) {
    let length = rows.width * 3
    var result: [UInt8] = []
    result.reserveCapacity((length + 1) * rows.height)
    // Three bytes of nothing stand left of each row, so that its first pixel needs no rule of its own.
    var above = [UInt8](repeating: 0, count: length + 3)
    var current = above
    var candidates = [[UInt8]](repeating: [UInt8](repeating: 0, count: length), count: Self.filters)
    for y in 0..<rows.height {
      if rows.repeatsRowAbove(y) {
        // Filter 2 leaves nothing of it.
        result.append(2)
        result.append(contentsOf: repeatElement(0, count: length))
        // The next row is filtered against this one, which is in `above` already.
        continue
      }
      let row = rows.row(y)
      for x in 0..<rows.width {
        let pixel = row[x]
        current[3 + x * 3] = UInt8(truncatingIfNeeded: pixel >> 16)
        current[4 + x * 3] = UInt8(truncatingIfNeeded: pixel >> 8)
        current[5 + x * 3] = UInt8(truncatingIfNeeded: pixel)
      }
      for filter in 0..<Self.filters {
        Self.apply(filter, to: current, above: above, into: &candidates[filter])
      }
      var best = 0
      var least = Int.max
      for filter in 0..<Self.filters {
        let sum = Self.magnitude(candidates[filter])
        if sum < least { (best, least) = (filter, sum) }
      }
      result.append(UInt8(best))
      result += candidates[best]
      swap(&above, &current)
    }
    bytes = result
  }

  /// None, left, above.
  private static let filters = 3

  private static func apply(
    _ filter: Int, to current: [UInt8], above: [UInt8], into result: inout [UInt8]
  ) {
    let count = result.count
    current.withUnsafeBufferPointer { current in
      above.withUnsafeBufferPointer { above in
        result.withUnsafeMutableBufferPointer { result in
          switch filter {
          case 0: for i in 0..<count { result[i] = current[i + 3] }
          case 1: for i in 0..<count { result[i] = current[i + 3] &- current[i] }
          default: for i in 0..<count { result[i] = current[i + 3] &- above[i + 3] }
          }
        }
      }
    }
  }

  private static func magnitude(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var sum: UInt32 = 0
      for byte in bytes { sum &+= UInt32(Int8(bitPattern: byte).magnitude) }
      return Int(sum)
    }
  }
}
