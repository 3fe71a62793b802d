"""Patterns of the phrases that mean a country named before, made of the words of a language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.languages import Language
from pipeline.languages.grammar import BASE, PAST
from pipeline.languages.lexicon import any_of, opening_of


@dataclass(frozen=True, slots=True)
class ReferencePatterns:
    """The phrases of one language, and what belongs to them; see ``references.yaml``."""

    phrase: re.Pattern[str]
    two: frozenset[str]
    ordinal: Mapping[str, int]
    joining: frozenset[str]
    fixed: Mapping[str, Sequence[str]]
    bodies: Mapping[str, frozenset[str]]
    called: Mapping[str, frozenset[str]]
    beside: re.Pattern[str]
    institution: re.Pattern[str]
    clause: re.Pattern[str]
    pronoun: re.Pattern[str]
    no_verb: frozenset[str]
    be: frozenset[str]
    agent: frozenset[str]


@cache
def reference_patterns(language: Language) -> ReferencePatterns:
    """Those of `language`, made once."""
    words = language.references
    fixed, described = any_of(words.fixed.keys() | words.bodies.keys() | words.called.keys()), any_of(words.described)
    nation = rf"(?:{any_of(words.articles)})\s+(?:(?:{described})\s+){{1,3}}(?:{any_of(words.nouns)})"
    phrase = rf"(?P<phrase>{fixed}|{any_of(words.one | words.two)}|{nation})\b(?!\s+(?:{any_of(words.of)})\b)"
    its = rf"(?P<its>{any_of(words.its)})(?=\s+(?:[\w-]+\s+)?(?:{any_of(words.own)})\b)"
    grammar = language.grammar
    # "The former said", "accused the latter of"; not "the former president".
    cues = language.cues
    pasts = _forms(language, cues.speech | cues.judgement, PAST)
    alone = rf"(?=[’'.,;:?!)]|\s*$|\s+(?:{any_of(grammar.closed_classes | grammar.modals | pasts)})\b)"
    ordinal = rf"(?P<ordinal>{any_of(words.first_of_two | words.second_of_two)}){alone}"
    # "The two agreed", "accused both."; not "the two men", "both in Peru and in Chile".
    finite = any_of(
        grammar.auxiliaries
        | grammar.modals
        | grammar.irregular_pasts
        | pasts
        | _forms(language, cues.act_verbs, PAST)
        | _forms(language, cues.speech | cues.judgement, BASE)
    )
    pair = (
        rf"(?P<pair>{any_of(words.two_alone)})(?=[.,;?!)”\"]|\s*$|\s+(?:{any_of(grammar.adverbs)})?\s*(?:{finite})\b)"
    )
    opening = opening_of(
        words.fixed.keys()
        | words.bodies.keys()
        | words.called.keys()
        | words.one
        | words.two
        | words.articles
        | words.its
        | words.first_of_two
        | words.second_of_two
        | words.two_alone
    )
    return ReferencePatterns(
        re.compile(rf"\b{opening}(?:{phrase}|{its}|{ordinal}|{pair})", re.IGNORECASE),
        words.two,
        dict.fromkeys(words.first_of_two, 0) | dict.fromkeys(words.second_of_two, 1),
        language.people.coordinated,
        words.fixed,
        {phrase: frozenset(codes) for phrase, codes in words.bodies.items()},
        {phrase: frozenset(codes) for phrase, codes in words.called.items()},
        # "Its larger neighbour".
        re.compile(rf"\s+(?:[a-z-]+\s+){{0,3}}?(?P<other>{any_of(words.beside_it)})(?![\w’'-])"),
        re.compile(rf"(?:{any_of(grammar.possessive_endings)})?\s+(?:[a-z-]+\s+)?(?:{any_of(words.acting)})\b"),
        # "…, and its spokesman said": a clause of its own, not a further object.
        re.compile(rf"[,;]\s+(?:{any_of(grammar.conjunctions | grammar.subordinators)})\s+$", re.IGNORECASE),
        re.compile(rf"(?:{any_of(grammar.pronouns)})\b", re.IGNORECASE),
        grammar.conjunctions | grammar.prepositions,
        grammar.be,
        grammar.agent,
    )


def _forms(language: Language, verbs: frozenset[str], wanted: str) -> set[str]:
    return {form for form, (_, sort) in language.verb_forms(verbs).items() if sort == wanted}
