internal import Diagnostics

extension Normalisation {
  /// What is wrong with the settings by themselves.
  var problems: [LocalisedText] {
    var problems: [LocalisedText] = []
    let id = method.rawValue
    if let moments {
      if method != .zScore {
        problems.append(
          LocalisedText(
            zh: "\(id) 不用均值和标准差：只有 z-score 用它们",
            en: "\(id) takes no mean and deviation: only z-score does"))
      } else if !moments.mean.isFinite || !moments.deviation.isFinite || moments.deviation <= 0 {
        problems.append(
          LocalisedText(
            zh: "z-score 的均值为\(Message.number(moments.mean))，标准差为"
              + "\(Message.number(moments.deviation))：标准差须大于 0，如 50 与 10",
            en: "the z-scores are to have mean \(Message.number(moments.mean)) and deviation "
              + "\(Message.number(moments.deviation)): write a deviation above 0, as in 50 and 10"))
      }
    }
    if isCapped && !method.hasReference {
      problems.append(
        LocalisedText(
          zh: "\(id) 不能封顶：只有 distance-to-reference 和 distance-to-target 可以",
          en: "\(id) takes no cap: only distance-to-reference and distance-to-target do"))
    }
    if goalposts != nil && !hasGivenParameters {
      problems.append(
        LocalisedText(
          zh: "\(id) 不用固化的 goalposts：请写 by: goalposts，或 over: goalposts",
          en: "\(id) does not use the frozen goalposts: write by: goalposts or over: goalposts"))
    }
    return problems
  }

  /// The indicators of a table that frozen goalposts leave without goalposts, or give other ones.
  func problems(of table: ScoringTable) -> [LocalisedText] {
    guard let goalposts, hasGivenParameters else { return [] }
    var problems: [LocalisedText] = []
    let peerSets = Set(table.rows.map(\.peerSet)).sorted()
    for indicator in table.indicators where indicator.weight != 0 {
      let id = Message.quoted(indicator.id)
      for peerSet in peerSets {
        let place = RowSet(peerSet: peerSet, year: nil, rows: []).place
        guard let entry = goalposts.entry(for: indicator.id, peerSet: peerSet) else {
          if indicator.goalposts != nil { continue }
          problems.append(
            LocalisedText(
              zh: "固化的 goalposts（第\(goalposts.version)版）没有\(id)\(place.zh)："
                + "请固化新的一版，或给指标写 goalposts",
              en: "version \(goalposts.version) of the frozen goalposts has none for \(id)"
                + "\(place.en): freeze a new version, or write goalposts for the indicator"))
          continue
        }
        if let own = indicator.goalposts, own != entry.limits {
          problems.append(
            LocalisedText(
              zh: "\(id)\(place.zh)的 goalposts 与固化的（第\(goalposts.version)版）不同：请只留一处",
              en: "the goalposts of \(id) differ from the frozen ones of version "
                + "\(goalposts.version)\(place.en): keep one of the two"))
        } else if method.hasReference && entry.transformation != .identity {
          problems.append(
            LocalisedText(
              zh: "固化的 goalposts 中\(id)\(place.zh)有变换，不能用 \(method.rawValue)：请写 by: goalposts",
              en:
                "the frozen goalposts transform \(id)\(place.en), so that \(method.rawValue) cannot "
                + "use its reference: write by: goalposts"))
        } else if entry.treatedLimits == nil {
          problems.append(
            LocalisedText(
              zh: "固化的 goalposts（第\(goalposts.version)版）中\(id)\(place.zh)的变换不能用于其上下限："
                + "请固化新的一版",
              en: "the transformation of \(id)\(place.en) in version \(goalposts.version) of the "
                + "frozen goalposts is not defined at its ends: freeze a new version"))
        }
      }
    }
    return problems
  }
}
