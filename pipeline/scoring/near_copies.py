"""Near-duplicates in tables of articles: one of each group is judged, and its rows are copied to where the others say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.config import JUDGED, PipelineConfig
from pipeline.ingest.sources.source import Source
from pipeline.records import Article, content_id
from pipeline.scoring.parts import Numbers, article_numbers
from pipeline.scoring.selection import Selection
from pipeline.scoring.table_rows import Unreadable, cells_of

_ROWS = 65_536


@dataclass(slots=True)
class NearCopies:
    """Which rows of tables have the `duplicate_group` of a row before them, and which row that is.

    Rows are counted through all tables. It takes some 20 bytes a row while it is made, and 24 bytes a copy afterwards.

    Attributes
    ----------
    offsets : dict of str to int
        By the name of a table: how many rows the tables before it have.
    copies, originals : ndarray of shape (n_copies,)
        Rows, and for each the row that is judged.
    numbers : ndarray of shape (n_copies,)
        The number of the article in that row, see `pipeline.scoring.parts.article_numbers`.
    """

    offsets: dict[str, int] = field(default_factory=dict)
    copies: np.ndarray[Any, np.dtype[np.int64]] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    originals: np.ndarray[Any, np.dtype[np.int64]] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    numbers: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))

    @classmethod
    def among(cls, tables: Sequence[Source], selection: Selection) -> NearCopies:
        """Those among the wanted rows of tables, in their order; only ids and groups are read."""
        offsets, groups, ids, wanted = {}, [], [], []
        rows = 0
        for table in tables:
            offsets[table.name] = rows
            for group, identity, asked in _batches(table.place, selection):
                groups.append(group)
                ids.append(identity)
                wanted.append(asked)
                rows += len(asked)
        if not rows:
            return cls(offsets)
        chosen = np.flatnonzero(np.concatenate(wanted))
        numbers = np.concatenate(ids)
        _, first, inverse = np.unique(np.concatenate(groups)[chosen], return_index=True, return_inverse=True)
        original = chosen[first][inverse]
        # Copies to the letter have the same id, and are found where parts are joined.
        near = (original != chosen) & (numbers[original] != numbers[chosen])
        return cls(offsets, chosen[near], original[near], numbers[original[near]])

    def within(self, table: str, start: int, stop: int) -> list[tuple[int, int, int]]:
        """For each copy among the rows ``[start, stop)`` of a table: its place in them, its original's row and number."""
        offset = self.offsets.get(table)
        if offset is None:
            return []
        begin, end = np.searchsorted(self.copies, [offset + start, offset + stop])
        places = self.copies[begin:end] - offset - start
        return list(
            zip(places.tolist(), self.originals[begin:end].tolist(), self.numbers[begin:end].tolist(), strict=True)
        )


def _batches(place: str, selection: Selection) -> Iterator[tuple[Numbers, Numbers, np.ndarray[Any, Any]]]:
    with pq.ParquetFile(place) as file:
        names = ["duplicate_group", "article_id", *selection.columns]
        known = [name for name in dict.fromkeys(names) if name in file.schema_arrow.names]
        for batch in file.iter_batches(_ROWS, columns=known):
            groups, ids = (batch.column(name).cast(pa.binary()).to_pylist() for name in names[:2])
            # What is in no group is in one of its own.
            group = article_numbers([of or identity or b"" for of, identity in zip(groups, ids, strict=True)])
            identity = article_numbers([identity or b"" for identity in ids])
            if selection.everything:
                yield group, identity, np.ones(len(batch), dtype=bool)
            else:
                # A row that cannot be read is the copy of none.
                wanted = [not isinstance(row, Unreadable) and selection.met_by(row) for row in cells_of(batch)]
                yield group, identity, np.array(wanted, dtype=bool)


def copied(rows: Sequence[Mapping[str, Any]], article: Article, config: PipelineConfig) -> list[dict[str, Any]]:
    """Rows of one article as rows of another that is nearly the same.

    A row is copied where its statement stands in the other article, word for word and once; so its offsets hold there. A
    statement that only the other article has, has no row.
    """
    found = []
    for row in rows:
        start = article.text.find(row["text"])
        if start < 0 or article.text.find(row["text"], start + 1) >= 0:
            continue
        end = start + len(row["text"])
        holder = [row["speaker_country"] or row["speaker"] or ""] if config.extract.pairs == JUDGED else []
        statement_id = content_id(article.article_id, start, end, *holder)
        found.append(
            {
                **row,
                "example_id": content_id(statement_id, row["target"]),
                "statement_id": statement_id,
                "article_id": article.article_id,
                "source_path": article.source_path,
                "outlet": article.outlet,
                "title": article.title,
                "published": article.published,
                "own_columns": article.own_columns,
                "start": start,
                "end": end,
                "copied_from": row["example_id"],
            }
        )
    return sorted(found, key=lambda row: (row["start"], row["end"]))
