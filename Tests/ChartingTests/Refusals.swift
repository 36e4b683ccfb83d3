import Testing

@testable import Charting

/// The message of what a chart throws; nothing where it throws nothing.
func refusalMessage(_ make: () throws(ChartError) -> Scene) -> String? {
  do throws(ChartError) {
    _ = try make()
    return nil
  } catch {
    return error.message
  }
}

/// A chart is refused, and the message gives the reason.
func expectRefused(
  _ chart: some Chart, _ reason: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let message = refusalMessage { () throws(ChartError) in
    try chart.scene(measuring: FixedWidthMeasurer())
  }
  #expect(
    message?.contains(reason) == true, "\(reason): \(message ?? "drawn")",
    sourceLocation: sourceLocation)
}
