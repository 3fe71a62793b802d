"""Scoring a Hugging Face ``datasets.Dataset`` of articles: a dataset in, a dataset out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.records import content_id
from pipeline.scoring.frames import OWN_ID, placed_table
from pipeline.scoring.in_memory import score_records
from pipeline.scoring.scoring import ScoreOptions

if TYPE_CHECKING:
    from datasets import Dataset


def score_dataset(
    articles: Dataset,
    model: str | Path = "auto",
    options: ScoreOptions | None = None,
    *,
    config: PipelineConfig | None = None,
) -> Dataset:
    """Judge the statements of a dataset's articles toward the countries they are about.

    The articles are read from the dataset's own files as they are judged; the rows of scores are in memory.

    Parameters
    ----------
    articles : datasets.Dataset of length n_articles
        One article a row, see `pipeline.scoring.score_frame`.
    model, options, config
        See `pipeline.scoring.score_frame`.

    Returns
    -------
    datasets.Dataset
        One row a statement and target. Its column ``row`` says where the article stands in `articles`
        (``articles[row]``), ``id`` is the article's own, where `articles` has such a column. Equal input gives an equal
        fingerprint.

    Raises
    ------
    PipelineError
        If no row has a usable text, or `articles` is no dataset, such as a dictionary of them.

    Warns
    -----
    UserWarning
        Of the rows that have none; they are left out.
    """
    if not is_dataset(articles):
        raise PipelineError(
            f"A {type(articles).__name__} is no datasets.Dataset. Give one with rows that can be counted, such as "
            'dataset["train"].'
        )
    from datasets import Dataset

    plain = articles.with_format(None)
    found = score_records(enumerate(plain), "dataset", model, options, config)
    table = placed_table(found)
    if OWN_ID in articles.column_names:
        own: pa.Table = plain.with_format("arrow").select_columns([OWN_ID]).select(found.places)[:]
        # Chunks that have no rows lose their type.
        table = table.add_column(1, OWN_ID, pa.array(own.column(OWN_ID).to_pylist(), own.schema.field(OWN_ID).type))
    # Drawn at random unless it is given.
    fingerprint = content_id(*table.schema.names, *(repr(row) for row in table.to_pylist()))
    return Dataset(table, split=articles.split, fingerprint=fingerprint)


def is_dataset(table: Any) -> bool:
    """Whether something is a ``datasets.Dataset``; the library is not loaded for the question."""
    datasets = sys.modules.get("datasets")
    return datasets is not None and isinstance(table, datasets.Dataset)
