"""The words of the training data as a compact set: enough to say whether a word is one of them, not to read them."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from pipeline.layout.words import WORDS

Vocabulary = frozenset[int]


def words_of(masked: str) -> list[int]:
    """The words of a masked text, each as a checksum of its small letters.

    Of 50,000 words one in 80,000 others has the checksum of one of them and passes for known.
    """
    return [_checksum(word) for word in WORDS.findall(masked)]


@lru_cache(maxsize=100_000)
def _checksum(word: str) -> int:
    return zlib.crc32(word.casefold().encode("utf-8", "surrogatepass"))


def packed(vocabulary: Iterable[int]) -> str:
    """A vocabulary as a line of letters, four bytes a word before that."""
    return base64.b64encode(np.array(sorted(vocabulary), dtype="<u4").tobytes()).decode("ascii")


def unpacked(letters: str) -> Vocabulary:
    """The vocabulary that `packed` wrote.

    Raises
    ------
    ValueError
        If it is damaged.
    """
    return frozenset(np.frombuffer(base64.b64decode(letters, validate=True), dtype="<u4").tolist())
