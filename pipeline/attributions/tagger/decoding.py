"""The tagger's scores → the best sequence of tags → attributions with contents of one or more spans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pipeline.attributions.tagger.tags import Tag
from pipeline.layout.voices import Voice

Array = np.ndarray[Any, Any]


def best_tags(scores: Array, transitions: Array) -> Array:
    """The sequence of tags with the highest sum of `scores` and `transitions` (Viterbi 1967).

    Parameters
    ----------
    scores : array of shape (n_pieces, n_tags)
    transitions : array of shape (n_tags, n_tags)
        Score of going from one tag (row) to the next (column).

    Returns
    -------
    array of shape (n_pieces,)
    """
    n = len(scores)
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    back = np.empty((n, scores.shape[1]), dtype=np.int64)
    best = scores[0].astype(np.float64)
    columns = np.arange(scores.shape[1])
    for i in range(1, n):
        ways = best[:, None] + transitions
        back[i] = ways.argmax(axis=0)
        best = ways[back[i], columns] + scores[i]
    tags = np.empty(n, dtype=np.int64)
    tags[-1] = best.argmax()
    for i in range(n - 1, 0, -1):
        tags[i - 1] = back[i, tags[i]]
    return tags


def with_voices(tags: Array, starts: Array, voices: Iterable[Voice]) -> Array:
    """The tags with the sources that the layout names; after each a new content begins.

    Parameters
    ----------
    starts : array of shape (n_pieces,)
        Character at which each piece begins.
    """
    tags = tags.copy()
    after = []
    for voice in voices:
        first, last = np.searchsorted(starts, voice.source)
        if first == last:
            continue
        tags[first:last] = Tag.SOURCE_BEFORE if voice.before else Tag.SOURCE_AFTER
        after.append(last)
    contents = np.flatnonzero((tags == Tag.CONTENT) | (tags == Tag.CONTENT_FIRST))
    following = np.searchsorted(contents, np.array(after, dtype=np.int64))
    tags[contents[following[following < len(contents)]]] = Tag.CONTENT_FIRST
    return tags


@dataclass(slots=True)
class PieceGroup:
    """One attribution as ranges of pieces: `contents` in order, `source` and `cue` where there are any."""

    contents: list[tuple[int, int]] = field(default_factory=list)
    source: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None


def group(tags: Array, paragraph: Array) -> list[PieceGroup]:
    """Tags → attributions: runs of one tag, sources and cues joined to the content that they point to.

    A content that no source points to has the last source before it in its paragraph ("he said … and warned that …").

    Parameters
    ----------
    paragraph : array of shape (n_pieces,)
        Number of the paragraph of each piece.
    """
    groups: list[PieceGroup] = []
    source: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    last_source: tuple[int, int] | None = None
    fallback: list[tuple[int, int] | None] = []
    for tag, start, end in _runs(tags):
        if tag in (Tag.CONTENT_FIRST, Tag.CONTENT):
            if tag == Tag.CONTENT_FIRST or not groups:
                groups.append(PieceGroup(source=source, cue=cue))
                near = last_source is not None and paragraph[last_source[0]] == paragraph[start]
                fallback.append(last_source if near else None)
                source = cue = None
            groups[-1].contents.append((start, end))
        elif tag == Tag.SOURCE_BEFORE:
            source = last_source = _within_paragraph(start, end, paragraph, last=True)
        elif tag == Tag.CUE_BEFORE:
            cue = (start, end)
        elif groups and tag == Tag.SOURCE_AFTER:
            last_source = _within_paragraph(start, end, paragraph, last=False)
            groups[-1].source = groups[-1].source or last_source
        elif groups and tag == Tag.CUE_AFTER:
            groups[-1].cue = groups[-1].cue or (start, end)
    for attribution, other in zip(groups, fallback, strict=True):
        attribution.source = attribution.source or other
    return groups


def _within_paragraph(start: int, end: int, paragraph: Array, last: bool) -> tuple[int, int]:
    """What of a run lies in its `last` or its first paragraph: no name reaches from a heading into the text."""
    inside = np.flatnonzero(paragraph[start:end] == paragraph[end - 1 if last else start]) + start
    return int(inside[0]), int(inside[-1]) + 1


def _runs(tags: Array) -> list[tuple[int, int, int]]:
    """Ranges of one tag; a content's first piece and those that follow it are one range."""
    runs: list[tuple[int, int, int]] = []
    for i, tag in enumerate(tags.tolist()):
        if runs and runs[-1][2] == i:
            last = runs[-1][0]
            if tag == last != Tag.CONTENT_FIRST or (last == Tag.CONTENT_FIRST and tag == Tag.CONTENT):
                runs[-1] = (last, runs[-1][1], i + 1)
                continue
        if tag != Tag.OUTSIDE:
            runs.append((tag, i, i + 1))
    return runs
