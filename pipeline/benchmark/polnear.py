"""Attribution on PolNeAR (Newell, Margolin and Ruths 2018, An Attribution Relations Corpus for Political News, LREC).

A predicted content matches a gold one when their characters have an intersection over union of at least one half; each
is matched once, best pairs first. A speaker is right when the predicted source shares a character with the gold one.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import PipelineError
from pipeline.evaluate.metrics import Interval, resample_weights
from pipeline.extract.attributions import Attribution

MIN_OVERLAP = 0.5
_QUOTATION_MARK = re.compile(r"[\"“”«»„]|''|``")
_NEAR = 2


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """Character spans of one gold attribution."""

    content: list[tuple[int, int]]
    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article of the corpus."""

    text: str
    attributions: list[GoldAttribution]


@dataclass(frozen=True, slots=True)
class AttributionReport:
    """Metrics with intervals (articles resampled), counts, and speed."""

    split: str
    articles: int
    attributions: int
    metrics: dict[str, Interval]
    exceptions: int
    articles_per_second: float

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "split": self.split,
            "articles": self.articles,
            "attributions": self.attributions,
            **{name: interval.as_dict() for name, interval in self.metrics.items()},
            "exceptions": self.exceptions,
            "articles_per_second": round(self.articles_per_second, 2),
        }


def read_polnear(folder: Path, split: str) -> list[GoldArticle]:
    """The articles of one split, from ``polnear/SPLIT.jsonl.gz`` in the corpora folder.

    Raises
    ------
    PipelineError
        If the file is not there or not readable.
    """
    path = folder / "polnear" / f"{split}.jsonl.gz"
    if not path.is_file():
        there = sorted(p.name.removesuffix(".jsonl.gz") for p in path.parent.glob("*.jsonl.gz"))
        raise PipelineError(
            f"{path}: no such split. There are: {', '.join(there) or 'none'}; mend --corpora or --split."
        )
    articles = []
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                gold = [GoldAttribution(*(_spans(a[part]) for part in ("content", "source", "cue"))) for a in record["attributions"]]
                articles.append(GoldArticle(record["text"], [a for a in gold if a.content]))
    except (OSError, EOFError, json.JSONDecodeError, KeyError, UnicodeDecodeError) as error:
        raise PipelineError(f"{path} line {len(articles) + 1}: not readable ({error}). Get the file again.") from error
    return articles


def _spans(spans: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    return [(int(start), int(end)) for start, end in spans]


def _length(spans: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in spans)


def _common(one: Iterable[tuple[int, int]], two: Sequence[tuple[int, int]]) -> int:
    return sum(max(0, min(e, f) - max(s, t)) for s, e in one for t, f in two)


def match(gold: Sequence[GoldAttribution], found: Sequence[Attribution]) -> dict[int, int]:
    """Index of the found attribution for each matched gold one, best overlaps first."""
    pairs = []
    for i, attribution in enumerate(gold):
        for j, candidate in enumerate(found):
            spans = [(candidate.content.start, candidate.content.end)]
            if common := _common(attribution.content, spans):
                overlap = common / (_length(attribution.content) + _length(spans) - common)
                if overlap >= MIN_OVERLAP:
                    pairs.append((-overlap, i, j))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def is_quoted(text: str, gold: GoldAttribution) -> bool:
    """Whether a quotation mark stands in the content or within two characters of it."""
    return any(_QUOTATION_MARK.search(text, max(0, s - _NEAR), e + _NEAR) for s, e in gold.content)


def _counts(article: GoldArticle, found: Sequence[Attribution]) -> list[int]:
    matched = match(article.attributions, found)
    quoted = [i for i, a in enumerate(article.attributions) if is_quoted(article.text, a)]
    with_source = [(i, j) for i, j in matched.items() if article.attributions[i].source]
    right = 0
    for i, j in with_source:
        source = found[j].source
        right += source is not None and _common(article.attributions[i].source, [(source.start, source.end)]) > 0
    return [
        len(article.attributions), len(found), len(matched), len(quoted), sum(i in matched for i in quoted), len(with_source), right,
    ]  # fmt: skip


def _ratios(counts: np.ndarray[Any, Any]) -> dict[str, np.ndarray[Any, Any]]:
    gold, found, matched, quoted, quoted_matched, with_source, right = np.moveaxis(counts.astype(float), -1, 0)
    precision, recall = matched / np.maximum(found, 1), matched / np.maximum(gold, 1)
    return {
        "content_f1": 2 * precision * recall / np.maximum(precision + recall, 1e-12),
        "content_precision": precision,
        "content_recall": recall,
        "content_recall_quoted": quoted_matched / np.maximum(quoted, 1),
        "speaker_accuracy": right / np.maximum(with_source, 1),
    }


def benchmark_polnear(
    articles: Iterable[GoldArticle], find: Callable[[str], Iterator[Attribution]], split: str, resamples: int = 2000
) -> AttributionReport:
    """Run `find` on every article and compare what it finds with the gold attributions.

    Parameters
    ----------
    find : callable
        Text → attributions; an exception counts and the article's attributions are missed.
    """
    rows: list[list[int]] = []
    exceptions, seconds = 0, 0.0
    for article in articles:
        began = time.perf_counter()
        try:
            found = list(find(article.text))
        except Exception:
            found = []
            exceptions += 1
        seconds += time.perf_counter() - began
        rows.append(_counts(article, found))
    counts = np.array(rows).reshape(-1, 7)
    point = _ratios(counts.sum(axis=0))
    drawn = _ratios(resample_weights(len(rows), resamples, 0) @ counts) if rows else point
    metrics = {
        name: Interval(float(point[name]), *(float(q) for q in np.quantile(drawn[name], [0.025, 0.975])))
        for name in point
    }
    return AttributionReport(
        split, len(rows), int(counts[:, 0].sum()), metrics, exceptions, len(rows) / max(seconds, 1e-9)
    )
