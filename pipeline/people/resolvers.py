"""Small questions about a source phrase, asked in order: the first that knows the speaker answers for all.

Each takes the phrase and what is remembered, and returns the speaker, `NOBODY` where it knows that nobody is meant, or
``None`` where it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.countries.gazetteer import mentions_within
from pipeline.countries.references import REFERENCE, subject_country
from pipeline.layout.interviews import is_answer_label, is_question_label
from pipeline.layout.spans import Span
from pipeline.people.affiliation import CITY, Affiliations, affiliation_told
from pipeline.people.described_before import described_subject
from pipeline.people.institution_meant import (
    body_of_the_state,
    described_institution,
    known_body,
    known_institution,
    what_was_issued,
)
from pipeline.people.interviewee import interviewee
from pipeline.people.origin import Country
from pipeline.people.people import People
from pipeline.people.person import Person
from pipeline.people.phrase import SourcePhrase
from pipeline.people.phrase_country import country_in
from pipeline.people.place_of_speech import country_of_place, country_of_seat_before
from pipeline.people.speaker import NOBODY, Memory, Speaker

# Ways of finding a country in which the phrase itself names it.
_SAID = frozenset({"name", "metonym", "body", "reference"})
_EPITHET_LENGTH = 2
# What a transcript's label says of its speaker behind the name.
_LABEL_TELLS = re.compile(r", (?P<who>[^:\n]{2,60}):")
_CONTEXT_REACH = 400

Resolver = Callable[[SourcePhrase, Memory], Speaker | None]


def label_of_a_question(phrase: SourcePhrase, memory: Memory) -> Speaker | None:
    """ "Q:": whoever asks need not be named."""
    labels = phrase.reading.language.layout
    return NOBODY if is_question_label(phrase.reading.text, phrase.span, labels) else None


def label_of_an_answer(phrase: SourcePhrase, memory: Memory) -> Speaker | None:
    """ "A:": whom the interview is with."""
    if not is_answer_label(phrase.reading.text, phrase.span, phrase.reading.language.layout):
        return None
    person = phrase.reading.once(interviewee)
    return described(person, phrase, memory) if person else NOBODY


def pronoun(phrase: SourcePhrase, memory: Memory) -> Speaker | None:
    """ "She", "it", "they": who spoke or was named before."""
    if phrase.pronoun is None:
        return None
    reading, at, people = phrase.reading, phrase.span.start, phrase.reading.once(People)
    if phrase.pronoun == "thing" and memory.last in (None, memory.last_person):
        subject = subject_country(reading.text, at, reading.countries, reading.sentence_bodies, reading.language)
        if subject is None:
            return NOBODY
        speaker = Speaker(reading.text[subject.start : subject.end], None, subject.country, REFERENCE)
        memory.institution, memory.institution_at = speaker, at
        return speaker
    if phrase.pronoun in ("thing", "plural", "relative"):
        return memory.last or NOBODY
    untold = described_subject(reading, memory.last_person_at, at)
    if untold is not None:
        country, how = country_in(reading, untold)
        if country is not None:
            return Speaker(reading.text[untold.start : untold.end], None, country, how)
    newer = people.subject_between(memory.last_person_at, at)
    if newer is not None and newer.gender in (None, phrase.pronoun):
        return described(newer, phrase, memory)
    last = memory.last_person
    if last is not None and _gender_of(last, people) in (None, phrase.pronoun):
        return last
    person = people.before_of_gender(at, phrase.pronoun)
    return described(person, phrase, memory) if person is not None else NOBODY


def label_of_a_transcript(phrase: SourcePhrase, memory: Memory) -> Speaker | None:
    """ "ANN LEE, KENYAN MINISTER: …" tells her country, and "LEE: …" further down means her."""
    if not (phrase.text.isupper() and _opens_a_line(phrase)):
        return None
    *first, surname = phrase.text.split()
    told = _LABEL_TELLS.match(phrase.reading.text, phrase.span.end)
    country = None
    if first and told and told["who"].isupper():
        country, _ = country_in(phrase.reading, Span(*told.span("who")))
    if country is not None:
        # The label itself says who is meant, whoever else of the surname spoke before.
        memory.labels[phrase.text] = Speaker(phrase.name, None, country, "apposition")
    is_full = not all(phrase.reading.language.roles.is_title(word) for word in first)
    if is_full:
        known = memory.labels.setdefault(phrase.text, Speaker(phrase.name))
    else:
        namesakes = [speaker for name, speaker in memory.labels.items() if name.split()[-1] == surname]
        known = namesakes[0] if len(namesakes) == 1 else NOBODY
    return known if known.country is not None else None


def _opens_a_line(phrase: SourcePhrase) -> bool:
    text, start = phrase.reading.text, phrase.span.start
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(' \t“"')


def named_person(phrase: SourcePhrase, memory: Memory) -> Speaker | None:
    """A name, also in the capitals of a transcript's label; or that person's office or aide."""
    person = phrase.person[1] if phrase.person else None
    if person is None and phrase.text.isupper():
        person = phrase.reading.once(People).called(phrase.text)
    if person is None:
        return None
    if not (phrase.person and phrase.is_office_of(phrase.person[0])):
        return described(person, phrase, memory)
    country, how = phrase.country
    known = described(person, phrase, memory)
    return Speaker(phrase.name, None, country or known.country, how or known.country_source)


def bearer_of_a_title(phrase: SourcePhrase, memory: Memory) -> Speaker | None:
    """ "The minister": the person with this title who was named before, or the only one of the country."""
    country, _ = phrase.country
    # Whose president "its president" is, a reference tells or nothing does.
    untold = phrase.is_one_of_many or (phrase.is_whose and country is None)
    if not phrase.reading.language.roles.is_title(phrase.head) or untold:
        return None
    people = phrase.reading.once(People)
    bearer = people.before(phrase.span.start, phrase.head) or people.bearer(phrase.head, country)
    if bearer is None or (country is not None and bearer.country not in (None, country)):
        return None
    return described(bearer, phrase, memory)


def epithet(phrase: SourcePhrase, memory: Memory) -> Speaker | None:
    """ "The cleric": the person who spoke before."""
    is_short = phrase.is_definite and len(phrase.words) == _EPITHET_LENGTH
    is_the = is_short and phrase.words[0] in phrase.reading.language.people.articles
    return memory.last_person if is_the and phrase.head in phrase.reading.language.cues.epithets else None


def phrase_itself(phrase: SourcePhrase, memory: Memory) -> Speaker | None:
    """Whoever the phrase describes, with the country that it names, or that of the context for an official."""
    country, how = phrase.country
    if country is None and not mentions_within(phrase.reading.countries, *phrase.span):
        country, how = affiliation_told(phrase.reading, phrase.span)
        language = phrase.reading.language
        is_noun = phrase.head in language.cues.speaker_nouns or language.roles.is_title(phrase.head)
        if country is None and is_noun and not phrase.is_owned:
            country, how = from_context(phrase, memory, phrase.head)
    speaker = Speaker(phrase.name, None, country, how)
    if country is not None and how in _SAID:
        memory.institutions[phrase.head] = memory.institution = speaker
        memory.institution_at = phrase.span.end
    return speaker


RESOLVERS: tuple[Resolver, ...] = (
    label_of_a_question,
    label_of_an_answer,
    pronoun,
    named_person,
    label_of_a_transcript,
    bearer_of_a_title,
    epithet,
    known_institution,
    body_of_the_state,
    known_body,
    what_was_issued,
    described_institution,
    phrase_itself,
)


def described(person: Person, phrase: SourcePhrase, memory: Memory) -> Speaker:
    """A person as a speaker: the country that the article tells, else the one inferred for an office."""
    if person.country is None:
        person.country, person.country_source = phrase.country
    country, how = person.country, person.country_source
    if country is None:
        country, how = phrase.reading.once(Affiliations).of(person)
    if country is None and person.role:
        country, how = memory.inferred.get(person.name) or from_context(phrase, memory, *person.role.lower().split())
        if country is not None:
            memory.inferred[person.name] = (country, how)
    return Speaker(person.name, person.role, country, how)


def from_context(phrase: SourcePhrase, memory: Memory, *titles: str) -> Country:
    """The country of an official of whom nothing is said: that of the institution heard before, else the origin."""
    cues = phrase.reading.language.cues
    if any(title in cues.from_anywhere for title in titles):
        return None, None
    near = 0 <= phrase.span.start - memory.institution_at <= _CONTEXT_REACH
    is_official = any(title in cues.officials for title in titles)
    if is_official and (seat := country_of_seat_before(phrase.reading, phrase.span.start)):
        return seat, "context"
    if memory.institution is not None and near and is_official:
        return memory.institution.country, "context"
    if code := country_of_place(phrase.reading, phrase.span.start, titles):
        return code, CITY
    return memory.origin


def _gender_of(speaker: Speaker, people: People) -> str | None:
    return next((person.gender for person in people.people if person.name == speaker.name), None)
