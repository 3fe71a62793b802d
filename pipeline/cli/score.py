"""``stance score``."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import ConfigOption, WorkersOption
from pipeline.cli.printing import report, table

if TYPE_CHECKING:
    from pipeline.scoring import ScoreReport

_SHOWN_TARGETS = 10


def score(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Article files, folders or addresses (s3://), or a table of articles or of examples.",
        ),
    ],
    out: Annotated[
        str,
        typer.Option(
            "--out", help="scores.parquet, .csv or .jsonl, or a folder of Parquet files; a path or an address."
        ),
    ],
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
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Only articles of this date and later.")
    ] = None,
    where: Annotated[
        str | None,
        typer.Option("--where", help="Only articles of which this is true: \"outlet == 'The Lake' and year >= 2020\"."),
    ] = None,
    copy_near_duplicates: Annotated[
        bool,
        typer.Option(
            "--copy-near-duplicates",
            help="Of each duplicate_group of an articles table judge one; the others copy its rows (copied_from).",
        ),
    ] = False,
    partition: Annotated[
        str | None,
        typer.Option(
            "--partition", metavar="COLUMNS", help="Folders by columns, such as year,outlet; --out is a folder."
        ),
    ] = None,
    rejects: Annotated[
        str | None, typer.Option("--rejects", help="Where unusable records go; default beside --out.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Make the table anew where there is one that was made otherwise.")
    ] = False,
    keep_parts: Annotated[
        bool | None,
        typer.Option(
            "--keep-parts/--remove-parts",
            help="Whether what was judged stays beside --out, so that a larger input is not judged anew; default: of folders.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Judge a sample, write nothing, and say what the whole would cost.")
    ] = False,
    engine: Annotated[
        str,
        typer.Option(
            "--engine", help="local, dask, dask://HOST:PORT, or joblib:NAME for another of joblib's backends."
        ),
    ] = "local",
    workers: WorkersOption = None,
    config: ConfigOption = None,
) -> None:
    """Judge the statements of articles toward the countries they are about; what was judged before is not judged again."""
    from pipeline.config import load_config
    from pipeline.scoring import ScoreOptions, ScoreRun, score_files
    from pipeline.scoring.estimating import estimate_files
    from pipeline.scoring.selection import wanted
    from pipeline.scoring.targets import read_targets

    options = ScoreOptions(
        targets=read_targets(targets),
        include_domestic=include_domestic,
        include_organisations=include_organisations,
        min_confidence=min_confidence,
        explain=explain,
    )
    run = ScoreRun(
        engine=engine,
        workers=workers,
        selection=wanted(where, since),
        partition=tuple(name.strip() for name in partition.split(",")) if partition else (),
        copy_near_duplicates=copy_near_duplicates,
        overwrite=overwrite,
        keep_parts=keep_parts,
    )
    settings = load_config(config)
    if dry_run:
        report(estimate_files(inputs, out, model, options, config=settings, run=run))
        return
    try:
        scored = score_files(inputs, out, model, options, rejects=rejects, config=settings, run=run)
    except KeyboardInterrupt:
        report("Stopped. What was judged is kept, and the same command goes on from there.")
        raise typer.Exit(130) from None
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
