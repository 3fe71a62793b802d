"""An earlier answer of an annotator as the form takes it, with mended borders and speaker found again among the pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.annotate.pieces import piece_numbers

if TYPE_CHECKING:
    from pipeline.annotate.items import Item
    from pipeline.annotate.pieces import Piece
    from pipeline.records import Label


def earlier_answer(item: Item, label: Label) -> dict[str, Any]:
    """What the form is filled with.

    Parameters
    ----------
    item : Item
    label : Label
        The annotator's, which may be one that was taken back.
    """
    every = [piece for paragraph in item.paragraphs for piece in paragraph.pieces]
    borders = speaker = None
    if label.start is not None and label.end is not None:
        borders = piece_numbers(every, label.start, label.end)
    if borders == (item.first_piece, item.last_piece):
        borders = None
    if label.speaker and label.speaker != item.speaker:
        speaker = _nearest(every, label.speaker, item.first_piece)
    return {
        "stance": label.stance,
        "sentiment": label.sentiment,
        "flags": [flag for flag in label.flags if flag != "skipped"],
        "note": label.note,
        "rules": list(label.rules),
        "headline": label.headline,
        "alleged": label.alleged,
        "nested": label.nested,
        "first_piece": borders[0] if borders else None,
        "last_piece": borders[1] if borders else None,
        "speaker_first_piece": speaker[0] if speaker else None,
        "speaker_last_piece": speaker[1] if speaker else None,
        "shown_country": label.speaker_country or "",
    }


def _nearest(pieces: list[Piece], words: str, number: int) -> tuple[int, int] | None:
    """Where the words stand nearest to a piece, as first and last piece."""
    found = []
    for place, piece in enumerate(pieces):
        joined, last = "", place
        while last < len(pieces) and len(joined) < len(words) and words.startswith(joined + pieces[last].text):
            joined += pieces[last].text
            last += 1
        if joined == words:
            found.append((piece.number, pieces[last - 1].number))
    return min(found, key=lambda span: abs(span[0] - number), default=None)
