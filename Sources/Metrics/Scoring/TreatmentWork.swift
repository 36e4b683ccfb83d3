internal import Diagnostics

/// A table as it is being treated.
struct TreatmentWork {
  private let treatment: Treatment
  private let normalisation: Normalisation
  private(set) var table: ScoringTable
  private(set) var columns: [Treatment.Column] = []
  private(set) var changes: [Treatment.CellChange] = []
  private(set) var problems: [Diagnostic] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ treatment: Treatment, _ table: ScoringTable, _ normalisation: Normalisation) {
    self.treatment = treatment
    self.table = table
    self.normalisation = normalisation
  }

  mutating func run() {
    let sets = RowSet.sets(of: table.rows, over: treatment.scope)
    for column in table.indicators.indices {
      for set in sets { treat(column, in: set) }
    }
  }

  private mutating func treat(_ column: Int, in set: RowSet) {
    // In order of size, so that no sum depends on the order of the rows.
    let points = set.rows.compactMap { table.values[$0][column].point }.sorted()
    let shape = TreatmentShape(points)
    var decision = decide(column, in: set, points, shape)
    if decision.refusal == nil, !decision.function.keepsUnit {
      decision.refusal = unitRefusal(column, in: set)
    }
    let least = points.min() ?? 0
    let greatest = points.max() ?? 0
    var treated: [(row: Int, to: Estimate)] = []
    if decision.refusal == nil {
      for row in set.rows {
        let from = table.values[row][column]
        guard let to = decision.function.treated(from, within: Limits(least, greatest)) else {
          decision.refusal = .notFinite
          break
        }
        if to != from { treated.append((row, to)) }
      }
    }
    if let refusal = decision.refusal {
      refuse(refusal, column, in: set)
      decision = TreatmentRule.Decision(action: .undefined)
      treated = []
    }

    for (row, to) in treated {
      changes.append(
        Treatment.CellChange(row: row, column: column, from: table.values[row][column], to: to))
      table.values[row][column] = to
    }
    let after = TreatmentShape(set.rows.compactMap { table.values[$0][column].point }.sorted())
    let cut = decision.function.cut
    let entry = Treatment.Column(
      indicator: table.indicators[column].id, peerSet: set.peerSet, year: set.year,
      action: decision.action, before: shape, after: after,
      isOutlying: after.map { treatment.isOutlying($0) }, function: decision.function,
      least: points.isEmpty ? nil : cut?.low ?? least,
      greatest: points.isEmpty ? nil : cut?.high ?? greatest, cutCount: decision.cutCount)
    columns.append(entry)
    tell(entry, in: set)
  }

  // MARK: Decisions

  private func decide(
    _ column: Int, in set: RowSet, _ points: [Double], _ shape: TreatmentShape?
  ) -> TreatmentRule.Decision {
    let indicator = table.indicators[column]
    if normalisation.entry(for: indicator, peerSet: set.peerSet) != nil {
      return TreatmentRule.Decision(action: .frozen)
    }
    let method = treatment.method(for: indicator.id)
    return TreatmentRule(treatment, method).decide(points, shape)
  }

  private func unitRefusal(_ column: Int, in set: RowSet) -> TreatmentRule.Refusal? {
    let indicator = table.indicators[column]
    if normalisation.hasGivenParameters && indicator.goalposts != nil { return .hasGoalposts }
    if normalisation.method.hasReference && indicator.reference != nil { return .hasReference }
    return nil
  }

  // MARK: Words

  private mutating func refuse(_ refusal: TreatmentRule.Refusal, _ column: Int, in set: RowSet) {
    let indicator = table.indicators[column]
    let id = Message.quoted(indicator.id)
    let place = set.place
    let method = treatment.method(for: indicator.id).rawValue
    let text: LocalisedText
    switch refusal {
    case .notPositive(let value):
      let isLog = treatment.method(for: indicator.id) != .boxCox
      let remedy =
        isLog
        ? (zh: "请改用带平移的对数（ct）", en: "use the logarithm ct, which shifts")
        : (zh: "请允许平移（shift）", en: "allow a shift, which makes the least value 1")
      text = LocalisedText(
        zh: "\(id)\(place.zh)的最小值为\(Message.number(value))，不能用 \(method)：\(remedy.zh)",
        en: "\(method) cannot treat \(id), whose least value\(place.en) is "
          + "\(Message.number(value)): \(remedy.en)")
    case .greatestNotAboveOne(let value):
      text = LocalisedText(
        zh: "\(id)\(place.zh)的最大值为\(Message.number(value))，gii 对数会颠倒次序：请改用 ct",
        en:
          "the logarithm gii would turn the order of \(id) round, whose greatest value\(place.en) "
          + "is \(Message.number(value)): use ct")
    case .noLambda:
      text = LocalisedText(
        zh: "\(id)\(place.zh)没有在 −5 与 5 之间的最大似然 λ：请给出 lambda，或改用 winsorise-log",
        en: "\(id)\(place.en) has no most likely lambda between −5 and 5: give a lambda, "
          + "or use winsorise-log")
    case .notFinite:
      text = LocalisedText(
        zh: "\(id)\(place.zh)的值相差太大，不能用 \(method)：请检查数值与单位",
        en: "the values of \(id)\(place.en) are too far apart for \(method): "
          + "check numbers and units")
    case .hasGoalposts:
      text = LocalisedText(
        zh: "\(id)\(place.zh)要变换，而其 goalposts 是变换前的单位：请用 winsorise，或固化 goalposts",
        en: "\(id)\(place.en) would be transformed, and its goalposts are in the unit before: "
          + "use winsorise, or freeze goalposts, which keep the transformation")
    case .hasReference:
      text = LocalisedText(
        zh: "\(id)\(place.zh)要变换，而其参照值是变换前的单位：请用 winsorise，或以某一机构为参照",
        en: "\(id)\(place.en) would be transformed, and its reference is in the unit before: "
          + "use winsorise, or a body as reference")
    }
    if indicator.weight == 0 {
      diagnostics.append(Diagnostic(.note, text))
    } else {
      problems.append(Diagnostic(.error, text))
    }
  }

  private mutating func tell(_ entry: Treatment.Column, in set: RowSet) {
    let id = Message.quoted(entry.indicator)
    let place = set.place
    func note(_ severity: Diagnostic.Severity, _ chinese: String, _ english: String) {
      diagnostics.append(Diagnostic(severity, LocalisedText(zh: chinese, en: english)))
    }
    switch entry.action {
    case .none, .passed, .frozen, .undefined: return
    case .uncut: break
    case .untested:
      note(
        .note, "\(id)\(place.zh)没有异常值可查：值全相同，或不足 4 个",
        "\(id)\(place.en) is not tested for outliers: it is constant or has fewer than 4 values")
      return
    case .winsorised:
      let low = Message.number(entry.least ?? 0)
      let high = Message.number(entry.greatest ?? 0)
      let count = entry.cutCount
      note(
        .note, "\(id)\(place.zh)有\(count)个值缩尾到 \(low) 至 \(high) 之内",
        "\(count) \(count == 1 ? "value" : "values") of \(id)\(place.en) "
          + "\(count == 1 ? "is" : "are") winsorised into \(low) to \(high)")
    case .transformed:
      let formula = entry.function.formula
      note(
        .note, "\(id)\(place.zh)的值变换为 \(formula)",
        "the values of \(id)\(place.en) are transformed: \(formula)")
    }
    if entry.isOutlying == true, treatment.applies == .outliers || entry.action != .transformed {
      note(
        .warning, "\(id)\(place.zh)处理后仍有异常值：请逐项核对，或换一种处理",
        "\(id)\(place.en) still has outliers after the treatment: check its values, "
          + "or treat it otherwise")
    }
  }
}

extension TreatmentFunction {
  /// The formula with its constants, as outputs print it.
  public var formula: String {
    func plus(_ shift: Double) -> String {
      shift == 0 ? "" : shift < 0 ? " − \(Message.number(-shift))" : " + \(Message.number(shift))"
    }
    switch transformation {
    case .identity: return "x"
    case .logarithm(let factor, let shift):
      return "ln(\(factor == 1 ? "" : "\(Message.number(factor))·")x\(plus(shift)))"
    case .reflectedLogarithm(let shift): return "−ln(\(Message.number(shift)) − x)"
    case .boxCox(let lambda, let shift):
      if lambda == 0 { return "ln(x\(plus(shift)))" }
      let power = Message.number(lambda)
      let base = shift == 0 ? "x" : "(x\(plus(shift)))"
      return "(\(base)^\(power) − 1) / \(power)"
    }
  }
}
