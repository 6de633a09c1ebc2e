"""Makes `reference.json`: figures of fixed data by pingouin, scipy, statsmodels and numpy.

    python -m tests.reports.items.reference

They take longer to install than all the rest of the test tools, so that the figures are kept and
the libraries are asked again only where somebody has them (see `test_reference.py`).
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

FILE = Path(__file__).with_suffix(".json")
LIBRARIES = ("numpy", "pingouin", "scipy", "statsmodels")


def data() -> dict[str, list[list[float]]]:
    """Return score matrices, students by questions: of 0 and 1, and with points in between."""
    rng = Random(20)
    out: dict[str, list[list[float]]] = {}
    for name, persons, items, steps in (("binary", 40, 12, 1), ("partial", 35, 8, 4)):
        hard = [rng.random() for _ in range(items)]
        rows = []
        for _ in range(persons):
            able = rng.random()
            rows.append(
                [
                    sum(rng.random() < 0.15 + 0.7 * able + 0.3 * (0.5 - h) for _ in range(steps))
                    / steps
                    for h in hard
                ]
            )
        out[name] = rows
    return out


def figures(rows: list[list[float]]) -> dict[str, Any]:
    """Return what the libraries say of one matrix."""
    import numpy as np
    import pandas as pd
    import pingouin
    from scipy import stats

    frame = pd.DataFrame(rows)
    x = frame.to_numpy(dtype=float)
    totals = x.sum(axis=1)
    n, k = x.shape
    alpha = float(pingouin.cronbach_alpha(data=frame)[0])
    df = n - 1
    rests = [totals - x[:, j] for j in range(k)]
    drops = [stats.pearsonr(x[:, j], rest) for j, rest in enumerate(rests)]
    bands = [drop.confidence_interval(0.95) for drop in drops]
    return {
        "alpha": alpha,
        "alpha_interval": [
            float(1 - (1 - alpha) * stats.f.isf(tail, df, df * (k - 1))) for tail in (0.025, 0.975)
        ],
        "item_rest": [float(drop.statistic) for drop in drops],
        "item_rest_interval": [[float(band.low), float(band.high)] for band in bands],
        "efficiency": [
            float(100 * np.cov(x[:, j], r)[0, 1] / np.cov(np.sort(x[:, j]), np.sort(r))[0, 1])
            for j, r in enumerate(rests)
        ],
        "sd": float(np.std(totals, ddof=1)),
        "skewness": float(stats.skew(totals, bias=False)),
        "kurtosis": float(stats.kurtosis(totals, bias=False)),
    }


def functions() -> dict[str, Any]:
    """Return what the libraries say of single functions at some places."""
    from scipy import special, stats
    from statsmodels.stats.proportion import proportion_confint

    return {
        "wilson": [
            [right, n, *map(float, proportion_confint(right, n, method="wilson"))]
            for right, n in ((0, 5), (1, 5), (5, 5), (13, 25), (24, 25), (300, 1000))
        ],
        "beta": [
            [a, b, x, float(special.betainc(a, b, x))]
            for a, b, x in ((0.5, 0.5, 0.1), (2, 3, 0.5), (24.5, 12, 0.7), (500, 300, 0.61))
        ],
        "f_above": [
            [tail, df1, df2, float(stats.f.isf(tail, df1, df2))]
            for tail, df1, df2 in (
                (0.025, 4, 16),
                (0.975, 4, 16),
                (0.025, 24, 456),
                (0.975, 999, 99900),
            )
        ],
        "binomial": [
            [k, n, p, float(stats.binom.cdf(k, n, p))]
            for k, n, p in ((0, 60, 0.05), (3, 200, 0.05), (1, 8, 0.5), (8, 8, 0.5))
        ],
    }


def made() -> dict[str, Any]:
    """Return the whole table."""
    matrices = data()
    return {
        "made by": {name: version(name) for name in LIBRARIES},
        "data": matrices,
        "figures": {name: figures(rows) for name, rows in matrices.items()},
        "functions": functions(),
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(made(), indent=1) + "\n", encoding="utf-8")
