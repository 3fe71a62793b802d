"""Whose words a paragraph is by the label before it: a transcript's "PENCE: …", an interview's "Q: …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.attributions.attribution import Attribution, trimmed
from pipeline.layout.spans import Span
from pipeline.layout.voices import Voice
from pipeline.reading import Reading, ReadParagraph

_QUOTED_WHOLE = re.compile(r"[“\"][^“”\"]*[”\"]")


def labelled(reading: Reading, labels: Sequence[Voice], paragraph: ReadParagraph) -> Attribution | None:
    """What a label gives to its speaker of a paragraph; ``None`` where the paragraph is nobody's.

    Parameters
    ----------
    labels : sequence of Voice
        Those before what is said, in the order of the text.
    """
    text, grammar, (start, end) = reading.marked, reading.language.grammar, (paragraph.body, paragraph.end)
    index = bisect_left(labels, end, key=lambda voice: voice.source.start) - 1
    if index < 0:
        return None
    source, until = labels[index].source, labels[index].until
    if source.start >= start:
        mark = source.end if text[source.end] == "." else text.index(":", source.end)
        content = trimmed(text, Span(mark + 1, end), grammar)
    elif start < until:
        content = trimmed(text, Span(start, end), grammar)
    else:
        return None
    if _QUOTED_WHOLE.fullmatch(text, *content):
        content = trimmed(text, Span(content.start + 1, content.end - 1), grammar)
    return Attribution(content, "direct", None, source) if content.end > content.start else None
