"""``stance reproduce``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report, table
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.tracking.origins import Origin


class Data(StrEnum):
    """Whose gold examples a run is repeated with."""

    HERE = "here"
    RUN = "run"


def _show(name: str, origins: list[Origin]) -> None:
    rows = [
        [o.name, o.then, o.here, "same" if o.same else "different", "" if o.same else o.mend] for o in origins
    ]  # fmt: skip
    table(f"Run {name}, and what there is here", ["", "the run", "here", "", "to make it the same"], rows)


def reproduce(
    run: Annotated[str, typer.Argument(metavar="RUN", help="Run name or id, as `stance runs` lists them.")],
    check: Annotated[bool, typer.Option("--check", help="Only compare what the run was made of; run nothing.")] = False,
    data: Annotated[
        Data, typer.Option("--data", help="Repeat with the gold examples here, or the run's own.")
    ] = Data.HERE,
    config: ConfigOption = None,
) -> None:
    """Check what a run was made of, repeat it in a temporary folder, and compare its predictions byte for byte.

    Checks out nothing and changes nothing here. Exit code 0: identical; 1: something differs; 2: it could not be done.
    """
    import tempfile
    from pathlib import Path

    from pipeline.config import load_config
    from pipeline.evaluate import stage as evaluate
    from pipeline.model.folder import load_model
    from pipeline.tracking.find import find_run
    from pipeline.tracking.origins import DATA, run_config, run_origins
    from pipeline.tracking.reproduce import compare_predictions, prepare, run_predictions
    from pipeline.tracking.store import connect
    from pipeline.train import stage as train

    settings = load_config(config)
    client = connect(settings.tracking)
    found = find_run(client, run, settings.tracking)
    name = str(found.info.run_name)
    with tempfile.TemporaryDirectory(prefix="stance-reproduce-") as scratch:
        folder, fetched = Path(scratch), Path(scratch) / "run"
        fetched.mkdir()
        then = run_config(client, found, fetched)
        origins = run_origins(client, found, then, settings, fetched)
        _show(name, origins)
        differing = [origin.name for origin in origins if origin.decisive and not origin.same]
        if check:
            typer.echo(f"Different: {', '.join(differing)}." if differing else "All is as the run had it.")
            raise typer.Exit(1 if differing else 0)
        if DATA in differing and data is Data.HERE:
            raise PipelineError(
                f"{settings.paths.gold}: these are not the gold examples of run {name}. Get them as the table says, or "
                f"repeat it with its own: stance reproduce {name} --data run"
            )
        original = run_predictions(client, found, fetched)
        path = prepare(client, found, then, data is Data.RUN, settings.paths.gold, folder)
        report(f"Repeating run {name} in {folder}; nothing here is changed.")
        repeated = load_config(path)
        report(train.run(repeated))
        report(evaluate.run(repeated))
        result = compare_predictions(original, folder / "evaluation" / original.name)
        version = load_model(folder / "model").version
    theirs = found.data.tags.get("model_version")
    model = f"the model is {version}, as then" if version == theirs else f"the model is {version}, then {theirs}"
    if result.identical and version == theirs:
        typer.echo(f"Identical: all {result.examples} predictions of run {name} to the byte; {model}.")
        return
    why = f" What differs here: {', '.join(differing)}." if differing else ""
    typer.echo(
        f"Different: {result.differing} of {result.examples} predictions, a probability by {result.largest:.6f} at most; "
        f"{model}.{why}"
    )
    raise typer.Exit(1)
