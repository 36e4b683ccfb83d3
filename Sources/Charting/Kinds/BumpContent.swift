/// What a bump chart has to say, before anything is placed: runs, ties, gaps, who is highlighted.
struct BumpContent {
  let chart: BumpChart
  /// The years in order.
  let years: [Int]
  /// A name for each series that the scene can carry.
  let identifiers: [String]
  /// The points of each series by year.
  let points: [[Int: BumpChart.Point]]
  /// Where each series stands in each year: its rank, and below it those that share the rank.
  let places: [[Int: Double]]
  /// The series that share a rank in a year, the highest first.
  let ties: [Tie]
  /// The greatest place.
  let greatest: Double
  /// The series that have a rank.
  let drawn: [Int]
  /// The series that are highlighted, at most ``BumpChart/mostHighlighted``.
  let highlighted: [Int]

  var language: FigureLanguage { chart.frame.language }

  /// Series that share a rank.
  struct Tie: Equatable {
    var year: Int
    var members: [Int]
  }

  init(_ chart: BumpChart, years: [Int]) {
    self.chart = chart
    self.years = years
    identifiers = RowPlot.identifiers(chart.series.map(\.id))
    let points = chart.series.map { series in
      Dictionary(series.points.map { ($0.year, $0) }) { first, _ in first }
    }
    self.points = points
    drawn = points.indices.filter { !points[$0].isEmpty }
    let focus = drawn.filter { chart.series[$0].isFocus }
    highlighted = Array(focus.prefix(BumpChart.mostHighlighted))

    var places = [[Int: Double]](repeating: [:], count: points.count)
    var ties: [Tie] = []
    var greatest = 1.0
    for (number, year) in years.enumerated() {
      let next = number + 1 < years.count ? years[number + 1] : year
      let present = points.indices.compactMap { index in
        points[index][year].map { (index: index, rank: $0.rank) }
      }
      let groups = Dictionary(grouping: present) { $0.rank }.sorted { $0.key < $1.key }
      for (place, group) in groups.enumerated() {
        // Those that tie stand in the order of the year before, then of the next: lines cross least.
        let members = group.value.map(\.index).sorted { first, second in
          func key(_ index: Int) -> (Double, Int) {
            let before = number > 0 ? places[index][years[number - 1]] : nil
            return (before ?? points[index][next].map { Double($0.rank) } ?? .infinity, index)
          }
          return key(first) < key(second)
        }
        let rank = Double(group.key)
        // Ranks that others hold are not encroached upon where ties skip none.
        let room =
          place + 1 < groups.count
          ? Double(groups[place + 1].key) - rank : Double(members.count)
        let step = min(1, room / Double(members.count))
        for (number, member) in members.enumerated() {
          places[member][year] = rank + Double(number) * step
        }
        greatest = max(greatest, rank + Double(members.count - 1) * step)
        if members.count > 1 { ties.append(Tie(year: year, members: members)) }
      }
    }
    self.places = places
    self.ties = ties
    self.greatest = greatest
  }

  /// The rank as drawn, with a sign where others share it: `=1`.
  func rankText(_ index: Int, _ year: Int) -> String {
    guard let rank = points[index][year]?.rank else { return "" }
    return (isTied(index, year) ? "=" : "") + String(rank)
  }

  /// Whether others share the rank of that year.
  func isTied(_ index: Int, _ year: Int) -> Bool {
    ties.contains { $0.year == year && $0.members.contains(index) }
  }

  /// The name as drawn.
  func label(_ index: Int) -> String { Typesetter.trimmed(chart.series[index].label) }

  /// Years that follow one another in the figure and have a rank.
  func runs(_ index: Int) -> [[Int]] {
    var runs: [[Int]] = []
    var isOpen = false
    for year in years {
      if points[index][year] == nil {
        isOpen = false
      } else if isOpen {
        runs[runs.count - 1].append(year)
      } else {
        runs.append([year])
        isOpen = true
      }
    }
    return runs
  }

  /// The first and the last year of a series.
  func ends(_ index: Int) -> (first: Int, last: Int)? {
    let known = years.filter { points[index][$0] != nil }
    guard let first = known.first, let last = known.last else { return nil }
    return (first, last)
  }

  /// Whether a series begins after the first year.
  func isEntrant(_ index: Int) -> Bool {
    guard let ends = ends(index), let first = years.first else { return false }
    return ends.first > first
  }

  /// The series that are named, from all to only those highlighted.
  var namings: [[Int]] {
    var namings: [[Int]] = []
    if drawn.count <= BumpChart.mostNamed { namings.append(drawn) }
    let last = years.last ?? 0
    let first = drawn.filter { places[$0][last] != nil }
      .sorted { (places[$0][last] ?? 0, $0) < (places[$1][last] ?? 0, $1) }
    for count in [5, 3, 1, 0] {
      let few = Set(highlighted + first.prefix(count))
      if !few.isEmpty { namings.append(drawn.filter(few.contains)) }
    }
    return namings
  }

  /// The style of the values behind the ranks.
  var numbers: NumberStyle {
    NumberStyle(
      for: chart.series.flatMap { $0.points.compactMap(\.value) }, areCounts: false,
      language: language)
  }

  /// Notes below the plot.
  func notes(named: [Int], unlabelled: Int, hasBands: Bool) -> [String] {
    var notes = [BumpPhrase.exaggeration.text(in: language)]
    for index in highlighted {
      guard let ends = ends(index), ends.first < ends.last,
        let first = points[index][ends.first]?.value, let last = points[index][ends.last]?.value
      else { continue }
      notes.append(
        BumpPhrase.values.text(
          in: language,
          [
            "name": label(index), "first": String(ends.first),
            "firstValue": numbers.string(first), "last": String(ends.last),
            "lastValue": numbers.string(last),
          ]))
    }
    if drawn.contains(where: isEntrant) { notes.append(BumpPhrase.entrant.text(in: language)) }
    if !ties.isEmpty {
      notes.append((hasBands ? BumpPhrase.ties : .tiesNarrow).text(in: language))
    }
    if drawn.contains(where: { points[$0].count < years.count }) {
      notes.append(BumpPhrase.differing.text(in: language))
    }
    func counted(_ phrase: BumpPhrase, _ count: Int) {
      if count > 0 { notes.append(phrase.text(in: language, ["count": String(count)])) }
    }
    counted(.others, drawn.count - named.count)
    counted(.unlabelled, unlabelled)
    counted(.moreFocus, drawn.count(where: { chart.series[$0].isFocus }) - highlighted.count)
    return notes
  }

  /// The figure in words.
  func description(named: [Int]) -> String {
    let frame = chart.frame
    var sentences: [String] = []
    func add(_ phrase: some Phrasing, _ values: [String: String]) {
      sentences.append(phrase.text(in: language, values))
    }
    add(BumpPhrase.kind, ["title": Typesetter.trimmed(frame.title)])
    let unit = Typesetter.trimmed(frame.unit)
    if !unit.isEmpty { add(Phrase.descriptionUnit, ["unit": unit]) }
    let separator = Phrase.separator.text(in: language)
    add(
      BumpPhrase.years,
      [
        "years": years.map { String($0) }.joined(separator: separator),
        "count": String(drawn.count),
      ])
    func names(_ indices: [Int]) -> String {
      let names = indices.prefix(3).map(label).joined(separator: separator)
      guard indices.count > 3 else { return names }
      return Phrase.namesAndOthers.text(
        in: language,
        [
          "names": names, "count": String(indices.count), "rest": String(indices.count - 3),
        ])
    }
    for year in Set([years.first, years.last].compactMap { $0 }).sorted() {
      let first = drawn.filter { points[$0][year]?.rank == 1 }
      if !first.isEmpty { add(BumpPhrase.first, ["year": String(year), "names": names(first)]) }
    }
    if let year = years.last, let worst = drawn.compactMap({ points[$0][year]?.rank }).max(),
      worst > 1
    {
      add(
        BumpPhrase.last,
        [
          "year": String(year), "rank": String(worst),
          "names": names(drawn.filter { points[$0][year]?.rank == worst }),
        ])
    }
    let told = highlighted + named.filter { !highlighted.contains($0) }.prefix(5)
    for index in told {
      guard let ends = ends(index), let first = points[index][ends.first],
        let last = points[index][ends.last]
      else { continue }
      let ranks = points[index].values.map(\.rank)
      let (best, worst) = (ranks.min() ?? first.rank, ranks.max() ?? first.rank)
      if ranks.count == 1 {
        add(
          BumpPhrase.one,
          [
            "name": label(index), "year": String(ends.first), "rank": String(first.rank),
          ])
      } else if best == worst {
        add(BumpPhrase.unmoved, ["name": label(index), "rank": String(best)])
      } else {
        add(
          BumpPhrase.moved,
          [
            "name": label(index), "first": String(ends.first), "firstRank": String(first.rank),
            "last": String(ends.last), "lastRank": String(last.rank), "best": String(best),
            "worst": String(worst),
          ])
      }
      let absent = years.filter { points[index][$0] == nil }
      if highlighted.contains(index), !absent.isEmpty {
        add(
          BumpPhrase.absent,
          [
            "name": label(index),
            "years": absent.map { String($0) }.joined(separator: separator),
          ])
      }
    }
    let entrants = drawn.count(where: isEntrant)
    if entrants > 0 { add(BumpPhrase.entered, ["count": String(entrants)]) }
    if drawn.count > told.count {
      add(BumpPhrase.others2, ["count": String(drawn.count - told.count)])
    }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }
}
