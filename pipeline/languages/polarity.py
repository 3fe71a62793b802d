"""The words that carry favor and opposition."""

from __future__ import annotations

from typing import ClassVar

from pipeline.languages.lexicon import WordLists, Words


class Polarity(WordLists):
    """See ``polarity.yaml``."""

    disjoint: ClassVar = (("favor", "against", "neither"),)

    favor: Words
    against: Words
    neither: Words
    negators: Words
