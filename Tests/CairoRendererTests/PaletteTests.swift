import Testing

@testable import CairoRenderer

@Suite struct PaletteTests {
  @Test func `few colours stay as they are`() throws {
    let colours: [UInt32] = [0xFFFF_FFFF, 0xFF00_0000, 0xFFFF_FFFE]
    let palette = try #require(Palette(colours: colours, keeping: []))
    #expect(palette.colours == colours)
    #expect(palette.entries == [0, 1, 2])
  }

  @Test func `shades are rounded by at most two to fit, and named colours not at all`() throws {
    // Two ramps of 256 shades from white: to black, and to a blue.
    let ramps: [UInt32] = (0..<256).flatMap { shade -> [UInt32] in
      let part = UInt32(shade)
      return [
        0xFF00_0000 | part << 16 | part << 8 | part,
        0xFF00_0000 | part << 16 | (90 + part * 165 / 255) << 8 | (170 + part * 85 / 255),
      ]
    }
    let colours = Array(Set(ramps)).sorted()
    let named: Set<UInt32> = [0xFFFF_FFFF, 0xFF00_5AAA, 0xFF01_0101]
    let palette = try #require(Palette(colours: colours, keeping: named))
    #expect(palette.colours.count <= 256)
    #expect(palette.entries.count == colours.count)
    for (colour, entry) in zip(colours, palette.entries) {
      let rounded = palette.colours[Int(entry)]
      for shift in [0, 8, 16] as [UInt32] {
        let difference = Int(colour >> shift & 255) - Int(rounded >> shift & 255)
        #expect(abs(difference) <= 2)
      }
      if named.contains(colour) { #expect(rounded == colour) }
    }
  }

  @Test func `shades of many grounds are rounded further, and never by more than twelve`() throws {
    // Ramps of 128 shades from black to each of twelve grounds.
    let grounds = (0..<12).map { (110 + $0 * 12, 150 + $0 * 8, 255 - $0 * 10) }
    let ramps = grounds.flatMap { ground in
      (0..<128).map { share -> UInt32 in
        let parts = [ground.0, ground.1, ground.2].map { UInt32($0 * share / 127) }
        return 0xFF00_0000 | parts[0] << 16 | parts[1] << 8 | parts[2]
      }
    }
    let colours = Array(Set(ramps)).sorted()
    let named = Set(grounds.map { 0xFF00_0000 | UInt32($0.0 << 16 | $0.1 << 8 | $0.2) })
    let palette = try #require(Palette(colours: colours, keeping: named))
    #expect(palette.colours.count <= 256)
    var greatest = 0
    for (colour, entry) in zip(colours, palette.entries) {
      let rounded = palette.colours[Int(entry)]
      for shift in [0, 8, 16] as [UInt32] {
        greatest = max(
          greatest, abs(Int(colour >> shift & 255) - Int(rounded >> shift & 255)))
      }
      if named.contains(colour) { #expect(rounded == colour) }
    }
    #expect(greatest > 2 && greatest <= Palette.tolerances.last ?? 0)
  }

  @Test func `colours that are too many have no palette`() {
    // 7³ = 343 colours, 40 apart.
    let steps = (0..<7).map { UInt32($0 * 40) }
    let colours = steps.flatMap { red in
      steps.flatMap { green in steps.map { 0xFF00_0000 | red << 16 | green << 8 | $0 } }
    }
    #expect(Palette(colours: colours, keeping: []) == nil)
  }

  @Test func `a colour keeps its number, and the table says when it is full`() {
    var table = ColourTable()
    let all = (0..<UInt32(ColourTable.limit)).map { 0xFF00_0000 | $0 &* 2039 & 0xFF_FFFF }
    for (number, colour) in all.enumerated() { #expect(table.number(of: colour) == number) }
    for (number, colour) in all.enumerated() { #expect(table.number(of: colour) == number) }
    #expect(table.number(of: 0xFF00_0001) == nil)
    #expect(table.colours == all)
  }
}
