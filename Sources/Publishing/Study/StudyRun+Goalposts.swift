import Charting
public import Diagnostics
import FoundationEssentials
public import Metrics
import Observations

extension StudyRun {
  /// What a run does about the frozen goalposts that a study names.
  public enum GoalpostsRequest: Sendable {
    /// Scores by them as they are frozen.
    case asFrozen
    /// Freezes the first version from the selection, where there is no file yet.
    case freeze
    /// Freezes the next version from the selection, and says what it changes.
    case update
  }

  /// A file of goalposts that a run has changed and not written.
  public struct Ledger: Sendable {
    /// The file.
    public var path: String
    /// Its text with the new version.
    public var text: String
    /// The new version.
    public var version: Int
  }

  /// What a new version of the goalposts changes.
  public struct GoalpostsShift: Sendable {
    /// The version before.
    public var from: Goalposts
    /// The new version.
    public var to: Goalposts
    /// What becomes of scores and ranks.
    public var ranks: RankShift
  }

  /// The file that a study names, as it was read.
  struct LedgerReading {
    /// The versions.
    var ledger: GoalpostsLedger
    /// The one that scores; nothing before the first is frozen.
    var inUse: Goalposts?
    /// The one to be frozen; nothing where none is.
    var freezing: Int?

    /// Reads the file that a study names, if it names one.
    init?(_ study: Study, _ request: GoalpostsRequest, _ problems: inout [Diagnostic]) {
      func report(at key: String, zh: String, en: String) {
        let place = study.method.places[key] ?? study.method.places["normalise"]
        problems.append(
          Diagnostic(.error, at: place ?? Place(study.path), LocalisedText(zh: zh, en: en)))
      }
      guard let path = study.method.ledger else {
        if request != .asFrozen {
          report(
            at: "ledger",
            zh: "这个研究没有写 goalposts 的文件：请写 normalise: {by: goalposts, ledger: goalposts.csv}",
            en: "the study names no file of goalposts: write normalise: {by: goalposts, "
              + "ledger: goalposts.csv}")
        }
        return nil
      }
      let name = Diagnostic.quoted(path.split(separator: "/").last.map(String.init) ?? path)
      guard FileManager.default.fileExists(atPath: path) else {
        switch request {
        case .asFrozen:
          report(
            at: "ledger", zh: "没有文件\(name)：heng run --freeze-goalposts 从所选数据固化第1版",
            en: "there is no file \(name): heng run --freeze-goalposts freezes version 1 from the "
              + "selection")
          return nil
        case .update:
          report(
            at: "ledger", zh: "没有文件\(name)，无可更新：请先用 heng run --freeze-goalposts",
            en: "there is no file \(name) to update: run heng run --freeze-goalposts first")
          return nil
        case .freeze:
          (ledger, inUse, freezing) = (GoalpostsLedger(), nil, 1)
          Self.checkPinned(study, next: 1, report)
          return
        }
      }
      guard let bytes = try? Data(contentsOf: URL(filePath: path)),
        let text = String(validating: bytes, as: UTF8.self)
      else {
        report(
          at: "ledger", zh: "读不出\(name)：应是 UTF-8 的 CSV 文件",
          en: "\(name) cannot be read: it is a CSV file in UTF-8")
        return nil
      }
      do {
        ledger = try GoalpostsLedger(text: text, file: path)
      } catch {
        problems += error.problems
        return nil
      }
      guard let latest = ledger.latest else {
        problems.append(
          Diagnostic(
            .error, at: Place(path, line: 1, column: 1),
            LocalisedText(
              zh: "文件中没有任何版本：请删去它，再用 heng run --freeze-goalposts",
              en: "the file has no version: remove it, and run heng run --freeze-goalposts")))
        return nil
      }
      switch request {
      case .asFrozen:
        let number = study.method.ledgerVersion ?? latest.version
        guard let version = ledger.version(number) else {
          let known = ledger.versions.map { "\($0.version)" }
          report(
            at: "version", zh: "\(name)没有第\(number)版：已有\(known.joined(separator: "、"))",
            en: "\(name) has no version \(number): there are \(known.joined(separator: ", "))")
          return nil
        }
        (inUse, freezing) = (version, nil)
      case .freeze:
        report(
          at: "ledger",
          zh: "\(name)已有第\(latest.version)版，不会改写：heng run --update-goalposts 另加一版",
          en: "\(name) has version \(latest.version) already, which stays: heng run "
            + "--update-goalposts adds the next one")
        return nil
      case .update:
        (inUse, freezing) = (latest, ledger.nextVersion)
        Self.checkPinned(study, next: ledger.nextVersion, report)
      }
    }

    /// A study that asks for another version than the new one would not use it.
    private static func checkPinned(
      _ study: Study, next: Int, _ report: (_ key: String, _ zh: String, _ en: String) -> Void
    ) {
      guard let pinned = study.method.ledgerVersion, pinned != next else { return }
      report(
        "version", "要固化的是第\(next)版，而研究写明用第\(pinned)版：请改写或删去 version",
        "version \(next) is to be frozen and the study asks for \(pinned): change or remove version"
      )
    }
  }

  /// The content hash of a version of goalposts: no date, no path, no origin, so that the same ends have
  /// the same.
  static func hash(of goalposts: Goalposts) -> String {
    var ledger = GoalpostsLedger()
    var plain = goalposts
    plain.version = 1
    for place in plain.entries.indices { plain.entries[place].basis = "" }
    // What a ledger refuses was refused when it was read or frozen.
    try? ledger.add(plain)
    return sha256([Array(ledger.text.utf8)])
  }

  /// Where frozen values come from: the data by name and content, and the years.
  static func basis(_ data: DataSet, _ years: [Int]) -> String {
    let name = data.path.split(separator: "/").last.map(String.init) ?? data.path
    let (first, last) = (years.min() ?? 0, years.max() ?? 0)
    let span = first == last ? "\(first)" : "\(first)–\(last)"
    return "\(name) \(data.hash.prefix(12)), \(span)"
  }

  /// `rank-shift.csv`: each row before and after the new version; nothing where there is none.
  func rankShiftLines(_ shift: GoalpostsShift) -> [String] {
    let header = [
      "body", "peer_set", "year", "score_before", "score_after", "rank_before", "rank_after",
      "rank_change",
    ]
    var lines = [header.joined(separator: ",")]
    for entry in shift.ranks.entries {
      var fields = [csvField(entry.key.body), csvField(entry.key.peerSet), String(entry.key.year)]
      fields += [number(entry.scoreBefore), number(entry.scoreAfter)]
      fields += [entry.rankBefore, entry.rankAfter, entry.shift].map { $0.map(String.init) ?? "" }
      lines.append(fields.joined(separator: ","))
    }
    return lines
  }

  /// What a new version of the goalposts changes, in words; nothing where no version was added.
  public func goalpostsReport(language: Language) -> String? {
    guard let shift = goalpostsShift else { return nil }
    func text(_ zh: String, _ en: String) -> String {
      LocalisedText(zh: zh, en: en).text(in: language)
    }
    let (old, new) = (shift.from.version, shift.to.version)
    var lines = [
      text("固化的上下限：第\(old)版 → 第\(new)版", "Frozen goalposts: version \(old) → version \(new)")
    ]
    for entry in shift.to.entries {
      let before = shift.from.entry(for: entry.indicator, peerSet: entry.peerSet)
      if let before, before.limits == entry.limits, before.transformation == entry.transformation {
        continue
      }
      let place = entry.peerSet.isEmpty ? "" : text("（\(entry.peerSet)）", " (\(entry.peerSet))")
      func ends(_ limits: Limits) -> String { "[\(number(limits.low)), \(number(limits.high))]" }
      let earlier = before.map { ends($0.limits) } ?? "–"
      lines.append("  \(entry.indicator)\(place): \(earlier) → \(ends(entry.limits))")
    }
    let ranks = shift.ranks
    let scored = ranks.entries.count { !$0.keepsScore }
    let moved = ranks.entries.filter { $0.shift ?? 0 != 0 }
    lines.append(
      text(
        "\(ranks.entries.count)行中\(scored)行的得分有变，\(moved.count)行的位次有变",
        "of \(ranks.entries.count) rows \(scored) have another score and \(moved.count) another rank"
      ))
    if let mean = ranks.meanShift {
      lines.append(
        text(
          "位次平均变动\(StudyScoring.rounded(mean))，最大\(ranks.greatestShift)；"
            + "先后互换的有\(ranks.reversals.count)对",
          "ranks move by \(StudyScoring.rounded(mean)) on average and \(ranks.greatestShift) at most; "
            + "\(ranks.reversals.count) pairs change their order"))
    }
    for entry in moved {
      guard let before = entry.rankBefore, let after = entry.rankAfter else { continue }
      lines.append(
        text(
          "  \(entry.key.body) \(entry.key.year)：第\(before)位 → 第\(after)位",
          "  \(entry.key.body) \(entry.key.year): rank \(before) → \(after)"))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
