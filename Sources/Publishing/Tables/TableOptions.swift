/// How the lines of a table are set.
public enum TableStyle: String, Sendable, CaseIterable {
  /// A line of 1.5 pt above and below, one of 0.75 pt under the header, and no upright ones.
  ///
  /// - Source: CY/T 170—2019, Academic publishing specification: tables.
  case threeLine = "three-line"
  /// Every cell in lines of 0.5 pt, as official documents set tables.
  case grid
}

/// What a ranking table shows beside its numbers.
public struct TableOptions: Sendable, Equatable {
  /// Whether a bar stands beside each value; where absent, on pages (`html`) alone.
  public var bars: Bool?
  /// Whether small columns show the values of all years, where there are several.
  public var sparkline = false
  /// Whether values are shaded by their size.
  public var heat = false
  /// Whether rules part the bands between which the figures tell bodies apart, where that is known.
  public var bands = false
  /// How the lines are set.
  public var style = TableStyle.threeLine

  /// Makes the default options.
  public init() {}

  /// Whether a table of that format has bars.
  func hasBars(in format: TableFormat) -> Bool { bars ?? (format == .html) }
}

extension TableOptions {
  /// The options that an output of a study chooses; its reader has checked their words.
  init(_ options: [ChartOption: [String]]) {
    func word(_ option: ChartOption) -> String? { options[option]?.first }
    switch word(.bars) {
    case "true": bars = true
    case "false": bars = false
    default: bars = nil
    }
    sparkline = word(.sparkline) == "true"
    heat = word(.heat) == "true"
    bands = word(.bands) == "true"
    style = word(.style).flatMap(TableStyle.init) ?? .threeLine
  }
}
