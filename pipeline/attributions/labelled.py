"""Whose words a paragraph is by the label before it: a transcript's "PENCE: …", an interview's "Q: …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.attributions.attribution import Attribution, trimmed
from pipeline.layout.spans import Span
from pipeline.layout.voices import Voice

_QUOTED_WHOLE = re.compile(r"[“\"][^“”\"]*[”\"]")


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
