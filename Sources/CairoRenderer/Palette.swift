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
    let order = raster.enumerated().map { Self.key($1) << 32 | UInt64($0) }.sorted()
      .map { Int($0 & 0xFFFF_FFFF) }
    let near = NearColours(order.map { raster[$0] }, keeping: exact)
    for tolerance in Self.tolerances {
      guard let (colours, chosen) = near.joined(within: tolerance, limit: Self.limit) else {
        continue
      }
      self.colours = colours
      var entries = [UInt8](repeating: 0, count: raster.count)
      for (place, index) in order.enumerated() { entries[index] = UInt8(chosen[place]) }
      self.entries = entries
      return
    }
    return nil
  }

  /// Green first, since its part is what the eye tells best.
  private static func key(_ colour: UInt32) -> UInt64 {
    UInt64((colour >> 8 & 255) << 16 | (colour >> 16 & 255) << 8 | colour & 255)
  }
}

/// Colours in ascending order of green, of which near ones are joined.
private struct NearColours {
  let colours: [UInt32]
  /// The parts of each colour, side by side, since each is looked at some hundred times.
  private let red: [Int16]
  private let green: [Int16]
  private let blue: [Int16]
  /// The places of the colours that stay as they are.
  private let exact: [Int]

  init(_ colours: [UInt32], keeping exact: Set<UInt32>) {
    self.colours = colours
    red = colours.map { Int16($0 >> 16 & 255) }
    green = colours.map { Int16($0 >> 8 & 255) }
    blue = colours.map { Int16($0 & 255) }
    self.exact = colours.indices.filter { exact.contains(colours[$0]) }
  }

  /// Entries that stand for all colours, none moved by more than the tolerance in a part, and the entry of
  /// each colour; nothing where more than `limit` are needed.
  func joined(within tolerance: Int, limit: Int) -> (colours: [UInt32], chosen: [Int16])? {
    guard exact.count <= limit else { return nil }
    let tolerance = Int16(tolerance)
    var entries = exact.map { colours[$0] }
    var chosen = [Int16](repeating: -1, count: colours.count)
    for (entry, place) in exact.enumerated() { chosen[place] = Int16(entry) }
    for (entry, place) in exact.enumerated() {
      cover(place, by: Int16(entry), within: tolerance, &chosen)
    }
    for place in colours.indices where chosen[place] < 0 {
      guard entries.count < limit else { return nil }
      // The furthest colour that still covers the first one covers most of what follows.
      var best = place
      var reach = Int16(0)
      var next = place + 1
      while next < colours.count, green[next] - green[place] <= tolerance {
        let (a, b) = (abs(red[next] - red[place]), abs(blue[next] - blue[place]))
        let spread = a + b + green[next] - green[place]
        if a <= tolerance, b <= tolerance, spread > reach, chosen[next] < 0 {
          best = next
          reach = spread
        }
        next += 1
      }
      entries.append(colours[best])
      cover(best, by: Int16(entries.count - 1), within: tolerance, &chosen)
    }
    return (entries, chosen)
  }

  /// Lets an entry stand for every near colour that has none yet.
  private func cover(
    _ centre: Int, by entry: Int16, within tolerance: Int16, _ chosen: inout [Int16]
  ) {
    let (red, green, blue) = (red[centre], green[centre], blue[centre])
    var first = centre
    while first > 0, green - self.green[first - 1] <= tolerance { first -= 1 }
    var place = first
    while place < colours.count, self.green[place] - green <= tolerance {
      if chosen[place] < 0, abs(self.red[place] - red) <= tolerance,
        abs(self.blue[place] - blue) <= tolerance
      {
        chosen[place] = entry
      }
      place += 1
    }
  }
}
