import FoundationEssentials
import Observations
import Testing

/// A short report of our own with what a reader must find in it.
///
/// `Fixtures/reports/NAME.txt` is the report, `NAME.csv` its figures, and `NAME.left_out.csv`, where it
/// is there, numbers that become no figure. Adding a pair of files adds a test.
struct ReportFixture {
  let name: String
  let text: String
  let figures: [ExpectedFigure]
  let leftOut: [ExpectedLeftOut]

  /// A figure by the counting rules.
  struct ExpectedFigure {
    /// Everything but the evidence, in one line.
    let line: String
    /// Words that the evidence must hold.
    let evidence: String
    let measures: [String]
  }

  /// A number that is no figure, and why.
  struct ExpectedLeftOut {
    let words: String
    let reason: String
  }

  static let folder: String = {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(root)/Fixtures/reports"
  }()

  /// The names of all fixtures, in order.
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
  }()

  init(_ name: String) throws {
    self.name = name
    text = try #require(try Self.contents("\(name).txt"))
    let rows = try Self.table("\(name).csv")
    figures = try rows.map { row in
      let fields = try Self.columns.map { try #require(row[$0], "\(name).csv lacks \($0)") }
      return ExpectedFigure(
        line: fields.joined(separator: " "), evidence: try #require(row["evidence"]),
        measures: fields[0].split(separator: "+").map(String.init))
    }
    leftOut = try Self.table("\(name).left_out.csv", isOptional: true).map { row in
      ExpectedLeftOut(words: try #require(row["words"]), reason: try #require(row["reason"]))
    }
  }

  private static let columns = [
    "measures", "value", "bound", "unit", "counts", "from", "to", "role",
  ]

  private static func contents(_ file: String) throws -> String? {
    guard FileManager.default.fileExists(atPath: "\(folder)/\(file)") else { return nil }
    return String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/\(file)")), as: UTF8.self)
  }

  /// The records of a table by the names of its columns.
  private static func table(_ file: String, isOptional: Bool = false) throws -> [[String: String]] {
    guard let text = try contents(file) else {
      if !isOptional { Issue.record("there is no \(file)") }
      return []
    }
    let records = Self.records(text)
    guard let header = records.first else { return [] }
    return records.dropFirst().map { record in
      Dictionary(uniqueKeysWithValues: zip(header, record))
    }
  }

  /// The records of a table (RFC 4180); a quoted field may hold commas and line breaks.
  private static func records(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = ""
    var isQuoted = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": isQuoted.toggle()
      case ",":
        if isQuoted {
          field.unicodeScalars.append(scalar)
        } else {
          record.append(field)
          field = ""
        }
      case "\n":
        if isQuoted {
          field.unicodeScalars.append(scalar)
        } else {
          records.append(record + [field])
          record = []
          field = ""
        }
      default: field.unicodeScalars.append(scalar)
      }
    }
    return records
  }
}

extension Observation {
  /// Everything but the evidence, in one line, as a fixture states it.
  var line: String {
    let fields = [
      "\(measures)", "\(Int(value))", bound.rawValue, unit, counts, from.map { "\($0)" } ?? "",
      to.map { "\($0)" } ?? "", role.rawValue,
    ]
    return fields.joined(separator: " ")
  }
}
