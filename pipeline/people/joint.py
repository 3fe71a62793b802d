"""Joint speakers: "the presidents of Mali and Togo", "Norwegian minister Ine Solberg and her Danish counterpart"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, takewhile

from pipeline.countries.gazetteer import CountryMention
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.spans import Span
from pipeline.people.actors import LEADER, PERSON, Actor, Actors
from pipeline.people.people import People
from pipeline.people.phrase_country import speaks
from pipeline.people.speaker import Speaker
from pipeline.reading import Reading

_WORD = re.compile(r"[\w-]+|[^\w\s]")
_COMMA = ","
_LEAD = 120
_PEOPLE = frozenset({PERSON, LEADER})


class _Links:
    """What may stand between two joint speakers, by the words of a language."""

    def __init__(self, language: Language) -> None:
        words, roles, grammar = language.people, language.roles, language.grammar
        self.joining = words.coordinated
        # "Germany, along with France, said".
        self.accompanied = re.compile(rf"\s*,?\s+(?:{any_of(words.accompanied)})\s+(?P<who>[^,;:.“”\"\n]{{2,60}})(?=,)")
        self._leading = re.compile(
            rf"(?:^|[.!?—–-]\s+|\n)(?:{any_of(words.accompanied)})\s+(?P<who>[^;:.“”\"\n]{{2,80}}),\s+$", re.IGNORECASE
        )
        self.possessive = re.compile(rf"^(?:{any_of(grammar.possessive_endings)}|’|')")
        self.within = (
            roles.titles
            | language.cues.speaker_nouns
            | grammar.agent
            | words.of
            | words.articles
            | words.own
            | grammar.possessives
            | words.beside
        )
        self._offices = roles.titles | language.cues.speaker_nouns
        self._pronouns = language.people.gender_of_pronoun.keys() | words.own

    def leading(self, text: str, source: int) -> Span | None:
        """Who stands as a companion right before a source, with which the sentence begins."""
        found = self._leading.search(text, max(0, source - _LEAD), source)
        return Span(*found.span("who")) if found else None

    def is_pronoun(self, text: str, actor: Actor) -> bool:
        """Whether an actor is named by a pronoun: "Lane and his Danish counterpart", "Togo and its neighbour"."""
        return text[actor.start : actor.end].lower() in self._pronouns

    def join(self, text: str, one: Actor, other: Actor) -> bool | None:
        """Whether a conjunction joins two actors; ``None`` where a comma alone does, as in a list."""
        if beside := self.accompanied.match(text, one.end):
            return all(word in self.within for word in self._words(text, beside.start("who"), other.start))
        between = self._words(text, one.end, other.start)
        alike = (one.sort in _PEOPLE) == (other.sort in _PEOPLE)
        if between == [_COMMA] and alike:
            return None
        joined = [word for word in between if word in self.joining]
        return len(joined) == 1 and all(word in self.within or word in (*joined, _COMMA) for word in between)

    def is_companion(self, text: str, actor: Actor, end: int) -> bool:
        """Whether an actor that an insertion ending at `end` names last is somebody: not "along with Russian sanctions"."""
        behind = list(takewhile(lambda word: word not in self.joining, self._words(text, actor.end, end)))
        return behind[0] in self._offices if behind else actor.sort != "adjective"

    def is_joining(self, text: str, start: int, end: int) -> bool:
        """Whether a conjunction stands between two offsets."""
        return not self.joining.isdisjoint(self._words(text, start, end))

    def _words(self, text: str, start: int, end: int) -> list[str]:
        return [word.lower() for word in _WORD.findall(self.possessive.sub("", text[start:end]))]


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
    links = _links(reading.language)
    if (before := links.leading(reading.text, source.start)) and (ahead := _ahead(reading, before)):
        # "Together with Ghana and Togo, Benin urged".
        companions = {actor.country: actor for actor in reversed(ahead) if actor.country != speaker.country}
        return [speaker, *(_joint(reading, speaker, actor) for actor in reversed(companions.values()))]
    beside = links.accompanied.match(reading.text, source.end)
    company = Span(*beside.span("who")) if beside else None
    if company:
        source = Span(source.start, company.end)
    for chain in _chains(reading, source, company):
        if _is_one_person(reading, source, chain, speaker):
            return [speaker]
        countries = dict.fromkeys(actor.country for actor in chain)
        if speaker.country in countries:
            others = (next(a for a in chain if a.country == code) for code in countries if code != speaker.country)
            return [speaker, *(_joint(reading, speaker, actor) for actor in others)]
    return [speaker]


def _ahead(reading: Reading, company: Span) -> list[Actor]:
    """The actors of an insertion before a source, if it names nothing but them."""
    links = _links(reading.language)
    actors = [actor for actor in reading.once(Actors).within(*company) if not links.is_pronoun(reading.text, actor)]
    joined = all(links.join(reading.text, one, other) is not False for one, other in pairwise(actors))
    companion = bool(actors) and links.is_companion(reading.text, actors[-1], company.end)
    return actors if joined and companion and all(_speaks(reading, company, actor) for actor in actors) else []


def _is_one_person(reading: Reading, source: Span, chain: list[Actor], speaker: Speaker) -> bool:
    """Whether the countries only describe who is named behind them: "British and Iranian citizen Nazanin Zarin"."""
    countries = [actor for actor in chain if actor.sort not in _PEOPLE]
    if not countries:
        return False
    behind = reading.once(People).all_within(countries[-1].end, source.end)
    return (
        len(behind) == 1
        and behind[0][2].name == speaker.name
        and not _links(reading.language).is_joining(reading.text, countries[-1].end, behind[0][0])
    )


def _joint(reading: Reading, speaker: Speaker, actor: Actor) -> Speaker:
    known = actor.sort in _PEOPLE
    name = reading.text[actor.start : actor.end] if known else speaker.name
    return Speaker(name, None, actor.country, "known" if known else "name")


def _chains(reading: Reading, source: Span, company: Span | None) -> Iterator[list[Actor]]:
    """The actors of a phrase in rows joined by commas and a conjunction; a row stands and falls with who is named first."""
    links = _links(reading.language)
    actors = [actor for actor in reading.once(Actors).within(*source) if not links.is_pronoun(reading.text, actor)]
    row, joined = actors[:1], False
    for one, other in pairwise(actors):
        # "Both governments": one phrase means two.
        link = one.start == other.start or links.join(reading.text, one, other)
        # "Danish minister Karim Moud": both are one speaker, whatever stands between.
        described = one.country == other.country and other.sort in _PEOPLE
        if link is False and not described:
            yield from _speaking(reading, source, company, row, joined)
            row, joined = [], False
        joined = joined or link is True
        row = [*row, other]
    yield from _speaking(reading, source, company, row, joined)


def _speaking(
    reading: Reading, source: Span, company: Span | None, row: list[Actor], joined: bool
) -> Iterator[list[Actor]]:
    if not joined or not _speaks(reading, source, row[0]):
        return
    speaking = row[:1]
    for actor, following in pairwise([*row[1:], None]):
        if actor is None or reading.text[actor.end : actor.end + 1] == "-":
            # "Turkish and Russian-backed rebels".
            continue
        if company is None or actor.start < company.start:
            heard = _speaks(reading, source, actor)
        else:
            end = following.start if following else company.end
            described = following is not None and following.sort in _PEOPLE
            heard = described or _links(reading.language).is_companion(reading.text, actor, end)
            heard = heard and _speaks(reading, company, actor)
        if heard:
            speaking.append(actor)
    yield speaking


def _speaks(reading: Reading, source: Span, actor: Actor) -> bool:
    """Whether an actor speaks by itself: not in "US officials and Iran experts"."""
    return speaks(reading, source, CountryMention(actor.start, actor.end, actor.country, actor.sort))
