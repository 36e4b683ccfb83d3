import Subprocess

/// The program of the desktop that opens files and folders.
public enum Viewer {
  /// Its name.
  public static var name: String {
    #if os(macOS)
    "open"
    #else
    "xdg-open"
    #endif
  }

  /// Opens a file or folder as the desktop does.
  ///
  /// - Returns: whether the program is there and has opened it.
  public static func open(_ path: String) async -> Bool {
    // A path that begins with a hyphen must not be an option.
    let path = path.hasPrefix("-") ? "./\(path)" : path
    let result = try? await Subprocess.run(
      .name(name), arguments: [path], output: .discarded, error: .discarded)
    return result?.terminationStatus.isSuccess ?? false
  }
}
