"""Running a finder over PolNeAR and reporting how much it finds, with intervals and with what is missed by kind."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable

from pipeline.attributions.attribution import Attribution
from pipeline.benchmark.polnear import GoldArticle, counts_of, joined, ratios_of
from pipeline.benchmark.polnear_errors import OUTCOMES, outcomes
from pipeline.benchmark.report import BenchmarkReport, with_intervals


def benchmark_polnear(
    articles: Iterable[GoldArticle], find: Callable[[str], Iterable[Attribution]], title: str, resamples: int = 2000
) -> BenchmarkReport:
    """Run `find` on every article and compare what it finds with the gold attributions.

    Parameters
    ----------
    find : callable
        Text → attributions; an exception counts and the article's attributions are missed.
    """
    rows: list[list[int]] = []
    why: Counter[tuple[str, str]] = Counter()
    exceptions, seconds = 0, 0.0
    for article in articles:
        began = time.perf_counter()
        try:
            found = list(find(article.text))
        except Exception:
            found = []
            exceptions += 1
        seconds += time.perf_counter() - began
        rows.append(counts_of(article, joined(found)))
        why += outcomes(article, joined(found))
    numbers = {
        "articles": len(rows),
        "attributions": sum(row[0] for row in rows),
        "exceptions": exceptions,
        "articles_per_second": round(len(rows) / max(seconds, 1e-9), 2),
    }
    errors = [
        f"{kind}: {sum(n for (k, _), n in why.items() if k == kind)} attributions, "
        + ", ".join(f"{why[kind, outcome]} {outcome}" for outcome in OUTCOMES)
        for kind in ("direct", "mixed", "indirect")
    ]
    return BenchmarkReport(title, with_intervals(rows, ratios_of, resamples), numbers, errors)
