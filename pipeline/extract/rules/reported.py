"""Reported clauses: "X said (that) …", "…, X said", "according to X, …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extract.attributions import Attribution, Span, trimmed
from pipeline.extract.clauses import noun_phrase_span, subject_of, subtree_span, token_span
from pipeline.extract.rules.parse import ParagraphParse

if TYPE_CHECKING:
    from spacy.tokens import Token


def reported_clauses(parse: ParagraphParse) -> Iterator[Attribution]:
    """The clauses that a verb of speech or thought governs."""
    for verb in parse.cue_verbs:
        if any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children) and verb.dep_ in (
            "xcomp",
            "advcl",
            "acl",
        ):
            continue
        subject = subject_of(verb)
        if subject is None or subject.lower_ in parse.lexicon.own_voice or subject.lower_ in ("there", "which", "what"):
            continue
        if subject.lower_ == "it" and verb.lemma_.lower() not in parse.lexicon.institutional:
            continue
        clause = next(
            (c for c in verb.children if c.dep_ in ("ccomp",) and c.pos_ in ("VERB", "AUX", "NOUN", "ADJ")), None
        )
        if clause is None:
            if verb.lemma_.lower() in parse.lexicon.with_infinitive:
                clause = next((c for c in verb.children if c.dep_ in ("xcomp",)), None)
            if clause is None:
                continue
        if clause.i == verb.i:
            continue
        span = _clause_span(parse, clause, verb)
        addressed = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and verb.i < c.i < clause.i), None)
        if span is not None and addressed is not None and clause.dep_ == "xcomp":
            # "urged Oslo to leave": what is demanded is demanded of Oslo.
            span = Span(subtree_span(addressed).start, span.end)
        if span is not None:
            yield Attribution(span, "indirect", token_span(verb), noun_phrase_span(subject))


def _clause_span(parse: ParagraphParse, clause: Token, verb: Token) -> Span | None:
    span = subtree_span(clause)
    if span.start <= verb.idx < span.end:
        return None
    if clause.i > verb.i:
        # "that" introduces the clause and is no part of it.
        first = parse.doc.char_span(span.start, span.start + 4)
        if parse.text[span.start : span.start + 5].lower() == "that " and first is not None:
            span = Span(span.start + 5, span.end)
    content = trimmed(parse.text, span)
    return content if len(parse.text[content.start : content.end].split()) >= 2 else None


def according_to(parse: ParagraphParse) -> Iterator[Attribution]:
    """The sentences that "according to" gives to somebody."""
    for token in parse.doc:
        if token.lower_ not in parse.lexicon.according or parse.inside_quote(token):
            continue
        preposition = next((c for c in token.children if c.lower_ == "to"), None)
        source = next((c for c in (preposition or token).children if c.dep_ == "pobj"), None)
        if source is None:
            continue
        phrase = subtree_span(token)
        sentence = Span(token.sent.start_char, token.sent.end_char)
        after = Span(phrase.end, sentence.end)
        content = Span(sentence.start, phrase.start) if phrase.start - sentence.start > 10 else after
        content = trimmed(parse.text, content)
        if content.end - content.start > 10:
            end = preposition.idx + 2 if preposition is not None else token.idx + len(token.text)
            yield Attribution(content, "indirect", Span(token.idx, end), noun_phrase_span(source))
