extension IndexAudit {
  /// A correlation with the probability of one at least as far from 0 where there is none.
  public struct Coefficient: Sendable, Equatable {
    /// How a probability was found.
    public enum Test: String, Sendable, CaseIterable {
      /// By Student's t = r·√((n − 2)/(1 − r²)) with n − 2 degrees of freedom; exact for Pearson's r of
      /// normal values, an approximation for Spearman's.
      case student
      /// By counting all orders: Kendall's τ without ties, of at most 50 rows.
      case exact
      /// By the normal distribution, with Kendall's variance for ties, without correction for continuity.
      case normal
    }

    /// The correlation, −1 … 1.
    public let value: Double
    /// The two-sided probability; nothing for fewer than three rows, of which it would say nothing.
    public let probability: Double?
    /// How it was found; nothing where it was not.
    public let test: Test?

    /// Pearson's r of columns between 0 and 1; nothing where one is constant or there are fewer than two
    /// rows.
    static func pearson(_ x: [Double], _ y: [Double]) -> Coefficient? {
      student(Correlation.pearson(x, y), count: x.count)
    }

    /// Spearman's ρ, likewise.
    static func spearman(_ x: [Double], _ y: [Double]) -> Coefficient? {
      student(Correlation.spearman(x, y), count: x.count)
    }

    private static func student(_ value: Double?, count: Int) -> Coefficient? {
      guard let value else { return nil }
      guard count > 2 else { return Coefficient(value: value, probability: nil, test: nil) }
      // Rounding may leave the correlation of two lines a little above 1.
      let probability = Distributions.correlationTails(
        min(1, max(-1, value)), degreesOfFreedom: Double(count - 2))
      return Coefficient(value: value, probability: probability, test: .student)
    }

    /// Kendall's τ-b, likewise, in n·log n steps.
    ///
    /// - Source: Knight, A computer method for calculating Kendall's tau with ungrouped data, JASA 61
    ///   (1966); Kendall, Rank Correlation Methods (1970), chapters 4–5.
    static func kendall(_ x: [Double], _ y: [Double]) -> Coefficient? {
      let count = x.count
      guard count > 1 else { return nil }
      let (a, b) = (Self.denseRanks(x), Self.denseRanks(y))
      var order = Array(0..<count)
      order.sort { (a[$0], b[$0]) < (a[$1], b[$1]) }
      var joint = 0.0
      var run = 1
      for place in 1...count {
        let isSame =
          place < count && a[order[place]] == a[order[place - 1]]
          && b[order[place]] == b[order[place - 1]]
        if isSame {
          run += 1
        } else {
          joint += Double(run * (run - 1) / 2)
          run = 1
        }
      }
      var sorted = order.map { b[$0] }
      let discordant = Double(Self.inversions(&sorted))
      let (inX, inY) = (Ties(a), Ties(b))
      let pairs = Double(count) * Double(count - 1) / 2
      guard inX.pairs < pairs, inY.pairs < pairs else { return nil }
      let score = pairs - inX.pairs - inY.pairs + joint - 2 * discordant
      let below = (pairs - inX.pairs).squareRoot() * (pairs - inY.pairs).squareRoot()
      let value = min(1, max(-1, score / below))
      guard count > 2 else { return Coefficient(value: value, probability: nil, test: nil) }
      if inX.pairs == 0, inY.pairs == 0, count <= 50 {
        let probability = Distribution.kendallTails(discordant: Int(discordant), count: count)
        return Coefficient(value: value, probability: probability, test: .exact)
      }
      let n = Double(count)
      let variance =
        (n * (n - 1) * (2 * n + 5) - inX.variance - inY.variance) / 18
        + inX.pairs * 2 * inY.pairs * 2 / (2 * n * (n - 1))
        + inX.triples * inY.triples / (9 * n * (n - 1) * (n - 2))
      let probability =
        variance > 0 ? Distribution.normalTails(score / variance.squareRoot()) : nil
      return Coefficient(
        value: value, probability: probability, test: probability == nil ? nil : .normal)
    }

    /// Sums over the groups of tied values, each of t: of t(t−1)/2, t(t−1)(t−2), t(t−1)(2t+5).
    private struct Ties {
      var pairs = 0.0
      var triples = 0.0
      var variance = 0.0

      init(_ ranks: [Int]) {
        var sizes = [Int](repeating: 0, count: (ranks.max() ?? 0) + 1)
        for rank in ranks { sizes[rank] += 1 }
        for size in sizes where size > 1 {
          let t = Double(size)
          pairs += t * (t - 1) / 2
          triples += t * (t - 1) * (t - 2)
          variance += t * (t - 1) * (2 * t + 5)
        }
      }
    }

    /// 0 for the least value and all that tie with it, 1 for the next and so on.
    private static func denseRanks(_ values: [Double]) -> [Int] {
      let order = values.indices.sorted { values[$0] < values[$1] }
      var ranks = [Int](repeating: 0, count: values.count)
      var (rank, leader) = (0, values[order[0]])
      for place in order {
        if !Ranking.isTie(leader, values[place]) {
          rank += 1
          leader = values[place]
        }
        ranks[place] = rank
      }
      return ranks
    }

    /// Sorts, and counts the pairs that stood the wrong way round.
    private static func inversions(_ values: inout [Int]) -> Int {
      var found = 0
      var width = 1
      var other = values
      while width < values.count {
        var start = 0
        while start < values.count {
          let (middle, end) = (
            min(start + width, values.count), min(start + 2 * width, values.count)
          )
          var (left, right) = (start, middle)
          for place in start..<end {
            if left < middle, right == end || values[left] <= values[right] {
              other[place] = values[left]
              left += 1
            } else {
              other[place] = values[right]
              right += 1
              found += middle - left
            }
          }
          start = end
        }
        swap(&values, &other)
        width *= 2
      }
      return found
    }
  }
}
