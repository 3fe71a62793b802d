"""Quotations: the cue stands before, after or inside the marks, or in the sentence around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extract.attributions import Attribution, Span, trimmed
from pipeline.extract.clauses import noun_phrase_span, subject_of, token_span
from pipeline.extract.rules.parse import ParagraphParse

if TYPE_CHECKING:
    from spacy.tokens import Token

_SCARE_WORDS = 2
SENTENCE_END = re.compile(r"[.!?…][”\"'’»)]*(?=\s|$)")


def quoted(parse: ParagraphParse) -> Iterator[Attribution]:
    """The quotations of the paragraph; one or two words in marks that no verb introduces are no statement."""
    joined = _join_interrupted(parse, parse.quotes)
    for span in joined:
        content = trimmed(parse.text, span)
        if content.end <= content.start:
            continue
        cue = _cue_of_quotation(parse, span)
        if cue is None:
            if len(parse.text[span.start : span.end].split()) > _SCARE_WORDS:
                yield Attribution(content, "direct")
            continue
        source = _source_of(parse, cue, outside=span)
        yield Attribution(content, "direct", token_span(cue), source)


def _join_interrupted(parse: ParagraphParse, quotes: list[Span]) -> list[Span]:
    """A sentence that "…, he said, …" interrupts is one quotation."""
    joined: list[Span] = []
    for quote in quotes:
        if joined:
            before = joined[-1]
            gap = parse.text[before.end : quote.start]
            last = parse.text[before.start : before.end].rstrip()[-1:]
            inside = gap.strip(' ”"“»«')
            if (
                last == ","
                and len(gap) < 60
                and inside.endswith(",")
                and parse.text[quote.start : quote.start + 1].islower()
            ):
                joined[-1] = Span(before.start, quote.end)
                continue
        joined.append(quote)
    return joined


def _cue_of_quotation(parse: ParagraphParse, span: Span) -> Token | None:
    after_end = _sentence_end_after(parse, span.end)
    before_start = _sentence_start_before(parse, span.start)
    after = [t for t in parse.cue_verbs if span.end <= t.idx < after_end and not parse.inside_quote(t)]
    before = [t for t in parse.cue_verbs if before_start <= t.idx < span.start and not parse.inside_quote(t)]
    inside = [t for t in parse.cue_verbs if span.start <= t.idx < span.end and not parse.inside_quote(t)]
    if inside:
        return inside[0]
    ends_sentence = parse.text[: span.end].rstrip('”"» ')[-1:] in ".!?…"
    if after and not (ends_sentence and before):
        between = parse.text[span.end : after[0].idx].strip('”"», ')
        if len(between) <= 70:
            return after[0]
    if before:
        return before[-1]
    governing = _governing_verb(parse, span)
    return governing if governing is not None else (after[0] if after else None)


def _governing_verb(parse: ParagraphParse, span: Span) -> Token | None:
    """The verb or verbal noun outside the marks on which the quoted words hang: highlighted the “…”."""
    for token in parse.doc.char_span(span.start, span.end, alignment_mode="expand") or ():
        head = token.head
        if span.start <= head.idx < span.end or parse.inside_quote(head):
            continue
        while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
            head = head.head
        if head.pos_ == "VERB" and head.lemma_.lower() in (parse.lexicon.judgement | parse.lexicon.speech):
            return head
    return None


def _sentence_end_after(parse: ParagraphParse, position: int) -> int:
    found = SENTENCE_END.search(parse.text, position + 1)
    return found.end() if found else len(parse.text)


def _sentence_start_before(parse: ParagraphParse, position: int) -> int:
    start = 0
    for found in SENTENCE_END.finditer(parse.text, 0, max(0, position - 1)):
        if not any(q.start <= found.start() < q.end - 1 for q in parse.quotes):
            start = found.end()
    return start


def _source_of(parse: ParagraphParse, cue: Token, outside: Span | None = None) -> Span | None:
    subject = subject_of(cue)
    if subject is not None and not (outside and outside.start <= subject.idx < outside.end):
        return noun_phrase_span(subject)
    # A parser is often wrong beside a quotation: then the noun phrase next to the cue is the speaker.
    for step in (1, -1):
        index = cue.i + step
        while 0 <= index < len(parse.doc) and parse.doc[index].pos_ in (
            "ADV",
            "AUX",
            "PART",
            "DET",
            "ADJ",
            "PROPN",
            "NOUN",
            "PRON",
        ):
            token = parse.doc[index]
            if parse.inside_quote(token):
                break
            if token.pos_ in ("PROPN", "NOUN", "PRON"):
                return _nominal_around(parse, token)
            index += step
    return None


def _nominal_around(parse: ParagraphParse, token: Token) -> Span:
    first = last = token
    while last.i + 1 < len(parse.doc) and parse.doc[last.i + 1].pos_ in ("PROPN", "NOUN"):
        last = parse.doc[last.i + 1]
    while first.i and parse.doc[first.i - 1].pos_ in ("PROPN", "NOUN", "DET", "ADJ") and not parse.inside_quote(first):
        first = parse.doc[first.i - 1]
    return Span(first.idx, last.idx + len(last.text))
