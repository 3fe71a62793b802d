"""Who in a text acts for a country: the countries and bodies that it names, and people whose country is known."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from pipeline.countries.mention import CountryMention
from pipeline.languages.lexicon import any_of
from pipeline.people.channels import names_a_channel
from pipeline.people.known import known_people
from pipeline.people.people import People
from pipeline.reading import Reading

PERSON = "person"
CHANNEL = "channel"
# How far back a pronoun looks.
_SENTENCES_BACK = 2
LEADER = "leader"


@dataclass(frozen=True, slots=True)
class Actor:
    """Characters ``start:end`` name an actor of `country`.

    `sort` is a `CountryMention`'s, or ``leader`` for who leads the country on the day, or ``person`` for anybody else of it, or
    ``channel`` where it only says whose medium somebody speaks to.
    """

    start: int
    end: int
    country: str
    sort: str


class Actors:
    """The actors of an article in order, without overlaps."""

    def __init__(self, reading: Reading) -> None:
        people = reading.once(People)
        known = known_people()
        leads = {person.name: known.leads(person.name, reading.day) for person in people.people}
        found = [Actor(m.start, m.end, m.country, _sort(reading, m)) for m in reading.countries]
        taken = [mention.start for mention in reading.countries]
        for start, end, person in people.all_within(0, len(reading.text)):
            near = bisect_left(taken, end) - 1
            free = near < 0 or reading.countries[near].end <= start
            if person.country and free:
                found.append(
                    Actor(start, end, person.country, LEADER if leads[person.name] == person.country else PERSON)
                )
        found += self._pronouns(reading, people, leads)
        self.all = sorted(found, key=lambda actor: (actor.start, actor.country))
        self._starts = [actor.start for actor in self.all]

    def _pronouns(self, reading: Reading, people: People, leads: dict[str, str | None]) -> list[Actor]:
        """ "He", "her": the person of that gender named last, in this sentence or the two before it."""
        genders = reading.language.people.gender_of_pronoun
        pattern = re.compile(rf"\b(?:{any_of(genders)})\b", re.IGNORECASE)
        found: list[Actor] = []
        for match in pattern.finditer(reading.text):
            sentence = bisect_right(reading.sentences, match.start()) - 1
            begin = reading.sentences[max(0, sentence - _SENTENCES_BACK)]
            gender = genders[match[0].lower()]
            person = people.before_of_gender(match.start(), gender)
            if (
                person is None
                or person.country is None
                or not any(begin <= s < match.start() for s, _ in person.mentions)
            ):
                continue
            found.append(
                Actor(*match.span(), person.country, LEADER if leads[person.name] == person.country else PERSON)
            )
        return found

    def within(self, start: int, end: int) -> list[Actor]:
        """Those between two offsets."""
        first = bisect_left(self._starts, start)
        return [actor for actor in self.all[first : bisect_left(self._starts, end, lo=first)] if actor.end <= end]


def _sort(reading: Reading, mention: CountryMention) -> str:
    is_adjective = mention.sort == "adjective"
    is_channel = names_a_channel(reading.text, mention.start, mention.end, reading.language, is_adjective)
    return CHANNEL if is_channel else mention.sort
