import Diagnostics
import Metrics
import Yams

extension StudyReader {
  /// Reads what is drawn to see how far the ranking would hold.
  mutating func readRobustness(_ node: Node) {
    guard let keys = mapping(node, "robustness", known: StudyKeys.robustness) else { return }
    if let node = keys["draws"], let draws = number(node) {
      if let whole = Int(exactly: draws), (100...100_000).contains(whole) {
        study.robustness.draws = whole
      } else {
        note(
          place(node), zh: "draws 应是 100 至 100000 的整数",
          en: "draws is a whole number from 100 to 100000")
      }
    }
    if let node = keys["counts"] { readCountChoice(node) }
    if let node = keys["weight-spread"], let spread = number(node) {
      if (0...1).contains(spread) {
        study.robustness.weightSpread = spread
      } else {
        note(
          place(node), zh: "weight-spread 应在 0 与 1 之间：0.25 即上下四分之一",
          en: "weight-spread lies between 0 and 1: 0.25 is a quarter up and down")
      }
    }
    if let node = keys["vary"] {
      let known = StudyKeys.varied
      if node.scalar?.string == "none" {
        study.robustness.factors = []
      } else {
        let words = items(node).compactMap { member($0, among: known.map(\.word) + ["none"]) }
        study.robustness.factors = Set(
          words.compactMap { word in known.first { $0.word == word }?.factor })
      }
    }
  }

  private mutating func readCountChoice(_ node: Node) {
    guard let text = node.scalar?.string else {
      _ = word(node)
      return
    }
    if let value = Double(text) {
      let range = CountNoise.dispersionLimits
      if value >= range.low, value <= range.high {
        study.robustness.counts = .dispersion(value)
      } else {
        note(
          place(node), zh: "counts 的离散度应在 0.2 与 10 之间：1 即泊松",
          en: "a dispersion of counts lies between 0.2 and 10: 1 is Poisson's")
      }
      return
    }
    switch member(node, among: Study.RobustnessRequest.CountChoice.words) {
    case "estimated": study.robustness.counts = .estimated
    case "poisson": study.robustness.counts = .poisson
    case "exact": study.robustness.counts = .exact
    default: break
    }
  }
}

extension StudyKeys {
  static let robustness = ["draws", "counts", "vary", "weight-spread"]

  /// What may be varied, by the key of `method` that it belongs to.
  static let varied: [(word: String, factor: UncertaintyFactor)] = [
    ("missing", .missing), ("treat", .treatment), ("normalise", .normalisation),
    ("weights", .weights), ("aggregate", .aggregation), ("exclude", .exclusion),
  ]
}
