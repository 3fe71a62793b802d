"""The numbers that the page and the pictures show: countries toward countries, and periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.arrays import BoolArray, FloatArray, IntArray
from pipeline.report.columns import ScoreColumns
from pipeline.report.means import MIN_ARTICLES, Means, clustered_means
from pipeline.report.periods import Unit, period_name, period_numbers


@dataclass(frozen=True, slots=True)
class Cell:
    """The mean stance of some rows. `low` and `high` are ``None`` where there are fewer than two articles."""

    mean: float
    low: float | None
    high: float | None
    rows: int
    articles: int

    def few(self, min_articles: int = MIN_ARTICLES) -> bool:
        """Whether there are too few articles to read anything from the mean."""
        return self.low is None or self.articles < min_articles


def judged(columns: ScoreColumns, mask: BoolArray | None = None) -> BoolArray:
    """The rows that have a stance, and are in `mask`."""
    has: BoolArray = np.isfinite(columns.values)
    return has if mask is None else has & mask


def overall(columns: ScoreColumns, mask: BoolArray | None = None) -> Cell | None:
    """The mean stance of all rows, or ``None`` where none has one."""
    rows = judged(columns, mask)
    found = _means(columns, rows, np.zeros(int(rows.sum()), dtype=np.intp), 1)
    return next(iter(_cells(found)), (0, None))[1]


def by_name(columns: ScoreColumns, name: str, mask: BoolArray | None = None) -> dict[str, Cell]:
    """The mean stance for each value of a column, such as `target`; ``""`` are the rows without one."""
    coded = columns.columns[name]
    rows = judged(columns, mask)
    found = _means(columns, rows, coded.codes[rows], len(coded.names))
    return {coded.names[code]: cell for code, cell in _cells(found)}


def matrix(columns: ScoreColumns, mask: BoolArray | None = None) -> dict[tuple[str, str], Cell]:
    """The mean stance of each speaker's country toward each target; rows without a speaker's country are left out."""
    holders, targets = columns.columns["speaker_country"], columns.columns["target"]
    known = np.array([name != "" for name in holders.names])[holders.codes]
    rows = judged(columns, mask) & known
    width = len(targets.names)
    groups = holders.codes[rows] * width + targets.codes[rows]
    found = _means(columns, rows, groups, len(holders.names) * width)
    return {(holders.names[code // width], targets.names[code % width]): cell for code, cell in _cells(found)}


def trend(columns: ScoreColumns, unit: Unit, mask: BoolArray | None = None) -> dict[str, Cell]:
    """The mean stance in each week or month that has rows, in order; rows without a date are left out."""
    day = columns.day[columns.article]
    rows = judged(columns, mask) & (day != columns.no_date)
    if not rows.any():
        return {}
    periods = period_numbers(day[rows], unit)
    first = int(periods.min())
    found = _means(columns, rows, periods - first, int(periods.max()) - first + 1)
    return {period_name(first + code, unit): cell for code, cell in _cells(found)}


def largest(cells: dict[tuple[str, str], Cell], most: int) -> list[str]:
    """The countries with the most rows as speakers and targets together, the largest first."""
    rows: dict[str, int] = {}
    for pair, cell in cells.items():
        for country in pair:
            rows[country] = rows.get(country, 0) + cell.rows
    return sorted(rows, key=lambda country: (-rows[country], country))[:most]


def _means(columns: ScoreColumns, rows: BoolArray, groups: IntArray, number: int) -> Means:
    values: FloatArray = columns.values[rows]
    return clustered_means(values, groups, columns.article[rows], number)


def _cells(found: Means) -> Iterator[tuple[int, Cell]]:
    for code in np.flatnonzero(found.rows):
        known = np.isfinite(found.low[code])
        yield (
            int(code),
            Cell(
                mean=float(found.mean[code]),
                low=float(found.low[code]) if known else None,
                high=float(found.high[code]) if known else None,
                rows=int(found.rows[code]),
                articles=int(found.articles[code]),
            ),
        )
