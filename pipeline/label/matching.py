"""Joining labels to examples: same article, same target, most words in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.records import Article, Example, Label


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


def _names_of(article: Article) -> set[str]:
    names = {article.article_id}
    for source in article.sources:
        path = PurePosixPath(source)
        names |= {source, path.name, path.stem}
    return names


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
    labels: Iterable[Label], articles: Iterable[Article], examples: Iterable[Example], min_overlap: float
) -> tuple[list[MatchedLabel], list[UnmatchedLabel]]:
    """Join each label to the example of its target that it overlaps most, and of its holder's country where it says that.

    Parameters
    ----------
    min_overlap : float
        Share of the shorter of the two spans that must be in common.

    Returns
    -------
    matched, unmatched
        Every label is in one of the two.
    """
    by_name: dict[str, Article] = {}
    for article in articles:
        for name in _names_of(article):
            by_name.setdefault(name, article)
    by_target: dict[tuple[str, str], list[Example]] = defaultdict(list)
    for example in examples:
        by_target[example.article_id, example.target].append(example)
    matched: list[MatchedLabel] = []
    unmatched: list[UnmatchedLabel] = []
    for label in labels:
        labelled = by_name.get(label.article)
        if labelled is None:
            unmatched.append(UnmatchedLabel(label, f"no article is called '{label.article}'"))
            continue
        span = _locate(label, labelled.text)
        if span is None:
            unmatched.append(UnmatchedLabel(label, "the labelled words do not stand in the article, or more than once"))
            continue
        best, best_overlap = None, (False, 0.0, 0.0)
        for example in by_target[labelled.article_id, label.target]:
            if None not in (told := (label.speaker_country, example.speaker_country)) and len(set(told)) > 1:
                continue
            start, end = span_of(example)
            common = min(span[1], end) - max(span[0], start)
            shorter = min(span[1] - span[0], end - start)
            union = max(span[1], end) - min(span[0], start)
            overlap = (label.speaker_country == example.speaker_country, common / union, common / shorter)
            if common / shorter >= min_overlap and overlap > best_overlap:
                best, best_overlap = example, overlap
        if best is None:
            unmatched.append(
                UnmatchedLabel(label, f"no extracted statement about {label.target} overlaps the labelled words")
            )
        else:
            matched.append(MatchedLabel(label, best))
    return matched, unmatched
