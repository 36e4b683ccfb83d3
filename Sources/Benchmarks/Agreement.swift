import FoundationEssentials
import Metrics

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A JSON value, for files whose fields differ from entry to entry.
enum JSONValue: Decodable {
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])
  case nothing

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .nothing
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else if let value = try? container.decode([String: JSONValue].self) {
      self = .object(value)
    } else {
      // A flag such as `"agrees": true`.
      self = .nothing
    }
  }

  subscript(key: String) -> JSONValue {
    if case .object(let fields) = self { fields[key] ?? .nothing } else { .nothing }
  }

  var items: [JSONValue] { if case .list(let items) = self { items } else { [] } }
  var number: Double? { if case .number(let value) = self { value } else { nil } }
  var string: String { if case .text(let value) = self { value } else { "" } }
  /// All numbers in it, row after row; nothing stands as `nil`.
  var numbers: [Double?] {
    if case .list(let items) = self { items.flatMap(\.numbers) } else { [number] }
  }
  /// The numbers of each row.
  var rows: [[Double?]] { items.map(\.numbers) }
}

extension Benchmarks {
  /// Prints how far published vectors are from what is computed here: a row for each.
  ///
  /// `name<TAB>from the print<TAB>its tolerance<TAB>from the same recomputed`, the last within 1e-9; for what
  /// was only recomputed the first is `-`. The folder has `published.json`, `tai23.csv` and `asem`.
  ///
  /// - Returns: whether every difference is within its tolerance.
  static func agreement(_ folder: String) throws -> Bool {
    let document = try JSONDecoder().decode(
      JSONValue.self, from: Data(contentsOf: URL(filePath: "\(folder)/published.json")))
    let technology = try Technology("\(folder)/tai23.csv")
    var table = AgreementTable()
    for vector in document["vectors"].items {
      let id = vector["id"].string
      guard let found = try computed(id, vector["input"], technology) else {
        table.fail(id, "nothing computes it")
        continue
      }
      table.add(
        id, found, printed: vector["expected_published"].numbers,
        tolerance: vector["tolerance"].number ?? 0, recomputed: vector["computed"].numbers)
    }
    for (name, found, expected) in try tables(document["tables"]) {
      table.add(name, found, printed: expected, tolerance: 0, recomputed: expected)
    }
    for (name, found, expected) in try asem("\(folder)/asem") {
      table.add(name, found, recomputed: expected)
    }
    return table.isWithin
  }

  private struct AgreementTable {
    var isWithin = true

    init() { print("vector\tfrom print\ttolerance\tfrom recomputed") }

    /// The greatest `|a − b| / max(1, |b|)`.
    private func difference(_ found: [Double?], _ expected: [Double?]) -> Double {
      guard found.count == expected.count else { return .infinity }
      return zip(found, expected).reduce(0) { greatest, pair in
        switch pair {
        case (nil, nil): return greatest
        case (let a?, let b?) where a.isFinite: return max(greatest, abs(a - b) / max(1, abs(b)))
        default: return .infinity
        }
      }
    }

    private func short(_ value: Double) -> String {
      if value == 0 { return "0" }
      if !value.isFinite { return "\(value)" }
      var exponent = 0
      var digits = value
      while digits >= 10 { (digits, exponent) = (digits / 10, exponent + 1) }
      while digits < 1 { (digits, exponent) = (digits * 10, exponent - 1) }
      return "\((digits * 100).rounded() / 100)e\(exponent)"
    }

    mutating func add(
      _ name: String, _ found: [Double?], printed: [Double?]? = nil, tolerance: Double = 0,
      recomputed: [Double?]
    ) {
      let rounding = 1e-9
      let bound = max(tolerance, rounding)
      let fromPrint = printed.map { difference(found, $0) }
      let fromRecomputed = difference(found, recomputed)
      let isGood = (fromPrint ?? 0) <= bound && fromRecomputed <= rounding
      if !isGood { isWithin = false }
      print(
        "\(name)\t\(fromPrint.map(short) ?? "-")\t\(printed == nil ? "-" : short(bound))\t"
          + "\(short(fromRecomputed))\(isGood ? "" : "\tEXCEEDED")")
    }

    mutating func fail(_ name: String, _ reason: String) {
      isWithin = false
      print("\(name)\t-\t-\t-\t\(reason)")
    }
  }

  /// The data of the technology achievement index.
  private struct Technology {
    var names: [String]
    var rows: [[Double?]]

    init(_ path: String) throws {
      let lines = try csv(path)
      names = Array((lines.first ?? []).dropFirst())
      rows = lines.dropFirst().map { $0.dropFirst().map { Double($0) } }
    }

    func column(_ name: String) -> [[Double?]] {
      guard let place = names.firstIndex(of: name) else { return [] }
      return rows.map { [$0[place]] }
    }
  }

  /// The fields of a file of which only some are quoted, and none has a quote within.
  private static func csv(_ path: String) throws -> [[String]] {
    try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).map {
      line in
      var fields = [""]
      var isQuoted = false
      for character in line {
        switch character {
        case "\"": isQuoted.toggle()
        case "," where !isQuoted: fields.append("")
        default: fields[fields.count - 1].append(character)
        }
      }
      return fields.map { String($0.drop { $0 == " " }) }
    }
  }

  private static func card(
    _ rows: [[Double?]], _ normalisation: Normalisation, aggregation: Aggregation = .arithmetic,
    limits: [Limits]? = nil, weights: [Double]? = nil, directions: [Double?]? = nil,
    group: ((Int) -> String?)? = nil
  ) throws -> ScoreCard {
    let columns = (rows.first ?? []).indices.map {
      IndicatorDefinition(
        id: "c\($0)", direction: directions?[$0] == -1 ? .lower : .higher,
        weight: weights?[$0] ?? 1, group: group?($0), goalposts: limits?[$0])
    }
    var groups: [GroupDefinition] = []
    for id in columns.compactMap(\.group) where !groups.contains(where: { $0.id == id }) {
      groups.append(GroupDefinition(id: id))
    }
    let table = ScoringTable(
      rows: rows.indices.map { ScoringTable.RowKey(body: "\($0)", year: 2000) },
      indicators: columns,
      values: rows.map { $0.map { $0.map(Estimate.exact) ?? .notKnown } })
    return try ScoreCard(
      table, groups: groups,
      method: ScoringMethod(normalisation: normalisation, aggregation: [aggregation]))
  }

  static func ranking(
    _ rows: [[Double?]], _ method: MultiCriteriaMethod, weights: [Double?] = [],
    directions: [Double?] = [], missing: MissingValues = .interval
  ) throws -> MultiCriteriaRanking {
    let criteria = (rows.first ?? []).indices.map {
      DecisionMatrix.Criterion(
        id: "c\($0)",
        direction: $0 < directions.count && directions[$0] == -1 ? .lower : .higher,
        weight: $0 < weights.count ? weights[$0] ?? 0 : 1)
    }
    return try MultiCriteriaRanking(
      DecisionMatrix(
        bodies: rows.indices.map { "\(1000 + $0)" }, criteria: criteria, values: rows),
      method: method, missing: missing, coverage: 0)
  }

  /// A ranking of orders of preference, each a criterion weighted by its votes.
  private static func ranking(
    ofVotes votes: JSONValue, _ method: MultiCriteriaMethod
  ) throws -> (ranking: MultiCriteriaRanking, count: Double) {
    let orders = votes.items.map { Array($0.items[1].string) }
    let weights = votes.items.map { $0.items[0].number }
    let rows = (orders.first ?? []).sorted().map { option in
      orders.map { $0.firstIndex(of: option).map(Double.init) }
    }
    return (
      try ranking(rows, method, weights: weights, directions: weights.map { _ in -1 }),
      weights.reduce(0) { $0 + ($1 ?? 0) }
    )
  }

  private static func kemeny(_ ranking: MultiCriteriaRanking) -> Kemeny? {
    if case .kemeny(let details) = ranking.details { details } else { nil }
  }

  private static func agreement(of order: [Int], _ shares: [[Double?]]) -> Double {
    order.indices.reduce(0) { sum, place in
      order[(place + 1)...].reduce(sum) { $0 + (shares[order[place]][$1] ?? 0) }
    }
  }

  private static func orders(_ count: Int) -> [[Int]] {
    if count == 0 { return [[]] }
    return orders(count - 1).flatMap { order in
      (0...order.count).map { Array(order[..<$0]) + [count - 1] + Array(order[$0...]) }
    }
  }

  /// What the methods here make of a vector's input; nothing where there is no method for it.
  private static func computed(
    _ id: String, _ input: JSONValue, _ technology: Technology
  ) throws -> [Double?]? {
    let zeroToOne = Limits(0, 1)
    func normalised(_ method: Normalisation.Method, _ range: Limits? = nil) throws -> [Double?] {
      try card(technology.column("schooling"), Normalisation(method, range: range))
        .rows.map { $0.normalised[0] }
    }
    func scores(_ method: MultiCriteriaMethod) throws -> [Double?] {
      let rows = input["x"].items.isEmpty ? input.rows : input["x"].rows
      let weights = input["w"].items.isEmpty ? [] : input["w"].numbers
      let directions = input["dir"].items.isEmpty ? [] : input["dir"].numbers
      return try ranking(rows, method, weights: weights, directions: directions).rows.map(\.score)
    }
    func matrix(_ rows: [[Double?]]) throws -> IndicatorMatrix {
      try IndicatorMatrix(
        indicators: (rows.first ?? []).indices.map { "c\($0)" }, rows: rows)
    }
    func weights(_ weighting: DataDrivenWeighting) throws -> [Double?] {
      try weighting.weights(of: matrix(input.rows), bootstrap: Bootstrap(.never)).weights
    }
    func votes(_ method: MultiCriteriaMethod, times: Bool) throws -> [Double?] {
      let (ranking, count) = try ranking(ofVotes: input, method)
      return ranking.rows.map { $0.score.map { $0 * (times ? count : 1) } }
    }

    switch id {
    case "z": return try normalised(.zScore)
    case "minmax": return try normalised(.minMax, zeroToOne)
    case "rank_asc_min": return try normalised(.rank)
    case "geo":
      return try card(
        input.rows, Normalisation(.goalposts), aggregation: .geometric,
        limits: input.rows[0].map { _ in Limits(0, 100) }
      ).rows.map(\.index.value)
    case "hdi_cn_2010":
      // ln 163, ln 108211 and ln 7263.
      return try card(
        [[input["LE"].number, input["MYS"].number, input["EYS"].number, 8.890548245606167]],
        Normalisation(.goalposts, range: zeroToOne), aggregation: .geometric,
        limits: [
          Limits(20, 83.2), Limits(0, 13.2 * 0.951), Limits(0, 20.6 * 0.951),
          Limits(5.093750200806762, 11.591838303813079),
        ], group: { $0 == 1 || $0 == 2 ? "education" : nil }
      ).rows.map(\.index.value)
    case "borda25", "borda28", "borda31", "borda33": return try votes(.borda, times: true)
    case "copeland25": return try votes(.copeland, times: false)
    case "kemeny25":
      let (ranking, count) = try ranking(ofVotes: input, .kemeny)
      return kemeny(ranking).map { [$0.agreement * count] }
    case "kemeny28":
      let (ranking, count) = try ranking(ofVotes: input, .kemeny)
      guard let shares = kemeny(ranking)?.outranking.shares else { return nil }
      return ["abc", "bca", "cab", "bac", "cba", "acb"].map { order in
        agreement(of: order.unicodeScalars.map { Int($0.value) - 97 }, shares) * count
      }
    case "outrank36":
      guard case .outranking(let details) = try ranking(input.rows, .borda).details else {
        return nil
      }
      return details.shares.joined().map { $0 ?? 0 }
    case "kemeny37":
      // The three decimals that the table of pairs is from.
      var rows = Array(technology.rows.prefix(5))
      (rows[1][4], rows[3][4]) = (2.997, 3.003)
      guard let shares = try kemeny(ranking(rows, .kemeny))?.outranking.shares else { return nil }
      return orders(5).map { agreement(of: $0, shares) }.sorted(by: >).prefix(4).map { $0 }
    case "gme38":
      return try card(technology.rows, Normalisation(.shareOfMax), aggregation: .geometric)
        .rows.map { $0.rank.map(Double.init) }
    case "tai_goalposts":
      let limits = zip(input["min"].numbers, input["max"].numbers).map {
        Limits($0 ?? 0, $1 ?? 0)
      }
      return try card(
        technology.rows, Normalisation(.goalposts), limits: limits,
        group: { "dimension \($0 / 2)" }
      ).rows.map { $0.rank.map(Double.init) }
    case "bod19":
      let rows = try card(technology.rows, Normalisation(.minMax, range: zeroToOne)).rows
      let bounds = BenefitOfDoubt.Bounds(
        .weight, [Limits](repeating: Limits(0.1, 0.15), count: 8))
      return try BenefitOfDoubt(of: matrix(rows.map(\.normalised)), bounds: bounds)
        .bodies.map { $0?.score }
    case "bod_tiny":
      return try BenefitOfDoubt(of: matrix(input.rows)).bodies.map { $0?.score }
    case "entropy", "entropy2": return try weights(.entropy)
    case "critic": return try weights(DataDrivenWeighting(.critic))
    case "topsis_vec", "topsis_ot_vec": return try scores(.topsis(.vector))
    case "topsis_mm": return try scores(.topsis(.minMax))
    case "vikor_yang", "vikor_dams": return try scores(.vikor())
    case "promethee2": return try scores(.prometheeII())
    case "copras": return try scores(.copras)
    case "skewkurt":
      let values = input.numbers.compactMap { $0 }
      let shapes = [TreatmentShape(values), TreatmentShape(values.map { min($0, 10) })]
      return shapes.flatMap { [$0?.skewness, $0?.kurtosis] }
    case "spotis":
      return try card(
        input["x"].rows, Normalisation(.goalposts, range: zeroToOne),
        limits: input["bounds"].rows.map { Limits($0[0] ?? 0, $0[1] ?? 0) },
        weights: input["w"].numbers.compactMap { $0 }, directions: input["dir"].numbers
      ).rows.map { $0.index.value.map { 1 - $0 } }
    case "garwood", "byar":
      return try input.numbers.flatMap { count -> [Double?] in
        let limits = try CountInterval(count: count ?? -1, method: id == "byar" ? .byar : .exact)
        return [limits.low, limits.high]
      }
    case "funnel95":
      let expected = input.numbers.compactMap { $0 }
      let funnel = try Funnel(
        expected.map { Funnel.Member(body: "\($0)", observed: $0, expected: $0) },
        method: FunnelMethod(adjustment: .none, rule: .chiSquare))
      return funnel.points.map(\.limits95.low) + funnel.points.map(\.limits95.high)
    case "phi":
      let (observed, expected) = (input.rows[0], input.rows[1])
      let members = zip(observed, expected).map { observed, expected in
        Funnel.Member(
          body: "\(observed ?? -1)", observed: observed ?? -1, expected: expected ?? -1)
      }
      let method = FunnelMethod(
        transformation: .logarithm, winsorisedShare: nil, adjustment: .multiplicative)
      return [try Funnel(members, method: method).dispersion]
    case "eb":
      let shrunk = try ShrunkRates(
        counts: input.rows[0].compactMap { $0 }, exposures: input.rows[1].compactMap { $0 })
      return [shrunk.variance, shrunk.commonRate] + shrunk.rates.map(\.shrunk)
    case "kendall":
      let rows = zip(input.rows[0], input.rows[1]).map { [$0, $1] }
      let audit = try IndexAudit(of: card(rows, Normalisation(.minMax)))
      return [audit.panels.first?.associations.first { $0.relation == .sameGroup }?.kendall?.value]
    case "cpi":
      let estimate = try MeanEstimate(input.numbers.compactMap { $0 }, distribution: .normal)
      return [estimate.mean, estimate.standardError]
    case "ishigami": return ishigami()
    default: return nil
    }
  }

  /// The Sobol indices of Ishigami's function, from a design on which every mean is exact.
  ///
  /// What the estimates are means of are products of sines, of degree 2 in x₁ and 4 in x₂, and powers of
  /// x₃ up to the eighth: 3 and 5 points evenly around the circle and the 9 points of Chebyshev's rule
  /// of equal weights (degree 9) integrate them without error. All pairs of such points make samples A
  /// and B; the divisor n − 1 of the sample's variance is taken back.
  private static func ishigami() -> [Double?] {
    let ends = [
      0.16790618421480394, 0.52876178305788, 0.60101865538023807, 0.91158930772843447,
    ]
    func circle(_ count: Int) -> [Double] {
      (0..<count).map { (2 * Double($0) / Double(count) - 1) * Double.pi }
    }
    let third = ([0] + ends + ends.map { -$0 }).map { $0 * Double.pi }
    let points = circle(3).flatMap { x in
      circle(5).flatMap { y in third.map { z in [x, y, z] } }
    }
    func value(_ x: [Double]) -> Double {
      let (first, second) = (sin(x[0]), sin(x[1]))
      return first + 7 * second * second + 0.1 * x[2] * x[2] * x[2] * x[2] * first
    }
    let pairs = points.flatMap { a in points.map { (a: a, b: $0) } }
    let mixed = (0..<3).map { factor in
      pairs.map { pair in
        var x = pair.a
        x[factor] = pair.b[factor]
        return value(x)
      }
    }
    let indices = SobolIndices(
      a: pairs.map { value($0.a) }, b: pairs.map { value($0.b) }, mixed: mixed)
    guard let indices else { return [] }
    let size = Double(2 * pairs.count)
    return (indices.first + indices.total).map { $0.value * size / (size - 1) }
  }

  /// Ties, years filled, and pairs with a gap.
  private static func tables(
    _ tables: JSONValue
  ) throws -> [(name: String, found: [Double?], expected: [Double?])] {
    var rows: [(String, [Double?], [Double?])] = []
    let ties = tables["ties"]
    rows.append(
      (
        "ties desc_min", Ranking.ranks(of: ties["x"].numbers).map { $0.map(Double.init) },
        ties["desc_min"].numbers
      ))
    for (place, entry) in tables["panel"]["cases"].items.enumerated() {
      let values = entry["x"].numbers
      let table = ScoringTable(
        rows: values.indices.map { ScoringTable.RowKey(body: "A", year: 2020 + $0) },
        indicators: [IndicatorDefinition(id: "x", direction: .higher)],
        values: values.map { [$0.map(Estimate.exact) ?? .notKnown] })
      for (name, method) in [("linear", Imputation.Method.linear), ("constant", .latest)] {
        let filled = try Imputation(method, ends: .nearest).apply(to: table).table
        rows.append(
          (
            "panel \(place + 1) \(name)", filled.values.map { $0[0].point },
            entry[name].numbers
          ))
      }
    }
    let gap = tables["outranking_na"]["x"].rows
    for (name, order) in [("as given", gap), ("reversed", gap.reversed())] {
      let found = try ranking(order, .borda, missing: .renormalise)
      guard case .outranking(let details) = found.details else { continue }
      let shares = name == "as given" ? details.shares : details.shares.reversed()
      rows.append(
        ("outranking_na \(name)", shares.flatMap { $0.compactMap { $0 } }, [0, 1]))
    }
    return rows
  }

  // MARK: ASEM

  /// The Asian partners of the example, whose gaps are filled among themselves.
  private static let asian: Set<String> = [
    "AUS", "BGD", "BRN", "CHN", "IDN", "IND", "JPN", "KAZ", "KHM", "KOR", "LAO", "MMR", "MNG",
    "MYS", "NZL", "PAK", "PHL", "RUS", "SGP", "THA", "VNM",
  ]

  /// The example of COINr 1.1.14 from its denominated data on: gaps filled, outliers treated,
  /// normalised, aggregated; configuration B without treatment.
  private static func asem(
    _ folder: String
  ) throws -> [(name: String, found: [Double?], expected: [Double?])] {
    func records(_ name: String) throws -> [[String: String]] {
      let lines = try csv("\(folder)/\(name).csv")
      return lines.dropFirst().map {
        Dictionary(zip(lines[0], $0)) { first, _ in first }
      }
    }
    let meta = try records("meta_ind")
    func parent(_ record: [String: String]) -> String? {
      record["Parent"].map { $0 == "Index" ? GroupDefinition.root : $0 }
    }
    func weight(_ record: [String: String]) -> Double {
      record["Weight"].flatMap { Double($0) } ?? 1
    }
    let columns = meta.filter { $0["Type"] == "Indicator" }.map {
      IndicatorDefinition(
        id: $0["iCode"] ?? "", direction: $0["Direction"] == "-1" ? .lower : .higher,
        weight: weight($0), group: parent($0))
    }
    let groups = meta.filter { $0["Type"] == "Aggregate" && $0["iCode"] != "Index" }.map {
      GroupDefinition(id: $0["iCode"] ?? "", weight: weight($0), parent: parent($0))
    }
    let input = try records("denominated")
    let given = ScoringTable(
      rows: input.map { ScoringTable.RowKey(body: $0["uCode"] ?? "", year: 2018) },
      indicators: columns,
      values: input.map { record in
        columns.map { record[$0.id].flatMap { Double($0) }.map(Estimate.exact) ?? .notKnown }
      })
    let filled = try Imputation(.groupMean).apply(
      to: given, groups: given.rows.map { asian.contains($0.body) ? "Asia" : "Europe" }
    ).table

    var rows: [(String, [Double?], [Double?])] = []
    for (name, isTreated, normalisation) in [
      ("A", true, Normalisation(.minMax)), ("B", false, Normalisation(.minMax)),
      ("C", true, Normalisation(.zScore)),
    ] {
      let table =
        isTreated
        ? try Treatment(.winsoriseLog).apply(to: filled, for: normalisation).table : given
      let card = try ScoreCard(
        table, groups: groups,
        method: ScoringMethod(missing: .renormalise, coverage: 0, normalisation: normalisation))
      let published = Dictionary(
        try records("\(name)_aggregated").map { ($0["uCode"] ?? "", $0) }
      ) { first, _ in first }
      var (found, expected): ([Double?], [Double?]) = ([], [])
      for row in card.rows {
        let ids = columns.map(\.id) + card.groupIDs
        let values = row.normalised + row.groups.map(\.value)
        for (id, value) in zip(ids, values) {
          let id = id == GroupDefinition.root ? "Index" : id
          found.append(value)
          expected.append(published[row.key.body]?[id].flatMap { Double($0) })
        }
      }
      rows.append(("ASEM \(name), 51 × 60 scores", found, expected))
    }
    return rows
  }
}
