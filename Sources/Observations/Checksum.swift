import CGLib

/// SHA-256 of bytes, in hexadecimal.
///
/// - Source: FIPS 180-4; computed by GLib.
public func sha256(_ parts: [[UInt8]]) -> String {
  guard let checksum = g_checksum_new(G_CHECKSUM_SHA256) else { return "" }
  defer { g_checksum_free(checksum) }
  for part in parts {
    part.withUnsafeBufferPointer { g_checksum_update(checksum, $0.baseAddress, gssize($0.count)) }
  }
  return g_checksum_get_string(checksum).map { String(cString: $0) } ?? ""
}
