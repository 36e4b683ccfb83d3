/// Numbers the colours of a raster in the order in which they are met.
///
/// A hash table of a fixed size, because a figure that has more colours is not written with a palette.
struct ColourTable {
  /// The colours met so far, each `0xFFRRGGBB`.
  private(set) var colours: [UInt32] = []
  private var slots: [Int32]

  /// The most colours that are told apart.
  static let limit = 8192
  private static let slotCount = 32768

  init() {
    slots = [Int32](repeating: -1, count: Self.slotCount)
  }

  /// The number of a colour, which is new where it was not met before; nothing where the table is full.
  mutating func number(of colour: UInt32) -> Int? {
    var slot = Self.slot(of: colour)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if colours[number] == colour { return number }
      slot = (slot + 1) & (Self.slotCount - 1)
    }
    guard colours.count < Self.limit else { return nil }
    slots[slot] = Int32(colours.count)
    colours.append(colour)
    return colours.count - 1
  }

  /// Knuth's multiplicative hash: the upper bits of the product depend on all bits of the colour.
  private static func slot(of colour: UInt32) -> Int {
    Int((colour &* 2_654_435_769) >> 17)
  }
}
