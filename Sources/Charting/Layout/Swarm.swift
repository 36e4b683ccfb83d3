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

  /// The swarm of circles of that radius, none nearer to another than `gap` radii.
  ///
  /// The circles come in the order of their places, ties in the order given; each stands as near to
  /// the line as those before leave it, above where both sides are as near.
  init(at places: [Double], radius: Double, gap: Double = 0.15) {
    self.radius = radius
    offsets = places.map { _ in 0 }
    let distance = (2 + gap) * radius
    let order = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    var first = 0
    for (step, index) in order.enumerated() {
      while first < step, places[index] - places[order[first]] >= distance { first += 1 }
      // Where the middle of the circle may not stand, for each neighbour.
      let taken = order[first..<step].map { other in
        let along = places[index] - places[other]
        let aside = max(distance * distance - along * along, 0).squareRoot()
        return (start: offsets[other] - aside, end: offsets[other] + aside)
      }.sorted { $0.start < $1.start }
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
