"""Lines that write nearly every word with a capital, as headlines do."""

from __future__ import annotations

import re

# Longer lines are no headlines, and reading them again for each name in them would take quadratic time.
_LONGEST = 200
# Shorter words may be small in a headline, and so few words tell nothing.
_LONG_WORD, _FEWEST_WORDS, _MOST_CAPITALS = 4, 3, 0.85
_WORD = re.compile(rf"[^\W\d_]{{{_LONG_WORD},}}")


def in_title_case(text: str, position: int) -> bool:
    """Whether the line at `position` is a headline whose words begin with a capital, and are not all in capitals.

    Examples
    --------
    >>> in_title_case("Warsaw Sends Ships to Oslo", 0), in_title_case("Warsaw sends ships to Oslo", 0)
    (True, False)
    """
    start = text.rfind("\n", max(0, position - _LONGEST), position) + 1
    end = text.find("\n", position, position + _LONGEST)
    end = end if end >= 0 else len(text)
    if end - start > _LONGEST:
        return False
    words = _WORD.findall(text, start, end)
    capitalised = sum(word[0].isupper() and not word.isupper() for word in words)
    return len(words) >= _FEWEST_WORDS and capitalised >= _MOST_CAPITALS * len(words)
