"""Scoring a frame of articles, for notebooks: of pandas or of polars."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, overload

import pandas as pd
import pyarrow as pa

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.records import Score, arrow_schema
from pipeline.scoring.in_memory import COLUMNS, PlacedScores, score_records
from pipeline.scoring.scoring import ScoreOptions

# Of tables that have no index: where the article stands in the table that was given, and its own id where it has one.
ROW, OWN_ID = "row", "id"


@overload
def score_frame(
    articles: pd.DataFrame,
    model: str | Path = ...,
    options: ScoreOptions | None = ...,
    *,
    config: PipelineConfig | None = ...,
) -> pd.DataFrame: ...


@overload
def score_frame(
    articles: Any, model: str | Path = ..., options: ScoreOptions | None = ..., *, config: PipelineConfig | None = ...
) -> Any: ...


def score_frame(
    articles: Any,
    model: str | Path = "auto",
    options: ScoreOptions | None = None,
    *,
    config: PipelineConfig | None = None,
) -> Any:
    """Judge the statements of a frame's articles toward the countries they are about.

    Parameters
    ----------
    articles : pandas.DataFrame or polars.DataFrame of shape (n_articles, …)
        One article a row: a column ``text`` or ``html``, and ``title``, ``published``, ``outlet``, ``url``, ``language``
        where they are known, under these or the other names that files may use.
    model : str or Path, default="auto"
        See `pipeline.scoring.resolve_model`.
    options : ScoreOptions, optional
        Which rows are wanted.
    config : PipelineConfig, optional
        As `pipeline.load_config` gives it by default.

    Returns
    -------
    pandas.DataFrame or polars.DataFrame, as was given
        The columns of `pipeline.records.Score` but for the file, one row a statement and target. Articles without a
        statement about another country have no row.

        The index of a pandas frame holds for each row the label that the article has in `articles`, so that
        ``articles.join(rows, rsuffix="_row")`` and ``rows.groupby(level=0)`` work. A polars frame has a column ``row``
        before all others, as ``articles.with_row_index("row")`` counts them, and ``id`` where `articles` has such a column.

    Raises
    ------
    PipelineError
        If no row has a usable text, or `articles` is no frame.

    Warns
    -----
    UserWarning
        Of the rows that have none, with the label of the first; they are left out.
    """
    if isinstance(articles, pd.DataFrame):
        records: Any = zip(articles.index.tolist(), articles.to_dict("records"), strict=True)
        found = score_records(records, "frame", model, options, config)
        return pd.DataFrame(found.rows, columns=list(COLUMNS), index=articles.index[found.places])
    if is_polars(articles):
        polars: Any = sys.modules["polars"]
        found = score_records(enumerate(articles.iter_rows(named=True)), "frame", model, options, config)
        own = articles.get_column(OWN_ID).gather(found.places) if OWN_ID in articles.columns else None
        table = polars.from_arrow(placed_table(found))
        return table if own is None else table.insert_column(1, own)
    raise PipelineError(
        f"A {type(articles).__module__.partition('.')[0]} {type(articles).__name__} is no frame of articles. Give a frame of pandas "
        "or polars (of a lazy one: what .collect() gives)."
    )


def is_polars(table: object) -> bool:
    """Whether something is a frame of polars, which need not be installed."""
    # Whoever has such a frame has imported it.
    polars = sys.modules.get("polars")
    return polars is not None and isinstance(table, polars.DataFrame)


def placed_table(found: PlacedScores) -> pa.Table:
    """Rows of scores as a typed table, behind the place of each row's article."""
    schema = arrow_schema(Score)
    typed = pa.schema([schema.field(name) for name in COLUMNS])
    rows = pa.Table.from_pylist(found.rows, schema=typed)
    return rows.add_column(0, pa.field(ROW, pa.int64(), nullable=False), pa.array(found.places, pa.int64()))
