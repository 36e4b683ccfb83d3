import Diagnostics
import FoundationEssentials
import Reading
import Subprocess
import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A program that makes documents, run within limits of time, memory and output.
struct DocumentProgram {
  /// The program's name.
  var name: String
  /// What is made, for messages.
  var product: LocalisedText
  /// The folders in which it is looked for, as `PATH` writes them.
  var searchPath: String
  /// The longest that it may take.
  var time = Duration.seconds(120)

  /// The folders of this process.
  static var defaultSearchPath: String { getenv("PATH").map { String(cString: $0) } ?? "" }

  /// Where the program is; nothing where it is not installed.
  var location: String? {
    searchPath.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// What the program writes to its standard output, run in a folder of its own.
  func run(_ arguments: [String], in folder: String) async throws(PublishingError) -> String {
    guard let location else {
      throw Self.failure(
        product, zh: "没有安装 \(name)，请运行 apt install \(name)",
        en: "\(name) is not installed: apt install \(name)")
    }
    var options = PlatformOptions()
    // A group of its own, so that whatever it starts ends with it.
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
    ]
    let configuration = Configuration(
      executable: .path(FilePath(location)), arguments: Arguments(arguments),
      // No clock and no locale may show in the file.
      environment: .inherit.updating(["SOURCE_DATE_EPOCH": "315532800", "LC_ALL": "C.UTF-8"]),
      workingDirectory: FilePath(folder), platformOptions: options)
    let outcome = await within(time) { () -> Result<String, any Error> in
      do {
        let result = try await Subprocess.run(
          configuration, output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        guard result.terminationStatus.isSuccess else {
          return .failure(Failure(words: result.standardError))
        }
        return .success(result.standardOutput)
      } catch {
        return .failure(error)
      }
    }
    switch outcome {
    case .success(let text): return text
    case .failure(let failure as Failure):
      let line = failure.words.split(separator: "\n").last.map { Diagnostic.quoted($0) } ?? ""
      // Only pandoc reads what the user wrote.
      let isText = name == "pandoc"
      throw Self.failure(
        product,
        zh: "\(name) 没有成功\(line)："
          + (isText ? "请检查正文的 Markdown 写法" : "请检查 \(name) 的安装是否完整"),
        en: "\(name) failed \(line): "
          + (isText
            ? "check the Markdown of the text" : "check that \(name) is installed in full"))
    case .failure:
      throw Self.failure(product, zh: "\(name) 无法运行：请检查内存", en: "\(name) cannot run: check memory")
    case nil:
      let seconds = time.components.seconds
      throw Self.failure(
        product, zh: "\(name) 用了\(seconds)秒还没有完成，已停止：请把文件分成几份",
        en: "\(name) did not finish within \(seconds) seconds and was stopped: split the document")
    }
  }

  /// An error that names what could not be made.
  static func failure(_ product: LocalisedText, zh: String, en: String) -> PublishingError {
    PublishingError([
      Diagnostic(
        .error,
        LocalisedText(
          zh: "无法制作\(product.chinese)：\(zh)", en: "cannot make \(product.english): \(en)"))
    ])
  }

  private struct Failure: Error {
    var words: String
  }
}

/// A folder that lasts as long as some work and that only this user may read.
struct TemporaryFolder {
  var path: String
  private var product: LocalisedText

  /// Does the work in a new folder, which is gone afterwards, whatever happened.
  static func with<Value: Sendable>(
    making product: LocalisedText,
    _ work: (TemporaryFolder) async throws(PublishingError) -> Value
  ) async throws(PublishingError) -> Value {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/heng-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw DocumentProgram.failure(
        product, zh: "无法写入临时文件夹 \(parent)：请检查空间和权限",
        en: "the temporary folder \(parent) cannot be written to: check its space and permissions")
    }
    let letters = template.dropLast().map { UInt8(bitPattern: $0) }
    let folder = TemporaryFolder(path: String(decoding: letters, as: UTF8.self), product: product)
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    return try await work(folder)
  }

  private init(path: String, product: LocalisedText) {
    self.path = path
    self.product = product
  }

  /// Writes a file.
  func write(_ name: String, _ bytes: [UInt8]) throws(PublishingError) {
    do {
      try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
    } catch {
      throw DocumentProgram.failure(
        product, zh: "无法写入临时文件夹：请检查空间和权限",
        en: "the temporary folder cannot be written to: check its space and permissions")
    }
  }

  /// Reads a file that a program made.
  func read(_ name: String, madeBy program: String) throws(PublishingError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: "\(path)/\(name)"), !data.isEmpty else {
      throw DocumentProgram.failure(
        product, zh: "\(program) 没有写出文件：请检查它的安装",
        en: "\(program) wrote no file: check that it is installed in full")
    }
    return Array(data)
  }
}
