"""A table of examples as input: what was extracted before is judged as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.extract.statements import ExtractedArticle
from pipeline.ingest.sources.source import Piece
from pipeline.records import Article, Example, Mention, Statement, composed

_STATEMENTS = "statements.parquet"


def extracted_of(examples: Iterable[Any], piece: Piece) -> Iterator[ExtractedArticle]:
    """The examples of a range of rows, grouped by their articles.

    Of a statement more is known where the table of statements that `stance extract` wrote lies beside that of the examples;
    of an article no more than its id and title.

    Parameters
    ----------
    examples : iterable of Example
    piece : Piece
    """
    for article_id, group in groupby(examples, key=lambda example: str(example.article_id)):
        found = [composed(Example, e, mentions=[Mention(**mention) for mention in e.mentions]) for e in group]
        statements = {example.statement_id: _statement(example, piece.source.place) for example in found}
        article = _article(article_id, found[0], piece.source.name)
        yield ExtractedArticle(article, list(statements.values()), found)


def _article(article_id: str, example: Example, name: str) -> Article:
    return Article(
        article_id=article_id,
        source_path=name,
        sources=[name],
        url=None,
        outlet=None,
        title=example.title,
        published=None,
        language=None,
        authors=[],
        text="",
        duplicate_group=example.duplicate_group,
    )


def _statement(example: Example, place: str) -> Statement:
    beside = statements_beside(place)
    known = _known(str(beside), beside.stat().st_mtime_ns).of(example.statement_id) if beside else None
    if known is not None:
        return known
    return composed(
        Statement,
        example,
        content=example.text,
        cue_start=None,
        cue_end=None,
        speaker_role=None,
        speaker_start=None,
        speaker_end=None,
        speaker_country_source=None,
    )


def statements_beside(place: str) -> Path | None:
    """The table of statements beside one of examples, where there is one."""
    beside = Path(place).with_name(_STATEMENTS)
    return beside if beside.is_file() else None


class _Statements:
    """The statements of a table, which stay in its columns until they are asked for."""

    def __init__(self, place: str) -> None:
        names = [field.name for field in fields(Statement)]
        known = pq.read_schema(place).names
        self._table = pq.read_table(place, columns=[name for name in names if name in known])
        self._rows = {id_: row for row, id_ in enumerate(self._table.column("statement_id").to_pylist())}

    def of(self, statement_id: str) -> Statement | None:
        """The statement with an id."""
        row = self._rows.get(statement_id)
        return None if row is None else Statement(**self._table.slice(row, 1).to_pylist()[0])


@lru_cache(maxsize=1)
def _known(place: str, changed: int) -> _Statements:
    return _Statements(place)
