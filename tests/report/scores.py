"""Score tables of a few invented rows, and a browser to look at their pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.records import Article, content_id

SURE = {"favor": (0.8, 0.1, 0.1), "against": (0.15, 0.8, 0.05), "neutral": (0.1, 0.1, 0.8), None: (0.4, 0.3, 0.3)}


def score_row(stance: str | None = "favor", **changes: Any) -> dict[str, Any]:
    """A row of a score table."""
    favor, against, neutral = SURE[stance]
    row = {
        "example_id": content_id(stance or "", *(f"{key}={value}" for key, value in sorted(changes.items()))),
        "statement_id": "s", "article_id": "a1", "source_path": "articles/a1.txt", "outlet": "Harbour Wire", "title": "A title",
        "published": "2024-05-06", "kind": "direct", "cue": "said", "speaker": "Kari Dahl", "speaker_role": "minister",
        "speaker_country": "NOR", "speaker_country_source": "title", "target": "CHL", "domestic": False, "start": 0, "end": 12,
        "text": "Twelve signs", "stance": stance, "p_favor": favor, "p_against": against, "p_neutral": neutral,
        "sentiment": "neutral", "p_positive": 0.2, "p_negative": 0.2, "p_neutral_sentiment": 0.6, "model_version": "m1",
        "data_version": "d1", "code_version": "c1", "mode": "assertion", "headline": False, "alleged": False,
        "organisation": False,
    }  # fmt: skip
    return {**row, **changes}


def write_scores(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """The rows as a table; the suffix says the format."""
    frame = pd.DataFrame(rows)
    if path.suffix == ".csv":
        frame.to_csv(path, index=False)
    elif path.suffix == ".jsonl":
        frame.to_json(path, orient="records", lines=True, force_ascii=False)
    else:
        frame.to_parquet(path)
    return path


def two_sides(articles: int = 12) -> list[dict[str, Any]]:
    """Norway speaks well of Chile in most articles and Chile ill of Norway, over three months; Peru speaks in one article."""
    rows = []
    for number in range(articles):
        about = {
            "article_id": f"a{number}", "source_path": f"articles/a{number}.txt", "title": f"Title {number}",
            "published": f"2024-{number % 3 + 4:02d}-{number + 1:02d}", "outlet": ("Harbour Wire", "Lago Post")[number % 2],
        }  # fmt: skip
        rows.append(score_row("neutral" if number % 4 == 0 else "favor", **about, text=f"We thank Chile {number}"))
        rows.append(
            score_row(
                "favor" if number % 5 == 0 else "against", **about, speaker="Ana Rojas", speaker_country="CHL", target="NOR",
                kind="indirect", text=f"Norway broke its word {number}",
            )
        )  # fmt: skip
    rows.append(score_row("against", speaker_country="PER", target="CHL", article_id="a0", example_id="peru"))
    rows.append(score_row(None, article_id="a1", example_id="unsure"))
    return rows


def article(text: str, name: str = "articles/a.txt", url: str | None = None, **changes: Any) -> Article:
    """An article whose id is that of its text."""
    known = {
        "article_id": content_id(text), "source_path": name, "sources": [name], "url": url, "outlet": "Harbour Wire",
        "title": text.partition("\n")[0], "published": "2024-05-06", "language": "en", "authors": [], "text": text,
        "duplicate_group": "g",
    }  # fmt: skip
    return Article(**{**known, **changes})
