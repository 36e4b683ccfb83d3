internal import Dispatch
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Draws of a ranking: ranks and, where asked for, scores, of all rows in each draw.
///
/// Each draw has its own random numbers, made from the seed and its number, so that neither the number of
/// threads nor their order changes anything.
struct Simulation: Sendable {
  private let pass: ScoringPass
  private let data: DataDraws
  let seed: UInt64

  init(_ pass: ScoringPass, _ data: DataDraws, seed: UInt64) {
    self.pass = pass
    self.data = data
    self.seed = seed
  }

  /// The factors that have more than one outcome, in the order of ``UncertaintyFactor``.
  var factors: [UncertaintyFactor] {
    let counts = pass.counts
    return UncertaintyFactor.allCases.filter { factor in
      switch factor {
      case .data: !data.isEmpty
      case .missing: counts.tables > 1
      case .treatment: counts.treatments > 1
      case .normalisation: counts.normalisations > 1
      case .weights: counts.weights > 1 || pass.hasWeightSpread
      case .aggregation: counts.aggregations > 1
      case .exclusion: !pass.excludable.isEmpty
      }
    }
  }

  /// What is drawn of each factor: a number that its outcome follows from, or nothing for the outcome
  /// of the method as it is.
  typealias Sample = [UInt64?]

  /// The number behind a factor in a draw of a series.
  func number(_ factor: UncertaintyFactor, draw: Int, series: UInt64) -> UInt64 {
    let place = UInt64(UncertaintyFactor.allCases.firstIndex(of: factor) ?? 0)
    var random = SplitMix64(
      seed: seed &* 0xD6E8_FEB8_6659_FD93 ^ (UInt64(draw) &* 0xA076_1D64_78BD_642F) ^ series << 48
        ^ place << 56)
    // Seeds of neighbours differ by few bits; two steps leave nothing of that.
    _ = random.next()
    return random.next()
  }

  /// The results of draws.
  struct Draws: Sendable {
    let count: Int
    let rowCount: Int
    /// Draw after draw a rank for each position; 0 where there is none.
    let ranks: [UInt16]
    /// Likewise the scores; empty where they were not asked for.
    let scores: [Float]
  }

  /// Makes draws.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - keepsScores: whether scores are kept beside the ranks.
  ///   - threads: on how many threads; as many as the machine has processors where absent.
  ///   - sample: the sample of a draw, by its number.
  /// - Returns: what came out, draw after draw.
  func draws(
    _ count: Int, keepsScores: Bool = false, threads: Int? = nil,
    sample: @Sendable (Int) -> Sample
  ) -> Draws {
    let rows = pass.layout.rowCount
    let threads = min(max(threads ?? Self.processorCount, 1), max(count, 1))
    var scores: [Float] = []
    let ranks = [UInt16](unsafeUninitializedCapacity: count * rows) { ranks, initialized in
      ranks.initialize(repeating: 0)
      initialized = count * rows
      scores = [Float](unsafeUninitializedCapacity: keepsScores ? count * rows : 0) {
        scores, initialized in
        scores.initialize(repeating: .nan)
        initialized = keepsScores ? count * rows : 0
        // Each draw writes to its own part, which no other thread touches.
        nonisolated(unsafe) let ranks = ranks
        nonisolated(unsafe) let scores = scores
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
          var work = ScoringPass.Workspace(for: pass)
          var draw = thread
          while draw < count {
            run(sample(draw), in: &work)
            pass.rank(
              into: UnsafeMutableBufferPointer(rebasing: ranks[draw * rows..<(draw + 1) * rows]),
              in: &work)
            if keepsScores {
              for row in 0..<rows { scores[draw * rows + row] = Float(work.scores[row]) }
            }
            draw += threads
          }
        }
      }
    }
    return Draws(count: count, rowCount: rows, ranks: ranks, scores: scores)
  }

  static var processorCount: Int {
    max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1)
  }

  /// One draw.
  private func run(_ sample: Sample, in work: inout ScoringPass.Workspace) {
    func choice(_ number: UInt64?, of count: Int) -> Int {
      number.map { Int($0.multipliedFullWidth(by: UInt64(count)).high) } ?? 0
    }
    let counts = pass.counts
    var made = ScoringPass.Choice()
    made.table = choice(sample[1], of: counts.tables)
    made.treatment = choice(sample[2], of: counts.treatments)
    made.normalisation = choice(sample[3], of: counts.normalisations)
    if let number = sample[4] {
      var random = SplitMix64(seed: number)
      made.weights = random.index(below: counts.weights)
      if pass.hasWeightSpread { made.weightSeed = random.next() }
    }
    made.aggregation = choice(sample[5], of: counts.aggregations)
    if sample[6] != nil {
      let place = choice(sample[6], of: pass.excludable.count + 1)
      made.excluded = place > 0 ? pass.excludable[place - 1] : nil
    }
    let points = pass.tables[made.table].points
    points.withUnsafeBufferPointer { _ = work.values.update(fromContentsOf: $0) }
    if let number = sample[0] {
      var random = SplitMix64(seed: number)
      data.draw(into: work.values, &random)
    }
    pass.score(made, in: &work)
  }
}
