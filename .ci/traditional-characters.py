#!/usr/bin/env python3
"""Writes Sources/Reading/Input/TraditionalCharacters.swift from OpenCC's TSCharacters.txt.

    pip download opencc-python-reimplemented==0.1.7 --no-deps
    unzip -p opencc_python_reimplemented-0.1.7-*.whl opencc/dictionary/TSCharacters.txt |
      python3 .ci/traditional-characters.py > Sources/Reading/Input/TraditionalCharacters.swift
"""

import sys

FIRST, LAST = 0x3400, 0x9FFF
WIDTH = 45

pairs = []
for line in sys.stdin:
    traditional, _, simplified = line.rstrip("\n").partition("\t")
    choices = simplified.split(" ")
    # 乾 stands in the names of counties (乾县, 乾安县), where it is no form of 干.
    if traditional == "乾" or len(traditional) != 1 or len(choices[0]) != 1:
        continue
    if choices[0] == traditional:
        continue
    if FIRST <= ord(traditional) <= LAST and FIRST <= ord(choices[0]) <= LAST:
        pairs.append((traditional, choices[0]))
pairs.sort()


def literal(column):
    text = "".join(pair[column] for pair in pairs)
    lines = [text[at : at + WIDTH] for at in range(0, len(text), WIDTH)]
    return "\\\n".join("    " + line for line in lines)


print(
    f'''/// The simplified form of traditional characters, one for one, so that a dictionary in simplified
/// characters finds its words in a traditional text; the text itself keeps its characters.
///
/// A character with several forms has its commonest; 乾, which names counties, stays itself.
///
/// - Source: `TSCharacters` of Open Chinese Convert (OpenCC), Apache License 2.0,
///   https://github.com/BYVoid/OpenCC; written by `.ci/traditional-characters.py`.
enum TraditionalCharacters {{
  /// The simplified form of a character; the character itself where it has none.
  static func simplified(_ scalar: Unicode.Scalar) -> Unicode.Scalar {{
    let index = Int(scalar.value) - first
    guard table.indices.contains(index), table[index] != 0 else {{ return scalar }}
    return Unicode.Scalar(table[index]) ?? scalar
  }}

  /// The first character of the table.
  private static let first = 0x{FIRST:X}

  /// For each character from ``first`` on its simplified form; 0 where that is the character itself.
  private static let table: [UInt16] = {{
    var table = [UInt16](repeating: 0, count: 0x{LAST:X} - first + 1)
    for (from, to) in zip(traditional.utf16, simplified.utf16) {{ table[Int(from) - first] = to }}
    return table
  }}()

  private static let traditional = """
{literal(0)}
    """

  private static let simplified = """
{literal(1)}
    """
}}'''
)
