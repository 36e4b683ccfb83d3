import FoundationEssentials
import Observations
import Testing

@testable import Fuzzing
@testable import Reading

/// How well published reports are read, so that it does not get worse unseen.
///
/// A figure that was read is right where its measures, value and years are those that people noted in
/// the same report. All of them count in one sum.
@Suite(.enabled(if: RealReports.areThere, "no ../shared beside the project"))
struct SharedReportsTests {
  /// What the scores must not fall below.
  enum Least {
    static let coreF1 = 0.985
    static let bounds = 0.95
    static let units = 0.95
    static let roles = 0.95
  }

  /// The measures that comparisons use most.
  static let core: Set<String> = [
    "plenary_sessions", "committee_meetings", "chair_meetings", "laws_enacted", "laws_amended",
    "laws_repealed", "laws_approved", "filings_received", "laws_deliberated", "reports_heard",
    "law_inspections", "visits", "surveys", "legislative_surveys", "special_inquiries",
    "satisfaction_votes", "work_evaluations", "decisions", "review_opinions", "appointments",
    "oaths", "filings_reviewed", "motions", "suggestions", "proposals_received",
    "proposals_filed", "proposals_handled", "consultations", "democratic_supervision",
    "opinions_submitted",
  ]

  struct Noted: Decodable {
    var observations: [Figure]

    struct Figure: Decodable {
      var measures: [String]
      var value: Double
      var bound: String
      var unit: String
      var from: Int?
      var to: Int?
      var role: String
      var certain: Bool
    }
  }

  struct Score {
    var matched = 0
    var spurious = 0
    var missed = 0
    var bounds = 0
    var units = 0
    var roles = 0

    var f1: Double { share(2 * matched, of: 2 * matched + spurious + missed) }

    func share(_ part: Int, of whole: Int) -> Double {
      whole == 0 ? 0 : Double(part) / Double(whole)
    }

    /// Adds a report's figures: those that were read against those that were noted.
    mutating func add(_ read: [Observation], _ noted: [Noted.Figure]) {
      var rest = read.filter { SharedReportsTests.counts($0.measures.ids) }
      for figure in noted where SharedReportsTests.counts(figure.measures) {
        let measures = MeasureSet(figure.measures)
        let found = rest.firstIndex {
          $0.measures == measures && $0.value == figure.value && $0.from == figure.from
            && $0.to == figure.to
        }
        let hit = found.map { rest.remove(at: $0) }
        // Where people did not agree, a reader is neither right nor wrong.
        guard figure.certain else { continue }
        guard let hit else {
          missed += 1
          continue
        }
        matched += 1
        bounds += hit.bound.rawValue == figure.bound ? 1 : 0
        units += hit.unit == figure.unit ? 1 : 0
        roles += hit.role.rawValue == figure.role ? 1 : 0
      }
      spurious += rest.count
    }
  }

  static func counts(_ measures: [String]) -> Bool {
    measures.contains(where: core.contains) && !measures.contains("deputies")
  }

  private static let folder: String = {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    return "/\(root)/shared/gold"
  }()

  /// The figures that people noted in a report.
  private static func noted(_ file: String) throws -> Noted {
    try JSONDecoder().decode(Noted.self, from: Data(contentsOf: URL(filePath: "\(folder)/\(file)")))
  }

  private func score() throws -> Score {
    var score = Score()
    for file in RealReports.files {
      let annotated = try RealReports.annotated(file)
      let noted = try Self.noted(file)
      let text = try RealReports.text(annotated.file).string
      let reports = ReportReader.read(text, named: annotated.file).reports
      let report = reports.first {
        $0.body.name == annotated.body.name && $0.body.kind.rawValue == annotated.body.kind
          && $0.report.reportYear == annotated.reportYear
      }
      score.add(report?.observations ?? [], noted.observations)
    }
    return score
  }

  @Test func `published reports are read as people read them`() throws {
    let score = try score()
    #expect(score.f1 >= Least.coreF1, "F1 \(score.f1)")
    #expect(score.share(score.bounds, of: score.matched) >= Least.bounds, "\(score)")
    #expect(score.share(score.units, of: score.matched) >= Least.units, "\(score)")
    #expect(score.share(score.roles, of: score.matched) >= Least.roles, "\(score)")
  }

  @Test func `every published report breaks no rule`() throws {
    for file in RealReports.files {
      let annotated = try RealReports.annotated(file)
      let text = try RealReports.text(annotated.file).string
      let document = ReportReader.read(text, named: annotated.file)
      #expect(document.reports.count == 1, "\(annotated.file)")
      #expect(ReadingInvariants.broken(by: document, of: text).isEmpty, "\(annotated.file)")
    }
  }
}

/// The score itself, on figures made up for it.
struct SharedReportsScoreTests {
  private func read(_ measures: [String], _ value: Double, to year: Int = 2022) -> Observation {
    Observation(
      body: BodyKey(name: "白城市", kind: .npc), reportYear: 2022, measures: MeasureSet(measures),
      value: value, unit: "次", counts: "", from: year, to: year, source: "")
  }

  private func noted(
    _ measures: [String], _ value: Double, to year: Int = 2022, certain: Bool = true
  ) -> SharedReportsTests.Noted.Figure {
    SharedReportsTests.Noted.Figure(
      measures: measures, value: value, bound: "exact", unit: "次", from: year, to: year,
      role: "subset", certain: certain)
  }

  @Test func `figures match by measures, value and years, each once`() {
    var score = SharedReportsTests.Score()
    score.add(
      [
        read(["visits"], 3), read(["visits"], 3), read(["surveys", "visits"], 5),
        read(["visits"], 7, to: 2021), read(["decisions"], 2), read(["deputies"], 300),
        read(["speeches"], 9),
      ],
      [
        noted(["visits"], 3), noted(["visits", "surveys"], 5), noted(["visits"], 7),
        noted(["decisions"], 2, certain: false), noted(["motions"], 4, certain: false),
      ])
    // Matched: visits 3, surveys and visits 5. Missed: visits 7 of 2022. Spurious: visits 3 again and
    // visits 7 of 2021. Decisions are uncertain; deputies and speeches are no core measures.
    #expect(score.matched == 2)
    #expect(score.missed == 1)
    #expect(score.spurious == 2)
    // 2 · 2 / (2 · 2 + 2 + 1) = 4/7.
    #expect(score.f1 == 4.0 / 7)
    #expect(score.bounds == 2)
    #expect(score.units == 2)
    #expect(score.roles == 0)
  }
}
