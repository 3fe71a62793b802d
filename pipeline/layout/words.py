"""What a word is."""

from __future__ import annotations

import re

# A word may have apostrophes, dots, hyphens and ampersands inside: "al-Sudani's", "U.S", "AT&T".
WORD = r"[^\W_]+(?:[’'.&-][^\W_]+)*"
WORDS = re.compile(WORD)
WORDS_AND_MARKS = re.compile(rf"{WORD}|\S")
