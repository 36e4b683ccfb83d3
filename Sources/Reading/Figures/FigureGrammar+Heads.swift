import Observations

// What a number counts: the head beside it, and the heads that share it.
extension FigureGrammar {
  /// The head that a figure stands behind: adjacent, but for 共, 累计, 工作.
  func headOnLeft(_ index: Int, from phrase: Int) -> Int? {
    var candidate = index - 1
    var position = tokens[index].start
    while candidate >= phrase {
      let token = tokens[candidate]
      guard isFiller(token.end..<position) else { return nil }
      if token.isAny(Self.heads) || token.isAny(Self.verbHeads) {
        return station(beside: candidate, from: phrase) ?? candidate
      }
      // What stands in brackets inside a word says nothing: 联络站(点)228个.
      // 编发《社情民意信息》86期
      let isTitle =
        token.is(.closeTitle) && candidate > phrase && tokens[candidate - 1].is(.publicOpinion)
      guard token.isAny(Self.fillers) || token.symbols.isEmpty || isTitle else { return nil }
      position = token.start
      candidate -= 1
    }
    return nil
  }

  /// 代表联络站和联系群众窗口292个: the station that shares its number with a thing of no measure.
  func station(beside head: Int, from phrase: Int) -> Int? {
    guard tokens[head].isAny(Self.foreignHeads) else { return nil }
    var index = head - 1
    while index > phrase, tokens[head].start - tokens[index].end <= 6, !tokens[index].is(.and),
      !tokens[index].is(.enumerationComma)
    {
      index -= 1
    }
    guard index > phrase, tokens[index].is(.and) || tokens[index].is(.enumerationComma),
      tokens[index - 1].is(.station), tokens[index - 1].end == tokens[index].start
    else { return nil }
    return index - 1
  }

  /// Whether the characters between a head and its number say nothing: 工作, 活动, 近, 约.
  func isFiller(_ range: Range<Int32>) -> Bool {
    guard range.count <= 6 else { return false }
    return range.allSatisfy { Self.fillerUnits.contains(units[Int($0)]) }
  }

  static let fillerUnits = Set("工作活动事项情况等了近约超过逾将总计共人员达到实数大小议政()点站室".utf16)

  /// The head that a figure stands before: the last one of the noun phrase behind it.
  func headOnRight(_ index: Int, to end: Int) -> (head: Int, end: Int)? {
    var head: Int?
    var position = tokens[index].end
    var candidate = index + 1
    while candidate < end {
      let token = tokens[candidate]
      if token.is(.enumerationComma), let last = head, shares(candidate, after: last, to: end) {
        position = token.end
        candidate += 1
        continue
      }
      if token.is(.figure) || token.is(.enumerationComma) { break }
      if token.start - position > 26 { break }
      // 三个自治旗地方性法规: 个 counts what stands next to it.
      if head == nil, token.is(.law), token.start - position > 2,
        figures[Int(tokens[index].payload)].unit == .unit
      {
        break
      }
      if token.isAny(Self.foreignHeads), tokens[candidate - 1].is(.under),
        tokens[candidate - 1].end == token.start
      {
        // 30件由委员督办的建议: who does it is not counted.
        position = token.end
        candidate += 1
        continue
      }
      if token.isAny(Self.heads) {
        // 4个项目的报告: the number counts what stands next to it, not what that belongs to.
        // 10件重点建议实行常委会领导督办: what follows in a new phrase is counted by nothing.
        if let head, !tokens[head].isAny(Self.foreignHeads), token.isAny(Self.foreignHeads),
          token.start > tokens[candidate - 1].end
        {
          break
        }
        if let head, tokens[head].isAny(Self.foreignHeads), !token.isAny(Self.foreignHeads),
          !extends(head, by: candidate), !isRemote(head, from: index, before: candidate)
        {
          break
        }
        head = candidate
      } else if token.isAny(Self.breakingVerbs), !token.is(.and) {
        break
      } else if token.is(.handle), head != nil || !isModifier(candidate, to: end) {
        break  // 66件建议全部办结
      } else if token.is(.ofParticle), let head, !tokens[head].isAny(Self.foreignHeads) {
        break  // 6部法规的出台背景
      }
      position = token.end
      candidate += 1
    }
    return head.map { ($0, candidate) }
  }

  /// Whether an enumeration goes on with another head of the same number: 36次视察、检查和调研.
  func shares(_ mark: Int, after head: Int, to end: Int) -> Bool {
    guard tokens[head].isAny(Self.activityHeads), mark + 1 < end,
      tokens[mark + 1].isAny(Self.activityHeads), tokens[head].end == tokens[mark].start,
      tokens[mark + 1].start - tokens[mark].end <= 2
    else { return false }
    // 12项调研、执法检查3次: the next number has its own.
    return mark + 2 >= end || !tokens[mark + 2].is(.figure)
  }

  /// Whether a verb only describes the noun behind it: 10件督办的建议.
  func isModifier(_ verb: Int, to end: Int) -> Bool {
    guard verb + 1 < end else { return false }
    let next = tokens[verb + 1]
    return next.start == tokens[verb].end && (next.isAny(Self.heads) || next.is(.ofParticle))
  }

  /// Whether a thing only stands in a description: 12件与群众切身利益相关的重点建议.
  func isRemote(_ object: Int, from figure: Int, before head: Int) -> Bool {
    tokens[object].start > tokens[figure].end && tokens[head - 1].is(.ofParticle)
      && tokens[head - 1].end == tokens[head].start
  }

  /// Whether an activity or a report is one of the things before it: 6个项目立法调研, 8个部门专项工作报告.
  func extends(_ object: Int, by head: Int) -> Bool {
    let gap = tokens[head].start - tokens[object].end
    guard gap <= 2, head == object + 1 else { return false }
    if tokens[head].is(.legislativeSurvey) { return true }
    return tokens[head].isAny(SymbolSet([.specialReport, .report]))
  }

  /// Gathers the heads that share a number on their right: 视察、调研和执法检查27次.
  func gatherLeft(_ resolution: inout Resolution, head: Int, from phrase: Int) {
    resolution.heads = [head]
    resolution.first = head
    resolution.isEach = (head + 1..<resolution.figureToken).contains { tokens[$0].is(.each) }
    guard tokens[head].isAny(Self.activityHeads) else { return }
    var current = head
    while current > phrase {
      var candidate = current - 1
      var hasMark = false
      if tokens[candidate].is(.and) || tokens[candidate].is(.enumerationComma) {
        hasMark = true
        candidate -= 1
      }
      guard candidate >= phrase, tokens[candidate].isAny(Self.activityHeads),
        !tokens[candidate].isAny(Self.foreignHeads)
      else { break }
      let gap = tokens[candidate + 1].start - tokens[candidate].end
      let inner = tokens[current].start - tokens[candidate + (hasMark ? 1 : 0)].end
      guard gap <= 2, inner <= 4 else { break }
      guard
        hasMark
          || tokens[candidate].isAny(Self.fusedHeads) && tokens[current].isAny(Self.fusedHeads)
      else { break }
      resolution.heads.append(candidate)
      resolution.first = candidate
      current = candidate
    }
  }

  func gatherRight(_ resolution: inout Resolution, head: Int, end: Int) {
    resolution.heads = [head]
    resolution.last = head
    var candidate = head - 1
    var current = head
    while candidate > resolution.figureToken {
      var other = candidate
      let hasMark = tokens[other].is(.and) || tokens[other].is(.enumerationComma)
      if hasMark { other -= 1 }
      guard other > resolution.figureToken, tokens[other].isAny(Self.activityHeads),
        tokens[head].isAny(Self.activityHeads), tokens[current].start - tokens[candidate].end <= 2,
        hasMark
          || tokens[other].isAny(Self.fusedHeads) && tokens[current].isAny(Self.fusedHeads)
      else { break }
      resolution.heads.append(other)
      current = other
      candidate = other - 1
    }
  }
}
