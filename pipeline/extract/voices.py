"""Who speaks by the layout of a text, without a verb: labels of a transcript ("PENCE: …") and signatures ("“…” ― Ann Lee")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.attributions import Attribution, Span, trimmed

_NAME = r"[^\W\d_a-z][\w.'’-]*(?: (?:[a-z]{1,3} )?[^\W\d_a-z][\w.'’-]*){0,4}"
# A transcript sets its speakers in capitals; one such line alone may be a heading.
_LABEL = re.compile(
    r"^[ \t]*[\"“]?(?P<name>(?:[^\W\d_a-z]+\. )?[^\W\d_a-z]{2,}(?:[ '’-][^\W\d_a-z]+){0,3})(?:, [^:\n]{2,60})?:(?=\s*\S)",
    re.MULTILINE,
)
_FEWEST_LABELS = 2
_SIGNATURE = re.compile(
    rf"[”\"][ \xa0]*[―—–][ \xa0]*(?P<name>{_NAME})(?=[ \t\xa0]*[.,]?[ \t\xa0]*(?:,[^\n“”\"]{{0,80}})?$)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Voice:
    """The layout gives the words to somebody: `source` names them, before or after what they say."""

    source: Span
    before: bool


def find_voices(text: str) -> Iterator[Voice]:
    """The labels and signatures of `text`, in no particular order."""
    labels = [Voice(Span(*found.span("name")), True) for found in _LABEL.finditer(text)]
    if len(labels) >= _FEWEST_LABELS:
        yield from labels
    for found in _SIGNATURE.finditer(text):
        yield Voice(Span(*found.span("name")), False)


def labelled(text: str, voice: Voice, end: int) -> Attribution | None:
    """What a label gives to its speaker: the rest of its paragraph, which ends at `end`; ``None`` where that is empty."""
    content = trimmed(text, Span(text.index(":", voice.source.end) + 1, end))
    return Attribution(content, "direct", None, voice.source) if content.end > content.start else None
