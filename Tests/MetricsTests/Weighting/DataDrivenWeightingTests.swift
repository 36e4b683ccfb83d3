import Diagnostics
import Metrics
import Testing

@Suite struct DataDrivenWeightingTests {
  private let sparse: [[Double?]] = [[3, 10, 0], [5, 12, 1], [9, 30, 0], [4, 11, 6]]

  private func weights(
    _ weighting: DataDrivenWeighting, _ rows: [[Double?]], directions: [Direction]? = nil,
    missing: MissingCells = .completeRows
  ) throws -> [Double] {
    try weighting.weights(
      of: indicatorMatrix(rows, directions: directions), missing: missing,
      bootstrap: Bootstrap(.never)
    ).weights
  }

  /// Values of many rows, no indicator like another, all related.
  private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> [[Double?]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<rows).map { _ in
      let common = Double.random(in: 0...1, using: &generator)
      return (0..<columns).map { _ in 1 + common + Double.random(in: 0...1, using: &generator) }
    }
  }

  // MARK: Entropy

  @Test func `entropy weights are those published`() throws {
    // Source: Elsayed et al. 2017, twelve rows by five; printed with six decimals.
    let rows: [[Double?]] = [
      [7, 312, 1891, 6613, 163], [72, 88, 728, 941804, 1078], [10, 252, 2594, 3466, 117471],
      [10, 145, 980, 2371, 86329], [65, 54, 350, 501, 29897], [29, 48, 380, 912, 34051],
      [7, 476, 3300, 78470, 2212], [70, 87, 650, 733, 819000], [4, 86, 591, 3015, 103],
      [12, 79, 579, 3240, 96098], [21, 45, 261, 1253, 453], [1, 72, 530, 4333, 0.1048],
    ]
    let found = try weights(.entropy, rows)
    #expect(
      greatestDifference(found, [0.104991, 0.069124, 0.071373, 0.449937, 0.304575]) <= 1e-6)
    #expect(
      agree(
        found,
        [
          0.10499069028987601, 0.06912398487975387, 0.07137315411913393, 0.44993707284278905,
          0.30457509786844716,
        ]))
    // p = 1/5, 4/5 and 1/9, 8/9: 1 − e = 1 − 0.721928 and 1 − 0.503258.
    #expect(
      agree(
        try weights(.entropy, [[1, 2], [4, 16]]), [0.35888879048891087, 0.6411112095110891]))
  }

  @Test func `the three entropies differ on sparse counts, each in its own way`() throws {
    #expect(
      agree(
        try weights(.entropy, sparse),
        [0.07401504672749047, 0.1015664036864963, 0.8244185495860132]))
    #expect(
      agree(
        try weights(.entropyMinMax, sparse),
        [0.22125228119035012, 0.3770027744168388, 0.401744944392811]))
    #expect(
      agree(
        try weights(.entropyShifted(by: 1), sparse),
        [0.2771941864472653, 0.3598498580445982, 0.36295595550813653]))
    #expect(
      agree(
        try weights(.entropyShifted(by: 0.0001), sparse),
        [0.22128797104102382, 0.3770855729218356, 0.40162645603714064]))
  }

  @Test func `entropy after min-max turns round with the direction, and raw entropy does not`()
    throws
  {
    let directions: [Direction] = [.higher, .lower, .higher]
    #expect(
      agree(
        try weights(.entropyMinMax, sparse, directions: directions),
        [0.29827506594990516, 0.16012373952630665, 0.5416011945237881]))
    #expect(
      try weights(.entropy, sparse, directions: directions) == weights(.entropy, sparse))
  }

  @Test func `nearly equal values keep their weights`() throws {
    // 1 − e is about the squared coefficient of variation over 2 ln m, so deviations of 1, 2 and 3 parts
    // in 10⁵ weigh as 1 : 4 : 9.
    let found = try weights(
      .entropy,
      [[1 - 1e-5, 1 - 2e-5, 1 - 3e-5], [1, 1, 1], [1 + 1e-5, 1 + 2e-5, 1 + 3e-5]])
    #expect(greatestDifference(found, [1.0 / 14, 4.0 / 14, 9.0 / 14]) <= 1e-8)
  }

  @Test func `a negative value is refused by raw entropy and taken by the others`() throws {
    let rows: [[Double?]] = [[-1, 1], [2, 2], [4, 5]]
    #expect(
      refusals { _ = try weights(.entropy, rows) } == [
        "invalid-data",
        "“a” of “A” is -1, and entropy takes no negative values: use entropy-min-max",
      ])
    #expect(try weights(.entropyMinMax, rows).allSatisfy { $0 > 0 })
  }

  // MARK: CRITIC

  private let companies: [[Double?]] = [
    [61, 1.08, 4.33], [20.7, 0.26, 4.34], [16.3, 1.98, 2.53], [9, 3.29, 1.65], [5.4, 2.77, 2.33],
    [4, 4.12, 1.21], [-6.1, 3.52, 2.1], [-34.6, 3.31, 0.98],
  ]

  @Test func `critic weights are those published`() throws {
    // Source: Diakoulaki et al. 1995, eight pharmaceutical companies by three criteria.
    let found = try weights(DataDrivenWeighting(.critic), companies)
    #expect(greatestDifference(found, [0.20222554, 0.48090173, 0.31687273]) <= 1e-8)
    #expect(agree(found, [0.20222553978778, 0.48090172901971934, 0.3168727311925006]))
  }

  @Test func `critic says which correlation and which scale`() throws {
    #expect(
      agree(
        try weights(.critic(correlation: .spearman, scale: .minMax), companies),
        [0.21454644537401413, 0.4898562976295348, 0.29559725699645106]))
    #expect(
      agree(
        try weights(.critic(correlation: .pearson, scale: .given), companies),
        [0.8687423438731572, 0.0834143438318502, 0.04784331229499257]))
    #expect(
      agree(
        try weights(
          DataDrivenWeighting(.critic), companies, directions: [.higher, .lower, .higher]),
        [0.38625330961743676, 0.3628885266797345, 0.2508581637028288]))
  }

  @Test(arguments: Correlation.allCases)
  func `ties have their average rank, and a monotone change leaves only pearson's weights`(
    correlation: Correlation
  ) throws {
    let weighting = DataDrivenWeighting.critic(correlation: correlation, scale: .minMax)
    // Ranks (1, 2.5, 2.5, 4) and (1, 2, 3, 4): r = 4.5 / √(4.5 · 5). Pearson's of (0, 1, 1, 2) and
    // (0, 1, 2, 3): 3 / √(2 · 5). With a third that runs against the second only the sums differ.
    let rows: [[Double?]] = [[0, 0, 9], [1, 1, 4], [1, 2, 1], [2, 3, 0]]
    let r = correlation == .spearman ? 4.5 / 22.5.squareRoot() : 3 / 10.0.squareRoot()
    // (9, 4, 1, 0), mean 3.5: deviations 5.5, 0.5, −2.5, −3.5; with (−1, 0, 0, 1): −9, squares 49, so
    // −9 / √(2 · 49); with (−1.5, −0.5, 0.5, 1.5): −15 / √(5 · 49). By ranks −r and −1.
    let (s, t) =
      correlation == .spearman
      ? (-r, -1) : (-9 / 98.0.squareRoot(), -15 / 245.0.squareRoot())
    // Sample deviations of min-max values: √(2/3) / 2, √(5/3) / 3, √(49/3) / 9.
    let parts = [
      (2.0 / 3).squareRoot() / 2 * (2 - r - s), (5.0 / 3).squareRoot() / 3 * (2 - r - t),
      (49.0 / 3).squareRoot() / 9 * (2 - s - t),
    ]
    let sum = parts.reduce(0, +)
    #expect(agree(try weights(weighting, rows), parts.map { $0 / sum }))
  }

  @Test(arguments: DataDrivenWeighting.CriticScale.allCases)
  func `critic refuses indicators that all say the same`(
    scale: DataDrivenWeighting.CriticScale
  ) {
    let rows: [[Double?]] = [[1, 2], [2, 4], [3, 6], [5, 10]]
    #expect(
      refusals { _ = try weights(.critic(correlation: .pearson, scale: scale), rows) } == [
        "method-refused",
        "the indicators all say the same, so critic cannot tell them apart: use equal or given",
      ])
  }

  // MARK: Principal components

  @Test func `components of the technology achievement index are those of the handbook`() throws {
    // Source: OECD/JRC Handbook (2008), table 16 (eigenvalues, shares of variance printed with one
    // decimal) and table 17 (patents load 0.97 on one component and at most 0.07 on the others, its squared
    // loading being 0.67 of that component's; four components, each above 10 % of the variance). The data
    // are printed with two decimals of logarithms, so the shares agree within 0.12 points only.
    let found = try DataDrivenWeighting.pca(.varianceShareAbove(0.1)).weights(
      of: indicatorMatrix(TechnologyAchievement.values))
    let components = try #require(found.components)
    #expect(
      greatestDifference(components.eigenvalues, [3.3, 1.7, 1.0, 0.9, 0.5, 0.3, 0.2, 0.1]) <= 0.06)
    let printed = [41.9, 21.8, 12.3, 11.1, 6.0, 3.7, 2.2, 0.9]
    #expect(zip(components.eigenvalues, printed).allSatisfy { abs($0 * 12.5 - $1) <= 0.12 })
    #expect(
      agree(
        components.eigenvalues,
        [
          3.354361207288, 1.746060116215, 0.984862030235, 0.893915733087, 0.471196130661,
          0.299452031873, 0.174422181452, 0.07573056919,
        ]))
    #expect(components.explained.count == 4)
    let patents = components.loadings[0].map(abs).sorted()
    #expect(greatestDifference(patents, [0.06, 0.06, 0.07, 0.97]) <= 0.015)
    let squared = zip(components.loadings[0], components.explained).map { $0 * $0 / $1 }
    #expect(abs((squared.max() ?? 0) - 0.67) <= 0.006)
    // By another algorithm of varimax (singular values of the whole, not planar rotations).
    #expect(
      agree(
        components.explained.sorted(),
        [1.1786397964637572, 1.3851946555226840, 1.7829912915935486, 2.6323733432439127]))
    #expect(
      agree(
        found.weights,
        [
          0.16487636809330206, 0.15178564050429402, 0.10921983245435256, 0.07393640607491384,
          0.08461599254043499, 0.11639081238294595, 0.13621231011397653, 0.16296263783578013,
        ]))
    #expect(found.diagnostics == [])
  }

  @Test func `two components of the same have an eigenvalue above 1`() throws {
    let found = try DataDrivenWeighting(.pca).weights(
      of: indicatorMatrix(TechnologyAchievement.values))
    #expect(found.components?.explained.count == 2)
    #expect(
      agree(
        found.weights,
        [
          0.1220987829780862, 0.07237908265859216, 0.1840866161888076, 0.16185457204514134,
          0.13075415386263653, 0.18039023609772042, 0.11937712060274062, 0.029059435566275174,
        ]))
    let two = try DataDrivenWeighting.pca(.count(2)).weights(
      of: indicatorMatrix(TechnologyAchievement.values))
    #expect(two.weights == found.weights)
  }

  @Test func `the first component weighs by its vector, its sign fixed`() throws {
    // Without exports, which run against the others.
    let rows = TechnologyAchievement.values.map { row in
      row.indices.filter { $0 != 3 }.map { row[$0] as Double? }
    }
    #expect(
      agree(
        try weights(.pcaFirstComponent, rows),
        [
          0.041656020860880334, 0.13941655894550006, 0.19849679637216142, 0.1787020921105146,
          0.19845903658002104, 0.16023655119452757, 0.08303294393639493,
        ]))
    #expect(
      refusals { _ = try weights(.pcaFirstComponent, TechnologyAchievement.values) } == [
        "method-refused",
        "“d” would weigh less than 0 in the first component: check the direction, or use pca",
      ])
    // Turned round it joins them.
    var directions = [Direction](repeating: .higher, count: 8)
    directions[3] = .lower
    let turned = try weights(
      .pcaFirstComponent, TechnologyAchievement.values, directions: directions)
    #expect(turned.allSatisfy { $0 > 0 })
  }

  @Test func `two indicators have eigenvalues 1 ± r and equal weights`() throws {
    // Pearson's of (0, 1, 1, 2) and (0, 1, 2, 3) is 3 / √10.
    let rows: [[Double?]] = [[0, 0], [1, 1], [1, 2], [2, 3]]
    let found = try DataDrivenWeighting.pcaFirstComponent.weights(
      of: indicatorMatrix(rows), bootstrap: Bootstrap(.never))
    let r = 3 / 10.0.squareRoot()
    #expect(agree(found.components?.eigenvalues ?? [], [1 + r, 1 - r]))
    #expect(agree(found.weights, [0.5, 0.5]))
  }

  @Test func `the parts of components add up`() throws {
    let values = random(30, 12, seed: 3)
    let found = try DataDrivenWeighting.pca(.count(12)).weights(of: indicatorMatrix(values))
    let components = try #require(found.components)
    // All components retained: every indicator is explained whole, and rotation keeps the variance.
    #expect(
      agree(
        components.loadings.map { $0.reduce(0) { $0 + $1 * $1 } }, .init(repeating: 1, count: 12)))
    #expect(
      agree([components.explained.reduce(0, +), components.eigenvalues.reduce(0, +)], [12, 12]))
    #expect(agree([components.firstVector.reduce(0) { $0 + $1 * $1 }], [1]))
  }

  @Test func `components cut between equal eigenvalues are marked as arbitrary`() throws {
    // Uncorrelated: all eigenvalues are 1.
    let rows: [[Double?]] = [[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]]
    let found = try DataDrivenWeighting.pca(.count(2)).weights(
      of: indicatorMatrix(rows), bootstrap: Bootstrap(.never))
    #expect(
      found.diagnostics.map(\.text.english).contains {
        $0.hasPrefix("the last component retained and the next have the same eigenvalue")
      })
  }

  // MARK: What all rules share

  @Test(arguments: DataDrivenWeighting.ID.allCases)
  func `weights are at least 0 and sum to 1, and no order of rows changes a bit`(
    id: DataDrivenWeighting.ID
  ) throws {
    let weighting = DataDrivenWeighting(id)
    #expect(weighting.id == id)
    var generator = SeededGenerator(seed: 9)
    for rows in [random(8, 4, seed: 1), random(25, 5, seed: 2)] {
      let found = try weighting.weights(
        of: indicatorMatrix(rows), bootstrap: Bootstrap(.always, replicates: 50))
      #expect(found.weights.allSatisfy { $0 >= 0 })
      #expect(agree([found.weights.reduce(0, +)], [1]))
      let again = try weighting.weights(
        of: indicatorMatrix(rows.shuffled(using: &generator)),
        bootstrap: Bootstrap(.always, replicates: 50))
      #expect(again == found)
    }
  }

  @Test(arguments: DataDrivenWeighting.ID.allCases)
  func `weights belong to their indicators whatever the order of columns`(
    id: DataDrivenWeighting.ID
  ) throws {
    let rows = random(25, 5, seed: 2)
    let order = [3, 0, 4, 1, 2]
    let found = try weights(DataDrivenWeighting(id), rows)
    let moved = try weights(DataDrivenWeighting(id), rows.map { row in order.map { row[$0] } })
    #expect(agree(moved, order.map { found[$0] }))
  }

  @Test(arguments: DataDrivenWeighting.ID.allCases)
  func `units change no weight, and huge or tiny ones yield no NaN`(
    id: DataDrivenWeighting.ID
  ) throws {
    let rows = random(12, 3, seed: 4)
    let found = try weights(DataDrivenWeighting(id), rows)
    for units in [[1e-9, 3, 1e12], [1e305, 1, 1e-290]] {
      let scaled = rows.map { row in zip(row, units).map { x, unit in x.map { $0 * unit } } }
      #expect(agree(try weights(DataDrivenWeighting(id), scaled), found))
    }
  }

  @Test(arguments: DataDrivenWeighting.ID.allCases)
  func `a constant indicator weighs nothing and says so`(id: DataDrivenWeighting.ID) throws {
    let rows = random(12, 3, seed: 4)
    let found = try DataDrivenWeighting(id).weights(of: indicatorMatrix(rows.map { $0 + [7] }))
    #expect(agree(found.weights, try weights(DataDrivenWeighting(id), rows) + [0]))
    #expect(
      found.diagnostics.map(\.text.english) == [
        "the values of “d” are all the same (or fewer than two): its \(id.rawValue) weight is 0"
      ])
  }

  @Test(arguments: DataDrivenWeighting.ID.allCases)
  func `where nothing varies or there is one row, weights are refused`(
    id: DataDrivenWeighting.ID
  ) {
    #expect(
      refusals { _ = try weights(DataDrivenWeighting(id), [[2, 5], [2, 5], [2, 5]]) } == [
        "method-refused",
        "no indicator varies, so there are no \(id.rawValue) weights: use equal or given",
      ])
    #expect(
      refusals { _ = try weights(DataDrivenWeighting(id), [[2, 5], [nil, 5], [2, nil]]) } == [
        "invalid-data",
        "\(id.rawValue) weights need at least two rows, and 1 of 3 can be used: use equal or given",
      ])
    #expect(
      refusals { _ = try weights(DataDrivenWeighting(id), [[0, 0], [0, 0]]) }.first
        == "method-refused")
  }

  @Test(arguments: DataDrivenWeighting.ID.allCases)
  func `one indicator has all the weight`(id: DataDrivenWeighting.ID) throws {
    #expect(try weights(DataDrivenWeighting(id), [[1], [2], [4]]) == [1])
  }

  @Test(arguments: DataDrivenWeighting.ID.allCases, MissingCells.allCases)
  func `missing values leave out rows or pairs, as is said`(
    id: DataDrivenWeighting.ID, missing: MissingCells
  ) throws {
    let rows = random(14, 3, seed: 8)
    var holed = rows
    holed[0][0] = nil
    holed[1][2] = nil
    let found = try DataDrivenWeighting(id).weights(of: indicatorMatrix(holed), missing: missing)
    switch missing {
    case .completeRows:
      #expect(found.weights == (try weights(DataDrivenWeighting(id), Array(rows.dropFirst(2)))))
      #expect(found.rowCount == 12)
      #expect(
        found.diagnostics.map(\.text.english) == [
          "\(id.rawValue) weights are of the 12 of 14 rows that lack nothing"
        ])
    case .pairwise:
      #expect(found.weights != (try weights(DataDrivenWeighting(id), Array(rows.dropFirst(2)))))
      #expect(agree([found.weights.reduce(0, +)], [1]))
      #expect(found.rowCount == 13)
      #expect(found.diagnostics == [])
    }
  }

  @Test func `pairwise entropy is that of each indicator's own rows`() throws {
    // (1, 4) and (2, 16), each with a row that the other lacks: as if they stood side by side.
    #expect(
      agree(
        try weights(.entropy, [[1, nil], [4, nil], [nil, 2], [nil, 16]], missing: .pairwise),
        [0.35888879048891087, 0.6411112095110891]))
  }

  @Test func `pairwise correlations that nobody shares or that contradict are refused`() throws {
    let apart: [[Double?]] = [[1, nil], [4, nil], [nil, 2], [nil, 16]]
    for id in [DataDrivenWeighting.ID.critic, .pca, .pcaFirstComponent] {
      #expect(
        refusals { _ = try weights(DataDrivenWeighting(id), apart, missing: .pairwise) }.last
          == "too few rows have both “a” and “b”, or one does not vary there, so they have no "
          + "correlation: complete the data or leave one out")
    }
    // a with b and b with c agree, a with c disagree: no three columns are like that.
    let contradiction: [[Double?]] = [
      [1, 1, nil], [2, 2, nil], [3, 3, nil], [nil, 1, 1], [nil, 2, 2], [nil, 3, 3], [1, nil, 3],
      [2, nil, 2], [3, nil, 1],
    ]
    #expect(
      refusals {
        _ = try weights(DataDrivenWeighting(.pca), contradiction, missing: .pairwise)
      }.last
        == "the correlations, each of other rows, contradict one another: use complete-rows, or "
        + "complete the data")
  }

  @Test(
    arguments: [
      .entropyShifted(by: 0), .entropyShifted(by: -1), .entropyShifted(by: .nan),
      .pca(.varianceShareAbove(1)), .pca(.varianceShareAbove(.nan)), .pca(.count(0)),
    ] as [DataDrivenWeighting])
  func `a parameter out of range is refused`(weighting: DataDrivenWeighting) {
    let text = refusals { _ = try weights(weighting, sparse) }
    #expect(text.first == "invalid-definition")
    #expect(text.count == 2)
  }

  // MARK: Few rows

  @Test(arguments: DataDrivenWeighting.ID.allCases)
  func `weights of fewer than ten rows have intervals and are called noise`(
    id: DataDrivenWeighting.ID
  ) throws {
    let found = try DataDrivenWeighting(id).weights(of: indicatorMatrix(random(9, 3, seed: 8)))
    let intervals = try #require(found.intervals)
    #expect(found.replicates > 500)
    for interval in intervals {
      #expect(0 <= interval.low && interval.low < interval.high && interval.high <= 1)
    }
    let text = try #require(found.diagnostics.first?.text)
    #expect(found.diagnostics.map(\.severity) == [.warning])
    #expect(
      text.english.hasPrefix(
        "\(id.rawValue) weights of 9 rows, fewer than 10, are mostly noise (that of “"))
    #expect(text.chinese.hasPrefix("\(id.rawValue) 权重只有9个数据行，少于 10 个，多半是噪声，如“"))

    let many = try DataDrivenWeighting(id).weights(of: indicatorMatrix(random(10, 3, seed: 8)))
    #expect(many.intervals == nil && many.replicates == 0 && many.diagnostics == [])
  }

  @Test(arguments: Bootstrap.Use.allCases)
  func `rows are drawn again as often as asked`(use: Bootstrap.Use) throws {
    for (count, isFew) in [(8, true), (16, false)] {
      let found = try DataDrivenWeighting.entropyMinMax.weights(
        of: indicatorMatrix(random(count, 3, seed: 8)), bootstrap: Bootstrap(use, replicates: 40))
      let isDrawn = use == .always || (use == .fewRows && isFew)
      #expect(found.replicates == (isDrawn ? 40 : 0))
      #expect((found.intervals != nil) == isDrawn)
      #expect((found.diagnostics.count == 1) == isFew)
    }
  }

  @Test func `the seed decides the intervals, and nothing else`() throws {
    let rows = try indicatorMatrix(random(8, 3, seed: 8))
    let found = try (1...3).map { seed in
      try DataDrivenWeighting(.critic).weights(
        of: rows, bootstrap: Bootstrap(replicates: 100, seed: seed == 3 ? 1 : UInt64(seed)))
    }
    #expect(found[0] == found[2])
    #expect(found[0].weights == found[1].weights)
    #expect(found[0].intervals != found[1].intervals)
  }

  @Test func `the ends of an interval are points of 5 and 95 per cent, not extremes`() throws {
    // Three rows of nine have b; (2/3)⁹ = 2.6 % of the draws lack it, and give it no weight.
    let rows: [[Double?]] = (1...9).map { [Double($0), $0 % 3 == 0 ? 1 : 0] }
    let found = try DataDrivenWeighting.entropyMinMax.weights(of: indicatorMatrix(rows))
    let intervals = try #require(found.intervals)
    #expect(intervals[1].low > 0.1)
    #expect(agree([intervals[0].low + intervals[1].high], [1]))
    #expect(intervals[1].low < found.weights[1] && found.weights[1] < intervals[1].high)
  }

  @Test func `intervals narrow with the number of rows`() throws {
    func width(_ count: Int) throws -> Double {
      let found = try DataDrivenWeighting(.critic).weights(
        of: indicatorMatrix(random(count, 3, seed: 21)),
        bootstrap: Bootstrap(.always, replicates: 200))
      return (found.intervals ?? []).reduce(0) { $0 + $1.high - $1.low }
    }
    // Four times the rows halve it, about.
    #expect(try width(200) < 0.4 * width(8))
  }

  @Test func `draws that give no weights are left out and counted`() throws {
    let found = try DataDrivenWeighting.entropyMinMax.weights(
      of: indicatorMatrix([[1, 2, 0], [2, 1, 1], [2, 1, 1]]), bootstrap: Bootstrap(replicates: 900))
    // 1/27 + 8/27 = 1/3 of the draws are all of the first or all of the others: expected 600, σ ≈ 14.
    #expect((540...660).contains(found.replicates))
    #expect(found.intervals != nil)
    // Of three rows that rise together, any two lie on a line, which CRITIC refuses: only the draws of all
    // three, 6/27 of 900, give weights: expected 200, σ ≈ 12.
    let scarce = try DataDrivenWeighting(.critic).weights(
      of: indicatorMatrix([[0, 0], [1, 1], [2, 5]]), bootstrap: Bootstrap(replicates: 900))
    #expect((150...250).contains(scarce.replicates))
    #expect(scarce.intervals == nil)
    #expect(
      scarce.diagnostics.map(\.text.english) == [
        "critic weights of 3 rows, fewer than 10, are mostly noise (only \(scarce.replicates) of 900 "
          + "resamples gave weights at all): given, equal or ahp serve better"
      ])
  }
}

@Suite struct IndicatorMatrixTests {
  @Test func `a matrix that is none is refused with every reason`() {
    #expect(
      refusals { _ = try IndicatorMatrix(indicators: [], rows: []) } == [
        "invalid-data", "there is no indicator or no row: there is nothing to weigh",
      ])
    #expect(
      refusals {
        _ = try IndicatorMatrix(
          indicators: ["a", "a"], bodies: ["甲", "乙"], rows: [[1], [.infinity, nil]])
      } == [
        "invalid-data", "the indicator “a” stands twice: give each one column",
        "the values of “甲” number 1, the indicators 2",
        "“a” of “乙” is not a finite number: leave missing values empty",
      ])
    #expect(
      refusals {
        _ = try IndicatorMatrix(indicators: ["a"], directions: [.higher, .lower], rows: [[1]])
      }.count == 2)
    #expect(
      refusals { _ = try IndicatorMatrix(indicators: ["a"], bodies: [], rows: [[1]]) }.count == 2)
  }
}

@Suite struct SplitMix64Tests {
  @Test func `the sequence is that of the published generator`() {
    // Source: reference values of SplitMix64 for seed 1234567 (Vigna's splitmix64.c).
    var generator = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test func `indices stay below their bound and are evenly spread`() {
    var generator = SplitMix64(seed: 3)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<7000 { counts[generator.index(below: 7)] += 1 }
    // σ = √(7000 · 1/7 · 6/7) ≈ 29.
    #expect(counts.allSatisfy { (880...1120).contains($0) })
    #expect(generator.index(below: 1) == 0)
    #expect(generator.index(below: 0) == 0)
  }
}
