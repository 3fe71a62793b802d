"""When a test part is too small to say much."""

from __future__ import annotations

# Cameron, Gelbach and Miller (2008, Bootstrap-based improvements for inference with clustered errors) call five to thirty
# clusters few: intervals over them come out too narrow. With fewer than ten not even their order of size is known.
FEW, TOO_FEW = 30, 10


def too_small(articles: int) -> str:
    """What is to be said of figures from so many test articles; empty where they are enough.

    Examples
    --------
    >>> too_small(12)
    'Only 12 test articles: the figures say little, and their intervals are too narrow.'
    >>> too_small(40)
    ''
    """
    if articles >= FEW:
        return ""
    if articles >= TOO_FEW:
        return f"Only {articles} test articles: the figures say little, and their intervals are too narrow."
    return f"Only {articles} test article{'s' * (articles != 1)}: the figures are an anecdote, and no interval holds."
