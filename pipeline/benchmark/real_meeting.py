"""Rows of scores held against the lines of two readers: which row meets which line, and what of it is right.

A row meets a line where both are about the same target and share half of the shorter passage.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.benchmark.real_places import place_of, words_of
from pipeline.benchmark.real_readings import AgreedLine, Line, ReadArticle, is_same_passage, with_code
from pipeline.tasks import Task

SIDES = ("favor", "against")
# An armed movement's own code is as good as that of the country it sits in.
_MOVEMENTS = {("YEM", "HOU"), ("PSE", "HMS"), ("LBN", "HEZ"), ("AFG", "TAL")}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of scores: of which article, and what it says.

    `probability` is that of its stance, where there is one.
    """

    article: str
    text: str
    holder: str | None
    target: str
    stance: str | None
    sentiment: str | None
    probability: float | None = None

    @property
    def takes_side(self) -> bool:
        """Whether it is in favor or against."""
        return self.stance in SIDES


@dataclass(frozen=True, slots=True)
class MetLine:
    """A line on which the readers agree, and the rows that meet it."""

    line: AgreedLine
    rows: list[Row]

    def with_holder(self) -> list[Row]:
        """The rows whose holder's country is a reader's; all where no reader knows it."""
        holders = self.line.holders
        return [row for row in self.rows if not holders or any(is_holder(each, row.holder) for each in holders)]


@dataclass(frozen=True, slots=True)
class MetRow:
    """A row, and the lines of either reader that it meets."""

    row: Row
    lines: list[Line]

    def with_stance(self) -> list[Line]:
        """The lines that have the row's stance."""
        return [line for line in self.lines if line.stance == self.row.stance]

    def is_right(self) -> bool:
        """Whether one of these has the row's holder too, or nobody's."""
        return any(line.holder is None or is_holder(line.holder, self.row.holder) for line in self.with_stance())


@dataclass(frozen=True, slots=True)
class Meeting:
    """All lines and rows of one article; what is about a holder's own country or a mere place is no line of it."""

    article: ReadArticle
    lines: list[MetLine]
    rows: list[MetRow]

    @classmethod
    def of(cls, article: ReadArticle, rows: Iterable[Row]) -> Meeting:
        """The rows of an article beside its lines; rows of other articles are left out."""
        placed = [(row, place_of(words_of(row.text), article.words)) for row in rows if row.article == article.name]
        listed = [line for reading in article.readings for line in reading]
        return cls(
            article,
            [
                MetLine(
                    line,
                    [
                        row
                        for row, place in placed
                        if row.target == line.one.target
                        and any(is_same_passage(place, each.place) for each in (line.one, line.two))
                    ],
                )
                for line in article.agreed_lines()
                if not line.aside
            ],
            [
                MetRow(row, [e for e in listed if e.target == row.target and is_same_passage(place, e.place)])
                for row, place in placed
            ],
        )


def is_holder(listed: str, found: str | None) -> bool:
    """Whether the holder's country that was found is the one that a reader listed."""
    code = with_code(listed)
    return code == found or (code, found) in _MOVEMENTS


def rows_with(rows: Iterable[Row], task: Task, label: str | None) -> list[Row]:
    """The rows that have the label on which readers agree; none where they do not."""
    return [row for row in rows if label is not None and getattr(row, task) == label]
