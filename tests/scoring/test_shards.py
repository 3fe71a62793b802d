"""How the input is dealt out to workers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.sources.source import Piece, Source
from pipeline.scoring.shards import MOST_ARTICLES, Kind, Portion, Shard, dealt


def portions(articles: list[int]) -> list[Portion]:
    source = Source("a.csv", "a.csv")
    return [Portion(str(n), Kind.ARTICLES, Piece(source, n, n + 1), many) for n, many in enumerate(articles)]


def busy(shards: list[Shard], workers: int) -> list[int]:
    """How many articles each worker has judged, where one takes a shard as soon as it is free."""
    done = [0] * workers
    for shard in shards:
        done[done.index(min(done))] += shard.articles
    return done


@given(st.lists(st.integers(0, 300), max_size=80), st.integers(1, 5))
def test_every_portion_is_dealt_once_and_in_order(articles: list[int], workers: int) -> None:
    given_out = portions(articles)
    shards = list(dealt(given_out, workers))
    assert [portion for shard in shards for portion in shard.portions] == given_out
    assert all(shard.portions for shard in shards)


@given(st.integers(64, 20_000), st.integers(2, 8))
def test_all_workers_end_within_the_smallest_shard_of_each_other(articles: int, workers: int) -> None:
    shards = list(dealt(portions([1] * articles), workers))
    done = busy(shards, workers)
    assert max(done) - min(done) <= 8
    assert max(shard.articles for shard in shards) <= MOST_ARTICLES


def test_much_is_dealt_in_large_shards() -> None:
    shards = list(dealt(portions([50] * 2000), 2))
    assert len(shards) < 150
