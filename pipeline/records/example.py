"""The table `examples`: statements toward targets, with the passage that is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["target", "speaker", "other"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters ``start:end`` of the article mean `country`, which is the target, the speaker's country or another."""

    start: int
    end: int
    country: str
    role: str


@dataclass(frozen=True, slots=True)
class Example:
    """A (statement, target) pair, the unit of labelling, training and scoring.

    `text` is the passage that is judged: ``article.text[text_start:text_start + len(text)]``, the statement together
    with its cue where the cue takes a side. `mentions` are all countries named in it. `context` is the sentence
    before the statement, `title` the article's title. `start` and `end` are the statement's own characters. `headline` says
    that it stands in the headline, `alleged` that it is an act of which somebody else tells, `organisation` that the target
    is a body and no country; `p_reported` is the probability that the speaker holds anything toward the target, where a
    network was asked, and `masked_context` the masked end of the sentences before the passage, if it read that.
    """

    example_id: str
    statement_id: str
    article_id: str
    target: str
    domestic: bool
    text: str
    text_start: int
    mentions: list[Mention]
    kind: str
    cue: str | None
    speaker: str | None
    speaker_country: str | None
    context: str | None
    title: str | None
    duplicate_group: str
    start: int = 0
    end: int = 0
    headline: bool = False
    alleged: bool = False
    organisation: bool = False
    p_reported: float | None = None
    masked_context: str | None = None
