import Testing

@testable import Metrics

@Suite struct AssociationOfValuesTests {
  @Test func `values as stated go together by the rows that have both`() throws {
    // Rows 1, 2, 4: x = 1000, 2000, 4000 and y = 3, 1, 2.
    let found = IndexAudit.Association(
      "x", [1000, 2000, 3000, 4000], "y", [3, 1, nil, 2])
    #expect(found.count == 3)
    // Ranks 1 2 3 against 3 1 2: ρ = 1 − 6·(4 + 1 + 1)/(3·8) = −0.5.
    let spearman = try #require(found.spearman)
    #expect(abs(spearman.value + 0.5) < 1e-12)
    // One concordant pair of three: τ = (1 − 2)/3.
    let kendall = try #require(found.kendall)
    #expect(abs(kendall.value + 1.0 / 3) < 1e-12)
    // Σdx·dy/√(Σdx²·Σdy²) = (−4/3·1 − 1/3·−1 + 5/3·0)/√(42/9·2) = −1/√(28/3).
    let pearson = try #require(found.pearson)
    #expect(abs(pearson.value + 1 / (28.0 / 3).squareRoot()) < 1e-12)
  }

  @Test func `a constant column goes together with nothing`() {
    let found = IndexAudit.Association("x", [1e300, 1e300], "y", [-1e300, 1e300])
    #expect(found.pearson == nil)
    #expect(found.spearman == nil)
    #expect(found.kendall == nil)
  }
}
