"""Joining labels to examples: same article, same target, most words in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.label.article_names import ArticleNames
from pipeline.records import Article, Example, Label
from pipeline.records.ids import text_digest


@dataclass(frozen=True, slots=True)
class MatchedLabel:
    """A label and the example it judges."""

    label: Label
    example: Example


@dataclass(frozen=True, slots=True)
class UnmatchedLabel:
    """A label that judges no example, and why."""

    label: Label
    reason: str


def _locate(label: Label, text: str) -> tuple[int, int] | None:
    """Where the labelled words stand; the offsets count only while they still fit the words."""
    if label.start is not None and label.end is not None and text[label.start : label.end] == label.text:
        return label.start, label.end
    first = text.find(label.text)
    if first < 0 or text.find(label.text, first + 1) >= 0:
        return None
    return first, first + len(label.text)


def span_of(example: Example) -> tuple[int, int]:
    """The characters of an example's statement; of its passage in tables of earlier versions."""
    return (example.start, example.end) if example.end else (example.text_start, example.text_start + len(example.text))


def match_labels(
    labels: Iterable[Label],
    articles: Iterable[Article],
    examples: Iterable[Example],
    min_overlap: float,
    raw: Path | None = None,
) -> tuple[list[MatchedLabel], list[UnmatchedLabel]]:
    """Join each label to the example that its ``example_id`` names, else to the one of its target that it overlaps most.

    Of several holders' examples the one counts whose country the label says.

    Parameters
    ----------
    labels, articles, examples : iterables
        Of the same study.
    min_overlap : float
        Share of the shorter of the two spans that must be in common.
    raw : Path, optional
        See `pipeline.label.article_names.ArticleNames`.

    Returns
    -------
    matched, unmatched
        Every label is in one of the two.
    """
    named = ArticleNames(articles, raw)
    by_id: dict[str, Example] = {}
    by_target: dict[tuple[str, str], list[Example]] = defaultdict(list)
    for example in examples:
        by_id[example.example_id] = example
        by_target[example.article_id, example.target].append(example)
    matched: list[MatchedLabel] = []
    unmatched: list[UnmatchedLabel] = []
    for label in labels:
        found = by_id.get(label.example_id) if label.example_id else None
        judged = found or _by_words(label, named, by_target, min_overlap)
        if isinstance(judged, Example):
            matched.append(MatchedLabel(label, judged))
        else:
            unmatched.append(UnmatchedLabel(label, judged))
    return matched, unmatched


def _by_words(
    label: Label, named: ArticleNames, by_target: Mapping[tuple[str, str], Sequence[Example]], min_overlap: float
) -> Example | str:
    if label.example_id and not label.article:
        return f"no extracted statement has its example_id '{label.example_id}'"
    article = named.find(label.article)
    if isinstance(article, str):
        return article
    span = _locate(label, article.text)
    if span is None:
        changed = label.article_digest is not None and label.article_digest != text_digest(article.text)
        since = "the article changed since it was labelled: " if changed else ""
        return f"{since}the labelled words do not stand in the article, or more than once"
    best, best_overlap = None, (False, 0.0, 0.0)
    for example in by_target.get((article.article_id, label.target), ()):
        if None not in (told := (label.speaker_country, example.speaker_country)) and len(set(told)) > 1:
            continue
        start, end = span_of(example)
        common = min(span[1], end) - max(span[0], start)
        shorter = min(span[1] - span[0], end - start)
        union = max(span[1], end) - min(span[0], start)
        overlap = (label.speaker_country == example.speaker_country, common / union, common / shorter)
        if common / shorter >= min_overlap and overlap > best_overlap:
            best, best_overlap = example, overlap
    return best or f"no extracted statement about {label.target} overlaps the labelled words"
