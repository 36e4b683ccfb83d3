/// The ordinary characters that PDFs write as radicals of the same shape.
///
/// A font draws ⼈ (U+2F08) and 人 (U+4EBA) alike, and many PDFs name the first where the second was
/// written.
///
/// - Source: the Unicode Character Database, `UnicodeData.txt` (compatibility mappings of the block
///   Kangxi Radicals) and `EquivalentUnifiedIdeograph.txt`.
enum UnifiedCharacters {
  /// The ordinary character for a radical; any other character itself.
  static func unified(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0x2E80...0x2FDF).contains(scalar.value) else { return scalar }
    return table[scalar] ?? scalar
  }

  private static let table = Dictionary(
    uniqueKeysWithValues: zip(radicals.unicodeScalars, ordinary.unicodeScalars))

  private static let radicals = """
    ⺁⺎⺝⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⼀⼁⼂⼃⼄⼅⼆⼇⼈⼉⼊⼋⼌⼍⼎⼏\
    ⼐⼑⼒⼓⼔⼕⼖⼗⼘⼙⼚⼛⼜⼝⼞⼟⼠⼡⼢⼣⼤⼥⼦⼧⼨⼩⼪⼫⼬⼭⼮⼯⼰⼱⼲⼳⼴⼵⼶⼷⼸⼹⼺⼻⼼\
    ⼽⼾⼿⽀⽁⽂⽃⽄⽅⽆⽇⽈⽉⽊⽋⽌⽍⽎⽏⽐⽑⽒⽓⽔⽕⽖⽗⽘⽙⽚⽛⽜⽝⽞⽟⽠⽡⽢⽣⽤⽥⽦⽧⽨⽩\
    ⽪⽫⽬⽭⽮⽯⽰⽱⽲⽳⽴⽵⽶⽷⽸⽹⽺⽻⽼⽽⽾⽿⾀⾁⾂⾃⾄⾅⾆⾇⾈⾉⾊⾋⾌⾍⾎⾏⾐⾑⾒⾓⾔⾕⾖\
    ⾗⾘⾙⾚⾛⾜⾝⾞⾟⾠⾡⾢⾣⾤⾥⾦⾧⾨⾩⾪⾫⾬⾭⾮⾯⾰⾱⾲⾳⾴⾵⾶⾷⾸⾹⾺⾻⾼⾽⾾⾿⿀⿁⿂⿃\
    ⿄⿅⿆⿇⿈⿉⿊⿋⿌⿍⿎⿏⿐⿑⿒⿓⿔⿕
    """

  private static let ordinary = """
    厂兀月母民西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟一丨丶丿乙亅二亠人儿入八冂冖冫几\
    凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心\
    戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白\
    皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆\
    豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥\
    鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠
    """
}
