/// The dot plot that stands with a radar: a row an axis, its values as marks and in figures.
struct RadarDots {
  /// The lines of each row's name.
  var names: [[String]]
  /// The number before each name; no column where empty.
  var leads: [String]
  /// The columns of figures, from the left.
  var columns: [Column]
  /// The least height of each row.
  var heights: [Double]
  /// The height of what stands above the first row.
  var head: Double
  /// The widths of the numbers before the names and of the names.
  var leadWidth, nameWidth: Double
  /// The size of names and figures.
  var size: Double

  /// One column of figures.
  struct Column {
    /// The polygon; `nil` for the median.
    var polygon: Int?
    /// The lines of its heading; a sample of its mark where empty.
    var heading: [String]
    var texts: [String]
    var width: Double
  }

  /// The least height of the whole.
  var height: Double { head + heights.reduce(0, +) }

  /// Measures a dot plot of that width; `nil` if there is no room for marks.
  init?(
    _ content: RadarContent, width: Double, size: Double, isNumbered: Bool,
    composer: FigureComposer
  ) throws(ChartError) {
    let (typesetter, small, chart) = (composer.typesetter, composer.small, content.chart)
    self.size = size
    columns = []
    head = 0
    let font = Font(size: size)
    leads = isNumbered ? chart.axes.indices.map { String($0 + 1) } : []
    leadWidth = 0
    for lead in leads { leadWidth = max(leadWidth, try typesetter.width(lead, font)) }
    if isNumbered { leadWidth += 0.6 * size }
    names = []
    heights = []
    nameWidth = 0
    for axis in chart.axes.indices {
      let lines = try RadarWeb.wrapped(
        content.axis(axis), within: 0.32 * width, most: 0.42 * width, font: font,
        typesetter: typesetter)
      guard lines.count <= 4 else { return nil }
      for line in lines { nameWidth = max(nameWidth, try typesetter.width(line, font)) }
      names.append(lines)
      heights.append((Double(lines.count - 1) * RadarWeb.leading + 1.5) * size)
    }
    let order = [content.leading] + (chart.polygons.count == 2 ? [1 - content.leading] : [])
    var columns = order.map { polygon in
      Column(
        polygon: polygon, heading: [content.name(polygon)],
        texts: chart.polygons[polygon].values.map(content.text), width: 0)
    }
    if content.hasMedian {
      columns.append(
        Column(
          polygon: nil, heading: [RadarPhrase.median.text(in: content.language)],
          texts: chart.medians.map(content.text), width: 0))
    }
    var headings: [[String]] = []
    for column in columns {
      headings.append(
        try RadarWeb.wrapped(
          column.heading[0], within: 4.1 * small.size, most: 5.5 * small.size,
          font: Font(size: small.size, isBold: true), typesetter: typesetter))
    }
    // Where the headings leave no room for the marks, samples of the marks stand for them.
    for hasHeadings in [true, false] where !hasHeadings || headings.allSatisfy({ $0.count <= 2 }) {
      for index in columns.indices {
        columns[index].heading = hasHeadings ? headings[index] : []
        let isBold = columns[index].polygon.map { chart.polygons[$0].isFocus } ?? false
        var widest = size
        for text in columns[index].texts {
          widest = max(widest, try typesetter.width(text, Font(size: size, isBold: isBold)))
        }
        for line in columns[index].heading {
          widest = max(
            widest, try typesetter.width(line, Font(size: small.size, isBold: isBold)))
        }
        columns[index].width = widest
      }
      self.columns = columns
      let lines = columns.map(\.heading.count).max() ?? 1
      head = (1.25 * Double(max(lines, 1)) + 0.5) * small.size
      let plot = plot(in: Box(left: 0, top: 0, right: width, bottom: 0))
      if plot.right - plot.left >= (hasHeadings ? 7 : 5.5) * size { return }
    }
    return nil
  }

  /// The width of all columns of figures with the spaces between them.
  var figuresWidth: Double {
    columns.reduce(0) { $0 + $1.width } + Double(max(columns.count - 1, 0)) * 0.8 * size
  }

  /// The stretch of the plot within a box.
  func plot(in box: Box) -> (left: Double, right: Double) {
    (
      box.left + leadWidth + nameWidth + 1.3 * size,
      box.right - figuresWidth - 1.6 * size
    )
  }
}
