"""The report stage: a table of scores → a page, with the texts of the articles in a folder beside it."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.io import write_text
from pipeline.io.tables import require_distinct
from pipeline.printable import count
from pipeline.report.articles import find_articles
from pipeline.report.columns import UNSURE, read_columns
from pipeline.report.corrected import corrected_shares
from pipeline.report.means import MIN_ARTICLES
from pipeline.report.page import page
from pipeline.report.periods import default_unit
from pipeline.report.places import remove_folder, require_free, write_folder
from pipeline.report.statements_csv import statements_csv
from pipeline.report.tables import matrix
from pipeline.report.texts import ARTICLES_A_FILE, text_files
from pipeline.report.view import read_view, seen

MAX_ROWS = 300_000
PAGE = "report.html"


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What of a table is shown, and how.

    Attributes
    ----------
    title : str
        Of the page.
    min_articles : int
        Means over fewer are greyed and called too few.
    max_rows : int
        A larger table is refused, unless there is a sample.
    sample : int or None
        So many rows, drawn at random with `seed`.
    seed : int
    overwrite : bool
        Whether what is there may be replaced.
    """

    title: str = "Who takes which stance toward which country"
    min_articles: int = MIN_ARTICLES
    max_rows: int = MAX_ROWS
    sample: int | None = None
    seed: int = 0
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class PageReport:
    """What was written, and what the table did not have."""

    out: Path
    folder: Path | None
    rows: int
    rows_in_table: int
    articles: int
    texts: int
    unsure: int
    undated: int
    megabytes: float
    labelled_rows: int | None
    unused_labels: int
    source: Path | None
    read: int
    all_few: bool
    min_articles: int

    def __str__(self) -> str:
        return "\n".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        part = f" (a random sample of {self.rows_in_table:,})" if self.rows < self.rows_in_table else ""
        yield (
            f"{count(self.rows, 'row')}{part} of {count(self.articles, 'article')} with statements → {self.out} "
            f"({self.megabytes:.1f} MB)"
        )
        if self.source and self.read > self.articles:
            without = f"{self.read - self.articles:,} of which have no row in the scores"
            yield f"{self.source} holds {count(self.read, 'article')}, {without}"
        if self.texts:
            yield f"texts of {count(self.texts, 'article')} → {self.folder}, to be kept beside the page"
        if self.texts < self.articles:
            yield (
                f"{count(self.articles - self.texts, 'article')} without a text, so without passages; --articles names the "
                "articles that were scored"
            )
        if self.unsure:
            yield f"{count(self.unsure, 'row')} without a stance (--min-confidence), counted in no mean"
        if self.undated:
            yield f"{count(self.undated, 'article')} without a date, in no trend"
        if self.all_few:
            yield (
                f"no country speaks of another in {self.min_articles} articles, so every mean is greyed as too few; a lower "
                "--min-articles shows them, with the width of their intervals"
            )
        if self.labelled_rows is not None:
            unused = f"; {count(self.unused_labels, 'label')} not used" if self.unused_labels else ""
            yield f"shares corrected by {count(self.labelled_rows, 'labelled row')}{unused}"


def run(
    config: PipelineConfig,
    scores: Path,
    out: Path | None = None,
    options: ReportOptions | None = None,
    *,
    articles: Path | None = None,
    labels: Path | None = None,
    part: str = "test",
) -> PageReport:
    """Write the page of a score table.

    Parameters
    ----------
    config : PipelineConfig
    scores : Path
    out : Path, optional
        Ends in ``.html``, by default ``report.html`` beside the scores; the texts go into a folder beside it,
        ``report_texts`` for ``report.html``.
    options : ReportOptions, optional
    articles : Path, optional
        See `pipeline.report.articles.find_articles`.
    labels, part
        By which the shares are corrected; see `pipeline.estimate.estimate_prevalence`.

    Raises
    ------
    PipelineError
        If an input cannot be read or says nothing, or something is there already.
    """
    options = options or ReportOptions()
    out = out or scores.parent / PAGE
    if out.suffix.lower() not in (".html", ".htm"):
        raise PipelineError(
            f"{out}: a report is a page; end the name in .html, or give --view to write its rows as .csv."
        )
    folder = out.with_name(f"{out.stem}_texts")
    require_distinct([path for path in (scores, articles, labels) if path], [out, folder])
    require_free((out, folder), options.overwrite)
    columns = read_columns(scores, options.max_rows, options.sample, options.seed)
    corrected = corrected_shares(config, scores, labels, part) if labels else None
    found = find_articles(columns, config, articles)
    dated = columns.day[columns.day != columns.no_date]
    about: dict[str, Any] = {
        "articlesPerFile": ARTICLES_A_FILE,
        "command": _command(scores, options),
        "corrected": corrected.as_dict() if corrected else None,
        "folder": folder.name,
        "hasReasons": any(columns.explanations),
        "hasTexts": bool(found.texts),
        "minArticles": options.min_articles,
        "rowsInTable": columns.rows_in_table,
        "scores": scores.name,
        "seed": options.seed if columns.is_sample else None,
        "sources": _sources(out),
        "title": options.title,
        "unit": default_unit(dated).value,
    }
    content = page(columns, about)
    written = write_folder(folder, text_files(columns, found.texts))
    try:
        write_text(out, content)
    except PipelineError:
        remove_folder(folder)
        raise
    return PageReport(
        out=out,
        folder=folder if written else None,
        rows=len(columns),
        rows_in_table=columns.rows_in_table,
        articles=len(columns.articles),
        texts=len(found.texts),
        unsure=int((columns.stance == UNSURE).sum()),
        undated=int((columns.day == columns.no_date).sum()),
        megabytes=len(content.encode()) / 1e6,
        labelled_rows=corrected.labelled_rows if corrected else None,
        unused_labels=corrected.unused_labels if corrected else 0,
        source=found.source,
        read=found.read,
        all_few=all(cell.few(options.min_articles) for cell in matrix(columns).values()),
        min_articles=options.min_articles,
    )


def write_view(scores: Path, out: Path, view: str, options: ReportOptions | None = None) -> int:
    """Write the rows of a view as CSV, the bytes that the page offers for download; return how many there are.

    Parameters
    ----------
    scores, out : Path
        ``out`` ends in ``.csv``.
    view : str
        See `pipeline.report.view.read_view`.
    options : ReportOptions, optional
        The same as of the page.

    Raises
    ------
    PipelineError
        If the view or the table cannot be read, or `out` is there already.
    """
    options = options or ReportOptions()
    if out.suffix.lower() != ".csv":
        raise PipelineError(f"{out}: the rows of a view are a table; end the name in .csv.")
    wanted = read_view(view)
    require_distinct([scores], [out])
    require_free([out], options.overwrite)
    columns = read_columns(scores, options.max_rows, options.sample, options.seed)
    mask = seen(columns, wanted)
    write_text(out, statements_csv(columns, mask))
    return int(mask.sum())


def _command(scores: Path, options: ReportOptions) -> str:
    words = ["stance", "report", str(scores)]
    if options.sample is not None:
        words += ["--sample", str(options.sample), "--seed", str(options.seed)]
    if options.max_rows != MAX_ROWS:
        words += ["--max-rows", str(options.max_rows)]
    if options.min_articles != MIN_ARTICLES:
        words += ["--min-articles", str(options.min_articles)]
    return shlex.join(words)


def _sources(out: Path) -> str | None:
    """The way from the page to the folder that the scores' paths start from, where there is one."""
    try:
        way = Path(os.path.relpath(Path.cwd(), out.parent.resolve()))
    except ValueError:  # On another drive.
        return None
    return "" if way == Path() else f"{way.as_posix()}/"
