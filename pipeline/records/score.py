"""The table `scores`: what a model says of new articles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """One row of output: an example, where it stands, and what the model says of it.

    `stance` and `sentiment` are ``None`` where the model was less sure than asked for; the probabilities are there all
    the same. `stance_explanation` and `sentiment_explanation` name the words that decided, where they were asked for. `own_columns` is
    what the user's table says of the article besides; `copied_from` the example of which this row is a copy, where its
    article is nearly the same as one that was judged.
    """

    example_id: str
    statement_id: str
    article_id: str
    source_path: str
    outlet: str | None
    title: str | None
    published: str | None
    kind: str
    cue: str | None
    speaker: str | None
    speaker_role: str | None
    speaker_country: str | None
    speaker_country_source: str | None
    target: str
    domestic: bool
    start: int
    end: int
    text: str
    stance: str | None
    p_favor: float
    p_against: float
    p_neutral: float
    sentiment: str | None
    p_positive: float
    p_negative: float
    p_neutral_sentiment: float
    model_version: str
    data_version: str
    code_version: str
    mode: str = "assertion"
    headline: bool = False
    alleged: bool = False
    organisation: bool = False
    p_reported: float | None = None
    stance_explanation: str | None = None
    sentiment_explanation: str | None = None
    own_columns: str | None = None
    copied_from: str | None = None
    config_version: str = ""
