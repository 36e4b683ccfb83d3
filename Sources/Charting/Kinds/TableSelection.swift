/// Which rows of a table are drawn, and what stands where others were left out.
struct TableSelection: Equatable {
  /// Headings, rows and gaps from top to bottom.
  var items: [Item]

  /// A line of the table.
  enum Item: Equatable {
    case heading(Int)
    case row(Int)
    case gap([Int])
  }

  /// The greatest number of rows that are drawn in full.
  static let greatestCount = 40

  /// The rows that are drawn.
  var rows: [Int] {
    items.compactMap { if case .row(let row) = $0 { row } else { nil } }
  }

  /// How many rows are left out.
  var leftOut: Int {
    items.reduce(0) { if case .gap(let rows) = $1 { $0 + rows.count } else { $0 } }
  }

  /// All rows.
  static func all(_ content: TableContent) -> TableSelection {
    TableSelection(
      items: content.groups.indices.flatMap { group in
        heading(group, content) + content.groups[group].map(Item.row)
      })
  }

  /// The rows drawn when only so many lines fit; `nil` if that is too few to make sense.
  ///
  /// The greatest group keeps its first and last rows, the others their first; rows in focus always
  /// stay. Three first rows and two last ones are the least.
  static func fitting(_ content: TableContent, lines: Int) -> TableSelection? {
    let main = content.groups.indices.max {
      (content.groups[$0].count, $1) < (content.groups[$1].count, $0)
    }
    guard let main else { return nil }
    let bottom = min(5, max(2, lines / 6))
    for limit in [12, 6, 3, 1, 0] where limit == 0 || limit <= lines / 4 {
      for (reach, bottom) in [(1, bottom), (0, bottom), (0, 2)] {
        var top = min(content.groups[main].count, lines)
        while top >= 3 {
          let items = content.groups.indices.flatMap { group in
            heading(group, content)
              + (group == main
                ? kept(content.groups[group], top: top, bottom: bottom, reach: reach, content)
                : kept(content.groups[group], top: limit, bottom: 0, reach: 0, content))
          }
          if items.count <= lines { return TableSelection(items: items) }
          top -= 1
        }
      }
    }
    return nil
  }

  private static func heading(_ group: Int, _ content: TableContent) -> [Item] {
    let heading = Typesetter.trimmed(content.chart.groups[group].heading ?? "")
    return heading.isEmpty || content.groups[group].isEmpty ? [] : [.heading(group)]
  }

  /// The first and the last rows and those in focus with `reach` neighbours.
  ///
  /// A gap of a single row is closed by the row itself, which takes no more room.
  private static func kept(
    _ rows: Range<Int>, top: Int, bottom: Int, reach: Int, _ content: TableContent
  ) -> [Item] {
    // Bodies that tie are shown or left out together, unless too few would be left of either end.
    func isSplit(before row: Int) -> Bool {
      guard row > rows.lowerBound, row < rows.upperBound else { return false }
      return content.rank(row) != nil && content.rank(row) == content.rank(row - 1)
    }
    let (top, bottom) = (min(top, rows.count), min(bottom, rows.count))
    let wholeTop = (min(3, top)...top).last { !isSplit(before: rows.lowerBound + $0) } ?? top
    let wholeBottom =
      (min(2, bottom)...bottom).last { !isSplit(before: rows.upperBound - $0) } ?? bottom
    var isKept = Set(rows.prefix(wholeTop)).union(rows.suffix(wholeBottom))
    for row in rows where content.rows[row].isFocus {
      for neighbour in (row - reach)...(row + reach) where rows.contains(neighbour) {
        isKept.insert(neighbour)
      }
    }
    var items: [Item] = []
    var left: [Int] = []
    func close() {
      if left.count == 1 {
        items.append(.row(left[0]))
      } else if left.count > 1 {
        items.append(.gap(left))
      }
      left = []
    }
    for row in rows {
      if isKept.contains(row) {
        close()
        items.append(.row(row))
      } else {
        left.append(row)
      }
    }
    close()
    return items
  }
}
