"""Reading a dependency parse: subjects, subtrees and their character spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.attributions import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_NOUNS = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")


def token_span(token: Token) -> Span:
    """The token's characters within its document."""
    return Span(token.idx, token.idx + len(token.text))


def subtree_span(token: Token, without: tuple[str, ...] = ()) -> Span:
    """From the first to the last token below `token`, leaving out children with a dependency in `without`."""
    first = last = token
    for child in token.children:
        if child.dep_ in without:
            continue
        left, right = child.left_edge, child.right_edge
        first = left if left.i < first.i else first
        last = right if right.i > last.i else last
    return Span(first.idx, last.idx + len(last.text))


def predicate_end(verb: Token) -> int:
    """Where a verb's own complements end: verbs joined to it by "and" or "but" say something else."""
    last = verb
    for child in verb.children:
        joined = child.dep_ in ("conj", "cc") and child.i > verb.i
        if not joined and child.dep_ != "punct" and child.right_edge.i > last.i:
            last = child.right_edge
    return int(last.idx + len(last.text))


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb; a conjoined or participial verb has that of the verb it hangs on."""
    current = verb
    for _ in range(4):
        for child in current.children:
            if child.dep_ in _SUBJECTS and child.pos_ in _NOUNS:
                return child
        if current.dep_ in ("conj", "advcl", "xcomp") and current.head.pos_ in ("VERB", "AUX"):
            current = current.head
        elif (current.dep_ == "acl" and current.head.pos_ in ("NOUN", "PROPN")) or (
            current.dep_ == "relcl" and current.head.pos_ in ("NOUN", "PROPN")
        ):
            return current.head
        else:
            return None
    return None


def agent_of(verb: Token) -> Token | None:
    """The agent of a passive: "was praised *by the mayor*"."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def noun_phrase_span(noun: Token) -> Span:
    """A noun with its modifiers, appositions and prepositional phrases, without relative clauses and conjuncts that
    are clauses."""
    return subtree_span(
        noun, without=("relcl", "acl", "punct", "advcl", "cc", "conj", "appos") if _has_clause(noun) else ("punct",)
    )


def _has_clause(noun: Token) -> bool:
    return any(child.dep_ in ("relcl", "acl", "advcl") for child in noun.children)


def is_negated(verb: Token) -> bool:
    """Whether "not", "never" or "no" stands with the verb."""
    return any(child.dep_ == "neg" for child in verb.children)
