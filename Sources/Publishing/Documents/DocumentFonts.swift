import Diagnostics

/// What a typeface is for in a document; each is a font of Chinese offices and one for Latin
/// letters.
enum Typeface: CaseIterable {
  /// 小标宋: titles.
  case title
  /// 仿宋: the text of official documents.
  case text
  /// 楷体: headings of the second level.
  case brush
  /// 黑体: headings of the first level.
  case sans
  /// 宋体: page numbers, the text of plain reports.
  case song
  /// 微软雅黑: slides.
  case screen
}

/// A font that an office has and that is not installed where pages are made.
public struct FontSubstitution: Sendable, Equatable {
  /// The font that the document names.
  public var office: String
  /// The font that stands in for it in pages made here.
  public var used: String
}

/// The fonts of a document.
///
/// Word and PowerPoint files name the fonts of Chinese offices, with the names of their
/// equivalents; pages made here use what is installed.
struct DocumentFonts {
  /// An office font and what may stand for it, best first.
  struct Choice {
    var office: String
    /// The same font under other names, which Word tries by itself.
    var names: [String]
    /// Free fonts in its manner.
    var equivalents: [String]
    /// Whether it is a sans-serif face.
    var isSans = false
    /// Whether it has Chinese.
    var isChinese = true
  }

  /// The installed families; nothing where the fonts of an office are named.
  private var installed: Set<String>?
  private var language: Language

  /// The fonts as an office has them.
  static let office = DocumentFonts(installed: nil)

  /// The fonts as far as they are among the installed families, else their equivalents.
  static func installed(
    _ families: Set<String>, for language: Language = .chinese
  ) -> DocumentFonts {
    DocumentFonts(installed: families, language: language)
  }

  private init(installed: Set<String>?, language: Language = .chinese) {
    self.installed = installed
    self.language = language
  }

  /// The name of the font for Chinese.
  func chinese(_ face: Typeface) -> String { used(Self.choice(face)) }

  /// The name of the font for Latin letters and digits.
  func latin(_ face: Typeface) -> String {
    let name = used(Self.latinChoice(face))
    // A Chinese font that stands in has “ ” as wide as characters, unless asked for proportional
    // ones.
    return language == .english && name.contains("CJK") ? name + ":palt" : name
  }

  /// Whether a bold cut has to give the weight that the office font has by itself.
  func needsWeight(_ face: Typeface) -> Bool {
    face == .title && Self.choice(face).equivalents.contains(chinese(face))
  }

  /// Whether every typeface has a font with Chinese.
  var isComplete: Bool {
    guard let installed else { return true }
    return Typeface.allCases.allSatisfy { installed.contains(chinese($0)) }
  }

  /// The office fonts that are not installed, with what stands in for them, each once.
  var substitutions: [FontSubstitution] {
    Self.choices.compactMap { choice in
      let name = used(choice)
      return ([choice.office] + choice.names).contains(name)
        ? nil : FontSubstitution(office: choice.office, used: name)
    }
  }

  /// Every font once, those for Chinese first.
  static var choices: [Choice] {
    var seen: Set<String> = []
    return (Typeface.allCases.map(choice) + Typeface.allCases.map(latinChoice))
      .filter { seen.insert($0.office).inserted }
  }

  private func used(_ choice: Choice) -> String {
    guard let installed else { return choice.office }
    let candidates = [choice.office] + choice.names + choice.equivalents
    return candidates.first(where: installed.contains) ?? choice.equivalents.last ?? choice.office
  }

  private static func choice(_ face: Typeface) -> Choice {
    switch face {
    case .title:
      Choice(
        office: "方正小标宋简体", names: ["FZXiaoBiaoSong-B05S", "方正小标宋_GBK"],
        equivalents: ["华文中宋", "STZhongsong", "Noto Serif CJK SC"])
    case .text:
      Choice(
        office: "仿宋_GB2312", names: ["FangSong_GB2312", "仿宋", "FangSong"],
        equivalents: ["华文仿宋", "STFangsong", "AR PL UMing CN", "Noto Serif CJK SC"])
    case .brush:
      Choice(
        office: "楷体_GB2312", names: ["KaiTi_GB2312", "楷体", "KaiTi"],
        equivalents: ["华文楷体", "STKaiti", "AR PL UKai CN", "Noto Serif CJK SC"])
    case .sans:
      Choice(
        office: "黑体", names: ["SimHei"],
        equivalents: ["华文黑体", "STHeiti", "WenQuanYi Zen Hei", "Noto Sans CJK SC"], isSans: true)
    case .song:
      Choice(
        office: "宋体", names: ["SimSun"],
        equivalents: ["华文宋体", "STSong", "AR PL UMing CN", "Noto Serif CJK SC"])
    case .screen:
      Choice(
        office: "微软雅黑", names: ["Microsoft YaHei"], equivalents: ["Noto Sans CJK SC"],
        isSans: true)
    }
  }

  private static func latinChoice(_ face: Typeface) -> Choice {
    switch face {
    case .title, .text, .brush, .song:
      Choice(
        office: "Times New Roman", names: ["Times"],
        equivalents: ["Liberation Serif", "Tinos", "Noto Serif", "Noto Serif CJK SC"],
        isChinese: false)
    case .sans, .screen:
      Choice(
        office: "Arial", names: ["Helvetica"],
        equivalents: ["Liberation Sans", "Arimo", "Noto Sans", "Noto Sans CJK SC"], isSans: true,
        isChinese: false)
    }
  }
}
