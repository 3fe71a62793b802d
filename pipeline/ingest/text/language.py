"""The language of a text."""

from __future__ import annotations

# Enough for a certain answer; the classifier reads every character it is given.
_CHARACTERS = 2000
# Short English texts full of names look like these, in which no newspaper appears; nor does one in a language without a code.
_NO_NEWS = frozenset({"la", "eo", "vo"})


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, or ``None`` where there are no letters to tell it from."""
    sample = text[:_CHARACTERS]
    if not any(character.isalpha() for character in sample):
        return None
    from py3langid import rank

    codes: list[str] = [code for code, _ in rank(sample)]
    return next(code for code in codes if len(code) == 2 and code not in _NO_NEWS)
