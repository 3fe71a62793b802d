"""From a folder of articles to a table: who takes which stance toward which country.

python examples/01_score_a_folder.py [FOLDER [MODEL]]

FOLDER holds .txt, .html, .jsonl, .csv or .parquet files; without one, the embedded sample is read. MODEL is `encoder`,
`linear`, a folder or an MLflow address.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from pipeline import (
    ScoreOptions,
    extract_articles,
    find_files,
    ingest_files,
    load_config,
    merge_exact_duplicates,
    resolve_model,
    score_articles,
)
from pipeline.records import Article, as_row

PROJECT = Path(__file__).resolve().parent.parent


def main(folder: Path = PROJECT / "data" / "raw", model: str = "encoder") -> pd.DataFrame:
    """Score the articles below `folder`, and print how often each stance is taken toward the most frequent targets."""
    config = load_config()
    records = ingest_files(find_files([folder]), config.ingest)
    articles = merge_exact_duplicates(record for record in records if isinstance(record, Article))
    extracted = extract_articles(articles, config.extract)
    scores = pd.DataFrame(map(as_row, score_articles(extracted, resolve_model(model, config), ScoreOptions())))

    table = pd.crosstab(scores["target"], scores["stance"])
    most = list(scores["target"].value_counts().index[:8])
    print(table.reindex(most).to_string(), end="\n\n")

    surest = scores.iloc[int(scores["p_against"].to_numpy().argmax())]
    who = f"{surest['speaker']} ({surest['speaker_country']}) → {surest['target']}"
    print(f"Most surely against: {who}, {surest['p_against']:.2f}\n  “{surest['text']}”")
    return scores


if __name__ == "__main__":
    match sys.argv[1:]:
        case [folder, model]:
            main(Path(folder), model)
        case [folder]:
            main(Path(folder))
        case _:
            main()
