"""Patterns over masked passages: “{thanking} … ‹TARGET›” → a regular expression, and the words it cannot do without."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import PipelineError, did_you_mean
from pipeline.masking import MARKERS

_MARKERS = {name: marker for marker in MARKERS.values() for name in (marker, marker.strip("‹›"))}
_GAPS = ("…", "...")
# Between two words of a pattern: what is neither a word nor a marker and ends no clause.
_BETWEEN = r"(?:['’]s)?[^\w‹.!?;:\n]+"
_TOKEN = re.compile(r"(?P<list>\{[^{}]*\}(?:\|\{[^{}]*\})*)|(?P<plain>[^\s{}]+)")
_FIRST_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    Attributes
    ----------
    matching : re.Pattern
        Its groups ``listed<n>`` hold what the lists and plain words matched.
    needed : tuple of frozenset of str
        Of each set a passage must hold a word, in lower case: which is much faster to see than that nothing matches.
    """

    matching: re.Pattern[str]
    needed: tuple[frozenset[str], ...]

    def may_match(self, words: frozenset[str]) -> bool:
        """Whether a passage of these words can match at all."""
        return not any(need.isdisjoint(words) for need in self.needed)


def compiled(pattern: str, lists: Mapping[str, frozenset[str]], within: int, joining: frozenset[str]) -> Pattern:
    """The pattern as a regular expression.

    Parameters
    ----------
    pattern : str
        Markers, words (``to|toward`` for either), lists in braces and gaps (``…``), with spaces between.
    lists : mapping of str to frozenset of str
        The forms in each list.
    within : int
        Words that a gap may hold.
    joining : frozenset of str
        Words that join the members of a list, over which a gap may name other countries.

    Raises
    ------
    PipelineError
        If a list is not known, or the pattern does not begin and end with something to look for; without the file's name.
    """
    tokens = list(_TOKEN.finditer(pattern))
    if not tokens or "".join(found.group() for found in tokens) != "".join(pattern.split()):
        raise PipelineError(
            f"the pattern '{pattern}' cannot be read. Put lists in braces and spaces between its words."
        )
    if tokens[0].group() in _GAPS or tokens[-1].group() in _GAPS:
        raise PipelineError(f"the pattern '{pattern}' begins or ends with a gap. Begin and end with what to look for.")
    pieces: list[str] = []
    needed: list[frozenset[str]] = []
    for number, found in enumerate(tokens):
        token = found.group()
        if token in _GAPS:
            pieces.append(_gap(within, joining))
            continue
        if token in _MARKERS:
            piece, needs = re.escape(_MARKERS[token]), {token.strip("‹›")}
        else:
            forms = _forms(found, lists)
            piece, needs = f"(?P<listed{number}>{_any_of(forms)})", {_first_word(form) for form in forms}
        needed.append(frozenset(word.lower() for word in needs))
        pieces.append(piece + (_BETWEEN if number + 1 < len(tokens) else ""))
    return Pattern(re.compile("".join(pieces), re.IGNORECASE), tuple(needed))


def _forms(found: re.Match[str], lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if found["plain"] is not None:
        return frozenset(found["plain"].split("|"))
    forms: frozenset[str] = frozenset()
    for name in re.findall(r"\{([^{}]*)\}", found.group()):
        forms |= listed(name, lists)
    return forms


def listed(name: str, lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The forms in a list.

    Parameters
    ----------
    name : str
    lists : mapping of str to frozenset of str

    Raises
    ------
    PipelineError
        If no list is called that; without the file's name.
    """
    if name not in lists:
        known = ", ".join(sorted(lists)) or "none"
        raise PipelineError(f"there is no list '{name}'.{did_you_mean(name, lists)} There is: {known}.")
    return lists[name]


def _any_of(forms: frozenset[str]) -> str:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return r"(?<!\w)(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in ordered) + r")(?!\w)"


def _first_word(form: str) -> str:
    first = _FIRST_WORD.search(form)
    return first.group() if first else form


def _gap(within: int, joining: frozenset[str]) -> str:
    joined = rf"(?:['’]s)?(?=\s*,|\s+(?:{'|'.join(sorted(map(re.escape, joining)))})\b)" if joining else r"(?=\s*,)"
    word = rf"(?:\w+(?:[-'’.]\w+)*|{re.escape(MARKERS['speaker'])}|{re.escape(MARKERS['other'])}{joined})"
    return rf"(?:{word}{_BETWEEN}){{0,{within}}}?"
