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
  /// A gamma variate by the cube of a normal one.
  ///
  /// For a shape a, `a·(1 − 1/(9a) + z/(3√a))³` (Wilson & Hilferty 1931), within 1 % of the exact 5 % and
  /// 95 % quantiles for shapes from 2.5 up. Below a shape of 1, a variate of shape a + 1 times u^(1/a), u
  /// even between 0 and 1, is one of shape a (Marsaglia & Tsang 2000); a small count of a wide dispersion
  /// has such a shape, where the cube alone would lose half of the mean.
  private struct Gamma: Sendable {
    let centre: Double
    let slope: Double
    let scale: Double
    /// 1/a below a shape of 1, else 0.
    let exponent: Double

    @inline(__always)
    init(shape: Double, scale: Double) {
      let cubed = shape < 1 ? shape + 1 : shape
      centre = 1 - 1 / (9 * cubed)
      slope = 1 / (3 * cubed.squareRoot())
      self.scale = cubed * scale
      exponent = shape < 1 ? 1 / shape : 0
    }

    @inline(__always)
    func value(_ z: Double, _ random: inout SplitMix64) -> Double {
      let root = max(centre + slope * z, 0)
      let value = scale * root * root * root
      return exponent > 0 ? value * pow(random.unit(), exponent) : value
    }
  }

  /// A count that is known exactly.
  private struct Count: Sendable {
    let place: Int32
    let gamma: Gamma
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
    stated: ScoringTable, completed: ScoringTable, noise: CountNoise?, layout: PassLayout,
    heldConstants scope: YearScope? = nil
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
        // What is constant scores nothing; scattered, it would come back with the whole of its weight.
        var held: Set<Int> = []
        for range in scope.map({ peers.ranges(over: $0) }) ?? [] {
          let values = range.rows.map { stated.values[layout.places[$0]][column] }
          let points = values.compactMap(\.point)
          guard let first = points.first, points.allSatisfy({ Ranking.isTie($0, first) }) else {
            continue
          }
          held.formUnion(range.rows)
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
          if held.contains(position) { continue }
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
              Count(place: place, gamma: Gamma(shape: shape, scale: dispersion * unit)))
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
        values[Int(cell.place)] = cell.gamma.value(z, &random)
      }
      for cell in ranges {
        // A gap that this way with what is missing leaves open stays one.
        if values[Int(cell.place)].isNaN { continue }
        var value = cell.low + cell.width * random.unit()
        if cell.unit > 0 {
          let shape = (max(value, 0) / cell.unit + 0.5) / cell.dispersion
          let z = normals[Int(random.next() & 0xFFF)]
          value = Gamma(shape: shape, scale: cell.dispersion * cell.unit).value(z, &random)
        }
        values[Int(cell.place)] = value
      }
    }
    for cell in filled {
      // The number is drawn all the same, so that the others do not depend on the gap.
      let donor = donors[cell.donors.lowerBound + random.index(below: cell.donors.count)]
      if values[Int(cell.place)].isNaN { continue }
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
