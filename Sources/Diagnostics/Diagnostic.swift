/// A finding about the user's input: how grave it is, where it is, and what to do about it.
///
/// Findings are values: a library collects them and never prints them.
public struct Diagnostic: Sendable, Equatable {
  /// How grave a finding is.
  public enum Severity: String, Sendable, CaseIterable {
    /// The work cannot be done.
    case error
    /// The work is done, and its result needs a second look.
    case warning
    /// Something that a careful reader wants to know.
    case note
  }

  /// How grave it is.
  public var severity: Severity
  /// Where it is; nowhere in particular where absent.
  public var place: Place?
  /// What is wrong and what to do.
  public var text: LocalisedText

  /// Makes a finding.
  public init(_ severity: Severity, at place: Place? = nil, _ text: LocalisedText) {
    self.severity = severity
    self.place = place
    self.text = text
  }

  /// The finding as one line, `counts.csv:41:7: error: “十二” is not a count: write 12`.
  ///
  /// The place and the severity are not translated, so that editors and scripts find them.
  public func line(in language: Language) -> String {
    let start = place.map { "\($0): " } ?? ""
    return "\(start)\(severity.rawValue): \(text.text(in: language))"
  }
}

/// A place in a file.
public struct Place: Sendable, Equatable, CustomStringConvertible {
  /// The file, as the user named it.
  public var file: String
  /// The physical line, from 1.
  public var line: Int?
  /// The character within the line, from 1; in a spreadsheet, the column of the sheet.
  public var column: Int?

  /// Makes a place.
  public init(_ file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`, as far as known.
  public var description: String {
    var parts = [file]
    if let line { parts.append(String(line)) }
    if line != nil, let column { parts.append(String(column)) }
    return parts.joined(separator: ":")
  }
}

/// The language of messages and results.
public enum Language: String, Sendable, CaseIterable {
  case chinese = "zh"
  case english = "en"
}

/// A text in both languages of the program.
public struct LocalisedText: Sendable, Equatable, Hashable {
  /// The Chinese text.
  public var chinese: String
  /// The English text.
  public var english: String

  /// Makes a text of its two versions.
  public init(zh chinese: String, en english: String) {
    self.chinese = chinese
    self.english = english
  }

  /// The version in a language.
  public func text(in language: Language) -> String {
    switch language {
    case .chinese: chinese
    case .english: english
    }
  }
}

extension Diagnostic {
  /// The user's own word as a message quotes it: in “ ”, control characters shown, long words cut.
  public static func quoted(_ word: some StringProtocol) -> String {
    let limit = 40
    var shown = ""
    for character in word.prefix(limit) {
      // A control character in a message could move the cursor of the reader's terminal.
      let isControl = character.unicodeScalars.contains { scalar in
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
          || scalar.properties.generalCategory == .format
      }
      if isControl { shown += "\u{FFFD}" } else { shown.append(character) }
    }
    let isCut = word.index(word.startIndex, offsetBy: limit, limitedBy: word.endIndex)
    return "“\(shown)\(isCut == nil || isCut == word.endIndex ? "" : "…")”"
  }
}
