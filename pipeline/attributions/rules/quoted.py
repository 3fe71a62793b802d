"""Quotations: the cue stands before, after or inside the marks, or in the sentence around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.rules.phrases import clause_end, noun_phrase_after
from pipeline.attributions.rules.predicates import is_finite
from pipeline.attributions.rules.subjects import subject_before
from pipeline.attributions.rules.words import ParagraphWords
from pipeline.layout.spans import Span

_SCARE_WORDS = 2
_REACH = 14
_TAIL = 40
_DASHES = frozenset("–—―-")
_UNFINISHED = (",", "?", "!")
_SENTENCE_MARKS = (".", "!", "?", "…")


def quoted(words: ParagraphWords) -> Iterator[Attribution]:
    """The quotations of the paragraph; one or two words in marks that no verb introduces are no statement."""
    for span in _join_interrupted(words):
        content = words.trimmed(span)
        if content.end <= content.start:
            continue
        long_enough = len(words.text[span.start : span.end].split()) > _SCARE_WORDS
        cue, source = _cue_of(words, span)
        if cue is not None:
            whole = _with_lead(words, cue, span, content)
            if not long_enough and (source is None or (whole == content and _is_named_by(words, cue, span))):
                continue
            kind = "direct" if whole == content else "mixed"
            yield Attribution(whole, kind, words.span(cue, cue + 1), source)
        elif source is not None and long_enough:
            yield Attribution(content, "direct", None, source)
        elif long_enough:
            yield Attribution(content, "direct")


def _with_lead(words: ParagraphWords, cue: int, quote: Span, content: Span) -> Span:
    """A part of a clause in marks is taken with the words between it and its cue: called the plan “absurd”."""
    opening = words.at(quote.start) - 1
    first = cue + 1
    if opening <= first or words.lower[opening - 1] in (":", ",") or opening - first > _REACH:
        return content
    if words.lower[first] in words.lexicon.before_partial_quote:
        first += 1
    lead = [i for i in range(first, opening) if words.is_word(i)]
    if not lead or words.lower[lead[0]] in words.grammar.prepositions | words.grammar.time_words:
        return content
    if any(words.lower[i] in ("”", "“", ";", ":") for i in range(first, opening)):
        return content
    return Span(words.starts[first], content.end)


def _is_named_by(words: ParagraphWords, cue: int, quote: Span) -> bool:
    """ "Goes by the name “Lefty”": a word or two in marks that no comma and no colon parts from other words than the cue."""
    opening = words.at(quote.start) - 1
    return cue + 1 < opening and words.is_word(opening - 1)


def _join_interrupted(words: ParagraphWords) -> list[Span]:
    """A sentence that "…, he said, …" interrupts is one quotation."""
    joined: list[Span] = []
    for quote in words.quotes:
        if joined:
            before = joined[-1]
            gap = words.text[before.end : quote.start]
            last = words.text[before.start : before.end].rstrip()[-1:]
            inside = gap.strip(' ”"“»«')
            goes_on = words.text[quote.start : quote.start + 1].islower()
            if last == "," and len(gap) < 60 and inside.endswith(",") and goes_on:
                joined[-1] = Span(before.start, quote.end)
                continue
        joined.append(quote)
    return joined


def _cue_of(words: ParagraphWords, span: Span) -> tuple[int | None, Span | None]:
    """The verb that introduces a quotation and its subject; "according to" gives a source without a verb."""
    begin, end = words.at(span.start), words.at(span.end)
    ends_sentence = words.text[max(0, span.end - _TAIL) : span.end].rstrip('”"» ')[-1:] in _SENTENCE_MARKS
    if interrupting := _in_gap(words, begin, end):
        return interrupting[0], _source(words, interrupting[0], span)
    after = _after(words, end)
    before = _before(words, begin)
    if after is not None and not (ends_sentence and before is not None):
        return after, _source(words, after, span)
    if before is not None:
        return before, _source(words, before, span)
    low, high = words.sentence(max(0, begin - 1))
    for index in words.according[bisect_left(words.according, low) : bisect_left(words.according, high)]:
        if words.quote_around(index) is None:
            phrase = noun_phrase_after(words, index + 1, high)
            return None, words.span(*phrase) if phrase else None
    return None, _without_verb(words, span, end)


def _without_verb(words: ParagraphWords, span: Span, end: int) -> Span | None:
    """ "“…,” the minister to reporters", "“…” – the minister": who stands behind the marks where no verb follows."""
    dash = end + 1 < len(words) and words.lower[end + 1] in _DASHES
    first = end + 2 if dash else end + 1
    if first >= len(words) or not (dash or words.text[span.start : span.end].rstrip().endswith(_UNFINISHED)):
        return None
    high = words.sentence(first)[1]
    phrase = noun_phrase_after(words, first - 1, high)
    if words.sentence(first) != words.sentence(max(0, end - 1)) or phrase is None:
        return None
    rest = range(first, high)
    verbs = words.grammar.auxiliaries | words.grammar.pronouns | words.grammar.conjunctions
    if any(words.lower[i] in verbs or (words.form(i) and not words.is_capital(i)) for i in rest):
        return None
    follows = words.lower[phrase[1]] if phrase[1] < high else "."
    named = any(words.is_capital(i) or words.lower[i] in words.lexicon.speaker_nouns for i in range(*phrase))
    ends = follows in _SENTENCE_MARKS or follows == "," or (not dash and follows in words.grammar.prepositions)
    return words.span(*phrase) if named and ends else None


def _in_gap(words: ParagraphWords, begin: int, end: int) -> list[int]:
    between = words.verbs[bisect_left(words.verbs, begin) : bisect_left(words.verbs, end)]
    return [v for v in between if words.quote_around(v) is None and words.verb(v)[0] in words.lexicon.speech]


def _speaks(words: ParagraphWords, verb: int) -> bool:
    lemma, form = words.verb(verb)
    return lemma in words.lexicon.speech and form != "base" and words.quote_around(verb) is None


def _after(words: ParagraphWords, end: int) -> int | None:
    """The verb of speech that follows the closing mark within the same sentence."""
    index = end
    while index < min(len(words), end + _REACH) and not words.is_word(index):
        index += 1
    high = words.sentence(index)[1] if index < len(words) else index
    for verb in words.verbs[bisect_left(words.verbs, index) :]:
        if verb >= min(high, index + _REACH):
            return None
        between = [words.lower[i] for i in range(index, verb)]
        if any(word in ("“", "”", ".", ";") or word in words.grammar.conjunctions for word in between):
            return None
        if _speaks(words, verb) and (verb == index or is_finite(words, verb)):
            return verb
    return None


def _before(words: ParagraphWords, begin: int) -> int | None:
    """The last verb of speech or judgement before the opening mark, in the sentence in which the mark stands."""
    opening = max(0, begin - 1)
    if opening == 0:
        return None
    low = words.sentence(opening)[0]
    if low == opening and words.lower[opening - 1] in (":", ","):
        low = words.sentence(opening - 1)[0]
    verbs = words.verbs[bisect_left(words.verbs, low) : bisect_left(words.verbs, opening)]
    for verb in reversed(verbs):
        lemma, form = words.verb(verb)
        judged = lemma in words.lexicon.judgement and form != "base"
        if (lemma in words.lexicon.speech or judged) and words.quote_around(verb) is None:
            near = form == "gerund" or verb == opening - 1 or is_finite(words, verb)
            if near and (clause_end(words, verb) >= opening - 1 or opening - verb <= _REACH):
                return verb
    return None


def _source(words: ParagraphWords, verb: int, quotation: Span) -> Span | None:
    inverted = verb > 0 and (not words.is_word(verb - 1)) and verb + 1 < len(words)
    high = words.sentence(verb)[1]
    if inverted and words.starts[verb] > quotation.start:
        phrase = noun_phrase_after(words, verb, high)
        if phrase is not None and words.quote_around(phrase[0]) is None:
            return words.span(*phrase)
    subject = subject_before(words, verb)
    if subject is not None and words.quote_around(subject[0]) is None:
        return words.span(*subject)
    phrase = noun_phrase_after(words, verb, high)
    if phrase is not None and words.quote_around(phrase[0]) is None and words.starts[verb] > quotation.start:
        return words.span(*phrase)
    return None
