internal import Diagnostics

extension ScoreCard {
  /// Scores every rank set of a table by the benefit of the doubt, in the form of a score card.
  ///
  /// Values are normalised as the method says; then each body is scored with the weights that suit it
  /// best against the bodies of its own rank set (``BenefitOfDoubt``). This stands in the place of weights
  /// and means: groups have no score, and their weights are not used. The index is the optimum, 0 … 1. The
  /// part of an indicator has as weight its share of the body's own weights, `w_j / Σ w`, and as
  /// contribution `w_j·x_j`; the contributions add up to the index.
  ///
  /// A row that lacks an indicator that counts has no score, no interval and no rank, and bounds no other.
  /// A score of uncertain values has no ends. `coverage` counts indicators by equal weights. A rank set with
  /// fewer than two complete rows has no scores, and a finding says so.
  ///
  /// - Parameters:
  ///   - table: the values, each rank set scored by itself.
  ///   - groups: the tree; what has weight 0 in it stays out.
  ///   - bounds: bounds on the shares, one for each indicator of the table; none where absent.
  ///   - scoring: normalisation; its means must be arithmetic and its missing values `interval`.
  /// - Throws: ``MetricsError`` as the other initialisers and ``BenefitOfDoubt`` do, for the first rank set
  ///   that cannot be scored; `methodRefused` for other means, for `renormalise`, and where no rank set has
  ///   two complete rows.
  public init(
    _ table: ScoringTable, groups: [GroupDefinition] = [],
    benefitOfDoubt bounds: BenefitOfDoubt.Bounds?, scoring: ScoringMethod = ScoringMethod()
  ) throws(MetricsError) {
    try Self.checkForBenefitOfDoubt(scoring)
    var equal = scoring
    equal.weights = .equal
    let plain = try ScoreCard(table, groups: groups, method: equal)
    var rows = plain.rows.map { Self.row($0, nil, columns: [], isExact: false) }
    var found = plain.diagnostics
    var (isScored, isThin) = (false, false)
    let rankSets = Set(table.rows.map(\.rankSet)).sorted()
    for rankSet in rankSets {
      let places = table.rows.indices.filter { table.rows[$0].rankSet == rankSet }
      // Parameters are those of whole rank sets, so that the same indicators count for all rows of one.
      let columns = table.indicators.indices.filter { plain.rows[places[0]].parts[$0].weight > 0 }
      guard !columns.isEmpty else { continue }
      let matrix = try IndicatorMatrix(
        indicators: columns.map { table.indicators[$0].id },
        bodies: places.map { table.rows[$0].body },
        rows: places.map { place in columns.map { plain.rows[place].normalised[$0] } })
      let place = rankSets.count > 1 ? rankSet : ""
      if matrix.completeRowCount < 2 {
        isThin = true
        found.append(
          Diagnostic(
            .warning, Self.placed(Self.tooFew(matrix.completeRowCount), at: place)))
        continue
      }
      let own = bounds.map { bounds in
        BenefitOfDoubt.Bounds(
          bounds.share,
          columns.map { bounds.limits.indices.contains($0) ? bounds.limits[$0] : Limits(0, 1) })
      }
      let result: BenefitOfDoubt
      do {
        result = try BenefitOfDoubt(of: matrix, bounds: own)
      } catch {
        var error = error
        for problem in error.problems.indices {
          error.problems[problem].text = Self.placed(error.problems[problem].text, at: place)
        }
        throw error
      }
      isScored = true
      for (row, body) in zip(places, result.bodies) {
        let isExact = columns.allSatisfy { column in
          let value = table.values[row][column]
          return value.point == value.low && value.point == value.high
        }
        rows[row] = Self.row(plain.rows[row], body, columns: columns, isExact: isExact)
      }
      found += result.diagnostics.map { finding in
        var finding = finding
        finding.text = Self.placed(finding.text, at: place)
        return finding
      }
    }
    if !isScored, isThin {
      let most = rankSets.map { rankSet in
        zip(table.rows, plain.rows).count { $0.rankSet == rankSet && $1.lacking.isEmpty }
      }
      throw MetricsError(
        .methodRefused, [Diagnostic(.error, Self.tooFew(most.max() ?? 0))])
    }
    let ranks = Ranking.ranks(of: rows.map(\.index.value), within: table.rows.map(\.rankSet))
    self.table = table
    self.groups = groups
    method = scoring
    groupIDs = plain.groupIDs
    self.rows = zip(rows, ranks).map { $0.ranked($1) }
    diagnostics = found
    rankings = [:]
  }

  private static func checkForBenefitOfDoubt(_ scoring: ScoringMethod) throws(MetricsError) {
    var problems: [Diagnostic] = []
    if !scoring.aggregation.allSatisfy({ $0 == .arithmetic }) {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "benefit-of-doubt 按各机构自己的权重求加权和，代替其他平均：请写 aggregate: arithmetic",
            en:
              "benefit-of-doubt takes each body's own weighted sum in the place of other means: write "
              + "aggregate: arithmetic")))
    }
    if scoring.missing == .renormalise {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "benefit-of-doubt 要求各项指标都有值，不能 renormalise：请写 missing: interval（缺项的机构"
              + "不列位次），或先插补",
            en:
              "benefit-of-doubt needs a value for every indicator and cannot renormalise weights: write "
              + "missing: interval, which leaves incomplete bodies unranked, or impute first")))
    }
    if !problems.isEmpty { throw MetricsError(.methodRefused, problems) }
  }

  private static func tooFew(_ count: Int) -> LocalisedText {
    LocalisedText(
      zh: "benefit-of-doubt 要以其他机构为参照，至少要两个不缺项的机构，现有\(count)个：请多选机构，或先插补",
      en:
        "benefit-of-doubt measures bodies by one another and needs two that lack nothing, and there "
        + "\(count == 1 ? "is" : "are") \(count): select more bodies, or impute first")
  }

  private static func placed(_ text: LocalisedText, at rankSet: String) -> LocalisedText {
    if rankSet.isEmpty { return text }
    return LocalisedText(zh: "\(rankSet)：\(text.chinese)", en: "\(rankSet): \(text.english)")
  }

  /// A row with its own weights; one without any score where there is no result.
  private static func row(
    _ plain: Row, _ body: BenefitOfDoubt.Body?, columns: [Int], isExact: Bool
  ) -> Row {
    var parts = [Part](repeating: .none, count: plain.parts.count)
    var index = Score.none
    if let body {
      let whole = body.weights.reduce(0, +)
      for (place, column) in columns.enumerated() {
        parts[column] = Part(
          weight: whole > 0 ? body.weights[place] / whole : 0,
          contribution: body.contributions[place])
      }
      let ends = isExact ? body.score : nil
      index = Score(value: body.score, low: ends, high: ends)
    }
    let count = plain.groups.count
    return Row(
      key: plain.key, normalised: plain.normalised, parts: parts,
      groups: [Score](repeating: .none, count: count - 1) + [index],
      groupParts: [Part](repeating: .none, count: count - 1) + [
        Part(weight: body == nil ? 0 : 1, contribution: index.value)
      ],
      index: index, rank: nil, coverage: plain.coverage, lacking: plain.lacking)
  }
}

extension ScoreCard.Row {
  /// The same row with a rank.
  fileprivate func ranked(_ rank: Int?) -> ScoreCard.Row {
    ScoreCard.Row(
      key: key, normalised: normalised, parts: parts, groups: groups, groupParts: groupParts,
      index: index, rank: rank, coverage: coverage, lacking: lacking)
  }
}
