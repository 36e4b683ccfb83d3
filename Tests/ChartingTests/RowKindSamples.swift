import Testing

@testable import Charting

/// Random frames, names and values for kinds with a body a row, and what holds for all of them.
struct RowKindSamples {
  static let sizes = ["page", "half", "square", "slide", "web", "phone", "160x90mm"]
  /// How many figures each size and language gets: 7 · 2 · 14 = 196 a kind.
  static let rounds = 14

  let size: FigureSize
  let language: FigureLanguage
  var random: SeededGenerator

  init(_ name: String, _ language: FigureLanguage, seed: UInt64) throws {
    size = try FigureSize(name)
    self.language = language
    random = SeededGenerator(
      seed: name.utf8.reduce(seed) { $0 &* 31 &+ UInt64($1) } &+ (language == .chinese ? 0 : 1))
  }

  /// Makes the figures; each is in order and the same again, or its error says why.
  mutating func expect(
    drawn least: Int, _ scene: (inout RowKindSamples) throws -> () throws(ChartError) -> Scene
  ) rethrows {
    var drawn = 0
    for round in 0..<Self.rounds {
      let make = try scene(&self)
      do throws(ChartError) {
        let scene = try make()
        drawn += 1
        #expect(FigureCheck.problems(in: scene).isEmpty)
        #expect(scene.height <= (size.height ?? FigureSize.greatestHeight) + 1e-6)
        #expect(!scene.alternativeText.isEmpty && !scene.alternativeText.contains("{"))
        #expect(!scene.facts.scales.isEmpty)
        let groups = Self.groups(scene.elements)
        #expect(scene.data.allSatisfy { groups.contains($0.group) }, "round \(round)")
        #expect(!scene.data.isEmpty)
        #expect(try make() == scene)
      } catch {
        // An error of the figure check would be a fault of the layout.
        #expect(error.code == .specification, "round \(round): \(error)")
        #expect(error.message.contains("too small"), "round \(round): \(error)")
      }
    }
    // Frames are made to hold figures: throwing is the exception.
    #expect(drawn >= least, "\(size.name) \(language): \(drawn)")
  }

  private static func groups(_ elements: [Scene.Element]) -> Set<String> {
    elements.reduce(into: []) { groups, element in
      guard case .group(let group) = element else { return }
      groups.insert(group.id)
      groups.formUnion(Self.groups(group.elements))
    }
  }

  mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }

  mutating func pick<T>(_ values: [T]) -> T {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func real(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &random)
  }

  mutating func label(atMost count: Int) -> String {
    let letters = Array("济南市阳区白城吐鲁番龙岩县abcdefgh WM")
    let label = (0..<number(1...count)).map { _ in String(pick(letters)) }.joined()
    return label.allSatisfy { $0 == " " } ? "市" : label
  }

  func text(_ count: Int) -> String {
    let words =
      language == .chinese
      ? "各市人大常委会年度工作报告载明的地方性法规件数，含制定、修改和废止，不含决定。"
      : "Regulations passed by the standing committees, as their yearly work reports state them. "
    let all = String(repeating: words, count: 3)
    return String(all.prefix(language == .chinese ? count : 2 * count))
  }

  mutating func frame(stating: Int, selected: Int) -> FigureFrame {
    FigureFrame(
      title: text(number(4...40)), showsTitle: chance(0.75), subtitle: chance(0.5) ? text(20) : nil,
      unit: pick(["", "件", "件/百万人"]), sources: [text(18)], notes: chance(0.5) ? [text(30)] : [],
      reporting: FigureFrame.Reporting(stating: stating, selected: selected, noun: "市"),
      language: language, size: size)
  }

  mutating func marks() -> Set<RankedBarChart.Mark> {
    let all: [RankedBarChart.Mark] = [.atLeast, .about, .named, .averaged(years: 5)]
    return Set(all.filter { _ in chance(0.12) })
  }

  /// A state without a comparable value.
  mutating func other(_ value: Double, greatest: Double) -> RankedBarChart.State {
    switch number(0...5) {
    case 0: .bounded(low: value, high: nil)
    case 1: .bounded(low: value, high: value + greatest * real(0...3))
    case 2: .otherClass(value, className: text(number(2...30)))
    case 3: .notApplicable
    case 4: .value(value, marks: marks())
    default: .notStated
    }
  }
}
