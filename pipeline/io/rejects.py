"""Records that cannot be used: set aside while the others pass, and listed in a file with their reasons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pipeline.errors import PipelineError
from pipeline.io.tables import write_records
from pipeline.printable import count
from pipeline.records import Reject

Usable = TypeVar("Usable")
_NAMED_REASONS = 3
_ADDRESS = re.compile(r" \(\w+://\S*\)")
_NUMBER = re.compile(r"\d+")


@dataclass(slots=True)
class SetAside:
    """The records that could not be used, and the file that lists them.

    Examples
    --------
    >>> aside = SetAside(Path("rejects.jsonl"))
    >>> list(aside.usable(["an article", Reject("b.txt", None, "the file is empty")]))
    ['an article']
    >>> print(aside)
    1 record set aside in rejects.jsonl: 1 × the file is empty
    """

    path: Path
    rejects: list[Reject] = field(default_factory=list)

    @classmethod
    def beside(cls, out: Path, path: Path | None = None) -> SetAside:
        """Listed in `path`, or else beside the table `out`."""
        return cls(path or out.with_name(f"{out.stem}.rejects.jsonl"))

    def usable(self, records: Iterable[Usable | Reject]) -> Iterator[Usable]:
        """The records that are no rejects, in their order; the rejects are kept here."""
        for record in records:
            if isinstance(record, Reject):
                self.rejects.append(record)
            else:
                yield record

    def write(self) -> None:
        """Write the file.

        Raises
        ------
        PipelineError
            If it cannot be written.
        """
        write_records(self.path, Reject, self.rejects)

    def nothing_left(self, sources: Iterable[Path]) -> PipelineError:
        """What to raise where no article could be read from `sources`."""
        return nothing_left(sources, self.rejects[0] if self.rejects else None, self.path)

    def __str__(self) -> str:
        kinds = RejectKinds()
        for reject in self.rejects:
            kinds.add(reject)
        return f"{count(kinds.total, 'record')} set aside in {self.path}: {kinds}"


class RejectKinds:
    """How many rejects there are of each kind, and what a report tells of them.

    Attributes
    ----------
    codes : Counter of str
    first : Reject, optional
    """

    def __init__(self) -> None:
        self.codes: Counter[str] = Counter()
        self.first: Reject | None = None
        self._reasons: Counter[str] = Counter()
        self._first_reasons: dict[str, str] = {}
        self._differing: set[str] = set()

    @property
    def total(self) -> int:
        """How many there are."""
        return self.codes.total()

    def add(self, reject: Reject) -> None:
        """Count one more."""
        self.first = self.first or reject
        self.codes[reject.code] += 1
        # Reasons that differ only in their numbers, or in the address of the page, are one kind.
        reason = _ADDRESS.sub("", reject.reason).split(": ")[0]
        kind = _NUMBER.sub("N", reason)
        self._reasons[kind] += 1
        if self._first_reasons.setdefault(kind, reason) != reason:
            self._differing.add(kind)

    def __str__(self) -> str:
        return "; ".join(
            f"{number} × {self._first_reasons[kind]}{' (the others with other numbers)' if kind in self._differing else ''}"
            for kind, number in self._reasons.most_common(_NAMED_REASONS)
        )


def nothing_left(sources: Iterable[Path], first: Reject | None, path: Path) -> PipelineError:
    """What to raise where no article could be read from `sources`, with the first reject and where all are listed."""
    why = ""
    if first is not None:
        reason = first.reason.rstrip(".")
        end = "" if reason.endswith(("?", "!")) else "."
        why = f" First: {first.source}: {reason}{end} All reasons are in {path}."
    return PipelineError(f"No article could be read from {', '.join(map(str, sources))}.{why}")
