import Diagnostics

@testable import Publishing

/// A made-up document of three findings, two figures, a table and a long annex.
struct DocumentSample {
  var language = Language.chinese
  var profile = DocumentProfile.official
  var figures = [Self.figure(1), Self.figure(2)]

  private var isChinese: Bool { language == .chinese }

  var writer: DocumentWriter {
    var frame = DocumentFrame(language: language, profile: profile)
    if isChinese {
      frame.title = "2022年地级人大常委会听取审议报告情况比较"
      frame.subtitle = "——以20个地级市的工作报告为例"
      frame.masthead = "调研简报"
      frame.issue = "第3期"
      frame.marking = "内部参阅"
      frame.organisation = "青原市人大常委会研究室"
      frame.date = "2023年3月5日"
    } else {
      frame.title = "Reports heard by prefectural standing committees, 2022"
      frame.subtitle = "A comparison of 20 yearly work reports"
      frame.masthead = "Research Notes"
      frame.issue = "No. 3"
      frame.marking = "For internal use"
      frame.organisation = "Research Office, Qingyuan"
      frame.date = "5 March 2023"
    }
    return DocumentWriter(
      frame: frame, figures: figures, tables: [table(1, rows: 17), table(2, rows: 40)])
  }

  static func figure(_ number: Int, width: Double = 156, height: Double = 90) -> DocumentFigure {
    DocumentFigure(
      id: "reports-\(number)", number: number, caption: "听取审议专项工作报告“载明数”<项>",
      alternativeText: "条形图：共20个；最高46项 & 最低11项。", width: width, height: height,
      png: Self.png, svg: Array(Self.svg.utf8))
  }

  func table(_ number: Int, rows: Int) -> DocumentTable {
    let headings =
      isChinese ? ["位次", "地区", "省份", "载明数"] : ["Rank", "Place", "Province", "Stated"]
    let list = (1...rows).map { row in
      let name = isChinese ? "青原\(row)市" : "Qingyuan \(row)"
      let province = isChinese ? "东山省" : "Dongshan"
      return TextTable.Row(
        texts: [String(row), name, province, row % 7 == 0 ? "—" : String(60 - row)],
        isFocus: row == 3)
    }
    return DocumentTable(
      id: "table-\(number)", number: number,
      caption: isChinese ? "听取审议专项工作报告" : "Special work reports heard",
      table: TextTable(
        title: isChinese ? "听取审议专项工作报告" : "Special work reports heard",
        subtitle: isChinese ? "工作报告载明数，按专项工作报告计" : "As stated, special work reports",
        unit: isChinese ? "单位：项" : "Unit: items",
        columns: [
          .init(heading: headings[0], isNumber: true), .init(heading: headings[1]),
          .init(heading: headings[2]), .init(heading: headings[3], isNumber: true),
        ], groups: [.init(rows: list)],
        notes: isChinese
          ? ["注：“—”指报告未载明，不作0计。", "资料来源：各市人大常委会工作报告（2022年）。"]
          : ["Note: “—” means that the report does not state it.", "Source: work reports of 2022."])
    )
  }

  /// The text for a format.
  func text(_ format: DocumentFormat) -> String {
    let writer = writer
    let blocks = writer.figures.map { writer.block($0, in: format) }
    let tables = writer.tables.map { writer.block($0, in: format) }
    if format == .pptx { return slides(blocks) }
    let annex = writer.appendix(
      isChinese ? "附件1" : "Annex 1", title: isChinese ? "各市载明数" : "All places", in: format)
    return (isChinese ? chinese : english)(blocks) + tables[0] + annex + tables[1]
  }

  private func chinese(_ blocks: [String]) -> String {
    """
    按照年度工作安排，研究室汇总了20个地级市人大常委会2022年工作报告载明的数字，逐项核对到原文语句。现将比较情况报告如下。

    # 一、总体情况

    20个市中有12个市的工作报告载明了听取审议专项工作报告的项数，其余8个未载明，不列位次。载明数介于11～46项之间，中位数为22.5项[^1]。图1列出各市的载明数。
    \(blocks.joined())
    [^1]: 中位数只按载明的12个市计算。

    # 二、主要发现

    ## （一）载明率为60%

    报告“载明”与“未载明”的口径不同：**未载明不等于没有**。青原市的报告写的是“听取审议专项工作报告24项”，可直接比较。

    ### 1. 合并表述

    部分报告使用合并表述——例如“视察、调研27次”——只能确定上限……

    #### （1）处理办法

    - 合并数字列为区间；
    - 届内合计数不与年度数比较。

    1. 先核对原文；
    2. 再计算位次。

    > 引文：听取审议专项工作报告24项。

    ## （二）表格

    | 项目 | 数量 |
    |:-----|-----:|
    | 载明 | 12 |
    | 未载明 | 8 |

    # 三、需要说明的问题

    载明数只反映报告写了什么，不反映工作质量。
    """
  }

  private func english(_ blocks: [String]) -> String {
    """
    This note compares what the 2022 work reports of 20 prefectural standing committees
    state. Every number was followed back to its sentence.

    # 1. Overview

    Of 20 reports 12 state how many special work reports were heard; 8 do not, and have no
    rank. The stated numbers lie between 11–46, with a median of 22.5.[^1]
    \(blocks.joined())
    [^1]: The median is that of the 12 reports.

    # 2. Findings

    ## 2.1 Reporting rate

    “Not stated” does not mean **none**. Some reports give one joint
    figure, from which only a bound follows.

    ### Joint figures

    - joint figures become intervals;
    - totals for a term are not compared with yearly ones.

    > Heard and deliberated 24 special work reports.

    | Item | Number |
    |:-----|-----:|
    | stated | 12 |
    | not stated | 8 |
    """
  }

  private func slides(_ blocks: [String]) -> String {
    isChinese
      ? """
      # 主要发现

      ## 12个市的报告载明了项数，中位数为22.5项

      其余8个市未载明，不列位次；“未载明”不等于没有。

      \(blocks[0])

      ## 两个年度的载明数可以比较

      \(blocks[1])

      ## 资料来源与口径

      - 各市人大常委会工作报告（2022年），共20份；
      - 载明数只反映报告写了什么，不反映工作质量。
      """
      : """
      # Findings

      ## Twelve of 20 reports state the number; the median is 22.5

      The other eight do not state it and have no rank.

      \(blocks[0])

      ## Two years can be compared

      \(blocks[1])

      ## Sources

      - Work reports of 2022, 20 in all
      - A count says what a report states, and nothing of quality
      """
  }

  /// The parts that no relationship leads to, and the relationships that lead nowhere; by last
  /// names.
  static func looseParts(of package: OfficePackage) -> [String] {
    let parts = package.entries.map(\.name).filter {
      !$0.hasSuffix(".rels") && $0 != "[Content_Types].xml"
    }
    let texts = package.entries.filter { $0.name.hasSuffix(".rels") }
      .map { String(decoding: $0.bytes, as: UTF8.self) }
    let targets = texts.flatMap { text in
      text.split(separator: " Target=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }
    func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? "" }
    return Set(parts.map(last)).symmetricDifference(targets.map(last)).sorted()
  }

  /// One white point.
  static let png: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xDE, 0, 0, 0, 0x0C, 0x49, 0x44, 0x41, 0x54,
    0x08, 0xD7, 0x63, 0xF8, 0xFF, 0xFF, 0x3F, 0, 0x05, 0xFE, 0x02, 0xFE, 0xDC, 0xCC, 0x59, 0xE7, 0,
    0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]

  /// A drawing with an id that is used, and a size of its own.
  static let svg = """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
    width="10pt" height="10pt" viewBox="0 0 10 10" role="img" aria-labelledby="t">
    <title id="t">`图`</title><defs><path id="g" d="M0 0h5v5z"/></defs>
    <use xlink:href="#g" fill="url(#h)"/></svg>
    """
}
