import ArgumentParser
import Diagnostics
import Publishing

/// `heng fair`: counts against what is expected of like bodies.
struct Fair: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: localised(
      zh: "公允比较：报告载明了多少，由此能推断什么，分别列出。",
      en:
        "Compares counts with what like bodies state: the facts, and apart from them what they tell."
    ),
    discussion: localised(
      zh: """
        例：
          heng fair study.yaml
          heng fair study.yaml --of reports --year 2022
          heng fair study.yaml --json

        每项计数指标列两张表：报告载明（数、位次、载明率），统计推断（区间、期望数、界限、收缩估计、背景期望）。
        heng run 另写 fair.csv。方法见 docs/conventions.md。
        """,
      en: """
        EXAMPLES:
          heng fair study.yaml
          heng fair study.yaml --of reports --year 2022
          heng fair study.yaml --json

        Two tables for each indicator that counts something: what the reports state (number, rank, reporting
        rate), and what can be inferred (interval, expectation, limits, shrunk rate, context). heng run writes
        the same as fair.csv. The methods are in docs/conventions.md.
        """))

  @Argument(
    help: help(zh: "研究文件（YAML）", en: "The study (YAML)."),
    completion: .file(extensions: ["yaml", "yml"]))
  var study: String

  @Option(help: help(zh: "只列这项指标；可写几次", en: "This indicator only; may be repeated."))
  var of: [String] = []

  @Option(
    help: help(zh: "只列这一年；离散系数仍由各年估计", en: "This year only; chance is still judged by all years."))
  var year: Int?

  @Option(help: help(zh: "结果与消息的语言：zh 或 en", en: "The language of results and messages: zh or en."))
  var language: Language?

  @Flag(help: help(zh: "以 JSON 输出", en: "Print as JSON."))
  var json = false

  func run() async throws {
    let messageLanguage = language ?? Console.environmentLanguage
    try await reporting(in: messageLanguage) {
      let run = try await StudyRun(Study(reading: study))
      let indicators = of.isEmpty ? nil : of
      let text =
        json
        ? try run.fairJSON(of: indicators, year: year)
        : try run.fairText(
          of: indicators, year: year, language: language ?? .chinese,
          isColoured: Console.isColoured)
      Console.write(text)
      Console.report(run.diagnostics, language: messageLanguage)
    }
  }
}
