"""Who speaks by the layout of a text, without a verb: labels ("PENCE: …", "Q: …") and signatures ("“…” ― Ann Lee")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.attributions import Attribution, Span, trimmed
from pipeline.extract.interviews import interview_turns
from pipeline.extract.names import NAME

# A transcript sets its speakers in capitals; one such line alone may be a heading.
_LABEL = re.compile(
    r"^[ \t]*[\"“]?(?P<name>(?:[^\W\d_a-z]+\. )?[^\W\d_a-z]{2,}(?:[ '’-][^\W\d_a-z]+){0,3})(?:, [^:\n]{2,60})?:(?=\s*\S)",
    re.MULTILINE,
)
_FEWEST_LABELS = 2
_QUOTED_WHOLE = re.compile(r"[“\"][^“”\"]*[”\"]")
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


def find_voices(text: str) -> list[Voice]:
    """The labels and signatures of `text`, in its order."""
    voices = [Voice(Span(*found.span("name")), False) for found in _SIGNATURE.finditer(text)]
    turns = {source.start: Voice(source, True, until) for source, until in interview_turns(text)}
    labels = [Voice(Span(*found.span("name")), True) for found in _LABEL.finditer(text)]
    if len(labels) >= _FEWEST_LABELS:
        turns = {label.source.start: label for label in labels} | turns
    return sorted([*voices, *turns.values()], key=lambda voice: voice.source)


def labelled(text: str, labels: Sequence[Voice], start: int, end: int) -> Attribution | None:
    """What a label gives to its speaker of the paragraph ``start:end``; ``None`` where the paragraph is nobody's.

    Parameters
    ----------
    labels : sequence of Voice
        Those before what is said, in the order of the text.
    """
    index = bisect_left(labels, end, key=lambda voice: voice.source.start) - 1
    if index < 0:
        return None
    source, until = labels[index].source, labels[index].until
    if source.start >= start:
        mark = source.end if text[source.end] == "." else text.index(":", source.end)
        content = trimmed(text, Span(mark + 1, end))
    elif start < until:
        content = trimmed(text, Span(start, end))
    else:
        return None
    if _QUOTED_WHOLE.fullmatch(text, *content):
        content = trimmed(text, Span(content.start + 1, content.end - 1))
    return Attribution(content, "direct", None, source) if content.end > content.start else None
