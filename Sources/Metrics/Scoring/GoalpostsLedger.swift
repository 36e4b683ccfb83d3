internal import Diagnostics

/// The versions of frozen goalposts, oldest first, as a file keeps them.
///
/// The file is a CSV (RFC 4180, UTF-8), a row a version, indicator and peer set, which people can read,
/// compare and edit; a version is only ever added:
///
///     version,indicator,peer_set,low,high,transformation,factor,shift,lambda,basis
///     1,laws,npc prefecture,0,14,,,,,"councils, 2018–2022"
///     1,reports,npc prefecture,3,211,log,1,-0.92,,"councils, 2018–2022"
///
/// `transformation` is empty, `log` (`factor`, `shift`), `log-reflected` (`shift`) or `box-cox`
/// (`lambda`, `shift`), by the formulas of ``TreatmentFunction/Transformation``.
public struct GoalpostsLedger: Sendable, Equatable {
  /// The versions, in the order of their numbers.
  public private(set) var versions: [Goalposts]

  /// An empty ledger.
  public init() { versions = [] }

  /// The last version.
  public var latest: Goalposts? { versions.last }

  /// The number that a version added next has.
  public var nextVersion: Int { (latest?.version ?? 0) + 1 }

  /// The version of a number.
  public func version(_ number: Int) -> Goalposts? { versions.first { $0.version == number } }

  /// Adds a version after the last.
  ///
  /// - Throws: ``MetricsError``, `invalid-definition`, for a number that is not above the last one's, and
  ///   for entries that are there twice or whose goalposts are not usable.
  public mutating func add(_ goalposts: Goalposts) throws(MetricsError) {
    var problems: [Diagnostic] = []
    if goalposts.version < nextVersion {
      problems.append(
        Diagnostic(
          .error,
          LocalisedText(
            zh: "第\(goalposts.version)版已经有了：已固化的版本不改动，新版从\(nextVersion)起",
            en: "version \(goalposts.version) is there already: frozen versions do not change, "
              + "the next one is \(nextVersion)")))
    }
    problems += Self.problems(of: goalposts)
    if !problems.isEmpty { throw MetricsError(.invalidDefinition, problems) }
    versions.append(goalposts)
  }

  /// What is wrong with the entries of a version.
  private static func problems(of goalposts: Goalposts) -> [Diagnostic] {
    var seen: Set<[String]> = []
    return goalposts.entries.compactMap { entry in
      problem(of: entry, isRepeated: !seen.insert([entry.indicator, entry.peerSet]).inserted)
        .map { Diagnostic(.error, $0) }
    }
  }

  static func problem(of entry: Goalposts.Entry, isRepeated: Bool) -> LocalisedText? {
    let id = Message.quoted(entry.indicator)
    if isRepeated {
      return LocalisedText(
        zh: "\(id)在同一版、同一组机构中出现不止一次", en: "\(id) is there twice in one version and peer set")
    }
    if entry.indicator.isEmpty {
      return LocalisedText(zh: "没有写指标", en: "the indicator is missing")
    }
    if !entry.limits.areUsable {
      return LocalisedText(
        zh: "\(id)的上下限须先低后高且不相等",
        en: "write the lower goalpost of \(id) first, and not the same twice")
    }
    if entry.treatedLimits == nil {
      return LocalisedText(
        zh: "\(id)的变换在其上下限处没有定义", en: "the transformation of \(id) is not defined at its goalposts")
    }
    return nil
  }

  // MARK: The file

  static let columns = [
    "version", "indicator", "peer_set", "low", "high", "transformation", "factor", "shift",
    "lambda", "basis",
  ]

  /// The file's text: the same versions give the same bytes.
  ///
  /// Numbers have as many digits as it takes to read them back exactly.
  public var text: String {
    var lines = [Self.columns.joined(separator: ",")]
    for goalposts in versions {
      let entries = goalposts.entries.sorted {
        ($0.indicator, $0.peerSet) < ($1.indicator, $1.peerSet)
      }
      for entry in entries {
        var (name, factor, shift, lambda) = ("", "", "", "")
        switch entry.transformation {
        case .identity: break
        case .logarithm(let a, let b):
          (name, factor, shift) = ("log", Message.number(a), Message.number(b))
        case .reflectedLogarithm(let b): (name, shift) = ("log-reflected", Message.number(b))
        case .boxCox(let power, let b):
          (name, shift, lambda) = ("box-cox", Message.number(b), Message.number(power))
        }
        let fields = [
          "\(goalposts.version)", entry.indicator, entry.peerSet, Message.number(entry.limits.low),
          Message.number(entry.limits.high), name, factor, shift, lambda, entry.basis,
        ]
        lines.append(fields.map(Self.quoted).joined(separator: ","))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    guard field.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else {
      return field
    }
    return "\""
      + field.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// Reads a file's text.
  ///
  /// Columns may stand in any order; unknown ones are refused, as they would be lost when it is written.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - file: the file, as the user named it.
  /// - Throws: ``MetricsError``, `invalid-data`, with every problem at its line.
  public init(text: String, file: String) throws(MetricsError) {
    var reader = GoalpostsReader(file: file)
    versions = reader.read(text)
    if !reader.problems.isEmpty { throw MetricsError(.invalidData, reader.problems) }
  }
}
