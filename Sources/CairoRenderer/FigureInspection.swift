public import Charting

/// What a figure that Heng wrote says of itself: read back from the bytes of a PNG, SVG or PDF.
///
/// Any bytes can be given: those that are no such figure end in an error, in time that grows with
/// their number. A figure that another program wrote anew (exported, optimised, edited) is an error
/// too, because what it says of its making may be true no more.
///
/// PDF keeps facts on one line: a line break in a title or a fact is a space there. PNG names facts in
/// ASCII: another character of a name is `_` there.
public struct FigureInspection: Sendable, Equatable {
  /// The format of the file.
  public var format: FigureFormat
  /// The size of the figure, points.
  public var width, height: Double
  /// The raster of a PNG; absent in other formats.
  public var raster: Raster?
  /// The title.
  public var title: String
  /// The figure in words.
  public var alternativeText: String
  /// The language of its words as the file names it (BCP 47), such as `zh-Hans`.
  public var language: String
  /// The program that wrote the file.
  public var software: String
  /// The facts about its making (`study`, `data`, `version` …), in the order of the file.
  public var metadata: [Scene.Metadatum]
  /// The values that it shows; only SVG holds them.
  public var data: [Datum]

  /// The raster of a PNG.
  public struct Raster: Sendable, Equatable {
    /// The size, pixels.
    public var width, height: Int
    /// How many pixels an inch has.
    public var pixelsPerInch: Double
  }

  /// One value that an SVG shows.
  public struct Datum: Sendable, Equatable {
    /// The group that draws it, by its `data-group`.
    public var group: String
    /// The body and the series, as the figure's specification calls them; empty where not stated.
    public var body, series: String
    /// The year of the report; absent where the figure shows one year.
    public var year: Int?
    /// The number drawn; absent where it is not known.
    public var value: Double?
    /// The limits drawn about it.
    public var low, high: Double?
    /// The value as the figure writes it.
    public var text: String
    /// The observations that the value is made of, by their identifiers.
    public var observations: [String]
  }

  /// Reads a file.
  ///
  /// - Throws: ``FigureInspectionError`` if the bytes are no figure that Heng wrote, or are damaged.
  public init(bytes: [UInt8]) throws(FigureInspectionError) {
    if bytes.starts(with: PNGReader.signature) {
      self = try PNGReader(bytes).inspection()
    } else if bytes.starts(with: "%PDF-".utf8) {
      self = try Self.pdf(bytes)
    } else if bytes.starts(with: "<?xml".utf8) || bytes.starts(with: "<svg".utf8)
      || bytes.starts(with: [0xEF, 0xBB, 0xBF, UInt8(ascii: "<")])
    {
      var reader = try SVGReader(bytes)
      self = try reader.inspection()
    } else if bytes.isEmpty {
      throw .damaged("the file is empty")
    } else {
      throw FigureInspectionError(
        .unknownFormat, "the file is no PNG, SVG or PDF: name a figure that Heng wrote")
    }
  }

  init(
    format: FigureFormat, width: Double, height: Double, raster: Raster? = nil, title: String,
    alternativeText: String, language: String, software: String, metadata: [Scene.Metadatum],
    data: [Datum] = []
  ) {
    self.format = format
    self.width = width
    self.height = height
    self.raster = raster
    self.title = title
    self.alternativeText = alternativeText
    self.language = language
    self.software = software
    self.metadata = metadata
    self.data = data
  }

  /// The fact of a name, such as `data`; nothing where the figure does not state it.
  public func fact(_ key: String) -> String? {
    metadata.first { $0.key == key }?.value
  }
}

extension FigureInspection {
  /// The furthest that a figure can reach, points; beyond, a number is no length.
  static let greatestLength = 1e6

  private static func pdf(_ bytes: [UInt8]) throws(FigureInspectionError) -> FigureInspection {
    let reader = try PDFReader(bytes)
    guard let information = try reader.dictionary(reader.trailer["Info"]),
      let title = information["Title"]?.text, let subject = information["Subject"]?.text,
      let software = information["Creator"]?.text,
      information["CreationDate"]?.text?.hasPrefix("D:20000101") ?? false,
      information["Producer"]?.text?.hasPrefix("cairo ") ?? false
    else { throw .foreign("the PDF is not one of Heng's") }
    guard let catalogue = try reader.dictionary(reader.trailer["Root"]),
      let pages = try reader.dictionary(catalogue["Pages"]),
      case .array(let kids)? = try reader.resolved(pages["Kids"]),
      let page = try reader.dictionary(kids.first),
      case .array(let box)? = try reader.resolved(page["MediaBox"]), box.count == 4
    else { throw .damaged("the PDF has no page") }
    var frame: [Double] = []
    for value in box {
      if case .number(let number) = value { frame.append(number) }
    }
    guard kids.count == 1 else { throw .foreign("the PDF has \(kids.count) pages") }
    guard frame.count == 4, frame[2] > frame[0], frame[3] > frame[1],
      frame.allSatisfy({ abs($0) <= greatestLength })
    else { throw .damaged("the page of the PDF has no size") }
    return FigureInspection(
      format: .pdf, width: frame[2] - frame[0], height: frame[3] - frame[1], title: title,
      alternativeText: try alternativeText(in: reader, catalogue) ?? subject,
      language: catalogue["Lang"]?.text ?? "", software: software,
      metadata: facts(information["Keywords"]?.text ?? ""))
  }

  /// The alternative text of the figure that the page is.
  private static func alternativeText(
    in reader: PDFReader, _ catalogue: [String: PDFValue]
  ) throws(FigureInspectionError) -> String? {
    var element = try reader.dictionary(catalogue["StructTreeRoot"])
    // The root, the document, the figure.
    for _ in 0..<2 {
      guard case .array(let kids)? = try reader.resolved(element?["K"]) else { return nil }
      element = try reader.dictionary(kids.first)
    }
    return try reader.resolved(element?["Alt"])?.text
  }

  /// The facts of a line such as `study=a; data=b`, where a backslash keeps the next character.
  static func facts(_ line: String) -> [Scene.Metadatum] {
    guard !line.isEmpty else { return [] }
    var facts: [Scene.Metadatum] = []
    var key: String.UnicodeScalarView?
    var part = String.UnicodeScalarView()
    var isEscaped = false
    var isAfterEnd = false
    func fact() -> Scene.Metadatum {
      key.map { Scene.Metadatum(key: String($0), value: String(part)) }
        ?? Scene.Metadatum(key: String(part), value: "")
    }
    for scalar in line.unicodeScalars {
      // A space stands between two facts; every other is part of one.
      if isAfterEnd, scalar == " " {
        isAfterEnd = false
        continue
      }
      isAfterEnd = false
      if isEscaped {
        part.append(scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "=", key == nil {
        key = part
        part = String.UnicodeScalarView()
      } else if scalar == ";" {
        facts.append(fact())
        key = nil
        part = String.UnicodeScalarView()
        isAfterEnd = true
      } else {
        part.append(scalar)
      }
    }
    facts.append(fact())
    return facts
  }
}
