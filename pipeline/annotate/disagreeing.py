"""How much two models, or the rules, models and people who labelled an example, differ on it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.annotate.queues import entropy
from pipeline.annotate.store import ANNOTATOR
from pipeline.arrays import FloatArray
from pipeline.errors import PipelineError
from pipeline.label import read_labels
from pipeline.label.current import current_labels
from pipeline.records import Label
from pipeline.tasks import Task


def between_models(ids: Sequence[str], probabilities: FloatArray, against: Path) -> FloatArray:
    """Half the absolute differences of two models' probabilities: 0 where they agree, 1 where they are opposed.

    Parameters
    ----------
    ids : sequence of str of shape (n,)
    probabilities : FloatArray of shape (n, n_labels)
        Of the one model.
    against : Path
        A table of scores of the other. Examples that are not in it count as agreed on.

    Raises
    ------
    PipelineError
        If it is no such table, or has none of the examples.
    """
    from pipeline.estimate.scored import probabilities as probabilities_of
    from pipeline.estimate.scored import read_scores, require_columns, scored_columns

    columns = ["example_id", *Task.stance.probabilities]
    require_columns(against, columns, scored_columns(against))
    place = {example_id: number for number, example_id in enumerate(ids)}
    found = np.zeros(len(ids))
    met, rows = 0, 0
    for batch in read_scores(against, columns):
        other = probabilities_of(against, batch, Task.stance, rows)
        rows += batch.num_rows
        for row, example_id in enumerate(batch["example_id"].to_pylist()):
            if (number := place.get(example_id)) is not None:
                met += 1
                found[number] = np.abs(probabilities[number] - other[row]).sum() / 2
    if not met:
        raise PipelineError(
            f"--against: {against} has none of these examples. Score the same articles with the other model, and give that table."
        )
    return found


def between_labels(ids: Sequence[str], labels: Path) -> FloatArray:
    """The entropy of the stances that annotators, rules and models gave an example; 0 where fewer than two gave one.

    Only labels that count are looked at: none that was taken back, and neither practice nor what an adjudicator decided.

    Parameters
    ----------
    ids : sequence of str of shape (n,)
    labels : Path
        A folder of label files.

    Raises
    ------
    PipelineError
        If no example has two different labels.
    """
    given = read_labels(labels) if any(labels.rglob("*.jsonl")) else ()
    votes: dict[str, list[str]] = defaultdict(list)
    for label in current_labels(line for line in given if isinstance(line, Label)):
        if label.role == ANNOTATOR and label.example_id is not None and label.stance is not None:
            votes[label.example_id].append(label.stance)
    found = np.zeros(len(ids))
    for number, example_id in enumerate(ids):
        counts = Counter(votes.get(example_id, ()))
        if len(counts) > 1:
            shares = np.array([[counts[label] for label in Task.stance.labels]], dtype=np.float64)
            found[number] = entropy(shares / shares.sum())[0]
    if not found.any():
        raise PipelineError(
            f"--queue disagreement: no example has two different labels in {labels}. Give the scores of a second model with "
            "--against, or let rules or models label first (`stance rules --write`)."
        )
    return found
