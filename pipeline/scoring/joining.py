"""Parts → one table: the rows in the order of the input, each text once, the same bytes however the parts were cut."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa

from pipeline.drift import Profile
from pipeline.drift.expected_accuracy import ConfidenceSums
from pipeline.errors import PipelineError
from pipeline.progress import progress
from pipeline.records import Reject
from pipeline.scoring.job import Job
from pipeline.scoring.judging import Done, read_part
from pipeline.scoring.near_copies import copied
from pipeline.scoring.parts import Numbers, Part, PortionCounts, article_numbers
from pipeline.scoring.planning import Plan
from pipeline.scoring.selection import Selection
from pipeline.scoring.shards import Kind, Portion
from pipeline.scoring.table_rows import TableReader, Unreadable

# Parts in memory at a time: after a folder has grown, the rows of its files are in parts of several runs by turns.
_OPEN = 4
# By which two numbers are made one.
_PRIME = np.uint64(0x100000001B3)


@dataclass(slots=True)
class Joined:
    """What all parts hold together: ``records == articles + copies + rejects + passed_over``.

    Attributes
    ----------
    articles, copies : int
        Different texts, and further copies of these, which have no rows.
    rows, rejects, passed_over, other_languages : int
    copied_rows : int
        Rows among them that were copied from near-duplicates.
    stances : Counter of (target, stance)
    """

    articles: int = 0
    copies: int = 0
    rows: int = 0
    rejects: int = 0
    passed_over: int = 0
    other_languages: int = 0
    copied_rows: int = 0
    stances: Counter[tuple[str, str | None]] = field(default_factory=Counter)

    @property
    def records(self) -> int:
        """Everything that was read."""
        return self.articles + self.copies + self.rejects + self.passed_over


@dataclass(frozen=True, slots=True)
class _Slice:
    """One portion: its part, its counts, and which articles, rows and rejects of the part are its own."""

    portion: Portion
    part: Part
    counts: PortionCounts
    articles: slice
    rows: slice
    rejects: slice

    @property
    def numbers(self) -> Numbers:
        """Of its articles."""
        return self.part.articles[self.articles]

    @property
    def scores(self) -> pa.Table:
        """Its rows."""
        return self.part.scores.slice(self.rows.start, self.counts.rows)

    def rows_of(self, number: int) -> list[dict[str, Any]]:
        """The rows of the article with a number; none where it was not judged."""
        places = np.flatnonzero(self.numbers == np.uint64(number))
        if not len(places):
            return []
        sizes = self.part.rows[self.articles].astype(np.int64)
        begin = int(sizes[: places[0]].sum())
        rows: list[dict[str, Any]] = self.scores.slice(begin, int(sizes[places[0]])).to_pylist()
        return rows


class Parts:
    """The parts of a plan, read portion by portion.

    Parameters
    ----------
    plan : Plan
    done : mapping of str to Done
        By the key of a portion: the shard that holds it.
    job : Job
    """

    def __init__(self, plan: Plan, done: Mapping[str, Done], job: Job) -> None:
        self._plan = plan
        self._done = done
        self._job = job
        self._open: dict[str, Part] = {}
        self._copies = self._find_copies()
        # Where the portions of tables begin, in rows counted through all tables.
        self._begins = [
            (plan.near.offsets[p.piece.source.name] + p.piece.start, place)
            for place, p in enumerate(plan.portions)
            if p.piece.source.name in plan.near.offsets
        ]

    def _find_copies(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """For each article in order whether it has come before, with this id and text: 8 bytes an article, and twice that for a moment."""
        numbers = [found.numbers * _PRIME ^ found.part.texts[found.articles] for found in self._slices("copies")]
        together = np.concatenate([np.zeros(0, dtype=np.uint64), *numbers])
        copies = np.ones(len(together), dtype=bool)
        copies[np.unique(together, return_index=True)[1]] = False
        return copies

    def tables(self, joined: Joined, filled_in: Mapping[str, str]) -> Iterator[pa.Table]:
        """The rows of each portion, without those of copies.

        Parameters
        ----------
        joined : Joined
            Counts what passes.
        filled_in : mapping of str to str
            Columns that are the same in all rows.
        """
        begin = 0
        for found in self._slices("join"):
            end = begin + found.counts.articles
            first = ~self._copies[begin:end]
            begin = end
            sizes = found.part.rows[found.articles].astype(np.int64)
            table = found.scores
            if not first.all():
                table = table.filter(pa.array(np.repeat(first, sizes)))
            if found.portion.near:
                before = len(table)
                table = self._with_copied(found, first, np.where(first, sizes, 0), table)
                joined.copied_rows += len(table) - before
            _count(joined, found.counts, int(first.sum()), table)
            yield _with(table, filled_in)

    def _with_copied(self, found: _Slice, first: Any, sizes: Any, table: pa.Table) -> pa.Table:
        """The rows of a portion with those of its near-duplicates, each where its article stands."""
        piece = found.portion.piece
        reader = TableReader(piece.source.place, Kind.ARTICLES)
        ends = np.cumsum(sizes)
        pieces: list[pa.Table] = []
        done = 0
        for place, original, number in self._plan.near.within(piece.source.name, piece.start, piece.stop or 0):
            row = piece.start + place
            article: Any = next(reader.read(row, row + 1, Selection()))
            if isinstance(article, Unreadable):
                continue
            own = np.flatnonzero(found.numbers == article_numbers([article.article_id])[0])
            if not len(own) or not first[own[0]]:
                continue
            rows = copied(self._slice_with(original).rows_of(number), article, self._job.settings)
            end = int(ends[own[0]])
            pieces += [table.slice(done, end - done), pa.Table.from_pylist(rows, schema=table.schema)]
            done = end
        return pa.concat_tables([*pieces, table.slice(done)])

    def _slice_with(self, row: int) -> _Slice:
        """The portion in which a row of a table lies."""
        place = self._begins[bisect_right(self._begins, (row, len(self._plan.portions))) - 1][1]
        return self._slice(self._plan.portions[place])

    def profile(self) -> Profile:
        """What everything that was judged looks like, with copies; what is expected of it is that of each text once."""
        total, begin = Profile(), 0
        sums = {name: ConfidenceSums() for name in total.confidence}
        for found in self._slices():
            place = [counts.key for counts in found.part.portions].index(found.portion.key)
            total = total.merged(Profile.from_dict(found.part.profiles[place]))
            end = begin + found.counts.articles
            rows = np.where(self._copies[begin:end], 0, found.part.rows[found.articles]).tolist()
            begin = end
            for name, of_all in sums.items():
                for number, confidence in zip(rows, found.part.confidence[name][found.articles].tolist(), strict=True):
                    if number:
                        of_all.add_total(int(number), confidence)
        return replace(total, confidence=sums)

    def rejects(self) -> Iterator[Reject]:
        """What could not be used, in the order of the input."""
        for found in self._slices():
            yield from found.part.rejects[found.rejects]

    def _slices(self, told: str = "") -> Iterator[_Slice]:
        """All portions in the order of the input."""
        portions = self._plan.portions
        return map(self._slice, progress(portions, told, len(portions)) if told else portions)

    def _slice(self, portion: Portion) -> _Slice:
        part = self._part(self._done[portion.key])
        articles = rows = rejects = 0
        for counts in part.portions:
            if counts.key == portion.key:
                return _Slice(
                    portion,
                    part,
                    counts,
                    slice(articles, articles + counts.articles),
                    slice(rows, rows + counts.rows),
                    slice(rejects, rejects + counts.rejects),
                )
            articles, rows, rejects = articles + counts.articles, rows + counts.rows, rejects + counts.rejects
        raise KeyError(portion.key)

    def _part(self, done: Done) -> Part:
        part = self._open.pop(done.part, None) or read_part(self._job, done)
        if part is None:
            raise PipelineError(
                f"{self._job.parts}/{done.part}: is gone or damaged since it was written. Start the same command again; only "
                "what was in it is judged again."
            )
        self._open[done.part] = part
        while len(self._open) > _OPEN:
            self._open.pop(next(iter(self._open)))
        return part


def _count(joined: Joined, counts: PortionCounts, articles: int, table: pa.Table) -> None:
    joined.articles += articles
    joined.copies += counts.articles - articles
    joined.rows += len(table)
    joined.rejects += counts.rejects
    joined.passed_over += counts.passed_over
    joined.other_languages += counts.other_languages
    pairs = zip(table.column("target").to_pylist(), table.column("stance").to_pylist(), strict=True)
    joined.stances.update(pairs)


def _with(table: pa.Table, filled_in: Mapping[str, str]) -> pa.Table:
    for name, value in filled_in.items():
        place = table.schema.get_field_index(name)
        table = table.set_column(place, table.schema.field(name), pa.array([value] * len(table), pa.string()))
    return table
