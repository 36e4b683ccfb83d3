import Metrics

/// The data of the technology achievement index, 23 countries by 8 indicators.
///
/// Telephones and electricity are in logarithms to base 10.
///
/// - Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), appendix; from UNDP,
///   Human Development Report 2001.
enum TechnologyAchievement {
  static let indicators = [
    "patents", "royalties", "internet", "exports", "telephones", "electricity", "schooling",
    "university",
  ]

  static let values: [[Double]] = [
    [187, 125.6, 200.2, 50.7, 3.08, 4.15, 10, 27.4],  // FIN
    [289, 130, 179.1, 66.2, 3, 4.07, 12, 13.9],  // USA
    [271, 156.6, 125.8, 59.7, 3.1, 4.14, 11.4, 15.3],  // SWE
    [994, 64.6, 49, 80.8, 3, 3.86, 9.5, 10],  // JPN
    [779, 9.8, 4.8, 66.7, 2.97, 3.65, 10.8, 23.2],  // KOR
    [189, 151.2, 136, 50.9, 3.02, 3.77, 9.4, 9.5],  // NLD
    [82, 134, 57.4, 61.9, 3.02, 3.73, 9.4, 14.9],  // GBR
    [31, 38.6, 108, 48.7, 2.94, 4.18, 11.6, 14.2],  // CAN
    [75, 18.2, 125.9, 16.2, 2.94, 3.94, 10.9, 25.3],  // AUS
    [8, 25.5, 72.3, 74.9, 2.95, 3.83, 7.1, 24.2],  // SGP
    [235, 36.8, 41.2, 64.2, 2.94, 3.75, 10.2, 14.4],  // DEU
    [103, 20.2, 193.6, 19, 3.12, 4.39, 11.9, 11.2],  // NOR
    [106, 110.3, 48.6, 53.6, 2.97, 3.68, 9.4, 12.3],  // IRL
    [72, 73.9, 58.9, 47.6, 2.91, 3.86, 9.3, 13.6],  // BEL
    [103, 13, 146.7, 15.4, 2.86, 3.91, 11.7, 13.1],  // NZL
    [165, 14.8, 84.2, 50.3, 2.99, 3.79, 8.4, 13.6],  // AUT
    [205, 33.6, 36.4, 58.9, 2.97, 3.8, 7.9, 12.6],  // FRA
    [74, 43.6, 43.2, 45, 2.96, 3.74, 9.6, 11],  // ISR
    [42, 8.6, 21, 53.4, 2.86, 3.62, 7.3, 15.6],  // ESP
    [13, 9.8, 30.4, 51, 3, 3.65, 7.2, 13],  // ITA
    [28, 4.2, 25, 51.7, 2.75, 3.68, 9.5, 8.2],  // CZE
    [26, 6.2, 21.6, 63.5, 2.73, 3.46, 9.1, 7.7],  // HUN
    [105, 4, 20.3, 49.5, 2.84, 3.71, 7.1, 10.6],  // SVN
  ]

  /// Mean years of schooling.
  static let schooling: [Double] = values.map { $0[6] }
}

/// Published results, as printed and as recomputed from the published inputs.
enum Published {
  /// Schooling as z-scores, Handbook table 15.
  static let zScores: [Double] = [
    0.26, 1.52, 1.14, -0.06, 0.76, -0.12, -0.12, 1.27, 0.83, -1.58, 0.38, 1.46, -0.12, -0.19,
    1.33, -0.76, -1.08, 0, -1.46, -1.52, -0.06, -0.31, -1.58,
  ]

  /// The same at full precision.
  static let zScoresComputed: [Double] = [
    0.2564099188574532, 1.5246740336362534, 1.1441947992026136, -0.060656109837246903,
    0.7637155647689737, -0.12406931557618668, -0.12406931557618668, 1.2710212106804932,
    0.8271287705079136, -1.5825730475718074, 0.3832363303353327, 1.4612608278973136,
    -0.12406931557618668, -0.18748252131512647, 1.3344344164194328, -0.7582013729655868,
    -1.0752674016602868, 0.0027570959016928872, -1.4557466360939273, -1.5191598418328671,
    -0.060656109837246903, -0.3143089327930072, -1.5825730475718074,
  ]

  /// Schooling as min-max [0, 1], Handbook table 15.
  static let minMax: [Double] = [
    0.59, 1, 0.88, 0.49, 0.76, 0.47, 0.47, 0.92, 0.78, 0, 0.63, 0.98, 0.47, 0.45, 0.94, 0.27,
    0.16, 0.51, 0.04, 0.02, 0.49, 0.41, 0,
  ]

  /// The same at full precision.
  static let minMaxComputed: [Double] = [
    0.5918367346938775, 1, 0.8775510204081634, 0.489795918367347, 0.7551020408163267,
    0.46938775510204095, 0.46938775510204095, 0.9183673469387754, 0.7755102040816327, 0,
    0.6326530612244897, 0.979591836734694, 0.46938775510204095, 0.44897959183673486,
    0.9387755102040815, 0.2653061224489797, 0.1632653061224491, 0.5102040816326531,
    0.040816326530612276, 0.02040816326530623, 0.489795918367347, 0.4081632653061224, 0,
  ]

  /// Schooling as ranks from the least up, Handbook table 15.
  static let ranksAscending: [Double] = [
    15, 23, 19, 12, 17, 9, 9, 20, 18, 1, 16, 22, 9, 8, 21, 6, 5, 14, 4, 3, 12, 7, 1,
  ]

  /// Ranks of the geometric mean of the raw values, Handbook table 38, column GME.
  static let geometricRanks: [Double] = [
    2, 1, 3, 4, 16, 5, 6, 13, 14, 18, 8, 11, 7, 9, 17, 12, 10, 15, 19, 21, 23, 22, 20,
  ]

  /// Ranks of the technology achievement index, Handbook table 23, column EW.
  static let goalpostRanks: [Double] = [
    1, 2, 3, 4, 5, 6, 7, 9, 10, 8, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
  ]

  /// Its lower goalposts, Human Development Report 2001, technical note 2.
  static let lowerPosts: [Double] = [
    0, 0, 0, 0, 0, 1.3424226808222062, 0.8, 0.1,
  ]

  /// Its upper goalposts.
  static let upperPosts: [Double] = [
    994, 272.6, 232.4, 80.8, 2.954724790979063, 3.843170464519898, 12, 27.4,
  ]
}
