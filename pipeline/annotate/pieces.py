"""A text cut in numbered pieces, so that a page names places by number and computes no offset.

A browser counts UTF-16 units, Python counts code points, a reader sees grapheme clusters. Pieces are made of whole clusters (Unicode
Standard Annex 29) and depend on the text alone: whoever cuts the same text again gets the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.errors import PipelineError


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``start:end`` of the text are of a `kind`: ``statement``, ``speaker``, ``cue``, ``target`` or ``other``."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a space or a sign: ``text == whole[start:end]``. `kinds` are the kinds of the marks that touch it, sorted."""

    number: int
    start: int
    end: int
    text: str
    kinds: tuple[str, ...] = ()


def pieces(text: str, marks: Iterable[Mark] = ()) -> list[Piece]:
    """The text cut word by word; the texts of the pieces joined are the text.

    Parameters
    ----------
    text : str
        A whole article, so that the numbers hold for any part of it that is shown.
    marks : iterable of Mark
        In any order; they may overlap and do not change where the text is cut.

    Examples
    --------
    >>> [piece.text for piece in pieces("We don’t. 👩‍🚀!")]
    ['We', ' ', 'don’t', '.', ' ', '👩\u200d🚀', '!']
    """
    ordered = sorted(marks, key=lambda mark: mark.start)
    found: list[Piece] = []
    first = 0
    for number, (start, end) in enumerate(_cuts(text)):
        # A mark that ended before this piece touches none of the later ones unless a longer one began earlier.
        while first < len(ordered) and ordered[first].end <= start:
            first += 1
        kinds = {mark.kind for mark in _until(ordered, first, end) if mark.end > start and mark.start < mark.end}
        found.append(Piece(number, start, end, text[start:end], tuple(sorted(kinds))))
    return found


def span(cut: Sequence[Piece], first_piece: int, last_piece: int) -> tuple[int, int]:
    """The characters from the first to the last piece, in either order, without the space around them.

    Raises
    ------
    PipelineError
        If the text has no piece of such a number, or only space stands there.
    """
    first, last = sorted((first_piece, last_piece))
    if first < 0 or last >= len(cut):
        raise PipelineError(
            f"The selected words have the numbers {first} to {last}, and the text ends with {len(cut) - 1}. Load the page again."
        )
    while first < last and cut[first].text.isspace():
        first += 1
    while last > first and cut[last].text.isspace():
        last -= 1
    if cut[first].text.isspace():
        raise PipelineError("Only space is selected. Select the words that are meant.")
    return cut[first].start, cut[last].end


def piece_numbers(cut: Sequence[Piece], start: int, end: int) -> tuple[int, int] | None:
    """The numbers of the first and the last piece that characters ``start:end`` touch, ``None`` where they touch none."""
    touched = [piece.number for piece in cut if piece.end > start and piece.start < end]
    return (touched[0], touched[-1]) if touched else None


def _until(ordered: Sequence[Mark], first: int, end: int) -> Iterator[Mark]:
    for place in range(first, len(ordered)):
        if ordered[place].start >= end:
            return
        yield ordered[place]


@cache
def _patterns() -> tuple[Any, Any, Any]:
    import regex

    cluster = regex.compile(r"\X")
    # Scripts that write no space between words: each cluster is a piece of its own.
    word = regex.compile(r"[\p{L}\p{N}\p{M}_](?<![\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}])")
    return cluster, word, regex.compile(r"['’ʼ\u00AD]")


def _sort(cluster: str, patterns: tuple[Any, Any, Any]) -> str:
    if cluster.isspace():
        # A line break is a piece of its own, since the page draws it otherwise.
        return "break" if "\n" in cluster or "\r" in cluster else "space"
    if patterns[1].match(cluster):
        return "word"
    return "joint" if patterns[2].match(cluster) else "sign"


def _cuts(text: str) -> list[tuple[int, int]]:
    patterns = _patterns()
    clusters = [(match.start(), match.end()) for match in patterns[0].finditer(text)]
    sorts = [_sort(text[start:end], patterns) for start, end in clusters]
    cuts: list[tuple[int, int]] = []
    before = ""
    for place, ((start, end), sort) in enumerate(zip(clusters, sorts, strict=True)):
        following = sorts[place + 1] if place + 1 < len(sorts) else ""
        # An apostrophe between letters belongs to the word.
        sort = "word" if sort == "joint" and before == "word" and following == "word" else sort
        if sort == before and sort in ("word", "space"):
            cuts[-1] = (cuts[-1][0], end)
        else:
            cuts.append((start, end))
        before = sort
    return cuts
