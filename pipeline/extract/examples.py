"""Statements → (statement, target) examples."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.attributions.mode import DENIAL
from pipeline.countries.gazetteer import CountryMention, known_codes, mentions_within
from pipeline.people.people import People
from pipeline.reading import Reading
from pipeline.records import Article, Example, Mention, Statement, composed, content_id

_CONTEXT_CHARACTERS = 300
# Between cue and content there may be an addressee ("denied to reporters that …").
_CUE_REACH = 60
_WORDS_REACH = 24


def role_of(country: str, target: str, speaker_country: str | None) -> str:
    """What a mentioned country is in an example: its ``target``, the ``speaker``'s own country, or an ``other``."""
    if country == target:
        return "target"
    return "speaker" if country == speaker_country else "other"


def judged_from(text: str, statement: Statement) -> int:
    """Where the passage begins that is judged: at the cue of a denial before it, without which it would say the contrary.

    The words between speaker and cue are taken in, because the negation may be one of them ("did not say that …").
    """
    cue, reach = statement.cue_start, statement.start - _CUE_REACH
    if statement.mode != DENIAL or cue is None or not reach <= cue < statement.start:
        return statement.start
    spoken = statement.speaker_end
    begin = spoken if spoken is not None and cue - _WORDS_REACH <= spoken <= cue else cue
    if "\n" in text[begin : statement.start]:
        return statement.start
    return begin + len(text[begin:cue]) - len(text[begin:cue].lstrip(" ,"))


def _one_for_each_place(mentions: list[CountryMention], target: str) -> list[CountryMention]:
    """Of the two countries that "both countries" means, the target where it is one of them, else the first."""
    chosen: dict[int, CountryMention] = {}
    for mention in mentions:
        if mention.start not in chosen or mention.country == target:
            chosen[mention.start] = mention
    return list(chosen.values())


def _names_of_people(
    statement: Statement, begin: int, people: People, target: str, taken: list[Mention]
) -> Iterator[Mention]:
    """The names in what is judged of the speaker, and of people whose country the article tells, as that country."""
    for start, end, person in people.all_within(begin, statement.end):
        country = person.country or (statement.speaker_country if person.name == statement.speaker else None)
        if country and all(end <= other.start or other.end <= start for other in taken):
            yield Mention(start, end, country, role_of(country, target, statement.speaker_country))


def examples_of(article: Article, statement: Statement, reading: Reading) -> Iterator[Example]:
    """One example for each country that the statement's content is about, in the order of first mention.

    A country named only in a speaker's description is no target. Names of people whose country is known are marked as
    that country, so that no classifier can learn what is said of a leader; they make no target.

    Parameters
    ----------
    reading : Reading
        Of the article.
    """
    people = reading.once(People)
    begin = judged_from(article.text, statement)
    inside = mentions_within(reading.countries, begin, statement.end)
    speaker = (statement.speaker_start or 0, statement.speaker_end or 0)
    about = [c for c in inside if not (statement.kind == "narration" and speaker[0] <= c.start < speaker[1])]
    holders = {c.country for c in inside if c not in about and article.text[c.end : c.end + 1] != "-"}
    if statement.kind == "narration" and len(holders) > 1:
        # "A and B enjoy close ties" is held by both, and about both.
        about = inside
    context = (reading.sentence_before(statement.start) or "")[-_CONTEXT_CHARACTERS:] or None
    codes = known_codes(reading.language)
    for target in dict.fromkeys(c.country for c in about if c.country in codes):
        mentions = [
            Mention(c.start, c.end, c.country, role_of(c.country, target, statement.speaker_country))
            for c in _one_for_each_place(inside, target)
        ]
        mentions += _names_of_people(statement, begin, people, target, mentions)
        mentions.sort(key=lambda mention: mention.start)
        yield composed(
            Example,
            statement,
            article,
            example_id=content_id(statement.statement_id, target),
            target=target,
            domestic=target == statement.speaker_country,
            text=article.text[begin : statement.end],
            text_start=begin,
            mentions=mentions,
            context=context,
        )
