"""How far a packed file may grow: a bomb is stopped while it is unpacked, whatever its header says."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.config import IngestConfig
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.broken import SourceError


@dataclass(frozen=True, slots=True)
class Bounds:
    """What unpacking may give.

    Attributes
    ----------
    expansion : int
        Times the packed size.
    always : int
        Bytes that are given however small the packed file is: as many as one article may have.
    """

    expansion: int
    always: int

    @classmethod
    def of(cls, config: IngestConfig) -> Bounds:
        """The bounds of the configuration."""
        return cls(config.max_expansion, config.max_megabytes * 1_000_000)

    @property
    def kept(self) -> int:
        """Bytes that are kept on disk, at most, where a reader must go back and forth in what cannot be."""
        return self.always * self.expansion

    def check(self, packed: int, unpacked: int) -> None:
        """Stop where `packed` bytes have grown to more than is allowed.

        Raises
        ------
        SourceError
            If they have.
        """
        if unpacked > max(self.always, packed * self.expansion):
            raise SourceError(
                Reason.TOO_LARGE,
                f"grows to more than {self.expansion} times its size when unpacked, and was not unpacked further; "
                "if that is right, set ingest.max_expansion higher",
            )
