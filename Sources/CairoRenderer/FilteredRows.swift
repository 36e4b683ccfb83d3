/// The rows of a raster as RGB bytes, each filtered in the way that promises to compress best.
///
/// The filter of a row is the one whose bytes, taken as signed, have the least sum of magnitudes.
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
    var candidates = [[UInt8]](repeating: [UInt8](repeating: 0, count: length), count: 5)
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
      for filter in 0..<5 {
        Self.apply(filter, to: current, above: above, into: &candidates[filter])
      }
      var best = 0
      var least = Int.max
      for filter in 0..<5 {
        let sum = Self.magnitude(candidates[filter])
        if sum < least { (best, least) = (filter, sum) }
      }
      result.append(UInt8(best))
      result += candidates[best]
      swap(&above, &current)
    }
    bytes = result
  }

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
          case 2: for i in 0..<count { result[i] = current[i + 3] &- above[i + 3] }
          case 3:
            for i in 0..<count {
              let mean = (UInt16(current[i]) + UInt16(above[i + 3])) >> 1
              result[i] = current[i + 3] &- UInt8(truncatingIfNeeded: mean)
            }
          default:
            for i in 0..<count {
              result[i] =
                current[i + 3] &- paeth(left: current[i], above: above[i + 3], corner: above[i])
            }
          }
        }
      }
    }
  }

  private static func paeth(left: UInt8, above: UInt8, corner: UInt8) -> UInt8 {
    let toLeft = abs(Int16(above) - Int16(corner))
    let toAbove = abs(Int16(left) - Int16(corner))
    let toCorner = abs(Int16(left) + Int16(above) - 2 * Int16(corner))
    if toLeft <= toAbove && toLeft <= toCorner { return left }
    return toAbove <= toCorner ? above : corner
  }

  private static func magnitude(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var sum: UInt32 = 0
      for byte in bytes { sum &+= UInt32(Int8(bitPattern: byte).magnitude) }
      return Int(sum)
    }
  }
}
