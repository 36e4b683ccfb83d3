import Testing

@testable import CairoRenderer

@Suite struct CairoStatusTests {
  // The numbers are those of cairo.h, which never change.
  @Test(
    arguments: [
      (1, RenderingError.Code.outOfMemory), (2, .drawing), (11, .drawing), (32, .invalidSize),
      (4_000, .drawing), (.max, .drawing),
    ] as [(UInt32, RenderingError.Code)])
  func `every status but success is an error, known or not`(
    number: UInt32, code: RenderingError.Code
  ) {
    let error = #expect(throws: RenderingError.self) {
      try CairoStatus(number: number).check(while: "draw")
    }
    #expect(error?.code == code)
    #expect(error?.operation == "draw")
    #expect(error?.message.isEmpty == false)
  }

  @Test func `success is no error`() throws {
    try CairoStatus(number: 0).check(while: "draw")
  }

  @Test func `the message is Cairo's own`() {
    let error = CairoStatus(number: 2).error(while: "draw")
    #expect(error.description == "cannot draw: cairo_restore() without matching cairo_save()")
  }
}
