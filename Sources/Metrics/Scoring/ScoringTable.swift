/// What a score card is made from: a row for each body and year, a column for each indicator.
public struct ScoringTable: Sendable {
  /// Whose figures a row holds, and with whom it is compared.
  public struct RowKey: Sendable, Hashable {
    /// The label of the body; one row a body, year and peer set.
    public var body: String
    /// The report year.
    public var year: Int
    /// The peer set: the rows whose values give the parameters, one kind and level over all years.
    public var peerSet: String
    /// The rank set: the rows that are ranked together, one kind, level and year.
    public var rankSet: String

    /// Makes a key; the rank set is the peer set within the year unless another is named.
    public init(body: String, year: Int, peerSet: String = "", rankSet: String? = nil) {
      self.body = body
      self.year = year
      self.peerSet = peerSet
      self.rankSet = rankSet ?? (peerSet.isEmpty ? "\(year)" : "\(peerSet) \(year)")
    }
  }

  /// The keys of the rows; their order changes no result.
  public var rows: [RowKey]
  /// The indicators, the columns of `values`.
  public var indicators: [IndicatorDefinition]
  /// For each row, a value an indicator.
  public var values: [[Estimate]]

  /// Makes a table; its shape is checked by ``ScoreCard``.
  public init(rows: [RowKey], indicators: [IndicatorDefinition], values: [[Estimate]]) {
    self.rows = rows
    self.indicators = indicators
    self.values = values
  }
}
