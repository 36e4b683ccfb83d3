import ArgumentParser
import Diagnostics
import Publishing

/// `heng explain`: a score down to the sentences behind it.
struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: localised(
      zh: "说明一个机构的得分从何而来，直到报告中的句子。", en: "Explains a score, down to the sentences behind it."),
    discussion: localised(
      zh: """
        例：
          heng explain studies/prefectures-2022.yaml 龙岩市
          heng explain study.yaml 白城 --year 2022 --against 2018 --json

        得分 → 分组 → 指标 → 数字 → 句子；在同类中的位置；与上一年相比；位次变动所需的数字。
        """,
      en: """
        EXAMPLES:
          heng explain studies/prefectures-2022.yaml 龙岩市
          heng explain study.yaml 白城 --year 2022 --against 2018 --json

        Score → groups → indicators → figures → sentences; the place among the peers; the change since
        an earlier year; what would move the rank.
        """))

  @Argument(
    help: help(zh: "研究文件（YAML）", en: "The study file (YAML)."),
    completion: .file(extensions: ["yaml", "yml"]))
  var study: String

  @Argument(help: help(zh: "机构，如 龙岩市", en: "The body, such as 龙岩市."))
  var body: String

  @Option(help: help(zh: "报告年份；默认最近的一年", en: "The report year; the latest where absent."))
  var year: Int?

  @Option(
    help: help(zh: "与这一年比较；默认所选的前一年", en: "The earlier year; the one selected before where absent.")
  )
  var against: Int?

  @Option(help: help(zh: "结果与消息的语言：zh 或 en", en: "The language of results and messages: zh or en."))
  var language: Language?

  @Flag(help: help(zh: "以 JSON 输出", en: "Print as JSON."))
  var json = false

  func run() async throws {
    let messages = language ?? Console.environmentLanguage
    try await reporting(in: messages) {
      let run = try await StudyRun(Study(reading: study))
      let explanation = try Explanation(of: body, in: run, year: year, against: against)
      Console.write(json ? explanation.json : explanation.text(in: language ?? .chinese))
      Console.report(run.diagnostics(about: [explanation.bodyName]), language: messages)
    }
  }
}
