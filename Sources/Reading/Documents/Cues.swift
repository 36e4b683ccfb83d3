/// The words that tell what a line of a document is.
struct Cues: OptionSet {
  let rawValue: UInt64

  // Whose text it is.
  static let congress = Cues(rawValue: 1 << 0)
  static let conference = Cues(rawValue: 1 << 1)
  static let standingCommittee = Cues(rawValue: 1 << 2)
  static let government = Cues(rawValue: 1 << 3)
  static let judiciary = Cues(rawValue: 1 << 4)
  static let party = Cues(rawValue: 1 << 5)
  static let doubledCommittee = Cues(rawValue: 1 << 6)
  // What a title says.
  static let workReport = Cues(rawValue: 1 << 7)
  static let anyReport = Cues(rawValue: 1 << 8)
  static let budget = Cues(rawValue: 1 << 9)
  static let specialReport = Cues(rawValue: 1 << 10)
  static let speech = Cues(rawValue: 1 << 11)
  static let plan = Cues(rawValue: 1 << 12)
  static let resolution = Cues(rawValue: 1 << 13)
  static let annex = Cues(rawValue: 1 << 14)
  static let contents = Cues(rawValue: 1 << 15)
  static let occasion = Cues(rawValue: 1 << 16)
  // How a report opens.
  static let salutation = Cues(rawValue: 1 << 17)
  static let mandate = Cues(rawValue: 1 << 18)
  static let onBehalf = Cues(rawValue: 1 << 19)
  static let session = Cues(rawValue: 1 << 20)
  // What stands around it.
  static let news = Cues(rawValue: 1 << 21)
  static let furniture = Cues(rawValue: 1 << 22)
  static let seller = Cues(rawValue: 1 << 23)
  static let perhapsSeller = Cues(rawValue: 1 << 24)
  static let publication = Cues(rawValue: 1 << 25)
  // Headings inside a report.
  static let account = Cues(rawValue: 1 << 26)
  static let coming = Cues(rawValue: 1 << 27)
  static let severalYears = Cues(rawValue: 1 << 28)
  static let oneYear = Cues(rawValue: 1 << 29)
  static let term = Cues(rawValue: 1 << 30)
  static let year = Cues(rawValue: 1 << 31)
  static let activity = Cues(rawValue: 1 << 32)
  static let closing = Cues(rawValue: 1 << 33)
  static let subcommittee = Cues(rawValue: 1 << 34)
  static let nation = Cues(rawValue: 1 << 35)

  /// The words of each cue, as they stand in folded text.
  static let words: [(cue: Cues, words: [String])] = [
    (.congress, ["人大", "人民代表大会"]),
    (.conference, ["政协", "政治协商", "协商委员会"]),
    (.standingCommittee, ["常委会", "常务委员会"]),
    (.nation, ["全国人民代表大会", "全国人大", "全国委员会", "全国政协"]),
    (.government, ["人民政府", "政府工作", "革命委员会", "人民委员会"]),
    (.judiciary, ["法院", "检察院", "监察委员会", "检察工作", "监委"]),
    (
      .party,
      [
        "中国共产党", "中共", "纪律检查", "纪委", "党代会", "市委常委", "县委常委", "区委常委", "省委常委", "州委常委",
        "旗委常委", "市委常务", "县委常务", "省委常务", "共青团", "妇女联合会", "总工会", "工商联", "民革", "民盟", "民建",
        "九三学社",
      ]
    ),
    (.doubledCommittee, ["委员会常务委员会", "委员会常委会"]),
    (
      .workReport,
      ["工作报告", "工作的报告", "工作情况报告", "工作情况的报告", "工作总结报告", "的总结报告", "工作的汇报"]
    ),
    (.anyReport, ["报告"]),
    (.budget, ["国民经济", "预算", "决算", "财政", "审计", "发展计划"]),
    (
      .specialReport,
      [
        "提案工作", "提案审查", "提案办理", "建议办理", "备案审查", "检查报告", "调研报告", "视察报告", "考察报告", "整改", "研究处理",
        "专项工作报告", "述职", "代表资格", "机关工作", "主席团",
      ]
    ),
    (
      .subcommittee,
      [
        "专门委员会", "法制委员会", "专委会", "工作委员会", "财政经济委员会", "筹备", "筹委会", "财经委员会", "民族委员会",
        "提案委员会",
      ]
    ),
    (.speech, ["讲话", "致辞", "致词", "开幕词", "闭幕词", "主持词", "演讲", "贺词", "发言"]),
    (
      .plan,
      ["工作要点", "工作计划", "立法计划", "监督计划", "规划", "实施方案", "工作方案", "议题计划", "工作安排", "协商计划"]
    ),
    (.resolution, ["决议", "决定", "公告", "名单", "议程", "日程", "公报"]),
    (.annex, ["附件", "附录", "名词解释", "用语说明", "名词注释", "名词说明", "起草说明", "解读"]),
    (.contents, ["目录"]),
    (.occasion, ["会议上", "大会上", "会上的", "全会上", "会议文件", "会议通过", "会议材料"]),
    (.salutation, ["各位代表", "各位委员", "代表们", "委员们", "各位领导", "代表同志"]),
    (
      .mandate,
      [
        "报告工作", "大会报告", "会议报告", "会作工作报告", "请予审议", "请审议", "予以审议", "报告如下", "汇报如下", "作如下报告",
        "提请审议", "请予审查", "请大会审议", "汇报工作", "作以下报告",
      ]
    ),
    (
      .onBehalf,
      [
        "我受", "我代表", "委托", "代表市", "代表县", "代表区", "代表省", "代表州", "代表旗", "代表自治", "代表常务", "代表常委", "代表政协",
        "代表第", "代表本届", "受市", "受县", "受区", "受省", "受州", "受常务", "谨代表", "现代表", "现在代表", "向大会", "我向",
      ]
    ),
    (.session, ["次会议", "次全体会议"]),
    (
      .news,
      ["本报讯", "本网讯", "新华社", "中新社", "中新网", "本报记者", "本网记者", "讯(记者", "日电(", "日讯", "通讯员"]
    ),
    (
      .furniture,
      [
        "当前位置", "您的位置", "您所在的位置", "所在位置", "您现在的位置", "首页", "网站地图", "责任编辑", "版权所有", "copyright",
        "icp备", "公网安备",
        "上一篇", "下一篇", "分享到", "扫一扫", "打印本页", "关闭窗口", "友情链接", "联系我们", "主办单位", "主办:", "技术支持",
        "网站标识码", "返回顶部", "字号", "字体:", "相关阅读", "相关链接", "相关文章", "设为首页", "加入收藏", "无障碍", "网站声明",
        "[打印]", "[关闭]", "稿件来源", "编辑:", "审核:", "用户登录", "站内搜索", "浏览次数", "版权声明", "分享:", "浏览器",
        "一审:", "二审:", "三审:", "搜索",
      ]
    ),
    (.publication, ["来源:", "发布时间", "发布日期", "发表时间", "浏览", "点击", "作者:", "阅读:", "阅读次数", "时间:"]),
    (.seller, ["淘宝", "范文", "店铺", "购买请", "正版资料", "倒卖", "代写", "公文写作", "写材料", "微信号:", "加微信"]),
    (
      .perhapsSeller,
      ["微信", "公众号", "http", "www.", "qq", "扫码", "关注", "网址", "优惠", "下载", "客服", "会员", "更多"]
    ),
    (
      .account,
      [
        "回顾", "主要工作", "工作情况", "工作总结", "年工作", "年的工作", "以来的工作", "来的工作", "度工作", "工作概况", "工作的基本情况",
        "工作主要情况", "工作成效", "届的工作", "工作的总结", "会工作", "会的工作", "届工作", "年的主要",
      ]
    ),
    (
      .coming,
      [
        "任务", "安排", "打算", "展望", "建议", "计划", "思路", "今后", "新一年", "新的一年", "未来", "下一步", "明年", "今年",
        "要求", "部署", "意见", "要点", "目标", "下一年", "设想", "来年",
      ]
    ),
    (
      .severalYears,
      [
        "五年", "四年", "三年", "两年", "二年", "5年", "4年", "3年", "本届", "届以来", "届人大以来", "这一届", "任期", "几年",
        "六年", "6年",
      ]
    ),
    (.oneYear, ["一年来", "过去一年", "过去的一年", "1年来", "一年"]),
    (.term, ["届"]),
    (.year, ["年"]),
    (
      .activity,
      [
        "听取和审议", "听取审议", "执法检查", "代表建议", "提案", "社情民意", "地方性法规", "任免", "主任会议", "常委会会议", "视察",
        "主席会议",
      ]
    ),
    (
      .closing,
      ["胜利闭幕", "即将闭幕", "就要闭幕", "现在开幕", "隆重开幕", "圆满完成了各项议程", "各项议程", "胜利召开,", "大会开幕"]
    ),
  ]
}

/// Finds the words of all cues in one pass over the folded scalars.
struct CueTable: Sendable {
  /// One table is enough, since the words are fixed.
  static let shared = CueTable()

  /// One word: where its units stand in ``units``.
  private struct Entry {
    var range: Range<Int>
    var cue: Cues
  }

  /// What two units begin a word; at most places none do.
  private var pairs = UnitSet()
  /// The units that are words themselves.
  private var singles = UnitSet()
  /// For each unit, where the words that begin with it are in ``entries``.
  private var buckets: [UInt16: Range<Int>] = [:]
  private var entries: [Entry] = []
  private var units: [UInt16] = []

  private init() {
    var words: [UInt16: [(word: [UInt16], cue: Cues)]] = [:]
    for (cue, list) in Cues.words {
      for word in list.map({ Array($0.utf16) }) {
        if word.count == 1 {
          singles.insert(word[0])
        } else {
          pairs.insert(UnitSet.pair(word[0], word[1]))
        }
        words[word[0], default: []].append((word, cue))
      }
    }
    for (first, list) in words {
      let start = entries.count
      for (word, cue) in list {
        entries.append(Entry(range: units.count..<(units.count + word.count), cue: cue))
        units += word
      }
      buckets[first] = start..<entries.count
    }
  }

  /// The cues of the words that stand in scalars.
  func cues(in scalars: UnsafeBufferPointer<Unicode.Scalar>) -> Cues {
    var found: Cues = []
    for index in scalars.indices {
      guard scalars[index].value < 0x1_0000 else { continue }
      let unit = UInt16(truncatingIfNeeded: scalars[index].value)
      let next = index + 1 < scalars.count ? scalars[index + 1].value : 0
      if pairs.contains(UnitSet.pair(unit, UInt16(truncatingIfNeeded: next)))
        || singles.contains(unit)
      {
        add(to: &found, from: index, unit, in: scalars)
      }
    }
    return found
  }

  private func add(
    to found: inout Cues, from index: Int, _ first: UInt16,
    in scalars: UnsafeBufferPointer<Unicode.Scalar>
  ) {
    for entry in entries[buckets[first] ?? 0..<0]
    where !found.contains(entry.cue) && entry.range.count <= scalars.count - index {
      var place = index
      var isSame = true
      for unit in units[entry.range] {
        if scalars[place].value != unit {
          isSame = false
          break
        }
        place += 1
      }
      if isSame { found.insert(entry.cue) }
    }
  }
}
