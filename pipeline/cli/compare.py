"""``stance compare`` and ``stance promote``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report
from pipeline.errors import PipelineError

OnOption = Annotated[
    str | None,
    typer.Option(
        "--on", help="Score all models again: on the 'intersection' of the test parts, or a folder of gold examples."
    ),
]


class Format(StrEnum):
    """How the comparison is written."""

    terminal = "terminal"
    markdown = "markdown"
    html = "html"
    json = "json"
    latex = "latex"


_SUFFIXES = {
    ".md": Format.markdown, ".html": Format.html, ".json": Format.json, ".tex": Format.latex, ".txt": Format.terminal,
}  # fmt: skip


def _format(given: Format | None, out: Path | None) -> Format:
    if given or out is None:
        return given or Format.terminal
    if out.suffix not in _SUFFIXES:
        raise PipelineError(
            f"{out}: '{out.suffix}' says no format; end the name in one of {', '.join(_SUFFIXES)}, or give --format."
        )
    return _SUFFIXES[out.suffix]


def compare(
    runs: Annotated[
        list[str],
        typer.Argument(
            metavar="RUN RUN...",
            help="Names or ids of MLflow runs, patterns ('wise-*'), model aliases, git revisions, DVC experiments.",
        ),
    ],
    form: Annotated[Format | None, typer.Option("--format", help="Default: as --out ends, else terminal.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="File to write instead of the terminal.")] = None,
    group_by: Annotated[
        str | None,
        typer.Option(
            "--group-by", help="Parameters whose equal values make runs one group; default: all but the seed."
        ),
    ] = None,
    on: OnOption = None,
    examples: Annotated[int, typer.Option("--examples", min=0, help="Flipped examples of each kind to explain.")] = 5,
    figures: Annotated[
        Path | None, typer.Option("--figures", help="Folder for the figures as PNG, SVG and Vega-Lite.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Say whether runs differ, by how much, where and why; the first is the baseline."""
    from pipeline.compare import resolve_runs
    from pipeline.compare.comparison import CompareOptions
    from pipeline.compare.comparison import compare as compare_groups
    from pipeline.compare.report import render
    from pipeline.compare.report.figures import save_figures
    from pipeline.config import load_config
    from pipeline.io import write_text

    wanted = _format(form, out)
    settings = load_config(config)
    options = CompareOptions(
        group_by=tuple(name.strip() for name in group_by.split(",")) if group_by else None,
        on=on,
        examples=examples,
        resamples=settings.evaluate.resamples,
        confidence=settings.evaluate.confidence,
    )
    comparison = compare_groups(resolve_runs(runs, settings.tracking), options)
    text = render(comparison, wanted)
    if figures:
        saved = save_figures(comparison, figures)
        report(f"{len(saved)} figures → {figures}")
    if out:
        write_text(out, text)
        report(f"Comparison of {len(comparison.groups)} groups of runs → {out}")
    else:
        typer.echo(text, nl=False)


def promote(
    run: Annotated[
        str | None, typer.Argument(metavar="RUN", help="The run whose model is to be champion.", show_default=False)
    ] = None,
    slices: Annotated[
        list[str] | None,
        typer.Option("--slice", help="It must not be worse there either, such as target=USA; repeatable."),
    ] = None,
    on: OnOption = None,
    reason: Annotated[str, typer.Option("--reason", help="Your own words, recorded with the promotion.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Promote all the same; recorded as such.")] = False,
    back: Annotated[bool, typer.Option("--rollback", help="Give the alias back to the champion before.")] = False,
    config: ConfigOption = None,
) -> None:
    """Give a run's model the alias `champion`, if it is not significantly worse than the present one (exit code 1 if it is)."""
    from pipeline.compare import promote as promote_run
    from pipeline.compare import rollback
    from pipeline.config import load_config

    settings = load_config(config)
    if back == bool(run):
        raise PipelineError("Name the run to promote, or give --rollback, not both and not neither.")
    if run is None:
        promotion = rollback(settings.tracking)
        report(f"Version {promotion.version} (run {promotion.run}) is champion again.")
        return
    promotion = promote_run(run, settings.tracking, slices or (), force=force, reason=reason, on=on)
    if promotion.refused:
        report(f"Not promoted: '{run}' is {promotion.reason}. --force promotes it all the same.")
        raise typer.Exit(1)
    name = settings.tracking.registered_model
    report(
        f"Version {promotion.version} (run {promotion.run}) is champion{', by force' if promotion.forced else ''}: {promotion.reason}.\n"
        f"Use it: stance score ARTICLES --out scores.csv --model models:/{name}@champion"
    )
