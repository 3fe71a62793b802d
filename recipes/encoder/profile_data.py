"""What the real news that taught the encoder look like, for later comparison with what it scores: its ``profile.json``.

    python profile_data.py --lines ../../data/real --corpora ../corpora --model build/encoder --out build/profile.json

New articles are known by the rows that the default method finds in them, so the profile is of the rows that it finds in the articles that
taught it. How sure it is of rows that it has not seen is counted in the articles kept apart, on which it was calibrated.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import replace
from pathlib import Path

from pairs import day_of, documents

from pipeline.config import load_config
from pipeline.drift.aspects import CONFIDENCE
from pipeline.drift.profile import most_probable
from pipeline.drift.training import TrainingProfile, training_profile
from pipeline.extract.statements import StatementExtractor
from pipeline.io import write_json
from pipeline.model.folder import load_model
from pipeline.model.predictions import Predictions
from pipeline.progress import progress
from pipeline.records import Article, Example, GoldExample, composed, content_id
from pipeline.scoring import ScoreOptions, score_articles
from pipeline.tasks import Task

_LANGUAGE = "en"
_WIKINEWS = "Wikinews"


def article(document: str, text: str, day: str | None) -> Article:
    """A document as ingest would give it; those of PolNeAR begin with the outlet."""
    identity = content_id(text)
    outlet = _WIKINEWS if document.startswith("http") else document.partition("_")[0]
    title = text.partition("\n")[0]
    return Article(identity, document, [document], None, outlet, title, day, _LANGUAGE, [], text, identity)


def judged(articles: list[Article], model_folder: Path) -> tuple[list[GoldExample], dict[Task, list[int]]]:
    """The rows that the default method finds, and how sure it is of each, in millionths."""
    model, extractor = load_model(model_folder), StatementExtractor(load_config().extract)
    found: list[GoldExample] = []
    sure: dict[Task, list[int]] = {task: [] for task in Task}

    def see(rows: list[tuple[Article, Example]], masked: list[str], said: Predictions) -> None:
        for (about, example), read in zip(rows, masked, strict=True):
            # Its label is of no account here.
            told = {"stance": "", "sentiment": "", "label_source": "", "label_confidence": 0.0}
            found.append(composed(GoldExample, about, example, masked=read, **told))
        for task in Task:
            sure[task] += most_probable(said, task)

    extracted = extractor.extract(progress(articles, "profile", len(articles)))
    for _ in score_articles(extracted, model, ScoreOptions(), see):
        pass
    return found, sure


def profile(taught: list[Article], apart: list[Article], model_folder: Path) -> TrainingProfile:
    """The profile of the articles that taught the model; its confidence is that in those kept apart."""
    version = load_model(model_folder).version
    examples, _ = judged(taught, model_folder)
    of_taught = training_profile(examples, taught, {}, version)
    others, sure = judged(apart, model_folder)
    of_apart = training_profile(others, apart, sure, version).profile
    quantities = of_taught.profile.quantities | {CONFIDENCE.name: of_apart.quantities[CONFIDENCE.name]}
    together = replace(of_taught.profile, quantities=quantities, confidence=of_apart.confidence)
    return replace(of_taught, profile=together)


def main() -> None:
    """Read the articles, score them, count, and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lines", type=Path, required=True, help="folder with sources.csv")
    parser.add_argument("--corpora", type=Path, required=True, help="folder with polnear/ and wikinews/")
    parser.add_argument("--model", type=Path, required=True, help="folder of the encoder")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    with (arguments.lines / "sources.csv").open(encoding="utf-8") as rows:
        sources = {row["document"]: row for row in csv.DictReader(rows)}
    parts: dict[bool, list[Article]] = {False: [], True: []}
    for document, text in sorted(documents(arguments.corpora, set(sources))):
        source = sources[document]
        parts[source["apart"] == "yes"].append(article(document, text, source["date"] or day_of(document)))
    found = profile(parts[False], parts[True], arguments.model)
    write_json(arguments.out, found.as_dict())
    counted = found.profile
    print(f"{counted.statements} rows in {counted.articles} articles; {len(found.vocabulary)} words")


if __name__ == "__main__":
    main()
