"""The country that a speaker's phrase names, and how: "Iranian officials", "the Kremlin"; not "critics of Poland"."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from pipeline.countries.gazetteer import CountryMention, mentions_within
from pipeline.countries.references import REFERENCE
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.spans import Span
from pipeline.people.home import country_of
from pipeline.people.institutions import institutions_within
from pipeline.people.origin import Country
from pipeline.people.people import People
from pipeline.people.surroundings import patterns
from pipeline.reading import Reading

_HOW = {"seat": "metonym", "organisation": "body", REFERENCE: "reference"}

# How far behind a phrase a place may end.
_BEHIND = 40


class _Patterns:
    def __init__(self, language: Language) -> None:
        words = language.people
        end = rf"\s+(?:(?:{any_of(words.articles)})\s+)?$"
        # "Iranian-backed militias" are not Iranian.
        self.hyphenated = re.compile(rf"-(?:{any_of(words.hyphenated)})")
        # "Critics of Poland" are not Poland.
        self.of_others = re.compile(rf"\b(?:{any_of(words.of_others)})\s+(?:{any_of(words.of)}){end}", re.IGNORECASE)
        # "Ukraine's allies", "U.S. allies", "China's closest neighbours" are others too; "Peru and its allies" are not.
        endings, joining = any_of(language.grammar.possessive_endings), any_of(language.grammar.closed_classes)
        self.beside = re.compile(
            rf"(?:{endings})?\s+(?:(?!(?:{joining})\s)[\w-]+\s+){{0,2}}?(?:{any_of(words.beside)})\b", re.IGNORECASE
        )
        # "The junta in Libreville" governs there; other people in a place need not be of it.
        governing = (
            rf"(?:{any_of(words.governing_in)})\s+(?:{any_of(words.in_place)})",
            rf"(?:{any_of(words.governing_at)})\s+(?:{any_of(words.at)})",
        )
        self.governs = re.compile(rf"\b(?:{'|'.join(governing)}){end}", re.IGNORECASE)
        self.placed = re.compile(rf"\s+(?:{any_of(words.in_place)}){end}")
        self.toward = re.compile(rf"\b(?:{any_of(words.toward)}){end}", re.IGNORECASE)
        joining = rf"(?:{any_of(words.coordinated)})\s+"
        article = rf"(?:(?:{any_of(words.articles)})\s+)?"
        self.joined = re.compile(rf"(?:\s*,)?\s+{joining}{article}")
        self.listed = re.compile(rf"\s*,\s+{article}")
        offices = any_of(language.roles.titles | language.cues.speaker_nouns)
        self.office = re.compile(rf"\s+(?:{offices})\b", re.IGNORECASE)


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


def country_in(reading: Reading, source: Span, origin: Country = (None, None)) -> Country:
    """Code of the first country that speaks by the phrase `source`, and how the phrase names it.

    How is ``name``, ``metonym``, ``body`` or ``reference``; both are ``None`` where the phrase names none. An institution
    that several countries have is that of the article's home or `origin`.
    """
    mentions = mentions_within(reading.countries, source.start, source.end)
    for place, mention in enumerate(mentions):
        # "Critics of Mali and Togo": who is joined to one that does not speak does not either.
        if speaks(reading, source, mention) and not _is_joined(reading, mentions, place):
            return mention.country, _HOW.get(mention.sort, "name")
    if not mentions and (behind := _governed_behind(reading, source)):
        return behind.country, _HOW.get(behind.sort, "name")
    for _, _, person in reading.once(People).all_within(source.start, source.end):
        if person.country is not None:
            # "The Obama administration", "Trump's opponents": at home where that person is.
            return person.country, person.country_source
    institutions = institutions_within(reading, source.start, source.end)
    return country_of(institutions[0], reading, origin) if institutions else (None, None)


def _governed_behind(reading: Reading, source: Span) -> CountryMention | None:
    """The place right behind a phrase of those who govern there, which a source may lack: "a military spokesman" in Lima."""
    here = _patterns(reading.language)
    behind = mentions_within(reading.countries, source.end, source.end + _BEHIND)[:1]
    if not behind or here.placed.fullmatch(reading.text, source.end, behind[0].start) is None:
        return None
    return behind[0] if here.governs.search(reading.text, source.start, behind[0].start) else None


def _is_joined(reading: Reading, mentions: list[CountryMention], place: int) -> bool:
    """Whether a country stands in one list with that before it; not in "the envoy to Mali and Togolese minister"."""
    text, here = reading.text, _patterns(reading.language)
    if place == 0:
        return False
    before, mention = mentions[place - 1], mentions[place]
    if mention.sort == "adjective" and before.sort != "adjective" and here.office.match(text, mention.end):
        return False
    for one, other in pairwise(mentions[place - 1 :]):
        if here.joined.fullmatch(text, one.end, other.start):
            return True
        if not here.listed.fullmatch(text, one.end, other.start):
            return False
    # "An expert on Mali, the Togolese": no "and" closes a list.
    return False


def speaks(reading: Reading, source: Span, mention: CountryMention) -> bool:
    """Whether who is named in the phrase `source` speaks by it: not in "critics of Poland", "the envoy to Poland"."""
    text, here, around = reading.text, _patterns(reading.language), patterns(reading.language)
    start = mention.start
    toward = here.toward.search(text, max(source.start, start - 12), start)
    return (
        not here.hyphenated.match(text, mention.end)
        and around.belongs(text, mention)
        and not _is_studied(reading, mention)
        and not _stand_others_beside(reading, source, mention)
        and not here.of_others.search(text, max(source.start, start - 30), start)
        and not (toward and not here.governs.search(text, max(source.start, start - 40), start))
    )


def _stand_others_beside(reading: Reading, source: Span, mention: CountryMention) -> bool:
    """Whether the phrase means others by their relation to the country: "Ukraine's allies".

    Not by an adjective, "Iranian critics" are of Iran; nor are the allies of an alliance others than its members.
    """
    if mention.sort in ("adjective", "organisation"):
        return False
    return _patterns(reading.language).beside.match(reading.text, mention.end, source.end) is not None


def _is_studied(reading: Reading, mention: CountryMention) -> bool:
    """Whether somebody works on the country: "a China analyst", "a China and Russia analyst"."""
    text, here = reading.text, _patterns(reading.language)
    around = patterns(reading.language)
    while mention.sort == "name":
        if around.studied.match(text, mention.end):
            return True
        joined = here.joined.match(text, mention.end) or here.listed.match(text, mention.end)
        following = mentions_within(reading.countries, joined.end(), len(text))[:1] if joined else []
        if not (joined and following and following[0].start == joined.end()):
            return False
        mention = following[0]
    return False
