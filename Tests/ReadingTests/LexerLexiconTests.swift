import Testing

@testable import Reading

struct LexerLexiconTests {
  @Test func `a set of symbols has room for all of them`() {
    #expect(Symbol.allCases.count <= 128)
    var all = SymbolSet(rawValue: 0)
    for symbol in Symbol.allCases {
      #expect(!all.has(symbol))
      all.add(symbol)
      #expect(all.has(symbol))
    }
    #expect(Array(all.elements) == Symbol.allCases.map(\.rawValue))
  }

  @Test(arguments: Symbol.allCases)
  func `a symbol has words, or is made of numbers`(_ symbol: Symbol) {
    let made: Set<Symbol> = [.yearNumber, .figure, .ordinal]
    let entries = (Lexicon.words + Lexicon.placed).filter { $0.symbol == symbol }
    #expect(entries.isEmpty == made.contains(symbol))
    for entry in entries { #expect(!WordTrie.split(entry.words).isEmpty) }
  }

  /// A word that normalisation changes is in no normalised text, so that it would never be found.
  @Test(arguments: Symbol.allCases)
  func `a word can be found`(_ symbol: Symbol) {
    Misread.check("words of \(symbol)") {
      for entry in Lexicon.words + Lexicon.placed where entry.symbol == symbol {
        for word in WordTrie.split(entry.words) where word != [NormalisedText.paragraphEnd] {
          let written = String(decoding: word, as: UTF16.self)
          let text = NormalisedText(PlainText(written))
          #expect(text.units == word, "\(written)")
          let tokens = Lexer(text).tokens
          #expect(tokens.map { Int($0.end) } == [word.count], "\(written)")
          #expect(tokens.first?.is(symbol) == true, "\(written)")
        }
      }
    }
  }

  @Test func `no word is listed twice for one meaning`() {
    Misread.check("doubled words") {
      for symbol in Symbol.allCases {
        var seen: Set<[UInt16]> = []
        for entry in Lexicon.words where entry.symbol == symbol {
          for word in WordTrie.split(entry.words) {
            let isNew = seen.insert(word).inserted
            #expect(isNew, "\(symbol): \(String(decoding: word, as: UTF16.self))")
          }
        }
      }
    }
  }
}
