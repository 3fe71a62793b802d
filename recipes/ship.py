"""Copies the trained model of this checkout into the package: `python scripts/ship_model.py` after `dvc repro`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from pipeline.config import load_config
from pipeline.io import write_text
from pipeline.model.folder import DESCRIPTION, load_model

PROJECT = Path(__file__).resolve().parent.parent
SHIPPED = PROJECT / "pipeline" / "models" / "linear"

CARD = """# The packaged linear model, version {version}

Judges stance and sentiment of English news statements toward a target country. It is used by `stance score` where the
user has trained none.

- **Trained on** the training part of the embedded sample: {training_examples} examples from {training_articles} articles that the
  project's authors wrote and labelled themselves (`data/README.md`). No text of anybody else is in it.
- **Licence** MIT, as the project.
- **Method** masked n-grams, sided window, polarity lexicon, logistic regression, temperature scaling
  (`pipeline/model/linear/classifier.py`); parameters in `model.json`.
- **Quality** on the test part of the sample ({examples} examples, {articles} articles): stance macro-F1 {stance}, sentiment
  macro-F1 {sentiment} (95 % intervals, articles resampled).
- **Intended use** trying the pipeline, and a starting point. It learned from few, invented articles: for a study, label a
  few hundred statements of your own and retrain.
- **Limits** English only; irony, reported denial and long statements with several targets are often misjudged; narrated
  attitudes are weaker than quotations.
- **Biases** countries are masked, so none is favoured by name; words about a country's situation (war, poverty) can
  still colour the stance.
- **Rebuild** `dvc repro && python scripts/ship_model.py`
"""


def main() -> None:
    """Copy the model and write its card."""
    config = load_config(PROJECT / "configs" / "pipeline.yaml")
    model = load_model(PROJECT / config.paths.model)
    folder = PROJECT / config.paths.evaluation
    metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    intervals = json.loads((folder / "intervals.json").read_text(encoding="utf-8"))
    shutil.rmtree(SHIPPED, ignore_errors=True)
    SHIPPED.mkdir(parents=True)
    for name in (DESCRIPTION, "stance.skops", "sentiment.skops"):
        shutil.copyfile(PROJECT / config.paths.model / name, SHIPPED / name)

    def interval(task: str) -> str:
        result = intervals[f"{task}.macro_f1"]
        return f"{result['value']:.3f} [{result['low']:.3f}, {result['high']:.3f}]"

    card = CARD.format(
        version=model.version,
        training_examples=model.description["training_examples"],
        training_articles=model.description["training_articles"],
        examples=metrics["stance"]["examples"],
        articles=metrics["stance"]["articles"],
        stance=interval("stance"),
        sentiment=interval("sentiment"),
    )
    write_text(SHIPPED / "README.md", card)


if __name__ == "__main__":
    main()
