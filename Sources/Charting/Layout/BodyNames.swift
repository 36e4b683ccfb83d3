/// Names of places, made shorter by rule where there is little room.
enum BodyNames {
  /// The names without their suffixes where that leaves every one of them unmistakable.
  ///
  /// 白城市 becomes 白城, 湖南省 湖南, 内蒙古自治区 内蒙古, 延边朝鲜族自治州 stays; a district or a county
  /// keeps its suffix, and so does a name of two characters. Where two would become one (吉林省, 吉林市)
  /// both stay as they are. English names lose “ City”, “ Province”, “ Prefecture” alike.
  static func abbreviated(_ names: [String]) -> [String] {
    let short = names.map(Self.short)
    var counts: [String: Int] = [:]
    for name in short { counts[name, default: 0] += 1 }
    return zip(names, short).map { name, short in
      counts[short] == 1 && short != name ? short : name
    }
  }

  private static func short(_ name: String) -> String {
    for suffix in ["维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市"]
    where name.hasSuffix(suffix) && name.count - suffix.count >= 2 {
      return String(name.dropLast(suffix.count))
    }
    for suffix in [" City", " Province", " Prefecture", " Municipality"]
    where name.hasSuffix(suffix) && name.count > suffix.count + 1 {
      return String(name.dropLast(suffix.count))
    }
    return name
  }
}
