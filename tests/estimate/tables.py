"""Scores and labels as files, small enough to be read in a test."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.records import STANCES
from tests.estimate.newsroom import news


def scores_and_labels(articles: int = 200, labels: int = 90, seed: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A table of scores toward two countries, and the true stances of a random sample of its rows."""
    drawn = news(seed, articles, labels)
    rng = np.random.default_rng(seed)
    rows = len(drawn.truth)
    scores = pd.DataFrame(
        {
            "example_id": [f"e{index}" for index in range(rows)],
            "article_id": [f"a{article}" for article in drawn.article],
            "source_path": [f"in/story{article}.txt" for article in drawn.article],
            "published": [f"{2020 + article % 2}-05-0{1 + article % 9}" for article in drawn.article],
            "target": rng.choice(["NOR", "CHL"], rows),
            "start": np.arange(rows) * 100,
            "end": np.arange(rows) * 100 + 21,
            "text": [f"Statement number {index:04d}" for index in range(rows)],
            "stance": [STANCES[index] for index in drawn.predicted.argmax(axis=1)],
            "p_favor": drawn.predicted[:, 0],
            "p_against": drawn.predicted[:, 1],
            "p_neutral": drawn.predicted[:, 2],
        }
    )
    sample = pd.DataFrame(
        {
            "example_id": scores["example_id"][drawn.labelled],
            "stance": [STANCES[index] for index in drawn.truth[drawn.labelled]],
        }
    )
    return scores, sample


def write_table(path: Path | str, table: pd.DataFrame) -> Path:
    """The table at `path`, in the format of its suffix."""
    path = Path(path)
    if path.suffix == ".parquet":
        table.to_parquet(path)
    elif path.suffix == ".csv":
        table.to_csv(path, index=False)
    else:
        write_lines(path, table.astype(object).where(table.notna(), None).to_dict("records"))
    return path


def write_lines(path: Path | str, records: Iterable[Mapping[str, Any]]) -> Path:
    """One JSON object a line."""
    Path(path).write_text("".join(json.dumps(record) + "\n" for record in records))
    return Path(path)
