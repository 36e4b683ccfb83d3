import Diagnostics
import Subprocess

/// Reads a plain table: a row a body and year, a column a measure.
struct PlainTableReader {
  private var reader: TableReader
  private var data: DataSet
  private var bodies: [BodyKey: Int] = [:]
  private var rows: [DataSet.BodyYear: Int] = [:]

  /// What a column holds.
  private enum Column: Equatable {
    case body, year, kind, level, tier, province, code, source
    case measure(String, scale: Double)
    case quantity(String, unit: String, scale: Double, measure: String?)
    case own(String)
    case ignored
  }

  /// The header names of the columns that are no measures.
  private static let structure: [(names: [String], column: Column)] = [
    (["body", "地区", "城市"], .body), (["year", "年份", "年度"], .year), (["kind", "类型"], .kind),
    (["level", "层级"], .level), (["tier", "类别"], .tier), (["province", "省份"], .province),
    (["code", "行政区划代码"], .code), (["source", "资料来源", "来源"], .source),
  ]

  /// The header names of reference quantities.
  private static let quantities: [(names: [String], id: String, unit: String, measure: String?)] = [
    (["residents", "常住人口"], "residents", "persons", nil),
    (["deputies", "本级代表", "代表人数", "Deputies"], "deputies", "persons", "deputies"),
    (["county_divisions", "县级行政区划数", "县级区划数"], "county_divisions", "divisions", nil),
    (["gdp", "地区生产总值"], "gdp", "100 million CNY", nil),
  ]

  /// Reads a CSV or TSV file, or the first sheet of an XLSX file.
  static func read(_ path: String) async throws(ObservationsError) -> DataSet {
    let raw = try readFile(path)
    let table: TableText
    // An XLSX file is a ZIP archive whatever its name.
    if raw.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      table = try TableText(file: path, bytes: try await sheet(path), isSheet: true)
    } else if raw.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw ObservationsError([
        Diagnostic(
          .error, at: Place(path),
          LocalisedText(
            zh: "这是旧的 XLS 格式：请在 Excel 或 WPS 中另存为 XLSX 或 CSV",
            en: "this is the old XLS format: save it as XLSX or CSV"))
      ])
    } else {
      table = try TableText(file: path, bytes: raw)
    }
    var reader = PlainTableReader(table)
    reader.data.hash = sha256([raw])
    return try reader.read()
  }

  /// The first sheet as CSV, by the program xlsx2csv; merged cells are filled with their text.
  private static func sheet(_ path: String) async throws(ObservationsError) -> [UInt8] {
    func failure(_ zh: String, _ en: String) -> ObservationsError {
      ObservationsError([Diagnostic(.error, at: Place(path), LocalisedText(zh: zh, en: en))])
    }
    do {
      let result = try await run(
        .name("xlsx2csv"),
        // `--` because a path may begin with a hyphen.
        arguments: ["--merge-cells", "--no-line-breaks", "-s", "1", "--", path],
        output: .bytes(limit: 512 << 20), error: .string(limit: 4096))
      guard case .exited(0) = result.terminationStatus else {
        throw failure(
          "xlsx2csv 读不了这个 XLSX 文件：请重新另存，或另存为 CSV",
          "xlsx2csv cannot read this XLSX file: save it anew, or as CSV")
      }
      return result.standardOutput
    } catch let error as ObservationsError {
      throw error
    } catch {
      throw failure(
        "读取 XLSX 需要程序 xlsx2csv：请安装 Debian 软件包 xlsx2csv，或另存为 CSV",
        "an XLSX file is read by the program xlsx2csv: install the Debian package xlsx2csv, "
          + "or save the table as CSV")
    }
  }

  private init(_ table: TableText) {
    reader = TableReader(table, headerMarks: Set(Self.structure[0].names))
    data = DataSet(path: table.file)
  }

  private mutating func read() throws(ObservationsError) -> DataSet {
    let columns = self.columns()
    guard reader.isReadable else { throw ObservationsError(reader.problems) }
    readRows(columns)
    guard reader.isReadable else { throw ObservationsError(reader.problems) }
    guard !rows.isEmpty else {
      throw ObservationsError([
        Diagnostic(
          .error, at: Place(data.path),
          LocalisedText(
            zh: "只有表头，没有数据行：一行写一个地区一个年份", en: "a header alone: write one row for each body and year"))
      ])
    }
    data.diagnostics = reader.problems
    return data
  }

  // MARK: - Header

  private mutating func columns() -> [Column] {
    var columns: [Column] = []
    for (ordinal, name) in reader.header.enumerated() {
      let column = column(named: name, at: ordinal)
      if column != .ignored, let first = columns.firstIndex(of: column) {
        // A header cell merged over two columns names both; the second one is then empty.
        if reader.table.isSheet, isEmptyColumn(ordinal) {
          columns.append(.ignored)
          continue
        }
        note(
          .error, at: headerPlace(ordinal),
          zh: "第\(first + 1)列和第\(ordinal + 1)列是同一项 \(Diagnostic.quoted(name))：请删去一列",
          en: "columns \(first + 1) and \(ordinal + 1) are both \(Diagnostic.quoted(name)): remove one")
      }
      columns.append(column)
    }
    for (need, zh, en) in [(Column.body, "地区（body）", "body"), (.year, "年份（year）", "year")]
    where !columns.contains(need) {
      note(
        .error, at: Place(data.path, line: 1), zh: "表头缺少 \(zh) 一列",
        en: "the header has no column \(Diagnostic.quoted(en))")
    }
    let measures = columns.filter {
      switch $0 {
      case .measure, .own, .quantity: true
      default: false
      }
    }
    if measures.isEmpty {
      note(
        .error, at: Place(data.path, line: 1), zh: "表头没有任何指标列：`heng list measures` 列出已知的指标",
        en: "the header has no measure: `heng list measures` names the known ones")
    }
    return columns
  }

  private func headerPlace(_ ordinal: Int) -> Place {
    // The reader stands on the header until the first row is read.
    reader.place(at: ordinal)
  }

  private mutating func column(named name: String, at ordinal: Int) -> Column {
    if let column = Self.known(name) { return column }
    if let (base, unit) = Self.bracketed(name), let column = Self.known(base) {
      return scaled(column, unit: unit, name: name, at: ordinal)
    }
    if isEmptyColumn(ordinal) { return .ignored }
    if name.isEmpty {
      note(
        .error, at: headerPlace(ordinal), zh: "第\(ordinal + 1)列没有列名：请补上列名或删去这一列",
        en: "column \(ordinal + 1) has no name: name it or remove it")
      return .ignored
    }
    let known =
      Self.structure.flatMap(\.names) + Self.quantities.flatMap(\.names)
      + MeasureCatalogue.measures.flatMap(\.names)
    if let meant = NameMatching.slip(name, of: known) {
      note(
        .error, at: headerPlace(ordinal),
        zh: "列名\(Diagnostic.quoted(name))应是 \(meant)：请改写",
        en: "the column \(Diagnostic.quoted(name)) must be \(meant): write it so")
      return .ignored
    }
    if isTextColumn(ordinal) {
      note(
        .note, at: headerPlace(ordinal), zh: "列\(Diagnostic.quoted(name))没有数字，不作指标",
        en: "the column \(Diagnostic.quoted(name)) holds no number and is left out")
      return .ignored
    }
    note(
      .note, at: headerPlace(ordinal), zh: "列\(Diagnostic.quoted(name))不在指标目录中，作自有指标",
      en: "the column \(Diagnostic.quoted(name)) is outside the catalogue: a measure of its own")
    return .own(name)
  }

  private static func known(_ name: String) -> Column? {
    if let found = structure.first(where: { $0.names.contains(name) }) { return found.column }
    if let found = quantities.first(where: { $0.names.contains(name) }) {
      return .quantity(found.id, unit: found.unit, scale: 1, measure: found.measure)
    }
    return MeasureCatalogue.identifier(named: name).map { .measure($0, scale: 1) }
  }

  /// The name and the unit of a header such as 常住人口（万人）.
  private static func bracketed(_ name: String) -> (base: String, unit: String)? {
    guard let last = name.last, last == "）" || last == ")",
      let open = name.lastIndex(where: { $0 == "（" || $0 == "(" })
    else { return nil }
    let unit = name[name.index(after: open)...].dropLast()
    return (TableReader.trimmed(String(name[..<open])), TableReader.trimmed(String(unit)))
  }

  private mutating func scaled(
    _ column: Column, unit: String, name: String, at ordinal: Int
  ) -> Column {
    let scale: Double = unit.hasPrefix("万") && unit != "万元" ? 10_000 : 1
    switch column {
    case .measure(let id, _): return .measure(id, scale: scale)
    case .quantity("gdp", let usual, _, let measure):
      let scales = ["亿元": 1.0, "万元": 0.0001, "万亿元": 10_000.0]
      guard let scale = scales[unit] else {
        note(
          .error, at: headerPlace(ordinal), zh: "\(Diagnostic.quoted(name))：单位请写 亿元 或 万元",
          en: "\(Diagnostic.quoted(name)): give the unit as 亿元 or 万元")
        return .ignored
      }
      return .quantity("gdp", unit: usual, scale: scale, measure: measure)
    case .quantity(let id, let usual, _, let measure):
      return .quantity(id, unit: usual, scale: scale, measure: measure)
    default: return column
    }
  }

  private func isEmptyColumn(_ ordinal: Int) -> Bool {
    everyField(of: ordinal) { $0.isEmpty }
  }

  private func isTextColumn(_ ordinal: Int) -> Bool {
    everyField(of: ordinal) { text in
      guard case .text = NumberText(text) else { return false }
      return !text.contains { $0.isNumber && $0.isASCII }
    }
  }

  private func everyField(of ordinal: Int, satisfies test: (String) -> Bool) -> Bool {
    var copy = reader
    while copy.next() {
      let text = copy.text(at: ordinal)
      if !test(text) { return false }
    }
    return true
  }

  // MARK: - Rows

  private mutating func readRows(_ columns: [Column]) {
    for case .own(let name) in columns { data.ownMeasures.append(Measure(own: name)) }
    let at = { (column: Column) in columns.firstIndex(of: column) }
    let source = at(.source)
    while reader.next() {
      let line = reader.line
      guard let body = body(columns), let yearColumn = at(.year),
        let year = year(at: yearColumn)
      else { continue }
      let key = DataSet.BodyYear(body: body.key, year: year)
      if let first = rows[key] {
        note(
          .error, at: reader.place(at: at(.body) ?? 0),
          zh: "\(Diagnostic.quoted(body.name)) \(year)年已在第\(first)行出现：一个地区、类型、年份只能有一行",
          en: "\(Diagnostic.quoted(body.name)) \(year) stands in line \(first) already: "
            + "one row for each body, kind and year")
        continue
      }
      rows[key] = line
      data.bodyYears.append(key)
      register(body)
      let sourceText = source.map { reader.text(at: $0) } ?? ""
      readFigures(columns, key: key, source: sourceText.isEmpty ? fileName : sourceText, line: line)
    }
  }

  private var fileName: String {
    data.path.split(separator: "/").last.map(String.init) ?? data.path
  }

  private mutating func body(_ columns: [Column]) -> Body? {
    var body = Body(name: "", kind: .npc)
    var isGood = true
    for (ordinal, column) in columns.enumerated() {
      let text: String
      switch column {
      case .body, .kind, .level, .tier, .province, .code: text = reader.text(at: ordinal)
      default: continue
      }
      if text.isEmpty, column != .body { continue }
      switch column {
      case .body:
        body.name = text
        if text.isEmpty {
          isGood = false
          note(
            .error, at: reader.place(at: ordinal), zh: "这一行没有地区：请补上", en: "the row names no body: add it")
        }
      case .kind:
        if let kind = BodyKind(word: text) {
          body.kind = kind
        } else {
          isGood = false
          unknown(text, at: ordinal, zh: "人大（npc）或政协（cppcc）", en: "npc or cppcc")
        }
      case .level:
        if let level = Level(word: text) {
          body.level = level
        } else {
          isGood = false
          unknown(
            text, at: ordinal, zh: "省级（province）、地级（prefecture）或县级（county）",
            en: "province, prefecture or county")
        }
      case .tier:
        if let tier = Tier(rawValue: text) {
          body.tier = tier
        } else {
          isGood = false
          let known = Tier.allCases.map(\.rawValue).joined(separator: "、")
          unknown(text, at: ordinal, zh: known, en: known)
        }
      case .province: body.province = text
      case .code: body.code = text
      default: break
      }
    }
    if body.level == nil { body.level = body.tier?.level }
    return isGood ? body : nil
  }

  private mutating func unknown(_ word: String, at ordinal: Int, zh: String, en: String) {
    note(
      .error, at: reader.place(at: ordinal), zh: "不认识\(Diagnostic.quoted(word))：请写 \(zh)",
      en: "\(Diagnostic.quoted(word)) is not known: write \(en)")
  }

  private mutating func year(at ordinal: Int) -> Int? {
    var written = reader.text(at: ordinal)
    if written.isEmpty {
      note(
        .error, at: reader.place(at: ordinal), zh: "这一行没有年份：请补上", en: "the row has no year: add it")
      return nil
    }
    let original = written
    if written.hasSuffix("年") { written.removeLast() }
    if case .number(let value) = NumberText(written), let year = Int(exactly: value),
      (1949...2100).contains(year)
    {
      return year
    }
    note(
      .error, at: reader.place(at: ordinal),
      zh: "\(Diagnostic.quoted(original))不是 1949 至 2100 之间的年份：请写作 2022",
      en: "\(Diagnostic.quoted(original)) is not a year from 1949 to 2100: write one such as 2022")
    return nil
  }

  private mutating func register(_ body: Body) {
    guard let index = bodies[body.key] else {
      bodies[body.key] = data.bodies.count
      data.bodies.append(body)
      return
    }
    let known = data.bodies[index]
    if known.level == nil { data.bodies[index].level = body.level }
    if known.tier == nil { data.bodies[index].tier = body.tier }
    if known.province.isEmpty { data.bodies[index].province = body.province }
    if known.code.isEmpty { data.bodies[index].code = body.code }
    let isSame =
      (body.level == nil || known.level == nil || body.level == known.level)
      && (body.tier == nil || known.tier == nil || body.tier == known.tier)
      && (body.province.isEmpty || known.province.isEmpty || body.province == known.province)
    if !isSame {
      note(
        .error, at: Place(data.path, line: reader.line),
        zh: "\(Diagnostic.quoted(body.name))的层级、类别或省份与前面的行不一致：请统一",
        en: "the level, tier or province of \(Diagnostic.quoted(body.name)) differs from an earlier row: "
          + "make them agree")
    }
  }

  private mutating func readFigures(
    _ columns: [Column], key: DataSet.BodyYear, source: String, line: Int
  ) {
    for (ordinal, column) in columns.enumerated() {
      switch column {
      case .measure(let id, let scale):
        if let value = count(at: ordinal, scale: scale) {
          append(id, value, key: key, source: source, line: line)
        }
      case .own(let name):
        if let value = number(at: ordinal) {
          append(name, value, key: key, source: source, line: line)
        }
      case .quantity(let id, let unit, let scale, let measure):
        let value =
          measure == nil ? amount(at: ordinal, scale: scale) : count(at: ordinal, scale: scale)
        guard let value else { continue }
        data.references.append(
          ReferenceQuantity(
            body: key.body.name, quantity: id, year: key.year, value: value, unit: unit,
            source: source))
        if let measure { append(measure, value, key: key, source: source, line: line) }
      default: continue
      }
    }
  }

  private mutating func append(
    _ id: String, _ value: Double, key: DataSet.BodyYear, source: String, line: Int
  ) {
    guard let measure = data.measure(id) else { return }
    data.observations.append(
      Observation(
        id: "", report: "", body: key.body, reportYear: key.year, measures: MeasureSet([id]),
        value: value, bound: .exact, unit: measure.unit, counts: measure.classes[0],
        from: key.year, to: key.year, role: .headline, status: .entered, source: source,
        evidence: "", line: line))
  }

  /// The count at an ordinal: a whole number from 0 on; nothing for an empty cell.
  private mutating func count(at ordinal: Int, scale: Double) -> Double? {
    let written = reader.text(at: ordinal)
    if written.isEmpty { return nil }
    let place = reader.place(at: ordinal)
    switch NumberText(written) {
    case .text(let suggestion):
      notCount(written, suggestion: suggestion, at: place)
      return nil
    case .number(let number):
      // 0.1 · 10000 is not exactly 1000 in binary, so that a scaled value is rounded to a whole first.
      let scaled = number * scale
      let value = scale == 1 ? scaled : (scaled * 10).rounded() / 10
      if value < 0 {
        note(
          .error, at: place, zh: "\(Diagnostic.quoted(written))是负数：计数从 0 起",
          en: "\(Diagnostic.quoted(written)) is negative: a count is 0 or more")
        return nil
      }
      guard value == value.rounded(), value <= 9_007_199_254_740_992 else {
        note(
          .error, at: place, zh: "\(Diagnostic.quoted(written))不是整数：计数没有小数",
          en: "\(Diagnostic.quoted(written)) is not a whole number: a count has no fraction")
        return nil
      }
      return value == 0 ? 0 : value
    }
  }

  private mutating func notCount(_ written: String, suggestion: String?, at place: Place) {
    let blanks = ["-", "—", "——", "–", "/", "无", "未载明", "n/a", "na", "N/A", "NA", "?", "？"]
    if blanks.contains(written) {
      note(
        .error, at: place, zh: "\(Diagnostic.quoted(written))不是计数：未载明的留空，零写 0",
        en: "\(Diagnostic.quoted(written)) is not a count: leave the cell empty where it is not stated, "
          + "write 0 for none")
    } else if let suggestion {
      note(
        .error, at: place, zh: "\(Diagnostic.quoted(written))不是计数：请写 \(suggestion)",
        en: "\(Diagnostic.quoted(written)) is not a count: write \(suggestion)")
    } else {
      note(
        .error, at: place, zh: "\(Diagnostic.quoted(written))不是计数：请写阿拉伯数字",
        en: "\(Diagnostic.quoted(written)) is not a count: write it in digits")
    }
  }

  /// The amount at an ordinal: a number above 0; nothing for an empty cell.
  private mutating func amount(at ordinal: Int, scale: Double) -> Double? {
    guard let number = number(at: ordinal) else { return nil }
    guard number > 0 else {
      let written = reader.text(at: ordinal)
      note(
        .error, at: reader.place(at: ordinal), zh: "\(Diagnostic.quoted(written))应大于 0",
        en: "\(Diagnostic.quoted(written)) must be above 0")
      return nil
    }
    return number * scale
  }

  /// The number at an ordinal; nothing for an empty cell.
  private mutating func number(at ordinal: Int) -> Double? {
    let written = reader.text(at: ordinal)
    if written.isEmpty { return nil }
    switch NumberText(written) {
    case .number(let value): return value
    case .text(let suggestion):
      note(
        .error, at: reader.place(at: ordinal),
        zh: "\(Diagnostic.quoted(written))不是数字：" + (suggestion.map { "请写 \($0)" } ?? "请写阿拉伯数字"),
        en: "\(Diagnostic.quoted(written)) is not a number: "
          + (suggestion.map { "write \($0)" } ?? "write it in digits"))
      return nil
    }
  }

  private mutating func note(
    _ severity: Diagnostic.Severity, at place: Place, zh: String, en: String
  ) {
    reader.problems.append(Diagnostic(severity, at: place, LocalisedText(zh: zh, en: en)))
  }
}
