/// What a matrix of bodies and columns has to say, before anything is placed.
///
/// The scorecard and the reporting rate differ in what stands in their cells; this is what both give to
/// the layout that they share.
struct MatrixContent {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  var frame: FigureFrame
  /// The columns in the order in which they are drawn.
  var columns: [Column]
  /// The rows in the order in which they are drawn.
  var rows: [Row]
  /// The heading over what stands at the right end of the rows.
  var trailingHeading: String
  /// What stands below the last row: the first of these that fits the columns is drawn.
  var summaries: [[SummaryLine]]
  /// What the faces of the cells mean.
  var legend: [LegendItem]
  /// The sentence on how many bodies and how many cells there are.
  var rate: String
  /// What stands beside that sentence.
  var asides: [String] = []
  /// The footnotes of the marks in the cells.
  var footnotes: [String]
  /// The width that a cell without text needs, in parts of the type size of the rows.
  var leastCell: Double
  /// The greatest width of a cell, in parts of the type size of the rows.
  var greatestCell: Double
  /// The least height of a row, in parts of the type size of the rows.
  var leastPitch: Double
  /// The height that a row takes where the content settles it, in parts of the type size of the rows.
  var pitch: Double
  /// The fills that stand for something.
  var keys: [Scene.Facts.Key] = []
  /// The figure in words; given how many rows the picture leaves out.
  var description: (Int) -> String

  var language: FigureLanguage { frame.language }

  /// One column.
  struct Column {
    /// What the chart calls it.
    var id: String
    /// What the scene calls it.
    var identifier: String
    var heading: String
    /// The unit, written under the heading; none where empty.
    var unit = ""
    /// Neighbouring columns of one group stand under one spanner.
    var group: String?
  }

  /// One body.
  struct Row {
    /// What the chart calls it.
    var id: String
    /// What the scene calls it.
    var identifier: String
    var rank = ""
    var label: String
    var isFocus: Bool
    var cells: [Cell]
    /// What stands at the right end.
    var trailing: String
    /// What stands after it in quiet type, such as an interval.
    var trailingDetail = ""
    /// What the two say, as numbers.
    var trailingNumbers = Numbers()
  }

  /// What stands where a row and a column meet.
  struct Cell {
    var face: Face
    var text = ""
    /// What the face says where there is no text.
    var words = ""
    /// What the text or the face says, as numbers.
    var numbers = Numbers()
  }

  /// A value, or the limits about it or in its stead.
  struct Numbers {
    var value: Double?
    var low, high: Double?
  }

  /// What a cell looks like.
  enum Face: Equatable {
    /// Filled with one colour.
    case shaded(Colour)
    /// Nothing but text.
    case plain
    /// Text in a dashed frame.
    case framed
    /// Text in a whole frame.
    case outlined
    /// Hatched, without text.
    case hatched
    /// A thin dash.
    case dash
    /// A sign of its own.
    case sign(ReportingRateChart.State)
  }

  /// One line below the rows.
  struct SummaryLine {
    var label: String
    var cells: [Cell]
    var trailing = ""
    /// Whether it says something of the rows; the ends of a scale do not.
    var isData = false
  }

  /// What a face means.
  struct LegendItem {
    /// The faces that stand before the words, next to one another.
    var faces: [Face]
    var text: String
  }

  /// The hatch of a cell without a value.
  static func hatch(_ theme: Theme, size: Double) -> Scene.Fill {
    .hatch(
      foreground: theme.rule, background: theme.paper, spacing: 0.42 * size, width: 0.07 * size)
  }

  /// A name for each thing that the scene can carry: its own, or its place in the list.
  ///
  /// Edge cases: a name that is empty, that has other signs than ASCII letters, digits, `-` and `_`, or
  /// that another has already, gives way to `--` and the place, which no name may begin with.
  static func identifiers(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.enumerated().map { index, name in
      let isWritten =
        !name.isEmpty && !name.hasPrefix("--")
        && name.allSatisfy {
          $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
        }
      return isWritten && seen.insert(name).inserted ? name : "--\(index + 1)"
    }
  }

  /// The scene of the matrix, which passes ``FigureCheck``.
  func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    let layout = MatrixLayout(content: self, typesetter: Typesetter(measurer))
    let plan = try layout.plan()
    return try MatrixDrawing(layout: layout, plan: plan).scene().checked()
  }

  /// Refuses what no matrix can be: no rows, no columns, or rows of another length.
  static func validate(
    frame: FigureFrame, columns: Int, rows: [(label: String, cells: Int)]
  ) throws(ChartError) {
    guard columns > 0, !rows.isEmpty else {
      throw ChartError(
        .specification, "the figure has no \(columns > 0 ? "rows" : "columns"): give at least one")
    }
    for row in rows where row.cells != columns {
      throw ChartError(
        .specification,
        "“\(row.label)” has \(row.cells) cells for \(columns) columns: give one for each")
    }
    try frame.reporting.validate()
  }
}

extension Theme {
  /// The shade of a scorecard's cell, from the lightest for 0 to the darkest for 1.
  ///
  /// One hue, that of the focus, quieter than the focus itself.
  func shade(_ share: Double) -> Colour {
    let part = 0.06 + 0.78 * min(max(share, 0), 1)
    func mixed(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8((Double(from) + (Double(to) - Double(from)) * part).rounded())
    }
    return Colour(
      mixed(paper.red, focus.red), mixed(paper.green, focus.green), mixed(paper.blue, focus.blue))
  }

  /// The colour of text on a shade: ink, paper, or where neither can be read, black or white.
  ///
  /// Black or white always can: one of the two has a contrast of at least 4.58 with any colour.
  func textColour(on colour: Colour) -> Colour {
    if let ink = ink(on: .solid(colour)) { return ink }
    let black = Colour(0, 0, 0)
    return colour.contrast(with: black) >= colour.contrast(with: .white) ? black : .white
  }
}
