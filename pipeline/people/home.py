"""Where the people of an article are at home: a last resort for speakers of whose country nothing is said."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline.people.institutions import Institution, institutions_within
from pipeline.people.known import KNOWN
from pipeline.people.origin import Country, written_in
from pipeline.people.people import People
from pipeline.reading import Reading

HOME = "article"
# So many different people and institutions speak for it, with so many namings, and so large a share of all.
_FEWEST, _NAMINGS, _SHARE = 2, 3, 0.6


def home_country(reading: Reading) -> str | None:
    """The country at which an article's people are at home, where most of what it tells of that speaks for one.

    What speaks for a country: each naming of a person of it, of a party, a parliament or a region of it. A dateline
    does not: who may be from anywhere is not of where an article was written. An institution that several countries have
    speaks for one only where something else does, and nothing for another of them.
    """
    named = [
        (person.name, person.country, len(person.mentions))
        for person in reading.once(People).people
        if person.country is not None
    ]
    institutions = institutions_within(reading, 0, len(reading.text))
    named += [(each.form, each.country, 1) for each in institutions if not each.shared]
    told = {country for _, country, _ in named}
    others = told | ({place} if (place := reading.once(written_in)) else set())
    named += [
        (each.form, each.country, 1)
        for each in institutions
        if each.shared and each.country in told and not any(map(each.may_be_of, others - {each.country}))
    ]
    counted, different = Counter[str](), defaultdict[str, set[str]](set)
    for name, country, times in named:
        counted[country] += times
        different[country].add(name)
    if not counted:
        return None
    country, times = counted.most_common(1)[0]
    enough = len(different[country]) >= _FEWEST and times >= max(_NAMINGS, _SHARE * counted.total())
    return country if enough else None


def country_of(institution: Institution, reading: Reading, origin: Country = (None, None)) -> Country:
    """The country of an institution and how it is known: of a shared name the article's home or `origin`, if that has one."""
    if institution.shared:
        for country, how in ((reading.once(home_country), HOME), origin):
            if country is not None and institution.may_be_of(country):
                return country, KNOWN if country == institution.country else how
    return institution.country, KNOWN
