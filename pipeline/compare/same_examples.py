"""Runs can be compared on the same examples with the same gold labels, and on nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.compare.run import EvaluatedRun
from pipeline.errors import PipelineError
from pipeline.evaluate.judgements import predictions_of
from pipeline.label.dataset import load_gold
from pipeline.progress import progress
from pipeline.records import GoldExample, Prediction
from pipeline.tasks import Task

INTERSECTION = "intersection"


def _labels(predictions: Sequence[Prediction]) -> dict[str, list[str]]:
    return {p.example_id: [getattr(p, task.gold) for task in Task] for p in predictions}


def require_same_examples(runs: Sequence[EvaluatedRun]) -> list[EvaluatedRun]:
    """The runs with their predictions in one order.

    Raises
    ------
    PipelineError
        If two were evaluated on different examples, or on examples with different gold labels.
    """
    first, *others = runs
    expected = _labels(first.predictions)
    for run in others:
        found = _labels(run.predictions)
        common = expected.keys() & found.keys()
        relabelled = sum(expected[example] != found[example] for example in common)
        if len(common) < len(expected) or len(common) < len(found) or relabelled:
            raise PipelineError(
                f"'{first.name}' and '{run.name}' were evaluated on different test examples: {len(common)} are in both"
                f"{f' ({relabelled} of them with different gold labels)' if relabelled else ''}, "
                f"{len(expected) - len(common)} only in the first, {len(found) - len(common)} only in the second. Score all "
                f"runs again on what they share with --on {INTERSECTION}, or on gold examples of yours with --on data/gold."
            )
    return [replace(run, predictions=sorted(run.predictions, key=lambda p: p.example_id)) for run in runs]


def score_again(runs: Sequence[EvaluatedRun], on: str) -> tuple[list[EvaluatedRun], list[str]]:
    """Every run's model on the same examples.

    Parameters
    ----------
    runs : sequence of EvaluatedRun
    on : str
        ``intersection``: the test examples of all runs, with text and labels as the last run has them. Else a folder of
        gold examples, whose test part is judged (all of it where it has no parts).

    Returns
    -------
    runs, notes
        With new predictions; and what was left out, in words.

    Raises
    ------
    PipelineError
        If nothing is left, or a run's model or gold examples are gone.
    """
    notes: list[str] = []
    if on == INTERSECTION:
        examples = _shared(runs)
        notes.append(
            f"All models judged the {len(examples)} test examples that the runs share, with the labels of '{runs[-1].name}'."
        )
    else:
        examples, left_out = _untaught(_gold(Path(on)), runs)
        notes.append(f"All models judged {len(examples)} examples of {on}.")
        if left_out:
            notes.append(f"{left_out} examples of articles that a run was trained on were left out.")
    if not examples:
        raise PipelineError(
            f"--on {on}: no example is left that every run can be asked. Name a folder of gold examples whose articles "
            "no run was trained on."
        )
    masked = [example.masked for example in examples]
    again = [
        replace(run, predictions=predictions_of(examples, run.model().predict(masked)))
        for run in progress(runs, "score again", len(runs))
    ]
    return again, notes


def _gold(folder: Path) -> list[GoldExample]:
    parts = load_gold(folder)
    chosen = [parts["test"]] if "test" in parts else list(parts.values())
    return [GoldExample(**row) for part in chosen for row in part]


def _shared(runs: Sequence[EvaluatedRun]) -> list[GoldExample]:
    ids = set.intersection(*({p.example_id for p in run.predictions} for run in runs))
    return sorted(
        (example for example in _of(runs[-1], "test") if example.example_id in ids), key=lambda e: e.example_id
    )


def _of(run: EvaluatedRun, part: str) -> list[GoldExample]:
    if run.gold is None:
        raise PipelineError(
            f"'{run.name}' was logged without its gold examples, so it cannot be scored again. Evaluate its model again "
            "(`stance evaluate`), then compare."
        )
    return run.gold.get(part, [])


def _untaught(examples: Sequence[GoldExample], runs: Sequence[EvaluatedRun]) -> tuple[list[GoldExample], int]:
    taught = {example.duplicate_group for run in runs for example in _of(run, "train")}
    kept = [example for example in examples if example.duplicate_group not in taught]
    return sorted(kept, key=lambda e: e.example_id), len(examples) - len(kept)
