import ArgumentParser
import Diagnostics
import Publishing

/// `heng compare`: why one body stands above another, and how sure that is.
struct Compare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: localised(
      zh: "比较两个机构的得分：差额由什么构成，有多确定。",
      en: "Compares the scores of two bodies: what the difference is made of, and how sure it is."),
    discussion: localised(
      zh: """
        例：heng compare studies/prefectures-2022.yaml 龙岩市 三明市

        类型或层级不同的机构不作比较。默认为两者都有得分的最近一年。
        """,
      en: """
        EXAMPLE: heng compare studies/prefectures-2022.yaml 龙岩市 三明市

        Bodies of different kinds or levels are not compared. The year is the latest in which both have a
        score.
        """))

  @Argument(
    help: help(zh: "研究文件（YAML）", en: "The study file (YAML)."),
    completion: .file(extensions: ["yaml", "yml"]))
  var study: String

  @Argument(help: help(zh: "一个机构，如 龙岩市", en: "One body, such as 龙岩市."))
  var first: String

  @Argument(help: help(zh: "另一个机构", en: "The other body."))
  var second: String

  @Option(help: help(zh: "报告年份", en: "The report year."))
  var year: Int?

  @Option(help: help(zh: "结果与消息的语言：zh 或 en", en: "The language of results and messages: zh or en."))
  var language: Language?

  @Flag(help: help(zh: "以 JSON 输出", en: "Print as JSON."))
  var json = false

  func run() async throws {
    let messages = language ?? Console.environmentLanguage
    try await reporting(in: messages) {
      let run = try await StudyRun(Study(reading: study))
      let comparison = try ScoreComparison(of: first, and: second, in: run, year: year)
      Console.write(json ? comparison.json : comparison.text(in: language ?? .chinese))
      Console.report(run.diagnostics(about: comparison.bodyNames), language: messages)
    }
  }
}
