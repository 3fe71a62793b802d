"""An item's text as the page draws it: pieces with the classes of what stands there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.annotate.items import Paragraph
from pipeline.annotate.pieces import Piece

# Kinds that the page marks; the first piece of each run of the last three says in words which it is.
_SHOWN = ("statement", "speaker", "cue", "target")
_TAGGED = ("speaker", "cue", "target")


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A piece with its classes and, where a speaker, cue or target begins, the word that says so."""

    number: int
    text: str
    classes: str
    tag: str


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph of such pieces; `near` ones are shown at first."""

    pieces: tuple[ShownPiece, ...]
    near: bool


def shown_text(paragraphs: Iterable[Paragraph]) -> list[ShownParagraph]:
    """The paragraphs with their marks, by colour, by line and by word.

    Parameters
    ----------
    paragraphs : iterable of Paragraph
        In the order of the article.
    """
    whole = [(paragraph.near, paragraph.pieces) for paragraph in paragraphs]
    every = [piece for _, pieces in whole for piece in pieces]
    drawn = iter([_shown(*around) for around in zip([None, *every], every, [*every[1:], None], strict=False)])
    return [ShownParagraph(_without_end([next(drawn) for _ in pieces]), near) for near, pieces in whole]


def _without_end(pieces: list[ShownPiece]) -> tuple[ShownPiece, ...]:
    """The pieces of a paragraph; the line breaks after its last word are there, since they have numbers, but take no room."""
    words = [place for place, piece in enumerate(pieces) if not piece.text.isspace()]
    last = words[-1] if words else -1
    return tuple(replace(piece, classes="break") if place > last else piece for place, piece in enumerate(pieces))


def _shown(before: Piece | None, piece: Piece, after: Piece | None) -> ShownPiece:
    classes: list[str] = []
    tag = ""
    for kind in _SHOWN:
        if kind not in piece.kinds:
            continue
        classes.append(kind)
        if before is None or kind not in before.kinds:
            classes.append(f"{kind}-first")
            tag = kind if kind in _TAGGED else tag
        if after is None or kind not in after.kinds:
            classes.append(f"{kind}-last")
    return ShownPiece(piece.number, piece.text, " ".join(classes), tag)
