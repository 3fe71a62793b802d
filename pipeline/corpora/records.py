"""A line of a corpus file, for errors that name it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PipelineError


@dataclass(frozen=True, slots=True)
class CorpusLine:
    """Line `number` of the file at `path`."""

    path: Path
    number: int

    def error(self, what: str) -> PipelineError:
        """The error that the line is not as it should be."""
        return PipelineError(f"{self.path} line {self.number} {what}. Get the file again (`stance corpora fetch`).")

    def require(self, holds: bool, what: str) -> None:
        """Raise that `what` is wrong unless `holds`."""
        if not holds:
            raise self.error(what)
