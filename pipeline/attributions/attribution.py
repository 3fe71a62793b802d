"""What every method of finding statements returns: who says what, as character spans of the article."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.languages.grammar import Grammar
from pipeline.layout.spans import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement as found: its `content`, and where the article has its `cue` and its `source` (the speaker).

    `cue_in_content` says that the cue belongs to the content, because it takes the side; `continues` that the speaker is
    that of the statement before, which the article does not name again; `nested` that somebody who is quoted reports it;
    `antecedent` is what a source such as "who" stands for.
    """

    content: Span
    kind: str
    cue: Span | None = None
    source: Span | None = None
    cue_in_content: bool = False
    continues: bool = False
    nested: bool = False
    antecedent: Span | None = None


def without_conjunction(text: str, span: Span, grammar: Grammar) -> Span:
    """The span without the conjunction that opens a reported clause."""
    loose = grammar.loose_start.match(text, span.start, span.end)
    return Span(loose.end(), span.end) if loose else span


def trimmed(text: str, span: Span, grammar: Grammar) -> Span:
    """The span without spaces, separating punctuation and loose conjunctions at its ends."""
    start, end = span
    if loose := grammar.loose_end.search(text, start, end):
        end = loose.start()
    while start < end and (text[start].isspace() or text[start] in ",;:–—-.…"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—-"):
        end -= 1
    return Span(start, end)
