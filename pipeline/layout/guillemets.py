"""Guillemets that point inward or both one way (»…«, »…»), read as the curly marks that all else knows."""

from __future__ import annotations

import re

_OPENS = re.compile(r"»(?<![^\s(\[/—–:“„‘'\"-].)(?=[^\W_]|[“„‘\"'(…¿¡])")
_CLOSES = re.compile(r"[«»](?<=[^\s»«].)(?![^\W_])")
_ANY = re.compile(r"[«»]")
# "‹…›", "›…‹", "‚…‘": within other marks they are quotations in a quotation, alone they are ones themselves.
_SINGLE = re.compile(r"(?<!\w)(?:‹(?=\w)[^‹›\n]+›|›(?=\w)[^‹›\n]+‹|‚(?=\w)[^‚‘’\n]+[‘’])(?!\w)")
_DOUBLE = re.compile(r"[“”„\"«]")


def with_curly_marks(text: str) -> str:
    """`text` with the same length, in which »…« is “…”; «…» stays, whatever spaces are inside.

    Examples
    --------
    >>> with_curly_marks("»Ja«, sagte er. «Non», dit-elle.")
    '“Ja”, sagte er. «Non», dit-elle.'
    """
    if "»" not in text:
        return _with_single_ones(text)
    opens = {found.start() for found in _OPENS.finditer(text)}
    closes = {found.start() for found in _CLOSES.finditer(text)}
    changed = list(text)
    opened: str | None = None
    for found in _ANY.finditer(text):
        place = found.start()
        if opened is None or (place in opens and place not in closes):
            if place in opens:
                changed[place], opened = "“", "inward"
            elif found[0] == "«":
                opened = "outward"
        elif opened == "inward" and place in closes:
            changed[place], opened = "”", None
        elif opened == "outward" and found[0] == "»":
            opened = None
    return "".join(changed)


def _with_single_ones(text: str) -> str:
    return text if _DOUBLE.search(text) else _SINGLE.sub(lambda found: f"“{found[0][1:-1]}”", text)
