"""Labels of annotators, and the gold examples that follow from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """One annotator's judgement of a span toward a target, as it stands in ``data/labels/*.jsonl``.

    `stance` and `sentiment` are ``None`` where the annotator gave none: a skipped example, one that a flag in `flags` calls no
    statement or one toward another target, or a line that takes back an earlier one (`withdraws` is its `label_id`).

    `role` is ``annotator``, ``adjudicator`` (whose label decides) or ``practice`` (which never counts). `article_digest` is the
    SHA-256 of the article's text, `sampling_probability` that with which `queue` drew the example, `seconds` how long it was
    looked at, `confidence` the annotator's own, `rules` the numbers of the codebook's rules that decided.
    """

    article: str
    text: str
    target: str
    stance: str | None
    sentiment: str | None
    annotator: str
    codebook: str
    time: str
    start: int | None = None
    end: int | None = None
    speaker: str | None = None
    speaker_country: str | None = None
    headline: bool = False
    alleged: bool = False
    nested: bool = False
    sure: bool = True
    example_id: str | None = None
    label_id: str | None = None
    withdraws: str | None = None
    role: str = "annotator"
    flags: tuple[str, ...] = ()
    note: str = ""
    rules: tuple[int, ...] = ()
    confidence: float | None = None
    article_digest: str | None = None
    queue: str | None = None
    sampling_probability: float | None = None
    seconds: float | None = None


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
    queue: str | None = None
    sampling_probability: float | None = None
