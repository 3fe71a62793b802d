"""Where a passage stands among the words of its article, whoever copied it: readers quote freely, and rows are cut anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

# The first word of a passage, and the one after its last.
Place = tuple[int, int]

_NO_WORD = re.compile(r"[^a-z0-9 ]+")
_FEWEST_WORDS, _LEAST_SHARE = 2, 3


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without marks; a possessive s is a word.

    Examples
    --------
    >>> words_of("Peru’s “friends”, U.S. included")
    ['peru', 's', 'friends', 'u', 's', 'included']
    """
    return _NO_WORD.sub(" ", text.lower().replace("’", "'").replace("'s", " s")).split()


def place_of(passage: Sequence[str], article: Sequence[str]) -> Place | None:
    """Where the words of a passage stand first in those of an article, else the longest run of them that does.

    A run counts from two words and a third of the passage on; ``None`` where there is no such run.

    Examples
    --------
    >>> place_of(["thanked", "peru"], ["chile", "thanked", "peru"])
    (1, 3)
    """
    run = SequenceMatcher(None, article, passage, autojunk=False).find_longest_match()
    whole = run.size == len(passage) > 0
    if whole or run.size >= max(_FEWEST_WORDS, len(passage) // _LEAST_SHARE):
        return run.a, run.a + run.size
    return None


def common_share(one: Place | None, two: Place | None) -> float:
    """The share of the shorter passage that both have in common; 0 where one stands nowhere.

    Examples
    --------
    >>> common_share((0, 4), (2, 10))
    0.5
    """
    if one is None or two is None:
        return 0.0
    both = min(one[1], two[1]) - max(one[0], two[0])
    return max(0, both) / min(one[1] - one[0], two[1] - two[0])
