"""What is wrong in rows that are held against two readings, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.benchmark.real_meeting import Meeting, MetLine, MetRow, Row, rows_with
from pipeline.printable import printable
from pipeline.tasks import Task

_LONGEST_QUOTE, _LONGEST_ROW, _SHOWN_ROWS = 110, 70, 2


def real_errors(meetings: Sequence[Meeting]) -> list[str]:
    """The core lines that are missing, or have the wrong holder or stance, then the rows that take a side wrongly.

    Each is one printable line that says what it is, in which article, who holds it toward whom, and what there is instead.
    """
    return [printable(error) for meeting in meetings for error in _errors(meeting)]


def _errors(meeting: Meeting) -> Iterator[str]:
    name = meeting.article.name
    for met in meeting.lines:
        if met.line.core and (what := _wrong_line(met)):
            line = met.line.one
            stance = met.line.agreed(Task.stance) or "(readers differ)"
            found = "; ".join(_found(row) for row in met.rows[:_SHOWN_ROWS])
            told = f"{what}: {name}: {_cut(line.quote, _LONGEST_QUOTE)} {_toward(line.holder, line.target)} {stance}"
            yield f"{told}; found: {found}" if found else told
    for row in meeting.rows:
        if row.row.takes_side and not row.with_stance():
            yield _wrong_row(name, row)


def _wrong_line(met: MetLine) -> str | None:
    """What is wrong, ``None`` where nothing is; where the readers differ in stance, no stance is wrong."""
    if not met.rows:
        return "missing"
    if not (here := met.with_holder()):
        return "wrong holder"
    stance = met.line.agreed(Task.stance)
    return "wrong stance" if stance is not None and not rows_with(here, Task.stance, stance) else None


def _wrong_row(name: str, met: MetRow) -> str:
    row = met.row
    told = f"{name}: {_cut(row.text, _LONGEST_QUOTE)} {_toward(row.holder, row.target)} {row.stance}"
    if not met.lines:
        return f"no such pair: {told}"
    return f"wrong side: {told}; readers: {', '.join(line.stance for line in met.lines)}"


def _found(row: Row) -> str:
    sure = "" if row.probability is None else f" {row.probability:.2f}"
    return f"{_cut(row.text, _LONGEST_ROW)} {row.holder or '?'} {row.stance}{sure}"


def _toward(holder: str | None, target: str | None) -> str:
    return f"{holder or '?'} → {target or '?'}"


def _cut(text: str, longest: int) -> str:
    return f"“{text}”" if len(text) <= longest else f"“{text[:longest]}…”"
