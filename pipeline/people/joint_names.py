"""Two people named together behind two countries: "the presidents of Peru and Chile, Ana Soto and Luis Vera"."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.countries.gazetteer import mentions_within
from pipeline.people.person import Person
from pipeline.reading import Reading

_REACH = 90
_WORDS = re.compile(r"[\w’'-]+|[^\w\s]")


def name_joint_countries(reading: Reading, mentions: list[tuple[int, int, Person]]) -> None:
    """Give each of two joined names without a country that of the two countries before them in which its place is."""
    joining = reading.language.people.coordinated
    for (start, end, one), (other_start, _, other) in pairwise(mentions):
        if reading.text[end:other_start].strip() not in joining:
            continue
        named = mentions_within(reading.countries, max(0, start - _REACH), start)[-2:]
        if len(named) < 2 or reading.text[named[0].end : named[1].start].strip() not in joining:
            continue
        # "The Peruvian and Chilean ministers Ana Soto": a title there says only the second country.
        untold = {one.country, other.country} <= {None, named[1].country}
        if untold and (
            _are_offices(reading, named[1].end, start) or _have_offices(reading, named[0].start, named[1].end, start)
        ):
            for person, mention in zip((one, other), named, strict=True):
                person.country, person.country_source = mention.country, "apposition"


def _have_offices(reading: Reading, first: int, last: int, start: int) -> bool:
    """ "The presidents of Peru and Chile," before a name at `start`."""
    words = reading.language.people
    lead = _WORDS.findall(reading.text[max(0, first - _REACH) : first].lower())
    while lead and lead[-1] in words.articles:
        lead.pop()
    of = bool(lead) and lead[-1] in words.of
    return of and reading.text[last:start].strip() == "," and len(lead) > 1 and _is_plural_office(reading, lead[-2])


def _are_offices(reading: Reading, start: int, end: int) -> bool:
    """Whether nothing but offices, the last one in the plural, and a comma stand between two offsets: "foreign ministers,"."""
    words = [word for word in _WORDS.findall(reading.text[start:end].lower()) if word != ","]
    fields = all(reading.language.roles.is_title(word) for word in words[:-1])
    return bool(words) and fields and _is_plural_office(reading, words[-1])


def _is_plural_office(reading: Reading, word: str) -> bool:
    endings = reading.language.grammar.plural_endings
    return any(word.endswith(end) and reading.language.roles.is_title(word.removesuffix(end)) for end in endings)
