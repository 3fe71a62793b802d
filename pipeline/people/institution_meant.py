"""Which institution or body is meant by words that name no country: "the ministry", "the government", "the group", "the statement".

Each function answers as those of `pipeline.people.resolvers` do.
"""

from __future__ import annotations

from bisect import bisect_right

from pipeline.countries.gazetteer import CountryMention
from pipeline.countries.references import REFERENCE, subject_country
from pipeline.people.described_before import country_of_announced, country_of_described
from pipeline.people.phrase import SourcePhrase
from pipeline.people.speaker import Memory, Speaker

_BODY, _CONTEXT = "body", "context"
# An article and a noun.
_SHORT = 2
_LONGEST_DESCRIBED = 3


def known_institution(phrase: SourcePhrase, memory: Memory) -> Speaker | None:
    """ "The ministry": the last one whose country was said."""
    return memory.institutions.get(phrase.head) if phrase.country[0] is None and phrase.is_definite else None


def body_of_the_state(phrase: SourcePhrase, memory: Memory) -> Speaker | None:
    """ "The government": that of the country with which the sentence before begins."""
    if not phrase.is_definite or " ".join(phrase.words[1:]) not in phrase.reading.language.people.state_bodies:
        return None
    subject = _subject_before(phrase)
    return Speaker(phrase.name, None, subject.country, _CONTEXT) if subject is not None else None


def known_body(phrase: SourcePhrase, memory: Memory) -> Speaker | None:
    """ "The group": the body that spoke last."""
    is_body = memory.last is not None and memory.last.country_source == _BODY
    meant = phrase.is_definite and len(phrase.words) == _SHORT
    return memory.last if is_body and meant and phrase.head in phrase.reading.language.people.bodies else None


def what_was_issued(phrase: SourcePhrase, memory: Memory) -> Speaker | None:
    """ "The statement": the country with which the sentence before begins, else who spoke last."""
    is_short = phrase.is_definite and len(phrase.words) == _SHORT
    if not is_short or phrase.head not in phrase.reading.language.people.issued:
        return None
    issuer = _subject_before(phrase)
    if issuer is not None:
        return Speaker(phrase.reading.text[issuer.start : issuer.end], None, issuer.country, REFERENCE)
    return memory.last


def described_institution(phrase: SourcePhrase, memory: Memory) -> Speaker | None:
    """ "The embassy": the only one that the text described before, though it said nothing: "Norway's embassy was closed".

    In a headline "envoy says" is the one whom the text below describes.
    """
    language = phrase.reading.language
    office = phrase.head in language.cues.speaker_nouns or language.roles.is_title(phrase.head)
    if not office or phrase.country[0] is not None or len(phrase.words) > _LONGEST_DESCRIBED or phrase.is_whose:
        return None
    if phrase.is_definite:
        mention = country_of_described(phrase.reading, phrase.head, phrase.span.start)
    elif not phrase.is_one_of_many:
        mention = country_of_announced(phrase.reading, phrase.head, phrase.span.start)
    else:
        return None
    return Speaker(phrase.name, None, mention.country, REFERENCE) if mention is not None else None


def _subject_before(phrase: SourcePhrase) -> CountryMention | None:
    """The country with which the sentence before begins, if that is the article's and no quoted one."""
    reading = phrase.reading
    subject = subject_country(
        reading.text, phrase.span.start, reading.countries, reading.sentence_bodies, reading.language
    )
    if subject is None:
        return None
    before = bisect_right(reading.quotations, subject.start, key=lambda quotation: quotation.start) - 1
    return None if before >= 0 and subject.start < reading.quotations[before].end else subject
