import Diagnostics
import Metrics
import Testing

@Suite struct MeanEstimateTests {
  @Test func `the mean of five sources is that of the Corruption Perceptions Index`() throws {
    // s² = (4 + 0 + 4 + 4 + 4)/4 = 4; 2/√5 = 0.894; 1.6448536·0.8944272 = 1.471.
    let estimate = try MeanEstimate([61, 63, 61, 65, 65], distribution: .normal)
    #expect(estimate.mean == 63)
    #expect(isNear(estimate.standardError, 0.894427191, within: 1e-9))
    #expect(isNear(estimate.margin, 1.4712018, within: 1e-6))
  }

  @Test func `Student's interval of few values is wider`() throws {
    // t(0.95; 4) = 2.1318468.
    let estimate = try MeanEstimate([61, 63, 61, 65, 65])
    #expect(isNear(estimate.margin, 2.131846786 * 0.894427191, within: 1e-8))
  }

  @Test func `one value, none or no number is refused`() {
    for values in [[], [3], [1, .nan], [1, .infinity]] as [[Double]] {
      #expect(throws: MetricsError.self) { try MeanEstimate(values) }
    }
    #expect(throws: MetricsError.self) { try MeanEstimate([1, 2], level: 1) }
  }

  @Test(arguments: Claim.allCases)
  func `the words of a claim judge nobody`(claim: Claim) {
    for language in Language.allCases {
      let words = claim.heading.text(in: language) + claim.explanation.text(in: language)
      #expect(!words.isEmpty)
      for judgement in ["履职水平", "落后", "倒数", "优秀", "better", "worse", "performance"] {
        #expect(!words.contains(judgement))
      }
    }
    #expect(Claim.description.heading != Claim.inference.heading)
  }
}
