// swift-tools-version: 6.2
import PackageDescription

// `make test` and `make lint` set HENG_STRICT, so that a warning of our own targets stops the build;
// someone who only builds with a newer compiler is not held up by its new warnings.
let isStrict = Context.environment["HENG_STRICT"] != nil

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

// Static on Linux: a command that solves nothing loads next to nothing, and a tuned BLAS that is installed
// later changes no bit of a result. (libgfortran has no static archive outside of a compiler.)
#if os(Linux)
let lapackPackage: String? = nil
let solverLibraries = [
  ":liblapacke.a", ":liblapack.a", ":libblas.a", ":libgfortran.so.5", ":liblpsolve55.a",
  ":libcolamd.a", ":libsuitesparseconfig.a",
]
#else
let lapackPackage: String? = "lapacke"
let solverLibraries = ["lapacke", "lpsolve55"]
#endif

let package = Package(
  name: "heng",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "heng", targets: ["heng"]),
    .library(name: "Heng", targets: ["Publishing"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    // System libraries: a module map and a shim, nothing else.
    .systemLibrary(
      name: "CPangoCairo", pkgConfig: "pangocairo",
      providers: [.apt(["libcairo2-dev", "libpango1.0-dev"]), .brew(["cairo", "pango"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate",
      providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),

    .systemLibrary(
      name: "CGLib", pkgConfig: "glib-2.0",
      providers: [.apt(["libglib2.0-dev"]), .brew(["glib"])]),
    .systemLibrary(
      name: "CLAPACK", pkgConfig: lapackPackage,
      providers: [.apt(["liblapacke-dev"]), .brew(["lapack"])]),
    .systemLibrary(
      name: "CLPSolve", providers: [.apt(["liblpsolve55-dev"]), .brew(["lp_solve"])]),
    .systemLibrary(
      name: "CXlsxWriter", providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .systemLibrary(
      name: "CMiniZip", providers: [.apt(["libminizip-dev"]), .brew(["minizip"])]),

    // Tail areas and quantiles by Boost.Math, which is header-only: apt libboost-dev, brew boost.
    .target(name: "CDistributions"),

    // From the data to the figure, one direction (docs/architecture.md).
    .target(name: "Diagnostics", swiftSettings: settings),
    .target(
      name: "Observations",
      dependencies: [
        "Diagnostics", "CGLib", .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: settings),
    .target(
      name: "Reading",
      dependencies: [
        "Observations", "Diagnostics",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: settings),
    .target(
      name: "Metrics",
      dependencies: ["Observations", "Diagnostics", "CDistributions", "CLAPACK", "CLPSolve"],
      swiftSettings: settings, linkerSettings: solverLibraries.map { .linkedLibrary($0) }),
    .target(name: "Charting", dependencies: ["Diagnostics"], swiftSettings: settings),
    .target(
      name: "CairoRenderer", dependencies: ["Charting", "CPangoCairo", "CDeflate"],
      swiftSettings: settings),
    .target(
      name: "Publishing",
      dependencies: [
        "CairoRenderer", "Charting", "Metrics", "Reading", "Observations", "Diagnostics",
        "CMiniZip", "CXlsxWriter",
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: settings),

    // The command.
    .executableTarget(
      name: "heng",
      dependencies: [
        "Publishing", "Reading", "CairoRenderer", "Charting", "Metrics", "Observations",
        "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Publishing", "Reading", "CairoRenderer", "Charting", "Metrics", "Observations",
        "Diagnostics",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),

    // Reads mutated reports without end (.ci/fuzz); no part of what is checked before a change lands.
    .executableTarget(
      name: "Fuzzing", dependencies: ["Reading", "Observations", "Diagnostics"],
      swiftSettings: settings),

    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: settings),
    .testTarget(
      name: "ObservationsTests", dependencies: ["Observations", "Diagnostics"],
      swiftSettings: settings),
    .testTarget(
      name: "ReadingTests",
      dependencies: [
        "Reading", "Fuzzing", "Observations", "Diagnostics",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "MetricsTests", dependencies: ["Metrics", "Observations", "Diagnostics"],
      swiftSettings: settings),
    .testTarget(
      name: "ChartingTests", dependencies: ["Charting", "Diagnostics"], swiftSettings: settings),
    .testTarget(
      name: "CairoRendererTests", dependencies: ["CairoRenderer", "Charting"],
      swiftSettings: settings),
    .testTarget(
      name: "PublishingTests",
      dependencies: [
        "Publishing", "Metrics", "Reading", "Observations", "Charting", "Diagnostics",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "heng", .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
  ],
  cxxLanguageStandard: .cxx17
)
