internal import Diagnostics

/// Finds everything that is wrong with a matrix and a method's choices before anything is computed.
enum MatrixCheck {
  /// Checks a matrix.
  static func check(
    _ matrix: DecisionMatrix, method: MultiCriteriaMethod, missing: MissingValues, coverage: Double
  ) throws(MetricsError) {
    var choices: [Diagnostic] = []
    checkCriteria(matrix, &choices)
    checkChoices(method, matrix, coverage, &choices)
    var data: [Diagnostic] = []
    checkValues(matrix, &data)
    if !choices.isEmpty { throw MetricsError(.invalidDefinition, choices + data) }
    if !data.isEmpty { throw MetricsError(.invalidData, data) }
  }

  private static func report(_ problems: inout [Diagnostic], _ zh: String, _ en: String) {
    problems.append(Diagnostic(.error, LocalisedText(zh: zh, en: en)))
  }

  private static func checkCriteria(_ matrix: DecisionMatrix, _ problems: inout [Diagnostic]) {
    if matrix.criteria.isEmpty {
      report(&problems, "没有指标：请至少写一个", "there is no criterion: define at least one")
    }
    var seen: Set<String> = []
    for criterion in matrix.criteria {
      let id = Message.quoted(criterion.id)
      if !seen.insert(criterion.id).inserted {
        report(
          &problems, "编号\(id)用了不止一次：各指标的编号不能相同",
          "the id \(id) is used twice: criteria need ids of their own")
      }
      if !criterion.weight.isFinite || criterion.weight < 0 {
        let weight = Message.number(criterion.weight)
        report(
          &problems, "\(id)的权重为\(weight)：须为不小于 0 的数",
          "the weight of \(id) is \(weight): write a number of 0 or more")
      }
    }
    if !matrix.criteria.isEmpty, matrix.criteria.allSatisfy({ $0.weight == 0 }) {
      report(
        &problems, "各指标的权重都为 0：请给其中之一正的权重",
        "all weights are 0: give one of the criteria a weight above 0")
    }
  }

  private static func checkChoices(
    _ method: MultiCriteriaMethod, _ matrix: DecisionMatrix, _ coverage: Double,
    _ problems: inout [Diagnostic]
  ) {
    if !(coverage >= 0 && coverage <= 1) {
      report(
        &problems, "coverage 为\(Message.number(coverage))：须在 0 与 1 之间",
        "the coverage is \(Message.number(coverage)): write a share from 0 to 1")
    }
    switch method {
    case .rankSumRatio(_, let grades):
      if RankSumRatio.cutPoints(grades: grades) == nil {
        report(
          &problems, "rank-sum-ratio 分\(grades)档：请写 3、4 或 5",
          "rank-sum-ratio has customary cut points for 3, 4 and 5 grades, not for \(grades)")
      }
    case .vikor(let strategy):
      if !(strategy >= 0 && strategy <= 1) {
        report(
          &problems, "vikor 的 v 为\(Message.number(strategy))：须在 0 与 1 之间，通常为 0.5",
          "v of vikor is \(Message.number(strategy)): write a weight from 0 to 1, usually 0.5")
      }
    case .prometheeII(let functions):
      let known = Set(matrix.criteria.map(\.id))
      for id in functions.keys.sorted() {
        if !known.contains(id) {
          report(
            &problems, "偏好函数所属的指标\(Message.quoted(id))不存在",
            "there is a preference function for \(Message.quoted(id)), which is no criterion")
        }
        guard let problem = functions[id]?.problem else { continue }
        report(
          &problems, "\(Message.quoted(id))的偏好函数：\(problem.chinese)",
          "the preference function of \(Message.quoted(id)): \(problem.english)")
      }
    case .topsis, .borda, .copeland, .copras, .kemeny:
      break
    }
  }

  private static func checkValues(_ matrix: DecisionMatrix, _ problems: inout [Diagnostic]) {
    if matrix.bodies.isEmpty { report(&problems, "没有可排位的机构", "there is no body to rank") }
    if matrix.values.count != matrix.bodies.count {
      report(
        &problems, "机构有\(matrix.bodies.count)个，数据有\(matrix.values.count)行",
        "there are \(matrix.bodies.count) bodies and values for \(matrix.values.count)")
    }
    var seen: Set<String> = []
    for (body, values) in zip(matrix.bodies, matrix.values) {
      let name = Message.quoted(body)
      if !seen.insert(body).inserted {
        report(&problems, "\(name)出现不止一次", "\(name) is there twice")
      }
      if values.count != matrix.criteria.count {
        report(
          &problems, "\(name)有\(values.count)个值，而指标有\(matrix.criteria.count)个",
          "\(name) has \(values.count) values for \(matrix.criteria.count) criteria")
        continue
      }
      for (criterion, value) in zip(matrix.criteria, values) where value?.isFinite == false {
        let id = Message.quoted(criterion.id)
        report(&problems, "\(name)的\(id)不是有限的数", "\(id) of \(name) is not a finite number")
      }
    }
  }

  /// Labels in a row, the first few of many.
  static func list(_ labels: [String]) -> (zh: String, en: String) {
    let shown = labels.prefix(5).map { Message.quoted($0) }
    let rest = labels.count - shown.count
    if rest > 0 {
      return (
        "\(shown.joined(separator: "、"))等\(labels.count)个",
        "\(shown.joined(separator: ", ")) and \(rest) more"
      )
    }
    let last = shown.last ?? ""
    let start = shown.dropLast().joined(separator: ", ")
    return (shown.joined(separator: "、"), start.isEmpty ? last : "\(start) and \(last)")
  }
}
