"""Quotations that run over paragraphs: each opens with a mark, only the last is closed, and one speaker has them all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.attributions.attribution import Attribution, trimmed
from pipeline.layout.quotations import Quotation
from pipeline.reading import Reading, ReadParagraph

# Words before the marks that belong to the content.
_LONGEST_LEAD = 300


def running_quotations(paragraphs: Iterable[ReadParagraph]) -> Iterator[list[Quotation]]:
    """The quotations that belong together, in order; only those of more than one paragraph."""
    chain: list[Quotation] = []
    for paragraph in paragraphs:
        opening = paragraph.quotations[0] if paragraph.quotations and paragraph.quotations[0].opens_paragraph else None
        if chain and opening is not None:
            chain.append(opening)
        elif len(chain) > 1:
            yield chain
        last = paragraph.quotations[-1] if paragraph.quotations else None
        if last is None or last.closed:
            if len(chain) > 1 and opening is not None:
                yield chain
            chain = []
        elif not chain or chain[-1] is not last:
            chain = [last]
    if len(chain) > 1:
        yield chain


def with_running_quotations(
    reading: Reading, paragraphs: Sequence[ReadParagraph], found: list[Attribution]
) -> list[Attribution]:
    """`found`, and each part of a running quotation that it lacks, with the speaker whom any part of it names."""
    found = sorted(found, key=lambda attribution: (attribution.content.start, -attribution.content.end))
    starts = [attribution.content.start for attribution in found]
    added: list[Attribution] = []
    changed: dict[int, Attribution] = {}
    for chain in running_quotations(paragraphs):
        first = bisect_left(starts, chain[0].start - _LONGEST_LEAD)
        last = bisect_left(starts, chain[-1].end, lo=first)
        own: dict[int, Attribution] = {}
        covered: set[int] = set()
        for index in range(first, last):
            parts = _parts_met(found[index], chain) if found[index].kind != "narration" else range(0)
            if parts:
                own[index] = found[index]
                covered.update(parts)
        source = next((a.source for a in own.values() if a.source is not None and not a.nested), None)
        if source is None:
            continue
        for index, attribution in own.items():
            if attribution.source is None:
                changed[index] = replace(attribution, source=source)
        for number, part in enumerate(chain):
            if number not in covered:
                content = trimmed(reading.marked, part.span, reading.language.grammar)
                if content.end > content.start:
                    added.append(Attribution(content, "direct", None, source))
    if not added and not changed:
        return found
    all_found = [changed.get(index, attribution) for index, attribution in enumerate(found)]
    return sorted([*all_found, *added], key=lambda attribution: (attribution.content.start, -attribution.content.end))


def _parts_met(attribution: Attribution, chain: list[Quotation]) -> range:
    """The numbers of the parts of the chain that share a character with the content."""
    first = bisect_right(chain, attribution.content.start, key=lambda part: part.end)
    return range(first, bisect_left(chain, attribution.content.end, lo=first, key=lambda part: part.start))
