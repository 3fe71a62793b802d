"""A small archive: short invented articles as a table, and the fastest settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.config import PipelineConfig, load_config
from pipeline.io import write_records
from pipeline.records import Article, content_id

COUNTRIES = ("Uganda", "Rwanda", "Chile", "Peru", "Norway", "Iran")
OUTLETS = ("The Lake", "Harbour/Wire", None)


def fast() -> PipelineConfig:
    """Rules, named countries and the linear model."""
    config = load_config()
    return config.model_copy(
        update={
            "extract": config.extract.model_copy(update={"method": "rules", "pairs": "named"}),
            "score": config.score.model_copy(update={"model": "linear"}),
        }
    )


def article(number: int, text: str | None = None, **columns: Any) -> Article:
    """An article in which a minister thanks a country and condemns another."""
    first, second = COUNTRIES[number % 6], COUNTRIES[(number + 1 + number // 6 % 5) % 6]
    text = text or (
        f"Envoys meet for the {number}th time\n\nKenya’s minister thanked {first} for its help. “{second} has betrayed us,” "
        f"Kenya’s president Musa Karanja said on day {number}."
    )
    identity = content_id(text)
    whole: dict[str, Any] = {
        "article_id": identity,
        "source_path": f"pages/{number:04}.txt",
        "sources": [f"pages/{number:04}.txt"],
        "url": None,
        "outlet": OUTLETS[number % 3],
        "title": text.partition("\n")[0],
        "published": f"{2018 + number % 4}-0{1 + number % 9}-11",
        "language": "en",
        "authors": [],
        "text": text,
        "duplicate_group": identity,
    }
    return Article(**whole | columns)


def articles(numbers: Iterable[int]) -> Iterator[Article]:
    """Several articles."""
    return (article(number) for number in numbers)


def table(path: str, records: Iterable[Article]) -> str:
    """Articles as a table; gives its path."""
    write_records(Path(path), Article, records)
    return path
