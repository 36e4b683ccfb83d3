import Diagnostics
import Testing

@testable import Publishing

@Suite struct WebDocumentTests {
  private func page(_ sample: DocumentSample = DocumentSample()) async throws -> String {
    String(
      decoding: try await sample.writer.bytes(of: sample.text(.html), as: .html), as: UTF8.self)
  }

  @Test(arguments: Language.allCases)
  func thePageNeedsNothingFromElsewhere(language: Language) async throws {
    let page = try await page(DocumentSample(language: language))
    for part in page.split(separator: "=\"").dropFirst() {
      let value = part.prefix { $0 != "\"" }
      // Names of XML vocabularies look like addresses and are none.
      #expect(!value.contains("//") || value.hasPrefix("http://www.w3.org/"), "\(value)")
    }
    #expect(!page.contains("<link") && !page.contains("@import") && !page.contains(" src="))
    #expect(!page.contains("url(h"))
  }

  @Test func drawingsAreLiveWithTheirAlternativeTextAndIDsOfTheirOwn() async throws {
    let page = try await page()
    #expect(page.split(separator: "<svg role=\"img\"").count == 3)
    #expect(page.contains(#"aria-label="条形图：共20个；最高46项 &amp; 最低11项。""#))
    #expect(page.contains(#"id="figure-1-g""#) && page.contains("href=\"#figure-2-g\""))
    #expect(page.contains("url(#figure-1-h)") && page.contains(#"viewBox="0 0 10 10""#))
    #expect(!page.contains("aria-labelledby") && page.contains("width:156mm"))
    #expect(page.contains("<figcaption>图 1　听取审议专项工作报告“载明数”&lt;项&gt;</figcaption>"))
  }

  @Test func aFigureWithoutOutlinesIsEmbeddedAsPixels() {
    var figure = DocumentSample.figure(1, width: 76.25)
    figure.svg = []
    let block = WebDocument(frame: DocumentFrame()).block(figure)
    #expect(block.contains("src=\"data:image/png;base64,iVBORw0KGgo"))
    #expect(block.contains("width:76.3mm"))
  }

  @Test func tablesHaveTheirNumberAndSortByKeys() async throws {
    let page = try await page()
    #expect(page.contains("<b>表 1　听取审议专项工作报告</b>"))
    #expect(page.contains("aria-sort") && page.contains(#"event.key === "Enter""#))
    #expect(page.contains("@media print"))
  }

  @Test func theFrameStandsAroundTheText() async throws {
    let page = try await page()
    #expect(page.contains(#"<html lang="zh-CN">"#))
    for words in [
      #"<p class="marking">内部参阅</p>"#, #"<p class="masthead">调研简报</p>"#,
      "<h1>2022年地级人大常委会听取审议报告情况比较</h1>", "<span>第3期</span><span>2023年3月5日</span>",
    ] { #expect(page.contains(words), "\(words)") }
    let signature = try #require(page.firstRange(of: "<footer>"))
    let annex = try #require(page.firstRange(of: #"<div class="appendix">"#))
    #expect(signature.lowerBound < annex.lowerBound)
  }

  @Test func theSameTextGivesTheSamePage() async throws {
    #expect(try await page() == page())
  }
}
