/// How much more, or less, the counts of a body vary from year to year than Poisson counts would.
///
/// `φ = Σ(y − μ)²/μ / df` over the cells of a panel, `μ` the fit of body and year effects
/// (`μ = body · year`, the Poisson fit of main effects by iterative proportional fitting), `df` = cells −
/// bodies − years + connected parts. Annual plans may hold φ below 1, items that come in bundles lift it
/// above. A body or year without any count above 0 tells nothing and is left out, with its cells; a body
/// with one year tells nothing either and takes no degree of freedom.
///
/// The value is drawn into ``range``; without a degree of freedom (one year, or one body) it is 1, assumed
/// and not estimated. Row order changes nothing; several counts of one body and year are repetitions.
///
/// - Source: McCullagh & Nelder, Generalized Linear Models, 2nd ed. (1989), 4.5 and 6.2; Deming & Stephan,
///   Annals of Mathematical Statistics 11 (1940), for the fitting.
public struct CountDispersion: Sendable, Equatable {
  /// Where a dispersion is believed: outside it a few cells, or a class of figures that changed, speak.
  public static let range = 0.2...10.0

  /// φ within ``range``; 1 where it is assumed.
  public let value: Double
  /// φ as estimated; nothing where it is assumed.
  public let estimate: Double?
  /// The degrees of freedom of the estimate; 0 where it is assumed.
  public let degreesOfFreedom: Int
  /// The 95 % interval `df·φ/χ²` of the estimate, by normal approximation of the residuals.
  public let interval: ClosedRange<Double>?
  /// Counts that were no numbers of 0 or more, and were ignored.
  public let ignoredCount: Int

  /// Whether the estimate lay outside ``range``.
  public var isClamped: Bool { estimate.map { !Self.range.contains($0) } ?? false }
  /// Whether the panel allows no estimate, so that 1 (Poisson) is assumed.
  public var isAssumed: Bool { estimate == nil }

  /// Poisson counts, where there is no panel.
  public static let assumed = CountDispersion(sum: 0, degreesOfFreedom: 0, ignoredCount: 0)

  /// Estimates the dispersion of one indicator from the counts of several bodies in several years.
  public static func estimate(
    counts: [(body: String, year: Int, count: Double)]
  ) -> CountDispersion {
    var usable = counts.filter { InferenceCheck.isCount($0.count) }
    let ignored = counts.count - usable.count
    // Leaving out a year of zeros may leave a body with zeros only, and the other way round.
    while true {
      let bodies = Set(usable.filter { $0.count > 0 }.map(\.body))
      let years = Set(usable.filter { $0.count > 0 }.map(\.year))
      let kept = usable.filter { bodies.contains($0.body) && years.contains($0.year) }
      if kept.count == usable.count { break }
      usable = kept
    }
    usable.sort { ($0.body, $0.year, $0.count) < ($1.body, $1.year, $1.count) }
    let panel = Panel(usable)
    guard panel.degreesOfFreedom > 0, let sum = panel.pearsonSum() else {
      return CountDispersion(sum: 0, degreesOfFreedom: 0, ignoredCount: ignored)
    }
    return CountDispersion(
      sum: sum, degreesOfFreedom: panel.degreesOfFreedom, ignoredCount: ignored)
  }

  private init(sum: Double, degreesOfFreedom: Int, ignoredCount: Int) {
    self.degreesOfFreedom = degreesOfFreedom
    self.ignoredCount = ignoredCount
    guard degreesOfFreedom > 0 else {
      (value, estimate, interval) = (1, nil, nil)
      return
    }
    let estimate = sum / Double(degreesOfFreedom)
    self.estimate = estimate
    value = min(max(estimate, Self.range.lowerBound), Self.range.upperBound)
    let half = Double(degreesOfFreedom) / 2
    if let low = Distributions.gammaQuantile(0.025, shape: half),
      let high = Distributions.gammaQuantileComplement(0.025, shape: half), low > 0,
      (sum / (2 * low)).isFinite
    {
      interval = sum / (2 * high)...sum / (2 * low)
    } else {
      interval = nil
    }
  }

  /// The cells by number of body and year.
  private struct Panel {
    let cells: [(body: Int, year: Int, count: Double)]
    let bodyCount: Int
    let yearCount: Int

    init(_ counts: [(body: String, year: Int, count: Double)]) {
      var bodies: [String: Int] = [:]
      var years: [Int: Int] = [:]
      cells = counts.map { cell in
        let body = bodies[cell.body] ?? bodies.count
        bodies[cell.body] = body
        let year = years[cell.year] ?? years.count
        years[cell.year] = year
        return (body, year, cell.count)
      }
      bodyCount = bodies.count
      yearCount = years.count
    }

    var degreesOfFreedom: Int {
      // Bodies and years are the nodes of a graph, cells its edges.
      var parent = Array(0..<(bodyCount + yearCount))
      func root(_ node: Int) -> Int {
        var node = node
        while parent[node] != node { node = parent[node] }
        return node
      }
      var parts = parent.count
      for cell in cells {
        let (first, second) = (root(cell.body), root(bodyCount + cell.year))
        if first != second {
          parent[second] = first
          parts -= 1
        }
      }
      return cells.count - bodyCount - yearCount + parts
    }

    /// `Σ(y − μ)²/μ`; nothing where the fit is no number.
    func pearsonSum() -> Double? {
      var bodies = [Double](repeating: 1, count: bodyCount)
      var years = [Double](repeating: 1, count: yearCount)
      for _ in 0..<2000 {
        let before = years
        var (sums, fits) = ([Double](repeating: 0, count: bodyCount), bodies.map { _ in 0.0 })
        for cell in cells {
          sums[cell.body] += cell.count
          fits[cell.body] += years[cell.year]
        }
        for body in bodies.indices { bodies[body] = sums[body] / fits[body] }
        (sums, fits) = ([Double](repeating: 0, count: yearCount), years.map { _ in 0.0 })
        for cell in cells {
          sums[cell.year] += cell.count
          fits[cell.year] += bodies[cell.body]
        }
        for year in years.indices { years[year] = sums[year] / fits[year] }
        if zip(before, years).allSatisfy({ abs($0 - $1) <= 1e-13 * $1 }) { break }
      }
      var sum = 0.0
      for cell in cells {
        let fit = bodies[cell.body] * years[cell.year]
        // A fit that tends to 0 belongs to a count of 0 that nothing else could be.
        if fit > 1e-9 { sum += (cell.count - fit) * (cell.count - fit) / fit }
      }
      return sum.isFinite ? sum : nil
    }
  }
}
