"""An article as word pieces with what an uncased vocabulary does not see: capitals, quotations and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.reading import Reading

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Array = np.ndarray[Any, Any]

_LOWER, _CAPITALISED, _CAPITALS, _NO_LETTER = range(4)
_QUOTED = 4
FIRST_OF_PARAGRAPH = 8
N_FEATURES = 16


@dataclass(frozen=True, slots=True)
class WordPieces:
    """Word pieces of a text, each an entry of arrays of the same length.

    `ids` are those of the vocabulary, `features` numbers below `N_FEATURES`, `starts` and `ends` characters.
    """

    ids: Array
    features: Array
    starts: Array
    ends: Array

    def __len__(self) -> int:
        return len(self.ids)

    def within(self, ranges: Sequence[tuple[int, int]]) -> WordPieces:
        """Only the pieces that lie in the ordered character `ranges`; each range counts as a paragraph."""
        bounds = np.searchsorted(self.starts, np.array(ranges, dtype=np.int64).reshape(-1, 2))
        kept = np.concatenate([np.arange(first, last) for first, last in bounds] or [np.zeros(0, dtype=np.int64)])
        features = self.features.copy()
        opening = bounds[bounds[:, 0] < bounds[:, 1], 0]
        features[opening] |= FIRST_OF_PARAGRAPH
        return WordPieces(self.ids[kept], features[kept], self.starts[kept], self.ends[kept])


@cache
def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer saved at `path`, without truncation and padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _case(word: str) -> int:
    if word.islower():
        return _LOWER
    if not word[0].isupper():
        return _NO_LETTER if word.upper() == word.lower() else _LOWER
    return _CAPITALS if len(word) > 1 and word.isupper() else _CAPITALISED


def read_word_pieces(reading: Reading, tokenizer: Tokenizer) -> WordPieces:
    """The word pieces of a text, special ones excluded."""
    text = reading.marked
    encoding = tokenizer.encode(text, add_special_tokens=False)
    spans = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    ids = np.array(encoding.ids, dtype=np.int64)
    if not len(ids):
        return WordPieces(ids, ids, spans[:, 0], spans[:, 1])
    filled = spans[:, 1] > spans[:, 0]
    ids, starts, ends = ids[filled], spans[filled, 0], spans[filled, 1]
    features = np.array([_case(text[s:e]) for s, e in zip(starts.tolist(), ends.tolist(), strict=True)], dtype=np.int64)
    for paragraph in reading.paragraphs:
        first = int(np.searchsorted(starts, paragraph.start))
        if first < len(starts) and starts[first] < paragraph.end:
            features[first] += FIRST_OF_PARAGRAPH
        for quotation in paragraph.quotations:
            inside = slice(int(np.searchsorted(starts, quotation.start)), int(np.searchsorted(starts, quotation.end)))
            features[inside] += _QUOTED
    return WordPieces(ids, features, starts, ends)


def windows(pieces: WordPieces, size: int, first_size: int | None = None) -> list[tuple[int, int]]:
    """Ranges of pieces of at most `size`, cut before paragraphs where possible.

    Parameters
    ----------
    first_size : int, optional
        Most pieces of the first window: training cuts an article anew at every pass.
    """
    begins = np.append(np.flatnonzero(pieces.features >= FIRST_OF_PARAGRAPH), len(pieces))
    ranges = []
    start, limit = 0, first_size or size
    while start < len(pieces):
        fitting = int(np.searchsorted(begins, start + limit, side="right")) - 1
        end = int(begins[fitting]) if fitting >= 0 and begins[fitting] > start else min(start + limit, len(pieces))
        ranges.append((start, end))
        start, limit = end, size
    return ranges
