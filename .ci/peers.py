"""Compares Heng's methods with pymcdm and scikit-criteria on 200 random matrices, and explains each
difference.

`peers.py BENCHMARKS` prints a table for docs/agreement.md and fails where a difference is not explained.
A difference counts as explained only where both hold: the number of the library follows from a formula
written here with the convention named, and ours from the same formula with our convention.
"""
import collections
import json
import re
import subprocess
import sys
import tempfile
import warnings
from importlib.metadata import version

import numpy as np
import pymcdm.methods as pm
import pymcdm.normalizations as pn
import pymcdm.weights as pw
import scipy.stats
import skcriteria
from pymcdm.helpers import normalize_matrix, rankdata
from skcriteria.agg.copras import COPRAS
from skcriteria.agg.topsis import TOPSIS
from skcriteria.agg.vikor import VIKOR
from skcriteria.preprocessing import scalers, weighters

warnings.simplefilter("ignore")
np.seterr(all="ignore")
SEED, COUNT = 20260101, 200


def matrices():
    """Sizes 2 to 12 by 1 to 8; ties, zeros, constant columns, both directions, random weights."""
    rng = np.random.default_rng(SEED)
    for number in range(COUNT):
        rows, columns = rng.integers(2, 13), rng.integers(1, 9)
        if number % 2:
            values = rng.integers(1, 10, (rows, columns)).astype(float)
        else:
            values = np.round(rng.lognormal(2, 1, (rows, columns)), 2) + 0.01
        if number % 5 == 3:
            values[rng.random((rows, columns)) < 0.2] = 0
        if number % 7 == 4:
            values[:, rng.integers(columns)] = rng.integers(0, 6)
        if number % 11 == 6:
            values[-1] = values[0]
        directions = np.where(rng.random(columns) < (0.35 if number % 3 else 0), -1, 1)
        weights = np.ones(columns) if number % 4 == 0 else np.round(rng.uniform(0.1, 3, columns), 3)
        yield values, weights / weights.sum(), directions


# The formulas, on all columns that they are given.

def topsis_vector(x, w, t):
    return topsis(x / np.sqrt((x**2).sum(0)), w, t)


def topsis_min_max(x, w, t):
    return topsis(np.where(np.ptp(x, 0) > 0, (x - x.min(0)) / np.ptp(x, 0), 1), w, t)


def topsis(r, w, t):
    v = r * w * t
    best, worst = np.sqrt(((v - v.max(0)) ** 2).sum(1)), np.sqrt(((v - v.min(0)) ** 2).sum(1))
    return worst / (best + worst)


def vikor(x, w, t):
    x = x * t
    d = w * (x.max(0) - x) / np.ptp(x, 0)
    s, r = d.sum(1), d.max(1)
    part = lambda y: np.zeros(len(y)) if np.ptp(y) <= 1e-9 * y.max() else (y - y.min()) / np.ptp(y)
    return (part(s) + part(r)) / 2


def promethee(x, w, t):
    x = x * t
    flow = np.sign(x[:, None, :] - x[None, :, :]) @ w
    return flow.sum(1) / (len(x) - 1)


def copras(x, w, t):
    d = x / x.sum(0) * w
    gain, cost = d[:, t == 1].sum(1), d[:, t == -1].sum(1)
    q = gain + cost.sum() / (cost * (1 / cost).sum()) if (t == -1).any() else gain
    return 100 * q / q.max()


def copras_without_costs(x, w, t):
    """S+ + S-: costs counted as benefits."""
    q = (x / x.sum(0) * w).sum(1)
    return 100 * q / q.max()


def shares(x, w, t):
    x = x * t
    return (np.sign(x[:, None, :] - x[None, :, :]) + 1) / 2 @ w


def borda(x, w, t):
    return shares(x, w, t).sum(1) - 0.5


def copeland(x, w, t):
    e = shares(x, w, t)
    return ((e - 0.5 > 1e-9).astype(float) - (0.5 - e > 1e-9)).sum(1)


def entropy(x, w, t):
    p = x / x.sum(0)
    d = 1 + np.where(p > 0, p * np.log(p), 0).sum(0) / np.log(len(x))
    return d / d.sum()


def critic(x, w, t, ranks=False):
    z = (x * t - (x * t).min(0)) / np.ptp(x, 0)
    y = np.apply_along_axis(scipy.stats.rankdata, 0, z) if ranks else z
    c = z.std(0) * (1 - np.atleast_2d(np.corrcoef(y.T))).sum(0)
    return np.ones(1) if x.shape[1] == 1 else c / c.sum()


def critic_spearman(x, w, t):
    return critic(x, w, t, ranks=True)


def min_max(x, w, t):
    return (x * t - (x * t).min(0)) / np.ptp(x, 0)


def z_score(x, w, t):
    return t * (x - x.mean(0)) / x.std(0, ddof=1)


def share_of_max(x, w, t):
    return x / x.max(0)


def weighted_sum(x, w, t):
    return min_max(x, w, t) @ w


def weighted_sum_ones(x, w, t):
    return np.where(np.ptp(x, 0) > 0, min_max(x, w, t), 1) @ w


def geometric(x, w, t):
    return np.exp(np.log(share_of_max(x, w, t)) @ w)


def rank(x, w, t):
    return np.apply_along_axis(lambda y: scipy.stats.rankdata(y, "min"), 0, x * t)


# The libraries.

def decision_matrix(x, w, t):
    return skcriteria.mkdm(x, list(t), weights=w)


def sk_method(method, scaler=None, score="similarity"):
    def run(x, w, t):
        dm = decision_matrix(x, w, t)
        result = method.evaluate(scaler.transform(dm) if scaler else dm)
        return np.array(result.extra_[score]), np.array(result.rank_)
    return run


def sk_cells(scaler):
    return lambda x, w, t: (scaler.transform(decision_matrix(x, w, t)).matrix.to_numpy(), None)


def sk_weights(weighter):
    return lambda x, w, t: (weighter.transform(decision_matrix(x, w, t)).weights.to_numpy(), None)


def sk_pairs(make):
    """e(a, b) from the better-than and equals counts of one criterion after another."""
    def run(x, w, t):
        e = np.zeros((len(x), len(x)))
        for column in range(x.shape[1]):
            dominance = decision_matrix(x[:, [column]], [1], t[[column]]).dominance
            e += w[column] * (dominance.bt().to_numpy() + dominance.eq().to_numpy() / 2)
        return make(e), None
    return run


def py_method(method, scale=1, leads="most"):
    def run(x, w, t):
        scores = scale * method(x, w, t)
        if not np.isfinite(scores).all():
            return scores, None
        return scores, rankdata(scores, reverse=leads == "most")
    return run


def py_cells(normalisation):
    return lambda x, w, t: (normalize_matrix(x, normalisation, t), None)


def py_weights(weighting):
    return lambda x, w, t: (weighting(x), None)


def population(x, w, t):
    return (x - x.mean(0)) / np.where(np.ptp(x, 0) > 0, x.std(0), 1)


KEPT = "a constant criterion keeps its weight; here it is left out"
ONES = "min-max of a constant criterion is 1; here it has none"
benefits = lambda t: np.ones_like(t)

# name, library, what it does, our formula, conventions of theirs: (name, formula).
COMPARISONS = [
    ("topsis vector", "pymcdm", py_method(pm.TOPSIS(pn.vector_normalization)), topsis_vector, []),
    ("topsis vector", "scikit-criteria",
     sk_method(TOPSIS(), scalers.VectorScaler(target="matrix")), topsis_vector, []),
    ("topsis min-max", "pymcdm", py_method(pm.TOPSIS()), topsis_min_max, []),
    ("topsis min-max", "scikit-criteria",
     sk_method(TOPSIS(), scalers.MinMaxScaler(target="matrix")), topsis_min_max, []),
    ("vikor", "pymcdm", py_method(pm.VIKOR(), leads="least"), vikor, []),
    ("vikor", "scikit-criteria", sk_method(VIKOR(use_compromise_set=False), score="q_k"), vikor, []),
    ("promethee-ii", "pymcdm", py_method(pm.PROMETHEE_II("usual")), promethee, [(KEPT, promethee)]),
    ("copras", "pymcdm", py_method(pm.COPRAS(), scale=100), copras,
     [("its quotient cancels to S+ + S-: a cost counts in favour", copras_without_costs)]),
    ("copras", "scikit-criteria",
     sk_method(COPRAS(), scalers.SumScaler(target="matrix"), "score"), copras, [(KEPT, copras)]),
    ("borda", "scikit-criteria (dominance)", sk_pairs(lambda e: e.sum(1) - 0.5), borda,
     [(KEPT, borda)]),
    ("copeland", "scikit-criteria (dominance)",
     sk_pairs(lambda e: ((e - 0.5 > 1e-9).astype(float) - (0.5 - e > 1e-9)).sum(1)), copeland,
     [(KEPT, copeland)]),
    ("min-max", "pymcdm", py_cells(pn.minmax_normalization), min_max,
     [(ONES, lambda x, w, t: np.where(np.ptp(x, 0) > 0, min_max(x, w, t), 1))]),
    ("min-max", "scikit-criteria", sk_cells(scalers.MinMaxScaler(target="matrix")), min_max,
     [("directions are not turned, and a constant criterion is 0",
       lambda x, w, t: np.where(np.ptp(x, 0) > 0, min_max(x, w, benefits(t)), 0))]),
    ("z-score", "scikit-criteria", sk_cells(scalers.StandarScaler(target="matrix")), z_score,
     [("the divisor of the deviation is n, here n - 1; directions are not turned; a constant is 0", population)]),
    ("share-of-max", "pymcdm", py_cells(pn.max_normalization), share_of_max,
     [("a constant criterion is 1; here it has no value", share_of_max)]),
    ("share-of-max", "scikit-criteria", sk_cells(scalers.MaxAbsScaler(target="matrix")), share_of_max,
     [("a constant criterion is 1; here it has no value",
       lambda x, w, t: x / np.where(x.max(0) > 0, x.max(0), 1))]),
    ("rank", "scipy rankdata (min)", lambda x, w, t: (rank(x, w, t), None), rank,
     [("a constant criterion ranks everyone 1; here it has no value", rank)]),
    ("arithmetic index", "pymcdm WSM", py_method(pm.WSM(pn.minmax_normalization)), weighted_sum,
     [("min-max of a constant criterion is 1 and its weight counts", weighted_sum_ones)]),
    ("geometric index", "pymcdm WPM", py_method(pm.WPM(pn.max_normalization)), geometric,
     [("a constant criterion is 1 and its weight counts", geometric)]),
    ("entropy", "pymcdm", py_weights(pw.entropy_weights), entropy, []),
    ("entropy", "scikit-criteria", sk_weights(weighters.EntropyWeighter()), entropy, []),
    ("critic", "pymcdm", py_weights(pw.critic_weights), critic,
     [("correlations do not turn with the directions", lambda x, w, t: critic(x, w, benefits(t)))]),
    ("critic", "scikit-criteria", sk_weights(weighters.CRITIC()), critic, []),
    ("critic spearman", "scikit-criteria", sk_weights(weighters.CRITIC(correlation="spearman")),
     critic_spearman, []),
]
OURS = {"arithmetic index": "min-max", "geometric index": "geometric"}
CELLS = {"min-max", "z-score", "share-of-max", "rank"}
WEIGHTS = {"entropy", "critic", "critic spearman"}


def difference(a, b):
    if a is None or b is None or np.shape(a) != np.shape(b):
        return np.inf
    a, b = np.asarray(a, float), np.asarray(b, float)
    if not (np.isfinite(a) == np.isfinite(b)).all():
        return np.inf
    d = np.abs(a - b) / np.maximum(1, np.abs(b))
    return np.nanmax(d, initial=0)


def agrees(a, b):
    return difference(a, b) <= 1e-9


def least_ranks(scores, leads):
    """Our ranks from scores: ties within 1e-9 of the first of their group share the least."""
    order = sorted(range(len(scores)), key=lambda i: scores[i] if leads == "least" else -scores[i])
    noise, ranks, first = 1e-12 * np.abs(scores).max(), {}, None
    for place, i in enumerate(order):
        if first is None or abs(scores[i] - scores[first[0]]) > max(
            noise, 1e-9 * max(abs(scores[i]), abs(scores[first[0]]))
        ):
            first = (i, place + 1)
        ranks[i] = first[1]
    return [ranks[i] for i in range(len(scores))]


def by_our_convention(name, formula, x, w, t):
    """The formula without constant criteria, their places empty."""
    telling = np.ptp(x, 0) > 0
    if not telling.any():
        return np.full(x.shape if name in CELLS else len(x), np.nan)
    inner = formula(x[:, telling], w[telling] / w[telling].sum(), t[telling])
    if name in CELLS:
        full = np.full(x.shape, np.nan)
        full[:, telling] = inner
        return full
    if name in WEIGHTS:
        full = np.zeros(x.shape[1])
        full[telling] = inner
        return full
    return inner


def main(benchmarks):
    cases = list(matrices())
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump([{"matrix": x.tolist(), "weights": w.tolist(), "directions": t.tolist()}
                   for x, w, t in cases], file)
        file.flush()
        ours = json.loads(
            subprocess.run([benchmarks, "peers", file.name], check=True, stdout=-1).stdout)
    print(f"{COUNT} matrices, seed {SEED}; pymcdm {version('pymcdm')}, "
          f"scikit-criteria {version('scikit-criteria')}, NumPy {version('numpy')}, "
          f"SciPy {version('scipy')}.\n")
    print("| Method | Library | Agree to 1e-9 | Refused here | No number there | Explained | "
          "Formula | Ranks | Unexplained |")
    print("|---|---|--:|--:|--:|--:|--:|---|--:|")
    notes, refusals, silences = [], collections.Counter(), collections.Counter()
    failures = 0
    for name, library, run, formula, conventions in COMPARISONS:
        tally, explained, ranks = collections.Counter(), collections.Counter(), collections.Counter()
        for number, ((x, w, t), found) in enumerate(zip(cases, ours)):
            our = found[OURS.get(name, name)]
            try:
                theirs, their_ranks = run(x, w, t)
                if name not in CELLS and not np.isfinite(theirs).all():
                    theirs = None
                    reason = "the result is not a number"
            except ValueError as error:
                theirs, reason = None, re.sub(r"\[[^]]*\]", "...", str(error).split(". ")[0])
            if our.get("refused"):
                tally["refused"] += 1
                reason = re.sub("“[^”]*”( of “[^”]*”)?", "“…”", our["refused"])
                refusals[name, re.sub(r"-?\d+(\.\d+)?", "…", reason)] += library == next(
                    c[1] for c in COMPARISONS if c[0] == name)
                continue
            value = our["cells"] if name in CELLS else our["scores"]
            value = np.array(value, float)
            own = by_our_convention(name, formula, x, w, t)
            tally["formula"] += agrees(value, own)
            if not agrees(value, own):
                failures += 1
                notes.append(f"formula: {name} {number}: {value} {own}")
            if theirs is None:
                tally["none"] += 1
                silences[name, library, reason.rstrip(".")] += 1
                continue
            # Ours leaves a constant criterion empty where theirs need not be finite either.
            if agrees(value, theirs):
                tally["agree"] += 1
                if their_ranks is not None:
                    leads = "least" if name == "vikor" else "most"
                    if list(their_ranks) == our["ranks"]:
                        ranks["same"] += 1
                    elif least_ranks(np.asarray(theirs), leads) == our["ranks"]:
                        ranks["ties otherwise"] += 1
                    else:
                        failures += 1
                        notes.append(f"ranks: {name} {library} {number}: {their_ranks} {our['ranks']}")
                continue
            for reason, convention in conventions:
                if agrees(theirs, convention(x, w, t)) and agrees(value, own):
                    explained[reason] += 1
                    break
            else:
                tally["unexplained"] += 1
                failures += 1
                notes.append(f"{name} {library} {number}: {theirs} {value}")
        print(f"| {name} | {library} | {tally['agree']} | {tally['refused']} | {tally['none']} | "
              f"{sum(explained.values())} | {tally['formula']} | "
              f"{', '.join(f'{k} {v}' for k, v in ranks.items()) or '-'} | {tally['unexplained']} |")
        for reason, count in explained.items():
            notes.append(f"- {name}, {library}, {count}: {reason}.")
    print("\nExplained:\n")
    print("\n".join(n for n in notes if n.startswith("- ")))
    print("\nRefused here:\n")
    for (name, reason), count in sorted(refusals.items()):
        print(f"- {name}, {count}: {reason}.")
    print("\nNo number there:\n")
    for (name, library, reason), count in silences.items():
        print(f"- {name}, {library}, {count}: {reason}.")
    for note in notes:
        if not note.startswith("- "):
            print(note, file=sys.stderr)
    sys.exit(1 if failures else 0)


main(sys.argv[1])
