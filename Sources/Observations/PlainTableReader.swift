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

    /// Whether the two hold the same thing, in whatever unit.
    func isSame(as other: Column) -> Bool {
      switch (self, other) {
      case (.measure(let a, _), .measure(let b, _)): a == b
      case (.quantity(let a, _, _, _), .quantity(let b, _, _, _)): a == b
      default: self == other
      }
    }
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
            zh: "这是旧的 XLS 格式或加了密码的文件：请在 Excel 或 WPS 中去掉密码，另存为 XLSX 或 CSV",
            en: "this is the old XLS format, or a file with a password: "
              + "take the password off and save it as XLSX or CSV"))
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
        // The formats of numbers are ignored because the program rounds to them; those of dates are not,
        // so that a message shows a date as the sheet does. `--` because a path may begin with a hyphen.
        arguments: [
          "--ignore-formats", "float", "percentage", "--merge-cells", "--no-line-breaks", "-s", "1",
          "--", path,
        ],
        // Python would write in the encoding of the user's locale.
        environment: .inherit.updating(["PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"]),
        output: .bytes(limit: 512 << 20), error: .discarded)
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
    reader = TableReader(
      table, headerMarks: Set(Self.structure[0].names), isKnown: { Self.known($0) != nil },
      isUnit: { Self.scale(of: $0) != nil || Self.moneyScales[$0] != nil })
    data = DataSet(path: table.file)
  }

  private mutating func read() throws(ObservationsError) -> DataSet {
    guard !reader.header.isEmpty else {
      throw ObservationsError([TableText.emptiness(of: data.path)])
    }
    let columns = self.columns()
    // A table with neither is none of ours, and every row of it would be wrong.
    if columns.contains(.body) || columns.contains(.year) { readRows(columns) }
    guard reader.isReadable else { throw ObservationsError(reader.findings) }
    guard !rows.isEmpty else {
      throw ObservationsError([
        Diagnostic(
          .error, at: Place(data.path, line: reader.line),
          LocalisedText(
            zh: "只有表头，没有数据行：一行写一个地区一个年份", en: "a header alone: write one row for each body and year"
          ))
      ])
    }
    data.diagnostics = reader.findings
    return data
  }

  // MARK: - Header

  private mutating func columns() -> [Column] {
    var columns: [Column] = []
    for (ordinal, name) in reader.header.enumerated() {
      let known = columns.count
      var column = column(named: name, at: ordinal)
      if column != .ignored, let first = columns.firstIndex(where: { $0.isSame(as: column) }) {
        // A header cell merged over two columns names both; the second one is then empty.
        if !reader.table.isSheet || !isEmptyColumn(ordinal) {
          note(
            .error, at: headerPlace(ordinal),
            zh: "第\(first + 1)列和第\(known + 1)列是同一项\(Diagnostic.quoted(name))：请删去一列",
            en:
              "columns \(first + 1) and \(known + 1) are both \(Diagnostic.quoted(name)): remove one"
          )
        }
        column = .ignored
      }
      if case .own = column {
        let near = NameMatching.nearest(
          name, among: MeasureCatalogue.measures.flatMap(\.names).filter { $0.count > 2 })
        note(
          .note, at: headerPlace(ordinal),
          zh: "列\(Diagnostic.quoted(name))不在指标目录中，作自有指标" + (near.map { "；是否应为 \($0)？" } ?? ""),
          en: "the column \(Diagnostic.quoted(name)) is outside the catalogue: a measure of its own"
            + (near.map { "; is \($0) meant?" } ?? "")
        )
      }
      columns.append(column)
    }
    let hasMeasure = columns.contains {
      switch $0 {
      case .measure, .own, .quantity: true
      default: false
      }
    }
    // A column that was refused may be the measure that is missing.
    if !hasMeasure, reader.isReadable {
      note(
        .error, at: Place(data.path, line: reader.line),
        zh: "表头没有任何指标列：`heng list measures` 列出已知的指标",
        en: "the header has no measure: `heng list measures` names the known ones")
    }
    for (need, zh, en) in [(Column.body, "地区", "body"), (.year, "年份", "year")]
    where !columns.contains(need) {
      note(
        .error, at: Place(data.path, line: reader.line), zh: "表头缺少“\(zh)”（\(en)）一列：请补上",
        en: "the header has no column “\(en)” (\(zh)): add it")
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
    if name.isEmpty {
      if isEmptyColumn(ordinal) { return .ignored }
      note(
        .error, at: headerPlace(ordinal), zh: "第\(ordinal + 1)列没有列名：请补上列名或删去这一列",
        en: "column \(ordinal + 1) has no name: name it or remove it")
      return .ignored
    }
    let known =
      Self.structure.flatMap(\.names) + Self.quantities.flatMap(\.names)
      + MeasureCatalogue.measures.flatMap(\.names)
    let base = Self.bracketed(name)?.base ?? name
    if let meant = NameMatching.slip(name, of: known) ?? NameMatching.slip(base, of: known) {
      note(
        .error, at: headerPlace(ordinal),
        zh: "列名\(Diagnostic.quoted(name))应是 \(meant)：请改写",
        en: "the column \(Diagnostic.quoted(name)) must be \(meant): write it so")
      return .ignored
    }
    if hasRows, isEmptyColumn(ordinal) { return .ignored }
    if hasRows, isTextColumn(ordinal) {
      note(
        .note, at: headerPlace(ordinal), zh: "列\(Diagnostic.quoted(name))没有数字，不作指标",
        en: "the column \(Diagnostic.quoted(name)) holds no number and is left out")
      return .ignored
    }
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
    switch column {
    case .measure(let id, _): return .measure(id, scale: Self.scale(of: unit) ?? 1)
    case .quantity("gdp", let usual, _, let measure):
      guard let scale = Self.moneyScales[unit] else {
        note(
          .error, at: headerPlace(ordinal), zh: "\(Diagnostic.quoted(name))：单位请写 亿元 或 万元",
          en: "\(Diagnostic.quoted(name)): give the unit as 亿元 or 万元")
        return .ignored
      }
      return .quantity("gdp", unit: usual, scale: scale, measure: measure)
    case .quantity(let id, let usual, _, let measure):
      guard let scale = Self.scale(of: unit) else {
        note(
          .error, at: headerPlace(ordinal), zh: "\(Diagnostic.quoted(name))：单位请写 人 或 万人 一类",
          en: "\(Diagnostic.quoted(name)): give a unit such as 人 or 万人")
        return .ignored
      }
      return .quantity(id, unit: usual, scale: scale, measure: measure)
    default: return column
    }
  }

  /// What a unit of money multiplies by to make 100 million yuan.
  private static let moneyScales = [
    "亿元": 1.0, "亿": 1.0, "100 million CNY": 1.0, "万元": 0.0001, "万亿元": 10_000.0,
  ]

  /// What a unit such as 万人 multiplies by; nothing for words that are no unit.
  private static func scale(of unit: String) -> Double? {
    switch unit.lowercased() {
    case "thousand", "thousands", "thousand persons": return 1e3
    case "10,000", "10,000 persons", "10000 persons": return 1e4
    case "million", "millions", "million persons": return 1e6
    case "persons", "people", "divisions": return 1
    default: break
    }
    let multiples: [Character: Double] = ["十": 10, "百": 100, "千": 1e3, "万": 1e4, "亿": 1e8]
    let word = unit.drop { multiples[$0] != nil }
    let words: Set<Substring> = [
      "", "人", "口", "名", "位", "人次", "件", "件次", "部", "项", "次", "个", "份", "场", "篇", "条", "户", "县",
    ]
    guard words.contains(word) else { return nil }
    return unit.reduce(1) { $0 * (multiples[$1] ?? 1) }
  }

  /// Whether any row stands below the header.
  private var hasRows: Bool {
    var copy = reader
    return copy.next()
  }

  private func isEmptyColumn(_ ordinal: Int) -> Bool {
    everyField(of: ordinal) { $0.isEmpty }
  }

  /// Whether no cell of a column holds a number, nor what may be meant for one: remarks, addresses.
  private func isTextColumn(_ ordinal: Int) -> Bool {
    var isOther = false
    return everyField(of: ordinal) { text in
      let written = reader.numberText(text)
      if written == .other, !text.isEmpty { isOther = true }
      if case .number = written { return false }
      return true
    } && isOther
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
    let source = columns.firstIndex(of: .source)
    while reader.next() {
      let line = reader.line
      // Everything that is wrong with a row is told, so that nothing here waits for the rest.
      let body = body(columns)
      let year = year(columns)
      let figures = figures(columns)
      guard let body, let year else { continue }
      let key = DataSet.BodyYear(body: body.key, year: year)
      if let first = rows[key] {
        note(
          .error, at: reader.place(at: columns.firstIndex(of: .body) ?? 0),
          zh: "\(Diagnostic.quoted(body.name)) \(year)年已在第\(first)行出现：一个地区、类型、年份只能有一行",
          en: "\(Diagnostic.quoted(body.name)) \(year) stands in line \(first) already: "
            + "one row for each body, kind and year")
        continue
      }
      rows[key] = line
      data.bodyYears.append(key)
      register(body, columns)
      let written = source.map { reader.text(at: $0) } ?? ""
      append(figures, key: key, source: written.isEmpty ? fileName : written, line: line)
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
            .error, at: reader.place(at: ordinal), zh: "这一行没有地区：请补上",
            en: "the row names no body: add it")
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

  private mutating func year(_ columns: [Column]) -> Int? {
    guard let ordinal = columns.firstIndex(of: .year) else { return nil }
    if let year = reader.year(at: ordinal) { return year }
    if reader.text(at: ordinal).isEmpty {
      note(
        .error, at: reader.place(at: ordinal), zh: "这一行没有年份：请补上", en: "the row has no year: add it")
    }
    return nil
  }

  /// Notes a body, its level, tier, province and code as far as its rows give them.
  private mutating func register(_ body: Body, _ columns: [Column]) {
    guard let index = bodies[body.key] else {
      bodies[body.key] = data.bodies.count
      data.bodies.append(body)
      return
    }
    let known = data.bodies[index]
    data.bodies[index].level = known.level ?? body.level
    data.bodies[index].tier = known.tier ?? body.tier
    if known.province.isEmpty { data.bodies[index].province = body.province }
    if known.code.isEmpty { data.bodies[index].code = body.code }
    let facts: [(column: Column, earlier: String, here: String)] = [
      (.level, known.level?.rawValue ?? "", body.level?.rawValue ?? ""),
      (.tier, known.tier?.rawValue ?? "", body.tier?.rawValue ?? ""),
      (.province, known.province, body.province),
      (.code, known.code, body.code),
    ]
    for fact in facts where !fact.earlier.isEmpty && !fact.here.isEmpty && fact.earlier != fact.here
    {
      guard let ordinal = columns.firstIndex(of: fact.column) else { continue }
      note(
        .error, at: reader.place(at: ordinal),
        zh: "\(Diagnostic.quoted(body.name))在前面的行是 \(fact.earlier)，这里是 \(fact.here)：请统一",
        en:
          "\(Diagnostic.quoted(body.name)) is \(fact.earlier) in an earlier row and \(fact.here) here: "
          + "make them agree")
    }
  }

  /// What one row states, by column.
  private mutating func figures(_ columns: [Column]) -> [(column: Column, value: Double)] {
    var figures: [(column: Column, value: Double)] = []
    for (ordinal, column) in columns.enumerated() {
      let value: Double?
      switch column {
      case .measure(_, let scale), .quantity(_, _, let scale, .some):
        value = reader.count(at: ordinal, scale: scale)
      case .quantity(_, _, let scale, nil): value = reader.amount(at: ordinal, scale: scale)
      case .own: value = reader.number(at: ordinal)
      default: continue
      }
      if let value { figures.append((column, value)) }
    }
    return figures
  }

  private mutating func append(
    _ figures: [(column: Column, value: Double)], key: DataSet.BodyYear, source: String, line: Int
  ) {
    for (column, value) in figures {
      let id: String
      switch column {
      case .measure(let measure, _), .own(let measure): id = measure
      case .quantity(let quantity, let unit, _, let measure):
        data.references.append(
          ReferenceQuantity(
            body: key.body.name, quantity: quantity, year: key.year, value: value, unit: unit,
            source: source, line: line))
        guard let measure else { continue }
        id = measure
      default: continue
      }
      guard let measure = data.measure(id) else { continue }
      data.observations.append(
        Observation(
          id: "", report: "", body: key.body, reportYear: key.year, measures: MeasureSet([id]),
          value: value, bound: .exact, unit: measure.unit, counts: measure.classes[0],
          from: key.year, to: key.year, role: .headline, status: .entered, source: source,
          evidence: "", line: line))
    }
  }

  private mutating func note(
    _ severity: Diagnostic.Severity, at place: Place, zh: String, en: String
  ) {
    reader.problems.append(Diagnostic(severity, at: place, LocalisedText(zh: zh, en: en)))
  }
}
