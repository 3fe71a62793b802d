"""The figures stage: a table of scores → pictures with their captions and their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.evaluate.figure import drawable
from pipeline.io import write_text
from pipeline.printable import count
from pipeline.report.columns import ScoreColumns, read_columns
from pipeline.report.figures.caption import matrix_caption, trend_caption, versions
from pipeline.report.figures.matrix import matrix_chart
from pipeline.report.figures.numbers import matrix_csv, trend_csv
from pipeline.report.figures.style import FORMATS, save
from pipeline.report.figures.trend import trend_chart
from pipeline.report.periods import Unit, default_unit
from pipeline.report.places import require_free
from pipeline.report.stage import ReportOptions
from pipeline.report.tables import Cell, largest, matrix, overall, trend
from pipeline.report.view import read_view, seen

COUNTRIES = 12
_KINDS = ("matrix", "trend")


@dataclass(frozen=True, slots=True)
class FiguresReport:
    """What was drawn, and what could not be."""

    folder: Path
    files: list[Path]
    rows: int
    missing: list[str]

    def __str__(self) -> str:
        return "\n".join(
            [*self.missing, f"{count(len(self.files), 'file')} of {count(self.rows, 'row')} → {self.folder}"]
        )


def run(
    scores: Path,
    folder: Path,
    options: ReportOptions | None = None,
    *,
    view: str = "",
    unit: Unit | None = None,
    countries: int = COUNTRIES,
) -> FiguresReport:
    """Draw the matrix and the trend of a score table.

    Parameters
    ----------
    scores, folder : Path
        ``matrix`` and ``trend`` go into the folder as PNG, SVG and PDF, each with a caption (``.md``) and numbers (``.csv``).
    options : ReportOptions, optional
    view : str, default=""
        Only these rows; see `pipeline.report.view.read_view`.
    unit : Unit, optional
        Of the trend; by default weeks for about a year, else months.
    countries : int, default=12
        How many the matrix shows, those with the most statements.

    Raises
    ------
    PipelineError
        If the table cannot be read, no row of it has a stance in the view, or a file is there already.
    """
    options = options or ReportOptions()
    wanted = read_view(view)
    if folder.is_file():
        raise PipelineError(f"{folder}: is a file; name a folder for the figures.")
    require_free(
        (folder / f"{kind}.{suffix}" for kind in _KINDS for suffix in (*FORMATS, "md", "csv")), options.overwrite
    )
    columns = read_columns(scores, options.max_rows, options.sample, options.seed)
    mask = seen(columns, wanted)
    all_rows = overall(columns, mask)
    if all_rows is None:
        raise PipelineError(f"{scores}: no row of this view has a stance, so there is nothing to draw. Widen --view.")
    files: list[Path] = []
    missing: list[str] = []
    cells = matrix(columns, mask)
    known = largest(cells, len(cells) * 2)
    shown = known[:countries]
    if any(a in shown and b in shown for a, b in cells):
        chart = matrix_chart(cells, shown, options.min_articles, _title("Who toward whom", columns, all_rows))
        text = matrix_caption(columns, all_rows, len(shown), len(known), options.min_articles, view)
        files += _write(folder, "matrix", chart, text, matrix_csv(cells))
    else:
        missing.append(
            "no matrix: no row of this view has a speaker's country"
            if not cells
            else f"no matrix: the {len(shown)} countries with the most statements say nothing of one another"
        )
    day = columns.day[columns.article]
    dated = day[mask & (day != columns.no_date)]
    unit = unit or default_unit(dated)
    periods = trend(columns, unit, mask)
    if periods:
        with_date = mask & (day != columns.no_date)
        drawn = overall(columns, with_date) or all_rows
        undated = int((mask & ~with_date).sum())
        chart = trend_chart(periods, unit, options.min_articles, _title("Over time", columns, drawn))
        text = trend_caption(columns, drawn, unit.value, undated, options.min_articles, view)
        files += _write(folder, "trend", chart, text, trend_csv(periods))
    else:
        missing.append("no trend: no article of this view has a date (a column `published`, such as 2024-05-31)")
    return FiguresReport(folder, files, int(mask.sum()), missing)


def _title(text: str, columns: ScoreColumns, cell: Cell) -> Any:
    import altair as alt

    about = f"{count(cell.rows, 'statement')} in {count(cell.articles, 'article')}; {versions(columns)}"
    return alt.TitleParams(text, subtitle=drawable(about), subtitlePadding=4, offset=10)


def _write(folder: Path, name: str, chart: Any, caption: str, numbers: str) -> Iterator[Path]:
    yield from save(chart, folder, name)
    for suffix, content in (("md", caption + "\n"), ("csv", numbers)):
        path = folder / f"{name}.{suffix}"
        write_text(path, content)
        yield path
