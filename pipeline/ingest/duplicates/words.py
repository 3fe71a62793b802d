"""Texts as hashed words: case-folded letters and digits, many texts at a time."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.arrays import BoolArray, IntArray

Hashes = NDArray[np.uint64]

UNITS = 1 << 16
# Odd, so that a sum of powers can be moved to the beginning of its word by multiplying with the inverse.
BASE = 0x9E37_79B9_7F4A_7C15
BASE_INVERSE = pow(BASE, -1, 1 << 64)
# Writing that puts no space between words, in order: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
WITHOUT_SPACES = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
)
BETWEEN_TEXTS = b"\0\0"


@dataclass(frozen=True, slots=True)
class HashedWords:
    """The words of several texts, in order.

    Attributes
    ----------
    hashes : array of uint64, shape (n_words,)
        A number for each word.
    figures : array of bool, shape (n_words,)
        Whether the word begins with a digit.
    bounds : array of int, shape (n_texts + 1,)
        Words ``bounds[i]:bounds[i + 1]`` are those of text `i`.
    """

    hashes: Hashes
    figures: BoolArray
    bounds: IntArray


def mixed(values: Hashes) -> Hashes:
    """A one-to-one scrambling of 64-bit numbers in which every bit depends on all (SplitMix64; Steele, Lea & Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58_476D_1CE4_E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D0_49BB_1331_11EB)
    return values ^ (values >> np.uint64(31))


def hashed_words(texts: Sequence[str]) -> HashedWords:
    """Words of texts as 64-bit numbers that depend on their letters and digits alone.

    In writing without spaces each letter is a word.

    Parameters
    ----------
    texts : sequence of str
        Some hundred thousand characters together are fastest; work arrays have 20 bytes a character.

    Returns
    -------
    HashedWords
        The words of each text do not depend on the other texts.
    """
    encoded = [text.encode("utf-16-le", "surrogatepass") for text in texts]
    units = np.frombuffer(BETWEEN_TEXTS + BETWEEN_TEXTS.join(encoded) + BETWEEN_TEXTS, dtype="<u2")
    letters = _letters()
    values = letters.numbers[units.astype(np.intp)]
    inside = values != 0
    begins = inside[1:] & ~inside[:-1]
    if units.max() >= WITHOUT_SPACES[0][0]:
        alone = letters.alone[units]
        begins |= inside[1:] & (alone[1:] | alone[:-1])
    starts = np.flatnonzero(begins) + 1
    ends = np.cumsum([len(text) // 2 + 1 for text in encoded], dtype=np.intp)
    bounds = np.concatenate((np.zeros(1, np.intp), np.searchsorted(starts, ends)))
    size = len(units).bit_length()
    values *= _powers(size, BASE)[: len(units)]
    # What stands between words counts nothing, so a word may be summed up to the beginning of the next.
    sums = np.cumsum(values, out=values)
    hashes = np.diff(sums[np.append(starts, len(units)) - 1]) * _powers(size, BASE_INVERSE)[starts]
    return HashedWords(hashes, letters.digits[units[starts]], bounds)


class _Letters(NamedTuple):
    """Of each UTF-16 unit a number (0 if it stands between words), whether it is a word of its own, and a digit."""

    numbers: Hashes
    alone: BoolArray
    digits: BoolArray


@cache
def _letters() -> _Letters:
    folded = np.zeros(UNITS, dtype=np.uint64)
    alone = np.zeros(UNITS, dtype=np.bool_)
    digits = np.zeros(UNITS, dtype=np.bool_)
    for unit in range(UNITS):
        character = chr(unit)
        category = unicodedata.category(character)
        # Marks belong to their letter. The two units of a code point above these count as letters.
        if not (character.isalnum() or category in ("Mn", "Mc", "Cs")):
            continue
        lower = character.casefold()
        folded[unit] = ord(lower) if len(lower) == 1 else unit
        alone[unit] = any(low <= unit <= high for low, high in WITHOUT_SPACES)
        digits[unit] = category == "Nd"
    # Only 0 becomes 0, which is no letter.
    return _Letters(mixed(folded), alone, digits)


@cache
def _powers(bits: int, base: int) -> Hashes:
    """The first ``2**bits`` powers of a number, modulo 2**64, from the zeroth on."""
    powers = np.full(1 << bits, base, dtype=np.uint64)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)
