"""Why gold attributions of PolNeAR are missed, by their kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.benchmark.polnear import (
    MIN_OVERLAP,
    FoundAttribution,
    GoldArticle,
    GoldAttribution,
    common,
    length,
    match,
)
from pipeline.layout.quotations import find_quotations

OUTCOMES = ("matched", "joined", "cut apart", "too long", "too short", "not found")
_DIRECT, _INDIRECT = 0.8, 0.05

Spans = Sequence[tuple[int, int]]


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """What stands in quotation marks, paragraph by paragraph."""
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans += [(q.start, q.end) for q in find_quotations(text, start, start + len(line))]
        start += len(line)
    return spans


def kind_of(gold: GoldAttribution, quoted: Spans) -> str:
    """``direct``, ``mixed`` or ``indirect``, by the share of the content that stands in quotation marks."""
    share = common(gold.content, quoted) / max(length(gold.content), 1)
    return "direct" if share >= _DIRECT else "indirect" if share <= _INDIRECT else "mixed"


def outcomes(article: GoldArticle, found: Sequence[FoundAttribution]) -> Counter[tuple[str, str]]:
    """How often attributions of each kind come to each of `OUTCOMES`."""
    matched = match(article.attributions, found)
    taken = set(matched.values())
    quoted = quoted_spans(article.text)
    counts: Counter[tuple[str, str]] = Counter()
    for index, gold in enumerate(article.attributions):
        touching = [j for j, candidate in enumerate(found) if common(gold.content, candidate.content)]
        outcome = "matched" if index in matched else _why(gold, touching, found, taken)
        counts[kind_of(gold, quoted), outcome] += 1
    return counts


def _why(gold: GoldAttribution, touching: list[int], found: Sequence[FoundAttribution], taken: set[int]) -> str:
    if not touching:
        return "not found"
    if len(touching) > 1:
        parts = [span for j in touching for span in found[j].content]
        shared = common(gold.content, parts)
        if shared / (length(gold.content) + length(parts) - shared) >= MIN_OVERLAP:
            return "cut apart"
    best = max(touching, key=lambda j: common(gold.content, found[j].content))
    if best in taken:
        return "joined"
    return "too long" if length(found[best].content) > length(gold.content) else "too short"
