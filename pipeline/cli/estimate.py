"""``stance estimate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli.app import ConfigOption, count, report, table
from pipeline.cli.stages import report_rejects
from pipeline.tasks import Task

if TYPE_CHECKING:
    from pipeline.estimate import ClassShare, Prevalence

_SHOWN_GROUPS = 20
_NAMED_REJECTS = 5


def estimate(
    scores: Annotated[Path, typer.Argument(help="What `stance score` wrote: .parquet, .csv or .jsonl.")],
    labels: Annotated[
        Path,
        typer.Option(
            "--labels",
            help="Labels of a random sample of the scored rows: .jsonl as in docs/codebook.md, a .csv or .parquet with "
            "example_id and stance, or a folder of label files or of what `stance label` wrote.",
        ),
    ],
    by: Annotated[
        str, typer.Option("--by", help="Columns of the scores, year or month, such as target,year; default all rows.")
    ] = "",
    task: Annotated[Task, typer.Option("--task", help="What is estimated.")] = Task.stance,
    out: Annotated[
        Path | None, typer.Option("--out", help="shares.csv, .parquet or .jsonl: one row a group and class.")
    ] = None,
    output_format: Annotated[
        Literal["terminal", "markdown", "latex", "json"], typer.Option("--format", help="How the shares are printed.")
    ] = "terminal",
    part: Annotated[
        str,
        typer.Option("--part", help="Part of a gold folder, or all; a model trained on a part looks too good on it."),
    ] = "test",
    confidence: Annotated[
        float | None,
        typer.Option("--confidence", help="Of the intervals; default evaluate.confidence.", show_default=False),
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="Where unused labels go; default beside --out.", show_default=False)
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Estimate the share of each stance from many scores and a small labelled sample."""
    from pipeline.config import load_config
    from pipeline.errors import PipelineError
    from pipeline.estimate import estimate_prevalence
    from pipeline.estimate.reference import is_gold
    from pipeline.estimate.table import as_json, as_latex, as_markdown, share_table, write_shares
    from pipeline.io.tables import require_distinct, require_table_suffix
    from pipeline.provenance import code_version, file_digest

    settings = load_config(config)
    confidence = settings.evaluate.confidence if confidence is None else confidence
    if not 0 < confidence < 1:
        raise PipelineError(f"--confidence: {confidence:g} is not between 0 and 1. Give 0.95, for example.")
    if out is not None:
        require_table_suffix(out)
        rejects = rejects or out.with_name(f"{out.stem}.rejects.jsonl")
    require_distinct([scores, labels], [out, rejects])
    names = [name.strip() for name in by.split(",") if name.strip()]
    result = estimate_prevalence(
        scores,
        labels,
        names,
        task,
        part=part,
        confidence=confidence,
        min_overlap=settings.label.min_overlap,
    )
    if is_gold(labels):
        report(f"labels: the {part} part of {labels} (--part), which must be new to the model of the scores")
    if out is not None:
        made = {"scores": file_digest(scores), "labels": file_digest(labels), "code_version": code_version()}
        write_shares(out, result, made)
    if output_format == "json":
        typer.echo(as_json(result))
    elif output_format == "terminal":
        shown = _most_labelled(result) if out is not None else result.shares
        drawn = share_table(result, shown)
        groups = len(shown) // len({share.label for share in shown})
        most = f"; the {groups} groups with the most labels" if len(shown) < len(result.shares) else ""
        table(drawn.title + most, drawn.columns, drawn.rows, right=tuple(range(len(names), len(names) + 2)))
        for number, note in enumerate(drawn.notes, start=1):
            typer.echo(f"  {number}  {note}")
    else:
        drawn = share_table(result)
        typer.echo(as_markdown(drawn) if output_format == "markdown" else as_latex(drawn))
    _report(result, out, rejects)


def _most_labelled(result: Prevalence) -> list[ClassShare]:
    """The shares of the groups with the most labels, in the order of the groups' names."""
    labelled = {share.group: -share.labelled_rows for share in result.shares}
    most = set(sorted(labelled, key=lambda group: (labelled[group], group))[:_SHOWN_GROUPS])
    return [share for share in result.shares if share.group in most]


def _report(result: Prevalence, out: Path | None, rejects: Path | None) -> None:
    groups = len({share.group for share in result.shares})
    where = f" → {out}" if out is not None else ""
    report(
        f"{count(groups, 'group')} of {count(result.rows, 'row')}, {result.labelled_rows:,} of them labelled "
        f"({count(result.labels, 'label')} read){where}"
    )
    for name, number in result.unknown.items():
        report(f"{count(number, 'row')} without a {name}: the group 'unknown'")
    if rejects is not None and result.rejects:
        report_rejects(result.rejects, rejects)
    for reject in result.rejects[:_NAMED_REJECTS] if rejects is None else ():
        report(f"not used: {reject.source} {reject.location}: {reject.reason}")
    more = len(result.rejects) - _NAMED_REJECTS
    if rejects is None and more > 0:
        report(f"and {count(more, 'more label')} not used; --out or --rejects writes them all with their reasons")
