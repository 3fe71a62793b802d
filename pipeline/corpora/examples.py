"""One labelled example of any corpus: a text, whose stance or portrayal it is, and toward whom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.countries.gazetteer import gazetteer
from pipeline.masking import mask
from pipeline.records import Mention

_SHORTEST_NAME = 2


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
        """The text that a classifier reads: target, source and all countries beside them as markers.

        A span that cuts a word is read as the whole word. Where a country or a capitalised name of the two is named
        again, it has the same marker again.
        """
        ends = [(span, role) for span, role in ((self.target, "target"), (self.source, "speaker")) if span]
        marked = [Mention(*_whole_word(self.text, span), "", role) for span, role in ends]
        taken = list(marked)
        countries = list(gazetteer().find(self.text))
        roles = {
            country.country: mention.role
            for mention in marked
            for country in countries
            if country.start < mention.end and mention.start < country.end
        }
        for mention in taken:
            name = self.text[mention.start : mention.end]
            if name[:1].isupper() and len(name) > _SHORTEST_NAME:
                again = (
                    Mention(*found.span(), "", mention.role)
                    for found in re.finditer(rf"\b{re.escape(name)}\b", self.text)
                )
                marked += [m for m in again if _apart(m, marked)]
        for country in countries:
            there = Mention(country.start, country.end, country.country, roles.get(country.country, "other"))
            if _apart(there, marked):
                marked.append(there)
        marked.sort(key=lambda mention: mention.start)
        return mask(self.text, 0, marked)


def labels_by_group(examples: Iterable[CorpusExample]) -> dict[str, set[str]]:
    """Group → the labels of its examples: sentiments, or the corpus' own where it has none."""
    labels: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        labels[example.group].add(example.sentiment or example.relation)
    return labels


def _whole_word(text: str, span: Span) -> Span:
    end = span.end
    while end < len(text) and text[end].isalpha() and text[end - 1].isalpha():
        end += 1
    return Span(span.start, end)


def _apart(mention: Mention, others: list[Mention]) -> bool:
    return all(mention.end <= other.start or other.end <= mention.start for other in others)
