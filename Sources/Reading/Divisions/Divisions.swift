import Observations

/// The table of administrative divisions, and its look-up by name and by code.
///
/// It holds the divisions of the mainland from county level up, and the names that they had since
/// 1987. What was abolished without a successor, or has several, is in it as it was last, if it was a
/// division of county level in this century (杭州市下城区); the abolished prefectures 巢湖市 and 莱芜市
/// are not.
enum Divisions {
  /// The divisions that a name can mean, the most likely first.
  ///
  /// A name is today's (济阳区) or a former one (济阳县), prefixed or not (济南市济阳区,
  /// 山东省济南市济阳区), or without its suffix (白城, 山东济南). Today's names come before the short
  /// ones of autonomous areas (延边州), these before former ones and
  /// those of abolished divisions, these before names without a suffix;
  /// among equals the higher level, then the greater city, then the lower code.
  ///
  /// Edge cases: a county's name without its suffix (义乌) counts only where the name means nothing
  /// else, and has two characters or more; an unknown name means none.
  ///
  /// - Parameters:
  ///   - name: The name, without spaces.
  ///   - context: The name of a province or city that it must lie in or be; one that is not known
  ///     narrows nothing.
  /// - Returns: The divisions; none where the name is not known or lies elsewhere.
  static func named(_ name: String, within context: String? = nil) -> [Division] {
    index.named(name, within: context).map { index.divisions[$0] }
  }

  /// The division of a code by GB/T 2260: today's, or the last one of an abolished division.
  static func withCode(_ code: String) -> Division? {
    position(ofCode: code).map { index.divisions[$0] }
  }

  /// The longest name that the scalars start with, and the divisions that it can mean, the most likely
  /// first.
  ///
  /// A name has its suffix, is today's, a former one or an autonomous area's short one, and goes on
  /// through all that lie in one another: 山东省济南市济阳区 is one match of nine scalars.
  ///
  /// Edge cases: two characters such as 城区, 郊区 or 东区, and 市郊区, are words of their own, and so
  /// match only after the name of their city. Where a text goes on with other words, these are not
  /// looked at: 对应县 holds 应县, so look only where a name may begin.
  static func longestMatch(
    in scalars: ArraySlice<Unicode.Scalar>
  ) -> (length: Int, divisions: [Division])? {
    guard let match = index.longestMatch(in: scalars) else { return nil }
    return (match.length, match.positions.map { index.divisions[$0] })
  }

  /// The names that a division had before today's, without prefix, the oldest first.
  ///
  /// `from` and `to` are the first and the last year at whose end the name was in force; `from` is
  /// `nil` where that was before 1987. One name may come twice, if it came back.
  static func formerNames(of division: Division) -> [(name: String, from: Int?, to: Int?)] {
    guard let position = position(ofCode: division.code) else { return [] }
    return index.formerNames[position, default: []].map { ($0.name, $0.from, $0.to) }
  }

  private static func position(ofCode code: String) -> Int? {
    // Six digits and nothing else: a number may also be written +370115 or 0370115.
    guard code.utf8.count == 6 else { return nil }
    return UInt32(code).flatMap { index.position(ofCode: $0) }
  }

  /// Built at the first look-up; a constant from then on.
  private static let index = DivisionIndex(DivisionTable.text)
}
