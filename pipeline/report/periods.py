"""Weeks and months, as numbers that follow one another and as the names that are shown."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from pipeline.arrays import IntArray

_EPOCH = date(1970, 1, 1)
# 1 January 1970 was a Thursday; weeks begin on Monday (ISO 8601).
_MONDAY = 3
_LONG = 400


class Unit(StrEnum):
    """How long a period of a trend is."""

    week = "week"
    month = "month"


def period_numbers(days: IntArray, unit: Unit) -> IntArray:
    """The number of the week or month of each day since 1970."""
    if unit is Unit.week:
        return (days + _MONDAY) // 7
    months: IntArray = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.intp)
    return months


def period_name(number: int, unit: Unit) -> str:
    """``2024-05`` for a month, the Monday for a week.

    Examples
    --------
    >>> period_name(652, Unit.month), period_name(2835, Unit.week)
    ('2024-05', '2024-04-29')
    """
    if unit is Unit.week:
        return (_EPOCH + timedelta(days=7 * number - _MONDAY)).isoformat()
    return f"{1970 + number // 12:04d}-{number % 12 + 1:02d}"


def default_unit(days: IntArray) -> Unit:
    """Weeks for about a year, else months."""
    return Unit.month if len(days) and int(days.max() - days.min()) > _LONG else Unit.week
