/// A chart of any kind: a frame, what it shows, and how it becomes a scene.
public protocol Chart: Sendable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  var frame: FigureFrame { get set }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// - Throws: ``ChartError`` if the chart contradicts itself, if there is nothing to draw, if the frame is
  ///   too small for its contents, if a text cannot be set, or if the figure fails the check.
  func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene
}

extension RankedBarChart: Chart {}
extension LineChart: Chart {}
extension ScorecardChart: Chart {}
extension ReportingRateChart: Chart {}
extension TableChart: Chart {}
extension DotChart: Chart {}
extension RankIntervalChart: Chart {}
extension ScatterChart: Chart {}
extension FunnelChart: Chart {}
extension PositionChart: Chart {}
extension BumpChart: Chart {}
extension SlopeChart: Chart {}
extension SmallMultiplesChart: Chart {}
extension StackedBarChart: Chart {}
extension GroupedBarChart: Chart {}
extension StripChart: Chart {}
extension DistributionChart: Chart {}
extension CorrelationChart: Chart {}
extension TileChart: Chart {}
extension RadarChart: Chart {}
extension WaterfallChart: Chart {}
