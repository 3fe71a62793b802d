"""Judgements: "X condemned …", "X accused Y of …", passive ones too; the verb takes the side and belongs to the content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extract.attributions import Attribution, Span, trimmed
from pipeline.extract.clauses import agent_of, noun_phrase_span, predicate_end, subject_of, subtree_span, token_span
from pipeline.extract.rules.parse import ParagraphParse

if TYPE_CHECKING:
    from spacy.tokens import Token


def judged(parse: ParagraphParse) -> Iterator[Attribution]:
    """The judgements of the paragraph, in the order of their verbs."""
    for verb in parse.doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in parse.lexicon.judgement:
            continue
        agent = agent_of(verb)
        source = agent or subject_of(verb)
        if source is None or source.lower_ in parse.lexicon.own_voice or source.dep_ == "nsubjpass":
            continue
        if agent is None and any(child.dep_ == "auxpass" for child in verb.children):
            continue
        governed = [c for c in verb.children if c.dep_ in ("dobj", "dative", "prep", "ccomp", "xcomp", "prt", "oprd")]
        if agent is None and not governed:
            continue
        if agent is not None:
            content = subtree_span(verb)
        else:
            start = min(
                [verb.idx, *(c.idx for c in verb.lefts if c.dep_ in ("aux", "neg", "advmod") and c.i == verb.i - 1)]
            )
            content = Span(start, predicate_end(verb))
        content = trimmed(parse.text, content)
        if _is_statement(parse, verb, source):
            yield Attribution(content, "indirect", token_span(verb), noun_phrase_span(source), cue_in_content=True)


def _is_statement(parse: ParagraphParse, verb: Token, source: Token) -> bool:
    """A judgement is reported where its subject is a name, an office, a country or a pronoun, not a thing."""
    if source.pos_ in ("PROPN", "PRON"):
        return source.lower_ not in (
            "it",
            "this",
            "that",
            "which",
            "what",
            "something",
            "nothing",
            "everything",
            "there",
        )
    if source.lemma_.lower() in parse.lexicon.speaker_nouns:
        return True
    return parse.names_country(noun_phrase_span(source))
