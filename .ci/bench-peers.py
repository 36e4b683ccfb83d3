"""What Benchmarks measures, done by its peers: a row for each, as Benchmarks prints.

The benchmark's chart is drawn by matplotlib and vl-convert: the same thirty bodies, values at the bars'
ends, a median rule, title, subtitle and source, 1600 x 900 pixels. `bench-peers.py one
matplotlib|vl-convert` draws one picture, for a cold start. `bench-peers.py read REPORTS` reads the report
texts of a folder with regular expressions, and needs nothing but Python.
"""
import bisect
import io
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import time

NAMES = [f"示例{'甲乙丙丁戊己'[i % 6]}{i}市" for i in range(30)]
VALUES = [(i * 37) % 61 + 3 for i in range(30)]
ROWS = sorted(zip(VALUES, NAMES))
MEDIAN = statistics.median(VALUES)
TITLE = "2022年地级人大常委会听取审议专项工作报告"
SUBTITLE = "工作报告载明数，按专项工作报告计"
SOURCE = "资料来源：各地级人大常委会工作报告（2022年，30份）"


def by_matplotlib():
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    plt.rcParams["font.family"] = ["Noto Sans CJK JP", "Noto Sans CJK SC", "sans-serif"]

    def draw(form="png"):
        figure, axes = plt.subplots(figsize=(16, 9), dpi=100)
        bars = axes.barh([n for _, n in ROWS], [v for v, _ in ROWS])
        axes.bar_label(bars, padding=3)
        axes.axvline(MEDIAN, linestyle="--", color="black", linewidth=1)
        axes.text(MEDIAN, 30, f"中位数 {MEDIAN:g}", ha="center")
        figure.suptitle(TITLE, x=0.1, ha="left", fontweight="bold")
        axes.set_title(SUBTITLE, loc="left")
        figure.text(0.1, 0.02, SOURCE)
        figure.savefig(io.BytesIO(), format=form)
        plt.close(figure)

    return draw


def by_vl_convert():
    import vl_convert

    order = [n for _, n in reversed(ROWS)]
    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 1420, "height": 760, "background": "white",
        "title": {"text": TITLE, "subtitle": SUBTITLE, "anchor": "start"},
        "config": {"font": "Noto Sans CJK SC"},
        "data": {"values": [{"body": n, "value": v} for v, n in ROWS]},
        "encoding": {
            "y": {"field": "body", "type": "nominal", "sort": order, "title": None},
            "x": {"field": "value", "type": "quantitative", "title": SOURCE},
        },
        "layer": [
            {"mark": "bar"},
            {"mark": {"type": "text", "dx": 12}, "encoding": {"text": {"field": "value"}}},
            {"mark": {"type": "rule", "strokeDash": [4, 3]},
             "encoding": {"x": {"aggregate": "median", "field": "value"}, "y": None}},
        ],
    }
    return lambda: vl_convert.vegalite_to_png(specification)


def median(work, runs):
    for _ in range(2):
        work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def cold(peer, runs=5):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, __file__, "one", peer], check=True)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


NUMBER = r"(\d[\d,.]*|[〇一二三四五六七八九十百千两]+)(?:余|多)?(?:件次|人次|场次|[件部项次个份名人条篇场])"
PATTERNS = {
    "committee_meetings": rf"召开常委会(?:会议)?[^，。；\d]{{0,6}}{NUMBER}",
    "chair_meetings": rf"(?:主任|主席)会议[^，。；\d]{{0,6}}{NUMBER}",
    "laws_enacted": rf"制定[^，。；\d]{{0,8}}(?:地方性)?法规[^，。；\d]{{0,4}}{NUMBER}",
    "laws_amended": rf"(?:修改|修订|修正)[^，。；\d]{{0,8}}(?:地方性)?法规[^，。；\d]{{0,4}}{NUMBER}",
    "laws_repealed": rf"废止[^，。；\d]{{0,8}}(?:地方性)?法规[^，。；\d]{{0,4}}{NUMBER}",
    "reports_heard": rf"听取(?:和|并|、)?审议[^，。；\d]{{0,20}}报告[^，。；\d]{{0,4}}{NUMBER}",
    "law_inspections": rf"执法检查[^，。；\d]{{0,4}}{NUMBER}",
    "visits": rf"视察[^，。；\d]{{0,6}}{NUMBER}",
    "surveys": rf"(?:专题)?调研[^，。；\d]{{0,6}}{NUMBER}",
    "special_inquiries": rf"专题询问[^，。；\d]{{0,4}}{NUMBER}",
    "appointments": rf"任免[^，。；\d]{{0,16}}{NUMBER}",
    "decisions": rf"(?:作出|通过)[^，。；\d]{{0,8}}(?:决议|决定)[^，。；\d]{{0,6}}{NUMBER}",
    "suggestions": rf"{NUMBER}[^，。；\d]{{0,8}}(?:代表)?建议",
    "filings": rf"(?:备案审查|规范性文件)[^，。；\d]{{0,8}}{NUMBER}",
    "proposals_filed": rf"立案[^，。；\d]{{0,6}}{NUMBER}",
}
EXPRESSIONS = [(measure, re.compile(pattern)) for measure, pattern in PATTERNS.items()]
SENTENCE_END = re.compile(r"[。；！？\n]")


def read(text):
    """The figures of fifteen measures, each with its sentence: no periods, plans, roles or titles."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    figures = []
    for measure, expression in EXPRESSIONS:
        for match in expression.finditer(text):
            sentence = bisect.bisect_left(ends, match.start() + 1)
            start = ends[sentence - 1] if sentence else 0
            end = ends[sentence] if sentence < len(ends) else len(text)
            figures.append((measure, match.group(1), text[start:end]))
    return figures


def reading(folder):
    texts = [path.read_text("utf-8") for path in sorted(pathlib.Path(folder).glob("*.txt"))]
    size = sum(len(text.encode()) for text in texts)
    rounds = max(1, 5_000_000 // size)
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for _ in range(rounds):
            for text in texts:
                read(text)
        best = min(best, time.process_time() - start)
    print(f"python, 15 regular expressions, one core\t{size * rounds / best / 1e6:.1f}\tMB/s")


PEERS = {"matplotlib": by_matplotlib, "vl-convert": by_vl_convert}
if sys.argv[1:2] == ["read"]:
    reading(sys.argv[2])
elif len(sys.argv) == 3:
    PEERS[sys.argv[2]]()()
else:
    draw = by_matplotlib()
    print(f"matplotlib, png, warm\t{median(draw, 15):.1f}\tms")
    print(f"matplotlib, svg, warm\t{median(lambda: draw('svg'), 15):.1f}\tms")
    print(f"vl-convert, png, warm\t{median(by_vl_convert(), 9):.1f}\tms")
    for name in PEERS:
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(f"{name}, start to png in memory\t{cold(name):.0f}\tms")
        peak = max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        print(f"{name}, memory of a process that draws one picture, peak (at most)\t{peak // 1024}\tMB")
