/// The rows of a table in the one order in which they are scored over and over: by peer set, year, body.
///
/// The rows of a peer set, and of each of its years, then lie beside each other.
struct PassLayout: Sendable {
  struct Peers: Sendable {
    let peerSet: String
    let rows: Range<Int>
    let years: [(year: Int, rows: Range<Int>)]

    func ranges(over scope: YearScope) -> [(year: Int?, rows: Range<Int>)] {
      scope == .year ? years.map { ($0.year, $0.rows) } : [(nil, rows)]
    }
  }

  /// For each position the place in the table.
  let places: [Int]
  let peers: [Peers]
  let indicatorCount: Int
  /// For each rank set the positions of the rows that are ranked.
  private(set) var rankSets: [[Int32]]

  var rowCount: Int { places.count }

  /// Lays out a table; only rows that `isRanked` names take part in ranks.
  init(_ table: ScoringTable, isRanked: [Bool]) {
    let keys = table.rows
    places = keys.indices.sorted {
      (keys[$0].peerSet, keys[$0].year, keys[$0].body) < (
        keys[$1].peerSet, keys[$1].year, keys[$1].body
      )
    }
    var peers: [Peers] = []
    var start = 0
    while start < places.count {
      let peerSet = keys[places[start]].peerSet
      var end = start
      var years: [(year: Int, rows: Range<Int>)] = []
      while end < places.count, keys[places[end]].peerSet == peerSet {
        let first = end
        let year = keys[places[first]].year
        while end < places.count, keys[places[end]].peerSet == peerSet,
          keys[places[end]].year == year
        {
          end += 1
        }
        years.append((year, first..<end))
      }
      peers.append(Peers(peerSet: peerSet, rows: start..<end, years: years))
      start = end
    }
    self.peers = peers
    indicatorCount = table.indicators.count
    var sets: [String: Int] = [:]
    rankSets = []
    for (position, place) in places.enumerated() where isRanked[place] {
      let number = sets[keys[place].rankSet] ?? sets.count
      if number == rankSets.count {
        sets[keys[place].rankSet] = number
        rankSets.append([])
      }
      rankSets[number].append(Int32(position))
    }
  }

  /// The point values of a table, a column after another, NaN where there is none.
  func points(of table: ScoringTable) -> [Double] {
    var points = [Double](repeating: .nan, count: rowCount * indicatorCount)
    for (position, place) in places.enumerated() {
      for (column, value) in table.values[place].enumerated() {
        if let point = value.point { points[column * rowCount + position] = point }
      }
    }
    return points
  }
}
