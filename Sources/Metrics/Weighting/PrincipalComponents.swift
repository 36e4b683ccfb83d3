internal import Diagnostics

/// The principal components of indicators, from their Pearson correlations, retained and rotated.
///
/// The indicators are standardised (each counts with variance 1), in the sense of their directions. The
/// loading of an indicator on a component is their correlation: eigenvector · √eigenvalue.
///
/// The eigenvalues are those of LAPACK (`dsyev`). A vector has the sign that makes its
/// sum positive.
///
/// - Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), steps 4 and 6; Kaiser, The
///   varimax criterion for analytic rotation in factor analysis, Psychometrika 23 (1958).
public struct PrincipalComponents: Sendable, Equatable {
  /// Which components are retained; at least the first always is.
  public enum Retention: Sendable, Hashable {
    /// Those with an eigenvalue above 1: that explain more than one indicator alone does (Kaiser).
    case eigenvalueAboveOne
    /// Those that each explain more than this share of the variance (0.1 in the Handbook's example).
    case varianceShareAbove(Double)
    /// So many; all where there are fewer.
    case count(Int)
  }

  /// The eigenvalues of the correlation matrix, all of them, the greatest first; they sum to the number
  /// of indicators.
  public let eigenvalues: [Double]
  /// For each indicator its unrotated weight in the first component: an eigenvector of length 1, its
  /// sum not negative.
  public let firstVector: [Double]
  /// For each indicator its loadings on the retained components, after rotation.
  public let loadings: [[Double]]
  /// The variance explained by each retained component after rotation: the sum of its squared loadings.
  public let explained: [Double]

  /// Rotates retained components of a correlation matrix.
  ///
  /// Varimax: the planar rotations that make the variance of the squared loadings of each component
  /// greatest, on loadings scaled to communality 1 (Kaiser's normalisation), until none turns any more.
  ///
  /// `nil` where an eigenvalue is negative beyond rounding, as of correlations that contradict one another,
  /// or where there are none.
  init?(correlations: [[Double]], retention: Retention) {
    guard let system = SymmetricEigensystem(correlations) else { return nil }
    let (values, vectors) = (system.values, system.vectors)
    if let least = values.last, least < -1e-8 { return nil }
    let clamped = values.map { max(0, $0) }
    eigenvalues = clamped
    firstVector = vectors[0]
    let count = Self.count(clamped, retention)
    var columns = (0..<count).map { component in
      vectors[component].map { $0 * clamped[component].squareRoot() }
    }
    Self.rotate(&columns)
    let rotated = columns
    loadings = correlations.indices.map { item in rotated.map { $0[item] } }
    explained = rotated.map { $0.reduce(0) { $0 + $1 * $1 } }
  }

  /// How many components are retained.
  static func count(_ eigenvalues: [Double], _ retention: Retention) -> Int {
    switch retention {
    case .eigenvalueAboveOne: max(1, eigenvalues.count { $0 > 1 + 1e-9 })
    case .varianceShareAbove(let share):
      max(1, eigenvalues.count { $0 > share * Double(eigenvalues.count) + 1e-9 })
    case .count(let count): min(max(1, count), eigenvalues.count)
    }
  }

  private static func rotate(_ columns: inout [[Double]]) {
    guard columns.count > 1, let count = columns.first?.count else { return }
    let lengths = (0..<count).map { item in
      columns.reduce(0) { $0 + $1[item] * $1[item] }.squareRoot()
    }
    for component in columns.indices {
      for item in 0..<count where lengths[item] > 0 { columns[component][item] /= lengths[item] }
    }
    for _ in 0..<200 {
      var greatest = 0.0
      for p in columns.indices {
        for q in columns.indices where q > p {
          var (sumU, sumV, difference, product) = (0.0, 0.0, 0.0, 0.0)
          for item in 0..<count {
            let (x, y) = (columns[p][item], columns[q][item])
            let (u, v) = (x * x - y * y, 2 * x * y)
            sumU += u
            sumV += v
            difference += u * u - v * v
            product += 2 * u * v
          }
          let over = product - 2 * sumU * sumV / Double(count)
          let under = difference - (sumU * sumU - sumV * sumV) / Double(count)
          // Loadings that no rotation improves have no angle, only the rounding of one.
          if over * over + under * under < 1e-24 { continue }
          let angle = Elementary.atan2(over, under) / 4
          greatest = max(greatest, abs(angle))
          let (c, s) = (Elementary.cos(angle), Elementary.sin(angle))
          for item in 0..<count {
            let (x, y) = (columns[p][item], columns[q][item])
            columns[p][item] = c * x + s * y
            columns[q][item] = c * y - s * x
          }
        }
      }
      if greatest < 1e-12 { break }
    }
    for component in columns.indices {
      for item in 0..<count { columns[component][item] *= lengths[item] }
    }
  }
}
