import CXlsxWriter

/// A chart that Excel draws from cells, so that it can be edited.
struct WorkbookChart {
  var title: String
  /// What the values are counted in; stands at their axis.
  var unit: String
  /// The rows of the cells, the same for all.
  var rows: ClosedRange<Int>
  /// The column of the names of bodies, or of the years.
  var categories: Int
  var series: [Series]
  var kind: Kind
  /// What a reader who does not see it is told.
  var alternativeText: String

  enum Kind {
    /// Bars from the top down, in the order of the rows.
    case bars
    /// Lines over years.
    case lines
  }

  struct Series {
    var column: Int
    /// The name of a line; none for bars.
    var name: String?
    /// The number format of its labels.
    var format: String
    /// For bars the rows in focus, as places from the first; for a line whether it is all of it.
    var focus: Set<Int> = []
    /// What stands at bars in the place of the number, by place, such as ≥50.
    var labels: [Int: String] = [:]
  }

  /// The greatest number of bars that can be read in one chart.
  static let greatestBarCount = 40

  /// The height in pixels that suits it.
  var height: Int {
    switch kind {
    case .bars: 96 + 24 * rows.count
    case .lines: 320
    }
  }

  static let width = 560
}

extension WorkbookSheet {
  /// Puts a chart of cells of this sheet with its corner at a cell.
  func insert(_ chart: WorkbookChart, row: Int, column: Int) {
    let kind = chart.kind == .bars ? LXW_CHART_BAR : LXW_CHART_LINE
    guard let made = workbook_add_chart(file.book, UInt8(kind.rawValue)) else { return }
    for (place, series) in chart.series.enumerated() {
      guard let line = chart_add_series(made, nil, nil) else { continue }
      chart_series_set_categories(
        line, name, lxw_row_t(chart.rows.lowerBound), lxw_col_t(chart.categories),
        lxw_row_t(chart.rows.upperBound), lxw_col_t(chart.categories))
      chart_series_set_values(
        line, name, lxw_row_t(chart.rows.lowerBound), lxw_col_t(series.column),
        lxw_row_t(chart.rows.upperBound), lxw_col_t(series.column))
      if let words = series.name {
        chart_series_set_name(line, WorkbookFile.printable(words, limit: 250))
      }
      switch chart.kind {
      case .bars: setBars(series, of: line, count: chart.rows.count)
      case .lines: setLine(series, of: line, place: place)
      }
    }
    WorkbookFile.withText(file.faces.text) { text in
      var font = lxw_chart_font()
      font.name = text
      font.size = 9
      font.color = WorkbookColour.ink
      chart_axis_set_num_font(made.pointee.x_axis, &font)
      chart_axis_set_num_font(made.pointee.y_axis, &font)
      chart_legend_set_font(made, &font)
    }
    setFrame(of: made, chart)
    WorkbookFile.withText(WorkbookFile.printable(chart.alternativeText, limit: 2000)) { text in
      var options = lxw_chart_options()
      options.x_scale = Double(WorkbookChart.width) / 480
      options.y_scale = Double(chart.height) / 288
      options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
      options.description = text
      worksheet_insert_chart_opt(sheet, lxw_row_t(row), lxw_col_t(column), made, &options)
    }
  }

  private func setFrame(of made: UnsafeMutablePointer<lxw_chart>, _ chart: WorkbookChart) {
    WorkbookFile.withText(file.faces.heading) { heading in
      var font = lxw_chart_font()
      font.name = heading
      font.size = 12
      font.bold = UInt8(LXW_EXPLICIT_FALSE.rawValue)
      font.color = WorkbookColour.ink
      chart_title_set_name(made, WorkbookFile.printable(chart.title, limit: 250))
      chart_title_set_name_font(made, &font)
    }
    var none = lxw_chart_line()
    none.none = 1
    chart_chartarea_set_line(made, &none)
    var rule = lxw_chart_line()
    rule.color = WorkbookColour.rule
    rule.width = 0.75
    // The library's x axis is the lower one, which in bars has the values.
    let isBars = chart.kind == .bars
    let categories = isBars ? made.pointee.y_axis : made.pointee.x_axis
    guard let categories, let values = isBars ? made.pointee.x_axis : made.pointee.y_axis else {
      return
    }
    chart_axis_set_line(categories, &rule)
    chart_axis_set_major_tick_mark(
      categories, UInt8(LXW_CHART_AXIS_TICK_MARK_NONE.rawValue))
    switch chart.kind {
    case .bars:
      // The first row on top; every value stands at its bar, so that an axis says nothing more.
      chart_axis_set_reverse(categories)
      chart_axis_major_gridlines_set_visible(categories, 0)
      chart_axis_major_gridlines_set_visible(values, 0)
      chart_axis_off(values)
      chart_legend_set_position(made, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
      chart_set_series_gap(made, 45)
    case .lines:
      chart_axis_set_line(values, &none)
      var grid = rule
      grid.width = 0.5
      chart_axis_major_gridlines_set_line(values, &grid)
      chart_legend_set_position(made, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
      if chart.series.count < 2 {
        chart_legend_set_position(made, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
      }
      chart_show_blanks_as(made, UInt8(LXW_CHART_BLANKS_AS_GAP.rawValue))
      setUnit(chart.unit, of: values)
    }
  }

  private func setUnit(_ unit: String, of axis: UnsafeMutablePointer<lxw_chart_axis>) {
    guard !unit.isEmpty else { return }
    WorkbookFile.withText(file.faces.text) { face in
      var font = lxw_chart_font()
      font.name = face
      font.size = 9
      font.bold = UInt8(LXW_EXPLICIT_FALSE.rawValue)
      font.color = WorkbookColour.quiet
      chart_axis_set_name(axis, WorkbookFile.printable(unit, limit: 60))
      chart_axis_set_name_font(axis, &font)
    }
  }

  private func setBars(
    _ series: WorkbookChart.Series, of line: UnsafeMutablePointer<lxw_chart_series>, count: Int
  ) {
    var plain = lxw_chart_fill()
    plain.color = WorkbookColour.bar
    chart_series_set_fill(line, &plain)
    var focus = lxw_chart_fill()
    focus.color = WorkbookColour.focus
    if !series.focus.isEmpty {
      withUnsafeMutablePointer(to: &focus) { focus in
        var point = lxw_chart_point(line: nil, fill: focus, pattern: nil)
        withUnsafeMutablePointer(to: &point) { point in
          var list: [UnsafeMutablePointer<lxw_chart_point>?] =
            (0..<count).map { series.focus.contains($0) ? point : nil }
          // The list ends at its first gap, so what is not in focus needs its own fill.
          withUnsafeMutablePointer(to: &plain) { plain in
            var other = lxw_chart_point(line: nil, fill: plain, pattern: nil)
            withUnsafeMutablePointer(to: &other) { other in
              for place in list.indices where list[place] == nil { list[place] = other }
              list.append(nil)
              _ = chart_series_set_points(line, &list)
            }
          }
        }
      }
    }
    chart_series_set_labels(line)
    if !series.format.isEmpty { chart_series_set_labels_num_format(line, series.format) }
    setLabelFont(of: line)
    setLabels(series.labels, of: line, count: count)
  }

  private func setLabelFont(of line: UnsafeMutablePointer<lxw_chart_series>) {
    WorkbookFile.withText(file.faces.text) { face in
      var font = lxw_chart_font()
      font.name = face
      font.size = 9
      font.color = WorkbookColour.ink
      chart_series_set_labels_font(line, &font)
    }
  }

  /// Sets labels in the place of numbers.
  private func setLabels(
    _ labels: [Int: String], of line: UnsafeMutablePointer<lxw_chart_series>, count: Int
  ) {
    guard !labels.isEmpty else { return }
    let places = labels.keys.sorted().filter { $0 < count }
    var plain = lxw_chart_data_label()
    func fill(_ rest: ArraySlice<Int>, _ made: [Int: UnsafeMutablePointer<lxw_chart_data_label>]) {
      guard let place = rest.first else {
        withUnsafeMutablePointer(to: &plain) { plain in
          var list: [UnsafeMutablePointer<lxw_chart_data_label>?] =
            (0...(places.last ?? 0)).map { made[$0] ?? plain } + [nil]
          _ = chart_series_set_labels_custom(line, &list)
        }
        return
      }
      WorkbookFile.withText(labels[place] ?? "") { text in
        var label = lxw_chart_data_label()
        label.value = text
        withUnsafeMutablePointer(to: &label) { label in
          var made = made
          made[place] = label
          fill(rest.dropFirst(), made)
        }
      }
    }
    fill(places[...], [:])
  }

  private func setLine(
    _ series: WorkbookChart.Series, of line: UnsafeMutablePointer<lxw_chart_series>, place: Int
  ) {
    let colours = WorkbookColour.series
    var stroke = lxw_chart_line()
    stroke.color = series.focus.isEmpty ? colours[place % colours.count] : WorkbookColour.focus
    stroke.width = series.focus.isEmpty ? 1.5 : 2.5
    chart_series_set_line(line, &stroke)
    chart_series_set_marker_type(line, UInt8(LXW_CHART_MARKER_CIRCLE.rawValue))
    chart_series_set_marker_size(line, 6)
    var fill = lxw_chart_fill()
    fill.color = stroke.color
    chart_series_set_marker_fill(line, &fill)
    var border = lxw_chart_line()
    border.color = stroke.color
    chart_series_set_marker_line(line, &border)
  }
}
