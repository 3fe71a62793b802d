"""How a model fares on what the random test part does not ask: countries it never saw, and times after its labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.evaluate.bootstrap import Interval, cluster_codes, intervals
from pipeline.evaluate.confusions import Confusions, class_codes, macro_f1
from pipeline.progress import progress
from pipeline.records import GoldExample
from pipeline.tasks import Task
from pipeline.train.refitting import ReadExamples


@dataclass(frozen=True, slots=True)
class UnseenTargets:
    """Macro-F1 on test examples whose target no training example had, beside that of the same examples as usual, and
    the difference, each with an interval over articles."""

    targets: int
    examples: int
    macro_f1: Interval
    usual_macro_f1: Interval
    difference: Interval


@dataclass(frozen=True, slots=True)
class LaterArticles:
    """Macro-F1 on the articles from `date` on of a model that learned from those before. Articles without a date are in
    neither."""

    date: str
    training_examples: int
    examples: int
    undated: int
    macro_f1: Interval


def unseen_targets(
    read: ReadExamples,
    training: int,
    most: int,
    *,
    resamples: int = 2000,
    confidence: float = 0.95,
    seed: int = 0,
) -> dict[Task, UnseenTargets]:
    """Leave one target country out: learn without its examples, judge its test examples.

    That is done for the `most` test targets of most examples that training knows; targets that it does not know are
    unseen as they are, and all of them count.

    Parameters
    ----------
    read : ReadExamples
        The training part, then the test part.
    training : int
        How many are of the training part.
    most : int
        How many targets are left out, one at a time.
    resamples, confidence, seed
        Of the bootstrap over articles.

    Returns
    -------
    dict
        Empty where the model cannot be learned anew (see `pipeline.train.refitting`) or `most` is 0.
    """
    everything = read.examples
    taught = {example.target for example in everything[:training]}
    counts = Counter(example.target for example in everything[training:])
    ranked = [target for target, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    left_out = [target for target in ranked if target in taught][:most]
    chosen = [*left_out, *(target for target in ranked if target not in taught)] if most else []
    target_of = np.array([example.target for example in everything])
    is_test = np.arange(len(everything)) >= training
    found: dict[Task, UnseenTargets] = {}
    for task in Task:
        refit = read.refitting(task)
        if refit is None or not chosen:
            continue
        places = np.flatnonzero(is_test)
        usual = dict(zip(places.tolist(), read.judged(places, task), strict=True))
        rows: list[int] = []
        unseen: list[str] = []
        for target in progress(chosen, f"unseen ({task})", total=len(chosen)):
            asked = np.flatnonzero(is_test & (target_of == target))
            rows += asked.tolist()
            if target in taught:
                unseen += refit(np.flatnonzero(~is_test & (target_of != target)), asked)
            else:
                unseen += [usual[row] for row in asked.tolist()]
        examples = [everything[row] for row in rows]
        without = _confusions(examples, unseen, task)
        with_it = _confusions(examples, [usual[row] for row in rows], task)
        drawn = [macro_f1(each.resampled(resamples, seed)) for each in (without, with_it)]
        point = [macro_f1(each.total()) for each in (without, with_it)]
        result = intervals(
            {"unseen": point[0], "usual": point[1], "difference": point[0] - point[1]},
            {"unseen": drawn[0], "usual": drawn[1], "difference": drawn[0] - drawn[1]},
            confidence,
        )
        found[task] = UnseenTargets(len(chosen), len(rows), result["unseen"], result["usual"], result["difference"])
    return found


def _confusions(examples: Sequence[GoldExample], said: Sequence[str], task: Task) -> Confusions:
    gold = class_codes((task.label(example) for example in examples), task.labels)
    clusters = cluster_codes([example.duplicate_group for example in examples])
    return Confusions.of(gold, class_codes(said, task.labels), *clusters, len(task.labels))


def later_articles(
    read: ReadExamples,
    date: str | None,
    share: float,
    *,
    resamples: int = 2000,
    confidence: float = 0.95,
    seed: int = 0,
) -> dict[Task, LaterArticles]:
    """Learn from articles before a date, judge those from it on.

    Parameters
    ----------
    read : ReadExamples
        Of both parts.
    date : str, optional
        ``YYYY-MM-DD``. Without it the date from which on about `share` of the dated examples lie.
    share : float
    resamples, confidence, seed
        Of the bootstrap over articles.

    Returns
    -------
    dict
        Empty where the dated examples do not give two sides, or the model cannot be learned anew.
    """
    examples = read.examples
    dated = sorted(example.published[:10] for example in examples if example.published)
    if date is None and dated:
        date = dated[min(len(dated) - 1, round(len(dated) * (1 - share)))]
    later_groups = {e.duplicate_group for e in examples if e.published and date and e.published[:10] >= date}
    later = np.array([bool(e.published) and e.duplicate_group in later_groups for e in examples])
    # An article that appeared on both sides of the date is judged, not learned from.
    earlier = np.array([bool(e.published) and e.duplicate_group not in later_groups for e in examples])
    found: dict[Task, LaterArticles] = {}
    if date is None or not later.any() or not earlier.any():
        return found
    for task in Task:
        refit = read.refitting(task)
        if refit is None:
            continue
        rows = np.flatnonzero(later)
        said = refit(np.flatnonzero(earlier), rows)
        confusions = _confusions([examples[row] for row in rows.tolist()], said, task)
        macro = macro_f1(confusions.total()), macro_f1(confusions.resampled(resamples, seed))
        interval = intervals({"f1": macro[0]}, {"f1": macro[1]}, confidence)["f1"]
        undated = sum(not example.published for example in examples)
        found[task] = LaterArticles(date, int(earlier.sum()), len(rows), undated, interval)
    return found
