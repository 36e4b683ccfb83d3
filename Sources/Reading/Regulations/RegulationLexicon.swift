/// What a word means to the grammar of regulations.
enum RegulationWord: UInt8 {
  // What is done with a regulation.
  case enact, release, amend, repeal, pass, approve, reading, deliberate
  case survey, legislate, begin, complete
  // What is done with one that exists already, or belongs to others.
  case use, useFirst, hear, suggest, help, otherCongress, government, ownPaper
  // When.
  case plan, intend
  // Ends of titles.
  case regulation, rule, decision, draft, amendmentDraft
  // What stands around titles.
  case about, towards, of, and, enumeration, comma, colon, bracket, first, link, etcetera, generic
  case adverb, part, title
}

/// The words of the grammar of regulations.
///
/// The longest word at a place counts. Where a common word is part of a title's own, the longer word
/// stands here too: 应对 is no 对, 宣传教育条例 is no 宣传.
enum RegulationLexicon {
  /// Words by meaning, parted by spaces, each of them once.
  static let words: [(meaning: RegulationWord, words: String)] = [
    (
      .enact,
      """
      制定 新制定 制订 新制订 制定了 制订了 制定通过 研究制定 创制 制定并 制定和 作出 作出了 做出 做出了 制定完成 通过制定
      """
    ),
    (
      .release,
      """
      出台 出台了 制定出台 制定出台了 编制出台 颁布 颁布了 颁行 颁布实施 颁布施行 公布施行 公布实施 公布 正式施行 正式实施 施行 出台实施 \
      制定颁布 制定并颁布 发布施行 颁发 公布了 推出
      """
    ),
    (
      .amend,
      """
      修改 修订 修正 打包修改 集中修改 修改完善 修订完善 打包修正 全面修订 集中修订 一揽子修改 打包修订 修改了 \
      修订了 修正了 修订出台 修订通过 修订颁布 修改并 重新修订 补充修改 修订工作 修改工作 修正工作
      """
    ),
    (.repeal, "废止 废止了 宣布废止 打包废止 集中废止 废除"),
    (
      .pass,
      """
      通过 通过了 审议通过 审议通过了 表决通过 表决通过了 审议并通过 审议并通过了 审议表决通过 审议、通过 二审通过 \
      三审通过 二次审议通过 三次审议通过 两审通过 全票通过 高票通过 获得通过 审查通过 讨论通过 审议并表决通过 审议和通过 \
      修改并通过 修改通过 审议制定 审议修订 审议修改 审议出台 审议决定
      """
    ),
    (.approve, "批准 审查批准 审议批准 审查批准了 批准了 获批 报批 报请批准 批复 批准实施 批准施行 待批 获准"),
    (
      .reading,
      """
      一审 初审 二审 三审 隔次审议 初次审议 首次审议 再次审议 一次审议 两次审议 二次审议 三次审议 多次审议 \
      第一次审议 第二次审议 第三次审议 一审通过 初审通过 通过一审 通过初审 通过二审 通过初次审议 完成一审 完成初审 \
      统一审议 进行了审议 进行审议 提请审议 提交审议 继续审议 审议了 初审了 一审了 第1次审议 第2次审议 第3次审议 \
      初步审议 进入二审 进入审议
      """
    ),
    (.deliberate, "审议 讨论 审查 新审议 研究审议 审议讨论 审议修改"),
    (
      .survey,
      """
      立法调研 立法项目调研 立法前期调研 前期调研 立法论证 立项论证 起草 起草了 主导起草 牵头起草 组织起草 \
      参与起草 起草工作 起草论证 调研起草 立法前期 前期工作 立法准备 立法进程 立法进度 立法步伐 调研论证 立法起草 \
      论证 征求意见 公开征求意见 征求意见工作 立法研究 修订调研 修改调研 调研 专题调研 立法调查 立项 列入立法计划 \
      纳入立法计划 列入立法规划 纳入立法规划 预备项目 调研项目 前期论证 立法协调 协同立法
      """
    ),
    (.legislate, "立法 立法工作 立法项目 立法任务 立法程序 立法活动"),
    (
      .begin,
      """
      启动 启动了 推进 推动 加快 着手 加快推进 积极推进 稳步推进 有序推进 扎实推进 做好 抓好 抓紧 谋划 筹备 持续推进 \
      积极推动 全力推进 统筹推进 认真做好 加紧 开展 研究 深入开展 组织开展
      """
    ),
    (.complete, "完成 完成了 如期完成 顺利完成 圆满完成 高质量完成 基本完成 按时完成"),
    // Regulations that exist already.
    (
      .use,
      """
      执法检查 实施情况 贯彻实施 贯彻落实 贯彻执行 执行情况 落实情况 实施情况检查 贯彻实施情况 贯彻落实情况 \
      新闻发布会 实施效果 立法后评估 后评估 法规评估 颁布实施以来 施行以来 实施以来 出台以来 颁布以来 颁布后 \
      出台后 颁布实施后 施行后 实施后 通过后 宣传贯彻 学习宣传 学习贯彻 宣传周 宣传月 宣传活动 根据 依据 按照 \
      依照 遵照 违反 符合 有效实施 正确实施 全面实施 落地 落地见效 深入实施 严格执行 执法调研 备案审查 \
      解读 法律监督 专项监督 周年 一法一条例 视察 审议意见 规定的 贯彻 落实 执行 实施的 实施进行 落实好 \
      作为依据 为契机 颁布实施为契机 出台为契机 之际 之机 要求 督查 跟踪检查 施行前 实施前 宣讲 回头看 推动落实 贯彻实施工作 新闻发布 发布会 \
      检查了 施行一周年 颁布实施新闻发布会 实施工作
      """
    ),
    (
      .useFirst,
      "检查 宣传 学习 监督 评估 落实了 推动实施 实施 执行了 评议 调查 监督检查 开展检查 跟踪 跟踪监督 对照 围绕落实 督促 配套 清理 普法 组织实施 实施了"
    ),
    (.hear, "听取 听取和审议 听取审议 听取并审议 听取了 听取审议了 听取和审议了 听取、审议 听取关于"),
    (.suggest, "建议 提出修改意见 修改意见 提出意见 意见建议 修改建议 提出建议 议案 代表建议 反馈意见"),
    (.help, "协助 配合 参与 受委托 承接 积极参与 积极配合 协助做好 会同省"),
    (
      .otherCongress,
      """
      省人大 省人大常委会 全国人大 全国人大常委会 自治区人大 自治区人大常委会 上级人大 上级人大常委会 国务院 全国人民代表大会 \
      区人大常委会 县人大常委会 各县区人大 县区人大 区县人大 县(市、区)人大 区(市)县人大
      """
    ),
    (
      .government,
      """
      市政府 省政府 县政府 区政府 州政府 人民政府 政府 有关部门 相关部门 市委 省委 市中级人民法院 法院 检察院 \
      公安局 主管部门 党组 常委会党组 机关党组 督促政府 推动政府
      """
    ),
    (.ownPaper, "等制度 制度 等文件 文件 项制度 等工作制度 工作制度 内部制度 规章制度 等规章制度 等制度性文件 规范性文件 等规范性文件 工作规范"),
    (.plan, "拟 明年 下一步 下步 来年 新的一年 力争 拟于 拟订计划 下一年"),
    (.intend, "计划 准备 打算"),
    // Ends of titles.
    (
      .regulation,
      """
      条例 立法条例 地方立法条例 制定地方性法规条例 宣传教育条例 监督检查条例 审查监督条例 审查批准监督条例 监督条例 暂行条例 \
      研究开发条例 备案审查条例 执法检查条例 讨论决定重大事项条例 保障条例 评估条例 学习条例 支持条例 推进条例 推动条例
      """
    ),
    (.rule, "规定 办法 若干规定 暂行规定 暂行办法 实施办法 管理办法 管理规定 实施细则 若干规则 制定地方性法规规定"),
    (.decision, "决定"),
    (.draft, "草案 (草案) 草案修改稿 (草案修改稿) 草案表决稿 (送审稿) (征求意见稿) (表决稿) (草案表决稿)"),
    (
      .amendmentDraft,
      "修订草案 (修订草案) 修正草案 (修正草案) 修正案 修正案草案 (修正案) 修改草案 (修改草案) 修正案(草案) 修订稿 (修订) (修正) (修订稿) (修正案草案) 草案修订稿 修订案 修订案草案 (修订草案修改稿)"
    ),
    // What stands around titles.
    (.about, "关于"),
    (.towards, "对 将 把 就 经 由 为 围绕 聚焦 针对 使 让 被"),
    (.of, "的"),
    (.and, "和 及 与 以及 暨 或 并 及其 并且 、和"),
    (.enumeration, "、"),
    (.comma, ", ; 。 ! ?"),
    (.colon, ": \u{2014} \u{2014}\u{2014}"),
    (.bracket, "( ) 〔 〕 [ ] “ ” ‘ ’ 「 」 \" ' < >"),
    (
      .first,
      "首部 全国首部 全省首部 首个 第一部 国内首部 全省第一部 全国第一部 全国首个 全省首个 首件 一部 率先 我市首部 我省首部 全市首部 在全国率先 在全省率先"
    ),
    (.link, "包括 分别是 分别为 即 涉及 其中 如 例如 依次为 有 主要有 主要是 它们是 是"),
    (.etcetera, "等 等等 等部 等件"),
    (
      .generic,
      """
      法规 地方性法规 地方法规 单行条例 自治条例 法律 法律法规 地方性法规性决定 法规性决定 一条例 有关规定 相关规定 八项规定 \
      有关办法 法律规定 按规定 规定动作 法规草案 两部法规 决定权 决定任命 决定任免 作出决定 决议决定 决定决议 \
      人大决定 重大事项决定 讨论决定 依法决定 决议、决定 具体办法 相应办法 想办法 好办法 方式办法 制度办法 相应管理办法 \
      有关条例 相关条例 两条例 各项规定 明确规定 依照规定 法定 立法决定
      """
    ),
    (
      .adverb, "适时 探索 认真 深入 持续 先后 组织 分别 集中 重点 全面 大力 广泛 进行 依法 及时 严格 扎实 积极 切实 继续 已 共 全年 了 我市 我省 本市 本省"
    ),
    (
      .part,
      """
      应对 就业 就医 对外 就学 就诊 就餐 面对 绝对 相对 结对 对口 对接 比对 核对 就近 成就 即将 将来 对象 创业就业 \
      因为 行为 作为 成为 认为 为民 为本 为主 为核心 人为 为了 由于 自由 理由 自由贸易 经济 经营 经费 已经 经验 曾经 财经 \
      神经 国家 有关 有效 有序 有机 有限 国有 所有 公有 私有 有害 有毒 有轨 有线 有奖 共有 非国有 如何 即时 \
      随即 立即 立体 建立 设立 独立 成立 树立 国立 确立 中立 公立 私立 立项目 是否 或者 并网 合并 兼并 还款 还原 归还 \
      返还 公开 公共 要求人 与会 参与人 给予 赋予 研究开发 研究院 研究所 科学研究 推动力 推进器 共同 共建 共享 公共安全 \
      开展业务 会展 拟态 模拟 虚拟 关于的 职业 社会保障 劳动保障 住房保障 医疗保障 权益保障 \
      保障和 促进 宣传和 监督管理 监督和 检查和 校准 批准文号 目的 的士 公路 文件管理 \
      制度建设 质量监督 预算监督 工程监督 审计监督 法律援助 社会信用 学习型 审查监督 立面 建筑外立面 协同联动 协同发展 \
      协同创新 区域协同 参与管理 公众参与 立体交通 土地清理 垃圾清理 清理整治 视察工作 经纪 经理 经贸 有价 有偿 对话 \
      参加人 准备金 实施中华人民共和国 有组织 计划生育 集中供热 集中供水 集中式 重点项目 重点建设 重点工程 重点排污 继续教育 了解 组织机构 使用 被征地 对台 经开区 将军 如东 如皋 即墨 为农 和平 和县 和田 与人 及时
      """
    ),
  ]

  /// The words as a trie, and what each of them means.
  static let trie = WordTrie(words.map { (symbol: Symbol.law, words: $0.words) })

  /// The meanings, by the trie's values: those of the words in their order.
  static let meanings: [RegulationWord] = {
    var seen = Set<[UInt16]>()
    var meanings: [RegulationWord] = []
    for (meaning, words) in words {
      for word in WordTrie.split(words) where seen.insert(word).inserted {
        meanings.append(meaning)
      }
    }
    return meanings
  }()

  /// Whether a unit can begin a word.
  static let openings: [Bool] = {
    var openings = [Bool](repeating: false, count: 0x10000)
    for (_, words) in words {
      for word in WordTrie.split(words) { openings[Int(word[0])] = true }
    }
    return openings
  }()

  /// What makes a rule or a decision a paper of the committee's own work, and no regulation.
  static let internalWords: [[UInt16]] = [
    "代表", "会议", "常委会", "常务委员会", "主任会", "人大机关", "机关干部", "机关工作", "国家机关工作人员", "履职", "评议", "工作规定",
    "工作办法", "议事",
    "任免", "宣誓", "审议意见", "列席", "旁听", "建议办理", "调研", "测评", "视察", "信访", "立法", "备案", "考核",
    "联系", "监督", "听证", "专题询问", "议案", "组成人员", "述职", "专家", "人大", "执法检查", "询问", "请示报告",
    "票决", "学习宣传", "八项规定", "相应", "党", "政协",
  ].map { Array($0.utf16) }
}
