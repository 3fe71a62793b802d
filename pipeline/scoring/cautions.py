"""What ends a process while a shard is judged, and is therefore left out; and how far one is, for whoever looks for more of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.printable import printable
from pipeline.records import Reject

CRASHED = "crashed"

DECODING, READING, PARSING, JUDGING = "decoding", "reading", "parsing", "judging"
# A portion that is read in one go, not in pieces.
WHOLE = -1


class Step(NamedTuple):
    """What is about to be done: reading as far as a row, reading a record, looking for the article in it, or judging that.

    Attributes
    ----------
    portion : int
        Its place in the shard.
    piece : int
        Place of a piece in the portion, where that is read piece by piece.
    place : int
        Of the record, in the portion or piece.
    what : str
    """

    portion: int
    piece: int
    place: int
    what: str


Watch = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Cautions:
    """What to leave out of a shard, and whom to tell how far one is.

    Attributes
    ----------
    left_out : frozenset of Step
    watch : callable, optional
        Called before each step.
    """

    left_out: frozenset[Step] = frozenset()
    watch: Watch | None = None

    def begins(self, portion: int, place: int, what: str, piece: int = WHOLE) -> bool:
        """Whether a step is taken; who watches is told."""
        step = Step(portion, piece, place, what)
        if step in self.left_out:
            return False
        if self.watch:
            self.watch(step)
        return True


def told(error: Exception) -> str:
    """An error in a few words."""
    return printable(f"{type(error).__name__}: {error}")[:200]


def crash(source: str, what: str, location: str | None = None) -> Reject:
    """The reject of one article at which something went wrong that should not."""
    return Reject(source, location, f"{what}; it was left out and the others judged. Please report it", code=CRASHED)
