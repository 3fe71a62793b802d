"""What an annotator is asked: an example frozen by the plan, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.annotate.pieces import Piece
from pipeline.records import Mention

ADDED = "added-"
RANDOM = "random"


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """A row of ``items.parquet``: an example as it was when the plan drew it, where it stands, and how it was drawn.

    `item_id` is the id of the example, or ``added-…`` of a statement that an annotator added. `number` orders the items, `batch`
    says in which draw it came, `queue` and `sampling_probability` by which rule and how probably; the latter is ``None`` where
    it cannot be told, as in most batches after the first (`pipeline.annotate.drawing`). `double` says that two annotators judge it.
    """

    item_id: str
    article_id: str
    article_digest: str
    source_path: str
    outlet: str | None
    published: str | None
    url: str | None
    title: str | None
    target: str
    domestic: bool
    organisation: bool
    kind: str
    cue: str | None
    speaker: str | None
    speaker_country: str | None
    start: int
    end: int
    text: str
    text_start: int
    mentions: list[Mention]
    context: str | None
    headline: bool
    alleged: bool
    speaker_start: int | None
    speaker_end: int | None
    cue_start: int | None
    cue_end: int | None
    batch: int
    number: int
    queue: str
    sampling_probability: float | None
    double: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article in pieces; `near` ones stand in or beside the statement, the others are shown on demand."""

    pieces: tuple[Piece, ...]
    near: bool


@dataclass(frozen=True, slots=True)
class Item:
    """What a page shows of one item. It holds nothing of a model, and no path of the machine.

    Attributes
    ----------
    item_id : str
    article_id : str
    outlet, published, url, title : str or None
        Of the article; `url` only where it begins with http.
    target, target_name : str
        Code and English name.
    speaker, speaker_country, speaker_country_name : str or None
    kind : str
        ``direct``, ``indirect``, ``mixed`` or ``narration``.
    headline, alleged, domestic : bool
    statement : str
        The words that are judged.
    first_piece, last_piece : int
        Where they stand.
    speaker_pieces : tuple of (int, int) or None
        First and last piece of the speaker's name, where it stands in the article.
    paragraphs : tuple of Paragraph
        The whole article; kinds of pieces: ``statement``, ``speaker``, ``cue``, ``target``.
    number : int
        Place in the plan, from 0.
    batch : int
    queue : str
    double : bool
    """

    item_id: str
    article_id: str
    outlet: str | None
    published: str | None
    url: str | None
    title: str | None
    target: str
    target_name: str
    speaker: str | None
    speaker_country: str | None
    speaker_country_name: str | None
    kind: str
    headline: bool
    alleged: bool
    domestic: bool
    statement: str
    first_piece: int
    last_piece: int
    speaker_pieces: tuple[int, int] | None
    paragraphs: tuple[Paragraph, ...]
    number: int
    batch: int
    queue: str
    double: bool
