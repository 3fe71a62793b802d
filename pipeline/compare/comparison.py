"""Two or more groups of runs side by side: what differs, whether it is real, where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.compare.commits import commits_between
from pipeline.compare.data_difference import DataDifference, data_difference
from pipeline.compare.flips import Flip, explained, flips, worst
from pipeline.compare.grouping import group_runs
from pipeline.compare.paired import (
    Difference,
    Drawn,
    GroupScore,
    McNemar,
    draw,
    group_scores,
    holm,
    mcnemar,
    paired_difference,
)
from pipeline.compare.run import EvaluatedRun, RunGroup
from pipeline.compare.same_examples import require_same_examples, score_again
from pipeline.compare.settings import Setting, differing_metrics, differing_settings
from pipeline.compare.side import Side
from pipeline.compare.slice_differences import SliceDifference, slice_differences
from pipeline.errors import PipelineError
from pipeline.tasks import Task

# With fewer articles the percentile interval covers less often than it says (see the simulation in the tests).
FEW_ARTICLES = 30


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """How to compare.

    Attributes
    ----------
    group_by : sequence of str, optional
        Parameters whose equal values make runs one group; ``None``: runs that differ in the seed alone.
    on : str, optional
        ``intersection`` or a folder of gold examples, to score all models again.
    examples : int
        How many flipped examples of each pair and task are explained.
    """

    group_by: tuple[str, ...] | None = None
    on: str | None = None
    examples: int = 10
    resamples: int = 2000
    confidence: float = 0.95
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Contrast:
    """One group against the baseline: differences of metrics by task and name, McNemar's test by task, slices, flipped
    examples (all of them; the first of each kind explained), data and commits."""

    group: str
    metrics: dict[Task, dict[str, Difference]]
    mcnemar: dict[Task, McNemar]
    slices: dict[Task, list[SliceDifference]]
    flips: dict[Task, list[Flip]]
    data: DataDifference | None
    commits: list[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All groups, the first of which is the baseline; settings that differ; scores of each group; the contrasts."""

    groups: list[RunGroup]
    settings: list[Setting]
    scores: list[dict[Task, dict[str, GroupScore]]]
    contrasts: list[Contrast]
    examples: int
    articles: int
    notes: list[str]
    options: CompareOptions

    @property
    def baseline(self) -> RunGroup:
        """What the others are compared with."""
        return self.groups[0]


def compare(runs: Sequence[EvaluatedRun], options: CompareOptions | None = None) -> Comparison:
    """Compare runs, all with the first or its group.

    Raises
    ------
    PipelineError
        If there are fewer than two groups, or they were evaluated on different examples and `options.on` is not given.
    """
    options = options or CompareOptions()
    if len(runs) < 2:
        raise PipelineError(
            "Name at least two runs to compare: stance compare RUN RUN. `stance doctor` lists the runs."
        )
    notes: list[str] = []
    if options.on:
        runs, notes = score_again(runs, options.on)
    runs = require_same_examples(runs)
    groups = group_runs(runs, options.group_by)
    if len(groups) < 2:
        raise PipelineError(
            f"The {len(runs)} runs are one group ({groups[0].name}), so there is nothing to compare it with. Name a run of "
            "other parameters, or group by another parameter with --group-by."
        )
    predictions = runs[0].predictions
    articles = len({p.duplicate_group for p in predictions})
    if articles < FEW_ARTICLES:
        notes.append(
            f"The test examples are of {articles} articles only; with fewer than {FEW_ARTICLES} the intervals are too narrow."
        )
    sides = [Side.of(group) for group in groups]
    drawn: list[dict[Task, Drawn]] = [
        {
            task: draw(side.judged[task], resamples=options.resamples, seed=options.seed, seed_stream=1 if not i else 2)
            for task in Task
        }
        for i, side in enumerate(sides)
    ]
    differences = _differences(drawn, options.confidence)
    return Comparison(
        groups=groups,
        settings=[
            *differing_settings(groups),
            *differing_metrics(groups, {f"{task}.{name}" for task in Task for name in drawn[0][task].point}),
        ],
        scores=[{task: group_scores(each[task], options.confidence) for task in Task} for each in drawn],
        contrasts=[
            _contrast(sides[0], side, metrics, options) for side, metrics in zip(sides[1:], differences, strict=True)
        ],
        examples=len(predictions),
        articles=articles,
        notes=notes,
        options=options,
    )


def _differences(drawn: Sequence[dict[Task, Drawn]], confidence: float) -> list[dict[Task, dict[str, Difference]]]:
    """For each group after the first, its differences; corrected for the number of such groups."""
    baseline, *others = drawn
    result: list[dict[Task, dict[str, Difference]]] = [{task: {} for task in Task} for _ in others]
    for task in Task:
        for metric in baseline[task].point:
            pairs = [paired_difference(baseline[task], other[task], metric, confidence) for other in others]
            for index, ((interval, p), adjusted) in enumerate(zip(pairs, holm([p for _, p in pairs]), strict=True)):
                result[index][task][metric] = Difference(interval, p, adjusted)
    return result


def _contrast(
    baseline: Side, other: Side, metrics: dict[Task, dict[str, Difference]], options: CompareOptions
) -> Contrast:
    found = {task: flips(baseline, other, task) for task in Task}
    before, after = baseline.group.first, other.group.first
    if options.examples and any(found.values()):
        models = before.model(), after.model()
        for task in Task:
            shown = worst(found[task], options.examples)
            named = {flip.example_id: flip for flip in explained(shown, baseline.predictions, *models)}
            found[task] = [named.get(flip.example_id, flip) for flip in found[task]]
    drawing: dict[str, Any] = {"resamples": options.resamples, "confidence": options.confidence, "seed": options.seed}
    return Contrast(
        group=other.group.name,
        metrics=metrics,
        mcnemar={task: mcnemar(baseline.judged[task][0], other.judged[task][0]) for task in Task},
        slices={task: slice_differences(baseline, other, task, **drawing) for task in Task},
        flips=found,
        data=data_difference(before, after),
        commits=commits_between(before.versions.get("git_commit"), after.versions.get("git_commit")),
    )
