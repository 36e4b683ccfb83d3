public import Diagnostics
public import Observations

/// The verification sheet, 数据核对表: every number that stands in a briefing, chart or table, down to its
/// sentence, so that two people can sign for it.
public struct VerificationSheet: Sendable {
  /// The numbers, in the order in which they stand.
  public var rows: [Row] = []

  /// One number at one place.
  public struct Row: Sendable {
    /// 序号, from 1.
    public var number: Int
    /// Where it stands: 正文第2段, 图1, 表1.
    public var location: LocalisedText
    /// The number as it is printed there, in the language of the output.
    public var printed: String
    /// The body; empty for a number of several.
    public var body: String
    /// Its kind.
    public var kind: BodyKind?
    /// The report year; that of the comparison for a number of several bodies.
    public var year: Int?
    /// What is counted, or which score.
    public var subject: LocalisedText
    /// The value at full precision; nothing where none is known.
    public var value: Double?
    /// The measure word; empty for ranks and counts of bodies.
    public var unit: String
    /// stated, summed, named, bounded, not stated, not applicable; or derived (a score, a median).
    public var state: LocalisedText
    /// The class that is counted, in words; empty where a measure has one only.
    public var counts: LocalisedText
    /// The words of the report that hold the figure, one for each observation used.
    public var evidence: [Evidence]
    /// Whether it may be compared, and where not, why.
    public var verdict: LocalisedText
    /// How the number was made, step by step.
    public var arithmetic: LocalisedText
  }

  /// The words of a report that hold a figure.
  public struct Evidence: Sendable {
    /// The words, the figure's own in 【】 where the text is at hand.
    public var sentence: String
    /// Where they stand in the report's plain text, Unicode scalars.
    public var start: Int?
    /// Where they end, likewise.
    public var end: Int?
    /// The report's name, its address and when it was fetched.
    public var source: String
    /// Its address.
    public var address: String
    /// When it was fetched, as 2023-01-08.
    public var retrieved: String
    /// Whether a person confirmed the figure, and whether the copy is damaged.
    public var note: LocalisedText
  }
}
