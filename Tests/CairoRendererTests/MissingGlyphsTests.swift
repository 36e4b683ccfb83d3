import Testing

@testable import CairoRenderer

@Suite struct MissingGlyphsTests {
  @Test(
    arguments: [
      ("衡", "fonts-noto-cjk"), ("，", "fonts-noto-cjk"), ("\u{20BB7}", "fonts-hanazono"),
      ("\u{31350}", "fonts-hanazono"), ("\u{1F3DB}", "fonts-noto-color-emoji or fonts-symbola"),
      ("☂", "fonts-symbola"), ("\u{F40}", "fonts-noto-core"), ("ث", "fonts-noto-core"),
    ] as [(Unicode.Scalar, String)])
  func `the advice names the package that covers the block`(
    scalar: Unicode.Scalar, package: String
  ) {
    #expect(MissingGlyphs.package(for: scalar) == package)
  }

  @Test(arguments: [0xE000, 0xF0000, 0x10FFFD, 0xFFFF, 0x2FFFE, 0xFDD0] as [UInt32])
  func `no package covers what is for private use or no character`(codePoint: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(codePoint))
    #expect(MissingGlyphs.package(for: scalar) == nil)
  }

  @Test func `every missing character is named once, with the packages that help`() {
    let missing = MissingGlyphs(in: "龙\u{31350}☂\u{31350}") { $0 != "龙" }
    #expect(
      missing.message == "no installed font has “\u{31350}” (U+31350), “☂” (U+2602): "
        + "install the Debian package fonts-hanazono and fonts-symbola")
  }

  @Test func `of many missing characters eight are named`() {
    let missing = MissingGlyphs(in: "一二三四五六七八九十") { _ in true }
    #expect(missing.message.contains("“八” (U+516B) and 2 more: install"))
  }
}
