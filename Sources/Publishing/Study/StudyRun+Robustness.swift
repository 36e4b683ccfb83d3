import Charting
import Diagnostics
import Metrics
import Observations

extension StudyRun {
  /// How far the ranking holds, in one sentence that every output of the index carries; nothing where
  /// nothing is drawn.
  var robustnessSentence: LocalisedText? {
    if let refusal = robustnessRefusal {
      return LocalisedText(
        zh: "稳健性：\(refusal.chinese)。", en: "Robustness: \(refusal.english).")
    }
    guard let found = robustness, !found.robustness.rankShift.isEmpty else { return nil }
    let shift = found.robustness.rankShift
    func places(_ value: Double?) -> String? {
      value.map { number(($0 * 10).rounded() / 10) }
    }
    var zh: [String] = []
    var en: [String] = []
    // Both together are named only where either varies.
    for source in Robustness.Source.allCases where source != .joint || shift.count == 3 {
      guard let mean = places(shift[source]) else { continue }
      let name = Words.name(of: source)
      zh.append("\(name.chinese)\(mean)位")
      en.append("\(mean) with \(name.english)")
    }
    let isPanel = Set(rows.map(\.year)).count > 1
    // An assumption that no figure of the study can bear out has to be said.
    let isAssumed =
      study.robustness.counts == .estimated
      && zip(found.dispersions, study.indicators).contains {
        ($0?.isAssumed ?? false) && $1.definition.weight > 0
      }
    return LocalisedText(
      zh: "稳健性：模拟\(found.robustness.draws)次，位次平均移动\(isPanel ? "（各年合计）" : "")："
        + "\(zh.joined(separator: "，"))"
        + (isAssumed ? "；计数按泊松波动假定，成批的计数波动更大。" : "。"),
      en: "Robustness: over \(found.robustness.draws) draws ranks move on average"
        + (isPanel ? " of all years" : "") + " by " + en.joined(separator: ", ")
        + (isAssumed
          ? "; counts are taken to vary as Poisson's, and those in batches vary more." : "."))
  }

  /// The bodies that the figures do not tell apart, in words, for each year, kind and level of which two
  /// are in one band; `row` is the first ranked there.
  func bandSentences(maximum: Int = 6) -> [(row: Int, text: LocalisedText)] {
    guard let found = robustness?.robustness, found.rankShift[.data] != nil else { return [] }
    let bands = found.bands()
    let sets = Set(bands.map(\.rankSet)).sorted()
    return sets.compactMap { set in
      let own = bands.filter { $0.rankSet == set }
      guard let first = own.first?.rows.first, own.contains(where: { $0.rows.count > 1 }) else {
        return nil
      }
      var zh: [String] = []
      var en: [String] = []
      for band in own.prefix(maximum) {
        let ranks = band.rows.compactMap { found.rows[$0].rank }
        guard let best = ranks.min(), let worst = ranks.max() else { continue }
        zh.append(best == worst ? "第\(best)位" : "第\(best)～\(worst)位")
        en.append(best == worst ? "\(best)" : "\(best)–\(worst)")
      }
      let rest = own.count - min(own.count, maximum)
      let more = rest > 0 ? ("等", " and \(rest) more") : ("", "")
      if own.count == 1 {
        let text = LocalisedText(
          zh: "位次档：只有一档，没有哪一位能按数字把前后的机构全部分开。",
          en: "Bands: one only; at no rank do the figures part all above from all below.")
        return (first, text)
      }
      let text = LocalisedText(
        zh: "位次档：按数字可分\(own.count)档，\(zh.joined(separator: "、"))\(more.0)；"
          + "不同档的机构分得出先后，同档之内不都分得出。",
        en: "Bands: the figures part \(own.count), ranks \(en.joined(separator: ", "))\(more.1); "
          + "bodies of different bands can be told apart, those within a band not all.")
      return (first, text)
    }
  }

  /// The band of each row, from 1 in each year, kind and level; a set that has one band alone has none.
  func bandsOfRows() -> [Int: Int] {
    guard let found = robustness?.robustness, found.rankShift[.data] != nil else { return [:] }
    let bands = found.bands()
    var numbers: [Int: Int] = [:]
    for set in Set(bands.map(\.rankSet)).sorted() {
      let own = bands.filter { $0.rankSet == set }
      guard own.count > 1, own.contains(where: { $0.rows.count > 1 }) else { continue }
      for (place, band) in own.enumerated() {
        for row in band.rows { numbers[row] = place + 1 }
      }
    }
    return numbers
  }

  /// The rank of a row with its 5–95 % interval over draws of figures and method, to the outside; nothing
  /// where nothing is drawn.
  func rankInterval(_ row: Int) -> ClosedRange<Int>? {
    guard let spread = robustness?.robustness.rows[row].joint else { return nil }
    return Int(spread.low.rounded(.down))...Int(spread.high.rounded(.up))
  }
}
