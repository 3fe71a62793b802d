"""The texts of the articles in files beside the page, which it loads when a passage is asked for.

A page that is opened from disk may not fetch a file, but it may run one: so each holds one call of a function of the page, with
data and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.records import Article
from pipeline.report.columns import ScoreColumns
from pipeline.report.passages import Offsets, Span, named_countries, passage

ARTICLES_A_FILE = 50


def text_files(columns: ScoreColumns, articles: Mapping[str, Article]) -> Iterator[tuple[str, str]]:
    """The name and the content of each file: ``0000.js`` has the first `ARTICLES_A_FILE` articles, and so on.

    Nothing, where there are neither texts nor reasons.
    """
    if not articles and not any(columns.explanations):
        return
    rows = _rows_by_article(columns)
    ids = list(columns.articles["article_id"])
    for number, first in enumerate(range(0, len(ids), ARTICLES_A_FILE)):
        part = [
            _article(columns, articles.get(ids[place]), rows[place])
            for place in range(first, min(first + ARTICLES_A_FILE, len(ids)))
        ]
        content = json.dumps(part, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield f"{number:04d}.js", f"stance.passages.receive({number},{content});\n"


def _rows_by_article(columns: ScoreColumns) -> list[range]:
    """The rows of each article, which stand together."""
    rows: list[range] = []
    first = 0
    for row in range(1, len(columns) + 1):
        if row == len(columns) or columns.article[row] != columns.article[first]:
            rows.append(range(first, row))
            first = row
    return rows


def _article(columns: ScoreColumns, article: Article | None, rows: Sequence[int]) -> dict[str, Any]:
    reasons = {row: columns.explanations[row] for row in rows if columns.explanations[row]}
    if article is None:
        return {"reasons": reasons}
    text, offsets = article.text, Offsets(article.text)
    named = {columns.columns["target"].names[code] for code in columns.columns["target"].codes[rows[0] : rows[-1] + 1]}
    mentions = [(*offsets.of((s, e)), code) for s, e, code in named_countries(text) if code in named]
    return {
        "mentions": mentions,
        "reasons": reasons,
        "rows": {row: _spans(columns, text, offsets, row) for row in rows},
        "text": text,
        "url": article.url if article.url and article.url.startswith(("https://", "http://")) else None,
    }


def _spans(columns: ScoreColumns, text: str, offsets: Offsets, row: int) -> list[Span | None] | None:
    start, end = int(columns.start[row]), int(columns.end[row])
    if text[start:end] != columns.texts[row]:
        return None
    speaker, cue = (columns.columns[name].names[columns.columns[name].codes[row]] for name in ("speaker", "cue"))
    found = passage(text, start, end, cue, speaker)
    return [span and offsets.of(span) for span in (found.statement, found.cue, found.speaker)]
