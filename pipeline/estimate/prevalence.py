"""Scores and a labelled sample → how often each class truly occurs in each group.

The population is the stream of statements that the scored rows are drawn from, article by article (a superpopulation);
for the scored rows as a closed set the intervals are a little too wide. The labelled rows must be a random sample of the
scored ones, of rows or of whole articles, in each group that is estimated; the groups may be sampled at different rates.
Labels that a queue drew with unequal, known probabilities weigh by the inverse of these, and the mean prediction is then that of all
rows, since those without a label are no fair sample either. Otherwise labelled rows do not count among the unlabelled: the two means are then taken over different rows, as the formula of the
variance supposes, and rows of one article on both sides are still taken together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.arrays import FloatArray
from pipeline.errors import PipelineError
from pipeline.estimate.groups import UNKNOWN, columns_of, group_keys
from pipeline.estimate.matching import HOLDER_COLUMN, ID_COLUMNS, WORD_COLUMNS, candidates, match_reference, scored_rows
from pipeline.estimate.reference import ReferenceLabel, read_reference
from pipeline.estimate.sampled import weighed
from pipeline.estimate.scored import probabilities, read_scores, require_columns, scored_columns
from pipeline.estimate.shares import ClassShare, class_shares
from pipeline.estimate.sums import GroupedScores
from pipeline.progress import progress
from pipeline.records import Reject
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class Prevalence:
    """All groups' shares, and what became of rows and labels.

    `unknown` counts, for each name in `by`, the rows that are in no known group. `weighed` says that the labels weigh by the inverse of
    the probabilities with which a queue drew them. `labelled` holds the ``example_id`` of each labelled row.
    """

    by: tuple[str, ...]
    task: Task
    confidence: float
    shares: list[ClassShare]
    rows: int
    labels: int
    labelled_rows: int
    unknown: dict[str, int]
    rejects: list[Reject]
    weighed: bool = False
    labelled: tuple[str, ...] = ()


def estimate_prevalence(
    scores: str | Path,
    labels: str | Path,
    by: str | Sequence[str] = (),
    task: Task | str = Task.stance,
    *,
    part: str = "test",
    confidence: float = 0.95,
    min_overlap: float = 0.5,
) -> Prevalence:
    """Estimate the share of each class in each group, corrected by a labelled sample.

    Parameters
    ----------
    scores : str or Path
        What `stance score` wrote: ``.parquet``, ``.csv`` or ``.jsonl``.
    labels : str or Path
        See `pipeline.estimate.reference.read_reference`.
    by : str or sequence of str, default=()
        Columns of the scores, ``year`` or ``month``; without any, all rows are one group.
    task : Task or str, default="stance"
    part : str, default="test"
        Part of a gold folder.
    confidence : float, default=0.95
        Of the intervals.
    min_overlap : float, default=0.5
        Share of the shorter span that a label and a statement must have in common.

    Raises
    ------
    PipelineError
        If a file cannot be read, a column is missing, there are no scores, or no label fits one.
    """
    scores, labels, by = Path(scores), Path(labels), tuple(dict.fromkeys([by] if isinstance(by, str) else by))
    task = Task(task)
    present = scored_columns(scores)
    grouping = columns_of(by, present)
    needed = [*ID_COLUMNS, *task.probabilities]
    require_columns(scores, needed, present)
    read = list(read_reference(labels, task, part))
    usable = [line for line in read if isinstance(line, ReferenceLabel)]
    rejects = [line for line in read if isinstance(line, Reject)]
    usable, weights, left_out = weighed(usable)
    rejects += left_out
    if not usable:
        raise _no_label(labels, scores, rejects)
    if any(label.example_id is None for label in usable):
        needed += WORD_COLUMNS
        require_columns(scores, needed, present)
        needed += [HOLDER_COLUMN] if HOLDER_COLUMN in present else []

    seen = _stream(scores, list(dict.fromkeys([*needed, *grouping])), by, task, usable)
    found, unmatched = match_reference(usable, scored_rows(seen.apart), min_overlap)
    rejects += unmatched
    if not found:
        raise _no_label(labels, scores, rejects)
    _add_set_apart(seen, found, by, task.labels, weights)
    return Prevalence(
        by=by,
        task=task,
        confidence=confidence,
        shares=[
            share
            for group, of_group, predictions in seen.sums.groups()
            for share in class_shares(group, of_group, predictions, task.labels, confidence)
        ],
        rows=seen.rows,
        labels=len(read),
        labelled_rows=len(found),
        unknown={name: number for name, number in seen.unknown.items() if number},
        rejects=rejects,
        weighed=weights is not None,
        labelled=tuple(seen.apart["example_id"].take(pa.array(sorted(found))).to_pylist()),
    )


def _no_label(labels: Path, scores: Path, rejects: Sequence[Reject]) -> PipelineError:
    first = f" First: {rejects[0].source} {rejects[0].location}: {rejects[0].reason.rstrip('.')}." if rejects else ""
    return PipelineError(f"{labels}: no label fits a row of {scores}.{first} See docs/estimate.md.")


@dataclass(frozen=True, slots=True)
class _Seen:
    """The scores after one pass: sums of the rows that no label can mean, and the other rows themselves."""

    sums: GroupedScores
    apart: pa.Table
    predicted: FloatArray
    rows: int
    unknown: Counter[str]


def _stream(
    scores: Path, columns: Sequence[str], by: Sequence[str], task: Task, labels: Sequence[ReferenceLabel]
) -> _Seen:
    sums, rows, unknown = GroupedScores(len(task.labels)), 0, Counter(dict.fromkeys(by, 0))
    tables: list[pa.Table] = []
    predictions: list[FloatArray] = []
    for batch in progress(read_scores(scores, columns), "estimate"):
        predicted = probabilities(scores, batch, task, rows)
        rows += batch.num_rows
        keys = group_keys(batch, by)
        unknown.update({name: pc.sum(pc.equal(key, UNKNOWN)).as_py() or 0 for name, key in zip(by, keys, strict=True)})
        may = candidates(batch, labels)
        tables.append(batch.filter(may))
        predictions.append(predicted[may.to_numpy()])
        others = pc.invert(may)
        sums.add([key.filter(others) for key in keys], batch["article_id"].filter(others), predicted[others.to_numpy()])
    if not rows:
        raise PipelineError(f"{scores}: holds no rows, so there is nothing to estimate.")
    return _Seen(sums, pa.concat_tables(tables), np.concatenate(predictions), rows, unknown)


def _add_set_apart(
    seen: _Seen, found: dict[int, str], by: Sequence[str], labels: Sequence[str], weights: Mapping[str, float] | None
) -> None:
    labelled = np.isin(np.arange(seen.apart.num_rows), list(found))
    gold = np.eye(len(labels))[[labels.index(found[position]) for position in sorted(found)]]
    for mask, truth in ((labelled, gold), (~labelled, None)):
        part = seen.apart.filter(pa.array(mask))
        keys, articles = group_keys(part, by), part["article_id"]
        if truth is None or weights is None:
            seen.sums.add(keys, articles, seen.predicted[mask], truth)
            continue
        of_row = np.array([weights[example_id] for example_id in part["example_id"].to_pylist()])
        seen.sums.add(keys, articles, seen.predicted[mask], truth, of_row)
