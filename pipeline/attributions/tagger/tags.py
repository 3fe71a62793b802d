"""The tags of the tagger: what a word piece is to the attribution it belongs to.

Contents are tagged B (first piece) and I (all others, also after a gap, so that a content may have several spans).
Sources and cues say whether their content begins after them or before: that tells which attribution they belong to.
"""

from __future__ import annotations

from enum import IntEnum


class Tag(IntEnum):
    """One of seven; the order is that of the model's output."""

    OUTSIDE = 0
    CONTENT_FIRST = 1
    CONTENT = 2
    SOURCE_BEFORE = 3
    SOURCE_AFTER = 4
    CUE_BEFORE = 5
    CUE_AFTER = 6
