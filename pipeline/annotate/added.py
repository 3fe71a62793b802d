"""A statement that was missed: an item that an annotator adds beside one of the plan."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.annotate.items import ADDED, PlannedItem
from pipeline.annotate.pieces import pieces, span
from pipeline.countries.gazetteer import target_codes
from pipeline.errors import PipelineError
from pipeline.records import Mention, content_id


@dataclass(frozen=True, slots=True)
class Missed:
    """A statement that the plan does not hold, as an annotator marks it.

    Attributes
    ----------
    first_piece, last_piece : int
        The statement, in the numbered pieces of its article.
    target : str
        A code.
    speaker_first_piece, speaker_last_piece : int, optional
        Where the speaker is named.
    speaker_country : str, optional
        A code.
    """

    first_piece: int
    last_piece: int
    target: str
    speaker_first_piece: int | None = None
    speaker_last_piece: int | None = None
    speaker_country: str | None = None


def added_item(beside: PlannedItem, text: str, missed: Missed) -> PlannedItem:
    """The item of a statement in the article of another; the same again gives the same item.

    Parameters
    ----------
    beside : PlannedItem
        An item of the article.
    text : str
        Of the article.
    missed : Missed

    Raises
    ------
    PipelineError
        If the words or the codes are none.
    """
    target = missed.target
    if target not in target_codes():
        raise PipelineError(f"'{target}' is no country that can be a target. Choose one of the list.")
    cut = pieces(text)
    start, end = span(cut, missed.first_piece, missed.last_piece)
    words: tuple[int, int] | tuple[None, None] = (None, None)
    if missed.speaker_first_piece is not None and missed.speaker_last_piece is not None:
        words = span(cut, missed.speaker_first_piece, missed.speaker_last_piece)
    country = missed.speaker_country or None
    return replace(
        beside,
        item_id=ADDED + content_id(beside.article_id, start, end, target, country),
        target=target,
        domestic=country == target,
        organisation=False,
        kind="",
        cue=None,
        cue_start=None,
        cue_end=None,
        speaker=text[slice(*words)] if words[0] is not None else None,
        speaker_country=country,
        speaker_start=words[0],
        speaker_end=words[1],
        start=start,
        end=end,
        text=text[start:end],
        text_start=start,
        mentions=[Mention(m.start, m.end, m.country, "target") for m in beside.mentions if m.country == target],
        context=None,
        headline=False,
        alleged=False,
        queue="added",
        sampling_probability=None,
        double=False,
    )
