internal import CLAPACK

/// The eigenvalues and eigenvectors of a symmetric matrix, by LAPACK's `dsyev`.
///
/// In a fixed order and with fixed signs, so that the same matrix always has the same ones.
struct SymmetricEigensystem {
  /// The eigenvalues, the greatest first.
  let values: [Double]
  /// For each eigenvalue its vector of length 1, of the sign that makes its sum positive; where the sum
  /// is 0 but for rounding, the first element that is not is positive.
  let vectors: [[Double]]

  /// Decomposes a matrix; `nil` where it is empty, or an element is not finite.
  init?(_ matrix: [[Double]]) {
    guard let order = Int32(exactly: matrix.count), order > 0,
      matrix.allSatisfy({ $0.count == matrix.count && $0.allSatisfy { $0.isFinite } })
    else { return nil }
    var elements = matrix.flatMap { $0 }
    var ascending = [Double](repeating: 0, count: matrix.count)
    let status = LAPACKE_dsyev(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "L")), order, &elements,
      order, &ascending)
    guard status == 0 else { return nil }
    values = ascending.reversed()
    vectors = matrix.indices.reversed().map { number in
      let start = number * matrix.count
      let vector = Array(elements[start..<start + matrix.count])
      let sum = vector.reduce(0, +)
      let leading = abs(sum) > 1e-12 ? sum : vector.first { abs($0) > 1e-12 } ?? 1
      return leading < 0 ? vector.map { 0 - $0 } : vector
    }
  }
}

/// The greatest eigenvalue of a matrix of positive elements and its positive eigenvector, by LAPACK's
/// `dgeev`.
struct PerronEigenvector {
  /// The eigenvalue.
  let value: Double
  /// The vector, of sum 1.
  let vector: [Double]

  /// Finds them; `nil` where an element is not positive and finite.
  init?(_ matrix: [[Double]]) {
    guard let order = Int32(exactly: matrix.count), order > 0,
      matrix.allSatisfy({ $0.count == matrix.count && $0.allSatisfy { $0 > 0 && $0.isFinite } })
    else { return nil }
    let count = matrix.count
    var elements = matrix.flatMap { $0 }
    var real = [Double](repeating: 0, count: count)
    var imaginary = real
    var vectors = [Double](repeating: 0, count: count * count)
    let status = LAPACKE_dgeev(
      LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: "V")), order, &elements,
      order, &real, &imaginary, nil, order, &vectors, order)
    guard status == 0 else { return nil }
    // Perron's is real and greater than the magnitude of any other.
    guard let greatest = real.indices.max(by: { real[$0] < real[$1] }) else { return nil }
    let found = (0..<count).map { abs(vectors[$0 * count + greatest]) }
    let sum = found.reduce(0, +)
    guard sum > 0, sum.isFinite else { return nil }
    value = real[greatest]
    vector = found.map { $0 / sum }
  }
}
