import Diagnostics
import Observations

extension ReportHeaderReader {
  /// A name of a place found in folded scalars.
  private struct PlaceName {
    var divisions: [Division]
    var name: String
    var range: Range<Int>
  }

  private static let placeSuffixes = Phrases("省", "市", "县", "区", "州", "旗", "盟")

  private static let organs = Phrases("人民代表大会", "人大", "政协", "委员会")
  private static let fileOrgans = Phrases("人大", "人民代表大会", "政协", "常委会")
  private static let afterLevel = Phrases("人大", "人民代表大会", "政协", "第", "十", "常委会")
  private static let beforeNames = Phrases("我代表", "我受", "受", "代表", "在", "届", "协商会议")
  private static let ownPlaces = Phrases("全市", "全县", "全区", "我市", "我县", "我区", "各县", "本市")

  /// Finds the body: by the heading, the line of the session, the mandate; then by the file's name;
  /// then by the division that the beginning names most often.
  mutating func readBody() {
    let named = nameInFile()
    if let found = nameInHead() {
      if let named, !found.divisions.isEmpty, isContradiction(found.divisions, named.divisions) {
        let inText = found.name
        tell(
          .warning,
          LocalisedText(
            zh: "文件名写的是\(named.name)，报告写的是\(inText)，以报告为准。",
            en:
              "the file is named after \(named.name), the report is \(inText)'s: the report is believed"
          ))
      }
      settle(found, origin: .text, fileDivisions: named?.divisions ?? [])
      return
    }
    if let named {
      tell(
        .warning,
        LocalisedText(
          zh: "报告没有写明是哪里的，按文件名作\(named.name)。",
          en: "the report does not name its place: \(named.name) is taken from the file's name"))
      settle(named, origin: .fileName, fileDivisions: [])
      return
    }
    if let found = commonestName() {
      tell(
        .warning,
        LocalisedText(
          zh: "标题没有写明是哪里的，按正文作\(found.name)。",
          en: "the heading does not name its place: \(found.name) is taken from the text"))
      settle(found, origin: .text, fileDivisions: [])
      return
    }
    tell(
      .error,
      LocalisedText(
        zh: "看不出\(headingWords)是哪里的报告，未读取；请在文件名中写明，如“白城市人大常委会-2022.txt”。",
        en:
          "\(headingWords): whose report it is cannot be told, so it is not read; name the place in the file's name, such as 白城市人大常委会-2022.txt"
      ))
  }

  /// The heading, quoted for messages.
  var headingWords: String {
    guard let line = titleLine ?? lines.lines.indices.first else { return "“”" }
    return Diagnostic.quoted(text.string(lines.lines[line].range))
  }

  private func isContradiction(_ one: [Division], _ other: [Division]) -> Bool {
    guard !other.isEmpty else { return false }
    return !one.contains { division in other.contains { $0.code == division.code } }
  }

  // MARK: - Names

  /// The first place that a slice names.
  private func firstName(in scalars: ArraySlice<Unicode.Scalar>) -> PlaceName? {
    var index = scalars.startIndex
    while index < scalars.endIndex {
      if let match = Divisions.longestMatch(in: scalars[index...]), !match.divisions.isEmpty {
        let range = index..<(index + match.length)
        // 市委 and 市政府 are organs, not places; 中国 begins none.
        return PlaceName(divisions: match.divisions, name: string(scalars[range]), range: range)
      }
      index += 1
    }
    return nil
  }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private func nameInHead() -> PlaceName? {
    var order: [Int] = []
    if let titleLine { order.append(titleLine) }
    let ofSession = head.filter {
      !lines.lines[$0].cues.isDisjoint(with: [.occasion, .session])
        && lines.lines[$0].cues.isDisjoint(with: [.publication, .furniture])
    }
    order += ofSession
    order += head.filter { !order.contains($0) && isTitleLike($0) }
    // A heading over two lines: 白城市人民代表大会 / 常务委员会工作报告.
    for line in order {
      if let found = firstName(in: key(line)) { return found }
    }
    if let mandateLine {
      let scalars = mandate(mandateLine)
      if let found = firstName(in: scalars) { return found }
    }
    let reader = TitleReader(lines)
    for line in order {
      // A number before the heading is no part of the name: 第1篇 区人大常委会工作报告.
      let core = reader.title(at: line)?.core ?? lines.lines[line].key
      if let found = unknownName(in: lines.scalars[core]) { return found }
    }
    if let mandateLine, let found = unknownName(in: mandate(mandateLine)) { return found }
    return nil
  }

  private func isTitleLike(_ line: Int) -> Bool {
    lines.lines[line].length <= 60
      && lines.lines[line].cues.isDisjoint(with: [.publication, .furniture, .seller, .news])
  }

  /// A name with a suffix before the words of an organ, that the table of divisions does not hold.
  private func unknownName(in scalars: ArraySlice<Unicode.Scalar>) -> PlaceName? {
    guard let organ = Self.organs.firstRange(in: scalars) else {
      return nil
    }
    var end = organ.lowerBound
    // 某县第八届人民代表大会: the number stands between the place and the organ.
    if end > scalars.startIndex, scalars[end - 1] == "届",
      let number = WrittenNumber.before(end - 1, in: scalars)
    {
      end = number.start
      if end > scalars.startIndex, scalars[end - 1] == "第" { end -= 1 }
    }
    var start = end
    while start > scalars.startIndex, end - start < 12, Self.isNameScalar(scalars[start - 1]) {
      start -= 1
    }
    if let behalf = Self.beforeNames.lastRange(
      in: scalars[start..<end])
    {
      start = behalf.upperBound
    }
    let name = scalars[start..<end]
    guard name.count >= 2, Self.placeSuffixes.isSuffix(of: name),
      name.count > 2 || !Self.ownPlaces.isPrefix(of: name)
    else { return nil }
    return PlaceName(divisions: [], name: string(name), range: start..<end)
  }

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    (0x4E00...0x9FFF).contains(scalar.value) || (0x3400...0x4DBF).contains(scalar.value)
      || scalar.value >= 0x2_0000
  }

  private func nameInFile() -> PlaceName? {
    if let found = firstName(in: file.scalars[...]) { return found }
    // 白城-2022, 白城人大: a name without its suffix stands at the beginning.
    let end =
      file.scalars.firstIndex { !Self.isNameScalar($0) } ?? file.scalars.endIndex
    let organ = Self.fileOrgans.firstRange(in: file.scalars[..<end])
    let name = string(file.scalars[..<(organ?.lowerBound ?? end)])
    guard name.unicodeScalars.count >= 2 else { return nil }
    let divisions = Divisions.named(name)
    guard !divisions.isEmpty else { return nil }
    return PlaceName(divisions: divisions, name: name, range: 0..<0)
  }

  /// The division that the first two thousand scalars name most often, of the level that the heading
  /// or the mandate speaks of.
  private func commonestName() -> PlaceName? {
    let word = levelWord
    var votes: [String: (count: Int, found: PlaceName)] = [:]
    for (index, line) in lines.lines.enumerated() {
      guard line.range.lowerBound < 2_000 else { break }
      guard line.cues.isDisjoint(with: [.seller, .publication]) else { continue }
      var rest = key(index)
      while let found = firstName(in: rest) {
        rest = rest[found.range.upperBound...]
        if let word, found.name.unicodeScalars.last != word { continue }
        votes[found.name, default: (0, found)].count += 1
      }
    }
    let best = votes.max { one, other in
      (one.value.count, other.value.found.range.lowerBound)
        < (other.value.count, one.value.found.range.lowerBound)
    }
    return best?.value.found
  }

  /// The word of the level in 受市人大常委会委托 or 县人大常委会工作报告.
  private var levelWord: Unicode.Scalar? {
    for line in [titleLine, mandateLine].compactMap({ $0 }) {
      let scalars = key(line)
      for index in scalars.indices.dropFirst() {
        guard Self.afterLevel.isPrefix(of: scalars[index...])
        else { continue }
        let word = scalars[index - 1]
        if Self.placeSuffixes.isSuffix(of: [word]) { return word }
      }
    }
    return nil
  }

  // MARK: - The one meant

  private mutating func settle(
    _ found: PlaceName, origin: FieldEvidence.Origin, fileDivisions: [Division]
  ) {
    let range = origin == .text ? found.range : nil
    guard !found.divisions.isEmpty else {
      header.body = Body(name: found.name, kind: header.kind, level: Self.level(of: found.name))
      note("body", found.name, at: range, from: origin)
      tell(
        .warning,
        LocalisedText(
          zh: "区划表中没有\(found.name)，层级和省份未知。",
          en: "\(found.name) is not in the table of divisions: its level and province are not known"
        ))
      return
    }
    let holders = holders(of: found)
    let division: Division
    if holders.count == 1 {
      division = holders[0]
    } else if let only = meant(of: holders, fileDivisions: fileDivisions) {
      division = only
    } else {
      let candidates = holders.prefix(4).map { "\($0.province)\($0.body)" }
      header.body = Body(
        name: found.name, kind: header.kind, level: Self.common(holders.map(\.level)),
        tier: Self.common(holders.map(\.tier)))
      note("body", found.name, at: range, from: origin)
      tell(
        .warning,
        LocalisedText(
          zh:
            "\(found.name)不止一处（\(candidates.joined(separator: "、"))），报告没有写明是哪一处；请在文件名中写明省市。",
          en:
            "\(found.name) can be \(candidates.joined(separator: ", ")), and the report does not say which: write its city or province in the file's name"
        ))
      return
    }
    header.body = Body(
      name: division.body, kind: header.kind, level: division.level, tier: division.tier,
      province: division.province, code: division.code)
    note("body", division.body, at: range, from: origin)
    note("level", division.level.rawValue, from: .divisions)
    note("tier", division.tier.rawValue, from: .divisions)
    note("province", division.province, from: .divisions)
    note("code", division.code, from: .divisions)
  }

  /// The divisions that bore a name in the report year; where none is known to, those that bear it
  /// today; else all of them.
  ///
  /// 白城市 is a county-level city in a report of 1987, today's 白城市洮北区, and the prefecture-level
  /// city in one of 2022.
  private func holders(of found: PlaceName) -> [Division] {
    guard found.divisions.count > 1 else { return found.divisions }
    let isToday = { (division: Division) in found.name.hasSuffix(division.name) }
    if let year = header.reportYear {
      let then = found.divisions.filter { division in
        let former = Divisions.formerNames(of: division)
        if isToday(division) { return !former.contains { $0.to.map { year <= $0 } ?? false } }
        return former.contains { entry in
          found.name.hasSuffix(entry.name) && entry.from.map { $0 <= year } ?? true
            && entry.to.map { year <= $0 } ?? true
        }
      }
      if !then.isEmpty { return then }
    }
    let today = found.divisions.filter(isToday)
    return today.isEmpty ? found.divisions : today
  }

  private static func common<Value: Equatable>(_ values: [Value]) -> Value? {
    guard let first = values.first, values.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  private static func level(of name: String) -> Level? {
    switch name.unicodeScalars.last {
    case "省": .province
    case "州", "盟": .prefecture
    case "县", "旗": .county
    default: nil
    }
  }

  /// The only one of several divisions of a name whose city or province the file's name or the text
  /// speaks of.
  private func meant(of divisions: [Division], fileDivisions: [Division]) -> Division? {
    let inFile = divisions.filter { division in fileDivisions.contains { $0.code == division.code }
    }
    if inFile.count == 1 { return inFile.first }
    // One name for a city and a county in it, or one that was renamed: the first is the likelier.
    if Self.common(divisions.map(\.code)) != nil { return divisions.first }
    let beginning = text.scalars.prefix(6_000)
    var scores: [(division: Division, score: Int)] = []
    for division in divisions {
      var score = 0
      if let city = Self.city(of: division) {
        if Self.isMentioned(city, in: file.scalars[...]) { score += 8 }
        if Self.isMentioned(city, in: beginning) { score += 4 }
      }
      let province = Self.shortened(division.province)
      if Self.isMentioned(province, in: file.scalars[...]) { score += 4 }
      if Self.isMentioned(province, in: beginning) { score += 1 }
      scores.append((division, score))
    }
    scores.sort { $0.score > $1.score }
    guard scores[0].score > 0, scores[0].score > scores[1].score else { return nil }
    return scores[0].division
  }

  /// The city that a division lies in, without its suffix.
  private static func city(of division: Division) -> String? {
    if division.body.hasSuffix(division.name), division.body != division.name {
      return shortened(String(division.body.dropLast(division.name.count)))
    }
    guard division.level == .county, division.code.count == 6 else { return nil }
    return Divisions.withCode(division.code.prefix(4) + "00").map { shortened($0.name) }
  }

  /// A name of a city or province as texts shorten it.
  private static func shortened(_ name: String) -> String {
    for suffix in ["维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市", "地区"]
    where name.hasSuffix(suffix) && name.count > suffix.count + 1 {
      return String(name.dropLast(suffix.count))
    }
    return name
  }

  private static func isMentioned(_ name: String, in scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let wanted = Array(name.unicodeScalars)
    guard let first = wanted.first, !wanted.isEmpty else { return false }
    return scalars.indices.contains { scalars[$0] == first && scalars[$0...].starts(with: wanted) }
  }
}
