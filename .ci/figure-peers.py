"""The same six figures by matplotlib and by Vega-Lite (vl-convert), with the defaults of each.

`figure-peers.py FOLDER` reads FOLDER/<kind>.csv, the tables of what Heng drew (`heng chart --data`), and
prints a row for each kind and peer: `name<TAB>median<TAB>ms`. `figure-peers.py FOLDER pictures` also writes
FOLDER/<kind>-<peer>.png, to be laid beside Heng's.
"""
import csv
import io
import pathlib
import statistics
import sys
import time

KINDS = ["ranked-bar", "dot", "line", "scatter", "stacked-bar", "distribution"]
FONT = "Noto Sans CJK SC"


def rows(folder, kind):
    # A histogram is made of the values that the dots show; the table of Heng's has its bins.
    name = "dot" if kind == "distribution" else kind
    with open(pathlib.Path(folder) / f"{name}.csv", encoding="utf-8") as file:
        found = [row for row in csv.DictReader(file) if row["value"]]
    if kind == "stacked-bar":
        found = [row for row in found if row["series"]]
    for row in found:
        for key in ("value", "low", "high"):
            row[key] = float(row[key]) if row[key] else None
    return found


def pairs(table):
    """The two values of each body of a scatter."""
    points = {}
    for row in table:
        points.setdefault(row["label"], {})[row["series"]] = row["value"]
    return [(name, *point.values()) for name, point in points.items() if len(point) == 2]


def by_matplotlib(kind, table):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    plt.rcParams["font.family"] = [FONT, "Noto Sans CJK JP", "sans-serif"]

    def draw():
        figure, axes = plt.subplots(figsize=(1600 / 96, 900 / 96), dpi=96)
        if kind == "ranked-bar":
            axes.bar([r["label"] for r in table], [r["value"] for r in table])
        elif kind == "dot":
            values = [r["value"] for r in table]
            low = [r["value"] - (r["low"] if r["low"] is not None else r["value"]) for r in table]
            high = [(r["high"] if r["high"] is not None else r["value"]) - r["value"] for r in table]
            axes.errorbar(values, [r["label"] for r in table], xerr=[low, high], fmt="o")
        elif kind == "line":
            for name in dict.fromkeys(r["label"] for r in table):
                own = sorted((int(r["year"]), r["value"]) for r in table if r["label"] == name)
                axes.plot([y for y, _ in own], [v for _, v in own], label=name)
            axes.legend()
        elif kind == "scatter":
            points = pairs(table)
            axes.scatter([p[1] for p in points], [p[2] for p in points])
            for name, x, y in points:
                axes.annotate(name, (x, y))
        elif kind == "stacked-bar":
            names = list(dict.fromkeys(r["label"] for r in table))
            base = dict.fromkeys(names, 0.0)
            for series in dict.fromkeys(r["seriesLabel"] for r in table):
                own = {r["label"]: r["value"] for r in table if r["seriesLabel"] == series}
                heights = [own.get(name, 0) for name in names]
                axes.bar(names, heights, bottom=[base[n] for n in names], label=series)
                for name, height in zip(names, heights):
                    base[name] += height
            axes.legend()
        else:
            axes.hist([r["value"] for r in table])
        data = io.BytesIO()
        figure.savefig(data, format="png")
        plt.close(figure)
        return data.getvalue()

    return draw


def by_vega(kind, table):
    import vl_convert

    values = [{k: v for k, v in row.items() if v not in (None, "")} for row in table]
    quantity = {"field": "value", "type": "quantitative"}
    name = {"field": "label", "type": "nominal"}
    chart = {"mark": "bar", "encoding": {"x": quantity, "y": name}}
    if kind == "dot":
        chart = {
            "encoding": {"y": name},
            "layer": [
                {"mark": "rule", "encoding": {
                    "x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}},
                {"mark": "point", "encoding": {"x": quantity}},
            ],
        }
    elif kind == "line":
        chart = {"mark": "line", "encoding": {
            "x": {"field": "year", "type": "temporal"}, "y": quantity, "color": name}}
    elif kind == "scatter":
        values = [{"label": n, "x": x, "y": y} for n, x, y in pairs(table)]
        chart = {
            "encoding": {"x": {"field": "x", "type": "quantitative"},
                         "y": {"field": "y", "type": "quantitative"}},
            "layer": [{"mark": "point"},
                      {"mark": {"type": "text", "dx": 18}, "encoding": {"text": name}}],
        }
    elif kind == "stacked-bar":
        chart["encoding"]["color"] = {"field": "seriesLabel", "type": "nominal"}
    elif kind == "distribution":
        chart = {"mark": "bar", "encoding": {
            "x": {"field": "value", "bin": True}, "y": {"aggregate": "count"}}}
    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "width": 1450, "height": 800,
        "background": "white", "config": {"font": FONT}, "data": {"values": values}, **chart,
    }
    return lambda: vl_convert.vegalite_to_png(specification)


def median(work, runs=7):
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main(folder, writes):
    for kind in KINDS:
        table = rows(folder, kind)
        for row in table:
            row["seriesLabel"] = row.pop("series_label")
        for peer, make in (("matplotlib", by_matplotlib), ("vl-convert", by_vega)):
            draw = make(kind, table)
            if writes:
                (pathlib.Path(folder) / f"{kind}-{peer}.png").write_bytes(draw())
            print(f"{peer}: {kind}, png, warm\t{median(draw):.2f}\tms")


main(sys.argv[1], "pictures" in sys.argv[2:])
