import Diagnostics
import Metrics
import Observations
import Yams

extension StudyReader {
  /// A rule for weights as it was read.
  private enum WeightRule {
    case plain(Weighting)
    case made(Study.Method.Weights)
  }

  /// Reads where weights come from.
  mutating func readWeights(_ node: Node) {
    if let mapping = node.mapping, let combination = mapping["combine"] {
      guard let keys = self.mapping(node, "weights", known: StudyKeys.weights) else { return }
      for key in keys.keys.sorted() where key != "combine" {
        guard let other = keys[key] else { continue }
        note(
          place(other), zh: "有 combine 时不写 \(key)：请写在 of 的各项里",
          en: "\(key) does not stand beside combine: write it in an item of its `of`")
      }
      readCombination(combination)
      return
    }
    switch weightRule(node, among: Study.Method.Weights.ids) {
    case .plain(let weighting): study.method.scoring.weights = weighting
    case .made(let weights): study.method.weights = weights
    case nil: break
    }
  }

  private mutating func weightRule(_ node: Node, among ids: [String]) -> WeightRule? {
    var keys: [String: Node] = [:]
    var wordNode = node
    if node.mapping != nil {
      guard let found = mapping(node, "weights", known: StudyKeys.weights) else { return nil }
      guard let byNode = found["by"] else {
        missingBy(node)
        return nil
      }
      keys = found
      wordNode = byNode
    }
    guard let id = member(wordNode, among: ids) else { return nil }
    let doubt = Study.Method.Weights.benefitOfDoubtID
    let owners = [
      "matrix": "ahp", "matrices": "ahp", "shift": "entropy-shifted", "correlation": "critic",
      "components": "pca", "share": doubt, "least": doubt, "greatest": doubt, "indicators": doubt,
    ]
    refuse(keys, owners, id)
    if let weighting = Weighting(rawValue: id) { return .plain(weighting) }
    if id == Study.Method.Weights.judgementsID {
      return judgements(node, keys).map { .made(.judgements($0)) }
    }
    if id == doubt { return .made(.benefitOfDoubt(shareBounds(keys))) }
    return DataDrivenWeighting.ID(rawValue: id).map { .made(.data(dataRule($0, keys))) }
  }

  private mutating func dataRule(
    _ rule: DataDrivenWeighting.ID, _ keys: [String: Node]
  ) -> DataDrivenWeighting {
    if rule == .entropyShifted, let node = keys["shift"], let shift = number(node) {
      return .entropyShifted(by: shift)
    }
    if rule == .critic, let node = keys["correlation"],
      let correlation = member(node, of: Correlation.self)
    {
      return .critic(correlation: correlation, scale: .minMax)
    }
    if rule == .pca, let node = keys["components"], let components = count(node) {
      return .pca(.count(components))
    }
    return DataDrivenWeighting(rule)
  }

  // MARK: - Judgements

  /// The judgements of `matrix`, or of each of several judges in `matrices`.
  private mutating func judgements(
    _ node: Node, _ keys: [String: Node]
  ) -> [Study.Method.Judgements]? {
    if let several = keys["matrices"] {
      if let one = keys["matrix"] {
        note(
          place(one), zh: "matrix 与 matrices 只写其一",
          en: "write matrix or matrices, not both")
      }
      return judges(several)
    }
    guard let matrix = keys["matrix"] else {
      note(
        place(node), zh: "ahp 缺少判断矩阵：请写 matrix，各指标一行",
        en: "ahp has no judgements: write matrix, a row for each indicator")
      return nil
    }
    return judgements(matrix, of: nil)
  }

  private mutating func judges(_ node: Node) -> [Study.Method.Judgements]? {
    guard let items = node.sequence, !items.isEmpty else {
      note(
        place(node), zh: "matrices 应是列表，每位判断者一项，如 - {judge: 甲, matrix: [[1, 3], [1/3, 1]]}",
        en: "matrices is a list with an item for each judge, as in "
          + "- {judge: A, matrix: [[1, 3], [1/3, 1]]}")
      return nil
    }
    var all: [Study.Method.Judgements] = []
    var names: Set<String> = []
    for (number, item) in items.enumerated() {
      var name = "\(number + 1)"
      var matrix = item
      if item.mapping != nil {
        guard let keys = mapping(item, "matrices", known: StudyKeys.judge) else { continue }
        guard let own = keys["matrix"] else {
          note(place(item), zh: "这一项缺少 matrix", en: "this judge has no matrix")
          continue
        }
        if let node = keys["judge"], let word = word(node) { name = word }
        matrix = own
      }
      if !names.insert(name).inserted {
        note(
          place(item), zh: "判断者\(Diagnostic.quoted(name))出现两次：请改名",
          en: "the judge \(Diagnostic.quoted(name)) stands twice: give each a name of its own")
      }
      all += judgements(matrix, of: name)
    }
    return all
  }

  private mutating func judgements(_ node: Node, of judge: String?) -> [Study.Method.Judgements] {
    guard let matrices = node.mapping else {
      return [
        Study.Method.Judgements(
          judge: judge, group: nil, rows: judgements(node), place: place(node))
      ]
    }
    let known = [GroupDefinition.root] + study.groups.map(\.id)
    guard mapping(node, "matrix", known: known) != nil else { return [] }
    return matrices.compactMap { key, value in
      guard let group = key.scalar?.string, known.contains(group) else { return nil }
      return Study.Method.Judgements(
        judge: judge, group: group, rows: judgements(value), place: place(value))
    }
  }

  private mutating func judgements(_ node: Node) -> [[Double?]] {
    items(node).map { row in items(row).map { judgement($0) } }
  }

  /// A judgement: a number or a fraction such as 1/3; nothing where the other half of the matrix has it.
  private mutating func judgement(_ node: Node) -> Double? {
    let written = node.scalar?.string ?? ""
    if ["", "~", "null"].contains(written) { return nil }
    let parts = written.split(separator: "/", omittingEmptySubsequences: false).map {
      Double($0.filter { $0 != " " })
    }
    if parts.count == 2, let numerator = parts[0], let divisor = parts[1], divisor != 0 {
      return numerator / divisor
    }
    return number(node)
  }

  // MARK: - Combination

  private mutating func readCombination(_ node: Node) {
    guard let keys = mapping(node, "combine", known: StudyKeys.combine) else { return }
    guard let byNode = keys["by"] else {
      missingBy(node)
      return
    }
    let id = member(byNode, of: WeightCombination.ID.self)
    var share = 0.5
    if let node = keys["share"], let number = number(node) {
      share = number
      if let id, id != .additive {
        note(
          place(node), zh: "\(id.rawValue) 不用 share：只有 additive 用它",
          en: "\(id.rawValue) takes no share: only additive does")
      } else if !(0...1).contains(number) {
        note(
          place(node), zh: "share 是主观权重的比例，应在 0 与 1 之间",
          en: "share is that of the weights of judgement and lies between 0 and 1")
      }
    }
    let objectives = DataDrivenWeighting.ID.allCases.map(\.rawValue)
    let subjectives = [Weighting.given.rawValue, Study.Method.Weights.judgementsID]
    var judged: [[Study.Method.Judgements]?] = []
    var taken: [DataDrivenWeighting] = []
    let before = problemCount
    for item in keys["of"].map(items) ?? [] {
      switch weightRule(item, among: subjectives + objectives) {
      case .plain: judged.append(nil)
      case .made(.judgements(let matrices)): judged.append(matrices)
      case .made(.data(let rule)): taken.append(rule)
      case .made, nil: break
      }
    }
    guard problemCount == before else { return }
    guard judged.count == 1, taken.count == 1 else {
      note(
        place(keys["of"] ?? node),
        zh: "combine 的 of 要两项，一项出自判断（\(subjectives.joined(separator: "、"))），一项出自数据（"
          + "\(objectives.joined(separator: "、"))）",
        en:
          "combine joins one rule of judgement (\(subjectives.joined(separator: ", "))) and one of the "
          + "values (\(objectives.joined(separator: ", "))): write both in `of`")
      return
    }
    guard let id else { return }
    study.method.weights = .combined(
      Study.Method.Combination(
        rule: WeightCombination(id, subjectiveShare: share), judgements: judged[0],
        values: taken[0]))
  }

  // MARK: - Benefit of the doubt

  private mutating func shareBounds(_ keys: [String: Node]) -> Study.Method.ShareBounds {
    var bounds = Study.Method.ShareBounds()
    if let node = keys["share"], let share = member(node, of: BenefitOfDoubt.Bounds.Share.self) {
      bounds.share = share
    }
    if let node = keys["least"], let least = shareOfOne(node) { bounds.limits.low = least }
    if let node = keys["greatest"], let greatest = shareOfOne(node) {
      bounds.limits.high = greatest
    }
    if bounds.limits.low > bounds.limits.high, let node = keys["least"] {
      note(
        place(node),
        zh: "least 为\(Publishing.number(bounds.limits.low))，大于 greatest"
          + "（\(Publishing.number(bounds.limits.high))）：请对调",
        en: "least is \(Publishing.number(bounds.limits.low)), above greatest "
          + "(\(Publishing.number(bounds.limits.high))): exchange them")
    }
    if let node = keys["indicators"],
      let own = mapping(node, "indicators", known: study.indicators.map(\.id))
    {
      for indicator in study.indicators {
        guard let node = own[indicator.id] else { continue }
        let numbers = items(node).compactMap { shareOfOne($0) }
        if numbers.count == 2, numbers[0] <= numbers[1] {
          bounds.indicators[indicator.id] = Limits(numbers[0], numbers[1])
        } else {
          note(
            place(node), zh: "请写两个份额，先小后大：[0.1, 0.4]",
            en: "write two shares, the lower one first: [0.1, 0.4]")
        }
      }
    }
    return bounds
  }

  private mutating func shareOfOne(_ node: Node) -> Double? {
    guard let value = number(node) else { return nil }
    if (0...1).contains(value) { return value }
    note(place(node), zh: "份额应在 0 与 1 之间", en: "a share lies between 0 and 1")
    return nil
  }
}
