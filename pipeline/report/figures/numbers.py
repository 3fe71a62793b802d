"""The numbers behind the pictures as CSV: the same bytes that the page offers for download."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from pipeline.report.statements_csv import harmless
from pipeline.report.tables import Cell

_DIGITS = Decimal("0.0001")


def rounded(value: float | None) -> str:
    """A number with four digits, halves away from zero as JavaScript rounds them; ``""`` where there is none.

    Examples
    --------
    >>> rounded(0.03125), rounded(-0.00001), rounded(None)
    ('0.0313', '0.0000', '')
    """
    if value is None:
        return ""
    digits = Decimal(value).quantize(_DIGITS, ROUND_HALF_UP)
    # No “-0.0000”.
    return str(digits if digits else abs(digits))


def matrix_csv(cells: dict[tuple[str, str], Cell]) -> str:
    """A row for each pair of countries."""
    rows = ([*map(harmless, pair), *_numbers(cells[pair])] for pair in sorted(cells, key=">".join))
    return _table(("speaker_country", "target"), rows)


def trend_csv(cells: dict[str, Cell]) -> str:
    """A row for each period."""
    return _table(("period",), ([period, *_numbers(cell)] for period, cell in cells.items()))


def _numbers(cell: Cell) -> list[str]:
    return [rounded(cell.mean), rounded(cell.low), rounded(cell.high), str(cell.rows), str(cell.articles)]


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*names, "mean", "low", "high", "statements", "articles"])
    writer.writerows(rows)
    return text.getvalue()
