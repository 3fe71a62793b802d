"""What a field of a page may say, gathered from all the places where a page says something of itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Stated:
    """The values that a page states of its article, each list in order of trust, as written.

    Attributes
    ----------
    addresses : list of str
        What it says of its address beside what it calls canonical.
    base : str, optional
        What its relative addresses begin with.
    bodies : list of str
        The text of the article, with or without markup.
    words : int, optional
        How many words the article has by the page's own count.
    """

    titles: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    authors: list[list[str]] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    canonical: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    base: str | None = None
    bodies: list[str] = field(default_factory=list)
    words: int | None = None

    def then(self, other: Stated) -> Stated:
        """These values, and behind them those of `other`."""
        return Stated(
            self.titles + other.titles,
            self.published + other.published,
            self.authors + other.authors,
            self.outlets + other.outlets,
            self.languages + other.languages,
            self.canonical + other.canonical,
            self.addresses + other.addresses,
            self.base or other.base,
            self.bodies + other.bodies,
            self.words if self.words is not None else other.words,
        )
