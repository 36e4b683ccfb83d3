/// The font families that a figure may be set in, the most wanted first.
///
/// A figure has one family: the first of the list that is installed. There is no silent substitute,
/// because a figure whose Chinese falls back to another face looks wrong and measures wrong.
public struct FontFamily: Sendable, Equatable {
  /// The names as the system lists them, the most wanted first.
  public var names: [String]

  /// Makes a list of families.
  public init(_ names: [String]) {
    self.names = names
  }

  /// Sans-serif families with the glyphs of simplified Chinese, free ones first.
  public static let `default` = FontFamily([
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "思源黑体",
    "Noto Sans SC", "PingFang SC", "苹方-简", "Hiragino Sans GB", "Microsoft YaHei", "微软雅黑",
    "WenQuanYi Micro Hei", "文泉驿微米黑", "WenQuanYi Zen Hei", "文泉驿正黑",
  ])
}
