import Testing

@testable import Charting

struct FigureSizeTests {
  @Test(
    arguments: [
      // 156 mm · 72 / 25.4 = 442.20 points; 1600 pixels · 72 / 96 = 1200 points.
      ("page", 442.20, nil, 300.0), ("half", 215.43, nil, 300), ("square", 340.16, 340.16, 300),
      ("slide", 960.09, 540.0, 300), ("web", 1200, 675, 96), ("phone", 810, 1080, 96),
      ("160x90mm", 453.54, 255.12, 300), ("100.5×80mm", 284.88, 226.77, 300),
      ("160X90mm", 453.54, 255.12, 300),
    ] as [(String, Double, Double?, Double)])
  func `a size has its frame and resolution`(
    name: String, width: Double, height: Double?, pixelsPerInch: Double
  ) throws {
    let size = try FigureSize(name)
    #expect(size.name == name)
    #expect(abs(size.width - width) < 0.01)
    if let height {
      #expect(abs(try #require(size.height) - height) < 0.01)
    } else {
      #expect(size.height == nil)
    }
    #expect(size.resolution.pixelsPerInch == pixelsPerInch)
  }

  @Test(arguments: [
    "", "A4", "Page", "160", "160mm", "160x90", "x90mm", "160xmm", "160x90x20mm", "-160x90mm",
    "1e2x90mm", "nanx90mm", "infxinfmm", "0x1.8p1mm", "160,5x90mm",
  ])
  func `what is no size is refused in a sentence that says what to write`(text: String) {
    let error = #expect(throws: ChartError.self) { try FigureSize(text) }
    #expect(error?.code == .specification)
    #expect(error?.message.contains("“\(text)”") ?? false)
    #expect(error?.message.contains("160x90mm") ?? false)
  }

  @Test(arguments: ["39x90mm", "160x39.9mm", "1201x90mm", "160x99999999999mm"])
  func `a size that nobody can use is refused`(text: String) {
    let error = #expect(throws: ChartError.self) { try FigureSize(text) }
    #expect(error?.message.contains("from 40 to 1200 mm") ?? false)
  }

  @Test(arguments: FigureSize.named)
  func `no type of a size is below its least`(size: FigureSize) {
    let type = size.type
    for typeSize in [type.title, type.subtitle, type.row, type.small, type.leastRow] {
      #expect(typeSize >= type.least)
    }
    #expect(type.title > type.subtitle)
    #expect(type.subtitle >= type.small)
  }

  @Test func `type grows with the frame and never falls below the least for print`() throws {
    var last = 0.0
    for text in ["60x60mm", "120x90mm", "160x90mm", "254x190mm", "338x190mm", "841x594mm"] {
      let type = try FigureSize(text).type
      #expect(type.row >= last, "\(text)")
      #expect(min(type.small, type.leastRow) >= 7.5)
      last = type.row
    }
    // A frame of the slide's size has about the slide's type.
    #expect(abs(try FigureSize("338.7x190.5mm").type.row - FigureSize.slide.type.row) < 0.1)
  }
}
