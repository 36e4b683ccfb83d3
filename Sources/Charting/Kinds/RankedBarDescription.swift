/// A ranked bar in words, for those who cannot see it.
struct RankedBarDescription {
  let content: RankedBarContent
  /// How many of the ranked bodies the picture leaves out.
  let leftOut: Int
  /// What kind of figure it is, in a sentence with its title.
  var kind: any Phrasing = Phrase.descriptionKind

  private var rows: [RankedBarChart.Row] { content.chart.rows }
  private var frame: FigureFrame { content.chart.frame }

  /// The figure in sentences.
  ///
  /// What is shown, how many bodies, the highest, the lowest of those ranked, the median, the body
  /// in focus with its rank, and how many are not ranked and why.
  var text: String {
    var sentences: [String] = []
    func add(_ phrase: any Phrasing, _ values: [String: String]) {
      sentences.append(phrase.text(in: content.language, values))
    }
    add(kind, ["title": Typesetter.trimmed(frame.title)])
    let unit = Typesetter.trimmed(frame.unit)
    if !unit.isEmpty { add(Phrase.descriptionUnit, ["unit": unit]) }
    add(
      Phrase.descriptionReporting,
      frame.reporting.values(in: content.language)
        .merging(["ranked": String(content.ranked.count)]) { $1 })

    let values = content.ranked.compactMap { rows[$0].state.values.first }
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
    if least == greatest, content.ranked.count > 1 {
      add(Phrase.descriptionAllEqual, ["value": value(content.ranked[0])])
    } else {
      let highest = content.ranked.filter { rows[$0].state.values.first == greatest }
      add(Phrase.descriptionHighest, ["names": names(highest), "value": value(highest[0])])
      let lowest = content.ranked.filter { rows[$0].state.values.first == least }
      if content.ranked.count > 1 {
        add(Phrase.descriptionLowest, ["names": names(lowest), "value": value(lowest[0])])
      }
    }
    add(Phrase.descriptionMedian, ["value": withUnit(content.medianText)])

    for index in rows.indices where rows[index].isFocus { sentences.append(focus(index)) }
    if leftOut > 0 { add(Phrase.descriptionLeftOut, ["count": String(leftOut)]) }
    if let notRanked { sentences.append(notRanked) }
    return sentences.joined(separator: Phrase.sentenceSpace.text(in: content.language))
  }

  private func focus(_ index: Int) -> String {
    let row = rows[index]
    let name = content.label(index)
    guard let rank = row.rank else {
      let reason: String
      switch row.state {
      case .notStated, .notApplicable:
        reason = value(index, withUnit: false)
      case .value, .otherClass, .bounded:
        reason =
          value(index) + Phrase.descriptionSeparator.text(in: content.language)
          + Phrase.notRanked.text(in: content.language)
      }
      return Phrase.descriptionFocusNotRanked.text(
        in: content.language, ["name": name, "reason": reason])
    }
    let sharing = rows.filter { $0.rank == rank }.count
    return (sharing > 1 ? Phrase.descriptionFocusTied : .descriptionFocus).text(
      in: content.language,
      [
        "name": name, "value": value(index), "rank": String(rank), "count": String(sharing),
      ])
  }

  /// How many bodies have no rank, by reason; `nil` if all have one.
  private var notRanked: String? {
    let isScore = content.chart.frame.reporting.outcome == .ranked
    var counts: [Phrase: Int] = [:]
    for row in rows where row.rank == nil {
      switch row.state {
      case .bounded: counts[.reasonBounded, default: 0] += 1
      case .otherClass: counts[.reasonOtherClass, default: 0] += 1
      case .notStated: counts[isScore ? .reasonNotScored : .reasonNotStated, default: 0] += 1
      case .notApplicable: counts[.reasonNotApplicable, default: 0] += 1
      case .value: counts[.reasonOther, default: 0] += 1
      }
    }
    guard !counts.isEmpty else { return nil }
    let reasons = Phrase.allCases.compactMap { phrase in
      counts[phrase].map { phrase.text(in: content.language, ["count": String($0)]) }
    }
    return Phrase.descriptionNotRanked.text(
      in: content.language,
      [
        "count": String(counts.values.reduce(0, +)),
        "reasons": reasons.joined(
          separator: Phrase.descriptionSeparator.text(in: content.language)),
      ])
  }

  /// Up to three names, and how many more there are.
  private func names(_ indices: [Int]) -> String {
    let written = indices.prefix(3).map(content.label)
      .joined(separator: Phrase.separator.text(in: content.language))
    guard indices.count > 3 else { return written }
    return Phrase.namesAndOthers.text(
      in: content.language,
      [
        "names": written, "count": String(indices.count), "rest": String(indices.count - 3),
      ])
  }

  private func value(_ index: Int, withUnit hasUnit: Bool = true) -> String {
    // Marks mean nothing where no footnote stands below; limits and “at least” are in the text
    // itself.
    var footnotes = RankedBarFootnotes()
    let signs: Set<Character> = ["*", "†", "‡", "§", "¶"]
    let text = String(content.valueText(index, &footnotes).filter { !signs.contains($0) })
    return hasUnit ? withUnit(text) : text
  }

  private func withUnit(_ value: String) -> String {
    let unit = Typesetter.trimmed(frame.unit)
    guard !unit.isEmpty else { return value }
    return Phrase.valueWithUnit.text(in: content.language, ["value": value, "unit": unit])
  }
}
