"""The gold examples of a run as one table, so that a run can be repeated and its data compared without DVC's cache."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.io import read_records, write_records
from pipeline.label import load_gold
from pipeline.records import GoldExample, arrow_schema, as_row


@dataclass(frozen=True, slots=True)
class GoldRow(GoldExample):
    """A gold example and the part it was in, ``train`` or ``test``."""

    part: str = ""


def write_gold_table(gold: Path, path: Path) -> None:
    """Write the parts of the gold folder `gold` to `path`, in their order; equal examples give equal bytes.

    Raises
    ------
    PipelineError
        If there are no gold examples or the table cannot be written.
    """
    names = arrow_schema(GoldExample).names

    def rows() -> Iterator[GoldRow]:
        for part, dataset in load_gold(gold).items():
            for row in dataset:
                yield GoldRow(**{name: row[name] for name in names}, part=str(part))

    write_records(path, GoldRow, rows())


def read_gold_table(path: Path) -> dict[str, list[GoldExample]]:
    """The examples of each part of a table that `write_gold_table` wrote.

    Raises
    ------
    PipelineError
        If the file is missing or no such table.
    """
    parts: dict[str, list[GoldExample]] = {}
    for row in read_records(path, GoldRow):
        values = as_row(row)
        parts.setdefault(values.pop("part"), []).append(GoldExample(**values))
    return parts
