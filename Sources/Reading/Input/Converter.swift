import Diagnostics
import Subprocess

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A program that turns a document into text, run within limits of time, memory and output.
struct Converter {
  /// The program's name, looked for in `PATH`.
  var program: String
  /// The Debian and Homebrew packages that hold it.
  var package: (debian: String, homebrew: String)
  /// The document's file, for messages.
  var file: String
  /// The longest that it may take.
  var time: Duration = .seconds(60)
  /// The most bytes that it may write.
  var outputLimit = 64 << 20
  /// The words before the program's name and after it, which limit its memory.
  private var start: [String] = []
  private var options: [String] = []

  /// pandoc, in a heap of 512 MB and without reading any other file.
  static func pandoc(_ file: String) -> Converter {
    var converter = Converter(program: "pandoc", package: ("pandoc", "pandoc"), file: file)
    converter.options = ["--sandbox", "--to=json", "+RTS", "-M512m", "-RTS"]
    return converter
  }

  /// pdftotext, in 2 GB of addresses.
  static func pdftotext(_ file: String) -> Converter {
    var converter = Converter(
      program: "pdftotext", package: ("poppler-utils", "poppler"), file: file)
    // Without an option of its own for memory; a shell without this limit still runs it.
    converter.start = [
      "-c", "ulimit -v 2097152 2>/dev/null; exec pdftotext -bbox-layout \"$1\" -", "pdftotext",
    ]
    return converter
  }

  /// Makes a program without options of its own.
  init(program: String, package: (debian: String, homebrew: String), file: String) {
    self.program = program
    self.package = package
    self.file = file
  }

  /// Why a program gave no text.
  enum Failure: Error {
    /// It is not installed, or ran beyond a limit: the user's message.
    case told(ReadingError)
    /// It could not read the document; it ended with the code, or nothing where it was stopped.
    case refused(code: Int32?)
  }

  /// What the program writes for a document, whose path is the last of its arguments.
  ///
  /// The document is handed over as a file and not by a pipe, since a program that ends before it has
  /// read its input would end this one by SIGPIPE.
  func run(_ arguments: [String], input: [UInt8]) async throws(Failure) -> [UInt8] {
    guard Self.isInstalled(program) else { throw .told(absence()) }
    let document = try temporaryFile(input)
    defer { unlink(document) }
    var options = PlatformOptions()
    // A group of its own, so that whatever it starts ends with it.
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
    ]
    let configuration = Configuration(
      executable: .name(start.isEmpty ? program : "sh"),
      arguments: Arguments(start + self.options + arguments + [document]), platformOptions: options)
    let outcome = await within(time) { () -> Result<[UInt8], Failure> in
      do {
        let result = try await Subprocess.run(
          configuration, output: .bytes(limit: outputLimit), error: .discarded
        )
        switch result.terminationStatus {
        case .exited(0): return .success(result.standardOutput)
        case .exited(let code): return .failure(.refused(code: code))
        default: return .failure(.refused(code: nil))
        }
      } catch let error as SubprocessError where error.code == .outputLimitExceeded {
        return .failure(.told(excess()))
      } catch {
        return .failure(.refused(code: nil))
      }
    }
    return try (outcome ?? .failure(.told(lateness()))).get()
  }

  /// Writes a file that only this user may read.
  private func temporaryFile(_ bytes: [UInt8]) throws(Failure) -> String {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var path = Array("\(folder)/heng-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    let name = path.dropLast().map { UInt8(bitPattern: $0) }
    var code = descriptor < 0 ? errno : 0
    var offset = 0
    bytes.withUnsafeBytes { buffer in
      while offset < buffer.count, code == 0 {
        let count = write(
          descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        if count >= 0 { offset += count } else if errno != EINTR { code = errno }
      }
    }
    if descriptor >= 0, close(descriptor) != 0, code == 0 { code = errno }
    guard code == 0 else {
      if descriptor >= 0 { unlink(path) }
      let reason = String(cString: strerror(code))
      throw .told(
        ReadingError(
          file, zh: "无法写入临时文件夹 \(folder)（\(reason)）：请检查空间和权限",
          en:
            "the temporary folder \(folder) cannot be written to (\(reason)): check its space and "
            + "permissions"))
    }
    return String(decoding: name, as: UTF8.self)
  }

  private static func isInstalled(_ program: String) -> Bool {
    guard let path = getenv("PATH") else { return false }
    return String(cString: path).split(separator: ":").contains {
      access("\($0)/\(program)", X_OK) == 0
    }
  }

  private func absence() -> ReadingError {
    ReadingError(
      file,
      zh: "读取它需要程序 \(program)：请运行 apt-get install \(package.debian)"
        + "（macOS：brew install \(package.homebrew)）",
      en: "the program \(program) is needed to read it: run apt-get install \(package.debian) "
        + "(macOS: brew install \(package.homebrew))")
  }

  private func excess() -> ReadingError {
    let size = outputLimit >> 20
    return ReadingError(
      file, zh: "其中的文字超过 \(size) MB，不会是工作报告：请检查是否选对了文件",
      en: "its text is more than \(size) MB and so no work report: check that it is the right file")
  }

  private func lateness() -> ReadingError {
    let seconds = time.components.seconds
    return ReadingError(
      file, zh: "\(program) 用了\(seconds)秒还没有读完，已停止：请另存为文本再读",
      en: "\(program) did not finish within \(seconds) seconds and was stopped: save it as text")
  }
}
