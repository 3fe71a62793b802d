"""People whose country every reader of the day knows: office holders with the dates of their offices."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.languages.lexicon import read_rows

KNOWN = "known"
# Letters whose marks Unicode does not part from them.
_STRUCK = str.maketrans("łŁđĐøØı", "lLdDoOi")
_APART = re.compile(r"[-\s]+")


def unaccented(name: str) -> str:
    """A name without the marks of its letters: "Thang" for "Thắng", "Lukasz" for "Łukasz"."""
    if name.isascii():
        return name
    plain = unicodedata.normalize("NFD", name.translate(_STRUCK))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def normalised(name: str) -> str:
    """A name as it is looked up: without capitals, accents, hyphens and middle initials.

    Examples
    --------
    >>> normalised("Donald J. Trump"), normalised("Aleksandar Vučić")
    ('donald trump', 'aleksandar vucic')
    """
    first, *rest = _APART.sub(" ", unaccented(name).casefold().replace("’", "'")).split()[:8] or [""]
    return " ".join([first, *(word for word in rest if len(word.strip(".")) > 1)])


@dataclass(frozen=True, slots=True)
class Office:
    """A person's office: of which country, since and until when (ISO 8601, empty where open), and whether it leads it."""

    name: str
    country: str
    since: str
    until: str
    leads: bool

    def held_on(self, day: str | None) -> bool:
        """Whether it was held on a day; on any day where none is known."""
        return day is None or (self.since <= day and (not self.until or day <= self.until))


class KnownPeople:
    """Looks up names of people.

    Parameters
    ----------
    rows : iterable of mapping
        Each with ``name``, ``country``, ``since``, ``until`` (ISO 8601 or empty), ``leader`` (not empty for heads of
        state and of government) and ``short``, the part of the name by which alone everybody knows the person, or empty.
    """

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._offices: dict[str, list[Office]] = {}
        self._short: dict[str, str] = {}
        for row in rows:
            office = Office(row["name"], row["country"], row["since"], row["until"], bool(row["leader"]))
            self._offices.setdefault(normalised(row["name"]), []).append(office)
            if row["short"]:
                self._short.setdefault(normalised(row["short"]), row["name"])

    def full_name(self, short: str) -> str | None:
        """The name of whom everybody knows by `short`, ``None`` where nobody is."""
        return self._short.get(normalised(short))

    def country(self, name: str, day: str | None = None) -> str | None:
        """The country of a person: of the office held on that day, else of the last one before, else of the next.

        ``None`` for who is not known, or where nothing tells which of several countries is meant.
        """
        offices = self._offices.get(normalised(name), [])
        countries = {office.country for office in offices}
        if len(countries) > 1 and day is not None:
            held = {office.country for office in offices if office.held_on(day)}
            past = sorted((office for office in offices if office.since <= day), key=lambda office: office.since)
            countries = held or ({past[-1].country} if past else countries)
        return next(iter(countries)) if len(countries) == 1 else None

    def leads(self, name: str, day: str | None = None) -> str | None:
        """The country that a person led on that day, ``None`` where it is none."""
        offices = self._offices.get(normalised(name), [])
        return next((office.country for office in offices if office.leads and office.held_on(day)), None)


@cache
def known_people() -> KnownPeople:
    """The people of ``known.csv``; read once."""
    return KnownPeople(read_rows(files("pipeline.people").joinpath("known.csv")))
