/// Circles along a level line that make room for one another by standing above and below it.
///
/// Every circle keeps its place along the line; there is no chance in it, so the same values make
/// the same swarm.
struct Swarm {
  /// The radius of every circle, points.
  var radius: Double
  /// How far the middle of each circle stands below the line, in the order of the places given.
  var offsets: [Double]

  /// How far the swarm reaches above and below the line, the circles whole.
  var reach: Double { radius + offsets.reduce(0) { max($0, abs($1)) } }

  /// The swarm of circles of that radius, none nearer to another than `gap` radii; below zero they
  /// overlap by as much.
  ///
  /// A circle in the way, which stands on the line, is left free in the same manner, but for what
  /// overlaps by half.
  ///
  /// The circles come in the order of their places, ties in the order given; each stands as near to
  /// the line as those before leave it, above where both sides are as near.
  init(
    at places: [Double], radius: Double, gap: Double = 0.15,
    around obstacle: (place: Double, radius: Double)? = nil
  ) {
    self.radius = radius
    offsets = places.map { _ in 0 }
    let distance = (2 + gap) * radius
    let order = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    var first = 0
    for (step, index) in order.enumerated() {
      while first < step, places[index] - places[order[first]] >= distance { first += 1 }
      // Where the middle of the circle may not stand, for each neighbour.
      var taken = order[first..<step].map { other in
        let along = places[index] - places[other]
        let aside = max(distance * distance - along * along, 0).squareRoot()
        return (start: offsets[other] - aside, end: offsets[other] + aside)
      }
      if let obstacle {
        let along = places[index] - obstacle.place
        let distance = obstacle.radius + max(1 + gap, 0) * radius
        let aside = max(distance * distance - along * along, 0).squareRoot()
        if aside > 0 { taken.append((start: -aside, end: aside)) }
      }
      taken.sort { $0.start < $1.start }
      var stretch: (start: Double, end: Double)?
      for next in taken {
        if let open = stretch, next.start < open.end - 1e-9 {
          stretch = (open.start, max(open.end, next.end))
          continue
        }
        // A stretch that ends above the line makes room for the next one.
        if let open = stretch, open.end > 1e-9 { break }
        stretch = next
      }
      guard let stretch, stretch.start < -1e-9, stretch.end > 1e-9 else { continue }
      offsets[index] = -stretch.start <= stretch.end + 1e-9 ? stretch.start : stretch.end
    }
  }

  /// The swarm of circles of that radius that stays within `reach` of the line, each heap of them as
  /// loose as that lets it.
  ///
  /// They overlap by seven tenths of their breadth at most. Where that is still too high, `nil`; or
  /// where `isCrowded`, what would stand beyond the reach stands at its edge.
  static func fitting(
    _ places: [Double], radius: Double, reach: Double,
    around obstacle: (place: Double, radius: Double)?, isCrowded: Bool = false
  ) -> Swarm? {
    var whole = Swarm(at: [], radius: radius)
    whole.offsets = places.map { _ in 0 }
    for heap in heaps(places, radius: radius, around: obstacle) {
      var chosen: Swarm?
      for gap in [0.15, -0.2, -0.5, -0.8, -1.1, -1.4] + (isCrowded ? [-1.6, -1.8] : [])
      where (chosen?.reach ?? .infinity) > reach {
        chosen = Swarm(
          at: heap.map { places[$0] }, radius: radius, gap: gap, around: obstacle)
      }
      guard let chosen, isCrowded || chosen.reach <= reach else { return nil }
      let most = max(reach - radius, 0)
      for (index, offset) in zip(heap, chosen.offsets) {
        whole.offsets[index] = min(max(offset, -most), most)
      }
    }
    return whole
  }

  /// The circles that could touch one another, by their places in the list.
  private static func heaps(
    _ places: [Double], radius: Double, around obstacle: (place: Double, radius: Double)?
  ) -> [[Int]] {
    var heaps: [[Int]] = []
    var end = -Double.infinity
    // What could touch the circle in the way is one heap.
    let near = obstacle.map {
      ($0.place - $0.radius - 1.15 * radius, $0.place + $0.radius + 1.15 * radius)
    }
    for index in places.indices.sorted(by: { (places[$0], $0) < (places[$1], $1) }) {
      if places[index] < end, !heaps.isEmpty {
        heaps[heaps.count - 1].append(index)
      } else {
        heaps.append([index])
      }
      end = max(end, places[index] + 2.15 * radius)
      if let near, places[index] > near.0 - 2.15 * radius, places[index] < near.1 {
        end = max(end, near.1)
      }
    }
    return heaps
  }

  /// The swarm of the largest circles, up to `radius`, that stays within `reach` of the line.
  ///
  /// `nil` where circles of the least radius do not.
  static func fitting(
    _ places: [Double], radius: Double, least: Double, reach: Double
  ) -> Swarm? {
    var radius = radius
    while radius >= least {
      let swarm = Swarm(at: places, radius: radius)
      if swarm.reach <= reach { return swarm }
      radius = radius > least ? max(radius * 0.9, least) : 0
    }
    return nil
  }
}
