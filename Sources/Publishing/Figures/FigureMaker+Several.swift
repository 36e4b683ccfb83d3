import Charting
import Diagnostics
import Metrics
import Observations

extension FigureMaker {
  /// The bodies of a ranking by the indicators that make it up, as a heat map.
  ///
  /// Of the index all indicators are shown, of a group its own, each with its values as stated; the
  /// shades follow the values, darker where there are more.
  mutating func scorecard() throws(PublishingError) -> any Chart {
    let matrix = try Matrix(self)
    let words = matrix.words
    let hasScore = words.subject.method != nil
    noteCells(of: matrix)
    return ScorecardChart(
      frame: matrix.frame(
        run, setting, unit: "", title: words.title,
        subtitle: statedSubtitle, hasScore: hasScore,
        notes: self.notes(onClassesOf: matrix.indicators)
          + words.figureNotes(hasMethod: output.hasMethodNotes)),
      columns: matrix.indicators.map { place in
        let axis = axis(of: place, matrix.section)
        let ranking = run.indicatorRanking(place, focus: nil)
        return ScorecardChart.Column(
          id: run.study.indicators[place].id,
          heading: RankingWords(ranking, matrix.section, language: language).name, unit: axis.unit,
          group: matrix.heading(of: place, run), areCounts: axis.areCounts)
      },
      rows: matrix.section.entries.enumerated().map { position, entry in
        ScorecardChart.Row(
          id: setting.id(of: entry.body, at: position), label: entry.body.name, rank: entry.rank,
          total: hasScore ? entry.cell.value : nil,
          interval: hasScore && entry.cell.value == nil
            ? entry.cell.low.flatMap { low in entry.cell.high.map { low...max(low, $0) } } : nil,
          isFocus: entry.isFocus,
          cells: zip(matrix.indicators, matrix.cells(of: position, run)).map { place, cell in
            switch Figure.state(of: cell, words, measures: run.tables[place].measures) {
            case .value(let value, let marks): .value(value, marks: marks)
            case .otherClass(let value, let className, let marks):
              .otherClass(value, className: className, marks: marks)
            case .bounded(let low, let high): .bounded(low: low, high: high)
            case .notStated: .notStated
            case .notApplicable: .notApplicable
            }
          })
      }, totalHeading: hasScore ? words.valueHeading : nil)
  }

  /// What the reports state at all: bodies by indicators, a sign for each state.
  mutating func reportingRate() throws(PublishingError) -> any Chart {
    // Bodies in administrative order: whoever reads it looks a body up, and nothing is ranked.
    var ordered = output
    ordered.order = .code
    var matrix = try Matrix(FigureMaker(ordered, of: run))
    let words = matrix.words
    // A rate states nothing more than the figure that it is of.
    let all = matrix.indicators
    matrix.indicators.removeAll { place in
      run.tables[place].denominator != .none
        && all.contains { other in
          run.tables[other].denominator == .none
            && run.tables[other].measures == run.tables[place].measures
        }
    }
    noteCells(of: matrix)
    return ReportingRateChart(
      frame: matrix.frame(
        run, setting, unit: "", title: words.reportingTitle,
        subtitle: text("工作报告写明了什么，没有写明什么", "What work reports state, and what they do not"),
        notes: [text("机构按行政区划代码排列。", "Bodies in the order of administrative codes.")]),
      columns: matrix.indicators.map { place in
        ReportingRateChart.Column(
          id: run.study.indicators[place].id, heading: name(of: place),
          group: matrix.heading(of: place, run))
      },
      rows: matrix.section.entries.enumerated().map { position, entry in
        ReportingRateChart.Row(
          id: setting.id(of: entry.body, at: position), label: entry.body.name,
          isFocus: entry.isFocus,
          states: matrix.cells(of: position, run).map(ReportingRateChart.State.init))
      })
  }

  /// What the values of several indicators are.
  private var statedSubtitle: String {
    indicators.contains { run.tables[$0].denominator != .none }
      ? text("各项为工作报告载明数，比率由其算得", "As stated in work reports; rates are made of that")
      : text("各项为工作报告载明数", "Each indicator as stated in work reports")
  }

  private mutating func noteCells(of matrix: Matrix) {
    for (position, entry) in matrix.section.entries.enumerated() {
      let id = setting.id(of: entry.body, at: position)
      for (place, cell) in zip(matrix.indicators, matrix.cells(of: position, run)) {
        var own = entry
        own.cell = cell
        note(own, as: id, series: run.study.indicators[place].id)
      }
    }
  }

  /// One body among its peers, an indicator a row.
  mutating func position() throws(PublishingError) -> any Chart {
    let focus = try focus()
    var rows: [PositionChart.Row] = []
    var first: (ranking: RankingTable, section: RankingTable.Section)?
    var sources: [RankingTable.Entry] = []
    for place in indicators {
      let ranking = run.indicatorRanking(place, focus: focus)
      let own = ranking.sections.filter { section in
        section.entries.contains(where: \.isFocus)
          && (output.year == nil || section.year == output.year)
      }
      guard let section = own.last, let entry = section.entries.first(where: \.isFocus) else {
        continue
      }
      if first == nil { first = (ranking, section) }
      sources += section.entries
      let words = RankingWords(ranking, section, language: language)
      let id = run.study.indicators[place].id
      rows.append(
        PositionChart.Row(
          id: id, label: words.name, unit: words.unit, areCounts: ranking.subject.isCount,
          peers: section.entries.filter { $0.rank != nil }.compactMap(\.cell.value),
          state: Figure.state(of: entry.cell, words), rank: entry.rank,
          rankedCount: section.entries.count { $0.rank != nil }))
      note(entry, as: id)
      note(entry, as: setting.id(of: entry.body, at: 0), series: id)
    }
    guard let first else {
      throw failure(
        zh: "所选的年份里没有\(Diagnostic.quoted(focus))：请检查 focus 和 year",
        en: "\(Diagnostic.quoted(focus)) is not selected: check focus and year")
    }
    var section = first.section
    section.entries = sources
    let words = RankingWords(first.ranking, first.section, language: language)
    let count = first.section.entries.count
    let bodies = Words.bodies(first.section.kind, first.section.level).text(in: language)
    let stating = first.section.entries.indices.count { place in
      rows.contains { _ in first.section.entries[place].cell.isReported }
    }
    return PositionChart(
      frame: setting.frame(
        title: text(
          "\(first.section.year)年\(focus)在\(count)个\(bodies)中的位置",
          "\(focus) among \(count) \(bodies.lowercasedFirst), \(first.section.year)"),
        subtitle: statedSubtitle, unit: "",
        source: RankingWords(first.ranking, section, language: language).source,
        notes: [
          words.statedCaveat
        ] + notes(onClassesOf: indicators),
        reporting: FigureFrame.Reporting(
          stating: rows.count == 1 ? stating : sources.count { $0.cell.isReported },
          selected: rows.count == 1 ? count : sources.count,
          noun: rows.count == 1
            ? words.noun
            : text("数（\(count)个机构各\(rows.count)项）", "figures (\(rows.count) of \(count) bodies)"))),
      rows: rows, focusName: focus,
      peersName: text("其他\(bodies)", "other \(bodies.lowercasedFirst)"))
  }

  /// Two indicators against each other.
  mutating func scatter() throws(PublishingError) -> any Chart {
    guard let other = output.options[.against]?.first else {
      throw failure(
        zh: "散点图要写横轴的指标：against", en: "a scatter needs the indicator of its level axis: against")
    }
    let places = (x: try indicator(other), y: try indicator(output.of))
    let upright = try ranking()
    let level = try ranking(of: other)
    let isLogarithmic = word(.scale) == "logarithmic"
    func axis(_ ranking: OneRanking, _ place: Int) -> ScatterChart.Axis {
      ScatterChart.Axis(
        name: ranking.words.name, unit: ranking.words.unit,
        areCounts: ranking.table.subject.isCount, isLogarithmic: isLogarithmic)
    }
    var points: [ScatterChart.Point] = []
    let entries = identified(try openEntries(upright))
    let shown = identified(upright.section.entries)
    for (item, open) in zip(shown, entries) {
      guard let row = row(of: open.entry), let y = item.entry.cell.value, item.entry.rank != nil
      else { continue }
      let cell = run.tables[places.x].rows[row].cell
      guard cell.isRankable, let x = cell.value else { continue }
      points.append(
        ScatterChart.Point(
          id: item.id, label: item.entry.body.name, x: x, y: y, isFocus: item.entry.isFocus))
      note(item.entry, as: item.id)
      note(item.entry, as: item.id, series: "y")
      var across = item.entry
      across.cell = cell
      note(across, as: item.id, series: "x")
    }
    let (across, up) = (level.words.name, upright.words.name)
    let bodies = Words.bodies(upright.section.kind, upright.section.level).text(in: language)
    var frame = frame(
      upright,
      title: text(
        "\(upright.section.year)年\(bodies)：\(up)与\(across)",
        "\(up) and \(across.lowercasedFirst): \(bodies.lowercasedFirst), \(upright.section.year)"),
      subtitle: text("工作报告载明数", "As stated in work reports"), unit: "")
    frame.reporting.stating = points.count
    frame.reporting.outcome = .both
    return ScatterChart(
      frame: frame, x: axis(level, places.x), y: axis(upright, places.y), points: points,
      showsMedians: isOn(.median))
  }

  /// How far the indicators go together.
  mutating func correlation() throws(PublishingError) -> any Chart {
    let places = indicators
    guard places.count >= 2 else {
      throw failure(
        zh: "相关矩阵要两项以上的指标", en: "a correlation matrix needs two indicators or more")
    }
    let matrix = try Matrix(self)
    let ids = places.map { run.study.indicators[$0].id }
    let columns = places.map { place in
      matrix.rows.map { row -> Double? in
        let cell = run.tables[place].rows[row].cell
        return cell.isRankable ? cell.value : nil
      }
    }
    var values = ids.map { _ in ids.map { _ in Double?.none } }
    var counts = ids.map { _ in ids.map { _ in 0 } }
    for first in ids.indices {
      for second in ids.indices where second > first {
        let association = IndexAudit.Association(
          ids[first], columns[first], ids[second], columns[second])
        let coefficient: IndexAudit.Coefficient?
        switch word(.coefficient) {
        case "pearson": coefficient = association.pearson
        case "kendall": coefficient = association.kendall
        default: coefficient = association.spearman
        }
        for (row, column) in [(first, second), (second, first)] {
          values[row][column] = coefficient?.value
          counts[row][column] = association.count
        }
      }
    }
    let names = [
      "spearman": text("斯皮尔曼等级相关系数 ρ", "Spearman’s rank correlation ρ"),
      "pearson": text("皮尔逊相关系数 r", "Pearson correlation r"),
      "kendall": text("肯德尔 τ-b", "Kendall τ-b"),
    ]
    let methodName = names[word(.coefficient)]?.replacing("’", with: "'") ?? ""
    let bodies = Words.bodies(matrix.section.kind, matrix.section.level).text(in: language)
    return CorrelationChart(
      frame: matrix.frame(
        run, setting, unit: "",
        title: text(
          "\(matrix.section.year)年\(bodies)各项指标的相关性",
          "How indicators go together: \(bodies.lowercasedFirst), \(matrix.section.year)"),
        subtitle: methodName,
        leastStated: 2,
        notes: [
          text(
            "相关不说明因果；只用两项都载明的机构。",
            "A correlation is no cause; only bodies that state both are used.")
        ] + notes(onClassesOf: places)),
      columns: places.map { place in
        CorrelationChart.Column(
          id: run.study.indicators[place].id, label: name(of: place),
          group: matrix.heading(of: place, run))
      }, values: values, counts: counts, methodName: methodName)
  }

  /// Several indicators of one unit side by side, or several years of one.
  mutating func groupedBar() throws(PublishingError) -> any Chart {
    var choice = word(.groupBy)
    let places = indicators
    if choice == "auto" { choice = places.count > 1 ? "indicators" : "years" }
    guard choice == "indicators" else { return try groupedYears() }
    guard (2...4).contains(places.count) else {
      throw failure(
        zh: "分组条形图并列2至4项指标，这里有\(places.count)项：请用 of 选一组，或写 group-by: years",
        en:
          "grouped bars show 2 to 4 indicators, and here are \(places.count): choose a group with of, or "
          + "write group-by: years")
    }
    let matrix = try Matrix(self)
    let axes = places.map { axis(of: $0, matrix.section) }
    let units = Set(axes.map(\.unit))
    guard units.count == 1, let unit = units.first else {
      throw failure(
        zh: "并列的指标要同一单位，这里有 \(units.sorted().joined(separator: "、"))：请用 of 选一组",
        en: "indicators side by side need one unit, and here are "
          + units.sorted().joined(separator: ", ") + ": choose a group with of")
    }
    noteCells(of: matrix)
    let words = matrix.words
    let bodies = Words.bodies(matrix.section.kind, matrix.section.level).text(in: language)
    let named = places.enumerated().map {
      $0.offset == 0 ? name(of: $0.element) : name(of: $0.element).lowercasedFirst
    }
    return GroupedBarChart(
      frame: matrix.frame(
        run, setting, unit: unit,
        title: text(
          "\(matrix.section.year)年\(bodies)\(named.joined(separator: "、"))",
          "\(named.joined(separator: ", ")): \(bodies.lowercasedFirst), \(matrix.section.year)"),
        subtitle: statedSubtitle, notes: [words.statedCaveat] + self.notes(onClassesOf: places)),
      areCounts: axes.allSatisfy(\.areCounts),
      parts: places.map {
        GroupedBarChart.Part(id: run.study.indicators[$0].id, label: name(of: $0))
      },
      rows: matrix.section.entries.enumerated().map { position, entry in
        GroupedBarChart.Row(
          id: setting.id(of: entry.body, at: position), label: entry.body.name,
          isFocus: entry.isFocus,
          states: zip(places, matrix.cells(of: position, run)).map { place, cell in
            Figure.state(of: cell, words, measures: run.tables[place].measures)
          })
      })
  }

  /// The rows and columns of a figure of bodies by indicators.
  private struct Matrix {
    var section: RankingTable.Section
    let words: RankingWords
    var indicators: [Int]
    /// The place of each entry among the rows of the run.
    let rows: [Int]

    init(_ maker: FigureMaker) throws(PublishingError) {
      let (output, run) = (maker.output, maker.run)
      // The rows are found by body before the names may become anonymous.
      var open = output
      open.isAnonymous = false
      let table = try run.ranking(for: open).latest(unless: output.year)
      guard var section = table.sections.first, table.sections.count == 1 else {
        throw Figure.several(table.sections)
      }
      rows = section.entries.compactMap { entry in
        run.rows.firstIndex { $0.body == entry.body.key && $0.year == entry.year }
      }
      if output.isAnonymous { section.makeAnonymous() }
      self.section = section
      words = RankingWords(table, section, language: maker.language)
      indicators = maker.indicators
      // A score names the sources of what it is made of; here all that is shown counts.
      for place in self.section.entries.indices where !output.isAnonymous {
        for indicator in indicators {
          for source in run.tables[indicator].rows[rows[place]].cell.sources
          where !self.section.entries[place].cell.sources.contains(source) {
            self.section.entries[place].cell.sources.append(source)
          }
        }
      }
    }

    func cells(of position: Int, _ run: StudyRun) -> [Cell] {
      indicators.map { run.tables[$0].rows[rows[position]].cell }
    }

    /// The heading above neighbouring indicators of one group; nothing for those at the root.
    func heading(of place: Int, _ run: StudyRun) -> String? {
      guard let id = run.study.indicators[place].definition.group, id != GroupDefinition.root else {
        return nil
      }
      return (run.study.groupNames[id] ?? LocalisedText(zh: id, en: id)).text(in: words.language)
    }

    func frame(
      _ run: StudyRun, _ setting: Figure.Setting, unit: String, title: String, subtitle: String,
      hasScore: Bool = false, leastStated: Int = 1, notes: [String]
    ) -> FigureFrame {
      let stating = rows.count { row in
        indicators.count { run.tables[$0].rows[row].cell.isReported } >= leastStated
      }
      return setting.frame(
        title: title, subtitle: subtitle, unit: unit, source: words.source, notes: notes,
        reporting: FigureFrame.Reporting(
          stating: hasScore ? section.stating : stating, selected: rows.count, noun: words.noun,
          outcome: hasScore ? .ranked : .stated))
    }
  }
}

extension ReportingRateChart.State {
  /// The state of a cell, told apart by what the report has.
  fileprivate init(_ cell: Cell) {
    switch cell.state {
    case .stated: self = cell.isOtherClass ? .otherClass : .stated
    case .summed: self = cell.isOtherClass ? .otherClass : .summed
    case .named: self = .named
    case .bounded: self = .bounded
    case .notStated: self = cell.hasOnlyTermFigure ? .termOnly : .notStated
    case .notApplicable: self = .notApplicable
    }
  }
}
