/// Placeholder of the table of traditional characters.
enum TraditionalCharacters {
  static func simplified(_ scalar: Unicode.Scalar) -> Unicode.Scalar { scalar }
}
