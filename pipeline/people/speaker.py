"""A speaker, and what of the speakers before is in a reader's mind."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.people.origin import Country


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who holds a statement. `country_source` is how the country was found, or ``None`` where it is unknown.

    ``name``: the phrase names the country or its people; ``metonym``: it names a seat or an office ("the Kremlin");
    ``body``: an organisation with a code of its own; ``reference``: "the country"; ``title`` and ``apposition``: what
    stands before and after the person's name; ``city``: the city of an office, a university or a home; ``context``: an official speaks right after the institution or country that
    has the country; ``dateline`` and ``outlet``: where the article comes from, last resorts for officials of whom nothing
    else is said.
    """

    name: str | None
    role: str | None = None
    country: str | None = None
    country_source: str | None = None


NOBODY = Speaker(None)


@dataclass(slots=True)
class Memory:
    """The speakers of an article so far.

    Attributes
    ----------
    origin : tuple of (str or None, str or None)
        Code of the country that the article comes from, and how that is known: ``dateline`` or ``outlet``.
    last, last_person : Speaker or None
        Who spoke last, and which person did; `last_person_at` is where.
    institutions : dict of str to Speaker
        What "the ministry" means: the last of its noun whose country was said.
    institution : Speaker or None
        The last of these, up to `institution_at`; an official right after it is its own.
    labels : dict of str to Speaker
        Whom the full name in a transcript's label means, with the country that it told: "ANN LEE, KENYAN MINISTER: …".
    inferred : dict of str to (str or None, str or None)
        Countries of people of whom nothing says one: they keep the one that was inferred first.
    """

    origin: Country
    last: Speaker | None = None
    last_person: Speaker | None = None
    last_person_at: int = 0
    institutions: dict[str, Speaker] = field(default_factory=dict)
    institution: Speaker | None = None
    institution_at: int = 0
    labels: dict[str, Speaker] = field(default_factory=dict)
    inferred: dict[str, Country] = field(default_factory=dict)
