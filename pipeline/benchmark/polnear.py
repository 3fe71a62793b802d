"""Attribution on PolNeAR (Newell, Margolin and Ruths 2018, An Attribution Relations Corpus for Political News, LREC).

A predicted content matches a gold one when their characters have an intersection over union of at least one half; each
is matched once, best pairs first. A speaker is right when the predicted source shares a character with the gold one. The
corpus joins what one speaker says in a row into one content of several spans; so are found attributions that continue
the one before. It has neither statements within statements nor narrated acts, and its contents leave out the cue, also
where that takes the side: such finds are left out or cut before they are compared.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.attributions.attribution import Attribution
from pipeline.errors import PipelineError

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
class FoundAttribution:
    """Character spans of one found attribution."""

    content: list[tuple[int, int]]
    source: list[tuple[int, int]]


def read_polnear(folder: Path, split: str) -> list[GoldArticle]:
    """The articles of one split, from ``polnear/SPLIT.jsonl.gz`` in the corpora folder.

    Raises
    ------
    PipelineError
        If the file is not there or not readable.
    """
    path = folder / "polnear" / f"{split}.jsonl.gz"
    if not folder.is_dir():
        raise PipelineError(f"{folder}: no such folder; mend --corpora.")
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
                gold = [
                    GoldAttribution(*(_spans(a[part]) for part in ("content", "source", "cue")))
                    for a in record["attributions"]
                ]
                articles.append(GoldArticle(record["text"], [a for a in gold if a.content]))
    except (OSError, EOFError, json.JSONDecodeError, KeyError, UnicodeDecodeError) as error:
        raise PipelineError(f"{path} line {len(articles) + 1}: not readable ({error}). Get the file again.") from error
    return articles


def _spans(spans: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    return [(int(start), int(end)) for start, end in spans]


def length(spans: Iterable[tuple[int, int]]) -> int:
    """Characters in the spans."""
    return sum(end - start for start, end in spans)


def common(one: Iterable[tuple[int, int]], two: Sequence[tuple[int, int]]) -> int:
    """Characters in both."""
    return sum(max(0, min(e, f) - max(s, t)) for s, e in one for t, f in two)


def joined(found: Iterable[Attribution]) -> list[FoundAttribution]:
    """Found attributions, those that continue the one before joined to it."""
    attributions: list[FoundAttribution] = []
    for attribution in found:
        if attribution.kind == "narration" or attribution.nested:
            continue
        span = (attribution.content.start, attribution.content.end)
        if attribution.cue_in_content and attribution.cue is not None and attribution.cue.end < span[1]:
            span = (max(span[0], attribution.cue.end), span[1])
        if attribution.continues and attributions:
            attributions[-1].content.append(span)
        else:
            source = attribution.source
            attributions.append(FoundAttribution([span], [(source.start, source.end)] if source else []))
    return attributions


def match(gold: Sequence[GoldAttribution], found: Sequence[FoundAttribution]) -> dict[int, int]:
    """Index of the found attribution for each matched gold one, best overlaps first."""
    pairs = []
    for i, attribution in enumerate(gold):
        for j, candidate in enumerate(found):
            if shared := common(attribution.content, candidate.content):
                overlap = shared / (length(attribution.content) + length(candidate.content) - shared)
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


def counts_of(article: GoldArticle, found: Sequence[FoundAttribution]) -> list[int]:
    """What `ratios_of` needs to know of one article."""
    matched = match(article.attributions, found)
    quoted = [i for i, a in enumerate(article.attributions) if is_quoted(article.text, a)]
    with_source = [(i, j) for i, j in matched.items() if article.attributions[i].source]
    right = sum(common(article.attributions[i].source, found[j].source) > 0 for i, j in with_source)
    return [
        len(article.attributions), len(found), len(matched), len(quoted), sum(i in matched for i in quoted), len(with_source), right,
    ]  # fmt: skip


def ratios_of(counts: FloatArray) -> dict[str, FloatArray]:
    """The benchmark's metrics for (sums of) counts of shape (…, 7)."""
    gold, found, matched, quoted, quoted_matched, with_source, right = np.moveaxis(counts.astype(float), -1, 0)
    precision, recall = matched / np.maximum(found, 1), matched / np.maximum(gold, 1)
    return {
        "content_f1": 2 * precision * recall / np.maximum(precision + recall, 1e-12),
        "content_precision": precision,
        "content_recall": recall,
        "content_recall_quoted": quoted_matched / np.maximum(quoted, 1),
        "speaker_accuracy": right / np.maximum(with_source, 1),
    }
