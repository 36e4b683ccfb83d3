internal import Diagnostics

extension IndexAudit {
  /// The principal components of the indicators that count, over the rows that lack none of them.
  public struct Components: Sendable, Equatable {
    /// The indicators, in the order of the loadings; constant ones are left out.
    public let indicators: [String]
    /// How many rows lack none of them.
    public let rowCount: Int
    /// The eigenvalues, and the loadings of the components with one above 1 after rotation.
    public let components: PrincipalComponents
    /// For each component its share of the variance; they sum to 1.
    public let explainedShares: [Double]
    /// How many eigenvalues are at least 1, but for rounding.
    public let atLeastOneCount: Int
    /// For each indicator its loading on the first component before rotation: their correlation.
    public let firstLoadings: [Double]

    /// Whether there are fewer than three rows an indicator, too few for loadings to be stable.
    public var hasFewRows: Bool { rowCount < 3 * indicators.count }

    static func make(_ data: AuditData) -> Result<Components, AuditRefusal> {
      let present = data.counting.filter { column in
        data.indicators[column].contains { $0 != nil }
      }
      let complete = AuditData.complete(present.map { data.indicators[$0] })
      let varying = present.indices.filter { !AuditData.isConstant(complete[$0]) }
      let count = complete.first?.count ?? 0
      guard varying.count > 1 else {
        return .failure(
          AuditRefusal(
            zh: "主成分至少要两个有差异的指标，没有缺失值的\(count)行中只有\(varying.count)个："
              + "请补齐数据或增加指标",
            en:
              "principal components need two indicators that vary, and the \(count) rows that lack "
              + "nothing have \(varying.count): complete the data or add indicators"))
      }
      guard count > varying.count else {
        return .failure(
          AuditRefusal(
            zh: "没有缺失值的行只有\(count)个，不多于\(varying.count)个指标，求不出主成分："
              + "请补齐数据、合并年度或减少指标",
            en:
              "\(count) rows lack nothing, no more than the \(varying.count) indicators, which is too "
              + "few for principal components: complete the data, take years together or fewer indicators"
          ))
      }
      let units = varying.map { AuditData.unit(complete[$0]) }
      var correlations = units.map { _ in units.map { _ in 1.0 } }
      for a in units.indices {
        for b in units.indices where b > a {
          let value = Correlation.pearson(units[a], units[b]) ?? 0
          correlations[a][b] = value
          correlations[b][a] = value
        }
      }
      guard
        let found = PrincipalComponents(
          correlations: correlations, retention: .eigenvalueAboveOne)
      else {
        return .failure(
          AuditRefusal(
            zh: "相关系数矩阵求不出特征值：请检查数据",
            en: "the correlations have no eigenvalues: check the data"))
      }
      let first = found.eigenvalues[0].squareRoot()
      return .success(
        Components(
          indicators: varying.map { data.id(present[$0]) }, rowCount: count, components: found,
          explainedShares: found.eigenvalues.map { $0 / Double(units.count) },
          atLeastOneCount: found.eigenvalues.count { $0 >= 1 - 1e-9 },
          firstLoadings: found.firstVector.map { $0 * first }))
    }
  }
}

/// Why something is not computed, and what to do instead.
struct AuditRefusal: Error {
  let text: LocalisedText

  init(zh: String, en: String) { text = LocalisedText(zh: zh, en: en) }
}
