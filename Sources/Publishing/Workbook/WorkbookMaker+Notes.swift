import CXlsxWriter
import Diagnostics
import Metrics
import Observations

extension WorkbookMaker {
  /// What the study is, how its index is made, by which conventions, and of which reference quantities.
  func writeNotes(title: String, to sheet: WorkbookSheet) {
    let head = CellStyle(isHeading: true, isTop: true)
    let widths = Self.widths
    for (column, width) in widths.enumerated() { sheet.setWidth(width, ofColumn: column) }
    let rest = widths.dropFirst().reduce(0, +)
    worksheet_set_portrait(sheet.sheet)
    sheet.write(.text(title), row: 0, column: 0, CellStyle(isHeading: true, size: 14))
    sheet.setHeight(24, ofRow: 0)
    var row = 1
    func add(_ heading: String, _ words: String) {
      // The sentences of other outputs begin with their heading, which stands in its own column here.
      let start = heading + say("：", ": ")
      let text = words.hasPrefix(start) ? String(words.dropFirst(start.count)) : words
      guard !text.isEmpty else { return }
      sheet.write(.text(heading), row: row, column: 0, head)
      sheet.write(
        paragraph: text, row: row, columns: 1...(widths.count - 1), width: rest,
        CellStyle(isTop: true))
      row += 1
    }
    let file = run.study.path.split(separator: "/").last.map(String.init) ?? run.study.path
    add(say("研究文件", "Study file"), file)
    add(say("研究文件校验", "Study SHA-256"), run.study.hash)
    add(say("数据校验", "Data SHA-256"), run.data.hash)
    add(say("程序版本", "Version"), "Heng 衡 \(Figure.version)")
    add(say("方法", "Method"), run.methodSentence.text(in: language))
    add(say("稳健性", "Robustness"), run.robustnessSentence?.text(in: language) ?? "")
    for (place, convention) in conventions.enumerated() {
      add(place == 0 ? say("约定", "Conventions") : "", convention)
    }
    row += 1
    row = write(indicatorTable, to: sheet, row: row)
    let references = referenceTable
    if !references.rows.isEmpty { row = write(references, to: sheet, row: row + 1) }
    let findings = run.diagnostics
    let shown = 60
    if !findings.isEmpty {
      row += 1
      for (place, finding) in findings.prefix(shown).enumerated() {
        add(place == 0 ? say("提示", "Findings") : "", finding.text.text(in: language))
      }
      if findings.count > shown {
        add("", say("另有\(findings.count - shown)条。", "\(findings.count - shown) more."))
      }
    }
    worksheet_freeze_panes(sheet.sheet, 1, 0)
    worksheet_repeat_rows(sheet.sheet, 0, 0)
  }

  /// The widths of the columns of notes, in characters.
  private static let widths = [20.0, 30.0, 22.0, 18.0, 16.0, 12.0, 36.0]

  /// How the workbook is to be read, a sentence each.
  private var conventions: [String] {
    [
      say(
        "数字为工作报告载明数，只说明报告写明了多少，不说明工作质量。",
        "The numbers are what work reports state; they say nothing of quality."),
      say(
        "“—”为报告没有载明或无从计算，不是 0；“不适用”为这类机构没有此项职权。",
        "“—” is not stated or cannot be computed, and is not 0; “n/a” where a body of its tier cannot have it."
      ),
      say(
        "≥ 为至少数（“余”“多”“以上”，或按名称计），约为约数，3～7 为只知在区间之内；"
          + "这些标记是数字格式，单元格里仍是数字，区间除外。",
        "≥ is at least (“more than”, or named by title), ≈ about, 3–7 known within an interval only; the "
          + "marks are number formats, and the cells stay numbers, but for intervals."),
      say(
        "位次自大而小，数相同的并列，名次相同；只知区间、按其他口径或未载明的不列位次。",
        "Ranks descend; equal numbers share a rank; what is bounded, of another class or not stated has none."
      ),
      say(
        "单元格存十六位有效数字，显示时按格式取舍；本工作簿没有公式和宏。",
        "Cells hold sixteen significant digits and show as many as their format; there are no formulas, "
          + "no macros."),
    ]
  }

  /// The indicators and how they count.
  private var indicatorTable: WorkbookTable {
    var table = WorkbookTable(title: "", columns: [])
    table.columns = [
      WorkbookTable.Column(heading: say("指标", "Indicator"), isWrapped: true),
      WorkbookTable.Column(heading: say("计数事项", "What is counted"), isWrapped: true),
      WorkbookTable.Column(heading: say("口径", "Class"), isWrapped: true),
      WorkbookTable.Column(heading: say("除以", "Divided by"), isWrapped: true),
      WorkbookTable.Column(heading: say("方向", "Direction")),
      WorkbookTable.Column(heading: say("权重", "Weight"), alignment: .end),
      WorkbookTable.Column(heading: say("组", "Group")),
    ]
    for (place, indicator) in run.study.indicators.enumerated() {
      let subject = columns[place].table.subject
      let definition = run.scores.table.indicators[place]
      let direction: String
      switch definition.direction {
      case .higher: direction = say("数大者得分高", "more is higher")
      case .lower: direction = say("数小者得分高", "less is higher")
      case nil: direction = "—"
      }
      let isAny = indicator.counts == .any && subject.isAnyClass
      table.rows.append(
        WorkbookTable.Row(cells: [
          .text(columns[place].name),
          .text(Words.name(of: subject.measures, in: run.data).text(in: language)),
          .text(
            isAny ? say("不分口径", "any class") : subject.className?.text(in: language) ?? "—"),
          .text(subject.per?.text(in: language) ?? "—"), .text(direction),
          definition.weight > 0
            ? WorkbookTable.Cell(.number(definition.weight), format: "0.####")
            : .text(say("不计分", "not scored")),
          .text(
            definition.group.map { run.study.groupNames[$0]?.text(in: language) ?? $0 } ?? "—"),
        ]))
    }
    return table
  }

  /// The quantities that values are divided by, of the years that were used.
  private var referenceTable: WorkbookTable {
    var table = WorkbookTable(title: "", columns: [])
    table.columns = [
      WorkbookTable.Column(heading: say("参照量", "Reference")),
      WorkbookTable.Column(heading: say("地区", "Body")),
      WorkbookTable.Column(heading: say("数值", "Value"), alignment: .end, format: "#,##0.####"),
      WorkbookTable.Column(heading: say("单位", "Unit"), alignment: .centre),
      WorkbookTable.Column(heading: say("年份", "Year"), alignment: .centre),
      WorkbookTable.Column(heading: ""),
      WorkbookTable.Column(heading: say("来源", "Source"), isWrapped: true),
    ]
    struct Key: Hashable {
      var quantity: String
      var body: String
      var year: Int
    }
    var references: [Key: ReferenceQuantity] = [:]
    for reference in run.data.references {
      let key = Key(
        quantity: reference.quantity, body: reference.body, year: reference.year)
      if references[key] == nil { references[key] = reference }
    }
    var seen: Set<Key> = []
    for measured in run.tables {
      let quantity: String
      switch measured.denominator {
      case .millionResidents: quantity = "residents"
      case .quantity(let id): quantity = id
      case .none, .share, .measure: continue
      }
      for row in measured.rows {
        guard let year = row.cell.denominatorYear else { continue }
        let key = Key(quantity: quantity, body: row.body.name, year: year)
        guard let found = references[key], seen.insert(key).inserted else { continue }
        table.rows.append(
          WorkbookTable.Row(cells: [
            .text(Words.quantity(quantity).text(in: language)), .text(found.body),
            WorkbookTable.Cell(
              .number(found.value), format: found.value == found.value.rounded() ? "#,##0" : nil),
            .text(unit(of: found)), .number(found.year), .empty,
            .text(found.source.isEmpty ? "—" : found.source),
          ]))
      }
    }
    return table
  }

  /// The unit of a reference quantity, where it is a known one in the language of the workbook.
  private func unit(of reference: ReferenceQuantity) -> String {
    switch reference.quantity {
    case "residents": say("人", "persons")
    case "deputies": say("名", "persons")
    case "county_divisions": say("个", "number")
    case "gdp": say("亿元", "100 million yuan")
    default: reference.unit.isEmpty ? "—" : reference.unit
    }
  }

  /// Writes headings and rows of a table below other text.
  ///
  /// - Returns: the row below.
  private func write(_ table: WorkbookTable, to sheet: WorkbookSheet, row: Int) -> Int {
    for (column, definition) in table.columns.enumerated() {
      sheet.write(
        .text(definition.heading), row: row, column: column,
        CellStyle(
          alignment: definition.alignment == .end ? .centre : definition.alignment,
          isHeading: true, isColumnHead: true, isWrapped: true,
          isIndented: column > 0 && definition.alignment == .start))
    }
    sheet.setHeight(22, ofRow: row)
    for (place, line) in table.rows.enumerated() {
      let isTop = table.lineCount(of: line, Self.widths) > 1
      for (column, cell) in line.cells.enumerated() {
        let definition = table.columns[column]
        sheet.write(
          cell.content, row: row + 1 + place, column: column,
          CellStyle(
            format: cell.format ?? definition.format, alignment: definition.alignment,
            isWrapped: true, isIndented: column > 0 && definition.alignment == .start,
            isTop: isTop))
      }
      sheet.setHeight(table.height(of: line, Self.widths), ofRow: row + 1 + place)
    }
    return row + 1 + table.rows.count
  }
}
