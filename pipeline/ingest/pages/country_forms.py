"""The names of countries and bodies as bytes of a page, whose charset is not known and which may write letters as entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.countries.gazetteer import NOT_A_COUNTRY, organisations
from pipeline.languages import language

_RUN = re.compile(rb"[A-Za-z0-9]+")
_RUNS_ALONE = bytes(byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256))
_BEYOND_ASCII = rb"(?:&#?\w{1,8};|[^\x00-\x7f]{1,3})"
_BETWEEN = rb"(?:&#?\w{1,8};|[^A-Za-z0-9]){1,12}"
_DISTINCT = 4
_LONGEST_ENTITY = 10


@dataclass(frozen=True, slots=True)
class _Form:
    """A form that is no single word: its runs of ASCII letters, the most telling of them, and itself."""

    telling: bytes
    runs: frozenset[bytes]
    form: str

    def is_in(self, text: bytes) -> bool:
        reach = len(self.form) * _LONGEST_ENTITY
        at = text.find(self.telling)
        while at >= 0:
            if _spelling(self.form).search(text, max(at - reach, 0), at + reach):
                return True
            at = text.find(self.telling, at + 1)
        return False


@dataclass(frozen=True, slots=True)
class CountryForms:
    """All forms, by what is looked for first.

    Attributes
    ----------
    single : frozenset of bytes
        Forms that are one run of ASCII letters.
    others : dict of bytes to tuple of forms
        Other forms, by their most telling run.
    """

    single: frozenset[bytes]
    others: dict[bytes, tuple[_Form, ...]]

    def named_in(self, text: bytes) -> bool:
        """Whether a text, which holds no tags, names a country or body."""
        runs = set(text.translate(_RUNS_ALONE).split())
        if not runs.isdisjoint(self.single):
            return True
        candidates = [form for run in runs & self.others.keys() for form in self.others[run]]
        return any(form.runs <= runs and form.is_in(text) for form in candidates)


@cache
def country_forms(languages: tuple[str, ...]) -> CountryForms:
    """The forms of the gazetteers of some languages, and those of bodies, in small and in capital letters."""
    single: set[bytes] = set()
    others: dict[bytes, list[_Form]] = {}
    known = {*_forms(languages)}
    for form in sorted(known | {form.upper() for form in known}):
        data = form.encode("ascii", "replace")
        runs = _RUN.findall(data)
        if runs == [data]:
            single.add(data)
        elif runs:
            # The longest, or, of short ones, an abbreviation.
            telling = max(runs, key=lambda run: (len(run) >= _DISTINCT, run.isupper(), len(run), run))
            others.setdefault(telling, []).append(_Form(telling, frozenset(runs), form))
    return CountryForms(frozenset(single), {run: tuple(forms) for run, forms in others.items()})


@cache
def _spelling(form: str) -> re.Pattern[bytes]:
    pieces = []
    for piece in re.findall(r"[A-Za-z0-9]+|[^\W\d_]|\W+|_", form):
        plain = piece.isascii()
        pieces.append(
            piece.encode("ascii") if plain and piece.isalnum() else _BETWEEN if not piece.isalnum() else _BEYOND_ASCII
        )
    return re.compile(b"".join(pieces))


def _forms(languages: tuple[str, ...]) -> Iterator[str]:
    for code in languages:
        yield from (row["form"] for row in language(code).gazetteer if row["sort"] != NOT_A_COUNTRY)
    for row in organisations():
        yield from row["forms"].split(";")
