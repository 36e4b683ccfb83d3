#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

extension CountingTree {
  /// A value of which its group's mean cannot be taken.
  struct NonPositive {
    let group: Int
    let node: Int
    let row: Int
    let value: Double
  }

  /// Aggregates the indicators' columns into the groups' columns, from the leaves up.
  ///
  /// - Parameters:
  ///   - columns: the indicators' normalised values, one column after another, NaN where there is none.
  ///   - rowCount: the length of a column.
  ///   - least: the least share of a group's weight that must be present; where absent all must be.
  /// - Returns: a column for each node, NaN where it has no score, and for each group the least value of
  ///   a member that the group's mean cannot take, where there is one.
  func aggregate(
    _ columns: [Double], rowCount: Int, least: Double? = nil
  ) -> (nodes: [Double], nonPositive: [NonPositive]) {
    var nonPositive: [NonPositive] = []
    let size = nodeCount * rowCount
    let nodes = [Double](unsafeUninitializedCapacity: size) { nodes, initializedCount in
      initializedCount = size
      columns.withUnsafeBufferPointer { columns in
        _ = nodes.baseAddress.map { base in
          columns.baseAddress.map { base.initialize(from: $0, count: columns.count) }
        }
      }
      nonPositive = aggregate(in: nodes, rowCount: rowCount, least: least)
    }
    return (nodes, nonPositive)
  }

  /// The same in place: the indicators' columns are there, and the groups' columns are filled in.
  func aggregate(
    in nodes: UnsafeMutableBufferPointer<Double>, rowCount: Int, least: Double? = nil
  ) -> [NonPositive] {
    var nonPositive: [NonPositive] = []
    var present = [Double](repeating: 0, count: least == nil ? 0 : rowCount)
    for (number, group) in groups.enumerated() {
      let start = (indicatorCount + number) * rowCount
      let result = UnsafeMutableBufferPointer(rebasing: nodes[start..<start + rowCount])
      result.initialize(repeating: group.children.isEmpty ? .nan : 0)
      if group.children.isEmpty { continue }
      for row in present.indices { present[row] = 0 }
      if case .power(let exponent) = group.mean {
        aggregatePowers(
          group: number, exponent: exponent, nodes: nodes, rowCount: rowCount, least: least,
          into: result, &nonPositive)
        continue
      }

      for child in children[group.children] {
        let first = child.node * rowCount
        let column = UnsafeBufferPointer(rebasing: nodes[first..<first + rowCount])
        switch (group.mean, least) {
        case (.arithmetic, nil):
          // NaN spreads, so that a group lacks a score where any member does.
          for row in 0..<rowCount { result[row] += child.share * column[row] }
        case (.arithmetic, _?):
          for row in 0..<rowCount where !column[row].isNaN {
            result[row] += child.share * column[row]
            present[row] += child.share
          }
        case (.geometric, _):
          for row in 0..<rowCount {
            let value = column[row]
            if value <= 0 {
              note(&nonPositive, group: number, node: child.node, row: row, value: value)
            }
            if least == nil {
              result[row] += child.share * log(value)
            } else if !value.isNaN {
              result[row] += child.share * log(value)
              present[row] += child.share
            }
          }
        case (.harmonic, _):
          for row in 0..<rowCount {
            let value = column[row]
            if value <= 0 {
              note(&nonPositive, group: number, node: child.node, row: row, value: value)
            }
            if least == nil {
              result[row] += child.share / value
            } else if !value.isNaN {
              result[row] += child.share / value
              present[row] += child.share
            }
          }
        case (.power, _):
          break
        }
      }

      if let least {
        // A share that is the threshold but for rounding meets it.
        for row in 0..<rowCount {
          let isPresent = present[row] > 0 && present[row] >= least - 1e-9
          result[row] = isPresent ? result[row] / present[row] : .nan
        }
      }
      switch group.mean {
      case .arithmetic, .power: break
      case .geometric: for row in 0..<rowCount { result[row] = exp(result[row]) }
      case .harmonic: for row in 0..<rowCount { result[row] = 1 / result[row] }
      }
    }
    return nonPositive
  }

  /// Aggregates the members of a group by the power mean of an exponent.
  ///
  /// With m the greatest member (the least for p < 0), `M = m · (Σ w·(x/m)ᵖ)^(1/p)`. So no power
  /// overflows, and `expm1` and `log1p` keep the digits where p is close to 0.
  private func aggregatePowers(
    group number: Int, exponent: Double, nodes: UnsafeMutableBufferPointer<Double>, rowCount: Int,
    least: Double?, into result: UnsafeMutableBufferPointer<Double>,
    _ nonPositive: inout [NonPositive]
  ) {
    let members = children[groups[number].children]
    let mean = groups[number].mean
    for row in 0..<rowCount {
      var present = 0.0
      var isWhole = true
      var leader = Double.nan
      for child in members {
        let value = nodes[child.node * rowCount + row]
        if value.isNaN {
          isWhole = false
          continue
        }
        if mean.refuses(value) {
          note(&nonPositive, group: number, node: child.node, row: row, value: value)
        }
        present += child.share
        let leads = exponent > 0 ? value > leader : value < leader
        if leader.isNaN || leads { leader = value }
      }
      let isPresent = least.map { present > 0 && present >= $0 - 1e-9 } ?? isWhole
      // A leader of 0 has p > 0: then all members are 0, and so is their mean.
      guard isPresent, leader > 0 else {
        result[row] = isPresent && leader == 0 ? 0 : .nan
        continue
      }
      let origin = log(leader)
      var sum = 0.0
      for child in members {
        let value = nodes[child.node * rowCount + row]
        if !value.isNaN { sum += child.share * expm1(exponent * (log(value) - origin)) }
      }
      result[row] = leader * exp(log1p(sum / present) / exponent)
    }
  }

  /// Keeps one value a group, the least: the message is the same in whatever order rows come.
  private func note(
    _ found: inout [NonPositive], group: Int, node: Int, row: Int, value: Double
  ) {
    let entry = NonPositive(group: group, node: node, row: row, value: value)
    if let last = found.last, last.group == group {
      if value < last.value { found[found.count - 1] = entry }
    } else {
      found.append(entry)
    }
  }
}
