"""Rejects of a long run: in their file, and told of by their kinds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.io.readers import format_of
from pipeline.io.rejects import RejectKinds, nothing_left
from pipeline.io.tables import TableWriter
from pipeline.printable import count
from pipeline.records import Reject, arrow_schema


@dataclass(frozen=True, slots=True)
class ListedRejects:
    """Records that could not be used, in their file and not in memory; it tells of them as `SetAside` does.

    Attributes
    ----------
    path : Path
        Where they are listed.
    kinds : RejectKinds
    """

    path: Path
    kinds: RejectKinds

    @classmethod
    def written(cls, path: Path, rejects: Iterable[Reject], *, empty: bool) -> ListedRejects:
        """The rejects in a file, or, where there are none, what was there before removed.

        Parameters
        ----------
        path : Path
        rejects : iterable of Reject
            Held one at a time.
        empty : bool
            Write a table without rows rather than none.

        Raises
        ------
        PipelineError
            If it cannot be written.
        """
        kinds = RejectKinds()
        waiting = iter(rejects)
        first = next(waiting, None)
        if first is None and not empty:
            path.unlink(missing_ok=True)
            return cls(path, kinds)
        with TableWriter(path, Reject) as writer:
            for reject in chain([first] if first else [], waiting):
                kinds.add(reject)
                writer.write(reject)
        return cls(path, kinds)

    @property
    def rejects(self) -> list[Reject]:
        """All of them, read from the file."""
        table = format_of(self.path) if self.kinds.total else None
        batches = table.batches(self.path, arrow_schema(Reject)) if table else iter(())
        return [
            Reject(**{**row, "location": row["location"] or None}) for batch in batches for row in batch.to_pylist()
        ]

    def __len__(self) -> int:
        return self.kinds.total

    def nothing_left(self, sources: Iterable[Path]) -> PipelineError:
        """What to raise where no article could be read from `sources`."""
        return nothing_left(sources, self.kinds.first, self.path)

    def __str__(self) -> str:
        return f"{count(self.kinds.total, 'record')} set aside in {self.path}: {self.kinds}"
