import Diagnostics
public import Observations

/// What a measure is divided by, so that unlike bodies can be set side by side.
public enum Denominator: Sendable, Equatable, CustomStringConvertible {
  /// Nothing: the count itself.
  case none
  /// Million residents.
  case millionResidents
  /// A reference quantity: `residents`, `deputies`, `county_divisions`, `gdp` or another of the data's.
  case quantity(String)
  /// Another measure of the same body and year.
  case measure(String)
  /// The total of the bodies of the same kind, level and year: `x / Σx`.
  case share

  /// The denominator that a user's word means: `none`, `million_residents`, `share`, a quantity of the
  /// data's references, or a measure.
  ///
  /// - Returns: nothing where the word names none, with the nearest known word.
  public static func named(
    _ word: String, in data: DataSet
  ) -> (denominator: Denominator?, nearest: String?) {
    switch word {
    case "none": return (Denominator.none, nil)
    case "million_residents", "百万人": return (.millionResidents, nil)
    case "share", "占比": return (.share, nil)
    default: break
    }
    let quantities = Set(data.references.map(\.quantity))
    let quantity = Self.quantityNames[word] ?? word
    if quantities.contains(quantity) { return (.quantity(quantity), nil) }
    let found = data.identifier(for: word)
    if let id = found.id { return (.measure(id), nil) }
    // A quantity that the data lack is known all the same: every body is then told to lack it.
    if Self.quantityNames.values.contains(quantity) { return (.quantity(quantity), nil) }
    let known = ["none", "million_residents", "share"] + quantities.sorted()
    return (
      nil,
      NameMatching.slip(word, of: known) ?? NameMatching.nearest(word, among: known)
        ?? found.nearest
    )
  }

  /// The Chinese names of the quantities that plain tables know.
  private static let quantityNames = [
    "常住人口": "residents", "代表人数": "deputies", "本级代表": "deputies", "县级行政区划数": "county_divisions",
    "县级区划数": "county_divisions", "地区生产总值": "gdp",
  ]

  /// The word that means the denominator.
  public var description: String {
    switch self {
    case .none: "none"
    case .millionResidents: "million_residents"
    case .quantity(let id), .measure(let id): id
    case .share: "share"
    }
  }

  /// Divides every cell of a table.
  ///
  /// Interval ends divide by the opposite ends. A body whose denominator is not known, or is 0, is not
  /// stated, and a diagnostic says which of the two and, for a 0, where it stands; so is every body where
  /// the total of a share is 0. Where it is 0 for all, that is an error. A reference quantity of another
  /// year is the nearest one, the earlier on a tie.
  func apply(to table: inout MeasureTable, index: inout FigureIndex, terms: Selection.Terms) {
    switch self {
    case .none: return
    case .share: applyShare(to: &table, data: index.data)
    case .millionResidents: applyQuantity("residents", scale: 1e6, to: &table, index: index)
    case .quantity(let id): applyQuantity(id, scale: 1, to: &table, index: index)
    case .measure(let id): applyMeasure(id, to: &table, index: &index, terms: terms)
    }
    warnPerHead(&table, data: index.data)
  }

  /// Divides by the total of the bodies of a kind, level and year that have a value.
  ///
  /// Where a value of the total is no exact one, a share lies between the own least value beside the
  /// greatest of the others and the own greatest beside the least of the others.
  private func applyShare(to table: inout MeasureTable, data: DataSet) {
    struct Peers: Hashable {
      var kind: BodyKind
      var level: Level?
      var year: Int
    }
    struct Total {
      var value = 0.0
      var low = 0.0
      /// The sum of the upper ends, and how many values have none.
      var high = 0.0
      var openEnds = 0
    }
    let peers = table.rows.map {
      Peers(kind: $0.body.kind, level: $0.body.level, year: $0.year)
    }
    var totals: [Peers: Total] = [:]
    for (position, row) in table.rows.enumerated() where row.cell.isRankable {
      var total = totals[peers[position]] ?? Total()
      total.value += row.cell.value ?? 0
      total.low += row.cell.low ?? 0
      total.high += row.cell.high ?? 0
      total.openEnds += row.cell.high == nil ? 1 : 0
      totals[peers[position]] = total
    }
    var lacking: [String] = []
    for index in table.rows.indices where table.rows[index].cell.low != nil {
      let cell = table.rows[index].cell
      let total = totals[peers[index]] ?? Total()
      guard total.value > 0 else {
        lacking.append(table.rows[index].body.name)
        table.rows[index].cell = .empty(.notStated, counts: cell.counts)
        continue
      }
      table.rows[index].cell.divide(by: (total.value, total.value))
      guard cell.isRankable, let low = cell.low, total.low != total.high || total.openEnds > 0
      else { continue }
      let othersLow = total.low - low
      let openOthers = total.openEnds - (cell.high == nil ? 1 : 0)
      let othersHigh = openOthers > 0 ? nil : total.high - (cell.high ?? 0)
      // The own value counts in the total too, so that a share never exceeds 1.
      table.rows[index].cell.low = low > 0 ? othersHigh.map { low / (low + $0) } ?? 0 : 0
      table.rows[index].cell.high =
        cell.high.map { $0 + othersLow > 0 ? $0 / ($0 + othersLow) : 0 } ?? 1
      table.rows[index].cell.bound = .about
    }
    let isNothing = !lacking.isEmpty && table.rows.allSatisfy { $0.cell.low == nil }
    noteLacking(
      lacking, isNothing ? .error : .warning, &table, data: data, zh: "合计为 0，没有占比",
      en: "the total is 0, which has no shares")
  }

  private func applyQuantity(
    _ quantity: String, scale: Double, to table: inout MeasureTable, index: FigureIndex
  ) {
    var known: [String: [ReferenceQuantity]] = [:]
    for reference in index.data.references where reference.quantity == quantity {
      known[reference.body, default: []].append(reference)
    }
    var lacking: [String] = []
    var zeros: [Zero] = []
    for position in table.rows.indices {
      let row = table.rows[position]
      guard row.cell.low != nil else { continue }
      let nearest = Self.nearest(to: row.year, among: known[row.body.name] ?? [])
      // A quantity can be 0 (a city without county divisions), which divides nothing.
      guard let nearest, nearest.value > 0 else {
        if let nearest {
          zeros.append(Zero(body: row.body.name, place: index.data.place(of: nearest)))
        } else {
          lacking.append(row.body.name)
        }
        table.rows[position].cell = .empty(.notStated, counts: row.cell.counts)
        table.rows[position].cell.lacksDenominator = true
        continue
      }
      table.rows[position].cell.divide(by: (nearest.value / scale, nearest.value / scale))
      table.rows[position].cell.denominatorYear = nearest.year
      if !nearest.source.isEmpty, !table.rows[position].cell.sources.contains(nearest.source) {
        table.rows[position].cell.sources.append(nearest.source)
      }
    }
    note(zeros, lacking, of: quantity, &table, data: index.data)
  }

  /// The quantity of the nearest year, the earlier on a tie; nothing where there is none.
  public static func nearest(
    to year: Int, among quantities: [ReferenceQuantity]
  ) -> ReferenceQuantity? {
    quantities.min { a, b in
      let distances = (abs(a.year - year), abs(b.year - year))
      return distances.0 == distances.1 ? a.year < b.year : distances.0 < distances.1
    }
  }

  private func applyMeasure(
    _ id: String, to table: inout MeasureTable, index: inout FigureIndex, terms: Selection.Terms
  ) {
    let rows = table.rows.map { DataSet.BodyYear(body: $0.body.key, year: $0.year) }
    let divisors = MeasureTable(
      MeasureSet([id]), .commonest, .none, rows: rows, terms: terms, in: index)
    var lacking: [String] = []
    var zeros: [Zero] = []
    for position in table.rows.indices where table.rows[position].cell.low != nil {
      let divisor = divisors.rows[position].cell
      // Zero divides nothing, and a divisor that may be zero leaves no upper end to say.
      guard let value = divisor.value, value > 0, !divisor.isOtherClass, let low = divisor.low
      else {
        let body = table.rows[position].body.name
        if divisor.value == 0, !divisor.isOtherClass {
          let place = divisor.observations.first.map {
            index.data.place(of: index.data.observations[$0])
          }
          zeros.append(Zero(body: body, place: place))
        } else {
          lacking.append(body)
        }
        table.rows[position].cell = .empty(
          .notStated, counts: table.rows[position].cell.counts)
        table.rows[position].cell.lacksDenominator = true
        continue
      }
      table.rows[position].cell.divide(by: (low, divisor.high), value: value, bound: divisor.bound)
      table.rows[position].cell.observations += divisor.observations
      for source in divisor.sources
      where !table.rows[position].cell.sources.contains(source) {
        table.rows[position].cell.sources.append(source)
      }
    }
    note(zeros, lacking, of: id, &table, data: index.data)
  }

  /// A body that has 0 of what it is to be divided by, and where that stands.
  private struct Zero {
    var body: String
    var place: Place?
  }

  /// Tells of the bodies that have 0 of a denominator, then of those that have none.
  private func note(
    _ zeros: [Zero], _ lacking: [String], of name: String, _ table: inout MeasureTable,
    data: DataSet
  ) {
    if !zeros.isEmpty {
      let isNothing = lacking.isEmpty && table.rows.allSatisfy { $0.cell.low == nil }
      func named(_ open: String, _ close: String) -> [String] {
        var seen: Set<String> = []
        return zeros.compactMap { zero in
          let place = zero.place.map { place in
            let file = place.file.split(separator: "/").last.map(String.init) ?? place.file
            return "\(open)\(Place(file, line: place.line))\(close)"
          }
          let word = zero.body + (place ?? "")
          return seen.insert(word).inserted ? word : nil
        }
      }
      let (zh, en) = (named("（", "）"), named(" (", ")"))
      table.diagnostics.append(
        Diagnostic(
          isNothing ? .error : .warning, at: zeros[0].place ?? Place(data.path),
          LocalisedText(
            zh: (isNothing ? "所有机构的 \(name) 都是 0，不能作除数：" : "\(name) 为 0，不能作除数：")
              + zh.joined(separator: "、") + "；请核对数据，或改 per",
            en: (isNothing ? "every body has 0 \(name)" : "\(name) is 0")
              + ", which divides nothing: \(en.joined(separator: ", ")): correct the data or change per"
          )))
    }
    noteLacking(
      lacking, .warning, &table, data: data, zh: "没有 \(name)，无法相除",
      en: "no \(name) to divide by")
  }

  private func noteLacking(
    _ bodies: [String], _ severity: Diagnostic.Severity, _ table: inout MeasureTable,
    data: DataSet, zh: String, en: String
  ) {
    guard !bodies.isEmpty else { return }
    var seen: Set<String> = []
    let unique = bodies.filter { seen.insert($0).inserted }
    table.diagnostics.append(
      Diagnostic(
        severity, at: Place(data.path),
        LocalisedText(
          zh: "\(unique.joined(separator: "、"))\(zh)",
          en: "\(unique.joined(separator: ", ")): \(en)")))
  }

  /// Rates per head of what does not grow with people say more of the place's size than of its work.
  private func warnPerHead(_ table: inout MeasureTable, data: DataSet) {
    guard self == .millionResidents || self == .quantity("residents") else { return }
    let ids = table.measures.isLawsPassed ? ["laws_passed"] : table.measures.ids
    let unscaled = ids.compactMap { MeasureCatalogue.measure($0) }.filter { !$0.growsWithResidents }
    guard let measure = unscaled.first else { return }
    table.diagnostics.append(
      Diagnostic(
        .warning,
        LocalisedText(
          zh: "\(measure.name.chinese)并不随人口增减：人均数主要反映人口多少",
          en: "\(measure.name.english.lowercased()) do not grow with residents: "
            + "a rate per head mostly tells how many residents there are")))
  }
}

extension Cell {
  /// Divides by a quantity known to lie in an interval.
  mutating func divide(
    by divisor: (low: Double, high: Double?), value: Double? = nil,
    bound divisorBound: Observation.Bound = .exact
  ) {
    dividend = self.value
    self.divisor = value ?? divisor.low
    self.value = self.value.map { $0 / (value ?? divisor.low) }
    let ends = (low, high)
    // The least of a negative value, of a measure of the user's own, is the one divided by the least.
    low = ends.0.map { low in
      low < 0
        ? (divisor.low > 0 ? low / divisor.low : low) : divisor.high.map { low / $0 } ?? 0
    }
    high = ends.1.flatMap { high in
      high < 0
        ? divisor.high.map { high / $0 } ?? 0 : (divisor.low > 0 ? high / divisor.low : nil)
    }
    // At least so many to divide by makes at most so much: the interval says it, the word about is true.
    if divisorBound != .exact { bound = .about }
  }
}
