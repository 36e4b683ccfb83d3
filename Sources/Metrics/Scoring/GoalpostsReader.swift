internal import Diagnostics

/// Reads a ledger of goalposts, and finds everything that is wrong with it.
struct GoalpostsReader {
  let file: String
  private(set) var problems: [Diagnostic] = []
  private var places: [String: Int] = [:]

  init(file: String) { self.file = file }

  private mutating func report(_ line: Int, _ chinese: String, _ english: String) {
    report(Place(file, line: line), chinese, english)
  }

  private mutating func report(_ place: Place, _ chinese: String, _ english: String) {
    problems.append(Diagnostic(.error, at: place, LocalisedText(zh: chinese, en: english)))
  }

  /// Where a field of a record starts; the record where it has no such field.
  private func place(_ name: String, in record: Record) -> Place {
    guard let place = places[name], record.starts.indices.contains(place) else {
      return Place(file, line: record.line)
    }
    let start = record.starts[place]
    return Place(file, line: start.line, column: start.column)
  }

  mutating func read(_ text: String) -> [Goalposts] {
    var records = Self.records(text)
    guard !records.isEmpty else {
      report(
        1, "文件是空的：第一行应为 \(GoalpostsLedger.columns.joined(separator: ","))",
        "the file is empty: its first line is \(GoalpostsLedger.columns.joined(separator: ","))")
      return []
    }
    readHeader(records.removeFirst())
    if !problems.isEmpty { return [] }

    var versions: [Int: [Goalposts.Entry]] = [:]
    var seen: Set<[String]> = []
    for record in records {
      if record.fields == [""] { continue }
      if record.fields.count != places.count {
        report(
          record.line, "本行有\(record.fields.count)列，而表头有\(places.count)列",
          "the row has \(record.fields.count) fields and the header \(places.count)")
        continue
      }
      guard let (version, entry) = entry(of: record) else { continue }
      let key = ["\(version)", entry.indicator, entry.peerSet]
      let isRepeated = !seen.insert(key).inserted
      if let problem = GoalpostsLedger.problem(of: entry, isRepeated: isRepeated) {
        let isLimits = !entry.limits.areUsable && !isRepeated
        report(
          place(isLimits ? "low" : "indicator", in: record), problem.chinese, problem.english)
        continue
      }
      versions[version, default: []].append(entry)
    }
    return versions.keys.sorted().map { version in
      let entries = (versions[version] ?? []).sorted {
        ($0.indicator, $0.peerSet) < ($1.indicator, $1.peerSet)
      }
      return Goalposts(version: version, entries: entries)
    }
  }

  private mutating func readHeader(_ record: Record) {
    for (place, name) in record.fields.enumerated() {
      let known = GoalpostsLedger.columns.joined(separator: ", ")
      if !GoalpostsLedger.columns.contains(name) {
        report(
          record.line, "不认识列\(Message.quoted(name))：已有 \(known)",
          "there is no column \(Message.quoted(name)): known are \(known)")
      } else if places.updateValue(place, forKey: name) != nil {
        report(
          record.line, "列\(Message.quoted(name))重复",
          "the column \(Message.quoted(name)) is there twice")
      }
    }
    for name in ["version", "indicator", "low", "high"] where places[name] == nil {
      report(
        record.line, "缺列\(Message.quoted(name))", "the column \(Message.quoted(name)) is missing")
    }
  }

  private mutating func entry(of record: Record) -> (Int, Goalposts.Entry)? {
    func field(_ name: String) -> String { places[name].map { record.fields[$0] } ?? "" }
    let before = problems.count
    let version = Int(field("version")) ?? 0
    if version < 1 {
      report(
        place("version", in: record), "\(Message.quoted(field("version")))不是版本号：请写从 1 起的整数",
        "\(Message.quoted(field("version"))) is no version: write a whole number from 1")
    }
    let low = number("low", in: record)
    let high = number("high", in: record)
    let transformation: TreatmentFunction.Transformation
    switch field("transformation") {
    case "": transformation = .identity
    case "log":
      let factor = number("factor", in: record)
      let shift = number("shift", in: record)
      if factor <= 0 {
        report(
          place("factor", in: record), "factor 须大于 0", "the factor has to be above 0")
      }
      transformation = .logarithm(factor: factor, shift: shift)
    case "log-reflected":
      transformation = .reflectedLogarithm(shift: number("shift", in: record))
    case "box-cox":
      let lambda = number("lambda", in: record)
      transformation = .boxCox(lambda: lambda, shift: number("shift", in: record))
    case let name:
      report(
        place("transformation", in: record),
        "不认识变换\(Message.quoted(name))：可为空、log、log-reflected 或 box-cox",
        "there is no transformation \(Message.quoted(name)): leave it empty, or write log, "
          + "log-reflected or box-cox")
      transformation = .identity
    }
    guard problems.count == before else { return nil }
    return (
      version,
      Goalposts.Entry(
        indicator: field("indicator"), peerSet: field("peer_set"), limits: Limits(low, high),
        transformation: transformation, basis: field("basis"))
    )
  }

  /// A number of a record; what is not one is reported, and 1 stands for it.
  private mutating func number(_ name: String, in record: Record) -> Double {
    let text = places[name].map { record.fields[$0] } ?? ""
    if let value = Double(text), value.isFinite { return value }
    report(
      place(name, in: record), "\(name) 栏的\(Message.quoted(text))不是数",
      "\(Message.quoted(text)) under \(name) is not a number")
    return 1
  }

  // MARK: Records

  struct Record {
    /// The physical line at which it starts.
    var line: Int
    var fields: [String]
    /// Where each field starts, characters counted from 1.
    var starts: [(line: Int, column: Int)] = []
  }

  /// Splits a text into records; a quoted field may hold commas, line ends and doubled quotes.
  private static func records(_ text: String) -> [Record] {
    var records: [Record] = []
    var record = Record(line: 1, fields: [])
    var field = ""
    var (isQuoted, isAfterQuote) = (false, false)
    var (line, column) = (1, 0)
    var start = (line: 1, column: 1)
    func isBlank() -> Bool { record.fields.isEmpty && field.isEmpty }
    for character in text {
      // Swift takes CR LF as one character.
      let isLineEnd = character == "\n" || character == "\r\n" || character == "\r"
      if isLineEnd {
        (line, column) = (line + 1, 0)
      } else if character != "\u{FEFF}" || line > 1 {
        column += 1
      }
      if isQuoted {
        if character == "\"" {
          (isQuoted, isAfterQuote) = (false, true)
        } else {
          field.append(character)
        }
      } else if character == "\"" {
        // A quote right after a closing one is a quote of the field.
        if isAfterQuote { field.append(character) }
        isQuoted = true
        isAfterQuote = false
      } else if character == "," {
        record.fields.append(field)
        record.starts.append(start)
        start = (line, column + 1)
        (field, isAfterQuote) = ("", false)
      } else if isLineEnd {
        if !isBlank() {
          record.fields.append(field)
          record.starts.append(start)
          records.append(record)
        }
        record = Record(line: line, fields: [])
        start = (line, 1)
        (field, isAfterQuote) = ("", false)
      } else if character != "\u{FEFF}" || line > 1 {
        field.append(character)
        isAfterQuote = false
      }
    }
    if !isBlank() {
      record.fields.append(field)
      record.starts.append(start)
      records.append(record)
    }
    return records
  }
}
