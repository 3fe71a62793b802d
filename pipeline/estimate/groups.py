"""The groups whose shares are estimated: columns of the scores, and the year and month of publication."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import PipelineError, did_you_mean
from pipeline.tasks import Task

UNKNOWN = "unknown"
# What is cut from `published`, an ISO 8601 date.
_FROM_DATE = {"year": r"^(?P<part>\d{4})", "month": r"^(?P<part>\d{4}-\d{2})"}

# Nearly every row would be a group of its own.
_NO_GROUPS = frozenset({"example_id", "statement_id", "start", "end", "text"})


def columns_of(by: Sequence[str], present: Sequence[str]) -> list[str]:
    """The columns of the scores that grouping by `by` reads.

    Raises
    ------
    PipelineError
        If a name in `by` is neither such a column nor ``year`` or ``month``.
    """
    known = [name for name in present if name not in _NO_GROUPS and not name.startswith(("p_", *Task))]
    known += [name for name in _FROM_DATE if name not in present and "published" in present]
    columns = []
    for name in by:
        if name not in known:
            raise PipelineError(
                f"--by: '{name}' is no column of the scores that makes groups.{did_you_mean(name, known)} There are: "
                f"{', '.join(known)}."
            )
        columns.append(name if name in present else "published")
    return list(dict.fromkeys(columns))


def group_keys(rows: pa.Table, by: Sequence[str]) -> list[pa.ChunkedArray]:
    """For each name in `by` the group of every row; ``unknown`` where the scores say nothing."""
    keys = []
    for name in by:
        column = rows[name if name in rows.column_names else "published"]
        values = pc.cast(column, pa.string())
        if name not in rows.column_names:
            values = pc.struct_field(pc.extract_regex(values, _FROM_DATE[name]), "part")
        # A line break in an outlet's name would break the table.
        filled = pc.replace_substring_regex(pc.fill_null(values, UNKNOWN), r"[\x00-\x1f]+", " ")
        keys.append(pc.if_else(pc.equal(filled, ""), UNKNOWN, filled))
    return keys
