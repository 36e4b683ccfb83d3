import Charting
import Diagnostics
import Metrics
import Observations

extension FigureMaker {
  /// The rankings of all years, with what a figure over years says of them.
  private struct Years {
    var table: RankingTable
    var latest: RankingTable.Section
    var words: RankingWords
    var years: ClosedRange<Int>
    var span: String
    var entries: [RankingTable.Entry]
  }

  private func allYears() throws(PublishingError) -> Years {
    let table = try run.ranking(for: output)
    guard let latest = table.sections.last, let first = table.sections.first else {
      throw Figure.failure("nothing is selected")
    }
    let entries = table.sections.flatMap(\.entries)
    let years = first.year...latest.year
    let span =
      years.count == 1
      ? "\(years.lowerBound)"
      : text(
        "\(years.lowerBound)—\(years.upperBound)", "\(years.lowerBound)–\(years.upperBound)")
    return Years(
      table: table, latest: latest, words: RankingWords(table, latest, language: language),
      years: years, span: span, entries: entries)
  }

  /// The frame of a figure over years; `labels` name the bodies where they are few.
  private func frame(
    _ years: Years, labels: [String], subject: String? = nil, unit: String? = nil,
    notes: [String] = []
  ) -> FigureFrame {
    let words = years.words
    let name = subject ?? years.table.subject.name.text(in: language)
    let levels = Set(years.table.sections.map(\.level))
    let bodies =
      labels.isEmpty || labels.count > 3
      ? Words.bodies(years.latest.kind, levels.count == 1 ? years.latest.level : nil)
        .text(in: language)
      : labels.joined(separator: text("、", ", "))
    var all = years.latest
    all.entries = years.entries
    if levels.count > 1 { all.level = nil }
    let sources = RankingWords(years.table, all, language: language)
    let title = text("\(years.span)年\(bodies)\(name)", "\(name): \(bodies), \(years.span)")
    return setting.frame(
      title: years.table.subject.method == nil ? title : words.title, subtitle: words.subtitle,
      unit: unit ?? words.unit, source: sources.source(of: years.span),
      notes: notes + words.figureNotes(showsRanks: showsRanks),
      reporting: FigureFrame.Reporting(
        stating: years.entries.count { $0.cell.isReported }, selected: years.entries.count,
        noun: text("报告", "reports")))
  }

  /// A measure or a score over the years, a line a body.
  mutating func line() throws(PublishingError) -> any Chart {
    let years = try allYears()
    let lines = lines(of: years)
    return LineChart(
      frame: frame(years, labels: lines.map(\.label)),
      areCounts: years.table.subject.isCount, years: years.years, series: lines,
      base: word(.base) == "fitted" ? .fitted : .zero)
  }

  /// A small line chart for each body, those with the greatest last value first.
  mutating func smallMultiples() throws(PublishingError) -> any Chart {
    let years = try allYears()
    let lines = lines(of: years)
    return SmallMultiplesChart(
      frame: frame(years, labels: []), areCounts: years.table.subject.isCount, years: years.years,
      panels: lines, hasFreeScales: word(.scale) == "free")
  }

  /// Ranks over the years.
  mutating func bump() throws(PublishingError) -> any Chart {
    let years = try allYears()
    let kinds = Set(years.table.sections.map { "\($0.kind.rawValue) \($0.level?.rawValue ?? "")" })
    guard kinds.count == 1 || run.study.isTogether else {
      throw Figure.several(years.table.sections)
    }
    // A rank says something only among others.
    let sections = years.table.sections.filter { $0.entries.count { $0.rank != nil } >= 2 }
    guard Set(sections.map(\.year)).count >= 2 else {
      throw failure(
        zh: "不足两个年份有两个以上机构列位次，画不出位次的变化",
        en: "fewer than two years have two ranked bodies: there is no change of ranks to draw")
    }
    var series: [BumpChart.Series] = []
    var places: [BodyKey: Int] = [:]
    for section in sections.reversed() {
      for entry in section.entries {
        guard let rank = entry.rank else { continue }
        let place: Int
        if let known = places[entry.body.key] {
          place = known
        } else {
          place = series.count
          places[entry.body.key] = place
          series.append(
            BumpChart.Series(
              id: setting.id(of: entry.body, at: place), label: entry.body.name,
              isFocus: entry.isFocus, points: []))
        }
        series[place].points.append(
          BumpChart.Point(year: section.year, rank: rank, value: entry.cell.value))
        note(entry, as: series[place].id, year: section.year)
      }
    }
    let name =
      years.table.subject.name.text(in: language) + text("位次", ": rank")
    let drawn = Set(sections.map(\.year))
    let alone = Set(
      years.entries.filter { $0.rank != nil && !drawn.contains($0.year) }.map(\.year)
    ).sorted().map(String.init)
    let notes =
      alone.isEmpty
      ? []
      : [
        text(
          "只有一个机构有数的年份不排位次：\(alone.joined(separator: "、"))年。",
          "Years in which one body alone has a figure have no ranks: "
            + "\(alone.joined(separator: ", ")).")
      ]
    return BumpChart(
      frame: frame(years, labels: [], subject: name, unit: text("位次", "rank"), notes: notes),
      years: Set(sections.map(\.year)).sorted(), series: series)
  }

  /// The values of two or three years.
  mutating func slope() throws(PublishingError) -> any Chart {
    var years = try allYears()
    let known = Set(years.table.sections.map(\.year)).sorted()
    let asked = output.options[.years]?.compactMap { Int($0) } ?? []
    let chosen = asked.isEmpty ? [known.first, known.last].compactMap { $0 } : asked.sorted()
    if let missing = chosen.first(where: { !known.contains($0) }) {
      throw failure(
        zh: "没有选\(missing)年：有 \(known.map(String.init).joined(separator: "、"))",
        en: "\(missing) is not selected: there are "
          + known.map(String.init).joined(separator: ", "))
    }
    guard Set(chosen).count >= 2 else {
      throw failure(
        zh: "坡度图要两三个年份：请在 select 中选几个年份",
        en: "slopes need two or three years: select several years")
    }
    years.entries.removeAll { !chosen.contains($0.year) }
    years.span = chosen.map(String.init).joined(separator: text("、", ", "))
    let all = states(of: years.table, years.words, in: chosen)
    let states = all.filter { $0.states.count { !$0.isUnknown } >= 2 }
    guard !states.isEmpty else {
      throw failure(
        zh: "没有机构在所选年份中有两个可比的数，画不出变化：请换年份，或用 ranked-bar",
        en:
          "no body has two comparable figures in these years, so there is no change to draw: choose "
          + "other years, or ranked-bar")
    }
    let left = all.count - states.count
    let notes =
      left > 0
      ? [
        text(
          "只有一个年份有数或没有数的\(left)个未画。",
          "\(left) with a figure of one year or none are not drawn.")
      ] : []
    return SlopeChart(
      frame: frame(years, labels: states.map(\.label), notes: notes),
      areCounts: years.table.subject.isCount, years: chosen,
      series: states.map {
        SlopeChart.Series(id: $0.id, label: $0.label, isFocus: $0.isFocus, states: $0.states)
      })
  }

  /// Several years of one measure side by side.
  mutating func groupedYears() throws(PublishingError) -> any Chart {
    var years = try allYears()
    let known = Set(years.table.sections.map(\.year)).sorted()
    let chosen = Array(known.suffix(4))
    guard chosen.count >= 2 else {
      throw failure(
        zh: "分组条形图要两个以上的年份，或写 group-by: indicators",
        en: "grouped bars need two years or more, or group-by: indicators")
    }
    years.entries.removeAll { !chosen.contains($0.year) }
    if chosen.count < known.count, let first = chosen.first, let last = chosen.last {
      years.span = text("\(first)—\(last)", "\(first)–\(last)")
    }
    let states = states(of: years.table, years.words, in: chosen)
    return GroupedBarChart(
      frame: frame(years, labels: states.map(\.label)), areCounts: years.table.subject.isCount,
      parts: chosen.map { GroupedBarChart.Part(id: "\($0)", label: "\($0)") },
      rows: states.map {
        GroupedBarChart.Row(id: $0.id, label: $0.label, isFocus: $0.isFocus, states: $0.states)
      }, mayLackReports: true)
  }

  private struct States {
    var id: String
    var label: String
    var isFocus: Bool
    var states: [RankedBarChart.State]
  }

  /// What is known of each body in each of the years, in the order of the last.
  private mutating func states(
    of table: RankingTable, _ words: RankingWords, in years: [Int]
  ) -> [States] {
    var found: [States] = []
    var places: [BodyKey: Int] = [:]
    for section in table.sections.reversed() {
      guard let column = years.firstIndex(of: section.year) else { continue }
      for entry in section.entries {
        let place: Int
        if let known = places[entry.body.key] {
          place = known
        } else {
          place = found.count
          places[entry.body.key] = place
          found.append(
            States(
              id: setting.id(of: entry.body, at: place), label: entry.body.name,
              isFocus: entry.isFocus, states: years.map { _ in .notStated }))
        }
        found[place].states[column] = Figure.state(of: entry.cell, words)
        note(entry, as: found[place].id, series: "\(section.year)", year: section.year)
        note(entry, as: found[place].id, series: "\(section.year)")
      }
    }
    return found
  }

  /// A series for each body, in the order of its last rank, with a point for each of its reports.
  private mutating func lines(of years: Years) -> [LineChart.Series] {
    var series: [LineChart.Series] = []
    var places: [BodyKey: Int] = [:]
    for section in years.table.sections.reversed() {
      for entry in section.entries {
        let point = LineChart.Point(
          year: section.year, state: LineChart.State(Figure.state(of: entry.cell, years.words)))
        let place: Int
        if let known = places[entry.body.key] {
          place = known
          series[place].points.append(point)
        } else {
          place = series.count
          places[entry.body.key] = place
          series.append(
            LineChart.Series(
              id: setting.id(of: entry.body, at: place), label: entry.body.name,
              isFocus: entry.isFocus, points: [point]))
        }
        note(entry, as: series[place].id, year: section.year)
      }
    }
    return series
  }
}

extension RankedBarChart.State {
  /// Whether nothing is known.
  fileprivate var isUnknown: Bool {
    switch self {
    case .notStated, .notApplicable: true
    case .value, .otherClass, .bounded: false
    }
  }
}

extension LineChart.State {
  /// The same knowledge as in a ranked bar.
  init(_ state: RankedBarChart.State) {
    switch state {
    case .value(let value, let marks): self = .value(value, marks: marks)
    case .otherClass(let value, let className, let marks):
      self = .otherClass(value, className: className, marks: marks)
    case .bounded(let low, let high): self = .bounded(low: low, high: high)
    case .notStated: self = .notStated
    case .notApplicable: self = .notApplicable
    }
  }
}
