/// The rules that read what the layout knows and its shapes do not tell.
extension FigureCheck {
  static func truncatedScale(_ facts: Scene.Facts) -> [FigureProblem] {
    once(facts.scales) { scale in
      guard scale.low.isFinite, scale.high.isFinite else {
        return FigureProblem(
          .truncatedScale, mark: scale.id, "the scale “\(scale.id)” has no two ends")
      }
      if scale.hasLengths, scale.isLogarithmic {
        return FigureProblem(
          .truncatedScale, mark: scale.id,
          "lengths stand for values on the logarithmic scale “\(scale.id)”, which has no zero: "
            + "draw dots")
      }
      // A logarithmic scale has no zero; that it says what it is, is a rule of its own.
      guard !scale.isLogarithmic, min(scale.low, scale.high) > 0 || max(scale.low, scale.high) < 0
      else { return nil }
      let style = NumberStyle(for: [scale.low, scale.high], areCounts: false, language: .english)
      let ends = "from \(style.string(scale.low)) to \(style.string(scale.high))"
      if scale.hasLengths {
        return FigureProblem(
          .truncatedScale, mark: scale.id,
          "lengths stand for values on the scale “\(scale.id)”, which runs \(ends): begin it at "
            + "zero, or draw dots")
      }
      guard !scale.isAnnounced else { return nil }
      return FigureProblem(
        .truncatedScale, mark: scale.id,
        "the scale “\(scale.id)” runs \(ends) and no text says that it does not begin at zero")
    }
  }

  static func freeScale(_ facts: Scene.Facts) -> [FigureProblem] {
    once(facts.scales) { scale in
      guard !scale.isAnnounced, scale.isFree || scale.isLogarithmic else { return nil }
      let what = scale.isLogarithmic ? "is logarithmic" : "differs from that of its neighbours"
      return FigureProblem(
        .freeScale, mark: scale.id, "the scale “\(scale.id)” \(what) and no text says so")
    }
  }

  /// Panels that share a scale are told of it once.
  private static func once(
    _ scales: [Scene.Facts.Scale], _ problem: (Scene.Facts.Scale) -> FigureProblem?
  ) -> [FigureProblem] {
    var told: Set<String> = []
    return scales.compactMap { scale in
      guard let problem = problem(scale), told.insert(scale.id).inserted else { return nil }
      return problem
    }
  }

  static func keyColours(_ facts: Scene.Facts) -> [FigureProblem] {
    var problems: [FigureProblem] = []
    for (place, key) in facts.keys.enumerated() {
      for other in facts.keys[(place + 1)...] {
        guard !(key.isLabelled && other.isLabelled), key.name != other.name else { continue }
        guard
          let vision = key.fill.visionThatConfuses(
            other.fill, least: leastKeyDifference, inGrey: leastKeyGreyDifference)
        else { continue }
        let readers =
          switch vision {
          case .typical: "by anyone"
          case .greyscale: "in greyscale"
          case .protanopia, .deuteranopia, .tritanopia: "by readers with \(vision.rawValue)"
          }
        problems.append(
          FigureProblem(
            .keyColours, mark: key.name,
            "“\(key.name)” and “\(other.name)” cannot be told apart \(readers): choose colours "
              + "that differ in lightness, hatch one of them, or label each mark"))
      }
    }
    return problems
  }

  static func tooManyLines(_ facts: Scene.Facts) -> [FigureProblem] {
    guard facts.lines > mostLines else { return [] }
    return [
      FigureProblem(
        .tooManyLines, mark: nil,
        "\(facts.lines) lines are more than a reader can follow; at most \(mostLines) can be: draw "
          + "the others as a quiet background, or one panel for each")
    ]
  }

  static func smallDenominators(_ facts: Scene.Facts) -> [FigureProblem] {
    // A denominator that is no number is not known to be large enough.
    let small = facts.denominators.filter { !($0.count >= leastDenominator) }
    guard let first = small.first else { return [] }
    let least = NumberStyle(language: .english).string(leastDenominator)
    let named = small.prefix(3).map(\.mark).joined(separator: ", ")
    let others = small.count > 3 ? " and \(small.count - 3) more" : ""
    return [
      FigureProblem(
        .smallDenominators, mark: first.mark,
        "rates of fewer than \(least) things say little, since one more or fewer moves them by over "
          + "20 percentage points: \(named)\(others)")
    ]
  }
}
