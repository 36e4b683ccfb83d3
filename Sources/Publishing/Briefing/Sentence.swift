import Diagnostics

/// A sentence of a briefing, of which every number is known for what it is.
///
/// Words, numbers, years and constants of the method are apart, so that no number can slip into a sentence
/// that the verification sheet does not list: digits in words are a fault (``looseDigits``).
struct Sentence: Sendable, Equatable {
  /// A piece of a sentence.
  enum Part: Sendable, Equatable {
    /// Words of the program, without digits.
    case words(String)
    /// A name from the data or the study, as it is.
    case name(String)
    /// A year, never grouped.
    case year(Int)
    /// A number that was counted or computed.
    case number(PrintedNumber)
    /// A number of the method that is the same for all, such as 95%.
    case constant(String)
  }

  private(set) var parts: [Part]

  init(_ parts: [Part] = []) {
    self.parts = parts
  }

  /// The sentence as it is printed.
  var text: String {
    parts.map { part in
      switch part {
      case .words(let text), .name(let text), .constant(let text): text
      case .year(let year): String(year)
      case .number(let number): number.printed
      }
    }.joined()
  }

  /// Its numbers, in their order.
  var numbers: [PrintedNumber] {
    parts.compactMap { part in
      if case .number(let number) = part { number } else { nil }
    }
  }

  /// Words that hold a digit, which no check covers: a fault of the program.
  var looseDigits: [String] {
    parts.compactMap { part in
      guard case .words(let text) = part,
        text.unicodeScalars.contains(where: { ("0"..."9").contains($0) })
      else { return nil }
      return text
    }
  }

  static func + (left: Sentence, right: Sentence) -> Sentence {
    Sentence(left.parts + right.parts)
  }

  static func += (left: inout Sentence, right: Sentence) { left = left + right }
}

extension [Sentence] {
  /// The sentences as one, with a separator between them.
  func joined(_ separator: String) -> Sentence {
    var result = Sentence()
    for (place, sentence) in enumerated() {
      if place > 0 { result += Sentence([.words(separator)]) }
      result += sentence
    }
    return result
  }
}

extension Sentence: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self.init([.words(value)]) }

  init(stringInterpolation: Interpolation) { self.init(stringInterpolation.parts) }

  /// Takes the pieces apart: `"\(name: "龙岩市")居第\(rank)位"`.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { parts.append(.words(literal)) }
    }

    mutating func appendInterpolation(_ number: PrintedNumber) { parts.append(.number(number)) }
    mutating func appendInterpolation(name: String) { parts.append(.name(name)) }
    mutating func appendInterpolation(year: Int) { parts.append(.year(year)) }
    mutating func appendInterpolation(constant: String) { parts.append(.constant(constant)) }
    mutating func appendInterpolation(_ sentence: Sentence) { parts += sentence.parts }
  }
}

/// A number as a sentence prints it, with what it is a number of.
struct PrintedNumber: Sendable, Equatable {
  /// What it is, so that it can be made again from the data.
  var quantity: Quantity
  /// The number at full precision.
  var value: Double
  /// As it is printed, with ≥ or 约 where that belongs to it.
  var printed: String

  /// What a number of a briefing can be.
  ///
  /// Rows and indicators are places in the study; a row stands for all rows of its year, kind and level
  /// where the number is one of them together.
  enum Quantity: Sendable, Equatable, Hashable {
    /// What the report states.
    case value(indicator: Int, row: Int)
    /// The ends between which a value lies.
    case least(indicator: Int, row: Int)
    case greatest(indicator: Int, row: Int)
    /// The place of a value among those of the peers.
    case valueRank(indicator: Int, row: Int)
    /// How many bodies share that place.
    case valueTies(indicator: Int, row: Int)
    /// The difference of a value to the median of the peers, without its sign.
    case distanceToMedian(indicator: Int, row: Int)
    /// The difference of the values of two rows, without its sign.
    case change(indicator: Int, from: Int, to: Int)
    /// The score, the ends between which it lies, its rank and the interval of the rank.
    case score(row: Int)
    case leastScore(row: Int)
    case greatestScore(row: Int)
    case rank(row: Int)
    case rankTies(row: Int)
    case bestRank(row: Int)
    case worstRank(row: Int)
    /// The score of a group of indicators, by its place among the card's, and its rank.
    case groupScore(group: Int, row: Int)
    case groupRank(group: Int, row: Int)
    /// Of all peers: how many are selected, ranked, not ranked; how many bands the figures part.
    case selected(row: Int)
    case ranked(row: Int)
    case notRanked(row: Int)
    case bands(row: Int)
    /// The scores of the peers.
    case lowestScore(row: Int)
    case medianScore(row: Int)
    case highestScore(row: Int)
    /// Of all peers and an indicator: how many state it, the share in per cent, the values.
    case stating(indicator: Int, row: Int)
    case reportingRate(indicator: Int, row: Int)
    case comparable(indicator: Int, row: Int)
    case lowest(indicator: Int, row: Int)
    case median(indicator: Int, row: Int)
    case highest(indicator: Int, row: Int)
    /// How many indicators the study has, how many of them make the score of a row, how many of these
    /// are filled in, how many are figures divided by others, how many a report states.
    case indicators
    case scored(row: Int)
    case imputed(row: Int)
    case rates
    case statedIndicators(row: Int)
    /// Over the years of a body: how many have a value.
    case years(indicator: Int, row: Int)
    /// How many names a list has.
    case listed(count: Int)
  }
}
