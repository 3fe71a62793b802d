"""Text made fit to print: on a terminal, in a figure, in a report."""

from __future__ import annotations

import re

# Control characters (an article must not steer a terminal), signs that change the direction of what follows, and what no
# XML may hold: lone surrogates and non-characters, at which the renderer of figures stops the whole process.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")


def printable(text: str) -> str:
    """Text on one line, runs of unprintable characters and white space as single spaces.

    Examples
    --------
    >>> printable("red\\x1b[31m\\nalert")
    'red [31m alert'
    """
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def count(number: int, noun: str) -> str:
    """A number with its noun.

    Examples
    --------
    >>> count(1, "article"), count(2000, "article")
    ('1 article', '2,000 articles')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
