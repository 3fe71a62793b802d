"""Who speaks in a headline that names its speaker last and without a verb: "Fees ‘robbed’ Togo – minister", "Togo must pay: Ghana"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.rules.words import ParagraphWords
from pipeline.countries.gazetteer import mentions_within
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.spans import Span
from pipeline.people.people import People
from pipeline.reading import Reading, ReadParagraph

_LONGEST, _FEWEST_WORDS, _MOST_WORDS = 160, 3, 6
_PARTED = re.compile(r"(?::|\s[–—-])\s+(?=[^:–—]*$)")
_ENDS = '.”"!?…'


@cache
def _medium(language: Language) -> re.Pattern[str]:
    cues = language.cues
    return re.compile(rf"\b(?:{any_of(cues.media | cues.media_endings | cues.media_nouns)})(?![\w-])")


def with_headline(reading: Reading, paragraph: ReadParagraph, found: list[Attribution]) -> list[Attribution]:
    """`found` in a paragraph, with what its last words say where it is the headline and they name a speaker alone."""
    first = reading.paragraphs[0]
    text = reading.text[paragraph.body : paragraph.end].rstrip()
    alone = len(reading.paragraphs) == 1 or paragraph.start != first.start
    if alone or len(text) > _LONGEST or text[-1:] in _ENDS or not (parted := _PARTED.search(text)):
        return found
    words = ParagraphWords.of(reading, paragraph)
    source = Span(paragraph.body + parted.end(), paragraph.body + len(text))
    content = words.trimmed(Span(paragraph.body, paragraph.body + parted.start()))
    told = any(a.source is not None and a.content.overlaps(content) and a.kind != "narration" for a in found)
    if told or content.end <= content.start or not (_is_said(words, content) and _is_speaker(reading, words, source)):
        return found
    if _ends_in_a_name(reading, words, content) or not (
        _is_somebody(reading, words, source) or _is_of_a_country(words, content)
    ):
        return found
    quotes = [quote for quote in words.quotes if quote.overlaps(content)]
    whole = bool(quotes) and quotes[0].start - content.start <= 1 and content.end - quotes[-1].end <= 1
    kind = "direct" if whole else "mixed" if quotes else "indirect"
    if whole:
        content = words.trimmed(Span(quotes[0].start, quotes[-1].end))
    kept = [a for a in found if not a.content.overlaps(content)]
    return sorted([*kept, Attribution(content, kind, None, source)], key=lambda a: (a.content.start, -a.content.end))


def _is_said(words: ParagraphWords, content: Span) -> bool:
    """Whether the words can be said: some with a verb, or with a part in marks."""
    grammar, inside = words.grammar, range(words.at(content.start), words.at(content.end))
    if len([i for i in inside if words.is_word(i)]) < _FEWEST_WORDS:
        return False
    verbs = grammar.auxiliaries | grammar.modals
    marked = any(quote.overlaps(content) for quote in words.quotes)
    return marked or any(words.lower[i] in verbs or words.form(i) for i in inside)


def _is_speaker(reading: Reading, words: ParagraphWords, source: Span) -> bool:
    """Whether the words name nothing but somebody who speaks: a country, an office, a person whom the text names."""
    language = reading.language
    inside = range(words.at(source.start), words.at(source.end))
    if not 0 < len(inside) <= _MOST_WORDS or _medium(language).search(reading.text, *source):
        return False
    offices = language.roles.titles | language.cues.speaker_nouns
    small = offices | language.people.of | language.people.articles
    named = list(mentions_within(reading.countries, *source)) or reading.once(People).all_within(*source)
    bare = [language.grammar.possessive.sub("", words.lower[i]) for i in inside]
    if not all(
        words.is_word(i) and (words.is_capital(i) or word in small) for i, word in zip(inside, bare, strict=True)
    ):
        return False
    return bool(named) or any(word in offices for word in bare)


def _ends_in_a_name(reading: Reading, words: ParagraphWords, content: Span) -> bool:
    """ "The final is near: Peru – Chile"."""
    last = _PARTED.search(reading.text, *content)
    return last is not None and _is_speaker(reading, words, Span(last.end(), content.end))


def _is_somebody(reading: Reading, words: ParagraphWords, source: Span) -> bool:
    """Whether an office or a person is named, not only a country, which may be a section's name."""
    offices = reading.language.roles.titles | reading.language.cues.speaker_nouns
    inside = range(words.at(source.start), words.at(source.end))
    bare = (words.grammar.possessive.sub("", words.lower[i]) for i in inside)
    return any(word in offices for word in bare) or bool(reading.once(People).all_within(*source))


def _is_of_a_country(words: ParagraphWords, content: Span) -> bool:
    """Whether words are such as a country says: partly in marks, or a demand; not "places that you must see"."""
    if any(quote.overlaps(content) for quote in words.quotes):
        return True
    first, end = words.at(content.start), words.at(content.end)
    demands = [i for i in range(first + 1, end) if words.lower[i] in words.grammar.demanding]
    return any(i - 1 == first or words.lower[i - 1] not in words.lexicon.own_voice for i in demands) and not any(
        i - 1 > first and words.lower[i - 1] in words.lexicon.own_voice for i in demands
    )
