/// The names of divisions as a tree of their scalars, whose edges lie in one hash table.
///
/// A look-up that finds nothing allocates nothing.
struct NameTrie: Sendable {
  /// What a name is to its division, the likeliest to be meant first.
  enum Kind: UInt8, Comparable {
    /// Today's name.
    case today
    /// An autonomous area's short name with a suffix, such as 延边州.
    case short
    /// A former name, or the name of an abolished division.
    case former
    /// Today's or a short name of a province or prefecture without its suffix.
    case stem
    /// A former name of a province or prefecture without its suffix.
    case formerStem
    /// A county's name, today's or former, without its suffix.
    case countyStem

    static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
  }

  /// A name's meaning.
  struct Entry: Sendable {
    /// What the name is to the division.
    var kind: Kind
    /// The division's position.
    var position: Int
    /// The next entry of the same name, or -1.
    fileprivate var next: Int
  }

  /// The edges by open addressing: the node that it leaves and the scalar, or 0 where free.
  private var keys = [UInt64](repeating: 0, count: 1 << 16)
  /// The nodes that the edges lead to.
  private var targets = [Int32](repeating: 0, count: 1 << 16)
  private var edgeCount = 0
  /// The first entry of every node, or -1; node 0 is the root.
  private var firstEntries: [Int] = [-1]
  private var entries: [Entry] = []

  /// Inserts a name; an equal entry is kept once.
  mutating func insert(_ name: ArraySlice<Unicode.Scalar>, as kind: Kind, _ position: Int) {
    guard !name.isEmpty else { return }
    var node = 0
    for scalar in name {
      let key = Self.key(node, scalar)
      var slot = slot(of: key)
      if keys[slot] == 0 {
        // At most half full, so that a search for what is not there is short.
        if edgeCount * 2 >= keys.count {
          grow()
          slot = self.slot(of: key)
        }
        keys[slot] = key
        targets[slot] = Int32(firstEntries.count)
        firstEntries.append(-1)
        edgeCount += 1
      }
      node = Int(targets[slot])
    }
    var isThere = false
    forEachEntry(of: node) { isThere = isThere || $0.kind == kind && $0.position == position }
    guard !isThere else { return }
    entries.append(Entry(kind: kind, position: position, next: firstEntries[node]))
    firstEntries[node] = entries.count - 1
  }

  /// Calls for every name that the scalars start with, the shortest first, with its length and node.
  func walk(_ scalars: ArraySlice<Unicode.Scalar>, _ body: (_ length: Int, _ node: Int) -> Void) {
    var node = 0
    var length = 0
    for scalar in scalars {
      let slot = slot(of: Self.key(node, scalar))
      guard keys[slot] != 0 else { return }
      node = Int(targets[slot])
      length += 1
      if firstEntries[node] >= 0 { body(length, node) }
    }
  }

  /// Calls for every meaning of the name that ends at a node.
  func forEachEntry(of node: Int, _ body: (Entry) -> Void) {
    var next = firstEntries[node]
    while next >= 0 {
      body(entries[next])
      next = entries[next].next
    }
  }

  /// The positions that a whole name means, up to a kind.
  func entries(of name: ArraySlice<Unicode.Scalar>, upTo kind: Kind) -> [Int] {
    var found: [Int] = []
    walk(name) { length, node in
      guard length == name.count else { return }
      forEachEntry(of: node) { if $0.kind <= kind { found.append($0.position) } }
    }
    return found
  }

  private static func key(_ node: Int, _ scalar: Unicode.Scalar) -> UInt64 {
    // A scalar is less than 2^21; 0 is no key, as no name holds the scalar 0.
    UInt64(node) << 21 | UInt64(scalar.value)
  }

  /// Where a key is, or the free place where it would be.
  private func slot(of key: UInt64) -> Int {
    // Fibonacci hashing: the upper bits of the product are well mixed.
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = zip(keys, targets).filter { $0.0 != 0 }
    keys = [UInt64](repeating: 0, count: keys.count * 2)
    targets = [Int32](repeating: 0, count: keys.count)
    for (key, target) in old {
      let slot = slot(of: key)
      keys[slot] = key
      targets[slot] = target
    }
  }
}
