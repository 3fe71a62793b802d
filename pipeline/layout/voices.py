"""Who speaks by the layout of a text, without a verb: labels ("PENCE: …", "Q: …") and signatures ("“…” ― Ann Lee")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.languages.page import Layout
from pipeline.layout.interviews import interview_turns
from pipeline.layout.names import NAME
from pipeline.layout.spans import Span

# A transcript sets its speakers in capitals; one such line alone may be a heading.
_LABEL = re.compile(
    r"^[ \t]*[\"“]?(?P<name>(?:[^\W\d_a-z]+\. )?[^\W\d_a-z]{2,}(?:[ '’-][^\W\d_a-z]+){0,3})(?:, [^:\n]{2,60})?:(?=\s*\S)",
    re.MULTILINE,
)
_FEWEST_LABELS = 2
_SIGNATURE = re.compile(
    rf"[”\"][ \xa0]*[―—–][ \xa0]*(?P<name>{NAME})(?=[ \t\xa0]*[.,]?[ \t\xa0]*(?:,[^\n“”\"]{{0,80}})?$)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Voice:
    """The layout gives the words to somebody: `source` names them, before or after what they say.

    Paragraphs without a voice of their own that begin before `until` are theirs too.
    """

    source: Span
    before: bool
    until: int = 0


def find_voices(text: str, labels: Layout) -> list[Voice]:
    """The labels and signatures of `text`, in its order."""
    voices = [Voice(Span(*found.span("name")), False) for found in _SIGNATURE.finditer(text)]
    turns = {source.start: Voice(source, True, until) for source, until in interview_turns(text, labels)}
    capitals = [Voice(Span(*found.span("name")), True) for found in _LABEL.finditer(text)]
    if len(capitals) >= _FEWEST_LABELS:
        turns = {voice.source.start: voice for voice in capitals} | turns
    return sorted([*voices, *turns.values()], key=lambda voice: voice.source)
