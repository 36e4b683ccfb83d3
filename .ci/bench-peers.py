"""The benchmark's chart, drawn by matplotlib and vl-convert: a row for each, as Benchmarks prints."""
import io
import statistics
import time

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import vl_convert

plt.rcParams["font.family"] = ["Noto Sans CJK JP", "Noto Sans CJK SC", "sans-serif"]
NAMES = [f"示例{'甲乙丙丁戊己'[i % 6]}{i}市" for i in range(30)]
VALUES = [(i * 37) % 61 + 3 for i in range(30)]
ROWS = sorted(zip(VALUES, NAMES))


def matplotlib_figure(form):
    figure, axes = plt.subplots(figsize=(16, 9), dpi=100)
    bars = axes.barh([n for _, n in ROWS], [v for v, _ in ROWS])
    axes.bar_label(bars)
    axes.set_title("听取审议专项工作报告")
    axes.axvline(statistics.median(VALUES), linestyle="--")
    figure.savefig(io.BytesIO(), format=form)
    plt.close(figure)


SPECIFICATION = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "width": 1400, "height": 800, "title": "听取审议专项工作报告",
    "data": {"values": [{"body": n, "value": v} for v, n in ROWS]},
    "encoding": {"y": {"field": "body", "sort": "-x"}, "x": {"field": "value", "type": "quantitative"}},
    "layer": [{"mark": "bar"}, {"mark": {"type": "text", "dx": 12}, "encoding": {"text": {"field": "value"}}}],
}


def median(work, runs):
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


print(f"matplotlib, png, warm\t{median(lambda: matplotlib_figure('png'), 11):.1f}\tms")
print(f"matplotlib, svg, warm\t{median(lambda: matplotlib_figure('svg'), 11):.1f}\tms")
print(f"vl-convert, png, warm\t{median(lambda: vl_convert.vegalite_to_png(SPECIFICATION), 5):.1f}\tms")
