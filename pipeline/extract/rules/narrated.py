"""Narration: attitudes and acts of a country's actors ("opposition to …", "Iran supports …")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extract.attributions import Attribution, Span, trimmed
from pipeline.extract.clauses import agent_of, noun_phrase_span, predicate_end, subject_of, subtree_span, token_span
from pipeline.extract.rules.parse import ParagraphParse

if TYPE_CHECKING:
    from spacy.tokens import Token


def narrated(parse: ParagraphParse) -> Iterator[Attribution]:
    """The narrated attitudes and acts of the paragraph, in order."""
    for token in parse.doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and (
            lemma in parse.lexicon.attitude_nouns or token.lower_ in parse.lexicon.attitude_nouns
        ):
            yield from _attitude(parse, token)
        elif token.pos_ == "VERB" and lemma in parse.lexicon.act_verbs:
            yield from _act(parse, token)


def _attitude(parse: ParagraphParse, noun: Token) -> Iterator[Attribution]:
    toward = [
        c
        for c in noun.children
        if c.dep_ == "prep"
        and c.lower_
        in (
            "to",
            "at",
            "toward",
            "towards",
            "for",
            "against",
            "with",
            "of",
            "about",
            "over",
            "between",
            "from",
            "on",
        )
    ]
    if not any(parse.names_country(subtree_span(p)) for p in toward):
        return
    source = _holder(parse, noun)
    span = subtree_span(noun)
    if source is not None and source.start > span.end:
        span = Span(span.start, source.end)
    yield Attribution(trimmed(parse.text, span), "narration", token_span(noun), source, cue_in_content=True)


def _holder(parse: ParagraphParse, noun: Token) -> Span | None:
    """Who holds an attitude: a possessor, an adjective of nationality, or "among …", "by …", "in …" nearby."""
    for child in noun.children:
        if child.dep_ == "poss" or (
            child.dep_ in ("amod", "compound", "nmod") and parse.names_country(token_span(child))
        ):
            return subtree_span(child)
    for token in noun.sent:
        if token.dep_ == "prep" and token.lower_ in ("among", "amongst", "by", "from", "within") and token.i > noun.i:
            held = next((c for c in token.children if c.dep_ == "pobj"), None)
            if held is not None:
                return noun_phrase_span(held)
    if noun.dep_ in ("dobj", "attr", "pobj"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        subject = subject_of(verb) if verb.pos_ in ("VERB", "AUX") else None
        if subject is not None and subject.lower_ not in ("there", "it"):
            return noun_phrase_span(subject)
    return None


def _act(parse: ParagraphParse, verb: Token) -> Iterator[Attribution]:
    agent = agent_of(verb)
    if agent is None and any(child.dep_ == "auxpass" for child in verb.children):
        return
    subject = agent or subject_of(verb)
    if subject is None or subject.dep_ == "nsubjpass":
        return
    source = noun_phrase_span(subject)
    if not parse.names_country(source):
        return
    content = trimmed(
        parse.text, Span(min(subtree_span(verb).start, source.start), max(predicate_end(verb), source.end))
    )
    if any(
        content.start <= c.start < content.end and not source.start <= c.start < source.end for c in parse.countries
    ) or (len({c.country for c in parse.countries if source.start <= c.start < source.end}) > 1):
        yield Attribution(content, "narration", token_span(verb), source, cue_in_content=True)
