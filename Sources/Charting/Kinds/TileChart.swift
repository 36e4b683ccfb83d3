/// Equal tiles in the order given, in place of a map: a name, a value and a shade for each body.
///
/// The area of a body says nothing about its value, so every body has a tile of one size. Values are
/// shaded in at most five classes with round limits; what is not stated is hatched.
public struct TileChart: Sendable, Equatable {
  /// Title, unit, notes, sources, reporting rate, language, size and colours.
  public var frame: FigureFrame
  /// Whether the values are counts, which have no decimals.
  public var areCounts: Bool
  /// The bodies in the order of their tiles, such as the administrative order.
  public var tiles: [Tile]
  /// Whether each tile has its rank.
  public var showsRank: Bool

  /// The greatest number of classes.
  public static let mostClasses = 5

  /// Makes a tile chart.
  public init(frame: FigureFrame, areCounts: Bool, tiles: [Tile], showsRank: Bool = false) {
    self.frame = frame
    self.areCounts = areCounts
    self.tiles = tiles
    self.showsRank = showsRank
  }

  /// One body.
  public struct Tile: Sendable, Equatable {
    /// Names the group and the marks of the body in the scene.
    ///
    /// Stays the same from run to run; ASCII letters, digits, `-` and `_`. Edge cases: where it is
    /// anything else, or another tile has it, the place in the list stands for it.
    public var id: String
    /// The name; where the tiles are narrow it is drawn without suffixes such as 市.
    public var label: String
    /// What is known of the value.
    public var state: RankedBarChart.State
    /// The rank, which bodies that tie share.
    public var rank: Int?
    /// The heading below which the tile stands; tiles of one group follow one another.
    public var group: String?
    /// Whether the figure is about this body.
    public var isFocus: Bool

    /// Makes a tile.
    public init(
      id: String, label: String, state: RankedBarChart.State, rank: Int? = nil,
      group: String? = nil, isFocus: Bool = false
    ) {
      self.id = id
      self.label = label
      self.state = state
      self.rank = rank
      self.group = group
      self.isFocus = isFocus
    }
  }

  /// The figure as shapes and text, which passes ``FigureCheck``.
  ///
  /// - Throws: ``ChartError`` if the tiles contradict themselves, if none has a value, if the frame is too
  ///   small for all of them, if a text cannot be set, or if the figure fails the check.
  public func scene(measuring measurer: some TextMeasuring) throws(ChartError) -> Scene {
    try validate()
    let composer = FigureComposer(frame: frame, typesetter: Typesetter(measurer))
    return try TileDrawing(content: TileContent(self), composer: composer).scene()
  }

  private func validate() throws(ChartError) {
    try frame.reporting.validate()
    for tile in tiles {
      try tile.state.checkDrawable(of: tile.label)
      if let rank = tile.rank, rank < 1 {
        throw ChartError(.specification, "“\(tile.label)” has the rank \(rank); ranks begin at 1")
      }
    }
    guard tiles.contains(where: { if case .value = $0.state { true } else { false } }) else {
      throw ChartError(
        .specification,
        "no body has a value, so there is nothing to draw: choose a measure that reports state, or "
          + "other bodies or years")
    }
  }
}

/// The words of a tile chart.
enum TilePhrase: String, Phrasing {
  case limits, from, notStated, notApplicable, bounded, otherClass, rank, rankNote, equal
  case kind, shown, highest, lowest, focus, groups, absent

  var words: (chinese: String, english: String) {
    switch self {
    case .limits: ("各级含下限、不含上限", "Each class includes its lower limit only")
    case .from: ("{low}及以上", "{low} or more")
    case .notStated: ("报告未载明（{count}个）", "Not stated in the report ({count})")
    case .notApplicable: ("不适用（{count}个）", "Not applicable ({count})")
    case .bounded: ("只知上下限，不着色（{count}个）", "Known within limits, not shaded ({count})")
    case .otherClass: ("口径不同，不着色（{count}个）", "Another class of figure, not shaded ({count})")
    case .rank: ("第{rank}位", "no. {rank}")
    case .rankNote: ("角上的数为位次", "The number in the corner is the rank")
    case .equal: ("各块大小相同，不表示面积或人口", "Tiles are of one size, which stands for nothing")
    case .kind: ("色块图：{title}。", "Tile chart: {title}.")
    case .shown: ("{count}块，其中有数的{valued}块。", "{count} tiles, {valued} with a value.")
    case .highest: ("最高：{names}，{value}；", "Highest: {names}, {value};")
    case .lowest: ("最低：{names}，{value}。", "lowest: {names}, {value}.")
    case .focus: ("{name}：{value}。", "{name}: {value}.")
    case .groups: ("按{names}分组。", "Grouped as {names}.")
    case .absent:
      ("报告未载明{missing}个，不适用{not}个。", "Not stated: {missing}; not applicable: {not}.")
    }
  }
}
