"""A study of invented examples, as the stages before would have left it."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.config import load_config
from pipeline.io import write_records
from pipeline.records import Article, Example
from tests.invented import invented_example

TEXT = "Kenya accused Uganda of copying stamp {}."


def example(number: int) -> Example:
    text = TEXT.format(number)
    group = f"g{number // 2:03}"
    return invented_example(
        number, text, at=0, cue="accused", title="Stamps", duplicate_group=group, start=6, end=len(text) - 1
    )


def article(number: int) -> Article:
    path = f"paper-{number}.txt"
    return Article(
        article_id=f"a{number:03}",
        source_path=path,
        sources=[path],
        url=None,
        outlet=None,
        title="Stamps",
        published=None,
        language="en",
        authors=[],
        text=TEXT.format(2 * number),
        duplicate_group=f"g{number:03}",
    )


def make_study(examples: int = 6, judged: int = 0) -> list[Example]:
    """In the working folder; of the first `judged` examples Ana says that they are against, but the first."""
    paths = load_config().paths
    made = [example(number) for number in range(examples)]
    write_records(paths.examples, Example, made)
    write_records(paths.articles, Article, [article(number) for number in range((examples + 1) // 2)])
    if judged:
        paths.labels.mkdir(parents=True)
        lines = [
            {
                "example_id": one.example_id,
                "article": one.article_id,
                "text": one.text[one.start : one.end],
                "target": "UGA",
                "stance": "against" if number else "neutral",
                "sentiment": "negative",
                "annotator": "Ana",
                "codebook": "2",
                "time": "2026-11-01",
            }
            for number, one in enumerate(made[:judged])
        ]
        (paths.labels / "annotations.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return made


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
