import Observations

/// The divisions of a table, found by their names and codes.
struct DivisionIndex: Sendable {
  /// A name that a division had.
  struct FormerName: Sendable, Equatable {
    var name: String
    var from: Int?
    var to: Int?
  }

  /// The divisions, by their codes.
  private(set) var divisions: [Division] = []
  /// The former names of the divisions that have some, by position.
  private(set) var formerNames: [Int: [FormerName]] = [:]

  /// The codes, ascending.
  private var codes: [UInt32] = []
  /// The codes of other prefectures that a division once lay in, by position.
  private var formerPrefectures: [Int: [UInt32]] = [:]
  private var names = NameTrie()

  /// Reads a table in the form of ``DivisionTable``.
  init(_ table: StaticString) {
    let lines = table.withUTF8Buffer { utf8 in
      utf8.split(separator: UInt8(ascii: "\n")).map { line in
        line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      }
    }
    divisions.reserveCapacity(lines.count)
    codes.reserveCapacity(lines.count)
    for fields in lines {
      guard fields.count >= 2, let code = UInt32(fields[0]) else { continue }
      add(code: code, name: fields[1], details: fields.dropFirst(2))
    }
    for position in divisions.indices { divisions[position].body = body(ofDivisionAt: position) }
  }

  private mutating func add(code: UInt32, name: String, details: ArraySlice<String>) {
    let position = divisions.count
    let tier = Tier.ofDivision(named: name.unicodeScalars, code: code)
    // A table sorted by code has every province before what lies in it.
    let province = code % 10_000 == 0 ? name : divisions.last?.province ?? ""
    codes.append(code)
    divisions.append(
      Division(
        body: name, name: name, code: String(code), level: tier.level, tier: tier,
        province: province))
    let isAbolished = details.first?.utf8.first == UInt8(ascii: "!")
    insert(name, as: isAbolished ? .former : .today, tier: tier, position)
    for detail in isAbolished ? details.dropFirst() : details {
      if detail.utf8.first == UInt8(ascii: "=") {
        insert(String(detail.dropFirst()), as: .short, tier: tier, position)
      } else if detail.utf8.first == UInt8(ascii: "@") {
        if let prefecture = UInt32(detail.dropFirst()) {
          formerPrefectures[position, default: []].append(prefecture)
        }
      } else {
        let parts = detail.split(separator: "/")
        guard parts.count == 2 else { continue }
        let years = parts[1].split(separator: "-", omittingEmptySubsequences: false)
        let former = FormerName(
          name: String(parts[0]), from: years.first.flatMap { Int($0) },
          to: years.last.flatMap { Int($0) })
        formerNames[position, default: []].append(former)
        insert(former.name, as: .former, tier: tier, position)
      }
    }
  }

  /// Inserts a name, and what is left of it without its suffix.
  private mutating func insert(
    _ name: String, as kind: NameTrie.Kind, tier: Tier, _ position: Int
  ) {
    let scalars = Array(name.unicodeScalars)
    names.insert(scalars[...], as: kind, position)
    let stem = Self.stem(scalars)
    if tier.level != .county {
      names.insert(stem, as: kind == .former ? .formerStem : .stem, position)
    } else if stem.count >= 2 {
      names.insert(stem, as: .countyStem, position)
    }
  }

  /// A name without its suffix; an autonomous region's without its people.
  private static func stem(_ name: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar> {
    guard name.count >= 2 else { return name[...] }
    if name.dropLast().last == "治" {
      let stem = name.dropLast(3)
      let people = peoples.first { stem.count > $0.count && stem.suffix($0.count) == $0 }
      return stem.dropLast(people?.count ?? 0)
    }
    return name.dropLast(name.suffix(2) == ["地", "区"] ? 2 : 1)
  }

  /// The peoples that the names of autonomous regions carry.
  private static let peoples = ["维吾尔", "壮族", "回族"].map { ArraySlice($0.unicodeScalars) }

  /// The name that a body of the division has in a data package.
  private func body(ofDivisionAt index: Int) -> String {
    let division = divisions[index]
    guard division.level == .county else { return division.name }
    if division.tier != .district {
      let scalars = Array(division.name.unicodeScalars)
      let namesakes = names.entries(of: scalars[...], upTo: .today)
        .filter { $0 != index && divisions[$0].level == .county }
      if namesakes.isEmpty { return division.name }
    }
    let code = codes[index]
    let place = position(ofCode: code / 100 * 100) ?? position(ofCode: code / 10_000 * 10_000)
    return (place.map { divisions[$0].name } ?? "") + division.name
  }

  // MARK: Look-up

  /// The position of the division of a code.
  func position(ofCode code: UInt32) -> Int? {
    var low = 0
    var high = codes.count
    while low < high {
      let middle = (low + high) / 2
      if codes[middle] < code { low = middle + 1 } else { high = middle }
    }
    return low < codes.count && codes[low] == code ? low : nil
  }

  /// The positions of the divisions that a whole name can mean, the most likely first.
  func named(_ name: String, within context: String?) -> [Int] {
    let scalars = Array(name.unicodeScalars)
    var found: [(kind: NameTrie.Kind, position: Int)] = []
    resolve(scalars[...], within: nil, upTo: .formerStem, into: &found)
    if found.isEmpty { resolve(scalars[...], within: nil, upTo: .countyStem, into: &found) }
    if let context {
      let places = named(context, within: nil)
      if !places.isEmpty {
        found.removeAll { entry in
          !places.contains { $0 == entry.position || lies(entry.position, in: $0) }
        }
      }
    }
    found.sort {
      $0.kind != $1.kind ? $0.kind < $1.kind : isLikelier($0.position, than: $1.position)
    }
    var seen: Set<Int> = []
    return found.map(\.position).filter { seen.insert($0).inserted }
  }

  /// Finds what the scalars mean as a chain of names, each of a division that lies in the one before.
  private func resolve(
    _ scalars: ArraySlice<Unicode.Scalar>, within places: [Int]?, upTo kind: NameTrie.Kind,
    into found: inout [(kind: NameTrie.Kind, position: Int)]
  ) {
    names.walk(scalars) { length, node in
      let rest = scalars.dropFirst(length)
      var next: [Int] = []
      names.forEachEntry(of: node) { entry in
        guard entry.kind <= kind, isWithin(entry.position, places) else { return }
        if rest.isEmpty {
          found.append((entry.kind, entry.position))
        } else {
          next.append(entry.position)
        }
      }
      if !next.isEmpty { resolve(rest, within: next, upTo: kind, into: &found) }
    }
  }

  /// The longest chain of names with their suffixes that the scalars start with.
  func longestMatch(in scalars: ArraySlice<Unicode.Scalar>) -> (length: Int, positions: [Int])? {
    var length = 0
    var places: [Int]?
    while true {
      let rest = scalars.dropFirst(length)
      var longest: (length: Int, node: Int)?
      names.walk(rest) { count, node in
        if places == nil, Self.isWord(rest.prefix(count)) { return }
        var isFound = false
        names.forEachEntry(of: node) { entry in
          isFound = isFound || entry.kind <= .former && isWithin(entry.position, places)
        }
        if isFound { longest = (count, node) }
      }
      guard let longest else { break }
      var found: [(kind: NameTrie.Kind, position: Int)] = []
      names.forEachEntry(of: longest.node) { entry in
        guard entry.kind <= .former, isWithin(entry.position, places),
          !found.contains(where: { $0.position == entry.position })
        else { return }
        found.append((entry.kind, entry.position))
      }
      if found.count > 1 {
        found.sort {
          $0.kind != $1.kind ? $0.kind < $1.kind : isLikelier($0.position, than: $1.position)
        }
      }
      length += longest.length
      places = found.map(\.position)
    }
    return places.map { (length, $0) }
  }

  /// Whether a name is a word of its own, so that it needs the name of a city before it.
  private static func isWord(_ name: ArraySlice<Unicode.Scalar>) -> Bool {
    guard name.last == "区" else { return false }
    return name.count == 2 || name.count == 3 && name.dropFirst().first == "郊" && name.first == "市"
  }

  private func isWithin(_ position: Int, _ places: [Int]?) -> Bool {
    guard let places else { return true }
    return places.contains { lies(position, in: $0) }
  }

  /// Whether a division lies, or once lay, in another.
  private func lies(_ inner: Int, in outer: Int) -> Bool {
    let code = codes[inner]
    let place = codes[outer]
    guard code != place else { return false }
    if place % 10_000 == 0 { return code / 10_000 == place / 10_000 }
    guard place % 100 == 0 else { return false }
    return code / 100 == place / 100 || formerPrefectures[inner]?.contains(place) == true
  }

  /// Whether one of two namesakes is meant more often: the higher level, then the greater city, then
  /// the lower code.
  private func isLikelier(_ one: Int, than other: Int) -> Bool {
    let first = (rank(divisions[one].level), rank(cityOf: one), codes[one])
    return first < (rank(divisions[other].level), rank(cityOf: other), codes[other])
  }

  private func rank(_ level: Level) -> Int {
    switch level {
    case .province: 0
    case .prefecture: 1
    case .county: 2
    }
  }

  /// The place of a division's city among the tiers, which are in the order of their rank.
  private func rank(cityOf position: Int) -> Int {
    let code = codes[position]
    let city = self.position(ofCode: code / 100 * 100)
    let place = city ?? self.position(ofCode: code / 10_000 * 10_000) ?? position
    return Tier.allCases.firstIndex(of: divisions[place].tier) ?? Tier.allCases.count
  }
}
