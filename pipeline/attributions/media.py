"""Where a medium passes on what somebody says, the speaker is that person: "X, quoted by the agency as saying …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.rules.judgements import judgements
from pipeline.attributions.rules.narration import narration
from pipeline.attributions.rules.phrases import clause_end, noun_phrase_after
from pipeline.attributions.rules.precedence import add_reported, add_unless_covered
from pipeline.attributions.rules.predicates import is_passive
from pipeline.attributions.rules.quoted import quoted
from pipeline.attributions.rules.reported import reported_clauses
from pipeline.attributions.rules.subjects import subject_before
from pipeline.attributions.rules.words import ParagraphWords
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.spans import Span
from pipeline.reading import Reading, ReadParagraph

_REACH = 16


class _Media:
    def __init__(self, language: Language) -> None:
        cues = language.cues
        word = r"[^\W\d_a-z][\w’'.-]*"
        name = rf"(?:{any_of(cues.media)}|{word} (?:{any_of(cues.media_endings)})|(?:{any_of(cues.media_beginnings)}) {word})"
        noun = rf"(?:{any_of(cues.media_nouns)})"
        called = rf"(?: (?:(?:{any_of(language.roles.name_particles)}) )?[^\W\d_a-z][\w’'.-]*){{0,4}}"
        end = rf"(?=[ ,;.”\"]*$|\s+(?:{any_of(language.people.noun_ends)})\b)"
        self.phrase = re.compile(rf"(?:[\w’'.-]+ ){{0,5}}?(?:{name}(?:'s|’s)?(?: {noun})?|{noun}{called}){end}")
        self.any = re.compile(rf"\b(?:{name}|{noun})\b")
        self.quoting = language.verb_forms(cues.quoting)


@cache
def _media(language: Language) -> _Media:
    return _Media(language)


def past_media(reading: Reading, paragraph: ReadParagraph, found: list[Attribution]) -> list[Attribution]:
    """`found` in a paragraph, with whom a medium quotes as the speaker instead of the medium."""
    media = _media(reading.language)
    words = ParagraphWords.of(reading, paragraph)
    found = [_without_inserted_medium(words, a) for a in found]
    named = any(media.phrase.match(reading.text, *a.source) for a in found if a.source)
    text = reading.text[paragraph.body : paragraph.end]
    passed_on = list(_quoted_as(words, media, reading))
    if not passed_on and not (named and media.any.search(text)):
        return found
    kept = [a for a in found if not any(_covers(a, *told) for told in passed_on)] + [new for new, _ in passed_on]
    own = [a for a in kept if a.source and _is_medium(media, words, a.source)]
    for inner in (_without_inserted_medium(words, a) for a in _inside(words, media)):
        if inner.source is None:
            continue
        frame = Span(min(inner.source.start, inner.content.start), max(inner.source.end, inner.content.end))
        replaced = [a for a in own if a.content.overlaps(inner.source) or (a.cue == inner.cue and a.cue is not None)]
        replaced = [a for a in replaced if words.are_together(a.content.start, frame.start)]
        if not replaced:
            continue
        # "Peru closed its ports, state media said": what passes it on is no part of the act.
        ends = (a.content.end for a in replaced if a.content.contains(inner.source))
        end = max((end for end in ends if end > inner.content.start), default=inner.content.end)
        inner = replace(inner, content=Span(inner.content.start, min(inner.content.end, end)))
        kept = [a for a in kept if a not in replaced and not (a in own and a.content.overlaps(frame))]
        if not any(a.content.overlaps(inner.content) and not _is_about_media(words, media, a) for a in kept):
            kept.append(inner)
    kept = [a for a in kept if not _is_about_media(words, media, a)]
    return sorted(kept, key=lambda a: (a.content.start, -a.content.end))


def _is_medium(media: _Media, words: ParagraphWords, span: Span) -> bool:
    return media.phrase.match(words.text[span.start : span.end]) is not None


def _is_about_media(words: ParagraphWords, media: _Media, attribution: Attribution) -> bool:
    """ "told Sky News, according to the Guardian": to whom it was told is no content."""
    start, end = attribution.content
    first, last = words.at(start), words.at(end)
    return attribution.kind == "indirect" and any(
        _is_medium(media, words, Span(start, words.spans[i - 1][1])) for i in words.according if first < i < last
    )


def _without_inserted_medium(words: ParagraphWords, attribution: Attribution) -> Attribution:
    """ "The minister, according to the agency, said": the source is the minister."""
    source = attribution.source
    if source is None:
        return attribution
    first, last = words.at(source.start), words.at(source.end)
    inserted = next((i for i in words.according if first + 1 < i < last and words.lower[i - 1] == ","), None)
    return attribution if inserted is None else replace(attribution, source=words.span(first, inserted - 1))


def _inside(words: ParagraphWords, media: _Media) -> list[Attribution]:
    """What the rules find that is no medium's."""

    def own(found: Attribution) -> bool:
        return found.source is not None and not _is_medium(media, words, found.source)

    inner = [a for a in quoted(words) if own(a)]
    for reported in reported_clauses(words):
        if own(reported) and not _is_about_media(words, media, reported):
            add_reported(words, inner, reported)
    for judged in [*judgements(words), *narration(words)]:
        if own(judged):
            add_unless_covered(inner, judged)
    return inner


def _quoted_as(words: ParagraphWords, media: _Media, reading: Reading) -> Iterator[tuple[Attribution, Span]]:
    """Each statement that somebody "quotes" or "was quoted as saying", and all words that tell it."""
    lexicon = words.lexicon
    for verb in range(len(words)):
        if words.lower[verb] not in media.quoting or words.quote_around(verb) is not None or words.form(verb) is None:
            continue
        high = words.sentence(verb)[1]
        spoken = next(
            (
                i + 1
                for i in range(verb + 1, min(high - 1, verb + _REACH))
                if words.lower[i] in lexicon.quoted_as and words.form(i + 1) == "gerund"
            ),
            None,
        )
        if spoken is None:
            continue
        subject = subject_before(words, verb)
        source = subject if is_passive(words, verb) else noun_phrase_after(words, verb, spoken - 1)
        if source is None:
            continue
        said = _said_before(words, spoken, source) or _said_after(words, spoken)
        if said is None:
            continue
        kind, content, judges = said
        first = min(source[0], subject[0] if subject else source[0], words.at(content.start))
        last = max(content.end, words.spans[clause_end(words, spoken) - 1][1])
        cue = words.span(spoken, spoken + 1)
        yield (
            Attribution(content, kind, cue, words.span(*source), cue_in_content=judges),
            Span(words.starts[first], last),
        )


def _said_after(words: ParagraphWords, spoken: int) -> tuple[str, Span, bool] | None:
    """Kind and content of what follows the verb at `spoken`, and whether the verb belongs to it: "as calling it a liar"."""
    lexicon, grammar = words.lexicon, words.grammar
    end = clause_end(words, spoken)
    that = next(
        (i for i in range(spoken + 1, min(end, spoken + _REACH)) if words.lower[i] in grammar.complementizers), None
    )
    judges = that is None and words.verb(spoken)[0] in lexicon.judgement
    content = words.trimmed(words.span(spoken if judges else (that or spoken) + 1, max(end, (that or spoken) + 2)))
    if end <= spoken + 1 or content.end <= content.start:
        return None
    quotes = [quote for quote in words.quotes if quote.overlaps(content)]
    if quotes and not judges and quotes[0].start - content.start <= 1:
        return "direct", words.trimmed(Span(quotes[0].start, quotes[-1].end)), False
    return "mixed" if quotes else "indirect", content, judges


def _said_before(words: ParagraphWords, spoken: int, source: tuple[int, int]) -> tuple[str, Span, bool] | None:
    """ "“…,” the minister was quoted as saying by the agency": what stands before the source, where nothing follows."""
    grammar, high = words.grammar, words.sentence(spoken)[1]
    follows = words.lower[spoken + 1] if spoken + 1 < high else "."
    low, first = words.sentence(spoken)[0], source[0]
    ended = not follows[0].isalnum() and follows not in ("“", '"', ":")
    if not (ended or follows in grammar.agent | grammar.prepositions | grammar.time_words) or first - low < 3:
        return None
    quotes = [quote for quote in words.quotes if words.starts[low] <= quote.start and quote.end <= words.starts[first]]
    if quotes:
        return "direct", words.trimmed(Span(quotes[0].start, quotes[-1].end)), False
    if words.lower[first - 1] != ",":
        return None
    return "indirect", words.trimmed(words.span(low, first - 1)), False


def _covers(attribution: Attribution, new: Attribution, frame: Span) -> bool:
    """Whether an attribution was found in the words by which another is passed on."""
    cue = attribution.cue
    same = attribution.source is None and attribution.content.overlaps(new.content)
    return (
        same
        or frame.contains(attribution.content)
        or (cue is not None and frame.contains(cue) and (cue, attribution.source) != (new.cue, new.source))
    )
