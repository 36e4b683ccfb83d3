public import Diagnostics
public import Observations

/// Which bodies and report years a comparison is about.
public struct Selection: Sendable, Equatable {
  /// The kind; every kind where absent.
  public var kind: BodyKind?
  /// The levels; every level where empty.
  public var levels: [Level] = []
  /// The tiers; every tier where empty.
  public var tiers: [Tier] = []
  /// The provinces; every province where empty.
  public var provinces: [String] = []
  /// The report years, each a single one or a range; every year where empty.
  public var years: [ClosedRange<Int>] = []
  /// The bodies by name; all where absent.
  public var bodies: [String]?
  /// Bodies left out, by name.
  public var excluded: [String] = []
  /// What becomes of figures for a whole term.
  public var terms: Terms = .exclude
  /// The body that the comparison is about; none where absent.
  public var focus: String?

  /// What becomes of figures for a whole term.
  public enum Terms: String, Sendable, CaseIterable {
    /// They are left out.
    case exclude
    /// They become yearly averages, marked as such.
    case average
  }

  /// Makes the selection of everything.
  public init() {}

  /// The bodies and years of the data that are selected, in the data's order.
  ///
  /// A body without a report for a year does not stand in that year: nothing was looked at, so nothing
  /// is *not stated*. Where neither level, tier nor bodies are named, a focus body's peers are its tier.
  ///
  /// - Returns: the rows, and what is wrong: a body that the data does not know, a selection that is
  ///   empty.
  public func rows(in data: DataSet) -> (rows: [DataSet.BodyYear], problems: [Diagnostic]) {
    var problems: [Diagnostic] = []
    let candidates = data.bodies.filter { kind == nil || $0.kind == kind }
    let names = Set(candidates.map(\.name))
    let asked = (bodies ?? []) + excluded + (focus.map { [$0] } ?? [])
    for name in asked where !names.contains(name) {
      let near = NameMatching.nearest(name, among: candidates.map(\.name))
      let kindZh = kind.map { $0 == .npc ? "人大" : "政协" } ?? ""
      problems.append(
        Diagnostic(
          .error, at: Place(data.path),
          LocalisedText(
            zh: "数据中没有\(kindZh)\(Diagnostic.quoted(name))"
              + (near.map { "：是否应为 \($0)？" } ?? "：请检查名称"),
            en:
              "the data has no \(kind.map { "\($0.rawValue) " } ?? "")body \(Diagnostic.quoted(name))"
              + (near.map { ": is \($0) meant?" } ?? ": check the name"))))
    }
    guard problems.isEmpty else { return ([], problems) }
    var peerTiers = tiers
    var peerLevels = levels
    if levels.isEmpty, tiers.isEmpty, bodies == nil, let focus,
      let body = candidates.first(where: { $0.name == focus })
    {
      if let tier = body.tier {
        peerTiers = [tier]
      } else if let level = body.level {
        peerLevels = [level]
      }
    }
    var chosen: Set<BodyKey> = []
    for body in candidates {
      let isChosen =
        (peerLevels.isEmpty || body.level.map(peerLevels.contains) == true)
        && (peerTiers.isEmpty || body.tier.map(peerTiers.contains) == true)
        && (provinces.isEmpty || provinces.contains(body.province))
        && (bodies?.contains(body.name) ?? true) && !excluded.contains(body.name)
      if isChosen { chosen.insert(body.key) }
    }
    let rows = data.bodyYears.filter { row in
      chosen.contains(row.body)
        && (years.isEmpty || years.contains { $0.contains(row.year) })
    }
    if rows.isEmpty {
      problems.append(emptiness(of: data, chosen: chosen))
    }
    return (rows, problems)
  }

  private func emptiness(of data: DataSet, chosen: Set<BodyKey>) -> Diagnostic {
    let known = Set(data.bodyYears.lazy.filter { chosen.contains($0.body) }.map(\.year)).sorted()
    let list = known.map(String.init).joined(separator: "、")
    let listEn = known.map(String.init).joined(separator: ", ")
    return Diagnostic(
      .error, at: Place(data.path),
      known.isEmpty
        ? LocalisedText(
          zh: "没有选中任何机构：请放宽类型、层级、类别或省份的条件",
          en: "no body is selected: widen the conditions of kind, level, tier or province")
        : LocalisedText(
          zh: "所选机构没有这些年份的报告：数据中有 \(list)",
          en: "the selected bodies have no report for these years: the data has \(listEn)"))
  }
}
