import Testing

@testable import Charting

/// Random frames, names and values for kinds that place bodies along axes.
struct PlaneSamples {
  static let sizes = ["page", "half", "square", "slide", "web", "phone", "160x90mm"]

  var random: SeededGenerator
  let size: FigureSize
  let language: FigureLanguage

  init(size name: String, language: FigureLanguage, seed: Int) throws {
    size = try FigureSize(name)
    self.language = language
    random = SeededGenerator(
      seed: UInt64(
        (name + language.rawValue).utf8.reduce(seed) { $0 &* 31 &+ Int($1) } & 0xFFFF_FFFF))
  }

  mutating func chance(_ many: Int) -> Bool { Int.random(in: 0..<many, using: &random) == 0 }

  mutating func count(_ counts: [Int] = [1, 2, 3, 12, 17, 40, 120, 400]) -> Int {
    counts[Int.random(in: 0..<counts.count, using: &random)]
  }

  mutating func label(_ most: Int) -> String {
    let letters = Array("济南市阳区白城吐鲁番龙岩县abcdefgh WM")
    let count = Int.random(in: 1...most, using: &random)
    let label = String(
      (0..<count).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
    return label.allSatisfy { $0 == " " } ? "市" : label
  }

  /// Values of one measure: whole or not, with ties and zeros, at times all the same.
  mutating func values(_ count: Int, areCounts: Bool, hasNegative: Bool = true) -> [Double] {
    let greatest = [3.0, 60, 2000, 1e9][Int.random(in: 0..<4, using: &random)]
    let isNegative = hasNegative && !areCounts && chance(4)
    let isOne = chance(9)
    let one = Double.random(in: 0...greatest, using: &random)
    return (0..<count).map { _ in
      var value =
        isOne ? one : Double.random(in: (isNegative ? -greatest : 0)...greatest, using: &random)
      if chance(10) { value = 0 }
      return areCounts ? value.rounded() : value
    }
  }

  mutating func frame(unit: String = "", stating: Int) -> FigureFrame {
    FigureFrame(
      title: text(Int.random(in: 4...36, using: &random)), showsTitle: !chance(4),
      subtitle: chance(2) ? text(18) : nil, unit: unit, sources: [text(16)],
      notes: chance(2) ? [text(24)] : [],
      reporting: .init(stating: stating, selected: stating + 3, noun: "市"), language: language,
      size: size)
  }

  private func text(_ count: Int) -> String {
    let words =
      language == .chinese
      ? "各市人大常委会年度工作报告载明的地方性法规件数，含制定、修改和废止，不含决定。"
      : "Regulations passed by the standing committees, as their yearly work reports state them. "
    return String(
      String(repeating: words, count: 3).prefix(language == .chinese ? count : 2 * count))
  }
}

/// A figure that passes the check, the same each time, or a reason why the frame is too small.
///
/// Returns the scene where there is one.
@discardableResult
func expectFigureOrReason(
  _ size: FigureSize, _ comment: Comment,
  _ make: () throws(ChartError) -> Scene
) -> Scene? {
  do throws(ChartError) {
    let scene = try make()
    #expect(FigureCheck.problems(in: scene).isEmpty, comment)
    #expect(scene.height <= (size.height ?? FigureSize.greatestHeight) + 1e-6, comment)
    #expect(!scene.alternativeText.isEmpty, comment)
    #expect(!scene.alternativeText.contains("{"), comment)
    #expect(!scene.data.isEmpty, comment)
    let again = try make()
    #expect(again == scene, comment)
    return scene
  } catch {
    // An error of the figure check would be a fault of the layout.
    #expect(error.code == .specification, "\(comment): \(error)")
    #expect(error.message.contains("too small"), "\(comment): \(error)")
    return nil
  }
}

/// A small frame for cases made by hand.
func handFrame(
  _ language: FigureLanguage = .chinese, size: FigureSize = .page, unit: String = ""
) -> FigureFrame {
  FigureFrame(
    title: "题", unit: unit, sources: [], reporting: .init(stating: 5, selected: 6, noun: "市"),
    language: language, size: size)
}

extension Scene {
  /// The circles of a mark.
  func circles(of mark: String) -> [Circle] {
    flatElements.compactMap { element in
      if case .circle(let circle) = element, circle.mark == mark { circle } else { nil }
    }
  }

  /// All circles with a mark that begins so.
  func circles(beginning prefix: String) -> [Circle] {
    flatElements.compactMap { element in
      if case .circle(let circle) = element, circle.mark?.hasPrefix(prefix) ?? false {
        circle
      } else {
        nil
      }
    }
  }
}
