"""From labels to a model of one's own, and what it is worth on articles that it has not seen.

python examples/02_label_and_train.py [ARTICLES LABELS]

LABELS is a folder of .jsonl files as docs/codebook.md describes; without arguments, the embedded sample is used.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from pipeline import aggregate_labels, extract_articles, find_files, ingest_files, load_config, train_model
from pipeline.evaluate import task_metrics
from pipeline.label import read_labels
from pipeline.label.split import split_gold
from pipeline.records import Article, Label
from pipeline.tasks import Task

PROJECT = Path(__file__).resolve().parent.parent


def main(folder: Path = PROJECT / "data" / "raw", labels: Path = PROJECT / "data" / "labels") -> pd.DataFrame:
    """Join labels to what is found in the articles, train both estimators, and print their macro-F1 of stance."""
    config = load_config()
    records = ingest_files(find_files([folder]), config.ingest)
    articles = [record for record in records if isinstance(record, Article)]
    examples = [e for extracted in extract_articles(articles, config.extract) for e in extracted.examples]
    read = [label for label in read_labels(labels) if isinstance(label, Label)]
    joined = aggregate_labels(read, articles, examples, config.label.min_overlap)
    parts = split_gold(joined.gold, config.label.test_share)
    print(f"{len(joined.gold)} gold examples: {len(parts['train'])} to learn from, {len(parts['test'])} to test on")

    rows = []
    for estimator in ("linear", "encoder"):
        model = train_model(parts["train"], config.train.model_copy(update={"estimator": estimator}))
        predicted = model.predict([example.masked for example in parts["test"]])
        measured = task_metrics(
            [example.stance for example in parts["test"]],
            predicted.stance,
            Task.stance.labels,
            [example.duplicate_group for example in parts["test"]],
        ).metrics["macro_f1"]
        rows.append({"estimator": estimator, "macro-F1": measured.value, "low": measured.low, "high": measured.high})
    table = pd.DataFrame(rows).round(3)
    print(table.to_string(index=False))
    return table


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
