"""Finding the attributions of a whole article by rules, paragraph after paragraph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.finder import AttributionFinder
from pipeline.attributions.rules import ParagraphWords, find_attributions
from pipeline.layout.voices import Voice
from pipeline.reading import Reading, ReadParagraph


class RulesFinder(AttributionFinder):
    """Finds attributions with the rules of `pipeline.attributions.rules`; see `AttributionFinder`."""

    def proposed(self, reading: Reading, paragraphs: Sequence[ReadParagraph]) -> Iterator[list[Attribution]]:
        """What the rules find in each paragraph, with the sources that signatures name."""
        for paragraph in paragraphs:
            yield _signed(find_attributions(ParagraphWords.of(reading, paragraph)), reading.voices, paragraph)

    def completed(
        self, reading: Reading, paragraph: ReadParagraph, before: ReadParagraph | None, found: list[Attribution]
    ) -> list[Attribution]:
        """The attributions, each with whether it continues another and whether somebody who is quoted reports it."""
        quotations = paragraph.quotations
        unclosed = before is not None and bool(before.quotations) and not before.quotations[-1].closed
        goes_on = unclosed or (bool(quotations) and quotations[0].opens_paragraph)
        labels = {voice.source.start for voice in reading.voices}
        told: list[Attribution] = []
        for attribution in found:
            source = attribution.source
            nested = (
                source is not None
                and source.start not in labels
                and any(q.start <= source.start < q.end for q in quotations)
            )
            unnamed = source is None and attribution.kind == "direct"
            told.append(replace(attribution, continues=unnamed and goes_on, nested=nested))
            goes_on = goes_on or source is not None
        return told


def _signed(found: list[Attribution], voices: Sequence[Voice], paragraph: ReadParagraph) -> list[Attribution]:
    """A signature is the source of the quotation before it in its paragraph."""
    first = bisect_left(voices, paragraph.body, key=lambda voice: voice.source.start)
    last = bisect_left(voices, paragraph.end, lo=first, key=lambda voice: voice.source.start)
    for voice in voices[first:last]:
        quoted = [a for a in found if a.kind == "direct" and a.content.end < voice.source.start]
        if quoted and quoted[-1].source is None:
            found[found.index(quoted[-1])] = replace(quoted[-1], source=voice.source)
    return found
