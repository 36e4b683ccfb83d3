import Reading

/// Texts of our own, written in the forms that documents take.
enum SampleDocument {
  /// Two paragraphs of a congress's account that name no place and no year.
  static let congressBody = """
    一年来，常委会认真履行职责，召开常委会会议7次，听取和审议专项工作报告12项，开展执法检查3项，任免国家机关工作人员41人次。
    常委会注重发挥代表作用，督促办理代表建议136件，组织代表视察5次，各项工作都有了新的进展。
    """

  /// Two paragraphs of a conference's account that name no place and no year.
  static let conferenceBody = """
    一年来，常委会围绕中心工作协商议政，召开常委会会议4次、主席会议11次，组织视察调研18次，征集提案203件，立案187件。
    常委会重视反映社情民意，编报社情民意信息95条，委员的主体作用得到进一步发挥。
    """

  /// A whole report of a city's congress for 2022.
  static let congressReport = """
    南通市人民代表大会常务委员会工作报告
    ——2023年1月9日在南通市第十六届人民代表大会第二次会议上
    各位代表：
    我受市人大常委会委托，向大会报告工作，请予审议。
    2022年的主要工作
    \(congressBody)
    2023年的主要任务
    新的一年，常委会将继续做好立法和监督工作，努力完成大会确定的各项任务。
    """

  /// A whole report of a city's conference for 2022.
  static let conferenceReport = """
    政协苏州市第十五届委员会常务委员会工作报告
    （2023年1月11日在政协苏州市第十五届委员会第二次会议上）
    各位委员：
    我受政协苏州市第十五届委员会常务委员会委托，向大会报告工作，请予审议。
    2022年工作回顾
    \(conferenceBody)
    2023年工作安排
    新的一年，常委会将团结各界人士，为全市发展献计出力。
    """

  /// A report that lies under a heading, with a body of an account and no year.
  static func report(_ head: String, body: String = congressBody) -> String {
    "\(head)\n\(body)"
  }
}

extension PlainText {
  /// The text of a range, as a text of its own.
  func part(_ range: Range<Int>) -> PlainText { PlainText(scalars[range]) }
}
