/// Which years of a peer set are taken together where a table is a panel.
public enum YearScope: String, Sendable, CaseIterable {
  /// All years.
  case selection
  /// Each year by itself.
  case year
}

/// The rows of one peer set, over all years or of one.
struct RowSet {
  let peerSet: String
  /// The year, where the set is of one year.
  let year: Int?
  /// The rows, as places in the table, in order of year and body so that sums round alike.
  let rows: [Int]

  /// Splits rows into their sets, in order of peer set and year.
  static func sets(of rows: [ScoringTable.RowKey], over scope: YearScope) -> [RowSet] {
    struct Key: Hashable {
      let peerSet: String
      let year: Int?
    }
    var places: [Key: [Int]] = [:]
    for (place, row) in rows.enumerated() {
      let key = Key(peerSet: row.peerSet, year: scope == .year ? row.year : nil)
      places[key, default: []].append(place)
    }
    let keys = places.keys.sorted { ($0.peerSet, $0.year ?? 0) < ($1.peerSet, $1.year ?? 0) }
    return keys.map { key in
      let sorted = (places[key] ?? []).sorted {
        (rows[$0].year, rows[$0].body) < (rows[$1].year, rows[$1].body)
      }
      return RowSet(peerSet: key.peerSet, year: key.year, rows: sorted)
    }
  }

  /// Where the set is, to follow its subject: nothing for the one set of a table.
  var place: (zh: String, en: String) {
    let words = [peerSet.isEmpty ? nil : peerSet, year.map { "\($0)" }].compactMap { $0 }
    if words.isEmpty { return ("", "") }
    return ("（\(words.joined(separator: "，"))）", " in \(words.joined(separator: ", "))")
  }
}
