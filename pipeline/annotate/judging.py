"""A page's answer → a label, or one sentence that says what is wrong with it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePath

from pipeline.annotate.items import PlannedItem
from pipeline.annotate.judgements import Judgement
from pipeline.annotate.pieces import Piece, span
from pipeline.codebook import FLAGS, UNJUDGED, Codebook
from pipeline.errors import PipelineError
from pipeline.records import SENTIMENTS, STANCES, Label

LONGEST_NOTE = 5000
# Nobody looks at one item for longer; more is a page left open.
MOST_SECONDS = 3600.0
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def checked(judgement: Judgement, codebook: Codebook) -> Judgement:
    """The judgement, its note without halves of characters, which no file in UTF-8 can hold.

    Parameters
    ----------
    judgement : Judgement
    codebook : Codebook

    Raises
    ------
    PipelineError
        If something in it cannot be: an unknown label or flag, no label without a reason, a rule that there is not.
    """
    _require(_ID.fullmatch(judgement.label_id), "The judgement has no usable label_id. Load the page again.")
    for what, value, known in (("stance", judgement.stance, STANCES), ("sentiment", judgement.sentiment, SENTIMENTS)):
        _require(value is None or value in known, f"{value!r} is no {what}. There is {', '.join(known)}.")
    unknown = sorted(set(judgement.flags) - set(FLAGS))
    _require(not unknown, f"{', '.join(map(repr, unknown))} is no flag. There is {', '.join(FLAGS)}.")
    given = (judgement.stance, judgement.sentiment)
    if UNJUDGED & set(judgement.flags):
        _require(
            given == (None, None),
            f"With {' and '.join(sorted(UNJUDGED & set(judgement.flags)))} there is nothing to judge. Take the flag or the "
            "answers back.",
        )
    else:
        _require(None not in given, "Stance or sentiment is missing. Give both, or a flag that says why not.")
    numbers = {rule.number for rule in codebook.rules}
    strange = sorted(set(judgement.rules) - numbers)
    _require(not strange, f"The codebook has no rule {', '.join(map(str, strange))}. Load the page again.")
    _require(len(judgement.note) <= LONGEST_NOTE, f"The note is longer than {LONGEST_NOTE:,} characters. Shorten it.")
    _require(_is_between(judgement.confidence, 1.0), f"The confidence is {judgement.confidence!r}, not from 0 to 1.")
    _require(_is_between(judgement.seconds, math.inf), f"The seconds are {judgement.seconds!r}, not a time.")
    return replace(judgement, note=_whole(judgement.note))


def _whole(words: str) -> str:
    """Words whose two halves of a character are put together, and single halves replaced."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def label_of(
    judgement: Judgement, item: PlannedItem, text: str, cut: Sequence[Piece], codebook: Codebook, role: str, time: str
) -> Label:
    """The label that a checked judgement is.

    Parameters
    ----------
    judgement : Judgement
    item : PlannedItem
    text : str
        Of the article.
    cut : sequence of Piece
        The article in pieces.
    codebook : Codebook
    role : str
    time : str

    Raises
    ------
    PipelineError
        If borders are given by half or stand beyond the text.
    """
    start, end = _mended(cut, judgement.first_piece, judgement.last_piece) or (item.start, item.end)
    words = _mended(cut, judgement.speaker_first_piece, judgement.speaker_last_piece)
    country = item.speaker_country if judgement.speaker_country is None else judgement.speaker_country or None
    return Label(
        article=article_name(item),
        text=text[start:end],
        target=item.target,
        stance=judgement.stance,
        sentiment=judgement.sentiment,
        annotator=judgement.annotator,
        codebook=codebook.version,
        time=time,
        start=start,
        end=end,
        speaker=text[slice(*words)] if words else item.speaker,
        speaker_country=country,
        headline=item.headline if judgement.headline is None else judgement.headline,
        alleged=item.alleged if judgement.alleged is None else judgement.alleged,
        nested=bool(judgement.nested),
        sure="unsure" not in judgement.flags,
        example_id=item.item_id,
        label_id=judgement.label_id,
        role=role,
        flags=tuple(flag for flag in FLAGS if flag in judgement.flags),
        note=judgement.note,
        rules=tuple(sorted(set(judgement.rules))),
        confidence=judgement.confidence,
        article_digest=item.article_digest,
        queue=item.queue,
        sampling_probability=item.sampling_probability,
        seconds=None if judgement.seconds is None else round(min(judgement.seconds, MOST_SECONDS), 1),
    )


def same_answer(one: Label, other: Label) -> bool:
    """Whether two labels of one item say the same, whenever and under whichever version of the codebook they were given."""
    first, second = (replace(label, text="", codebook="", time="", seconds=None) for label in (one, other))
    return first == second


def article_name(item: PlannedItem) -> str:
    """How a label calls its article: by its path within the study, else by its id."""
    path = PurePath(item.source_path)
    outside = not item.source_path or path.is_absolute() or ".." in path.parts
    return item.article_id if outside else item.source_path


def now(before: str = "") -> str:
    """The time in UTC (ISO 8601, milliseconds), never earlier than `before`: the later line counts even if a clock is set back."""
    time = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return max(time, before)


def _mended(cut: Sequence[Piece], first: int | None, last: int | None) -> tuple[int, int] | None:
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise PipelineError("Only one end of the words is given. Select them again.")
    return span(cut, first, last)


def _is_between(value: float | None, most: float) -> bool:
    return value is None or (math.isfinite(value) and 0 <= value <= most)


def _require(condition: object, sentence: str) -> None:
    if not condition:
        raise PipelineError(sentence)
