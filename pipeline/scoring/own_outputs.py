"""Which files of a folder are tables of scores, or lie beside them, and so are no articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.ingest.sources.source import Source
from pipeline.scoring.claim import RUN
from pipeline.scoring.destination import SUMMARY, Destination
from pipeline.scoring.manifest import JOURNAL, read_summary
from pipeline.scoring.places import is_address


class Own:
    """What this run writes, and what others have written that lies among the inputs: none of it is an article.

    Parameters
    ----------
    places : sequence of str
        Paths and addresses that this run writes to.
    found : sequence of Source
        Everything in the folders that are to be scored; a manifest among it names a table of scores, with its parts.
    """

    def __init__(self, places: Sequence[str], found: Sequence[Source]) -> None:
        others = [place for source in found for place in _written_beside(source.place)]
        self._places = frozenset(map(_resolved, [*places, *others]))

    def holds(self, source: Source) -> bool:
        """Whether a source is one of these, or lies in a folder that is."""
        place = _resolved(source.place)
        while place not in self._places:
            above = place.rpartition("/")[0]
            if above in ("", place):
                return False
            place = above
        return True


def _written_beside(place: str) -> Sequence[str]:
    """What a manifest belongs to: the table that it tells of with all that lies beside it, or the folder of parts it lies in."""
    for name in (JOURNAL, RUN):
        if place.endswith(f".parts/{name}"):
            return Destination(place.removesuffix(f".parts/{name}")).outputs
    table = place.removesuffix(SUMMARY)
    return Destination(table).outputs if table != place and read_summary(place) is not None else ()


def _resolved(place: str) -> str:
    return place if is_address(place) else Path(place).resolve().as_posix()
