import ArgumentParser
import Diagnostics
import Publishing

/// `heng audit`: whether an index holds together, and how far its ranking would hold.
struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: localised(
      zh: "审计一个研究的指数：相关、权重、稳健性，一页写完。",
      en: "Audits the index of a study: correlations, weights, robustness, on a page."),
    discussion: localised(
      zh: """
        例：
          heng audit studies/prefectures-2022.yaml
          heng audit study.yaml --year 2022 --json

        载明情况、相关、内部一致性、名义权重与实际影响、主成分、优势关系、稳健性、需要决定的问题。
        类型或层级不同的机构各一页；几个年份合在一起，--year 只看一年。
        """,
      en: """
        EXAMPLES:
          heng audit studies/prefectures-2022.yaml
          heng audit study.yaml --year 2022 --json

        Reporting, correlations, consistency, nominal and real weights, principal components, dominance,
        robustness, and the findings that need a decision. A page each kind and level, all years
        together; --year chooses one.
        """))

  @Argument(
    help: help(zh: "研究文件（YAML）", en: "The study file (YAML)."),
    completion: .file(extensions: ["yaml", "yml"]))
  var study: String

  @Option(
    help: help(
      zh: "报告年份；默认所选各年合并", en: "The report year; all selected years together where absent."))
  var year: Int?

  @Option(help: help(zh: "结果与消息的语言：zh 或 en", en: "The language of results and messages: zh or en."))
  var language: Language?

  @Flag(help: help(zh: "以 JSON 输出", en: "Print as JSON."))
  var json = false

  func run() async throws {
    let messages = language ?? Console.environmentLanguage
    try await reporting(in: messages) {
      let run = try await StudyRun(Study(reading: study))
      let audit = try StudyAudit(of: run, year: year)
      // The findings stand on the page itself.
      Console.write(json ? audit.json : audit.text(in: language ?? .chinese))
    }
  }
}
