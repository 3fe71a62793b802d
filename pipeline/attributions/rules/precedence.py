"""What is kept where two rules find statements in the same words."""

from __future__ import annotations

from dataclasses import replace

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.rules.words import ParagraphWords
from pipeline.layout.spans import Span

_LARGEST_PART, _SMALLEST_PART = 0.5, 0.3
_LONGEST_GAP = 30


def add_reported(words: ParagraphWords, found: list[Attribution], new: Attribution) -> None:
    """A reported clause swallows the partial quotations in it; a clause inside a quotation is nested."""
    inner = [a for a in found if new.content.overlaps(a.content)]
    for attribution in inner:
        if attribution.cue is not None and attribution.cue == new.cue and attribution.content.contains(new.content):
            return
        if attribution.content.contains(new.content):
            own = new.source is not None and attribution.content.contains(new.source)
            if not own or attribution.kind != "direct" or attribution.content == new.content:
                return
    for attribution in found:
        same_cue = attribution.kind == "direct" and attribution.cue is not None and attribution.cue == new.cue
        gap = attribution.content.start - new.content.end
        if same_cue and 0 <= gap <= _LONGEST_GAP and words.are_together(new.content.end, attribution.content.start):
            # The clause was cut short at the marks: “is ‘too much’”.
            new = replace(new, content=Span(new.content.start, attribution.content.end))
            inner.append(attribution)
    swallowed = [a for a in inner if new.content.contains(a.content)]
    if swallowed:
        quoted = sum(a.content.end - a.content.start for a in swallowed if a.kind in ("direct", "mixed"))
        if quoted > 0.8 * (new.content.end - new.content.start):
            return
        for attribution in swallowed:
            found.remove(attribution)
        new = replace(new, kind="mixed")
    elif any(new.content.overlaps(quote) and not quote.contains(new.content) for quote in words.quotes):
        new = replace(new, kind="mixed")
    found.append(new)


def add_unless_covered(found: list[Attribution], new: Attribution) -> None:
    """Judgements and narration are left out where the same words are already somebody's statement.

    Where those words are a statement of nobody known, and the new one says whose it is, it takes their place.
    """
    of_nobody = [
        a
        for a in found
        if a.kind == "indirect" and a.source is None and new.source is not None and _mostly(a.content, new.content)
    ]
    for attribution in found:
        if attribution in of_nobody or not attribution.content.overlaps(new.content):
            continue
        if attribution.cue is not None and attribution.cue == new.cue:
            return
        overlap = min(attribution.content.end, new.content.end) - max(attribution.content.start, new.content.start)
        inside = (
            attribution.content.contains(new.content)
            and new.source is not None
            and attribution.content.contains(new.source)
        )
        # What somebody says of others is their statement first; only a part of it can be another's as well.
        nested = inside and overlap <= _LARGEST_PART * (attribution.content.end - attribution.content.start)
        if nested and not attribution.cue_in_content:
            continue
        lengths = [span.end - span.start for span in (attribution.content, new.content)]
        if overlap > max(_LARGEST_PART * min(lengths), _SMALLEST_PART * lengths[1]):
            return
    for attribution in of_nobody:
        found.remove(attribution)
    found.append(new)


def _mostly(one: Span, other: Span) -> bool:
    """Whether most of the first span is in the second."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > _LARGEST_PART * (one.end - one.start)
