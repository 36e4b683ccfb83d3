import Diagnostics
import FoundationEssentials
import Testing

@testable import Publishing

@Suite struct FigureIndexTests {
  private func index(_ outputs: String) async throws -> [String: [UInt8]] {
    let yaml = """
      data: counts.csv
      select: {level: [prefecture], years: [2022]}
      indicators:
        - {id: laws, measures: [laws_passed], direction: higher}
        - {id: reports, measures: [reports_heard], direction: higher}
      outputs:
      \(outputs)

      """
    return try await withStudy(yaml) { path in
      let made = await (try StudyRun(Study(reading: path))).documents()
      guard made.problems.isEmpty else { throw PublishingError(made.problems) }
      return Dictionary(uniqueKeysWithValues: made.files.map { ($0.name, $0.bytes) })
    }
  }

  @Test func `the archive has every figure in all formats, with snippets that name them`()
    async throws
  {
    let files = try await index(
      """
        - {chart: ranked-bar, of: index, id: a_b, formats: [svg], title: "50% & mehr_"}
        - {figures: all, formats: [html, zip, md, tex]}
      """)
    let names = try Archive.entries(of: try #require(files["figures.zip"])).map(\.name)
    #expect(
      names == [
        "index.html", "figures.md", "figures.tex", "a_b.png", "a_b.svg", "a_b.pdf", "a_b.csv",
      ])
    let latex = String(decoding: try #require(files["figures.tex"]), as: UTF8.self)
    #expect(latex.contains(#"\includegraphics[width=156mm]{a_b.pdf}"#))
    #expect(latex.contains(#"\caption{50\% \& mehr\_}"#))
    let markdown = String(decoding: try #require(files["figures.md"]), as: UTF8.self)
    #expect(markdown.contains("](a_b.png){width=156mm}"))
    // Beside the page stands what the study writes, and no link leads nowhere.
    let page = String(decoding: try #require(files["figures.html"]), as: UTF8.self)
    #expect(page.contains(#"href="a_b.svg""#) && !page.contains(#"href="a_b.pdf""#))
    #expect(page.contains("50% &amp; mehr_"))
  }

  @Test func `a study without a figure says what to write`() async throws {
    await #expect {
      _ = try await index("  - {figures: all}")
    } throws: { error in
      (error as? PublishingError)?.problems.first?.text.english
        == "the study has no figure: write a chart under outputs"
    }
  }
}
