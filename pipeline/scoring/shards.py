"""How the input is cut: portions, whose rows are kept and used again together, and shards, which one worker judges at a time.

What a portion's rows are depends on nothing but its key. Which portions are in one shard decides nothing of the result, so
portions that are done are left out, and the others are dealt out anew at each start.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.ingest.sources.source import Piece
from pipeline.records import content_id

# About a minute of the default method.
MOST_ARTICLES = 1000
# A shard is at most so small a part of what is left for a worker, so that all end at about the same time.
_PARTS_OF_THE_REST = 6
# The start of a shard should not be felt.
_FEWEST_ARTICLES = 8


class Kind(StrEnum):
    """What a portion is read from."""

    FILES = "files"
    ARTICLES = "articles"
    EXAMPLES = "examples"


@dataclass(frozen=True, slots=True)
class Portion:
    """The smallest part of the input that is scored as a whole.

    Attributes
    ----------
    key : str
        Digest of its content, its name and range, and of all that decides how it is judged.
    kind : Kind
    piece : Piece
        Of a table, a range of rows.
    articles : int
        About how many it has.
    near : frozenset of int
        Rows of a table, counted from the first of them, that are not judged but get the rows of a near-duplicate.
    """

    key: str
    kind: Kind
    piece: Piece
    articles: int
    near: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Shard:
    """What one worker judges at a time, into one part."""

    portions: tuple[Portion, ...]

    @property
    def key(self) -> str:
        """Digest of what is in it."""
        return content_id(*(portion.key for portion in self.portions))

    @property
    def articles(self) -> int:
        """About how many articles it has."""
        return sum(portion.articles for portion in self.portions)


def dealt(portions: Sequence[Portion], workers: int) -> Iterator[Shard]:
    """Portions in their order, dealt out into shards: large ones as long as there is enough for all workers, smaller ones toward the end.

    The sizes are those of guided self-scheduling (Polychronopoulos and Kuck 1987), a sixth of a worker's share of what is left.

    Parameters
    ----------
    portions : sequence of Portion
    workers : int
    """
    left = sum(portion.articles for portion in portions)
    together: list[Portion] = []
    articles = 0
    for portion in portions:
        together.append(portion)
        articles += portion.articles
        enough = min(MOST_ARTICLES, max(_FEWEST_ARTICLES, left // (workers * _PARTS_OF_THE_REST)))
        if articles >= enough:
            yield Shard(tuple(together))
            left -= articles
            together, articles = [], 0
    if together:
        yield Shard(tuple(together))
