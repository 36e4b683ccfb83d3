/// Judges a scene before it is drawn: whether it can be handed in.
public enum FigureCheck {
  /// What a figure must not do.
  ///
  /// Rules after ``identifiers`` were added later; those on scales, lines, denominators and keys
  /// read ``Scene/facts``, all others the shapes.
  public enum Rule: String, Sendable, CaseIterable {
    /// Something reaches outside the frame, or has no place at all.
    case outsideFrame = "outside-frame"
    /// Two texts stand on one another.
    case textOverText = "text-over-text"
    /// A text stands on a mark that it does not belong to, or is struck through or covered.
    case textOverMark = "text-over-mark"
    /// Type is smaller than the destination allows.
    case typeSize = "type-size"
    /// Text can hardly be told from what it stands on.
    case textContrast = "text-contrast"
    /// A bar does not start from zero.
    case barsFromZero = "bars-from-zero"
    /// Two groups have one identifier, or an identifier is not one.
    case identifiers
    /// A shape lies in the frame, but half the thickness of its outline does not.
    case clipping
    /// Lengths stand for values without beginning at zero, or a scale without zero is not announced.
    case truncatedScale = "truncated-scale"
    /// A scale is logarithmic or differs from that of its neighbours, and no text says so.
    case freeScale = "free-scale"
    /// Two things that a key names look alike to some readers.
    case keyColours = "key-colours"
    /// A mark can hardly be seen.
    case markContrast = "mark-contrast"
    /// Two lines that lead from names to marks cross one another.
    case connectors
    /// More lines than a reader can follow.
    case tooManyLines = "too-many-lines"
    /// A rate is made of too few things.
    case smallDenominators = "small-denominators"

    /// How grave it is to break the rule.
    public var severity: FigureProblem.Severity {
      switch self {
      case .tooManyLines, .smallDenominators: .warning
      case .outsideFrame, .textOverText, .textOverMark, .typeSize, .textContrast, .barsFromZero,
        .identifiers, .clipping, .truncatedScale, .freeScale, .keyColours, .markContrast,
        .connectors:
        .error
      }
    }
  }

  /// A line below this contrast with the paper is as quiet as a grid: it may run behind text, but
  /// is no mark that can be seen.
  static let quietContrast = 1.5

  /// The most lines that a reader can follow.
  static let mostLines = 8

  /// The least denominator of a rate: below it one case more or fewer moves the rate by more than
  /// 20 percentage points.
  static let leastDenominator = 5.0

  /// The least difference, CIEDE2000, of two things that a key names, and the least in greyscale.
  ///
  /// The themes here keep ``Theme/leastDifference``, so a theme of one's own has some room.
  static let leastKeyDifference = 6.0
  static let leastKeyGreyDifference = 4.0

  /// Everything wrong with a scene, errors first and each in the order of the rules.
  ///
  /// Text is judged by the ink that it fills, not by the ascent and descent of its font. A line
  /// without a mark may run behind text only if it is as quiet as a grid (contrast with the paper
  /// below 1.5). A text belongs to a mark of the same name, to its parts (the mark, `-` and more),
  /// to the mark that it is a part of, and to what stands in the group of its mark's name.
  ///
  /// Edge cases: where something has no place at all, nothing else is judged.
  public static func problems(in scene: Scene) -> [FigureProblem] {
    let painted = PaintedScene(scene)
    var problems = outsideFrame(painted)
    // What has no place cannot be compared with anything.
    guard problems.allSatisfy({ !$0.hasNoPlace }) else { return problems }
    problems += textOverText(painted)
    problems += textOverMark(painted)
    problems += typeSize(painted)
    problems += textContrast(painted)
    problems += barsFromZero(painted)
    problems += identifiers(painted)
    problems += clipping(painted)
    problems += truncatedScale(scene.facts)
    problems += freeScale(scene.facts)
    problems += keyColours(scene.facts)
    problems += markContrast(painted)
    problems += connectors(painted)
    problems += tooManyLines(scene.facts)
    problems += smallDenominators(scene.facts)
    return problems
  }

  /// What keeps a scene from being handed in.
  public static func errors(in scene: Scene) -> [FigureProblem] {
    problems(in: scene).filter { $0.severity == .error }
  }

  /// What a reader of the scene should be warned of.
  public static func warnings(in scene: Scene) -> [FigureProblem] {
    problems(in: scene).filter { $0.severity == .warning }
  }
}

/// One thing that is wrong with a scene.
public struct FigureProblem: Sendable, Equatable, CustomStringConvertible {
  /// The rule that is broken.
  public var rule: FigureCheck.Rule
  /// The mark that breaks it, such as `bar-3`; the figure's own text or a decoration where absent.
  public var mark: String?
  /// What is wrong, in words: which mark and why.
  public var message: String
  /// Whether the problem is a coordinate that is no number.
  let hasNoPlace: Bool

  /// How grave a problem is.
  public enum Severity: String, Sendable, CaseIterable {
    /// The figure cannot be handed in.
    case error
    /// The figure can be handed in, but whoever does should know.
    case warning
  }

  /// How grave the problem is: that is settled by its rule.
  public var severity: Severity { rule.severity }

  /// The message.
  public var description: String { message }

  init(_ rule: FigureCheck.Rule, mark: String?, _ message: String, hasNoPlace: Bool = false) {
    self.rule = rule
    self.mark = mark
    self.message = message
    self.hasNoPlace = hasNoPlace
  }
}

extension Scene {
  /// The scene itself, if nothing keeps it from being handed in; warnings do not.
  ///
  /// - Throws: ``ChartError`` naming the first error and how many more there are.
  func checked() throws(ChartError) -> Scene {
    let errors = FigureCheck.errors(in: self)
    guard let first = errors.first else { return self }
    let more = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
    throw ChartError(
      .figureCheck, "the figure fails its check \(first.rule.rawValue): \(first.message)\(more)")
  }
}
