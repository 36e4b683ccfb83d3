import Observations

/// An administrative division that has, or had, standing committees of its own.
struct Division: Sendable, Equatable {
  /// Today's name with its suffix as `bodies.csv` carries it: 白城市, 济南市济阳区; a county prefixed by
  /// its city only where the bare name is ambiguous.
  var body: String
  /// The name alone, such as 济阳区.
  var name: String
  /// The code by GB/T 2260.
  var code: String
  /// The level.
  var level: Level
  /// The finer class of peers.
  var tier: Tier
  /// The province that it lies in; its own name for one of that level.
  var province: String
}
