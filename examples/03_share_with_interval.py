"""From scores and a labelled sample of them to shares that hold although the model errs.

python examples/03_share_with_interval.py SCORES LABELS

SCORES is what `stance score` wrote, LABELS judges some of its rows (docs/estimate.md says how to draw them). Without
arguments, the embedded sample is scored, and a second reader's labels of it are taken.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pandas as pd

from pipeline import (
    ScoreOptions,
    estimate_prevalence,
    extract_articles,
    find_files,
    ingest_files,
    load_config,
    resolve_model,
    score_articles,
)
from pipeline.io import write_records
from pipeline.records import Article, Score

PROJECT = Path(__file__).resolve().parent.parent


def score_sample(out: Path) -> None:
    """Score the embedded sample into `out`."""
    config = load_config()
    records = ingest_files(find_files([PROJECT / "data" / "raw"]), config.ingest)
    extracted = extract_articles((r for r in records if isinstance(r, Article)), config.extract)
    write_records(out, Score, score_articles(extracted, resolve_model("encoder", config), ScoreOptions()))


def main(scores: Path | None = None, labels: Path = PROJECT / "data" / "labels" / "author-2.jsonl") -> pd.DataFrame:
    """Print the share of each stance as the model counts it, and corrected by the labels."""
    with tempfile.TemporaryDirectory() as folder:
        if scores is None:
            scores = Path(folder) / "scores.parquet"
            score_sample(scores)
        result = estimate_prevalence(scores, labels)
    print(f"{result.rows} rows, {result.labelled_rows} of them judged by people")
    table = pd.DataFrame(
        {
            "stance": share.label,
            "counted": round(share.naive_share, 3),
            "corrected": round(share.share, 3),
            "low": round(share.low, 3),
            "high": round(share.high, 3),
        }
        for share in result.shares
        if share.share is not None and share.low is not None and share.high is not None
    )
    print(table.to_string(index=False))
    return table


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
