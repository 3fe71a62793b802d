"""``stance sweep``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import ConfigOption, WorkersOption
from pipeline.cli.printing import report, table
from pipeline.errors import PipelineError
from pipeline.printable import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.config import PipelineConfig
    from pipeline.evaluate.bootstrap import Interval
    from pipeline.sweep import Group, Space

_SHOWN = 10
_METRICS = {"stance.macro_f1": "stance macro-F1", "sentiment.macro_f1": "sentiment macro-F1", "mean": "mean macro-F1"}


def sweep(
    write: Annotated[
        Path | None, typer.Option("--write", help="Also write a configuration with the best parameters.")
    ] = None,
    workers: WorkersOption = None,
    config: ConfigOption = None,
) -> None:
    """Try combinations of training parameters by cross-validation on the training part.

    What is tried stands in the section sweep of the configuration. A sweep that was cut off goes on where it stopped
    when the same command is given again.
    """
    from pipeline.config import load_config
    from pipeline.io.tables import require_distinct
    from pipeline.label import load_gold
    from pipeline.provenance import file_digest
    from pipeline.records import GoldExample
    from pipeline.study_folder import CONFIG_PATH
    from pipeline.sweep import Sweep, TrainingPart, check_space, draw_folds, open_record, rank, run_sweep, study_name
    from pipeline.sweep.adoption import write_config
    from pipeline.sweep.mlflow_runs import SweepRuns
    from pipeline.tracking.store import connect, experiment_id, store_name

    path = config or CONFIG_PATH
    require_distinct([path], [write])
    settings = load_config(config)
    space = check_space(settings)
    client = connect(settings.tracking, make=True)
    experiment = experiment_id(client, settings.tracking)
    examples = [GoldExample(**row) for row in load_gold(settings.paths.gold)["train"]]
    processes = workers or settings.compute.workers
    part = TrainingPart.of(examples)
    folds = {seed: draw_folds(part, settings.train.folds, seed) for seed in settings.sweep.seeds}
    data_version = file_digest(settings.paths.gold)[:12]
    name = study_name(settings, space, data_version)
    with open_record(name, space) as record:
        if known := record.outcomes():
            ended = sum(outcome.state != "running" for outcome in known)
            report(f"Sweep {name} goes on from {record.folder}, where {count(ended, 'combination')} ended before")
        runs = SweepRuns(client, experiment, settings, space, name, data_version, record.folder)
        with runs.under_way():
            outcomes = run_sweep(Sweep(part, folds, space, settings.sweep), record, processes, runs.log)
        groups = rank(outcomes, settings.sweep.metric, settings.evaluate.confidence)
        trials = record.folder / "trials.csv"
        _write_trials(trials, groups, settings)
        runs.finish(groups, trials)
    _show(groups, space, settings)
    report(f"{count(len(outcomes), 'combination')} → {trials}; run {runs.name} in {store_name(settings.tracking)}")
    best = groups[0]
    if best.outcome.state != "complete":
        raise PipelineError(f"No combination could be trained. The first failed with: {outcomes[0].reason}")
    if write is not None:
        write_config(write, settings, best.outcome.parameters)
        report(f"Configuration with the best parameters → {write}")
    _advise(best, path, settings, len(outcomes))


def _write_trials(path: Path, groups: Sequence[Group], settings: PipelineConfig) -> None:
    import pandas as pd

    from pipeline.io import write_text
    from pipeline.sweep import trial_rows

    rows = trial_rows([group.outcome for group in groups], settings.sweep.metric)
    write_text(path, pd.DataFrame(rows).to_csv(index=False, lineterminator="\n"))


def _show(groups: Sequence[Group], space: Space, settings: PipelineConfig) -> None:
    spread = len(settings.sweep.seeds) > 1
    level = f"{settings.evaluate.confidence:.0%}"
    columns = [
        *space.names,
        _METRICS[settings.sweep.metric] + (" ± sd" if spread else ""),
        level,
        f"behind the best, {level}",
        "folds",
        "state",
    ]
    rows = []
    for group in groups[:_SHOWN]:
        value, outcome = group.value, group.outcome
        rows.append(
            [
                *(json.dumps(v) if isinstance(v, list) else v for v in outcome.parameters.values()),
                str(group.seeds or "–"),
                _bounds(value),
                f"{group.behind.value:.3f} {_bounds(group.behind)}" if group.behind else "",
                outcome.folds,
                outcome.reason or outcome.state,
            ]
        )
    states = [group.outcome.state for group in groups]
    told = ", ".join(f"{states.count(state)} {state}" for state in ("complete", "pruned", "failed") if state in states)
    title = f"{count(len(groups), 'combination')} × {count(len(settings.sweep.seeds), 'seed')}: {told}"
    if len(groups) > _SHOWN:
        title += f"; the first {_SHOWN}"
    table(title, columns, rows, right=tuple(range(len(space.names), len(columns) - 1)))


def _bounds(interval: Interval | None) -> str:
    if interval is None or interval.low != interval.low:
        return ""
    return f"[{interval.low:.3f}, {interval.high:.3f}]"


def _advise(best: Group, path: Path, settings: PipelineConfig, tried: int) -> None:
    from pipeline.study_folder import CONFIG_PATH
    from pipeline.sweep.adoption import changes, command

    changed = changes(settings, best.outcome.parameters)
    if not changed:
        typer.echo(f"The best parameters are those that {path} has already.")
    elif path.resolve() == CONFIG_PATH.resolve():
        typer.echo("To take the best over, run it as an experiment:")
        typer.echo(f"  {command(changed)}")
        typer.echo(f"or write into {path}, and then `dvc repro`:")
    else:
        # The stages of DVC read the project's configuration and no other.
        typer.echo(f"To take the best over, write into {path}, and then `stance train --config {path}`:")
    for name, value in changed.items():
        typer.echo(f"  {name}: {json.dumps(value)}")
    typer.echo(
        f"Careful: the best of {tried} looks better than it is, because it was picked for its score. The test part was not "
        "read; read it once, with `stance evaluate`, after you have decided."
    )
