"""One text found several times: one article with all its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.records import Article


def merged_metadata(first: Article, copy: Article) -> Article:
    """What is known of a text from its first place and from a later one: what the first lacks, the later gives."""
    return replace(
        first,
        sources=[*first.sources, *(source for source in copy.sources if source not in first.sources)],
        url=first.url or copy.url,
        outlet=first.outlet or copy.outlet,
        published=first.published or copy.published,
        published_source=first.published_source or copy.published_source,
        authors=first.authors or copy.authors,
        retrieved=first.retrieved or copy.retrieved,
        own_columns=first.own_columns or copy.own_columns,
    )


def merge_exact_duplicates(articles: Iterable[Article]) -> Iterator[Article]:
    """One article for each distinct text, with the sources of all its copies.

    Metadata that the first copy lacks is taken from the next copy that has it. Articles keep the order in which
    their text first occurred.
    """
    merged: dict[str, Article] = {}
    for article in articles:
        first = merged.get(article.article_id)
        merged[article.article_id] = article if first is None else merged_metadata(first, article)
    yield from merged.values()
