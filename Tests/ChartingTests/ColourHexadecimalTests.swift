import Testing

@testable import Charting

struct ColourHexadecimalTests {
  @Test func `a colour is six hexadecimal digits`() throws {
    #expect(try Colour(hexadecimal: "#0b4f8a") == Colour(11, 79, 138))
    #expect(try Colour(hexadecimal: "#0B4F8A") == Colour(11, 79, 138))
    #expect(try Colour(hexadecimal: "#ffffff") == .white)
    #expect("\(Colour(11, 79, 138))" == "#0b4f8a")
    #expect(Colour(0, 0, 9).description == "#000009")
  }

  @Test(arguments: [
    "", "#", "0b4f8a", "#0b4f8", "#0b4f8a0", "#fff", "#0b4f8g", "#+b4f8a", "#-b4f8a", " #0b4f8a",
    "#０b4f8a", "##0b4f8", "blue", "#0b 4f8",
  ])
  func `anything else is refused with what to write`(text: String) {
    let error = #expect(throws: ChartError.self) { try Colour(hexadecimal: text) }
    #expect(error?.code == .specification)
    #expect(
      error?.message
        == "“\(text)” is not a colour: write # and six hexadecimal digits such as #0b4f8a")
  }

  @Test func `every colour is read as it is written`() throws {
    for part in UInt8.min...UInt8.max {
      let colour = Colour(part, 255 - part, part ^ 0x5A)
      #expect(try Colour(hexadecimal: colour.description) == colour)
    }
  }
}
