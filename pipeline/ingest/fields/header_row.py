"""Which of the first rows of a table names its columns."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.config import IngestConfig
from pipeline.ingest.fields.column_names import normal_name
from pipeline.ingest.fields.columns import columns_mapped

# What an export says of itself stands in so many cells of a row at most, and the names behind it among so many rows.
_CELLS_OF_A_REMARK, FIRST_ROWS = 2, 20
_LONGEST_NAME = 60
# Of names below other names, so many are those of fields.
_FIELDS_BELOW_GROUPS = 2


def header_among(rows: Sequence[Sequence[str]], config: IngestConfig | None = None) -> int:
    """Which of the first rows of a table names its columns: the first, unless that is what an export says of itself.

    Parameters
    ----------
    rows : sequence of sequence of str
        The cells of the rows that are not blank.
    config : IngestConfig, optional
        Whose `columns` are names, too; of the first row, any of them.
    """
    beginning = [[cell.strip() for cell in row] for row in rows[:FIRST_ROWS]]
    mapped = tuple(sorted(config.columns.items())) if config else ()
    names = {normal_name(column) for _, column in mapped}
    first = beginning[0]
    if len(beginning) > 1 and _heads_groups(first, beginning[1], mapped):
        return 1
    if len([cell for cell in first if cell]) > _CELLS_OF_A_REMARK or _names_a_text(first, mapped):
        return 0
    if any(normal_name(cell) in names for cell in first):
        return 0
    named = (
        place
        for place, row in enumerate(beginning)
        if len(row) > _CELLS_OF_A_REMARK and max(map(len, row)) <= _LONGEST_NAME and _names_a_text(row, mapped)
    )
    return next(named, 0)


def _heads_groups(first: Sequence[str], second: Sequence[str], mapped: tuple[tuple[str, str], ...]) -> bool:
    """Whether a first row stands over groups of columns, with gaps, and the second one names them."""
    filled = [cell for cell in second if cell]
    if len([cell for cell in first if cell]) >= len(filled) or max(map(len, filled), default=0) > _LONGEST_NAME:
        return False
    named = columns_mapped(tuple(filled), mapped, None)
    return named.has_text and sum(map(bool, named.fields.values())) >= _FIELDS_BELOW_GROUPS


def _names_a_text(cells: Sequence[str], mapped: tuple[tuple[str, str], ...]) -> bool:
    return columns_mapped(tuple(cells), mapped, None).has_text
