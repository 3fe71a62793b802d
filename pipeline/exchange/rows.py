"""What a file of another program holds: rows with named values, before anybody says which name means what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.records import Reject


@dataclass(frozen=True, slots=True)
class Row:
    """One judgement as its file tells it: where it stands, and its values under the file's own names."""

    location: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one file.

    Attributes
    ----------
    format : str
        What the file was recognised as.
    rows : list of Row
    rejects : list of Reject
        Parts of the file that are no rows, each with the reason.
    """

    format: str
    rows: list[Row]
    rejects: list[Reject] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        """The names of all values, in the order in which they first occur."""
        return list(dict.fromkeys(name for row in self.rows for name in row.values))
