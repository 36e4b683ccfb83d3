import Charting
import Testing

@testable import CairoRenderer

@Suite struct FontIdentityTests {
  @Test func `the family of figures has a revision and a checksum, the same every time`() throws {
    let identity = try FontIdentity(family: nil)
    #expect(try PangoTextMeasurer().family == identity.family)
    #expect(identity.revision.contains("."))
    #expect(identity.checksum.count == 8)
    #expect(try FontIdentity(family: identity.family) == identity)
    #expect(FontIdentity.typesetting.hasPrefix("Pango 1."))
  }

  @Test func `a family that is not installed is refused`() {
    #expect(throws: RenderingError.self) { _ = try FontIdentity(family: "No Such Family") }
  }
}
