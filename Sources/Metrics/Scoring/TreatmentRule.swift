/// What a treatment decides for one column of values: nothing, a cut, or a transformation.
struct TreatmentRule {
  private let treatment: Treatment
  private let method: Treatment.Method

  init(_ treatment: Treatment, _ method: Treatment.Method) {
    self.treatment = treatment
    self.method = method
  }

  /// Why a function cannot be had.
  enum Refusal {
    case notPositive(Double)
    case greatestNotAboveOne(Double)
    case noLambda
    case notFinite
    case hasGoalposts
    case hasReference
  }

  /// What was decided for a column.
  struct Decision {
    var action: Treatment.Action
    var function = TreatmentFunction()
    var cutCount = 0
    var refusal: Refusal?
  }

  /// Decides for values in ascending order, of the shape given (nothing where it has none).
  func decide(_ points: [Double], _ shape: TreatmentShape?) -> Decision {
    if method == .none { return Decision(action: .none) }
    guard let least = points.first, let greatest = points.last, !Ranking.isTie(least, greatest)
    else { return Decision(action: .untested) }
    if !isForced {
      guard let shape else { return Decision(action: .untested) }
      if !treatment.isOutlying(shape) { return Decision(action: .passed) }
    }
    switch method {
    case .none: return Decision(action: .none)
    case .winsorise: return winsorised(points).decision
    case .winsoriseLog:
      let result = winsorised(points)
      if !result.isOutlying { return result.decision }
      return logarithm(points, least, greatest)
    case .log: return logarithm(points, least, greatest)
    case .boxCox: return boxCox(points, least)
    }
  }

  /// Whether a shape is outlying.
  func isOutlying(_ shape: TreatmentShape) -> Bool { treatment.isOutlying(shape) }

  /// Whether values are transformed whatever their shape.
  var isForced: Bool { treatment.applies == .always && (method == .log || method == .boxCox) }

  /// Cuts the values at the end of the longer tail, one distinct value at a time.
  private func winsorised(_ points: [Double]) -> (decision: Decision, isOutlying: Bool) {
    var values = points
    var (lowCount, highCount) = (0, 0)
    var isOutlying = true
    while let shape = TreatmentShape(values) {
      isOutlying = treatment.isOutlying(shape)
      guard isOutlying, let least = values.first, let greatest = values.last else { break }
      if shape.skewness >= 0 {
        guard let next = values.last(where: { $0 < greatest }), next > least else { break }
        let count = values.count { $0 == greatest }
        if count + lowCount > treatment.greatestCount { break }
        highCount = count
        for place in values.indices where values[place] == greatest { values[place] = next }
      } else {
        guard let next = values.first(where: { $0 > least }), next < greatest else { break }
        let count = values.count { $0 == least }
        if count + highCount > treatment.greatestCount { break }
        lowCount = count
        for place in values.indices where values[place] == least { values[place] = next }
      }
    }
    guard lowCount + highCount > 0, let least = values.first, let greatest = values.last else {
      return (Decision(action: .uncut), isOutlying)
    }
    let function = TreatmentFunction(cut: Limits(least, greatest))
    return (
      Decision(action: .winsorised, function: function, cutCount: lowCount + highCount), isOutlying
    )
  }

  private func logarithm(_ points: [Double], _ least: Double, _ greatest: Double) -> Decision {
    var decision = Decision(action: .transformed)
    let margin = 0.01 * (greatest - least)
    func straight(_ factor: Double, _ shift: Double) {
      decision.function.transformation = .logarithm(factor: factor, shift: shift)
    }
    switch treatment.logarithm {
    case .plain:
      if least <= 0 { decision.refusal = .notPositive(least) }
      straight(1, 0)
    case .coinTool: straight(1, margin - least)
    case .coinToolPlus:
      if Self.isTailHigh(points) {
        straight(1, margin - least)
      } else {
        decision.function.transformation = .reflectedLogarithm(shift: greatest + margin)
      }
    case .coinToolOriginal: straight(1, 1 - least)
    case .globalInnovationIndex:
      if greatest <= 1 { decision.refusal = .greatestNotAboveOne(greatest) }
      let factor = (greatest - 1) / (greatest - least)
      straight(factor, 1 - factor * least)
    }
    return decision
  }

  /// Whether skewness is above 0, which three values suffice for.
  private static func isTailHigh(_ points: [Double]) -> Bool {
    let factor = 1 / points.reduce(0) { max($0, abs($1)) }
    let mean = points.reduce(0) { $0 + $1 * factor } / Double(points.count)
    let cubes = points.reduce(0) { sum, x in
      let deviation = x * factor - mean
      return sum + deviation * deviation * deviation
    }
    return cubes > 0
  }

  private func boxCox(_ points: [Double], _ least: Double) -> Decision {
    var decision = Decision(action: .transformed)
    var shift = 0.0
    if least <= 0 {
      guard treatment.nonPositive == .shift else {
        decision.refusal = .notPositive(least)
        return decision
      }
      shift = 1 - least
    }
    guard
      let lambda = treatment.lambda
        ?? TreatmentBoxCox.lambda(of: points.map { $0 + shift })
    else {
      decision.refusal = .noLambda
      return decision
    }
    decision.function.transformation = .boxCox(lambda: lambda, shift: shift)
    return decision
  }
}
