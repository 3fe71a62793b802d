"""Scoring a frame of articles, for notebooks."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.config import PipelineConfig, load_config
from pipeline.errors import PipelineError
from pipeline.extract.parallel import extract_articles
from pipeline.ingest.articles import parse_document
from pipeline.ingest.readers.record_files import record_document
from pipeline.provenance import code_version
from pipeline.records import Article, Reject, Score, arrow_schema, as_row, content_id
from pipeline.scoring.judge import tell_once
from pipeline.scoring.models import resolve_model
from pipeline.scoring.scoring import ScoreOptions, score_articles


def score_frame(
    articles: pd.DataFrame,
    model: str | Path = "auto",
    options: ScoreOptions | None = None,
    *,
    config: PipelineConfig | None = None,
) -> pd.DataFrame:
    """Judge the statements of a frame's articles toward the countries they are about.

    Parameters
    ----------
    articles : pandas.DataFrame of shape (n_articles, …)
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
    pandas.DataFrame
        The columns of `pipeline.records.Score` but for the file, one row a statement and target. Its index holds for each row the label
        that the article has in `articles`, so that ``articles.join(rows, rsuffix="_row")`` and ``rows.groupby(level=0)``
        work; articles without a statement about another country have no row.

    Raises
    ------
    PipelineError
        If no row has a usable text.

    Warns
    -----
    UserWarning
        Of the rows that have none, with the label of the first; they are left out.
    """
    config = config or load_config()
    read = [
        (place, _article(label, {str(key): value for key, value in record.items()}, config))
        for place, (label, record) in enumerate(zip(articles.index, articles.to_dict("records"), strict=True))
    ]
    usable = {place: article for place, article in read if isinstance(article, Article)}
    _tell_of(articles.index, {place: reject.reason for place, reject in read if isinstance(reject, Reject)})
    trained = resolve_model(str(model), config)
    tell_once(str(model), trained, config)
    options = replace(
        options or ScoreOptions(),
        batch_articles=config.score.batch_articles,
        data_version=content_id(*(article.article_id for article in usable.values()))[:12],
        code_version=code_version(),
    )
    # Two rows may hold one text and so one article id; where they stand tells them apart.
    placed = (replace(article, source_path=str(place)) for place, article in usable.items())
    rows = [as_row(row) for row in score_articles(extract_articles(placed, config.extract), trained, options)]
    places = [int(row["source_path"]) for row in rows]
    table = pd.DataFrame(rows, columns=list(arrow_schema(Score).names), index=articles.index[places])
    return table.drop(columns="source_path")


def _article(label: Any, record: Mapping[str, Any], config: PipelineConfig) -> Article | Reject:
    filled = {key: value for key, value in record.items() if isinstance(value, list) or not pd.isna(value)}
    document = record_document(filled, "frame", f"row {label}")
    return document if isinstance(document, Reject) else parse_document(document, config.ingest)


def _tell_of(index: pd.Index[Any], rejected: Mapping[int, str]) -> None:
    if not rejected:
        return
    place, reason = next(iter(rejected.items()))
    first = f"row {index.tolist()[place]!r}: {reason}"
    if len(rejected) == len(index):
        raise PipelineError(f"No row of the frame has a usable text. The first, {first}.")
    others = f", the first of {len(rejected)} such rows" if len(rejected) > 1 else ""
    warnings.warn(f"Left out: {first}{others}.", stacklevel=4)
