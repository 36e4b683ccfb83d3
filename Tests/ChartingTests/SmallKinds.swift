@testable import Charting

/// What tests of chart kinds with a body a line, a panel or a tile have in common.
enum SmallKinds {
  static func frame(
    _ language: FigureLanguage = .chinese, _ size: FigureSize = .page, unit: String = "件"
  ) -> FigureFrame {
    FigureFrame(
      title: language == .chinese ? "收到的审查建议数" : "Proposals received", unit: unit,
      sources: [language == .chinese ? "各市报告" : "Reports of the cities"],
      reporting: .init(
        stating: 3, selected: 4, noun: language == .chinese ? "市" : "cities"),
      language: language, size: size)
  }

  /// A name of one to about forty characters.
  static func name(
    _ index: Int, _ language: FigureLanguage, _ generator: inout SeededGenerator
  ) -> String {
    let length = [1, 2, 3, 3, 3, 4, 5, 12, 40].randomElement(using: &generator) ?? 3
    if language == .chinese {
      return String("白城龙岩三明襄阳自贡钦州呼和浩特鄂尔多斯土家族苗族自治地方人民代表大会常委会备案".prefix(max(length - 1, 1)))
        + "\(index)"
    }
    return String("Xiangxi Tujia and Miao Autonomous Prefecture of Hunan".prefix(length))
      + " \(index)"
  }

  /// A value from 0 to a thousand million, often tied, at times below zero.
  static func value(_ greatest: Double, _ generator: inout SeededGenerator) -> Double {
    switch Int.random(in: 0...9, using: &generator) {
    case 0: 0
    case 1: greatest
    case 2: -greatest / 3
    case 3, 4: (Double.random(in: 0...1, using: &generator) * 5).rounded()
    default: (Double.random(in: 0...1, using: &generator) * greatest).rounded()
    }
  }

  static func state(
    _ greatest: Double, _ generator: inout SeededGenerator
  ) -> RankedBarChart.State {
    let value = value(greatest, &generator)
    switch Int.random(in: 0...14, using: &generator) {
    case 0, 1: return .notStated
    case 2: return .notApplicable
    case 3: return .bounded(low: value, high: value + 5)
    case 4: return .bounded(low: value, high: nil)
    case 5: return .otherClass(value, className: "另类")
    case 6: return .value(value + 0.5, marks: [.averaged(years: 3)])
    case 7: return .value(value, marks: [.atLeast])
    case 8: return .value(value, marks: [.named])
    default: return .value(value)
    }
  }

  static let greatest: [Double] = [0.4, 6, 60, 12_000, 1e9]
}
