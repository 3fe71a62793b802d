"""The gate to the registry's alias `champion`: a run gets it that is not significantly worse than who has it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from filelock import FileLock

from pipeline.compare.champion import CHAMPION, Promotion, crown, now, registered_version
from pipeline.compare.comparison import CompareOptions, Contrast, compare
from pipeline.compare.resolving import resolve_runs
from pipeline.compare.run import RunGroup
from pipeline.compare.side import Side
from pipeline.compare.slice_differences import SliceDifference, slice_differences
from pipeline.config import TrackingConfig
from pipeline.errors import PipelineError, did_you_mean
from pipeline.evaluate.metrics import HEADLINE
from pipeline.evaluate.slices import slices
from pipeline.evaluate.small import FEW
from pipeline.printable import count
from pipeline.study_folder import lasting_folder
from pipeline.tasks import Task
from pipeline.tracking.registry import model_version
from pipeline.tracking.store import connect


def promote(
    name: str,
    config: TrackingConfig,
    named_slices: Sequence[str] = (),
    *,
    force: bool = False,
    reason: str = "",
    on: str | None = None,
    options: CompareOptions | None = None,
) -> Promotion:
    """Make a run's model the champion if it is not significantly worse than the present one.

    A run whose test part has fewer than 30 articles says too little for that, and is promoted by force only. Worse means a difference in macro-F1 of stance or sentiment below zero whose p-value is below 0.05 (paired bootstrap
    over articles), on all test examples or in one of the named slices (Holm's correction over these).

    Parameters
    ----------
    name : str
        See `pipeline.compare.resolving.resolve_runs`.
    config : TrackingConfig
    named_slices : sequence of str
        Such as ``target=USA``.
    force : bool
        Promote all the same, and record that.
    reason : str
        A person's own words, recorded too.
    on : str, optional
        See `CompareOptions`.

    Raises
    ------
    PipelineError
        If there is no such run or slice, the run's model is not registered, or the runs cannot be compared.
    """
    client = connect(config)
    lock = lasting_folder() / ".stance" / "promote.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(str(lock)):
        (candidate,) = resolve_runs([name], config)
        version = registered_version(client, candidate, config)
        present = model_version(client, f"models:/{config.registered_model}@{CHAMPION}")
        # An alias moves, so what is recorded is the run's own name.
        if candidate.run_id:
            name = str(client.get_run(candidate.run_id).info.run_name)
        articles = len({prediction.duplicate_group for prediction in candidate.predictions})
        few = f"judged by {count(articles, 'test article')} only, too few to tell a better model ({FEW} are asked)"
        if articles < FEW and not force:
            return Promotion("", name, now(), few)
        if present is None:
            for task in Task:
                _require_slices(named_slices, [f"{s.dimension}={s.value}" for s in slices(candidate.predictions, task)])
            found = f"the first champion, {few}" if articles < FEW else "the first champion"
            return crown(client, config, version, name, _said(found, reason), forced=articles < FEW)
        if str(present.version) == version:
            raise PipelineError(f"'{name}' is champion already (version {version}); there is nothing to promote.")
        champion = resolve_runs([f"models:/{config.registered_model}@{CHAMPION}"], config)[0]
        settings = replace(options or CompareOptions(), on=on, group_by=None, examples=0)
        comparison = compare([champion, replace(candidate, name=name)], settings)
        (contrast,) = comparison.contrasts
        tested = _named(comparison.groups, named_slices, settings)
        losses = _losses(contrast, tested)
        if losses and not force:
            return Promotion(
                "", name, now(), f"significantly worse than version {present.version}: {'; '.join(losses)}"
            )
        said = f"{'worse' if losses else 'not significantly worse'} than version {present.version} ({_figures(contrast, tested)})"
        return crown(client, config, version, name, _said(said, reason), forced=bool(losses) or articles < FEW)


def _named(groups: Sequence[RunGroup], named: Sequence[str], options: CompareOptions) -> list[SliceDifference]:
    if not named:
        return []
    baseline, other = map(Side.of, groups)
    found: list[SliceDifference] = []
    for task in Task:
        there = {f"{part.dimension}={part.value}": part for part in slices(baseline.predictions, task)}
        _require_slices(named, there)
        found += slice_differences(
            baseline,
            other,
            task,
            resamples=options.resamples,
            confidence=options.confidence,
            seed=options.seed,
            chosen=[there[name] for name in dict.fromkeys(named)],
        )
    return found


def _require_slices(named: Sequence[str], there: Collection[str]) -> None:
    for name in named:
        if name not in there:
            raise PipelineError(
                f"--slice: no test example is in '{name}'.{did_you_mean(name, there)} Slices are named like target=USA."
            )


def _losses(contrast: Contrast, tested: Sequence[SliceDifference]) -> list[str]:
    losses = [
        f"{task} {contrast.metrics[task][HEADLINE].difference} (p = {contrast.metrics[task][HEADLINE].p_value:.3f})"
        for task in Task
        if _is_loss(contrast.metrics[task][HEADLINE].difference.value, contrast.metrics[task][HEADLINE].p_value)
    ]
    return losses + [
        f"{d.task} in {d.name} {d.difference} (p = {d.p_adjusted:.3f})"
        for d in tested
        if d.p_adjusted is not None and _is_loss(d.difference.value, d.p_adjusted)
    ]


def _is_loss(difference: float, p_value: float) -> bool:
    return difference < 0 and p_value < 0.05


def _figures(contrast: Contrast, tested: Sequence[SliceDifference]) -> str:
    def of_task(task: Task) -> str:
        return f"{task} {contrast.metrics[task][HEADLINE].difference.value:+.3f}"

    parts = [of_task(task) for task in Task]
    parts += [
        f"{d.task} in {d.name} {d.difference.value:+.3f}"
        + (" (too few examples to test)" if d.p_adjusted is None else "")
        for d in tested
    ]
    return ", ".join(parts)


def _said(found: str, reason: str) -> str:
    return f"{found}; {reason}" if reason else found
