/// The Poisson fit of `ln μ = Xβ` by iteratively reweighted least squares.
///
/// Each step solves a weighted least-squares problem by orthogonalisation (modified Gram–Schmidt, twice),
/// and is halved while it does not lower the deviance.
///
/// - Source: Nelder & Wedderburn, Generalized linear models, JRSS A 135 (1972).
struct LogLinearFit {
  let coefficients: [Double]
  let fitted: [Double]
  /// The diagonal of the hat matrix.
  let leverages: [Double]
  /// The diagonal of `(XᵀWX)⁻¹`.
  let unscaledVariances: [Double]
  let deviance: Double
  /// `Σ(y − μ)²/μ`.
  let pearson: Double

  /// Fits; nothing where it does not converge, as where a term parts counts of 0 from the others.
  init?(counts: [Double], columns: [ContextDesign.Column]) {
    let mean = counts.reduce(0, +) / Double(counts.count)
    guard mean > 0 else { return nil }
    var fitted = counts.map { ($0 + mean) / 2 }
    var predictor = fitted.map(Elementary.log)
    var coefficients: [Double] = []
    var deviance = Double.infinity
    var hasConverged = false
    for _ in 0..<100 {
      guard let step = WeightedLeastSquares(fitted, predictor, counts, columns) else { return nil }
      var candidate = step.coefficients
      var next = Self.predict(candidate, columns)
      var nextDeviance = Self.deviance(counts, next.map(Elementary.exp))
      for _ in 0..<30 where !coefficients.isEmpty && !(nextDeviance <= deviance * (1 + 1e-9) + 1e-9)
      {
        candidate = zip(candidate, coefficients).map { ($0 + $1) / 2 }
        next = Self.predict(candidate, columns)
        nextDeviance = Self.deviance(counts, next.map(Elementary.exp))
      }
      guard nextDeviance.isFinite, next.allSatisfy({ abs($0) < 40 }) else { return nil }
      hasConverged = abs(nextDeviance - deviance) <= 1e-12 * (nextDeviance + 0.1)
      (coefficients, predictor, deviance) = (candidate, next, nextDeviance)
      fitted = predictor.map(Elementary.exp)
      if hasConverged { break }
    }
    // An expectation this small among counts is one that tends to 0.
    guard hasConverged, fitted.allSatisfy({ $0 > 1e-7 * mean }),
      let last = WeightedLeastSquares(fitted, predictor, counts, columns)
    else { return nil }
    self.coefficients = coefficients
    self.fitted = fitted
    self.deviance = max(0, deviance)
    leverages = last.leverages
    unscaledVariances = last.variances
    pearson = zip(counts, fitted).map { ($0 - $1) * ($0 - $1) / $1 }.reduce(0, +)
    guard pearson.isFinite else { return nil }
  }

  /// `2Σ(y·ln(y/μ) − (y − μ))`.
  static func deviance(_ counts: [Double], _ fitted: [Double]) -> Double {
    2
      * zip(counts, fitted).map { count, fit in
        (count > 0 ? count * Elementary.log(count / fit) : 0) - (count - fit)
      }.reduce(0, +)
  }

  static func product(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    for row in first.indices { sum += first[row] * second[row] }
    return sum
  }

  private static func predict(
    _ coefficients: [Double], _ columns: [ContextDesign.Column]
  ) -> [Double] {
    var predictor = [Double](repeating: 0, count: columns.first?.values.count ?? 0)
    for (coefficient, column) in zip(coefficients, columns) {
      for row in predictor.indices { predictor[row] += coefficient * column.values[row] }
    }
    return predictor
  }
}

/// One step: the working response regressed on the columns with the fits as weights.
private struct WeightedLeastSquares {
  let coefficients: [Double]
  let leverages: [Double]
  let variances: [Double]

  init?(
    _ fitted: [Double], _ predictor: [Double], _ counts: [Double],
    _ columns: [ContextDesign.Column]
  ) {
    let roots = fitted.map { $0.squareRoot() }
    let response = fitted.indices.map {
      roots[$0] * (predictor[$0] + (counts[$0] - fitted[$0]) / fitted[$0])
    }
    let size = columns.count
    var units: [[Double]] = []
    // The columns of the triangle R with X = QR.
    var triangle = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    for (number, column) in columns.enumerated() {
      var rest = zip(roots, column.values).map { $0 * $1 }
      for _ in 0..<2 {
        for (other, unit) in units.enumerated() {
          let share = LogLinearFit.product(unit, rest)
          triangle[other][number] += share
          for row in rest.indices { rest[row] -= share * unit[row] }
        }
      }
      let length = LogLinearFit.product(rest, rest).squareRoot()
      guard length > 0, length.isFinite else { return nil }
      triangle[number][number] = length
      units.append(rest.map { $0 / length })
    }
    func solve(_ right: [Double]) -> [Double] {
      var solution = right
      for row in (0..<size).reversed() {
        for column in (row + 1)..<max(size, row + 1) {
          solution[row] -= triangle[row][column] * solution[column]
        }
        solution[row] /= triangle[row][row]
      }
      return solution
    }
    coefficients = solve(units.map { LogLinearFit.product($0, response) })
    leverages = roots.indices.map { row in
      units.map { $0[row] * $0[row] }.reduce(0, +)
    }
    // (XᵀWX)⁻¹ = R⁻¹R⁻ᵀ: its diagonal is the sum of squares of the rows of R⁻¹.
    var variances = [Double](repeating: 0, count: size)
    for column in 0..<size {
      let inverse = solve((0..<size).map { $0 == column ? 1 : 0 })
      for row in 0..<size { variances[row] += inverse[row] * inverse[row] }
    }
    self.variances = variances
    guard coefficients.allSatisfy(\.isFinite), variances.allSatisfy(\.isFinite) else { return nil }
  }
}
