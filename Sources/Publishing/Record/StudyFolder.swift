public import Diagnostics
import FoundationEssentials
import Observations

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The folder that holds the files of one study, and the manifest of what made them.
///
/// Files that do not change are not touched. The manifest is written last: a run that was stopped leaves
/// whole files and an older manifest, or none, and the next run finishes it.
public struct StudyFolder: Sendable {
  /// The folder.
  public let path: String

  /// Names a folder, which need not be there yet.
  public init(_ path: String) {
    self.path = path
  }

  /// What a run has done to the folder beside the files that it wrote.
  public struct Changes: Sendable {
    /// How many files stand as they stood.
    public var unchanged = 0
    /// What else a user should know: files that were removed, left, or written over.
    public var findings: [Diagnostic] = []
  }

  /// The files of a folder in which nothing is left to do.
  public struct Current: Sendable {
    /// How many files there are.
    public var files: Int
    /// How many findings the run reported that wrote them.
    public var findings: Int
  }

  /// Whether everything there was made from these inputs and is as it was written; nothing is made for it.
  public func current(for inputs: RunInputs) -> Current? {
    guard let manifest, manifest.inputs == inputs, !inputs.inputs.contains(where: \.isMissing)
    else {
      return nil
    }
    guard manifest.outputs.allSatisfy({ hash(of: $0.file) == $0.sha256 }) else { return nil }
    return Current(files: manifest.outputs.count, findings: manifest.findings)
  }

  /// Refuses files that would be written over one another.
  ///
  /// - Throws: ``PublishingError`` naming each such file.
  public func check(_ files: [StudyRun.File], of study: Study) throws(PublishingError) {
    var parts = [Manifest.name: "heng"]
    var problems: [Diagnostic] = []
    for file in files {
      guard let other = parts.updateValue(file.part, forKey: file.name) else { continue }
      let place = study.outputs.first { $0.id == file.part }?.place ?? Place(study.path)
      problems.append(
        Diagnostic(
          .error, at: place,
          LocalisedText(
            zh: "文件 \(file.name) 已由\(Diagnostic.quoted(other))写出：请另写 id",
            en:
              "the file \(file.name) is written by \(Diagnostic.quoted(other)) already: write another "
              + "id")))
    }
    guard problems.isEmpty else { throw PublishingError(problems) }
  }

  // MARK: - Writing

  /// Writes what differs from what is there, removes what is no longer asked for, then writes the manifest.
  ///
  /// A file that an earlier run wrote and this one does not is removed only where nobody has changed it.
  ///
  /// - Parameters:
  ///   - files: all files of the study.
  ///   - inputs: what they are made from.
  ///   - findings: how many findings were reported.
  ///   - report: called with the name of each file as soon as it is written, the manifest last.
  /// - Returns: what else was done.
  /// - Throws: ``PublishingError`` naming the file that cannot be written; the files before it are whole.
  public func write(
    _ files: [StudyRun.File], from inputs: RunInputs, findings: Int,
    report: (String) -> Void = { _ in }
  ) throws(PublishingError) -> Changes {
    let earlier = manifest
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw PublishingError([
        Diagnostic(
          .error, at: Place(path),
          LocalisedText(
            zh: "无法建立文件夹：请检查权限，或是否有同名的文件",
            en: "the folder cannot be made: check permissions, and that no file has its name"))
      ])
    }
    removeTemporaryFiles(of: files.map(\.name) + (earlier?.outputs.map(\.file) ?? []))
    let known = Dictionary((earlier?.outputs ?? []).map { ($0.file, $0.sha256) }) { first, _ in
      first
    }
    var changes = Changes()
    var outputs: [Manifest.Output] = []
    for file in files {
      let hash = sha256([file.bytes])
      outputs.append(Manifest.Output(file: file.name, part: file.part, sha256: hash))
      let there = self.hash(of: file.name)
      if there == hash {
        changes.unchanged += 1
        continue
      }
      try write(file.bytes, to: file.name)
      report(file.name)
      if let there, let was = known[file.name], there != was {
        changes.findings.append(
          note(
            file.name, zh: "上次写出后被改动过，已重新写出",
            en: "had been changed since it was written, and was written anew"))
      }
    }
    let names = Set(files.map(\.name))
    for output in earlier?.outputs ?? [] where !names.contains(output.file) {
      guard let there = hash(of: output.file) else { continue }
      if output.part == StudyRun.File.goalpostsPart {
        // What a version of goalposts changed is told once, by the run that added it.
        outputs.append(output)
      } else if there == output.sha256 {
        guard unlink("\(path)/\(output.file)") == 0 else { continue }
        changes.findings.append(
          note(output.file, zh: "研究不再要它，已删去", en: "removed: the study no longer asks for it"))
      } else {
        changes.findings.append(
          note(
            output.file, zh: "研究不再要它；因被改动过，没有删去",
            en: "the study no longer asks for it; left there, since it was changed"))
      }
    }
    // By name, so that what is kept of an earlier run changes no order.
    outputs.sort { $0.file < $1.file }
    let bytes = Manifest(inputs: inputs, outputs: outputs, findings: findings).bytes
    if contents(of: Manifest.name) != bytes {
      try write(bytes, to: Manifest.name)
      report(Manifest.name)
    }
    return changes
  }

  private func write(_ bytes: [UInt8], to name: String) throws(PublishingError) {
    do {
      try writeWhole(bytes, to: "\(path)/\(name)")
    } catch {
      throw PublishingError(error.problems)
    }
  }

  private func note(_ name: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(.note, at: Place("\(path)/\(name)"), LocalisedText(zh: zh, en: en))
  }

  /// Removes what a run that was stopped left of these files: `NAME.PROCESS.part`, where no such process
  /// runs any more.
  private func removeTemporaryFiles(of names: [String]) {
    let own = Set(names + [Manifest.name])
    for found in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
      let parts = found.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count > 2, parts[parts.count - 1] == "part",
        let process = pid_t(parts[parts.count - 2]), process > 0,
        own.contains(parts.dropLast(2).joined(separator: "."))
      else { continue }
      guard process == getpid() || kill(process, 0) != 0 && errno == ESRCH else { continue }
      unlink("\(path)/\(found)")
    }
  }

  // MARK: - Verifying

  /// What differs between the folder and the files that a study makes; empty where all agree.
  ///
  /// Nothing is written. Each difference names its file and says whether the file, or what it was made
  /// from, has changed.
  public func differences(from files: [StudyRun.File], madeFrom inputs: RunInputs) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    func report(_ name: String, zh: String, en: String) {
      problems.append(
        Diagnostic(.error, at: Place("\(path)/\(name)"), LocalisedText(zh: zh, en: en)))
    }
    guard let manifest else {
      report(
        Manifest.name, zh: "没有或不能读：请先运行 heng run",
        en: "missing, or not to be read: run heng run first")
      return problems
    }
    let changed = inputs.changes(since: manifest.inputs)
    if manifest.inputs != inputs {
      report(
        Manifest.name, zh: "写出之后，所用的材料已有变动：\(changed.joined(separator: "、"))",
        en: "what the files were made from has changed since: \(changed.joined(separator: ", "))")
    }
    let known = Dictionary(manifest.outputs.map { ($0.file, $0.sha256) }) { first, _ in first }
    for file in files {
      let made = sha256([file.bytes])
      let there = hash(of: file.name)
      switch (there, known[file.name]) {
      case (nil, _): report(file.name, zh: "缺少这个文件", en: "missing")
      case (made, made): break
      case (made, _): report(file.name, zh: "清单所记与文件不符", en: "the manifest does not agree with it")
      case (_, nil): report(file.name, zh: "清单中没有它，内容也不同", en: "not in the manifest, and different")
      case (let there, let was) where there == was:
        report(
          file.name, zh: "与现在算得的不同", en: "differs from what the study makes now")
      default: report(file.name, zh: "写出后被改动过", en: "was changed after it was written")
      }
    }
    let names = Set(files.map(\.name))
    for output in manifest.outputs where !names.contains(output.file) {
      guard output.part == StudyRun.File.goalpostsPart else {
        report(output.file, zh: "研究现在不生成它", en: "the study does not make it now")
        continue
      }
      switch hash(of: output.file) {
      case output.sha256: break
      case nil: report(output.file, zh: "缺少这个文件", en: "missing")
      default: report(output.file, zh: "写出后被改动过", en: "was changed after it was written")
      }
    }
    return problems
  }

  // MARK: - Reading

  private var manifest: Manifest? { contents(of: Manifest.name).flatMap { Manifest($0) } }

  /// The bytes of a file; nothing where there is no regular file that can be read.
  private func contents(of name: String) -> [UInt8]? {
    var status = stat()
    guard stat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return FileManager.default.contents(atPath: "\(path)/\(name)").map { Array($0) }
  }

  private func hash(of name: String) -> String? { contents(of: name).map { sha256([$0]) } }
}

extension RunInputs.Input {
  fileprivate var isMissing: Bool { sha256 == nil }
}
