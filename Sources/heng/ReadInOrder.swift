import FoundationEssentials

/// Works on items side by side and hands the results over in the order of the items.
///
/// As many items are worked on as keep the cores busy, and few results wait for an earlier one, so that
/// memory does not grow with the number of items.
///
/// - Parameters:
///   - next: The next item; nothing where there is none now, which is the end where nothing is under
///     way. It is told whether anything is under way, since it may wait only where nothing is.
///   - work: What is done with an item, beside others.
///   - deliver: Takes the results, one after another.
/// - Throws: What `next` or `deliver` throws; nothing more is delivered then.
func inOrder<Item: Sendable, Result: Sendable>(
  next: (_ isUnderWay: Bool) throws -> Item?,
  work: @escaping @Sendable (Item) async -> Result,
  deliver: (Result) throws -> Void
) async throws {
  let cores = ProcessInfo.processInfo.activeProcessorCount
  // Twice the cores, so that none waits while a result is being delivered.
  let width = 2 * cores
  let window = 16 * cores
  try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    var started = 0
    var finished = 0
    var delivered = 0
    var waiting: [Int: Result] = [:]
    while true {
      while started - finished < width, started - delivered < window,
        let item = try next(started > delivered)
      {
        let position = started
        group.addTask { (position, await work(item)) }
        started += 1
      }
      guard let (position, result) = try await group.next() else { return }
      finished += 1
      waiting[position] = result
      while let result = waiting.removeValue(forKey: delivered) {
        try deliver(result)
        delivered += 1
      }
    }
  }
}
