/// What a tile chart has to say, before anything is placed: classes with round limits, values as words.
struct TileContent {
  let chart: TileChart
  /// A name for each tile that the scene can carry.
  let identifiers: [String]
  /// The names in full and without suffixes.
  let names, shortNames: [String]
  /// The values as they are written.
  let texts: [String]
  let footnotes: RankedBarFootnotes
  /// How values are written.
  let numbers: NumberStyle
  /// The lower limits of the classes, ascending; the first is at or below the least value.
  let limits: [Double]
  /// How limits are written.
  let limitStyle: NumberStyle
  /// The groups in order, each with its tiles.
  let groups: [(name: String, tiles: [Int])]

  var language: FigureLanguage { chart.frame.language }

  init(_ chart: TileChart) {
    self.chart = chart
    identifiers = RowPlot.identifiers(chart.tiles.map(\.id))
    names = chart.tiles.map { Typesetter.trimmed($0.label) }
    shortNames = BodyNames.abbreviated(names)
    let content = RankedBarContent(
      RankedBarChart(
        frame: chart.frame, areCounts: chart.areCounts,
        rows: chart.tiles.map {
          RankedBarChart.Row(id: "", label: $0.label, rank: nil, state: $0.state)
        }))
    var footnotes = RankedBarFootnotes()
    texts = chart.tiles.indices.map { index in
      switch chart.tiles[index].state {
      case .notStated: "—"
      case .notApplicable: "/"
      case .value, .otherClass, .bounded:
        content.valueText(index, &footnotes, classInFootnote: true)
      }
    }
    self.footnotes = footnotes
    numbers = content.numbers
    let values = chart.tiles.compactMap { tile -> Double? in
      if case .value(let value, _) = tile.state { value } else { nil }
    }
    let areWhole = values.allSatisfy { $0 == $0.rounded() }
    limits = Self.limits(values, areWhole: areWhole)
    limitStyle = Self.style(limits, numbers)
    var groups: [(name: String, tiles: [Int])] = []
    for (index, tile) in chart.tiles.enumerated() {
      let name = Typesetter.trimmed(tile.group ?? "")
      if !groups.isEmpty, groups[groups.count - 1].name == name {
        groups[groups.count - 1].tiles.append(index)
      } else {
        groups.append((name, [index]))
      }
    }
    self.groups = groups
  }

  /// Round lower limits of at most ``TileChart/mostClasses`` classes.
  ///
  /// Classes are equally wide; where more than six in ten of at least eight values would fall into one
  /// of them, the limits are rounded fifths of the values instead.
  private static func limits(_ values: [Double], areWhole: Bool) -> [Double] {
    guard let low = values.min(), let high = values.max(), low < high else {
      return values.prefix(1).map { $0 }
    }
    let most = TileChart.mostClasses
    let step = Self.step(from: low, to: high, areWhole: areWhole)
    let first = (low / step + 1e-9).rounded(.down)
    let last = (high / step + 1e-9).rounded(.down)
    let equal = stride(from: first, through: last, by: 1).map { $0 * step }
    let counts = equal.indices.map { place in
      values.count {
        $0 >= equal[place] && (place + 1 == equal.count || $0 < equal[place + 1])
      }
    }
    guard values.count >= 8, (counts.max() ?? 0) * 10 > values.count * 6 else { return equal }
    let sorted = values.sorted()
    var fifths: [Double] = []
    for part in 1..<most {
      let value = sorted[min(part * sorted.count / most, sorted.count - 1)]
      let round = Self.rounded(value, areWhole: areWhole)
      if round > low, round <= high, round > fifths.last ?? -.infinity { fifths.append(round) }
    }
    guard fifths.count > 1 else { return equal }
    return [low >= 0 ? 0 : low] + fifths
  }

  /// The finest round width of at most ``TileChart/mostClasses`` equal classes.
  private static func step(from low: Double, to high: Double, areWhole: Bool) -> Double {
    let start = NumberStyle.exponent(of: high - low) - 2
    for exponent in start...(start + 4) {
      for mantissa in [1.0, 1.5, 2, 2.5, 3, 4, 5] {
        let step =
          exponent >= 0
          ? mantissa * NumberStyle.power(exponent) : mantissa / NumberStyle.power(-exponent)
        if areWhole, step != step.rounded() { continue }
        let first = (low / step + 1e-9).rounded(.down)
        let last = (high / step + 1e-9).rounded(.down)
        if last - first < Double(TileChart.mostClasses) { return step }
      }
    }
    return max(high - low, 1)
  }

  /// The number to its first figure, or to a half of it.
  private static func rounded(_ value: Double, areWhole: Bool) -> Double {
    guard value != 0 else { return 0 }
    let exponent = NumberStyle.exponent(of: abs(value))
    let unit = exponent >= 0 ? NumberStyle.power(exponent) : 1 / NumberStyle.power(-exponent)
    let step = abs(value) < 3 * unit ? unit / 2 : unit
    let round = (value / step).rounded() * step
    return areWhole ? round.rounded() : round
  }

  /// As many decimals as the limits need, but no fewer figures than they have.
  private static func style(_ limits: [Double], _ numbers: NumberStyle) -> NumberStyle {
    var style = numbers
    for decimals in 0...9 {
      style.decimals = decimals
      let scale = NumberStyle.power(decimals)
      if limits.allSatisfy({
        abs($0 * scale - ($0 * scale).rounded()) <= 1e-6 * max(1, abs($0 * scale))
      }) {
        break
      }
    }
    return style
  }

  /// The class of a value.
  func place(_ value: Double) -> Int {
    max((limits.lastIndex { $0 <= value } ?? 0), 0)
  }

  /// The share of the ramp for a class, from light to dark.
  func share(_ place: Int) -> Double {
    limits.count > 1 ? Double(place) / Double(limits.count - 1) : 0.35
  }

  /// The words of a class: `10～19` of whole numbers, `10～20` of others, `40 or more` for the last.
  func classText(_ place: Int) -> String {
    let low = limits[place]
    guard place + 1 < limits.count else {
      return TilePhrase.from.text(in: language, ["low": limitStyle.string(low)])
    }
    let next = limits[place + 1]
    if areWhole {
      return next - 1 <= low ? limitStyle.string(low) : limitStyle.range(low, next - 1)
    }
    return limitStyle.range(low, next)
  }

  /// Whether all values and limits are whole numbers.
  var areWhole: Bool {
    limits.allSatisfy { $0 == $0.rounded() }
      && chart.tiles.allSatisfy { tile in
        if case .value(let value, _) = tile.state { value == value.rounded() } else { true }
      }
  }

  /// How many tiles are in a state.
  func count(_ holds: (RankedBarChart.State) -> Bool) -> Int {
    chart.tiles.count { holds($0.state) }
  }

  /// The figure in words.
  var description: String {
    var sentences: [String] = []
    func add(_ phrase: some Phrasing, _ values: [String: String]) {
      sentences.append(phrase.text(in: language, values))
    }
    let frame = chart.frame
    add(TilePhrase.kind, ["title": Typesetter.trimmed(frame.title)])
    let unit = Typesetter.trimmed(frame.unit)
    if !unit.isEmpty { add(Phrase.descriptionUnit, ["unit": unit]) }
    let valued = chart.tiles.indices.compactMap { index -> (index: Int, value: Double)? in
      if case .value(let value, _) = chart.tiles[index].state { (index, value) } else { nil }
    }
    add(
      TilePhrase.shown,
      ["count": String(chart.tiles.count), "valued": String(valued.count)])
    for (phrase, value) in [
      (TilePhrase.highest, valued.map(\.value).max()), (.lowest, valued.map(\.value).min()),
    ] {
      let those = valued.filter { $0.value == value }
      guard let first = those.first else { continue }
      let few = those.prefix(3).map { names[$0.index] }
        .joined(separator: Phrase.separator.text(in: language))
      let text =
        those.count <= 3
        ? few
        : Phrase.namesAndOthers.text(
          in: language,
          ["names": few, "count": String(those.count), "rest": String(those.count - 3)])
      add(phrase, ["names": text, "value": texts[first.index]])
    }
    for index in chart.tiles.indices where chart.tiles[index].isFocus {
      var value = texts[index]
      if chart.tiles[index].state == .notStated { value = Phrase.notStated.text(in: language) }
      if chart.tiles[index].state == .notApplicable {
        value = Phrase.notApplicable.text(in: language)
      }
      if let rank = chart.tiles[index].rank {
        value +=
          Phrase.descriptionSeparator.text(in: language)
          + TilePhrase.rank.text(in: language, ["rank": String(rank)])
      }
      add(TilePhrase.focus, ["name": names[index], "value": value])
    }
    let named = groups.map(\.name).filter { !$0.isEmpty }
    if named.count > 1 {
      add(
        TilePhrase.groups,
        ["names": named.joined(separator: Phrase.separator.text(in: language))])
    }
    let missing = count { $0 == .notStated }
    let not = count { $0 == .notApplicable }
    if missing + not > 0 {
      add(TilePhrase.absent, ["missing": String(missing), "not": String(not)])
    }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: language))
  }
}
