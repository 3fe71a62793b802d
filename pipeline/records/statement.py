"""The table `statements`: what somebody holds, says or does, where it stands and who holds it."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from typing import Literal

Kind = Literal["direct", "indirect", "mixed", "narration"]
Mode = Literal["assertion", "question", "conditional", "denial"]

KINDS: tuple[str, ...] = typing.get_args(Kind)
MODES: tuple[str, ...] = typing.get_args(Mode)


@dataclass(frozen=True, slots=True)
class Statement:
    """A span of an article that reports what somebody holds; ``article.text[start:end] == content``.

    `speaker_start` and `speaker_end` are where the article names the speaker of this statement (perhaps “he”);
    `speaker` is the fullest name found for it. `speaker_country_source` says how the country was found. `mode` tells
    whether the speaker asserts the content, asks, supposes or denies it.
    """

    statement_id: str
    article_id: str
    start: int
    end: int
    kind: str
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    speaker: str | None
    speaker_role: str | None
    speaker_start: int | None
    speaker_end: int | None
    speaker_country: str | None
    speaker_country_source: str | None
    content: str
    mode: str = "assertion"
