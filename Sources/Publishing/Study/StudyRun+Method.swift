import Charting
import Diagnostics
import Metrics
import Observations

extension StudyRun {
  /// How the index is made, in one sentence that every output of it carries.
  var methodSentence: LocalisedText {
    let count = indicatorCount
    var parts = [LocalisedText(zh: "\(count)项指标", en: "\(count) indicators")]
    if let screening = screeningWords { parts.append(screening) }
    if let imputation = imputationWords { parts.append(imputation) }
    if let treatment = treatmentWords { parts.append(treatment) }
    if let method = study.method.multiCriteria {
      parts += [weightWords, Words.name(of: method)]
    } else if case .benefitOfDoubt = study.method.weights {
      parts += [normalisationWords, weightWords]
    } else {
      let means = zip(study.method.scoring.aggregation.indices, study.method.scoring.aggregation)
        .map { level, mean in
          let exponents = study.method.scoring.exponents
          return Words.name(of: mean, exponent: level < exponents.count ? exponents[level] : nil)
        }
      parts += [
        normalisationWords, weightWords,
        LocalisedText(
          zh: means.map(\.chinese).joined(separator: "、"),
          en: means.map(\.english).joined(separator: ", ")),
      ]
    }
    let missing = missingWords
    return LocalisedText(
      zh: "方法：\(parts.map(\.chinese).joined(separator: "，"))；\(missing.chinese)。",
      en: "Method: \(parts.map(\.english).joined(separator: ", ")); \(missing.english).")
  }

  /// How many indicators the index is made of.
  var indicatorCount: Int {
    study.indicators.enumerated().count {
      $0.element.definition.weight > 0 && !scoring.isLeftOut(column: $0.offset)
    }
  }

  /// Whom screening left out; nothing where it was not asked for.
  private var screeningWords: LocalisedText? {
    guard let screened = scoring.screened else { return nil }
    let bodies = screened.bodies.count { !$0.verdict.isKept }
    let indicators = screened.indicatorFindings.count { !$0.isKept }
    return LocalisedText(
      zh: "数据不足的先行剔除（机构\(bodies)个，指标\(indicators)项）",
      en: "bodies (\(bodies)) and indicators (\(indicators)) with too little data left out")
  }

  private var imputationWords: LocalisedText? {
    guard let imputation = study.method.imputation, let outcome = scoring.imputed else {
      return nil
    }
    let count = outcome.imputed.count
    let name = Words.name(of: imputation.method)
    return LocalisedText(
      zh: "缺项以\(name.chinese)插补（\(count)处）",
      en: "missing values imputed by \(name.english) (\(count))")
  }

  private var treatmentWords: LocalisedText? {
    let treatment = study.method.treatment
    let ids = [treatment.method] + treatment.methods.keys.sorted().map { treatment.method(for: $0) }
    let methods = Treatment.Method.allCases.filter { $0 != .none && ids.contains($0) }
    guard !methods.isEmpty else { return nil }
    let names = methods.map { Words.name(of: $0) }
    let changed = scoring.treated.compactMap { id in
      study.indicators.firstIndex { $0.id == id }.map { name(of: study.indicators[$0], tables[$0]) }
    }
    let zh =
      changed.isEmpty ? "无需改动" : "改动了" + changed.map(\.chinese).joined(separator: "、")
    let en =
      changed.isEmpty
      ? "nothing to change"
      : "changed: " + changed.map(\.english.lowercasedFirst).joined(separator: ", ")
    return LocalisedText(
      zh: "异常值以\(names.map(\.chinese).joined(separator: "、"))处理（\(zh)）",
      en: "outliers treated by \(names.map(\.english).joined(separator: ", ")) (\(en))")
  }

  private var normalisationWords: LocalisedText {
    let normalisation = study.method.scoring.normalisation
    let name = Words.name(of: normalisation.method)
    var (zh, en) = (name.chinese, name.english)
    if [.minMax, .goalposts, .scaled].contains(normalisation.method) {
      let range = normalisation.range ?? Limits(0, 100)
      let (low, high) = (number(range.low), number(range.high))
      let isRelative =
        normalisation.method == .minMax && normalisation.scope != .goalposts
        && scoring.goalposts == nil
      // A 0 that is only the last place would be read as nothing done.
      let count = Set(rows.map(\.body)).count
      zh += isRelative ? "（\(count)个机构中末位\(low)、首位\(high)）" : "（\(low)～\(high)）"
      en +=
        isRelative
        ? " (of \(count) bodies the last \(low), the first \(high))" : " (\(low)–\(high))"
    }
    if let moments = normalisation.moments {
      zh += "（均值\(number(moments.mean))，标准差\(number(moments.deviation))）"
      en += " (mean \(number(moments.mean)), deviation \(number(moments.deviation)))"
    }
    // Scores of one year move when another year joins the selection: that must be said.
    switch normalisation.scope {
    case .selection:
      if Set(rows.map(\.year)).count > 1 {
        zh += "（各年合并）"
        en += " over all years together"
      }
    case .year:
      zh += "（逐年）"
      en += " year by year"
    case .goalposts where study.method.ledger == nil:
      zh += "（以固定上下限为准）"
      en += " between goalposts"
    case .goalposts: break
    }
    if let goalposts = scoring.goalposts, let ledger = study.method.ledger {
      let name = ledger.split(separator: "/").last.map(String.init) ?? ledger
      let hash = String(Self.hash(of: goalposts).prefix(12))
      zh += "（固化的上下限：\(name) 第\(goalposts.version)版，\(hash)）"
      en += " between frozen goalposts (\(name), version \(goalposts.version), \(hash))"
    }
    return LocalisedText(zh: "\(zh)标准化", en: "normalised by \(en)")
  }

  /// The shares that given weights come to right below the index, where they can be listed.
  private var givenWeights: LocalisedText {
    let root = GroupDefinition.root
    var parts = study.groups.filter { ($0.parent ?? root) == root && $0.weight > 0 }.map {
      (name: study.groupNames[$0.id] ?? LocalisedText(zh: $0.id, en: $0.id), weight: $0.weight)
    }
    for (indicator, table) in zip(study.indicators, tables)
    where (indicator.definition.group ?? root) == root && indicator.definition.weight > 0 {
      parts.append((name(of: indicator, table), indicator.definition.weight))
    }
    let sum = parts.reduce(0) { $0 + $1.weight }
    guard (2...8).contains(parts.count), sum > 0 else {
      return LocalisedText(zh: "给定权重", en: "given weights")
    }
    let shares = LargestRemainder.rounded(parts.map { $0.weight / sum * 100 }, to: 100, decimals: 0)
    let zh = zip(parts, shares).map { "\($0.name.chinese)\(number($1))%" }
    let en = zip(parts, shares).map { "\($0.name.english.lowercasedFirst) \(number($1)) %" }
    return LocalisedText(
      zh: "给定权重（\(zh.joined(separator: "、"))）", en: "given weights (\(en.joined(separator: ", ")))")
  }

  private var weightWords: LocalisedText {
    switch study.method.weights {
    case nil:
      return study.method.scoring.weights == .given
        ? givenWeights : LocalisedText(zh: "等权", en: "equal weights")
    case .judgements(let matrices): return judgementWords(matrices)
    case .data(let rule):
      return Words.name(of: rule.id)
    case .combined(let combination):
      let name = Words.name(of: combination.rule.id)
      let judged =
        combination.judgements.map { judgementWords($0) }
        ?? LocalisedText(zh: "给定权重", en: "given weights")
      let taken = Words.name(of: combination.values.id)
      return LocalisedText(
        zh: "组合赋权（\(name.chinese)：\(judged.chinese)，\(taken.chinese)）",
        en: "combined weights (\(name.english): \(judged.english); \(taken.english))")
    case .benefitOfDoubt(let bounds):
      var (zh, en) = ("", "")
      if !bounds.areOpen {
        let isWeight = bounds.share == .weight
        let own = bounds.indicators.isEmpty ? ("", "") : ("，个别指标另定", ", some of their own")
        let (low, high) = (number(bounds.limits.low), number(bounds.limits.high))
        zh = "（各指标占\(isWeight ? "权重" : "得分")的份额\(low)～\(high)\(own.0)）"
        en = " (shares of the \(isWeight ? "weights" : "score") \(low)–\(high)\(own.1))"
      }
      return LocalisedText(
        zh: "各机构用对自己最有利的权重计分\(zh)，不同机构的权重不同",
        en: "each body is weighed in its own favour by benefit of the doubt\(en), so that weights "
          + "differ from body to body")
    }
  }

  private func judgementWords(_ matrices: [Study.Method.Judgements]) -> LocalisedText {
    let ratio = StudyScoring.rounded(scoring.weighing.consistencyRatio ?? 0)
    let isGrouped = Set(matrices.map(\.group)).count > 1
    var (zh, en) = ("", "")
    if let greatest = scoring.weighing.greatestRatioOfJudge, scoring.weighing.judgeCount > 1 {
      let count = scoring.weighing.judgeCount
      zh = "\(count)位判断者的几何平均，各人最大\(StudyScoring.rounded(greatest))，合并后"
      en =
        "geometric mean of \(count) judges, of each at most "
        + "\(StudyScoring.rounded(greatest)), joint "
    }
    return LocalisedText(
      zh: "层次分析法定权（\(zh)\(isGrouped ? "最大" : "")一致性比率\(ratio)）",
      en: "weights by analytic hierarchy (\(en)\(isGrouped ? "greatest " : "")consistency "
        + "ratio \(ratio))")
  }

  private var missingWords: LocalisedText {
    let scoring = study.method.scoring
    // After filling in, what is still lacking is what could not be filled.
    let still = study.method.imputation == nil ? ("", "") : ("仍", "still ")
    switch (scoring.missing, study.groupless) {
    case (.interval, nil):
      return LocalisedText(
        zh: "\(still.0)缺项的机构不列位次，示其得分所在区间",
        en: "bodies that \(still.1)lack an indicator are not ranked; their interval is shown")
    case (.interval, _?):
      return LocalisedText(
        zh: "\(still.0)缺项的机构不参与比较，不列位次",
        en: "bodies that \(still.1)lack an indicator are not compared and not ranked")
    case (.renormalise, nil):
      return LocalisedText(
        zh: "缺项按已有指标重算权重（覆盖率不低于\(number(scoring.coverage))）",
        en: "missing indicators: weights of what is present, at least \(number(scoring.coverage)) "
          + "of them")
    case (.renormalise, _?):
      return LocalisedText(
        zh: "两机构按双方都有的指标比较（覆盖率不低于\(number(scoring.coverage))）",
        en: "two bodies are compared by what both state, at least \(number(scoring.coverage)) of "
          + "the weight")
    }
  }
}
