import Testing

@testable import Charting

struct BoxTests {
  private let box = Box(left: 10, top: 10, right: 20, bottom: 20)

  @Test(arguments: [
    (0.0, 15.0, 30.0, 15.0, true), (15, 0, 15, 30, true), (0, 0, 30, 30, true),
    (12, 12, 13, 13, true),
    // Past it, short of it, and along its edge.
    (0, 25, 30, 25, false), (0, 15, 9, 15, false), (0, 10, 30, 10, false), (0, 12, 12, 0, false),
  ])
  func `a line crosses a box that it runs through`(
    x1: Double, y1: Double, x2: Double, y2: Double, crosses: Bool
  ) {
    let (start, end) = (Scene.Point(x: x1, y: y1), Scene.Point(x: x2, y: y2))
    #expect(box.isCrossed(from: start, to: end) == crosses)
    #expect(box.isCrossed(from: end, to: start) == crosses)
  }

  @Test func `boxes that share a seam do not overlap`() {
    #expect(!box.overlaps(Box(left: 20, top: 10, right: 30, bottom: 20)))
    #expect(box.overlaps(Box(left: 19, top: 19, right: 30, bottom: 30)))
    #expect(!box.overlaps(Box(left: 19, top: 20, right: 30, bottom: 30)))
  }

  @Test func `ink is judged by its characters`() {
    #expect(InkReach(of: "12").above == 0.76)
    #expect(InkReach(of: "12").below == 0.02)
    #expect(InkReach(of: "1,2").below == 0.16)
    #expect(InkReach(of: "(12)").below == 0.22)
    #expect(InkReach(of: "市").above == 0.88)
    #expect(InkReach(of: "市").below == 0.12)
    #expect(InkReach(of: "É").above == 0.95)
  }
}
