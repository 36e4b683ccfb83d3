import FoundationEssentials
import Observations
import Testing

@testable import Reading

/// Reports as they were published, beside the project where they are at hand.
@Suite(.enabled(if: RealReports.areThere, "no ../shared beside the project"))
struct DocumentsRealReportsTests {
  @Test(arguments: RealReports.files)
  func `a published report has the header that people read from it`(_ file: String) throws {
    let annotated = try RealReports.annotated(file)
    let text = try RealReports.text(annotated.file)
    let found = Documents.parts(of: text).filter { $0.kind == .report }
    #expect(found.count == 1)
    let part = try #require(found.first)
    let header = ReportHeader.read(
      text.part(part.range), fileName: annotated.file, yearOfCollection: nil)
    expect(header, annotated)
  }

  @Test func `a collection has its eighteen reports, each with its own header`() throws {
    let text = try RealReports.text("合集-2022.txt")
    let headers = Documents.parts(of: text).filter { $0.kind == .report }
      .map { part in
        // The name of the file would hide what a report alone lacks.
        ReportHeader.read(text.part(part.range), fileName: "合集.txt", yearOfCollection: 2022)
      }
    #expect(headers.count == 18)
    for annotated in try RealReports.files.map(RealReports.annotated) {
      let header = headers.first {
        $0.body?.name == annotated.body.name && $0.kind.rawValue == annotated.body.kind
      }
      // Two reports were found elsewhere than in the collection.
      guard let header else {
        #expect(["济南市济阳区", "钦州市"].contains(annotated.body.name))
        continue
      }
      expect(header, annotated)
    }
  }

  private func expect(_ header: ReportHeader, _ annotated: RealReports.Annotated) {
    #expect(header.body?.name == annotated.body.name)
    #expect(header.body?.kind.rawValue == annotated.body.kind)
    #expect(header.body?.level?.rawValue == annotated.body.level)
    #expect(header.body?.province == annotated.body.province)
    #expect(header.reportYear == annotated.reportYear)
    #expect(header.span.rawValue == annotated.span)
    #expect(header.term == annotated.term)
    #expect(header.session == annotated.session)
    #expect(header.delivered == annotated.delivered ?? "")
  }
}

/// The published reports and what people read from them.
enum RealReports {
  struct Annotated: Decodable {
    var file: String
    var body: Place
    var reportYear: Int
    var span: String
    var term: Int?
    var session: Int?
    var delivered: String?

    struct Place: Decodable {
      var name: String
      var kind: String
      var level: String
      var province: String
    }

    enum CodingKeys: String, CodingKey {
      case file, body, span, term, session, delivered
      case reportYear = "report_year"
    }
  }

  private static let folder: String = {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    return "/\(root)/shared"
  }()

  static let files: [String] = {
    let found = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/gold")) ?? []
    return found.filter { $0.hasSuffix(".json") }.sorted()
  }()

  static var areThere: Bool { !files.isEmpty }

  static func annotated(_ file: String) throws -> Annotated {
    let data = try Data(contentsOf: URL(filePath: "\(folder)/gold/\(file)"))
    return try JSONDecoder().decode(Annotated.self, from: data)
  }

  static func text(_ file: String) throws -> PlainText {
    PlainText(
      String(
        decoding: try Data(contentsOf: URL(filePath: "\(folder)/reports/\(file)")), as: UTF8.self))
  }
}
