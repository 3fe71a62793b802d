"""Labels of several annotators → one gold label an example.

The rule: one vote an annotator (the label that overlaps the example most, where one annotator gave several); the
majority wins; where there is none, the label is ``neutral``, because the readers found no clear side. The confidence
is the share of annotators who gave the winning label.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.label.agreement import krippendorff_alpha
from pipeline.label.matching import MatchedLabel, UnmatchedLabel, match_labels
from pipeline.masking import mask_example
from pipeline.records import Article, Example, GoldExample, Label, composed
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class Conflict:
    """An example on which annotators differ, and what the rule made of it."""

    example_id: str
    target: str
    text: str
    votes: dict[str, dict[str, str]]
    stance: str
    sentiment: str


@dataclass(frozen=True, slots=True)
class GoldResult:
    """Gold examples in the order of the examples, the labels that were not used, and the annotators' agreement.

    `alpha` is Krippendorff's, of each task. `codebooks` counts the votes by the version of the codebook that they followed; `mixed` counts the examples on which
    votes of several versions were cast, `superseded` the labels that the same annotator has replaced by a later one.
    """

    gold: list[GoldExample]
    unmatched: list[UnmatchedLabel]
    conflicts: list[Conflict]
    unlabelled: int
    alpha: dict[Task, float | None]
    judged_twice: int
    codebooks: dict[str, int]
    mixed: int
    superseded: int


def winning_label(votes: Iterable[str]) -> tuple[str, float]:
    """The label of the majority, ``neutral`` where there is none, and the share of the votes that it has."""
    counts = Counter(votes)
    total = sum(counts.values())
    (first, most), *rest = counts.most_common()
    if rest and rest[0][1] == most:
        return "neutral", counts.get("neutral", 0) / total
    return first, most / total


def _overlap(match: MatchedLabel) -> float:
    length = max(len(match.label.text), len(match.example.text))
    return min(len(match.label.text), len(match.example.text)) / length


def _fit(match: MatchedLabel) -> tuple[str, str, float, str]:
    return match.example.example_id, match.label.annotator, -_overlap(match), match.label.text


def aggregate_labels(
    labels: Iterable[Label], articles: Iterable[Article], examples: Iterable[Example], min_overlap: float
) -> GoldResult:
    """Join labels to examples and decide each example's gold label.

    Parameters
    ----------
    labels, articles, examples : iterables
        Of the same study.
    min_overlap : float
        See `pipeline.label.matching.match_labels`.
    """
    articles, examples = list(articles), list(examples)
    published = {article.article_id: article for article in articles}
    matched, unmatched = match_labels(labels, articles, examples, min_overlap)
    votes, superseded = _count_votes(matched)
    gold: list[GoldExample] = []
    conflicts: list[Conflict] = []
    for example in examples:
        cast = votes.get(example.example_id)
        if not cast:
            continue
        won = {task: winning_label(task.label(label) for label in cast.values()) for task in Task}
        decided = {task.value: label for task, (label, _) in won.items()}
        confidence = min(share for _, share in won.values())
        if confidence < 1:
            given = {name: {task.value: task.label(label) for task in Task} for name, label in sorted(cast.items())}
            conflicts.append(Conflict(example.example_id, example.target, example.text, given, **decided))
        gold.append(
            composed(
                GoldExample,
                example,
                published[example.article_id],
                masked=mask_example(example),
                label_source="+".join(sorted(cast)),
                label_confidence=confidence,
                **decided,
            )
        )
    return GoldResult(
        gold=gold,
        unmatched=unmatched,
        conflicts=conflicts,
        unlabelled=len(examples) - len(gold),
        alpha={
            task: krippendorff_alpha({e: {a: task.label(x) for a, x in v.items()} for e, v in votes.items()})
            for task in Task
        },
        judged_twice=sum(len(v) > 1 for v in votes.values()),
        codebooks=dict(sorted(Counter(x.codebook for v in votes.values() for x in v.values()).items())),
        superseded=superseded,
        mixed=sum(len({x.codebook for x in v.values()}) > 1 for v in votes.values()),
    )


def _count_votes(matched: Iterable[MatchedLabel]) -> tuple[dict[str, dict[str, Label]], int]:
    """For each example the label of each annotator that counts, and how many labels a later one replaced."""
    votes: dict[str, dict[str, Label]] = defaultdict(dict)
    superseded = 0
    # Of one annotator's labels the one that fits best counts, and of those of the same words the last.
    newest = sorted(enumerate(matched), key=lambda m: (m[1].label.time, m[0]), reverse=True)
    for _, match in sorted(newest, key=lambda m: _fit(m[1])):
        counted = votes[match.example.example_id].setdefault(match.label.annotator, match.label)
        superseded += counted is not match.label and counted.text == match.label.text
    return votes, superseded
