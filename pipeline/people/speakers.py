"""Who a source phrase means: the fullest name, the role and the country of a statement's speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.countries.domains import country_of_domain
from pipeline.countries.gazetteer import CountryMention, gazetteer, mentions_within
from pipeline.countries.references import REFERENCE, subject_country
from pipeline.languages.cues import Cues, cues
from pipeline.layout.interviews import is_answer_label, is_question_label
from pipeline.layout.paragraphs import paragraphs
from pipeline.layout.spans import Span
from pipeline.people.descriptions import Person, is_role_word
from pipeline.people.interviewee import interviewee
from pipeline.people.people import People
from pipeline.people.source_country import Country, country_in

_OF_A_COUNTRY = frozenset({"its", "their"})
_DEFINITE = frozenset({"the", "that", "this", "those", "these"})
_RELATIVE = re.compile(r",\s+(?:who|whose|which)\b")
# "Hansen's office", "an aide to Hansen"; but "Norway's lawyer, Ola Hansen" is Hansen.
_OFFICE_BEHIND = re.compile(r"[’']s?\s+(?:office|party|government|spokes\w+|aides?|campaign|lawyers?|team|cabinet)\b")
_AIDE_BEFORE = re.compile(r"\b(?:spokes\w+|aides?|lawyers?) (?:for|of|to)\b")
_DETERMINER = re.compile(r"^(?:the|a|an)\s+(?=\w)", re.IGNORECASE)
# Sources that name the country itself.
_SAID = frozenset({"name", "metonym", "body", "reference"})
_EPITHET_LENGTH = 2
_CONTEXT_REACH = 400
_PREPOSITIONS = frozenset({"of", "for", "in", "at", "from", "with", "on", "to", "near"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker. `country_source` is how the country was found, or ``None`` where it is unknown.

    ``context``: an official speaks right after the institution or country that has the country; ``name``: the phrase names the country or its people; ``metonym``: it names a seat or an office ("the Kremlin");
    ``body``: an organisation with a code of its own; ``reference``: "the country"; ``title`` and ``apposition``: what
    stands before and after the person's name; ``dateline`` and ``outlet``: where the article comes from, last resorts
    for officials of whom nothing else is said.
    """

    name: str | None
    role: str | None = None
    country: str | None = None
    country_source: str | None = None


class SpeakerResolver:
    """Resolves source phrases in the order of the article; a pronoun means the speaker before it.

    Parameters
    ----------
    text : str
        The article.
    people : People
        Who is named in it.
    countries : list of CountryMention
        The countries named in it.
    origin : tuple of (str or None, str or None)
        Code of the country that the article comes from, and how that is known: ``dateline`` or ``outlet``.
    """

    def __init__(
        self, text: str, people: People, countries: list[CountryMention], lexicon: Cues, origin: Country
    ) -> None:
        self._text = text
        self._people = people
        self._answering = interviewee(text, people)
        self._countries = countries
        self._lexicon = lexicon
        self._origin = origin
        self._last: Speaker | None = None
        self._last_person: Speaker | None = None
        self._last_person_at = 0
        # What "the ministry" or "the official" means: the last of its sort whose country was said.
        self._institutions: dict[str, Speaker] = {}
        self._institution: Speaker | None = None
        self._institution_at = 0
        # Of people whose country nothing says: they keep the one that was inferred first.
        self._inferred: dict[str, Country] = {}

    @property
    def people(self) -> People:
        """Who is named in the article."""
        return self._people

    def resolve(self, source: Span | None, content: Span, remember: bool = True) -> Speaker:
        """The speaker behind the phrase `source` of a statement with the given `content`.

        With `remember`, a pronoun in a later statement may mean this speaker; whom a quotation quotes it may not.
        """
        speaker = self._resolve(source, content)
        if speaker.name is not None and remember:
            self._last = speaker
            if self._institution is not None and speaker.country not in (None, self._institution.country):
                self._institution = None
            if source is None or self._is_person(source):
                self._last_person = speaker
                self._last_person_at = source.start if source else content.start
        return speaker

    def previous(self) -> Speaker:
        """The speaker of the statement before, for a quotation that goes on without naming one."""
        return self._last or Speaker(None)

    def _phrase(self, source: Span) -> str:
        return self._text[source.start : source.end].strip(" ,;:–—“”\"'")

    def _is_pronoun(self, source: Span) -> bool:
        return self._phrase(source).lower() in self._lexicon.pronouns

    def _is_person(self, source: Span) -> bool:
        words = self._phrase(source).split()
        return (
            self._is_pronoun(source)
            or self._people.named_in(*source) is not None
            or (bool(words) and is_role_word(_head_of([word.lower() for word in words])))
        )

    def _resolve(self, source: Span | None, content: Span) -> Speaker:
        if source is None or is_question_label(self._text, source):
            return Speaker(None)
        if is_answer_label(self._text, source):
            return self._describe(self._answering, source) if self._answering else Speaker(None)
        phrase = self._phrase(source)
        pronoun = self._lexicon.pronouns.get(phrase.lower())
        if pronoun is not None:
            return self._resolve_pronoun(pronoun, source)
        named = self._people.named_in(*source)
        person = named[1] if named else None
        if person is None and phrase.isupper():
            # The label of a transcript.
            person = self._people.called(phrase)
        if person is not None and not (named and self._institution_of_person(source, named[0])):
            return self._describe(person, source)
        if person is not None:
            country, how = country_in(self._text, self._countries, source)
            known = self._describe(person, source)
            return Speaker(self._clean(phrase), None, country or known.country, how or known.country_source)
        words = phrase.lower().replace("’s", "").replace("'s", "").split()
        country, how = country_in(self._text, self._countries, source)
        head = _head_of(words)
        # Whose president "its president" is, a reference tells or nothing does.
        its = bool(words) and words[0] in _OF_A_COUNTRY
        if is_role_word(head) and not (its and country is None):
            bearer = self._people.before(source.start, head) or self._people.bearer(head, country)
            if bearer is not None and (country is None or bearer.country in (None, country)):
                return self._describe(bearer, source)
        if len(words) == _EPITHET_LENGTH and words[0] == "the" and head in self._lexicon.epithets and self._last_person:
            return self._last_person
        if country is None and words and words[0] in _DEFINITE and (known_as := self._institutions.get(head)):
            return known_as
        owned = its or "’s " in phrase or "'s " in phrase or " of " in phrase
        elsewhere = bool(mentions_within(self._countries, *source))
        if (
            country is None
            and not owned
            and not elsewhere
            and (head in self._lexicon.speaker_nouns or is_role_word(head))
        ):
            country, how = self._from_context(source.start, head)
        speaker = Speaker(self._clean(phrase), None, country, how)
        if country is not None and how in _SAID:
            self._institutions[head] = self._institution = speaker
            self._institution_at = source.end
        return speaker

    def _from_context(self, at: int, *roles: str) -> Country:
        """The country of an official of whom nothing is said: that of the institution heard before, else the origin."""
        if any(role in self._lexicon.from_anywhere for role in roles):
            return None, None
        near = self._institution is not None and 0 <= at - self._institution_at <= _CONTEXT_REACH
        if near and self._institution is not None and any(role in self._lexicon.officials for role in roles):
            return self._institution.country, "context"
        return self._origin

    def _resolve_pronoun(self, sort: str, source: Span) -> Speaker:
        if sort == "thing" and self._last is not None and self._last == self._last_person:
            subject = subject_country(self._text, source.start, self._countries)
            if subject is None:
                return Speaker(None)
            return Speaker(self._text[subject.start : subject.end], None, subject.country, REFERENCE)
        if sort in ("thing", "plural", "relative"):
            return self._last or Speaker(None)
        last = self._last_person
        newer = self._people.subject_between(self._last_person_at, source.start)
        if newer is not None and newer.gender in (None, sort):
            return self._describe(newer, source)
        if last is not None and self._gender_of(last) in (None, sort):
            return last
        person = self._people.before_of_gender(source.start, sort)
        return self._describe(person, source) if person is not None else Speaker(None)

    def _gender_of(self, speaker: Speaker) -> str | None:
        return next((p.gender for p in self._people.people if p.name == speaker.name), None)

    def _institution_of_person(self, source: Span, name: int) -> bool:
        """Whether the phrase means somebody's office or an aide, not the person whose name begins at `name`."""
        return bool(
            _OFFICE_BEHIND.search(self._text, name, source.end) or _AIDE_BEFORE.search(self._text, source.start, name)
        )

    def _describe(self, person: Person, source: Span) -> Speaker:
        if person.country is None:
            person.country, person.country_source = country_in(self._text, self._countries, source)
        country, how = person.country, person.country_source
        if country is None and person.role:
            country, how = self._inferred.get(person.name) or self._from_context(
                source.start, *person.role.lower().split()
            )
            if country is not None:
                self._inferred[person.name] = (country, how)
        return Speaker(person.name, person.role, country, how)

    def _clean(self, phrase: str) -> str:
        return _DETERMINER.sub("", _RELATIVE.split(phrase, maxsplit=1)[0]) or phrase


def _head_of(words: list[str]) -> str:
    """The noun that the phrase is about: the last word before a preposition ("the ministry of justice")."""
    end = next((i for i, word in enumerate(words) if i and word in _PREPOSITIONS), len(words))
    return words[end - 1].strip(",") if words else ""


def resolver_of(
    text: str, countries: list[CountryMention], language: str, address: str | None = None
) -> SpeakerResolver:
    """The resolver for one article, with the people, the dateline and the outlet found for it.

    Parameters
    ----------
    address : str, optional
        The article's URL or its outlet's domain.
    """
    people = People(text, countries, language)
    origin: Country = (_dateline_country(text, language), "dateline")
    if origin[0] is None:
        code = country_of_domain(address) if address else None
        origin = (code, "outlet") if code else (None, None)
    return SpeakerResolver(text, people, countries, cues(language), origin)


def _dateline_country(text: str, language: str) -> str | None:
    for paragraph in paragraphs(text):
        if paragraph.body > paragraph.start:
            # Datelines are set in capitals, which no list of names has.
            inside = gazetteer(language).find(text[paragraph.start : paragraph.body].title())
            return next((mention.country for mention in inside if mention.sort != "organisation"), None)
    return None
