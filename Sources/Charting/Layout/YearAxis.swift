/// Years along a level axis: where each stands, and which of them are written.
struct YearAxis {
  /// The years, ascending, no two alike; equal spans of time are equally long.
  var years: [Int]
  /// Where the first and the last year stand, points.
  var start, end: Double
  /// Whether the years stand at equal distances, whatever lies between them.
  var isEven = false

  /// Where a year stands; one that is alone stands in the middle.
  func place(_ year: Int) -> Double {
    if isEven, years.count > 1, let place = years.firstIndex(of: year) {
      return start + Double(place) / Double(years.count - 1) * (end - start)
    }
    guard let first = years.first, let last = years.last, last > first else {
      return (start + end) / 2
    }
    return start + Double(year - first) / Double(last - first) * (end - start)
  }

  /// The least distance between two years, points.
  var leastStep: Double {
    zip(years, years.dropFirst()).reduce(end - start) { step, pair in
      min(step, place(pair.1) - place(pair.0))
    }
  }

  /// The years that are written: all if they fit, else every second and so on, first and last always.
  ///
  /// Edge cases: where not even the first and the last fit side by side, the last alone.
  func written(_ typesetter: Typesetter, _ font: Font) throws(ChartError) -> [Int] {
    guard let last = years.last, years.count > 1 else { return years }
    for step in 1...(years.count - 1) {
      var shown = stride(from: 0, to: years.count, by: step).map { years[$0] }
      if shown.last != last {
        if shown.count > 1 { shown.removeLast() }
        shown.append(last)
      }
      if try fits(shown, typesetter, font) { return shown }
    }
    return [last]
  }

  private func fits(
    _ shown: [Int], _ typesetter: Typesetter, _ font: Font
  ) throws(ChartError) -> Bool {
    var edge = -Double.infinity
    for year in shown {
      let half = try typesetter.width(String(year), font) / 2
      guard place(year) - half >= edge else { return false }
      edge = place(year) + half + 0.7 * font.size
    }
    return true
  }

  /// Refuses years that cannot be an axis, and gives them in order.
  ///
  /// - Throws: ``ChartError`` if there are fewer than `least` or more than `most`, if two are alike, or
  ///   if one has not four digits or fewer.
  static func checked(_ years: [Int], least: Int, most: Int) throws(ChartError) -> [Int] {
    let sorted = years.sorted()
    guard (least...most).contains(years.count), Set(years).count == years.count,
      sorted.allSatisfy({ (1...9999).contains($0) })
    else {
      throw ChartError(
        .specification,
        "the years \(years.prefix(8).map { String($0) }.joined(separator: ", ")) cannot be an axis: "
          + "give \(least) to \(most) years of at most four digits, each once")
    }
    return sorted
  }
}
