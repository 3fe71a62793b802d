"""One text found several times: one article with all its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.records import Article

_GUESSES = ("guess", "unsure")


class Copies:
    """What is known of a text from all its places: what the first lacks or guesses, a later one gives.

    Parameters
    ----------
    first : Article
        Where the text was first found.
    """

    def __init__(self, first: Article) -> None:
        self._known = first
        self._sources = dict.fromkeys(first.sources)

    def add(self, copy: Article) -> None:
        """Take in what a later place says."""
        # The sources are kept apart: a notice that stands on many pages would have its list copied for each of them.
        self._sources.update(dict.fromkeys(copy.sources))
        self._known = _completed(self._known, copy)

    def article(self) -> Article:
        """The article with all sources."""
        return replace(self._known, sources=list(self._sources))


def _completed(first: Article, copy: Article) -> Article:
    dated = (
        copy if _tells_more(first.published, first.published_source, copy.published, copy.published_source) else first
    )
    spoken = copy if _tells_more(first.language, first.language_source, copy.language, copy.language_source) else first
    return replace(
        first,
        url=first.url or copy.url,
        outlet=first.outlet or copy.outlet,
        published=dated.published,
        published_source=dated.published_source,
        language=spoken.language,
        language_source=spoken.language_source,
        authors=first.authors or copy.authors,
        retrieved=first.retrieved or copy.retrieved,
        own_columns=first.own_columns or copy.own_columns,
    )


def _tells_more(first: str | None, first_source: str | None, copy: str | None, copy_source: str | None) -> bool:
    """Whether a copy has a value, and the first has none or only guesses it."""
    return copy is not None and (first is None or (first_source in _GUESSES and copy_source not in _GUESSES))


def merge_exact_duplicates(articles: Iterable[Article]) -> Iterator[Article]:
    """One article for each distinct text, with the sources of all its copies.

    Metadata that the first copy lacks or guesses is taken from the next copy that has it. Articles keep the order in which
    their text first occurred.
    """
    merged: dict[str, Copies] = {}
    for article in articles:
        if article.article_id in merged:
            merged[article.article_id].add(article)
        else:
            merged[article.article_id] = Copies(article)
    for copies in merged.values():
        yield copies.article()
