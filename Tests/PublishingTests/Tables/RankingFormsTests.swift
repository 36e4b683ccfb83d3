import Diagnostics
import Metrics
import Observations
import Testing

@testable import Publishing

private let councils = """
  body,year,level,laws_passed,reports_heard
  甲市,2022,prefecture,5,10
  乙市,2022,prefecture,7,11
  丙市,2022,prefecture,5,12
  丁市,2022,prefecture,,9
  戊市,2022,prefecture,2,9
  甲市,2021,prefecture,8,9
  乙市,2021,prefecture,4,11
  丙市,2021,prefecture,,11

  """

/// A ranking in all the forms that a reader sees.
@Suite struct RankingFormsTests {
  /// Ranks and names of the ranked rows, as each form tells them.
  private func rows(_ lines: [String], _ parts: (String) -> [String]) -> [String] {
    lines.map(parts).compactMap { parts in
      guard let rank = parts.first.flatMap({ Int($0) }), parts.count > 1 else { return nil }
      return "\(rank) \(parts[1])"
    }
  }

  private func forms(_ ranking: RankingTable, _ options: TableOptions) -> [String: [String]] {
    let lines = { (text: String) in text.split(whereSeparator: \.isNewline).map(String.init) }
    func text(_ format: TableFormat) -> String {
      ranking.rendered(as: format, language: .chinese, options: options)
    }
    let tables = ranking.textTables(
      language: .chinese, options: options, hasBars: options.bars ?? false)
    let word = tables.map { $0.wordTable(style: .threeLine, width: 156, language: .chinese) }
    func untagged(_ text: String) -> [String] {
      var (parts, part, isTag) = ([String](), "", false)
      for character in text {
        if character == "<" {
          if !part.isEmpty { parts.append(part) }
          (part, isTag) = ("", true)
        } else if character == ">" {
          isTag = false
        } else if !isTag {
          part.append(character)
        }
      }
      return parts
    }
    return [
      "text": rows(lines(text(.text))) { $0.split(separator: " ").map(String.init) },
      "md": rows(lines(text(.markdown))) { line in
        line.split(separator: "|").map { $0.filter { !" *".contains($0) } }
      },
      "html": rows(lines(text(.html)), untagged),
      "tex": rows(lines(text(.latex))) { line in
        line.split(separator: " & ").map { $0.filter { !"\\{}textbf".contains($0) } }
      },
      "csv": rows(lines(text(.csv))) { $0.split(separator: ",").map(String.init) },
      "docx": rows(
        word.flatMap { $0.split(separator: "</w:tr>") }.map { String($0) + "<" }, untagged),
    ]
  }

  @Test func `order, ties and bodies without a rank are the same in every form`() async throws {
    try await withTable(councils) { data in
      var asked = comparison("laws_passed")
      asked.selection.focus = "丙市"
      asked.selection.levels = [.prefecture]
      var options = TableOptions()
      for (bars, heat) in [(false, false), (true, true)] {
        options.bars = bars
        options.heat = heat
        let forms = try forms(RankingTable(asked, in: data), options)
        for (form, rows) in forms {
          #expect(rows == ["1 乙市", "2 丙市", "2 甲市", "4 戊市"], "\(form), bars \(bars)")
        }
      }
    }
  }

  @Test func `a page has bars by default, other forms where they are asked for`() async throws {
    try await withTable(councils) { data in
      let ranking = try RankingTable(comparison("laws_passed"), in: data)
      var options = TableOptions()
      for format in TableFormat.allCases {
        let isDrawn = { (text: String) in
          text.contains("<svg") || text.contains("█") || text.contains("\\rule{")
        }
        let plain = ranking.rendered(as: format, language: .chinese)
        #expect(isDrawn(plain) == (format == .html), "\(format)")
        options.bars = true
        let drawn = ranking.rendered(as: format, language: .chinese, options: options)
        #expect(isDrawn(drawn) == (format != .csv && format != .json), "\(format)")
        options.bars = false
        #expect(!isDrawn(ranking.rendered(as: format, language: .chinese, options: options)))
      }
    }
  }

  @Test func `a body that was not ranked in the earlier year is new, with a note that says so`()
    async throws
  {
    try await withTable(councils) { data in
      var asked = comparison("laws_passed")
      asked.earlierYear = 2021
      let table = try #require(
        RankingTable(asked, in: data).textTables(language: .chinese).first)
      let rows = table.groups.flatMap(\.rows)
      #expect(
        rows.map { $0.texts.suffix(2) } == [
          ["+3", "↑1"], ["—", "新列"], ["−3", "↓1"], ["—", "新列"],
        ])
      #expect(table.notes.contains("新列：2021年未列位次。"))
      #expect(!table.columns[2].isDrawing)
    }
  }

  @Test func `small columns show every year with a ranking, and gaps for the others`() async throws
  {
    try await withTable(councils) { data in
      var options = TableOptions()
      options.sparkline = true
      let ranking = try RankingTable(comparison("laws_passed", years: nil), in: data)
      let text = ranking.rendered(as: .markdown, language: .chinese, options: options)
      #expect(text.contains("| 1 | 乙市 | 7 | ▅█ |"))
      #expect(text.contains("| 2 | 丙市 | 5 | \u{A0}█ |"))
      #expect(text.contains("| 位次 | 地区 | 载明数 | 2021～2022年 |"))
      #expect(text.contains("历年小柱自零起"))
      // One year has nothing to show.
      let one = try RankingTable(comparison("laws_passed"), in: data)
      let drawn = one.rendered(as: .markdown, language: .chinese, options: options)
      #expect(drawn == one.rendered(as: .markdown, language: .chinese))
    }
  }

  @Test func `heat shades ranked values alone, from the least to the greatest`() async throws {
    try await withTable(councils) { data in
      var options = TableOptions()
      options.heat = true
      let ranking = try RankingTable(comparison("laws_passed"), in: data)
      let table = try #require(ranking.textTables(language: .chinese, options: options).first)
      #expect(table.groups.flatMap(\.rows).map { $0.cells[2].shade } == [1, 0.6, 0.6, 0])
    }
  }

  @Test func `bands part ranked rows where they follow the order, and nothing else`() async throws {
    try await withTable(councils) { data in
      var ranking = try RankingTable(comparison("laws_passed"), in: data)
      var options = TableOptions()
      options.bands = true
      let plain = ranking.rendered(as: .text, language: .chinese, options: options)
      #expect(!plain.contains("档"))
      var sections = ranking.sections
      for (place, band) in [1, 2, 2, 2].enumerated() { sections[0].entries[place].band = band }
      ranking = ranking.with(sections: sections)
      let table = try #require(ranking.textTables(language: .chinese, options: options).first)
      #expect(table.groups.map(\.heading) == ["位次档1：第1位", "位次档2：第2～4位"])
      #expect(table.groups.map(\.isBand) == [true, true])
      let english = ranking.textTables(language: .english, options: options)[0]
      #expect(english.groups[1].heading == "Band 2: rank 2–4")
      // In another order than that of ranks bands would be torn apart.
      sections[0].entries.swapAt(0, 2)
      let torn = ranking.with(sections: sections)
      #expect(torn.textTables(language: .chinese, options: options)[0].groups[0].heading == nil)
      options.bands = false
      #expect(ranking.textTables(language: .chinese, options: options)[0].groups.count == 1)
    }
  }

  @Test func `a study chooses what its tables show`() async throws {
    #expect(TableOptions([:]) == TableOptions())
    let options = TableOptions([
      .bars: ["true"], .sparkline: ["true"], .heat: ["true"], .bands: ["true"], .style: ["grid"],
    ])
    #expect(options.bars == true && options.sparkline && options.heat && options.bands)
    #expect(options.style == .grid)
    #expect(TableOptions([.bars: ["false"]]).bars == false)
    #expect(TableOptions([.bars: ["auto"]]).bars == nil)
    for option in Study.Output.Kind.ranking.options {
      #expect(!option.summary(in: .ranking).chinese.isEmpty)
      #expect(Study.Output.Kind.ranking.words(for: option).count > 1)
    }
  }

  @Test func `an output of a study is read with its options, and a wrong word is told`()
    async throws
  {
    let outputs =
      "  - {table: ranking, of: laws, id: t1, formats: [tex, md], bars: true, style: grid}\n"
    try await withStudy(good + outputs) { path in
      let run = try await StudyRun(Study(reading: path))
      let output = try #require(run.study.outputs.last)
      let files = try run.files(of: output)
      #expect(files.map(\.name) == ["t1.tex", "t1.md"])
      let text = String(decoding: files[0].bytes, as: UTF8.self)
      #expect(text.contains("\\begin{tabular}{|r|l|r|l|"))
    }
    for wrong in ["bars: often", "style: zebra", "heat: 3", "scale: free"] {
      let found = try await problems(
        of: good + "  - {table: ranking, of: laws, id: t1, \(wrong)}\n")
      #expect(found.count == 1, "\(wrong)")
    }
  }
}
