/// The pages of a document as PDF, with nothing in them that changes from run to run.
enum PageDocument {
  /// The arguments with which soffice makes pages of a Word file, with a profile in the folder.
  static func officeArguments(_ file: String, in folder: String) -> [String] {
    // Tags and alternative texts for readers who listen; pictures as they are.
    let options =
      #"{"UseTaggedPDF":{"type":"boolean","value":"true"},"#
      + #""UseLosslessCompression":{"type":"boolean","value":"true"},"#
      + #""ReduceImageResolution":{"type":"boolean","value":"false"},"#
      + #""ExportBookmarks":{"type":"boolean","value":"true"}}"#
    return [
      "-env:UserInstallation=file://\(folder)/profile", "--headless", "--norestore", "--convert-to",
      "pdf:writer_pdf_Export:\(options)", "--outdir", folder, "\(folder)/\(file)",
    ]
  }

  /// The arguments with which chromium makes pages of a web page.
  static func browserArguments(_ file: String, output: String, in folder: String) -> [String] {
    [
      "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
      "--user-data-dir=\(folder)/profile", "--print-to-pdf=\(folder)/\(output)",
      "file://\(folder)/\(file)",
    ]
  }

  /// The file with dates and identifiers of the run overwritten by ones of the same length, so that
  /// no offset in it changes.
  static func settled(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for key in ["/CreationDate", "/ModDate"] {
      overwrite(after: key, from: "(", to: ")", in: &result) { index, byte in
        guard (0x30...0x39).contains(byte) else { return byte }
        // D:19800101000000
        let date = Array("19800101000000".utf8)
        return index < date.count ? date[index] : 0x30
      }
    }
    overwrite(after: "/ID", from: "[", to: "]", in: &result) { _, byte in
      isHexadecimal(byte) ? 0x30 : byte
    }
    overwrite(after: "/DocChecksum", from: "/", to: "\n", in: &result) { _, byte in
      isHexadecimal(byte) ? 0x30 : byte
    }
    return result
  }

  /// Changes the bytes between two marks that follow a key, every time that the key is there;
  /// `change` gets the number of the digits before each.
  private static func overwrite(
    after key: String, from start: Character, to end: Character, in bytes: inout [UInt8],
    _ change: (Int, UInt8) -> UInt8
  ) {
    let key = Array(key.utf8)
    let (start, end) = (start.asciiValue ?? 0, end.asciiValue ?? 0)
    // Beyond these there is another object.
    let (gap, reach) = (4, 160)
    var index = 0
    while let found = bytes[index...].firstRange(of: key) {
      index = found.upperBound
      let near = bytes[index..<min(index + gap, bytes.count)]
      guard let first = near.firstIndex(of: start) else { continue }
      let far = bytes[(first + 1)..<min(first + reach, bytes.count)]
      guard let last = far.firstIndex(of: end) else { continue }
      var digits = 0
      for place in (first + 1)..<last {
        let byte = bytes[place]
        bytes[place] = change(digits, byte)
        if (0x30...0x39).contains(byte) { digits += 1 }
      }
      index = last
    }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }
}
