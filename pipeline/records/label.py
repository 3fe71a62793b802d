"""Labels of annotators, and the gold examples that follow from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """One annotator's judgement of a span toward a target, as it stands in ``data/labels/*.jsonl``."""

    article: str
    text: str
    target: str
    stance: str
    sentiment: str
    annotator: str
    codebook: str
    time: str
    start: int | None = None
    end: int | None = None
    speaker: str | None = None
    speaker_country: str | None = None


@dataclass(frozen=True, slots=True)
class GoldExample:
    """An example with its aggregated label and the text a classifier reads (`masked`, see `pipeline.masking`)."""

    example_id: str
    statement_id: str
    article_id: str
    duplicate_group: str
    target: str
    domestic: bool
    kind: str
    speaker_country: str | None
    outlet: str | None
    published: str | None
    text: str
    masked: str
    stance: str
    sentiment: str
    label_source: str
    label_confidence: float
