"""Who wrote an article, as tables and records say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.ingest.fields.literals import literal
from pipeline.ingest.fields.values import as_text, is_missing

_MOST = 100
_NAME_KEYS = ("name", "full_name", "fullname", "original", "title")
_PARTS = (("first_name", "last_name"), ("firstname", "lastname"), ("firstName", "lastName"))


def author_names(value: Any) -> list[str]:
    """The authors in a cell: a list, a record with a name, either of them written as a string, or a byline as it is.

    Parameters
    ----------
    value : any

    Examples
    --------
    >>> author_names("['Ann Lee', 'Bo Chen']"), author_names([{"name": "Ann Lee"}]), author_names("nan")
    (['Ann Lee', 'Bo Chen'], ['Ann Lee'], [])
    """
    value = literal(value)
    if is_missing(value):
        return []
    if isinstance(value, Mapping):
        name = _name(value)
        return [name] if name else []
    if isinstance(value, str) or not isinstance(value, Iterable):
        return [as_text(value).strip()]
    names = [name for one in list(value)[:_MOST] for name in ([] if isinstance(one, list) else author_names(one))]
    return list(dict.fromkeys(names))


def _name(record: Mapping[Any, Any]) -> str | None:
    for key in _NAME_KEYS:
        if isinstance(name := record.get(key), str) and name.strip():
            return as_text(name).strip()
    for keys in _PARTS:
        parts = [part.strip() for part in map(record.get, keys) if isinstance(part, str) and part.strip()]
        if parts:
            return as_text(" ".join(parts))
    return None
