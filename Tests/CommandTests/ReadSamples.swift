import FoundationEssentials

/// Texts of our own, in the form of work reports and of other documents.
enum ReadSample {
  /// A congress's report for 2022: 7 committee meetings, 12 reports, 3 inspections, 41 appointments.
  static let congress = congress(meetings: 7)

  /// The same with another number of committee meetings.
  static func congress(meetings: Int) -> String {
    """
    南通市人民代表大会常务委员会工作报告
    ——2023年1月9日在南通市第十六届人民代表大会第二次会议上
    各位代表：
    我受市人大常委会委托，向大会报告工作，请予审议。
    2022年的主要工作
    一年来，常委会认真履行职责，召开常委会会议\(meetings)次，听取和审议专项工作报告12项，开展执法检查3项，任免国家机关工作人员41人次。
    2023年的主要任务
    新的一年，常委会将继续做好立法和监督工作，计划听取专项工作报告15项。

    """
  }

  /// A conference's report for 2022.
  static let conference = """
    政协苏州市第十五届委员会常务委员会工作报告
    （2023年1月11日在政协苏州市第十五届委员会第二次会议上）
    各位委员：
    我受政协苏州市第十五届委员会常务委员会委托，向大会报告工作，请予审议。
    2022年工作回顾
    一年来，常委会围绕中心工作协商议政，召开常委会会议4次、主席会议11次，征集提案203件，立案187件。
    2023年工作安排
    新的一年，常委会将团结各界人士，为全市发展献计出力。

    """

  /// A speech at the closing of a session.
  static let speech = """
    在南通市第十六届人民代表大会第二次会议闭幕时的讲话
    各位代表：
    南通市第十六届人民代表大会第二次会议，圆满完成了各项议程，今天就要闭幕了。会议期间，代表们认真履行职责，提出了许多好的意见。
    让我们团结起来，为建设美好家园而努力奋斗。现在，我宣布大会闭幕。

    """

  /// The beginning of a picture.
  static let picture = Data([
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00,
  ])

  /// A line that holds a document.
  static func line(id: String, _ text: String) -> String {
    let escaped = text.map { $0 == "\n" ? "\\n" : String($0) }.joined()
    return "{\"id\":\(id),\"text\":\"\(escaped)\"}\n"
  }
}

/// The lines of a text, without an end.
func lines(_ text: String) -> [String] {
  text.split(separator: "\n").map(String.init)
}

/// The bytes of every file in a folder and those in it, by path.
func contents(of folder: String) throws -> [String: Data] {
  var files: [String: Data] = [:]
  for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
    var isFolder = false
    let path = "\(folder)/\(name)"
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder else {
      continue
    }
    files[name] = try Data(contentsOf: URL(filePath: path))
  }
  return files
}
