"""Everything that was read → one table: copies merged, near-copies in one group, versions of one address numbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from pipeline.ingest.duplicates import Published, SketchStore
from pipeline.ingest.duplicates.versions import versions
from pipeline.ingest.exact_copies import Copies
from pipeline.ingest.store import IngestStore
from pipeline.records import Article

_SKETCHES_AT_ONCE = 50_000


@dataclass(slots=True)
class Joined:
    """What all articles together say of one another.

    Attributes
    ----------
    copies : dict of str to Article
        Of each text that was found more than once: its metadata, taken from all copies, without the text.
    groups : dict of str to str
        Article id → group of near-copies; one that is alone has its own id.
    versions : dict of str to int or None
        Article id → which of several texts at one address it is.
    read, distinct : int
        How many articles were read, and how many different texts these have.
    ignored : list of str
        Of each file of sketches that could not be used, what to tell the user; its sketches were made anew.
    """

    copies: dict[str, Article] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int | None] = field(default_factory=dict)
    read: int = 0
    distinct: int = 0
    ignored: list[str] = field(default_factory=list)

    @property
    def near_copies(self) -> int:
        """How many articles are in a group that another article gives its name."""
        return sum(article_id != group for article_id, group in self.groups.items())

    @property
    def numbered(self) -> int:
        """How many articles are one of several versions."""
        return sum(version is not None for version in self.versions.values())

    def articles(self, store: IngestStore) -> Iterator[Article]:
        """The rows of the table: each text once, where it was first found."""
        seen: set[str] = set()
        for article in store.articles():
            identity = article.article_id
            if identity in seen:
                continue
            seen.add(identity)
            about = self.copies.get(identity, article)
            yield replace(
                about,
                text=article.text,
                duplicate_group=self.groups.get(identity, identity),
                version=self.versions.get(identity),
            )


def joined(store: IngestStore, threshold: float) -> Joined:
    """What the articles of the chosen pieces say of one another.

    Parameters
    ----------
    store : IngestStore
    threshold : float
        ``ingest.near_duplicates``.
    """
    times = Counter(store.article_ids())
    result = Joined(_copies(store, times), read=times.total(), distinct=len(times))
    if threshold < 1:
        sketched = SketchStore(store.folder / "sketches")
        result.ignored = sketched.ignored
        result.groups = _groups(store, sketched, list(times), threshold)
    dated = (
        Published(
            about.article_id,
            about.url,
            about.published or about.retrieved,
            result.groups.get(about.article_id, about.article_id),
        )
        for about in _first_metadata(store, result.copies)
    )
    result.versions = versions(dated)
    return result


def _copies(store: IngestStore, times: Counter[str]) -> dict[str, Article]:
    found: dict[str, Copies] = {}
    for article in store.metadata() if times.total() > len(times) else ():
        if article.article_id in found:
            found[article.article_id].add(article)
        elif times[article.article_id] > 1:
            found[article.article_id] = Copies(article)
    return {article_id: copies.article() for article_id, copies in found.items()}


def _first_metadata(store: IngestStore, copies: dict[str, Article]) -> Iterator[Article]:
    seen: set[str] = set()
    for article in store.metadata():
        if article.article_id not in seen:
            seen.add(article.article_id)
            yield copies.get(article.article_id, article)


def _groups(store: IngestStore, sketched: SketchStore, ids: list[str], threshold: float) -> dict[str, str]:
    missing = set(sketched.missing(ids))
    for batch in _batches(store, missing):
        sketched.add(list(batch), list(batch.values()))
    # Only those of this table, or what was read for another would change its groups.
    return sketched.groups(threshold, ids, among=ids)


def _batches(store: IngestStore, wanted: set[str]) -> Iterator[dict[str, np.ndarray]]:
    """The sketches of wanted articles, so many at a time that memory stays flat."""
    batch: dict[str, np.ndarray] = {}
    for article_id, sketch in store.sketches():
        if article_id in wanted:
            batch[article_id] = np.frombuffer(sketch, dtype="<u8").astype(np.uint64)
        if len(batch) == _SKETCHES_AT_ONCE:
            yield batch
            batch = {}
    if batch:
        yield batch
