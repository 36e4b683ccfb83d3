/// At most 256 colours that stand for all colours of a raster.
struct Palette {
  /// The colours, each `0xFFRRGGBB`.
  let colours: [UInt32]
  /// For each colour of the raster, in the order of its table, the number of its entry.
  let entries: [UInt8]

  /// How far rounding may move the red, the green or the blue part of a colour, tried in turn.
  static let tolerances = [2, 4, 8, 12]
  private static let limit = 256

  /// Finds a palette, or nothing where the colours are too many.
  ///
  /// Where there are more than 256 colours, which is the work of antialiasing, colours that differ by
  /// at most 2 in each part are told as one, or by at most 4, 8, 12 where that is not enough: the edges of
  /// letters then have some ten shades left. The `exact` colours, those that the scene names, stay as they
  /// are.
  init?(colours raster: [UInt32], keeping exact: Set<UInt32>) {
    if raster.count <= Self.limit {
      colours = raster
      entries = raster.indices.map { UInt8($0) }
      return
    }
    // Sorted, so that near colours stand together and the outcome does not depend on their order.
    let keys = raster.map(Self.key)
    let sorted = raster.indices.sorted { keys[$0] < keys[$1] }
    let found = Self.tolerances.lazy
      .compactMap { Self(colours: raster, sorted: sorted, keeping: exact, tolerance: $0) }.first
    guard let found else { return nil }
    self = found
  }

  private init?(
    colours raster: [UInt32], sorted: [Int], keeping exact: Set<UInt32>, tolerance: Int
  ) {
    var colours = raster.filter(exact.contains)
    guard colours.count <= Self.limit else { return nil }
    var chosen = [Int](repeating: -1, count: raster.count)
    var position = [Int](repeating: 0, count: raster.count)
    for (place, index) in sorted.enumerated() { position[index] = place }

    /// Lets an entry stand for every near colour that has none yet.
    func cover(_ colour: UInt32, entry: Int, around place: Int) {
      func take(_ place: Int) -> Bool {
        let index = sorted[place]
        if chosen[index] < 0, Self.distance(raster[index], colour) <= tolerance {
          chosen[index] = entry
        }
        return abs(Self.green(raster[index]) - Self.green(colour)) <= tolerance
      }
      var place = place
      while place >= 0, take(place) { place -= 1 }
      place = place < 0 ? 0 : place + 1
      while place < sorted.count, take(place) { place += 1 }
    }

    for (index, colour) in raster.enumerated() where exact.contains(colour) {
      guard let entry = colours.firstIndex(of: colour) else { continue }
      chosen[index] = entry
    }
    for (index, colour) in raster.enumerated() where exact.contains(colour) {
      cover(colour, entry: chosen[index], around: position[index])
    }
    for place in sorted.indices where chosen[sorted[place]] < 0 {
      guard colours.count < Self.limit else { return nil }
      let first = raster[sorted[place]]
      // The furthest colour that still covers the first one covers most of what follows.
      var best = first
      var reach = 0
      var next = place + 1
      while next < sorted.count {
        let candidate = raster[sorted[next]]
        if Self.green(candidate) - Self.green(first) > tolerance { break }
        if chosen[sorted[next]] < 0, Self.distance(candidate, first) <= tolerance,
          Self.spread(candidate, first) > reach
        {
          best = candidate
          reach = Self.spread(candidate, first)
        }
        next += 1
      }
      colours.append(best)
      cover(best, entry: colours.count - 1, around: place)
    }
    self.colours = colours
    entries = chosen.map { UInt8($0) }
  }

  private static func green(_ colour: UInt32) -> Int { Int(colour >> 8 & 255) }

  private static func parts(_ colour: UInt32) -> (Int, Int, Int) {
    (Int(colour >> 16 & 255), Int(colour >> 8 & 255), Int(colour & 255))
  }

  /// The greatest difference of a part.
  private static func distance(_ left: UInt32, _ right: UInt32) -> Int {
    let (a, b) = (parts(left), parts(right))
    return max(abs(a.0 - b.0), abs(a.1 - b.1), abs(a.2 - b.2))
  }

  /// The sum of the differences.
  private static func spread(_ left: UInt32, _ right: UInt32) -> Int {
    let (a, b) = (parts(left), parts(right))
    return abs(a.0 - b.0) + abs(a.1 - b.1) + abs(a.2 - b.2)
  }

  private static func key(_ colour: UInt32) -> UInt32 {
    (colour >> 8 & 255) << 16 | (colour >> 16 & 255) << 8 | colour & 255
  }
}
