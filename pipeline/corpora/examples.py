"""One labelled example of any corpus: a text, whose stance or portrayal it is, and toward whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.extract.gazetteer import gazetteer
from pipeline.extract.masking import mask
from pipeline.schema import Mention


class Span(NamedTuple):
    """Characters ``start:end`` of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CorpusExample:
    """A judgement toward `target`, by `source` where the corpus names one.

    `target` is ``None`` where the corpus judges toward somebody whom the text does not name. `stance` is directed, source → target; `sentiment` is how the text portrays the target; the one that the corpus does
    not label is ``None``. `relation` is the corpus' own label. Examples of one `group` share their text, and no split may
    part them.
    """

    example_id: str
    corpus: str
    group: str
    text: str
    target: Span | None
    source: Span | None
    stance: str | None
    sentiment: str | None
    relation: str

    def masked(self) -> str:
        """The text that a classifier reads: target, source and all countries beside them as markers."""
        marked = [
            Mention(*span, "", role) for span, role in ((self.target, "target"), (self.source, "speaker")) if span
        ]
        own = tuple(marked)
        for country in gazetteer().find(self.text):
            if all(country.end <= m.start or m.end <= country.start for m in own):
                marked.append(Mention(country.start, country.end, country.country, "other"))
        marked.sort(key=lambda mention: mention.start)
        return mask(self.text, 0, marked)
