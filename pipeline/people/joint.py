"""Joint speakers: "the presidents of Mali and Togo", "Norwegian minister Ine Solberg and her Danish counterpart"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pipeline.countries.gazetteer import CountryMention
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.spans import Span
from pipeline.people.actors import LEADER, PERSON, Actor, Actors
from pipeline.people.phrase_country import speaks
from pipeline.people.speaker import Speaker
from pipeline.reading import Reading

_WORD = re.compile(r"[\w-]+|[^\w\s]")
_COMMA = ","
_PEOPLE = frozenset({PERSON, LEADER})


class _Links:
    """What may stand between two joint speakers, by the words of a language."""

    def __init__(self, language: Language) -> None:
        words, roles, grammar = language.people, language.roles, language.grammar
        self.joining = words.coordinated
        # "Germany, along with France, said".
        self.accompanied = re.compile(rf"\s*,?\s+(?:{any_of(words.accompanied)})\s+[^,;:.“”\"\n]{{2,60}}(?=,)")
        self.possessive = re.compile(rf"^(?:{any_of(grammar.possessive_endings)}|’|')")
        self.within = (
            roles.titles | language.cues.speaker_nouns | words.of | words.articles | words.own | grammar.possessives
        )
        self._pronouns = language.people.gender_of_pronoun

    def is_pronoun(self, text: str, actor: Actor) -> bool:
        """Whether an actor is named by a pronoun: "Lane and his Danish counterpart"."""
        return text[actor.start : actor.end].lower() in self._pronouns

    def join(self, text: str, one: Actor, other: Actor) -> bool | None:
        """Whether a conjunction joins two actors; ``None`` where a comma alone does, as in a list."""
        if self.accompanied.match(text, one.end):
            return True
        between = [word.lower() for word in _WORD.findall(self.possessive.sub("", text[one.end : other.start]))]
        alike = (one.sort in _PEOPLE) == (other.sort in _PEOPLE)
        if between == [_COMMA] and alike:
            return None
        joined = [word for word in between if word in self.joining]
        return len(joined) == 1 and all(word in self.within or word in (*joined, _COMMA) for word in between)


@cache
def _links(language: Language) -> _Links:
    return _Links(language)


def with_joint_speakers(reading: Reading, source: Span | None, speaker: Speaker) -> list[Speaker]:
    """A speaker, and one for each further country whose people its phrase joins to it by "and".

    Parameters
    ----------
    source : Span or None
        The phrase by which the article names the speaker.

    Returns
    -------
    list of Speaker
        `speaker` alone where it has no country or the phrase names no other beside it.
    """
    if source is None or speaker.country is None:
        return [speaker]
    if beside := _links(reading.language).accompanied.match(reading.text, source.end):
        source = Span(source.start, beside.end())
    for chain in _chains(reading, source):
        countries = dict.fromkeys(actor.country for actor in chain)
        if speaker.country in countries:
            others = (next(a for a in chain if a.country == code) for code in countries if code != speaker.country)
            return [speaker, *(_joint(reading, speaker, actor) for actor in others)]
    return [speaker]


def _joint(reading: Reading, speaker: Speaker, actor: Actor) -> Speaker:
    known = actor.sort in _PEOPLE
    name = reading.text[actor.start : actor.end] if known else speaker.name
    return Speaker(name, None, actor.country, "known" if known else "name")


def _chains(reading: Reading, source: Span) -> Iterator[list[Actor]]:
    """The actors of a phrase in rows joined by commas and a conjunction; a row stands and falls with who is named first."""
    links = _links(reading.language)
    actors = [actor for actor in reading.once(Actors).within(*source) if not links.is_pronoun(reading.text, actor)]
    row, joined = actors[:1], False
    for one, other in pairwise(actors):
        link = links.join(reading.text, one, other)
        # "Danish minister Karim Moud": both are one speaker, whatever stands between.
        described = one.country == other.country and other.sort in _PEOPLE
        if link is False and not described:
            yield from _speaking(reading, source, row, joined)
            row, joined = [], False
        joined = joined or link is True
        row = [*row, other]
    yield from _speaking(reading, source, row, joined)


def _speaking(reading: Reading, source: Span, row: list[Actor], joined: bool) -> Iterator[list[Actor]]:
    if joined and speaks(reading, source, CountryMention(row[0].start, row[0].end, row[0].country, row[0].sort)):
        # "Turkish and Russian-backed rebels".
        yield [row[0], *(actor for actor in row[1:] if reading.text[actor.end : actor.end + 1] != "-")]
