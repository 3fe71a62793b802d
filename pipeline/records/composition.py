"""Records made of other records: what an example says reaches every later table by the name of its column."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import Any, TypeVar, cast

Record = TypeVar("Record")


def composed(record: type[Record], *parts: object, **own: Any) -> Record:
    """A record each column of which is given in `own`, or else taken from the first of `parts` that has it.

    A new column of an example so reaches a later table by a line in the record of that table, and nowhere else.

    Parameters
    ----------
    record : type
        A record class.
    *parts : object
        Records, such as an `Example` and its `Article`.
    **own : object
        The columns that no part has, or that this table says otherwise.

    Raises
    ------
    TypeError
        If a column without a default is in none of them.

    Examples
    --------
    >>> from pipeline.records import Reject
    >>> composed(Reject, Reject("a.txt", "line 3", "empty"), location=None)
    Reject(source='a.txt', location=None, reason='empty', code='not_usable')
    """
    for column, has_default in _columns(cast(Any, record)):
        if column in own:
            continue
        for part in parts:
            if hasattr(part, column):
                own[column] = getattr(part, column)
                break
        else:
            if not has_default:
                raise TypeError(f"{record.__name__}: nothing that it is composed of has the column '{column}'")
    return record(**own)


@cache
def _columns(record: Any) -> tuple[tuple[str, bool], ...]:
    return tuple((field.name, field.default is not MISSING) for field in fields(record))
