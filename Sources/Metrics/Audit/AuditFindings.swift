public import Diagnostics

/// The findings of a panel, in words.
struct AuditFindings {
  private(set) var found: [Diagnostic] = []

  private mutating func warn(zh: String, en: String) {
    found.append(Diagnostic(.warning, LocalisedText(zh: zh, en: en)))
  }

  mutating func refuse(_ refusal: AuditRefusal) {
    found.append(Diagnostic(.note, refusal.text))
  }

  mutating func add(_ entry: IndexAudit.Reporting) {
    let id = Message.quoted(entry.indicator)
    for flag in entry.flags {
      switch flag {
      case .fewReports:
        warn(
          zh: "\(entry.rowCount)行中有\(entry.statedCount)行载有指标\(id)，不足 65%：比较前请补充来源，"
            + "或不用此指标",
          en:
            "indicator \(id) is stated in \(entry.statedCount) of \(entry.rowCount) rows, less than "
            + "65%: find more sources before comparing, or leave it out")
      case .manyZeros:
        warn(
          zh: "指标\(id)的值不足一半不为 0：它只区分少数行，请考虑合并为更大的类别",
          en:
            "fewer than half of the values of indicator \(id) are not 0, so it tells few rows apart: "
            + "consider a wider class")
      case .fewDistinct:
        warn(
          zh: "指标\(id)的不同值不足其值的一半：并列很多，请考虑合并为更大的类别或合并年度",
          en:
            "indicator \(id) has fewer different values than half of its values, so many rows tie: "
            + "consider a wider class, or years taken together")
      }
    }
  }

  mutating func add(_ entry: IndexAudit.Association) {
    // Three or four rows make any correlation; the mark stays, but it calls for no decision.
    guard let flag = entry.flag, let value = entry.pearson?.value, entry.count >= 5 else { return }
    let (a, b) = (Message.quoted(entry.indicator), Message.quoted(entry.other))
    let r = "r = \(Message.rounded(value)), n = \(entry.count)"
    switch flag {
    case .redundant:
      warn(
        zh: "同组指标\(a)与\(b)几乎同步（\(r)）：等于计了两次，请考虑只留一个或各减权重",
        en:
          "indicators \(a) and \(b) of one group say nearly the same (\(r)), which counts it twice: "
          + "consider one of them, or smaller weights")
    case .opposed:
      warn(
        zh: "同组指标\(a)与\(b)此消彼长（\(r)）：平均会相互抵消，请检查方向，或分在两组",
        en:
          "indicators \(a) and \(b) of one group pull against each other (\(r)), and a mean cancels "
          + "them: check directions, or put them in two groups")
    case .followsDenominator:
      warn(
        zh: "指标\(a)随\(b)变化（\(r)）：得分可能主要反映其大小，请同时给出按\(b)折算的比率",
        en:
          "indicator \(a) follows \(b) (\(r)), so scores may mostly show its size: give the rate by "
          + "\(b) beside it")
    }
  }

  mutating func add(_ entry: IndexAudit.Influence) {
    if let r = entry.correlation, r < 0,
      let chance = Distributions.correlationTails(r, degreesOfFreedom: Double(entry.count - 2)),
      chance < 0.05
    {
      let (id, value) = (Message.quoted(entry.indicator), Message.rounded(r))
      warn(
        zh: "指标\(id)越高，总得分反而越低（r = \(value)）：请检查方向",
        en: "the index falls as indicator \(id) rises (r = \(value)): check its direction")
    }
    guard entry.isDisproportionate, let share = entry.share else { return }
    let (id, nominal, real) = (
      Message.quoted(entry.indicator), Message.rounded(entry.nominal), Message.rounded(share)
    )
    warn(
      zh: "指标\(id)的名义权重为\(nominal)，而对总得分的实际影响占\(real)：相差超过一倍，"
        + "请检查标准化与异常值，或说明此差别",
      en:
        "indicator \(id) has a nominal weight of \(nominal) and \(real) of the real influence on the "
        + "index, more than a factor of 2 apart: check normalisation and outliers, or state the difference"
    )
  }

  mutating func add(_ entry: IndexAudit.Components) {
    guard entry.hasFewRows else { return }
    warn(
      zh: "主成分只出自\(entry.rowCount)行、\(entry.indicators.count)个指标，少于每个指标三行：载荷不稳定",
      en: "the principal components are of \(entry.rowCount) rows for \(entry.indicators.count) "
        + "indicators, fewer than three rows an indicator: loadings are not stable")
  }
}

extension IndexAudit.Reporting {
  /// What the indicator is marked for, in words; empty where it is not.
  public var findings: [Diagnostic] {
    var notes = AuditFindings()
    notes.add(self)
    return notes.found
  }
}

extension IndexAudit.Association {
  /// What the pair is marked for, in words; empty where it is not.
  public var findings: [Diagnostic] {
    var notes = AuditFindings()
    notes.add(self)
    return notes.found
  }
}

extension IndexAudit.Influence {
  /// What the indicator is marked for, in words; empty where it is not.
  public var findings: [Diagnostic] {
    var notes = AuditFindings()
    notes.add(self)
    return notes.found
  }
}
