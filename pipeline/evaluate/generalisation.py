"""How a model fares on what the random test part does not ask: countries it never saw, and times after its labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.evaluate.bootstrap import Array, Interval, bootstrap_sums, cluster_codes, intervals
from pipeline.evaluate.judged import LABELS, TASKS, Task
from pipeline.evaluate.metrics import macro_f1
from pipeline.progress import progress
from pipeline.tasks import TASKS as EVERY_TASK
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


def _f1_table(
    gold: Sequence[str], said: Sequence[str], labels: tuple[str, ...], codes: np.ndarray[Any, Any], clusters: int
) -> Array:
    k = len(labels)
    table = np.zeros((clusters, k * k))
    cells = np.array([labels.index(g) * k + labels.index(s) for g, s in zip(gold, said, strict=True)], dtype=int)
    np.add.at(table, (codes, cells), 1)
    return table


def _macro(sums: Array, k: int) -> Array:
    return macro_f1(sums.reshape(*sums.shape[:-1], k, k))


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
    unseen as they are, and all of them count. Empty where the model cannot be learned anew (see
    `pipeline.train.refitting`) or `most` is 0.

    Parameters
    ----------
    read : ReadExamples
        The training part, then the test part.
    training : int
        How many are of the training part.
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
    for task in TASKS:
        refit = read.refitting(EVERY_TASK[task])
        if refit is None or not chosen:
            continue
        places = np.flatnonzero(is_test)
        usual = dict(zip(places.tolist(), read.judged(places, EVERY_TASK[task]), strict=True))
        rows: list[int] = []
        unseen: list[str] = []
        for target in progress(chosen, f"unseen ({task})", total=len(chosen)):
            asked = np.flatnonzero(is_test & (target_of == target))
            rows += asked.tolist()
            if target in taught:
                unseen += refit(np.flatnonzero(~is_test & (target_of != target)), asked)
            else:
                unseen += [usual[row] for row in asked.tolist()]
        labels = LABELS[task]
        k = len(labels)
        codes, clusters = cluster_codes([everything[row].duplicate_group for row in rows])
        gold = [getattr(everything[row], task) for row in rows]
        tables = [_f1_table(gold, said, labels, codes, clusters) for said in (unseen, [usual[row] for row in rows])]
        both = np.hstack(tables)

        def metrics(sums: Array, k: int = k) -> dict[str, Array]:
            without, with_it = _macro(sums[..., : k * k], k), _macro(sums[..., k * k :], k)
            return {"unseen": without, "usual": with_it, "difference": without - with_it}

        result = intervals(metrics(both.sum(axis=0)), metrics(bootstrap_sums(both, resamples, seed)), confidence)
        found[task] = UnseenTargets(len(chosen), len(rows), result["unseen"], result["usual"], result["difference"])
    return found


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
    for task in TASKS:
        refit = read.refitting(EVERY_TASK[task])
        if refit is None:
            continue
        rows, labels = np.flatnonzero(later), LABELS[task]
        said = refit(np.flatnonzero(earlier), rows)
        codes, clusters = cluster_codes([examples[row].duplicate_group for row in rows.tolist()])
        table = _f1_table([getattr(examples[row], task) for row in rows.tolist()], said, labels, codes, clusters)
        k = len(labels)
        point, drawn = _macro(table.sum(axis=0), k), _macro(bootstrap_sums(table, resamples, seed), k)
        interval = intervals({"f1": point}, {"f1": drawn}, confidence)["f1"]
        undated = sum(not example.published for example in examples)
        found[task] = LaterArticles(date, int(earlier.sum()), len(rows), undated, interval)
    return found
