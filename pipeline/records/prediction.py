"""The table `predictions`: what a model says of the test part."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model said of one gold example of the test part; everything that evaluates or compares reads this."""

    example_id: str
    statement_id: str
    article_id: str
    duplicate_group: str
    target: str
    domestic: bool
    speaker_country: str | None
    outlet: str | None
    published: str | None
    kind: str
    label_source: str
    text: str
    masked: str
    gold_stance: str
    stance: str
    p_favor: float
    p_against: float
    p_neutral: float
    gold_sentiment: str
    sentiment: str
    p_positive: float
    p_negative: float
    p_neutral_sentiment: float
