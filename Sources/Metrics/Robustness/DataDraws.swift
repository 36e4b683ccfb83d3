#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// How the figures of a table are drawn anew: counts around their rates, intervals from end to end,
/// filled cells from what peers state.
///
/// An *at least*, *about* or *named* value lies evenly between its ends; where there is no upper end, up
/// to the greatest that its peers state, as a ``ScoreCard`` takes it. A count then scatters as
/// ``CountNoise`` says. A filled cell takes the value of one of the peers that state it, each as likely
/// as the others (multiple imputation from donors), so that a body is not held to the one value that
/// filling in gave it.
struct DataDraws: Sendable {
  /// A count that is known exactly: a gamma variate by the cube of a normal one.
  ///
  /// For a shape a, `a·(1 − 1/(9a) + z/(3√a))³` (Wilson & Hilferty 1931), within 3 % of the exact
  /// quantiles for shapes from ½ up.
  private struct Count: Sendable {
    let place: Int32
    let centre: Double
    let slope: Double
    let scale: Double
  }

  /// A value between ends, with the scatter of a count where it is one.
  private struct Range: Sendable {
    let place: Int32
    let low: Double
    let width: Double
    /// The worth of one counted thing and φ; 0 for what is no count.
    let unit: Double
    let dispersion: Double
  }

  /// A filled cell and the places that may give it a value.
  private struct Filled: Sendable {
    let place: Int32
    let donors: Swift.Range<Int>
  }

  private let counts: [Count]
  private let ranges: [Range]
  private let filled: [Filled]
  private let donors: [Int32]
  /// Normal quantiles at (i + ½)/4096.
  private let normals: [Double]

  /// Whether nothing is uncertain.
  var isEmpty: Bool { counts.isEmpty && ranges.isEmpty && filled.isEmpty }

  /// Finds what is uncertain in values as `stated`, which are scored as `completed` where gaps are filled.
  init(
    stated: ScoringTable, completed: ScoringTable, noise: CountNoise?, layout: PassLayout
  ) {
    var counts: [Count] = []
    var ranges: [Range] = []
    var filled: [Filled] = []
    var donors: [Int32] = []
    let rows = layout.rowCount
    for column in stated.indicators.indices {
      let dispersion = noise?.dispersion(of: column) ?? 1
      for peers in layout.peers {
        let known = peers.rows.filter { stated.values[layout.places[$0]][column].point != nil }
        let greatest =
          known.reduce(-Double.infinity) {
            max($0, stated.values[layout.places[$1]][column].point ?? -.infinity)
          }
        let least =
          known.reduce(Double.infinity) {
            min($0, stated.values[layout.places[$1]][column].point ?? .infinity)
          }
        var donorRange: Swift.Range<Int>?
        for position in peers.rows {
          let row = layout.places[position]
          let value = stated.values[row][column]
          let place = Int32(column * rows + position)
          guard let point = value.point else {
            guard completed.values[row][column].point != nil, !known.isEmpty else { continue }
            if let low = value.low, let high = value.high {
              ranges.append(
                Range(place: place, low: low, width: high - low, unit: 0, dispersion: 1))
              continue
            }
            let range =
              donorRange
              ?? {
                let start = donors.count
                donors += known.map { Int32(column * rows + $0) }
                return start..<donors.count
              }()
            donorRange = range
            filled.append(Filled(place: place, donors: range))
            continue
          }
          let unit = noise?.units[row][column] ?? nil
          let isCount = unit.map { $0.isFinite && $0 > 0 && point >= 0 } ?? false
          let low = value.low ?? min(least, point)
          let high = value.high ?? max(greatest, point)
          if low < high {
            ranges.append(
              Range(
                place: place, low: low, width: high - low, unit: isCount ? unit ?? 0 : 0,
                dispersion: dispersion))
          } else if isCount, let unit {
            let shape = (point / unit + 0.5) / dispersion
            counts.append(
              Count(
                place: place, centre: 1 - 1 / (9 * shape), slope: 1 / (3 * shape.squareRoot()),
                scale: shape * dispersion * unit))
          }
        }
      }
    }
    self.counts = counts
    self.ranges = ranges
    self.filled = filled
    self.donors = donors
    normals = counts.isEmpty && ranges.isEmpty ? [] : Self.normalQuantiles
  }

  /// Draws the uncertain values of a column-major table, which holds the points.
  func draw(into values: UnsafeMutableBufferPointer<Double>, _ random: inout SplitMix64) {
    normals.withUnsafeBufferPointer { normals in
      // Five draws of twelve bits from each number: the generator costs as much as the arithmetic.
      var bits: UInt64 = 0
      var left = 0
      for cell in counts {
        if left == 0 {
          bits = random.next()
          left = 5
        }
        let z = normals[Int(bits & 0xFFF)]
        bits >>= 12
        left -= 1
        let root = max(cell.centre + cell.slope * z, 0)
        values[Int(cell.place)] = cell.scale * root * root * root
      }
      for cell in ranges {
        var value = cell.low + cell.width * random.unit()
        if cell.unit > 0 {
          let shape = (max(value, 0) / cell.unit + 0.5) / cell.dispersion
          let z = normals[Int(random.next() & 0xFFF)]
          let root = max(1 - 1 / (9 * shape) + z / (3 * shape.squareRoot()), 0)
          value = shape * cell.dispersion * cell.unit * root * root * root
        }
        values[Int(cell.place)] = value
      }
    }
    for cell in filled {
      let donor = donors[cell.donors.lowerBound + random.index(below: cell.donors.count)]
      values[Int(cell.place)] = values[Int(donor)]
    }
  }

  /// Normal quantiles at (i + ½)/4096.
  private static let normalQuantiles: [Double] = (0..<4096).map {
    NormalQuantile.value(at: (Double($0) + 0.5) / 4096)
  }
}

/// The quantile function of the normal distribution.
enum NormalQuantile {
  /// By halving on the complementary error function, to the last bits.
  static func value(at probability: Double) -> Double {
    if probability == 0.5 { return 0 }
    if probability > 0.5 { return -value(at: 1 - probability) }
    var (low, high) = (-40.0, 0.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      if erfc(-middle / 2.0.squareRoot()) / 2 < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
