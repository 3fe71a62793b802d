"""How good rows are by two readings of the same articles, as ratios of counts that add up over articles.

``core_…`` is over the lines of which both readers are sure, ``all_…`` over all on which they agree:

- found: lines that a row meets; holder: by one with a reader's country, of lines whose holder a reader knows
- stance, sentiment: by a row with the label, of lines on whose label the readers agree
- recall_sides: of lines in favor or against, by a row with that stance; recall_full: the holder's country is right too

And of the rows: valid, those that meet a line of either reader; precision_sides, the share of those that take a side
which meet a line with that stance; precision_full, where the holder's country is right too. ``f1_sides`` joins precision and
recall over all lines; ``f1_full`` is what a table of who is against whom is made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.benchmark.real_meeting import SIDES, Meeting, MetLine, MetRow, rows_with
from pipeline.benchmark.real_readings import ReadArticle
from pipeline.benchmark.report import BenchmarkReport, with_intervals
from pipeline.tasks import Task

_OF_LINES = 11


def measure_rows(title: str, meetings: Sequence[Meeting], errors: list[str]) -> BenchmarkReport:
    """The figures of rows with intervals over articles; `errors` says in words what is wrong in them."""
    lines = [met.line for meeting in meetings for met in meeting.lines]
    rows = [met.row for meeting in meetings for met in meeting.rows]
    numbers: dict[str, float] = {
        "articles": len(meetings),
        "core_lines": sum(line.core for line in lines),
        "lines": len(lines),
        "rows": len(rows),
        "rows_with_a_side": sum(row.takes_side for row in rows),
    }
    counts = [_counts(meeting) for meeting in meetings]
    return BenchmarkReport(title, with_intervals(counts, _ratios), numbers, errors)


def measure_readers(title: str, articles: Sequence[ReadArticle]) -> BenchmarkReport:
    """How often the readers agree on the lines that both listed, those of own countries and places included: the ceiling."""
    shared = [article.agreed_lines() for article in articles]
    counts = [
        [
            len(lines),
            sum(line.one.holder == line.two.holder for line in lines),
            *(sum(line.agreed(task) is not None for line in lines) for task in (Task.stance, Task.sentiment)),
        ]
        for lines in shared
    ]
    listed = [sum(len(article.readings[reader]) for article in articles) for reader in range(2)]
    numbers: dict[str, float] = {
        "articles": len(articles),
        "lines_of_one": listed[0],
        "lines_of_the_other": listed[1],
        "shared_lines": sum(map(len, shared)),
    }
    return BenchmarkReport(title, with_intervals(counts, _agreement), numbers)


def _agreement(counts: FloatArray) -> dict[str, FloatArray]:
    shared, *same = np.moveaxis(counts, -1, 0)
    return {name: _share(count, shared) for name, count in zip(("holder", "stance", "sentiment"), same, strict=True)}


def _counts(meeting: Meeting) -> list[int]:
    core = [met for met in meeting.lines if met.line.core]
    return [*_line_counts(core), *_line_counts(meeting.lines), *_row_counts(meeting.rows)]


def _line_counts(lines: Iterable[MetLine]) -> list[int]:
    """Of the lines of a part: in the order in which `_line_ratios` takes them."""
    totals = np.zeros(_OF_LINES, dtype=int)
    for met in lines:
        here = met.with_holder()
        stance, sentiment = (met.line.agreed(task) for task in (Task.stance, Task.sentiment))
        known, takes_side = bool(met.line.holders), stance in SIDES
        right = bool(rows_with(met.rows, Task.stance, stance))
        totals += [
            True,
            bool(met.rows),
            known,
            known and bool(here),
            stance is not None,
            right,
            sentiment is not None,
            bool(rows_with(met.rows, Task.sentiment, sentiment)),
            takes_side,
            takes_side and right,
            takes_side and bool(rows_with(here, Task.stance, stance)),
        ]
    return [int(total) for total in totals]


def _row_counts(rows: Sequence[MetRow]) -> list[int]:
    sided = [met for met in rows if met.row.takes_side]
    return [
        len(rows),
        sum(bool(met.lines) for met in rows),
        len(sided),
        sum(bool(met.with_stance()) for met in sided),
        sum(met.is_right() for met in sided),
    ]


def _ratios(counts: FloatArray) -> dict[str, FloatArray]:
    """Counts of shape (…, 27) → the metrics, each of shape (…)."""
    core, everywhere = (_line_ratios(counts[..., start : start + _OF_LINES]) for start in (0, _OF_LINES))
    rows, valid, sided, right, right_full = np.moveaxis(counts[..., 2 * _OF_LINES :], -1, 0)
    sides, full = _share(right, sided), _share(right_full, sided)
    return {
        **{f"core_{name}": ratio for name, ratio in core.items()},
        **{f"all_{name}": ratio for name, ratio in everywhere.items()},
        "valid": _share(valid, rows),
        "precision_sides": sides,
        "precision_full": full,
        "f1_sides": _f1(sides, everywhere["recall_sides"]),
        "f1_full": _f1(full, everywhere["recall_full"]),
    }


def _line_ratios(counts: FloatArray) -> dict[str, FloatArray]:
    lines, found, known, holder, agreed, stance, moods, mood, sides, right, full = np.moveaxis(counts, -1, 0)
    return {
        "found": _share(found, lines),
        "holder": _share(holder, known),
        "stance": _share(stance, agreed),
        "sentiment": _share(mood, moods),
        "recall_sides": _share(right, sides),
        "recall_full": _share(full, sides),
    }


def _share(part: FloatArray, whole: FloatArray) -> FloatArray:
    return np.asarray(part / np.maximum(whole, 1))


def _f1(precision: FloatArray, recall: FloatArray) -> FloatArray:
    return np.asarray(2 * precision * recall / np.maximum(precision + recall, 1e-9))
