/// The difference of two scores, taken apart into indicators so that the parts add up to it.
///
/// For an indicator with the shares `w₀`, `w₁` and the normalised values `x₀`, `x₁`
///
///     w₁·x₁ − w₀·x₀ = ½(w₀ + w₁)·(x₁ − x₀) + ½(x₀ + x₁)·(w₁ − w₀)
///
/// The first term is due to the values, the second to the weights, which differ where one of the two
/// lacks what the other has and weights are renormalised. Where only one of the two has the indicator
/// at all, the whole difference is due to the weights.
///
/// Where values are normalised among the bodies of a year, a normalised value moves with the peers too.
/// With `x₀′` the earlier year's scale of the later figure and `x₁′` the later year's scale of the
/// earlier figure, the part of the body's own figures is `½[(x₁ − x₁′) + (x₀′ − x₀)]` and that of the
/// peers the rest: the mean over the two orders in which the two can be changed (the Shapley value of
/// two factors).
///
/// - Source: Shapley, A value for n-person games (1953); Shorrocks, Journal of Economic Inequality 11
///   (2013), for its use in decompositions; with two factors it is the mean of the two orders.
public struct ScoreDifference: Sendable, Equatable {
  /// The score that is subtracted.
  public let from: Double
  /// The score that it is subtracted from.
  public let to: Double
  /// For each indicator of the table what it adds to the difference.
  public let parts: [Part]

  /// `to − from`.
  public var total: Double { to - from }

  /// What one indicator adds to the difference.
  public struct Part: Sendable, Equatable {
    /// Due to the values: the figures and the scale that they stand on.
    public let values: Double
    /// Of ``values`` what is due to the body's own figures; nothing where that was not asked for or
    /// cannot be told.
    public let own: Double?
    /// Due to the weights.
    public let weights: Double

    /// Both.
    public var total: Double { values + weights }
    /// Of ``values`` what is due to the peers, by whom values are scaled.
    public var peers: Double? { own.map { values - $0 } }
  }

  /// Takes the difference of two rows apart.
  ///
  /// There is none where a score is lacking or is not the sum of contributions (other means than the
  /// arithmetic, multi-criteria methods), or where the rows are not of the same indicators.
  ///
  /// - Parameters:
  ///   - from: the row whose score is subtracted.
  ///   - to: the row that it is subtracted from, of a card with the same indicators.
  ///   - swapped: the same two rows in a card in which they have exchanged their figures, where the parts
  ///     of own figures and of peers are wanted.
  public init?(
    from: ScoreCard.Row, to: ScoreCard.Row,
    swapped: (from: ScoreCard.Row, to: ScoreCard.Row)? = nil
  ) {
    guard let before = from.index.value, let after = to.index.value,
      from.parts.count == to.parts.count
    else { return nil }
    var parts: [Part] = []
    for column in from.parts.indices {
      guard let earlier = Self.state(of: from, column), let later = Self.state(of: to, column)
      else { return nil }
      guard earlier.weight > 0, later.weight > 0 else {
        let values = later.weight * later.value - earlier.weight * earlier.value
        parts.append(Part(values: 0, own: swapped == nil ? nil : 0, weights: values))
        continue
      }
      let weight = (earlier.weight + later.weight) / 2
      let value = (earlier.value + later.value) / 2
      var own: Double?
      if let swapped, swapped.from.normalised.indices.contains(column),
        swapped.to.normalised.indices.contains(column),
        let earlierScale = swapped.from.normalised[column],
        let laterScale = swapped.to.normalised[column]
      {
        own = weight * ((later.value - laterScale) + (earlierScale - earlier.value)) / 2
      }
      parts.append(
        Part(
          values: weight * (later.value - earlier.value), own: own,
          weights: value * (later.weight - earlier.weight)))
    }
    self.from = before
    self.to = after
    self.parts = parts
  }

  /// The weight and value with which an indicator counts; nothing where it counts without a share.
  private static func state(
    of row: ScoreCard.Row, _ column: Int
  ) -> (weight: Double, value: Double)? {
    let part = row.parts[column]
    guard part.weight > 0 else { return (0, 0) }
    guard let contribution = part.contribution, let value = row.normalised[column] else {
      return nil
    }
    // A score may be of another scale than the normalised values, as that of benefit of the doubt is.
    let own = contribution / part.weight
    return (part.weight, Ranking.isTie(own, value) ? value : own)
  }
}

/// The least change of one weight that turns the order of two bodies round.
///
/// With shares `w` that sum to 1 and differences `d` of normalised values, the weighted difference is
/// `D = Σ w·d`. Where the share of one indicator becomes `t` and the others keep their proportions,
/// `D(t) = t·d + (1 − t)·R`, `R` being the difference by the others alone. It is 0 at `t = R/(R − d)`, and
/// beyond that the order is the other way round.
public struct WeightReversal: Sendable, Equatable {
  /// The indicator, as a place in the list.
  public let column: Int
  /// Its share.
  public let weight: Double
  /// The share at which the two are even; beyond it, seen from ``weight``, their order is turned.
  public let threshold: Double

  /// Finds the indicator whose share has to change least.
  ///
  /// - Parameters:
  ///   - differences: for each indicator the first body's normalised value less the second's.
  ///   - weights: the shares of both bodies, at least 0; they are brought to the sum 1.
  /// - Returns: nothing where no single share between 0 and 1 turns the order, where the two are even, or
  ///   where the lists do not fit. Of equal changes the first.
  public static func least(differences: [Double], weights: [Double]) -> WeightReversal? {
    let sum = weights.reduce(0, +)
    guard differences.count == weights.count, sum > 0, sum.isFinite else { return nil }
    let shares = weights.map { $0 / sum }
    let whole = zip(shares, differences).reduce(0) { $0 + $1.0 * $1.1 }
    let greatest = zip(shares, differences).reduce(0) { $1.0 > 0 ? max($0, abs($1.1)) : $0 }
    guard abs(whole) > 1e-12 * greatest else { return nil }
    var best: WeightReversal?
    for column in shares.indices where shares[column] > 0 && shares[column] < 1 {
      let (share, own) = (shares[column], differences[column])
      let rest = (whole - share * own) / (1 - share)
      // The order turns only where the indicator and the others disagree.
      guard rest * own < 0 else { continue }
      let threshold = rest / (rest - own)
      guard threshold > 0, threshold < 1 else { continue }
      if abs(threshold - share) < best.map({ abs($0.threshold - $0.weight) }) ?? .infinity {
        best = WeightReversal(column: column, weight: share, threshold: threshold)
      }
    }
    return best
  }
}
