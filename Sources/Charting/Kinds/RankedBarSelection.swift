/// Which rows of a ranked bar are drawn, and what stands where others were left out.
struct RankedBarSelection: Equatable {
  /// The ranked rows and the gaps between them.
  var ranked: [Item]
  /// The rows below the rule.
  var unranked: [Int]
  /// The rows that would stand below the rule but are only listed.
  var listed: [Int]

  /// A row, or a line that stands for rows that were left out.
  enum Item: Equatable {
    case row(Int)
    case gap([Int])
  }

  /// The greatest number of ranked rows that are drawn in full.
  static let greatestCount = 35

  /// The rows that are drawn, from top to bottom.
  var shown: [Int] {
    ranked.compactMap { if case .row(let index) = $0 { index } else { nil } } + unranked
  }

  /// How many ranked rows are left out.
  var leftOut: Int {
    ranked.reduce(0) { count, item in
      if case .gap(let indices) = item { count + indices.count } else { count }
    }
  }

  /// How many lines the ranked rows and gaps take.
  var lineCount: Int { ranked.count }

  /// The rows drawn when the frame sets no limit.
  ///
  /// Up to 35 ranked rows all of them; of more the first 15, the last 5, and those in focus with
  /// the one above and the one below.
  static func full(_ content: RankedBarContent, unrankedLimit: Int) -> RankedBarSelection {
    let all = content.ranked
    guard all.count > greatestCount else {
      return RankedBarSelection(
        ranked: all.map(Item.row), content: content, unrankedLimit: unrankedLimit)
    }
    let items = items(content, top: 15, bottom: 5, reach: 1)
    return RankedBarSelection(ranked: items, content: content, unrankedLimit: unrankedLimit)
  }

  /// The rows drawn when only so many lines fit; `nil` if that is too few to make sense.
  ///
  /// The first rows go last, then the neighbours of the focus, then all but the last two; three
  /// first and two last rows and the focus always stay.
  static func fitting(
    _ content: RankedBarContent, lines: Int, unrankedLimit: Int
  ) -> RankedBarSelection? {
    let greatestTop = content.ranked.count > greatestCount ? 15 : content.ranked.count
    let bottom = min(5, max(2, lines / 5))
    for (reach, bottom) in [(1, bottom), (0, bottom), (0, 2)] {
      var top = min(greatestTop, lines)
      while top >= 3 {
        let items = items(content, top: top, bottom: bottom, reach: reach)
        if items.count <= lines {
          return RankedBarSelection(
            ranked: items, content: content, unrankedLimit: unrankedLimit)
        }
        top -= 1
      }
    }
    return nil
  }

  private init(ranked: [Item], content: RankedBarContent, unrankedLimit: Int) {
    self.ranked = ranked
    let rows = content.chart.rows
    guard content.unranked.count > unrankedLimit else {
      self.unranked = content.unranked
      self.listed = []
      return
    }
    // What is in focus stays, then as many of the others as there is room for.
    var room = unrankedLimit - content.unranked.filter { rows[$0].isFocus }.count
    var unranked: [Int] = []
    var listed: [Int] = []
    for index in content.unranked {
      if rows[index].isFocus {
        unranked.append(index)
      } else if room > 0 {
        unranked.append(index)
        room -= 1
      } else {
        listed.append(index)
      }
    }
    self.unranked = unranked
    self.listed = listed
  }

  /// The first and the last rows and those in focus with `reach` neighbours, by rank.
  ///
  /// A gap of a single row is closed by the row itself, which takes no more room.
  private static func items(
    _ content: RankedBarContent, top: Int, bottom: Int, reach: Int
  ) -> [Item] {
    let rows = content.chart.rows
    let order = content.ranked.enumerated().sorted { first, second in
      (rows[first.element].rank ?? 0, first.offset)
        < (rows[second.element].rank ?? 0, second.offset)
    }.map(\.element)
    // Bodies that tie are shown or left out together, unless too few would be left of either end.
    func isSplit(at place: Int) -> Bool {
      order.indices.contains(place) && place > 0
        && rows[order[place]].rank == rows[order[place - 1]].rank
    }
    let wholeTop = (3...max(top, 3)).last { !isSplit(at: $0) } ?? top
    let wholeBottom = (2...max(bottom, 2)).last { !isSplit(at: order.count - $0) } ?? bottom
    let firstOfLast = order.count - wholeBottom
    var isKept = order.indices.map { $0 < wholeTop || $0 >= firstOfLast }
    for place in order.indices where rows[order[place]].isFocus {
      for neighbour in (place - reach)...(place + reach) where order.indices.contains(neighbour) {
        isKept[neighbour] = true
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
    for (place, index) in order.enumerated() {
      if isKept[place] {
        close()
        items.append(.row(index))
      } else {
        left.append(index)
      }
    }
    close()
    return items
  }
}
