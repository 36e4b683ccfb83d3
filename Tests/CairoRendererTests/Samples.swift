import CairoRenderer
import Charting

/// Scenes that the tests draw.
enum Samples {
  static let ink = Colour(34, 34, 34)
  static let blue = Colour(0, 90, 170)

  /// A text as an element, measured.
  static func text(
    _ string: String, x: Double, baseline: Double, anchor: Scene.Anchor = .start,
    size: Double = 12, isBold: Bool = false, colour: Colour = ink,
    measuring measurer: PangoTextMeasurer
  ) throws -> Scene.Element {
    let font = Font(size: size, isBold: isBold)
    return .text(
      Scene.Text(
        string, x: x, baseline: baseline, anchor: anchor, font: font, colour: colour,
        extents: try measurer.extents(of: string, in: font)))
  }

  /// An empty frame of 144 × 72 pt.
  static func frame(
    _ elements: [Scene.Element] = [], language: FigureLanguage = .chinese,
    pixelsPerInch: Double = 72, background: Colour = .white, metadata: [Scene.Metadatum] = []
  ) -> Scene {
    Scene(
      width: 144, height: 72, background: background, language: language,
      resolution: Scene.Resolution(pixelsPerInch: pixelsPerInch), title: "立法件数 <2022> & “其他”",
      alternativeText: "龙岩市12件。", metadata: metadata, leastTypeSize: 7, elements: elements)
  }

  /// Every kind of element, in groups, with Chinese and Latin text in two weights.
  static func everything(
    measuring measurer: PangoTextMeasurer, language: FigureLanguage = .chinese
  ) throws -> Scene {
    let hatch = Scene.Fill.hatch(foreground: blue, background: .white, spacing: 4, width: 1)
    let corners = [
      Scene.Point(x: 90, y: 20), Scene.Point(x: 130, y: 30), Scene.Point(x: 100, y: 60),
    ]
    let marks: [Scene.Element] = [
      .rectangle(.init(x: 10, y: 20, width: 60, height: 10, fill: .solid(blue), mark: "bar-1")),
      .rectangle(
        .init(
          x: 10, y: 35, width: 40, height: 10, fill: hatch, stroke: .init(ink, width: 0.5),
          mark: "bar-2")),
      .polygon(.init(points: corners, fill: hatch, stroke: .init(ink, width: 1))),
      .polygon(.init(points: corners, isClosed: false, stroke: .init(blue, width: 1))),
      .circle(.init(x: 120, y: 14, radius: 5, fill: .solid(blue), mark: "dot-1")),
      .circle(.init(x: 80, y: 14, radius: 5, fill: hatch, stroke: .init(ink, width: 0.5))),
      .circle(.init(x: 100, y: 14, radius: 4, stroke: .init(blue, width: 1, dashes: [1, 1]))),
      .line(
        .init(x1: 10, y1: 15, x2: 10, y2: 60, stroke: .init(ink, width: 0.5, dashes: [2, 1]))),
    ]
    let elements: [Scene.Element] = [
      .group(.init(id: "marks", elements: marks)),
      try text("龙岩市 Longyan", x: 10, baseline: 12, isBold: true, measuring: measurer),
      try text("12件，“载明”", x: 134, baseline: 68, anchor: .end, size: 9, measuring: measurer),
      try text("龙岩", x: 72, baseline: 66, anchor: .middle, size: 8, measuring: measurer),
    ]
    return frame(
      elements, language: language, pixelsPerInch: 96,
      metadata: [.init(key: "study", value: "a1;b=2"), .init(key: "版本", value: "<1>")])
  }
}
