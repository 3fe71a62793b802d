"""Rows of capitalised words, of which names are made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.languages import Language

CAPITALISED = r"[^\W\d_a-z][\w.'’-]*"
# A name in a line of text; `name_runs` finds them all.
NAME = rf"{CAPITALISED}(?: (?:[a-z]{{1,3}} )?{CAPITALISED}){{0,4}}"
TOKEN = re.compile(r"[^\W_][\w]*(?:[’'.-][^\W_][\w]*)*\.?")


# "A.P.J. Rao", "J.D. Lee"; "U.S." is none.
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.){2,}")


@dataclass(slots=True)
class NameRun:
    """Capitalised words in a row: characters ``start:end``, and those of each word."""

    start: int
    end: int
    words: list[tuple[int, int]]


@cache
def _dotted_countries(language: Language) -> frozenset[str]:
    return frozenset(row["form"] for row in language.gazetteer if row["form"].endswith("."))


def name_runs(text: str, language: Language) -> list[NameRun]:
    """The capitalised words of `text` in rows, with particles ("de", "bin") inside; a possessive ends a row.

    A full stop ends one too, but not the dot behind a short word or an abbreviated title.
    """
    particles, abbreviated = language.roles.name_particles, language.roles.abbreviated
    countries = _dotted_countries(language)
    possessive, joined = language.grammar.possessive, language.roles.joined_particle
    runs: list[NameRun] = []
    current: list[tuple[int, int]] = []

    def close() -> None:
        while current and text[current[-1][0] : current[-1][1]].lower() in particles:
            current.pop()
        if current:
            runs.append(NameRun(current[0][0], current[-1][1], list(current)))
        current.clear()

    def is_initials(word: str) -> bool:
        return _INITIALS.fullmatch(word) is not None and word not in countries

    previous_end = 0
    for token in TOKEN.finditer(text):
        start, end = token.span()
        word = token.group()
        if current:
            gap = text[previous_end:start]
            if gap.strip(" ") or "\n" in gap or len(gap) > 1:
                close()
        previous_end = end
        if not (word[0].isupper() or (current and word in particles) or joined.match(word)):
            if current:
                close()
            continue
        stripped = possessive.sub("", word)
        ends_run = stripped != word
        end = start + len(stripped)
        if word.endswith(".") and len(word) > 3 and word[:-1].lower() not in abbreviated and not is_initials(word):
            end -= 1
            ends_run = True
        current.append((start, end))
        if ends_run:
            close()
            previous_end = end
    close()
    return runs
