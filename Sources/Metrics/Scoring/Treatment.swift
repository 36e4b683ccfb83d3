/// How outlying values are kept from deciding an indicator's scale, before it is normalised.
///
/// Each indicator is looked at within each peer set, over all years or by year. It has outliers where
/// `|skewness| ≥ 2` and `excess kurtosis ≥ 3.5` (``TreatmentShape``) and is left alone where not, unless
/// ``applies`` says otherwise. What was done is told indicator by indicator and cell by cell
/// (``Outcome``): nothing is skipped without a word. Values take no sign of a direction here.
///
/// - Source: COINr 1.1.14, `Treat`, `winsorise`, `check_SkewKurt` and the `log_…` functions; OECD/JRC,
///   Handbook on Constructing Composite Indicators (2008), step 5.
public struct Treatment: Sendable, Equatable {
  /// What is done.
  public var method: Method
  /// What is done to single indicators instead, by their ids.
  public var methods: [String: Method]
  /// The rows that are looked at together.
  public var scope: YearScope
  /// The most values of an indicator that winsorising may change, within a set; at least 1.
  public var greatestCount: Int
  /// The absolute skewness from which on values are outlying.
  public var skewness: Double
  /// The excess kurtosis from which on values are outlying.
  public var kurtosis: Double
  /// The formula of `log`, and of the second step of `winsorise-log`.
  public var logarithm: Logarithm
  /// Which indicators `log` and `box-cox` transform.
  public var applies: Condition
  /// The λ of `box-cox`; that of greatest likelihood where absent.
  public var lambda: Double?
  /// What `box-cox` does with values of 0 and below.
  public var nonPositive: NonPositive

  /// Makes a treatment; the defaults are COINr's, with years together.
  public init(
    _ method: Method = .none, methods: [String: Method] = [:], over scope: YearScope = .selection,
    greatestCount: Int = 5, skewness: Double = 2, kurtosis: Double = 3.5,
    logarithm: Logarithm = .coinTool, applies: Condition = .outliers, lambda: Double? = nil,
    nonPositive: NonPositive = .refuse
  ) {
    self.method = method
    self.methods = methods
    self.scope = scope
    self.greatestCount = greatestCount
    self.skewness = skewness
    self.kurtosis = kurtosis
    self.logarithm = logarithm
    self.applies = applies
    self.lambda = lambda
    self.nonPositive = nonPositive
  }

  /// A treatment, by the id that a study names it with.
  public enum Method: String, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// The greatest values become the next lower one (the least the next higher, where skewness is
    /// below 0), value after value, until none is outlying.
    ///
    /// Values that are equal are changed together. Before more than ``Treatment/greatestCount`` values
    /// would be changed it stops, and what is still outlying is reported. (COINr looks at the count
    /// after each change, and exceeds it where values tie.)
    case winsorise
    /// The logarithm of ``Treatment/logarithm``.
    case log
    /// `winsorise` and, where that does not suffice, `log` of the values as they were.
    case winsoriseLog = "winsorise-log"
    /// `((x + shift)^λ − 1) / λ`, with the λ of greatest likelihood or a given one.
    ///
    /// - Source: Box and Cox, An analysis of transformations, JRSS B 26 (1964).
    case boxCox = "box-cox"
  }

  /// A formula of `log`, by the id that a study names it with.
  public enum Logarithm: String, Sendable, CaseIterable {
    /// `ln x`; refused for values of 0 and below.
    case plain
    /// `ln(x − min + 0.01 · (max − min))`: COINr's `log_CT`, and the default of its process.
    case coinTool = "ct"
    /// The same and, for a skewness of 0 or below, `−ln(max + 0.01 · (max − min) − x)`: `log_CT_plus`.
    case coinToolPlus = "ct-plus"
    /// `ln(x − min + 1)`: COINr's `log_CT_orig`; it depends on the unit.
    case coinToolOriginal = "ct-orig"
    /// `ln((max − 1)(x − min)/(max − min) + 1)`, of the Global Innovation Index 2020.
    ///
    /// Refused where max ≤ 1, which would turn the order round. (COINr's `log_GII` documents this
    /// formula and returns the values untransformed.)
    case globalInnovationIndex = "gii"
  }

  /// Which indicators are transformed.
  public enum Condition: String, Sendable, CaseIterable {
    /// Those with outliers.
    case outliers
    /// All, whatever their shape.
    case always
  }

  /// What is done with values that have no logarithm.
  public enum NonPositive: String, Sendable, CaseIterable {
    /// The treatment is refused.
    case refuse
    /// All values are shifted by `1 − min`, so that the least is 1, where min ≤ 0: as COINr's `boxcox`,
    /// which also shifts what is positive.
    case shift
  }

  /// The method for an indicator.
  public func method(for indicator: String) -> Method { methods[indicator] ?? method }

  /// Whether a shape is outlying.
  public func isOutlying(_ shape: TreatmentShape) -> Bool {
    abs(shape.skewness) >= skewness && shape.kurtosis >= kurtosis
  }
}
