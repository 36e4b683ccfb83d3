#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The functions of the C library that weights and audits need, so that only this file imports one.
enum Elementary {
  static func log(_ x: Double) -> Double { logarithm(x) }
  static func log1p(_ x: Double) -> Double { logarithmOfOnePlus(x) }
  static func erfc(_ x: Double) -> Double { complementaryError(x) }
  static func exp(_ x: Double) -> Double { exponential(x) }
  static func expm1(_ x: Double) -> Double { exponentialLessOne(x) }
  static func atan2(_ y: Double, _ x: Double) -> Double { angle(y, x) }
  static func sin(_ x: Double) -> Double { sine(x) }
  static func cos(_ x: Double) -> Double { cosine(x) }
}

private func logarithm(_ x: Double) -> Double { log(x) }
private func logarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }
private func complementaryError(_ x: Double) -> Double { erfc(x) }
private func exponential(_ x: Double) -> Double { exp(x) }
private func exponentialLessOne(_ x: Double) -> Double { expm1(x) }
private func angle(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
private func sine(_ x: Double) -> Double { sin(x) }
private func cosine(_ x: Double) -> Double { cos(x) }

extension Message {
  /// A share or ratio with three decimals.
  static func rounded(_ value: Double) -> String {
    guard abs(value) < 1e12 else { return number(value) }
    let thousandths = Int((value * 1000).rounded())
    if thousandths % 1000 == 0 { return "\(thousandths / 1000)" }
    return "\(Double(thousandths) / 1000)"
  }

  /// A judgement as it is written: 3, or 1/3 for what is less important.
  static func judgement(_ value: Double) -> String {
    value < 1 ? "1/\(rounded(1 / value))" : rounded(value)
  }
}
