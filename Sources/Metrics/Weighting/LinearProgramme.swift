internal import CLPSolve

/// Maximises `c·x` subject to `A·x ≤ b`, `x ≥ 0`, with every `b ≥ 0`, by lp_solve.
///
/// One thread solves one programme; several programmes may be solved at once. The same programme has the
/// same solution to the last bit. Where several `x` are best, which one is found is lp_solve's choice.
///
/// - Source: Berkelaar, Eikland & Notebaert, lp_solve 5.5, open source (mixed-integer) linear programming
///   system.
struct LinearProgramme {
  /// The objective `c`.
  let objective: [Double]
  /// The rows of `A`, each with its limit `b`.
  let constraints: [(coefficients: [Double], limit: Double)]

  /// How far a solution may pass a limit, beside coefficients of magnitude 1.
  private static let tolerance = 1e-9

  /// The values of `x` at an optimum.
  ///
  /// `nil` where the objective has no upper bound, or where the solver fails or its answer breaks a limit:
  /// better no answer than one that is not the best.
  func solution() -> [Double]? {
    guard let columns = Int32(exactly: objective.count), columns > 0,
      let programme = make_lp(0, columns)
    else { return nil }
    defer { delete_lp(programme) }
    set_verbose(programme, NEUTRAL)
    put_logfunc(programme, { _, _, _ in }, nil)
    set_add_rowmode(programme, 1)
    // Rows start at 0, columns at 1.
    var row = [0] + objective
    guard set_obj_fn(programme, &row) != 0 else { return nil }
    for constraint in constraints {
      row.replaceSubrange(1..., with: constraint.coefficients)
      guard add_constraint(programme, &row, LE, constraint.limit) != 0 else { return nil }
    }
    set_add_rowmode(programme, 0)
    set_maxim(programme)
    guard solve(programme) == OPTIMAL else { return nil }
    var values = [Double](repeating: 0, count: objective.count)
    guard get_variables(programme, &values) != 0 else { return nil }
    let solution = values.map { max(0, $0) }
    let isFeasible = constraints.allSatisfy { constraint in
      let sum = zip(constraint.coefficients, solution).reduce(0) { $0 + $1.0 * $1.1 }
      return sum <= constraint.limit + Self.tolerance * max(1, abs(constraint.limit))
    }
    return isFeasible ? solution : nil
  }
}
