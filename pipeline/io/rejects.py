"""Records that cannot be used: set aside while the others pass, and listed in a file with their reasons."""

from __future__ import annotations

import re
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
        why = ""
        if self.rejects:
            first = self.rejects[0].reason.rstrip(".")
            end = "" if first.endswith(("?", "!")) else "."
            why = f" First: {self.rejects[0].source}: {first}{end} All reasons are in {self.path}."
        return PipelineError(f"No article could be read from {', '.join(map(str, sources))}.{why}")

    def __str__(self) -> str:
        # Reasons that differ only in their numbers, or in the address of the page, are one kind.
        kinds: dict[str, list[str]] = {}
        for reject in self.rejects:
            reason = _ADDRESS.sub("", reject.reason).split(": ")[0]
            kinds.setdefault(re.sub(r"\d+", "N", reason), []).append(reason)
        most = sorted(kinds.values(), key=len, reverse=True)[:_NAMED_REASONS]
        listed = "; ".join(
            f"{len(kind)} × {kind[0]}{' (the others with other numbers)' if len(set(kind)) > 1 else ''}"
            for kind in most
        )
        return f"{count(len(self.rejects), 'record')} set aside in {self.path}: {listed}"
