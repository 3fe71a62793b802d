"""A part: the rows of one shard in one Parquet file, with what is needed to join them to others."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.records import Reject, Score, arrow_schema, as_row

Numbers = np.ndarray[Any, np.dtype[np.uint64]]

SUFFIX = ".part.parquet"
# Unpacked at a time where parts are joined.
_GROUP_ROWS = 2048
_COUNTS, _ARTICLES, _TEXTS, _ROWS = b"portions", b"articles", b"texts", b"rows"
_REJECTS, _PROFILES, _CONFIDENCE = b"rejects", b"profiles", b"confidence"


@dataclass(slots=True)
class PortionCounts:
    """What became of one portion: ``records == articles + rejects + passed_over``.

    Attributes
    ----------
    key : str
    articles, rows, rejects : int
        Articles that were judged, the rows they have, and what could not be used.
    passed_over : int
        Articles that were not asked for.
    other_languages : int
        Articles among those judged that are in none of the languages and so have no rows.
    """

    key: str
    articles: int = 0
    rows: int = 0
    rejects: int = 0
    passed_over: int = 0
    other_languages: int = 0

    @property
    def records(self) -> int:
        """Everything that was read."""
        return self.articles + self.rejects + self.passed_over


class StoredRows:
    """The rows of a part that stay packed until they are asked for.

    Parameters
    ----------
    data : bytes
        A Parquet file.
    """

    def __init__(self, data: bytes) -> None:
        self._file = pq.ParquetFile(io.BytesIO(data))
        about = self._file.metadata
        sizes = [about.row_group(group).num_rows for group in range(about.num_row_groups)]
        self._ends = np.cumsum(sizes)
        # Rows are asked for in their order, and a row group is shared by several that ask.
        self._unpacked: tuple[int, pa.Table] | None = None

    @property
    def about(self) -> dict[bytes, bytes]:
        """What the file says beside its rows."""
        found: dict[bytes, bytes] = self._file.schema_arrow.metadata
        return found

    def slice(self, start: int, rows: int) -> pa.Table:
        """Some of the rows, as a table.

        Parameters
        ----------
        start, rows : int
        """
        if not rows:
            return self._file.schema_arrow.remove_metadata().empty_table()
        first, last = np.searchsorted(self._ends, [start, start + rows - 1], side="right").tolist()
        table = pa.concat_tables([self._group(group) for group in range(first, last + 1)])
        return table.slice(start - (int(self._ends[first - 1]) if first else 0), rows)

    def _group(self, group: int) -> pa.Table:
        if self._unpacked is None or self._unpacked[0] != group:
            self._unpacked = group, self._file.read_row_group(group).replace_schema_metadata(None)
        return self._unpacked[1]


@dataclass(slots=True)
class Part:
    """The rows of one shard.

    Attributes
    ----------
    scores : pyarrow.Table or StoredRows
        Ordered by portion and article.
    portions : list of PortionCounts
    articles : ndarray of shape (n_articles,)
        A number for each article, the same for the same id.
    texts : ndarray of shape (n_articles,)
        A number for each article's text.
    rows : ndarray of shape (n_articles,)
        How many rows each has.
    rejects : list of Reject
        Ordered by portion.
    profiles : list of dict
        What each portion looks like, as `pipeline.drift.Profile.as_dict` says it.
    confidence : dict of str to ndarray of shape (n_articles,)
        By task, the sum of the probabilities of each article's labels, in millionths.
    """

    scores: pa.Table | StoredRows
    portions: list[PortionCounts]
    articles: Numbers
    texts: Numbers
    rows: Numbers
    rejects: list[Reject] = field(default_factory=list)
    profiles: list[dict[str, Any]] = field(default_factory=list)
    confidence: dict[str, Numbers] = field(default_factory=dict)

    def portions_with(self, codes: Collection[str]) -> frozenset[str]:
        """The keys of the portions that have a reject of one of these codes."""
        found, begin = set(), 0
        for counts in self.portions:
            end = begin + counts.rejects
            if any(reject.code in codes for reject in self.rejects[begin:end]):
                found.add(counts.key)
            begin = end
        return frozenset(found)

    def to_bytes(self) -> bytes:
        """The part as a Parquet file; equal parts give equal bytes."""
        about = {
            _COUNTS: json.dumps([asdict(counts) for counts in self.portions]).encode(),
            _ARTICLES: _packed(self.articles),
            _TEXTS: _packed(self.texts),
            _ROWS: _packed(self.rows),
            _CONFIDENCE: json.dumps({name: _packed(sums).decode() for name, sums in self.confidence.items()}).encode(),
            _PROFILES: json.dumps(self.profiles).encode(),
            _REJECTS: json.dumps([as_row(reject) for reject in self.rejects]).encode(),
        }
        buffer = io.BytesIO()
        table: Any = self.scores
        pq.write_table(table.replace_schema_metadata(about), buffer, compression="zstd", row_group_size=_GROUP_ROWS)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Part:
        """The part that `to_bytes` gave, with its rows still packed."""
        rows = StoredRows(data)
        about = rows.about
        return cls(
            rows,
            [PortionCounts(**counts) for counts in json.loads(about[_COUNTS])],
            _unpacked(about[_ARTICLES]),
            _unpacked(about[_TEXTS]),
            _unpacked(about[_ROWS]),
            [Reject(**reject) for reject in json.loads(about[_REJECTS])],
            json.loads(about[_PROFILES]),
            {name: _unpacked(sums) for name, sums in json.loads(about[_CONFIDENCE]).items()},
        )


def _packed(numbers: Numbers) -> bytes:
    return base64.b64encode(numbers.astype("<u8").tobytes())


def _unpacked(packed: bytes | str) -> Numbers:
    return np.frombuffer(base64.b64decode(packed), dtype="<u8")


def table_of(rows: Sequence[Score]) -> pa.Table:
    """Rows as an Arrow table."""
    return pa.Table.from_pylist([_flat(row) for row in rows], schema=arrow_schema(Score))


def _flat(row: Score) -> dict[str, Any]:
    # A score has no records inside, which `asdict` would look for.
    return {name: getattr(row, name) for name in _NAMES}


_NAMES = arrow_schema(Score).names


def article_numbers(ids: Sequence[str | bytes]) -> Numbers:
    """A number of 64 bits for each of the ids of articles; bytes have that of the text that they stand for."""
    found: Numbers = pd.util.hash_array(np.array([*ids, ""], dtype=object), categorize=False)[:-1]
    return found


def digest_of(data: bytes) -> str:
    """By which a part is known to be whole."""
    return hashlib.sha256(data).hexdigest()
