#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
public import Diagnostics

/// How a difference in a criterion becomes a preference from 0 to 1 (PROMETHEE).
///
/// `d` is the difference in favour of the first body, in the criterion's own unit; where it is 0 or
/// below there is no preference. Thresholds are in that unit too. Differences that are a threshold but
/// for rounding are the threshold.
///
/// - Source: Brans & Vincke, Management Science 31 (1985), 647–656, table of six generalised criteria.
public enum PreferenceFunction: Sendable, Equatable {
  /// 1 for any d above 0.
  case usual
  /// 1 for d above q, else 0; q ≥ 0.
  case uShape(indifference: Double)
  /// d / p up to p, then 1; p > 0.
  case vShape(preference: Double)
  /// 0 up to q, ½ up to p, then 1; 0 ≤ q < p.
  case level(indifference: Double, preference: Double)
  /// 0 up to q, (d − q) / (p − q) up to p, then 1; 0 ≤ q < p.
  case linear(indifference: Double, preference: Double)
  /// 1 − exp(−d² / 2s²); s > 0.
  case gaussian(deviation: Double)

  /// What is wrong with the thresholds; nothing where they are sound.
  public var problem: LocalisedText? {
    switch self {
    case .usual:
      return nil
    case .uShape(let q):
      return q.isFinite && q >= 0
        ? nil
        : LocalisedText(
          zh: "无差异阈值须为不小于 0 的数", en: "write an indifference threshold of 0 or more")
    case .vShape(let p):
      return p.isFinite && p > 0
        ? nil : LocalisedText(zh: "偏好阈值须大于 0", en: "write a preference threshold above 0")
    case .level(let q, let p), .linear(let q, let p):
      return q.isFinite && p.isFinite && q >= 0 && p > q
        ? nil
        : LocalisedText(
          zh: "须有 0 ≤ 无差异阈值 < 偏好阈值",
          en: "write thresholds with 0 ≤ indifference < preference")
    case .gaussian(let s):
      return s.isFinite && s > 0
        ? nil : LocalisedText(zh: "标准差须大于 0", en: "write a deviation above 0")
    }
  }

  /// The preference for `a` over `b`, more = better.
  func callAsFunction(_ a: Double, over b: Double) -> Double {
    let d = a - b
    if d <= 0 || Ranking.isTie(a, b) { return 0 }
    let rounding = Ranking.relativeTolerance * max(abs(a), abs(b))
    switch self {
    case .usual: return 1
    case .uShape(let q): return d <= q + rounding ? 0 : 1
    case .vShape(let p): return min(1, d / p)
    case .level(let q, let p): return d <= q + rounding ? 0 : d <= p + rounding ? 0.5 : 1
    case .linear(let q, let p): return d <= q ? 0 : min(1, (d - q) / (p - q))
    case .gaussian(let s): return -expm1(-(d / s) * (d / s) / 2)
    }
  }
}
