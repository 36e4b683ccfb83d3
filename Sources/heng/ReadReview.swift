import Diagnostics
import Observations
import Reading

/// The readings of a run as the package holds them, for the page on which a person checks them.
struct ReviewedPackage {
  /// The readings, in the order in which they were read.
  private(set) var readings: [ReadReport]

  init(readings: [ReadReport]) {
    self.readings = readings
  }

  /// What tells a report of the package from others: whose it is, and its text.
  private struct Identity: Hashable {
    var body: BodyKey
    var year: Int
    var sha256: String

    init(_ report: Report) {
      body = report.body
      year = report.reportYear
      sha256 = report.sha256
    }
  }

  /// Gives the readings the keys that the package gave them, and the figures what a person decided.
  ///
  /// A decision that the page exports names a figure by its `id`, which must be the package's. A figure
  /// that was read and that the package does not hold is one that a person rejected.
  ///
  /// - Returns: Why the package could not be loaded; the readings stay as they were then.
  mutating func takeDecisions(from package: String) async -> [Diagnostic] {
    let data: DataSet
    do {
      data = try await DataSet.load(package)
    } catch {
      return error.problems
    }
    var reports: [Identity: [Report]] = [:]
    for report in data.reports.reversed() { reports[Identity(report), default: []].append(report) }
    var figures: [String: [Observation]] = [:]
    for figure in data.observations { figures[figure.report, default: []].append(figure) }
    for index in readings.indices {
      guard let report = reports[Identity(readings[index].report)]?.popLast() else { continue }
      readings[index].take(report, figures[report.id] ?? [])
    }
    return []
  }
}

extension ReadReport {
  /// Takes the key and the figures that the package has of this report.
  fileprivate mutating func take(_ known: Report, _ figures: [Observation]) {
    let prefix = report.id + ":"
    let ids = Set(figures.map(\.id))
    report = known
    var rejected: [Observation] = []
    for var observation in observations {
      if observation.id.hasPrefix(prefix) {
        observation.id = "\(known.id):\(observation.id.dropFirst(prefix.count))"
      }
      guard !ids.contains(observation.id) else { continue }
      observation.report = known.id
      observation.status = .rejected
      rejected.append(observation)
    }
    // Figures without a place, entered by hand, come last.
    observations = (figures + rejected).enumerated().sorted { one, other in
      (one.element.start ?? Int.max, one.offset) < (other.element.start ?? Int.max, other.offset)
    }.map(\.element)
  }
}
