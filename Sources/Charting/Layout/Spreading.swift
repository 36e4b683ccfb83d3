/// Labels in one row or column, moved apart without changing their order.
enum Spreading {
  /// A label that would like to stand at a place.
  struct Item {
    /// Where its middle would stand if it were alone.
    var place: Double
    /// How much room it takes.
    var size: Double
  }

  /// Where the middles stand, each as near to its place as the others let it.
  ///
  /// The items come in the order of their places. Items that would touch become one block around the
  /// mean of their places (pool adjacent violators); so the order is kept and connectors never cross.
  /// Edge cases: where all together are longer than the stretch, they begin at its start and overrun.
  ///
  /// - Source: J. B. Kruskal, Nonmetric multidimensional scaling: a numerical method, Psychometrika
  ///   29 (1964), for pooling adjacent violators.
  static func middles(_ items: [Item], from start: Double, to end: Double) -> [Double] {
    struct Block {
      var first, last: Int
      /// The mean of where the block would like to begin.
      var wish: Double
      var size: Double
      var start: Double
    }
    var blocks: [Block] = []
    for (place, item) in items.enumerated() {
      let wish = item.place - item.size / 2
      var block = Block(
        first: place, last: place, wish: wish, size: item.size,
        start: max(min(wish, end - item.size), start))
      while let before = blocks.last, before.start + before.size > block.start {
        blocks.removeLast()
        let count = Double(block.last - block.first + 1)
        let countBefore = Double(before.last - before.first + 1)
        let wish =
          (before.wish * countBefore + (block.wish - before.size) * count) / (count + countBefore)
        let size = before.size + block.size
        block = Block(
          first: before.first, last: block.last, wish: wish, size: size,
          start: max(min(wish, end - size), start))
      }
      blocks.append(block)
    }
    var middles: [Double] = []
    for block in blocks {
      var place = block.start
      for item in items[block.first...block.last] {
        middles.append(place + item.size / 2)
        place += item.size
      }
    }
    return middles
  }
}
