import Diagnostics
import Observations

/// The figures of one body, one report year and one kind of period, each set and class once, and the
/// algebra that tells what they say of other sets.
struct Figures {
  /// What the report states for a measure set in a class.
  struct Figure {
    var set: MeasureSet
    var counts: String
    var low: Double
    var high: Double?
    var value: Double
    var bound: Observation.Bound
    var isSum: Bool
    var unit: String
    var observations: [Int]

    var isExact: Bool { bound == .exact }
  }

  /// Something that does not agree, the measures that it is about, and the figures, as places in the data's
  /// observations, the one that stands first.
  struct Problem {
    var set: MeasureSet
    var text: LocalisedText
    var observations: [Int]
  }

  /// The figures, the largest sets first and those of a size in the order of their names, so that what is
  /// made of them does not depend on the order of the rows.
  private(set) var figures: [Figure] = []
  private(set) var problems: [Problem] = []

  /// Collects the figures of observations of one body, year and period.
  ///
  /// A headline beats the sum of its components; of two headlines the first stands. Subsets are never
  /// used. Components of special and of budget reports together make all reports.
  init(_ indices: [Int], of observations: [Observation]) {
    struct Key: Hashable {
      var set: MeasureSet
      var counts: String
    }
    var keys: [Key] = []
    var headlines: [Key: [Int]] = [:]
    var components: [Key: [Int]] = [:]
    for index in indices {
      let observation = observations[index]
      let key = Key(set: observation.measures, counts: observation.counts)
      switch observation.role {
      case .subset: continue
      case .headline: headlines[key, default: []].append(index)
      case .component: components[key, default: []].append(index)
      }
      if !keys.contains(key) { keys.append(key) }
    }
    for key in keys where key.counts == "special_reports" {
      let all = Key(set: key.set, counts: "all_reports")
      let budget = Key(set: key.set, counts: "budget_reports")
      guard components[all] == nil, let special = components[key], let others = components[budget]
      else { continue }
      components[all] = special + others
      if !keys.contains(all) { keys.append(all) }
    }
    for key in keys {
      let sum = components[key].map { parts in
        Figure(summing: parts.map { observations[$0] }, at: parts, set: key.set, counts: key.counts)
      }
      guard let indices = headlines[key], let first = indices.first else {
        if let sum { figures.append(sum) }
        continue
      }
      let headline = observations[first]
      let (low, high) = headline.interval
      figures.append(
        Figure(
          set: key.set, counts: key.counts, low: low, high: high, value: headline.value,
          bound: headline.bound, isSum: false, unit: headline.unit, observations: [first]))
      for index in indices.dropFirst() where observations[index].value != headline.value {
        let other = observations[index]
        note(
          key.set, [first, index],
          zh: "\(key.set) 有两个总数：\(plain(headline.value))和\(plain(other.value))，取前一个",
          en: "two totals for \(key.set): \(plain(headline.value)) and \(plain(other.value)); "
            + "the first is used")
      }
      if let sum, sum.isExact, headline.bound == .exact, sum.observations.count > 1,
        sum.value != headline.value
      {
        note(
          key.set, [first] + sum.observations,
          zh: "\(key.set) 的总数\(plain(headline.value))与分项之和\(plain(sum.value))不一致，取总数",
          en: "the total \(plain(headline.value)) of \(key.set) is not the sum "
            + "\(plain(sum.value)) of its parts; the total is used")
      }
    }
    figures.sort { a, b in
      if a.set != b.set {
        let (first, second) = (a.set.ids, b.set.ids)
        return first.count == second.count
          ? first.lexicographicallyPrecedes(second) : first.count > second.count
      }
      return a.counts < b.counts
    }
  }

  private mutating func note(_ set: MeasureSet, _ observations: [Int], zh: String, en: String) {
    let text = LocalisedText(zh: zh, en: en)
    // A set is asked for in each of its classes, and is told of once.
    if problems.contains(where: { $0.set == set && $0.text == text }) { return }
    problems.append(Problem(set: set, text: text, observations: observations))
  }

  /// What the figures say of a set in a class.
  ///
  /// Exact if the set is stated, or if exact figures of disjoint sets make it up (their sum). Else from
  /// the greatest sum of disjoint stated subsets to the least stated superset; no upper end where no
  /// superset is stated. Nothing is ever subtracted. Of measures of the user's own, which may be negative,
  /// a part says nothing of the whole.
  mutating func cell(of set: MeasureSet, counts: String) -> Cell? {
    let isCounted = set.ids.allSatisfy { MeasureCatalogue.measure($0) != nil }
    let related = figures.filter {
      !$0.set.isDisjoint(with: set) && Self.areComparable($0.set, $0.counts, set, counts)
    }
    let parts = related.filter { $0.set.isSubset(of: set) && $0.set != set }
    let below = isCounted ? Self.greatestSum(of: set.ids, by: parts) : []
    let low = below.reduce(0) { $0 + $1.low }
    // The same set may be stated in a class that reads as this one, as inspections do as topics.
    let stated =
      figures.first { $0.set == set && $0.counts == counts } ?? related.first { $0.set == set }
    if let stated {
      if isCounted, let high = stated.high {
        noteExcess(of: low, by: below, over: high, by: [stated], in: set)
      }
      return Cell(
        state: stated.isSum ? .summed : .stated, value: stated.value, low: stated.low,
        high: stated.high, bound: stated.bound, unit: stated.unit, counts: counts,
        observations: stated.observations)
    }
    let wholes = related.filter {
      isCounted && set.isSubset(of: $0.set) && $0.high != nil
        // A whole with a measure of the user's own may be less than its part.
        && $0.set.ids.allSatisfy { MeasureCatalogue.measure($0) != nil }
    }
    let above = wholes.min { ($0.high ?? .infinity) < ($1.high ?? .infinity) }
    if let cover = Self.cover(of: set.ids, by: parts.filter(\.isExact)) {
      let sum = cover.reduce(0) { $0 + $1.value }
      if let above, let high = above.high {
        noteExcess(of: sum, by: cover, over: high, by: [above], in: set)
      }
      return Cell(
        state: .summed, value: sum, low: sum, high: sum, bound: .exact, unit: cover[0].unit,
        counts: counts, observations: cover.flatMap(\.observations))
    }
    // A cover of which a part is only about so many still has an upper end.
    let covering = Self.cover(of: set.ids, by: parts.filter { $0.high != nil })
    let coveringLow = covering?.reduce(0) { $0 + $1.low }
    let coveringHigh = covering?.reduce(0) { $0 + ($1.high ?? 0) }
    let high = [above?.high, coveringHigh].compactMap { $0 }.min()
    guard !below.isEmpty || high != nil else { return nil }
    var ends = (isCounted ? low : coveringLow ?? 0, high)
    if let high, low > high {
      let wholes = above?.high == high ? above.map { [$0] } : covering
      noteExcess(of: low, by: below, over: high, by: wholes ?? [], in: set)
      ends = (high, low)
    }
    let used = (isCounted ? below : covering ?? []) + (above.map { [$0] } ?? [])
    var cell = Cell(
      state: .bounded, value: nil, low: ends.0, high: ends.1, bound: .exact,
      unit: used.first?.unit ?? "", counts: counts, observations: used.flatMap(\.observations))
    // An interval of one number is that number.
    if ends.0 == ends.1 { cell.value = ends.0 }
    return cell
  }

  /// Tells of every set whose stated parts make more than a total around them, asked for or not.
  mutating func noteContradictions() {
    for figure in figures { _ = cell(of: figure.set, counts: figure.counts) }
  }

  private mutating func noteExcess(
    of low: Double, by parts: [Figure], over high: Double, by wholes: [Figure], in set: MeasureSet
  ) {
    guard low > high else { return }
    note(
      set, wholes.flatMap(\.observations) + parts.flatMap(\.observations),
      zh: "\(set) 的部分合计\(plain(low))多于包含它的总数\(plain(high))",
      en: "the parts of \(set) make \(plain(low)), more than the total \(plain(high)) around it")
  }

  /// Figures that together cover every leaf once; nothing where there are none.
  private static func cover(of leaves: [String], by figures: [Figure]) -> [Figure]? {
    guard let leaf = leaves.first else { return [] }
    for figure in figures where figure.set.ids.contains(leaf) {
      guard figure.set.ids.allSatisfy(leaves.contains) else { continue }
      let rest = leaves.filter { !figure.set.ids.contains($0) }
      if let others = cover(of: rest, by: figures) { return [figure] + others }
    }
    return nil
  }

  /// The disjoint figures whose least values make the greatest sum.
  private static func greatestSum(of leaves: [String], by figures: [Figure]) -> [Figure] {
    guard let leaf = leaves.first else { return [] }
    let rest = Array(leaves.dropFirst())
    let candidates = figures.filter {
      $0.set.ids.contains(leaf) && $0.set.ids.allSatisfy(leaves.contains)
    }
    // A leaf with no figure but its own loses nothing by it; only joint figures need a search.
    if candidates.isEmpty { return greatestSum(of: rest, by: figures) }
    if candidates.count == 1, candidates[0].set.ids.count == 1 {
      return candidates + greatestSum(of: rest, by: figures)
    }
    var best = greatestSum(of: rest, by: figures)
    var bestSum = best.reduce(0) { $0 + $1.low }
    for figure in candidates {
      let remaining = leaves.filter { !figure.set.ids.contains($0) }
      let chosen = [figure] + greatestSum(of: remaining, by: figures)
      let sum = chosen.reduce(0) { $0 + $1.low }
      if sum > bestSum || best.isEmpty { (best, bestSum) = (chosen, sum) }
    }
    return best
  }

  /// Whether figures of two overlapping sets count the same kind of thing, so that one bounds the other.
  ///
  /// Each class is read as a class of every shared leaf. `inspections` and a measure's own class match
  /// topics and occasions alike (counting rules §4a).
  static func areComparable(
    _ first: MeasureSet, _ firstCounts: String, _ second: MeasureSet, _ secondCounts: String
  ) -> Bool {
    for id in first.ids where second.ids.contains(id) {
      guard let a = Reading(of: firstCounts, for: id), let b = Reading(of: secondCounts, for: id)
      else { return false }
      switch (a, b) {
      case (.either, .either): continue
      case (.either, .oneClass(let counts)), (.oneClass(let counts), .either):
        if !["topics", "occasions"].contains(counts) { return false }
      case (.oneClass(let x), .oneClass(let y)):
        if x != y { return false }
      }
    }
    return true
  }

  /// What the class of a joint figure means for one of its leaves.
  private enum Reading: Equatable {
    case oneClass(String)
    /// Topics or occasions, as the figure it meets may be.
    case either

    init?(of counts: String, for id: String) {
      let classes = MeasureCatalogue.measure(id)?.classes ?? [id]
      if classes.contains(counts) {
        self = .oneClass(counts)
      } else if classes.contains("inspections") {
        // The class of a joint figure, or of another measure in it.
        guard ["topics", "occasions"].contains(counts) || MeasureCatalogue.measure(counts) != nil
        else { return nil }
        self = .oneClass("inspections")
      } else if classes.count == 1 {
        self = .oneClass(classes[0])
      } else if classes.contains("topics"), counts == "inspections" || counts == "laws" {
        self = counts == "laws" ? .oneClass("laws") : .either
      } else if classes.contains("topics"), MeasureCatalogue.measure(counts) != nil {
        self = .either
      } else {
        return nil
      }
    }
  }
}

extension Figures.Figure {
  init(summing parts: [Observation], at indices: [Int], set: MeasureSet, counts: String) {
    let intervals = parts.map(\.interval)
    let bounds = parts.map(\.bound)
    let highs = intervals.compactMap(\.high)
    self.init(
      set: set, counts: counts, low: intervals.reduce(0) { $0 + $1.low },
      high: highs.count == parts.count ? highs.reduce(0, +) : nil,
      value: parts.reduce(0) { $0 + $1.value },
      bound: bounds.contains(.atLeast) ? .atLeast : bounds.contains(.about) ? .about : .exact,
      isSum: true, unit: parts.first?.unit ?? "", observations: indices)
  }
}

/// A number as a message writes it: whole numbers without a fraction.
func plain(_ value: Double) -> String {
  Int(exactly: value).map(String.init) ?? "\(value)"
}
