"""Why a table or record gives no articles, in one sentence for whoever made it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.config import IngestConfig
from pipeline.errors import did_you_mean
from pipeline.ingest.fields.column_names import normal_name
from pipeline.ingest.fields.columns import TEXTS, Columns, columns_of
from pipeline.ingest.fields.presets import field_names, presets

_SHOWN = 30


def no_text(names: Iterable[str], columns: Columns, config: IngestConfig) -> str:
    """In one sentence, why a record with these keys gives no article.

    Parameters
    ----------
    names : iterable of str
        The keys of the record.
    columns : Columns
        Of these.
    config : IngestConfig
    """
    if found := [name for field in TEXTS for name in columns.fields[field]]:
        return f"no text: {', '.join(map(repr, found))} holds nothing in it"
    shown = _shown(list(names)) or "no fields at all"
    if "text" in config.columns:
        return f"no text: it holds {shown}, and not '{config.columns['text']}', which ingest.columns names for 'text'"
    return (
        f"no text: it holds {shown}, and none of {', '.join(field_names().text)}; "
        f"say which it is with ingest.columns, such as {{text: story}}.{_hint(columns)}"
    )


def _shown(names: Sequence[str]) -> str:
    return ", ".join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])])


def _hint(columns: Columns) -> str:
    hint = presets()[columns.preset].hint if columns.preset else ""
    return f" {hint}" if hint else ""


def unknown_column(names: Sequence[str], config: IngestConfig) -> str | None:
    """In one sentence, which column of `ingest.columns` is not among these; ``None`` where all are, or none is and the
    known names find a text: a table of another kind, beside those that were meant.

    Parameters
    ----------
    names : sequence of str
    config : IngestConfig
    """
    there = {normal_name(name) for name in names}
    meant = any(normal_name(column) in there for column in config.columns.values())
    if not meant and columns_of(names, config).has_text:
        return None
    for field, column in sorted(config.columns.items()):
        if normal_name(column) not in there:
            return (
                f"no column '{column}', which ingest.columns names for '{field}': found {_shown(names) or 'none'}; "
                f"mend ingest.columns.{did_you_mean(column, names)}"
            )
    return None


def column_problem(names: Sequence[str], config: IngestConfig) -> str | None:
    """In one sentence, why a table with these columns gives no articles; ``None`` where it does.

    Parameters
    ----------
    names : sequence of str
    config : IngestConfig
    """
    if unknown := unknown_column(names, config):
        return unknown
    columns = columns_of(names, config)
    if columns.has_text:
        return None
    known = field_names()
    wanted = [*known.text, *known.html]
    taken = {column for found in columns.fields.values() for column in found}
    free = [name.strip() for name in names if name.strip() and name not in taken]
    hint = next((s for s in (did_you_mean(name, wanted) for name in free) if s), "")
    return (
        f"no text column: found {_shown(names) or 'none'}; name one of them 'text' (or {', '.join(wanted[1:])}), "
        f"or say which it is with ingest.columns, such as {{text: story}}.{_hint(columns) or hint}"
    )
