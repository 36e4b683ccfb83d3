/// Correlations of the technology achievement index, 23 countries by 8 indicators, with their two-sided
/// probabilities.
///
/// Computed with SciPy 1.17.1 (`pearsonr`, `spearmanr`, `kendalltau`) from the data that
/// ``TechnologyAchievement`` has.
enum ExpectedCorrelations {
  struct Pair: Sendable {
    let first: String
    let second: String
    /// Pearson's r, Spearman's ρ and Kendall's τ-b.
    let values: [Double]
    /// The probability of each.
    let probabilities: [Double]
  }

  static let pairs: [Pair] = [
    Pair(
      first: "patents", second: "royalties",
      values: [0.13027633493687626, 0.4364804745427583, 0.3055555555555555],
      probabilities: [0.5535322473238607, 0.03731516838382977, 0.04184863094353829]),
    Pair(
      first: "patents", second: "internet",
      values: [-0.09452372195312367, 0.18581665998451546, 0.1346537293478313],
      probabilities: [0.6679213495269707, 0.3959489974217284, 0.3690422360593143]),
    Pair(
      first: "patents", second: "exports",
      values: [0.4532005382094692, 0.3222139955050641, 0.2693074586956626],
      probabilities: [0.029871965425149395, 0.1337615545536279, 0.07240904297195982]),
    Pair(
      first: "patents", second: "telephones",
      values: [0.2753434144305708, 0.49268790550338576, 0.35229890979365036],
      probabilities: [0.20351085187958098, 0.016917228689448047, 0.02094491573066927]),
    Pair(
      first: "patents", second: "electricity",
      values: [0.02587804438729005, 0.2631058679825926, 0.17928429140015906],
      probabilities: [0.9066976556383445, 0.2251458455086717, 0.2339964699174708]),
    Pair(
      first: "patents", second: "schooling",
      values: [0.21627488687371163, 0.38901291841912533, 0.30800985647311324],
      probabilities: [0.3216016402256885, 0.066559847806989, 0.0415163623714103]),
    Pair(
      first: "patents", second: "university",
      values: [0.07588339154871215, 0.07414730598121602, 0.06746031746031746],
      probabilities: [0.7307515786461121, 0.7366968131247793, 0.6532220134286888]),
    Pair(
      first: "royalties", second: "internet",
      values: [0.45824131929348905, 0.5935260868122423, 0.41980280326088576],
      probabilities: [0.02787686319173764, 0.0028309467259657693, 0.005102584192641409]),
    Pair(
      first: "royalties", second: "exports",
      values: [0.24693263492397902, 0.152211519349018, 0.11881211413043938],
      probabilities: [0.2559956580640425, 0.48810310050541156, 0.42801664333040335]),
    Pair(
      first: "royalties", second: "telephones",
      values: [0.5780302858455609, 0.6674966490262277, 0.5142754200436045],
      probabilities: [0.0038663303343605395, 0.0005019162552554489, 0.0007501173168013456]),
    Pair(
      first: "royalties", second: "electricity",
      values: [0.32000264994952665, 0.49950550124514764, 0.3266958198847343],
      probabilities: [0.13660313242164443, 0.015234460147627124, 0.0301072974273835]),
    Pair(
      first: "royalties", second: "schooling",
      values: [0.3019566969578632, 0.3375404711982742, 0.22000704033793803],
      probabilities: [0.1614189636740212, 0.11522207566905121, 0.1454052976376154]),
    Pair(
      first: "royalties", second: "university",
      values: [0.06456139063507867, 0.2051408798813643, 0.13888888888888887],
      probabilities: [0.7697788974267489, 0.347732661662546, 0.3549606389479629]),
    Pair(
      first: "internet", second: "exports",
      values: [-0.4475314115396311, -0.34584980237154156, -0.22529644268774704],
      probabilities: [0.032249792449271786, 0.10599105534828317, 0.14039017172957366]),
    Pair(
      first: "internet", second: "telephones",
      values: [0.5637945941389352, 0.5324771779315928, 0.37989179182356714],
      probabilities: [0.005081497089582634, 0.00890494561935813, 0.012634256886481449]),
    Pair(
      first: "internet", second: "electricity",
      values: [0.8412544624913677, 0.8583438701840358, 0.6520990734397862],
      probabilities: [4.9464359124222e-07, 1.6190946657895787e-07, 1.4519550195500451e-05]),
    Pair(
      first: "internet", second: "schooling",
      values: [0.6287835709228106, 0.5729843027309693, 0.3992214787700049],
      probabilities: [0.0013103682469626276, 0.00426552575994647, 0.008138227333575918]),
    Pair(
      first: "internet", second: "university",
      values: [0.2749709171687484, 0.2589572601911865, 0.19802019021739894],
      probabilities: [0.20414790619690915, 0.23281288925689195, 0.18650683235185928]),
    Pair(
      first: "exports", second: "telephones",
      values: [-0.0049566751667674235, 0.14724927546152983, 0.08891084489487741],
      probabilities: [0.9820923682061237, 0.5025576527168889, 0.5594340218941289]),
    Pair(
      first: "exports", second: "electricity",
      values: [-0.3611816237934622, -0.31248463476746, -0.2147155485716369],
      probabilities: [0.09040238063675678, 0.14658614658066757, 0.15338999187773714]),
    Pair(
      first: "exports", second: "schooling",
      values: [-0.35482273569832884, -0.1860467166034926, -0.11976644363100146],
      probabilities: [0.09664561684190297, 0.3953539368389351, 0.4272628567457064]),
    Pair(
      first: "exports", second: "university",
      values: [-0.03370760735653645, 0.09241413674761807, 0.06336646086956765],
      probabilities: [0.8786475504438674, 0.6749338690465289, 0.672503391009136]),
    Pair(
      first: "telephones", second: "electricity",
      values: [0.639524835195861, 0.427687030273105, 0.30491836056815314],
      probabilities: [0.0010171140004098611, 0.041777235680291874, 0.04638873079588925]),
    Pair(
      first: "telephones", second: "schooling",
      values: [0.3014880480398436, 0.27358544525109746, 0.19593305675648173],
      probabilities: [0.162102750739038, 0.20652916470719726, 0.20197752625947263]),
    Pair(
      first: "telephones", second: "university",
      values: [0.3257072823992897, 0.19092586171998338, 0.14982827198120763],
      probabilities: [0.12935937824585425, 0.3828519969537081, 0.326110549485348]),
    Pair(
      first: "electricity", second: "schooling",
      values: [0.6430039040205096, 0.6120328501828763, 0.4216901476738119],
      probabilities: [0.0009350834967525025, 0.0019106652235407265, 0.005411498429496821]),
    Pair(
      first: "electricity", second: "university",
      values: [0.25483345165374865, 0.30143426040486876, 0.2270934357735348],
      probabilities: [0.24060217542887072, 0.1621813594672958, 0.1316840214034459]),
    Pair(
      first: "schooling", second: "university",
      values: [0.08260603541995382, 0.1831231295357206, 0.09200294414131953],
      probabilities: [0.7078736306355117, 0.4029532302098926, 0.5426215155543849]),
  ]
}
