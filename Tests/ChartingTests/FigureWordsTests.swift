import Testing

@testable import Charting

struct FigureWordsTests {
  private func places(_ template: String) -> Set<String> {
    Set(
      (" " + template).split(separator: "{").dropFirst().compactMap {
        $0.split(separator: "}").first
      }
      .map(String.init))
  }

  @Test(arguments: Phrase.allCases)
  func `both languages fill in what the other does, as far as they say it`(phrase: Phrase) {
    let words = phrase.words
    switch phrase {
    case .listedAndOthers, .namesAndOthers:
      // Chinese counts all or none where English counts the rest.
      #expect(places(words.chinese).contains("names") && places(words.english).contains("names"))
    case .sentenceSpace:
      #expect(words.chinese.isEmpty && words.english == " ")
    default:
      #expect(places(words.chinese) == places(words.english))
      #expect(!words.chinese.isEmpty && !words.english.isEmpty)
    }
  }

  @Test(arguments: Phrase.allCases)
  func `no word judges a body`(phrase: Phrase) {
    for word in ["落后", "倒数", "履职", "水平", "优秀", "较差", "末位"] {
      #expect(!phrase.words.chinese.contains(word))
    }
    for word in ["worst", "best", "poor", "perform", "behind", "lag"] {
      #expect(!phrase.words.english.lowercased().contains(word))
    }
  }

  @Test(arguments: Phrase.allCases)
  func `Chinese words have no Latin letters and English ones no ideographs`(phrase: Phrase) {
    let chinese = phrase.text(in: .chinese)
    #expect(chinese.allSatisfy { !($0.isASCII && $0.isLetter) })
    let english = phrase.text(in: .english)
    #expect(english.unicodeScalars.allSatisfy { $0.value < 0x2E80 })
  }

  @Test func `what is filled in is not searched for places again`() {
    let text = Phrase.unit.text(in: .english, ["unit": "{unit} {count}"])
    #expect(text == "Unit: {unit} {count}")
  }
}
