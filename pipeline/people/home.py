"""Where the people of an article are at home: a last resort for speakers of whose country nothing is said."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline.people.people import People
from pipeline.people.phrase_country import institutions_in
from pipeline.reading import Reading

HOME = "article"
# So many different people and institutions speak for it, with so many namings, and so large a share of all.
_FEWEST, _NAMINGS, _SHARE = 2, 3, 0.6


def home_country(reading: Reading) -> str | None:
    """The country at which an article's people are at home, where most of what it tells of that speaks for one.

    What speaks for a country: each naming of a person of it, of a party, a parliament or a region of it. A dateline
    does not: who may be from anywhere is not of where an article was written.
    """
    named = [
        (person.name, person.country, len(person.mentions))
        for person in reading.once(People).people
        if person.country is not None
    ]
    named += [(form, country, 1) for form, country in institutions_in(reading)]
    counted, different = Counter[str](), defaultdict[str, set[str]](set)
    for name, country, times in named:
        counted[country] += times
        different[country].add(name)
    if not counted:
        return None
    country, times = counted.most_common(1)[0]
    enough = len(different[country]) >= _FEWEST and times >= max(_NAMINGS, _SHARE * counted.total())
    return country if enough else None
