"""``stance score``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import ConfigOption, WorkersOption
from pipeline.cli.printing import report, table

if TYPE_CHECKING:
    from pipeline.scoring import ScoreReport

_SHOWN_TARGETS = 10


def score(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Article files or folders, or an articles table.")
    ],
    out: Annotated[Path, typer.Option("--out", help="scores.parquet, .csv or .jsonl")],
    model: Annotated[
        str | None, typer.Option("--model", help="Model folder or MLflow URI; default score.model.")
    ] = None,
    targets: Annotated[
        str, typer.Option("--targets", help="Targets by code or name, such as USA,Iran,EUE, or all.")
    ] = "all",
    include_domestic: Annotated[
        bool, typer.Option("--include-domestic", help="Also statements about the speaker's own country.")
    ] = False,
    include_organisations: Annotated[
        bool,
        typer.Option(
            "--include-organisations/--without-organisations",
            help="Whether bodies such as the EU (EUE) and NATO (NAT) are targets; their rows say organisation.",
        ),
    ] = True,
    min_confidence: Annotated[
        float,
        typer.Option(
            "--min-confidence", min=0.0, max=1.0, help="Leave a stance or sentiment empty that is less probable."
        ),
    ] = 0.0,
    explain: Annotated[bool, typer.Option("--explain", help="Also name the words that decided.")] = False,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="Where unusable records go; default beside --out.")
    ] = None,
    workers: WorkersOption = None,
    config: ConfigOption = None,
) -> None:
    """Judge the statements of articles toward the countries they are about."""
    from pipeline.config import load_config
    from pipeline.scoring import ScoreOptions, score_files
    from pipeline.scoring.targets import read_targets

    options = ScoreOptions(
        targets=read_targets(targets),
        include_domestic=include_domestic,
        include_organisations=include_organisations,
        min_confidence=min_confidence,
        explain=explain,
    )
    scored = score_files(inputs, out, model, options, rejects=rejects, workers=workers, config=load_config(config))
    report(scored)
    _show(scored)


def _show(scored: ScoreReport) -> None:
    """The targets with the most rows, and how often each stance is taken toward them."""
    totals: Counter[str] = Counter()
    for (target, _), number in scored.stances.items():
        totals[target] += number
    if not totals:
        return
    columns: dict[str, str | None] = {stance: stance for stance in ("favor", "against", "neutral")}
    if any(stance is None for _, stance in scored.stances):
        columns["not sure"] = None
    most = sorted(totals, key=lambda target: (-totals[target], target))[:_SHOWN_TARGETS]
    rows = [[target, totals[target], *(scored.stances[target, s] for s in columns.values())] for target in most]
    title = "Statements toward each target"
    if len(totals) > _SHOWN_TARGETS:
        title = f"The {_SHOWN_TARGETS} most frequent of {len(totals)} targets"
    table(title, ["target", "statements", *columns], rows, right=tuple(range(1, 2 + len(columns))))
