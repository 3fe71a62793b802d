"""Days written with the name of a month, in languages that have no folder of their own too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.errors import PipelineError
from pipeline.io.yaml_keys import WordsLoader
from pipeline.languages.lexicon import Phrases, WordLists, any_of

_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_LETTER = r"[^\W\d_]"


class NamedDay(NamedTuple):
    """A day with the name of its month, and what stands around it.

    Attributes
    ----------
    year : str
        As it is written.
    month : int
    day : int
    before : str
        What stands before the date, as names are compared.
    behind : str, optional
        What stands behind the number of the day, where the date begins with it.
    """

    year: str
    month: int
    day: int
    before: str = ""
    behind: str | None = None


@cache
def _numbers() -> Mapping[str, int]:
    """Name, as it is compared → number.

    Raises
    ------
    PipelineError
        If the table gives one name to two months.
    """
    text = files("pipeline.ingest.fields").joinpath("months.yaml").read_text(encoding="utf-8")
    numbers: dict[str, int] = {}
    for number, names in WordsLoader(text).get_single_data().items():
        for name in names:
            if numbers.setdefault(plain(name), int(number)) != int(number):
                raise PipelineError(f"months.yaml: '{name}' is of two months. Leave it out.")
    return numbers


def month_names() -> frozenset[str]:
    """The names of the months, as they are compared."""
    return frozenset(_numbers())


class _Weekdays(WordLists):
    weekdays: Phrases
    beside: Phrases


@cache
def _weekdays() -> _Weekdays:
    return _Weekdays.read(files("pipeline.ingest.fields"), "weekdays.yaml")


@cache
def weekday_names() -> frozenset[str]:
    """The names of the days of the week, as they are compared."""
    return frozenset(map(plain, _weekdays().weekdays))


@cache
def _alone() -> tuple[re.Pattern[str], ...]:
    weekday = rf"(?:{any_of(weekday_names())})(?!\w)"
    beside = rf"(?:(?:{any_of(frozenset(map(plain, _weekdays().beside)))})\.?\s+)?"
    time = rf"\W+{beside}{beside}\d{{1,2}}[:.h]\d{{2}}(?:[:.]\d{{2}})?(?:\s*{_LETTER}{{1,5}}\.?)?"
    before, behind = rf"\W*{beside}(?:{weekday}\W+)?{beside}", rf"(?:\W+{weekday}[^\"“”]*|{time})?\W*"
    return tuple(re.compile(before + pattern.pattern + behind) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    name = rf"(?<!{_LETTER})(?P<month>{any_of(_numbers())})(?!{_LETTER})\.?"
    of = r"(?:d(?:e[ln]?)?[\s']+)?"
    return (
        re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:{_LETTER}{{1,2}}|°)?[\s,./-]*{of}{name}[\s,./-]*{of}(?P<year>\d{{4}})(?!\d)"),
        re.compile(rf"{name}[\s-]*(?P<day>\d{{1,2}})(?:{_LETTER}{{2}})?[\s,-]+{of}(?P<year>\d{{4}})(?!\d)"),
        re.compile(rf"(?<!\d)(?P<year>\d{{4}})[\s,./-]*{name}[\s,./-]*(?P<day>\d{{1,2}})(?!\d)"),
        re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?P<between>[-/.]){name}(?P=between)(?P<year>\d{{2}})(?!\d)"),
    )  # fmt: skip


def plain(text: str) -> str:
    """A text as names are compared in it: without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def named_day(text: str) -> NamedDay | None:
    """The first date with the name of a month; ``None`` where there is none.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> [named_day(text)[:3] for text in ("Mittwoch, 6. Mai 2020", "le 1er août 2020", "2020年5月6日")]
    [('2020', 5, 6), ('2020', 8, 1), ('2020', 5, 6)]
    """
    if found := _EAST_ASIAN.search(text):
        return NamedDay(found[1], int(found[2]), int(found[3]))
    as_compared = plain(text)
    for pattern in _patterns():
        if found := pattern.search(as_compared):
            day_first = found.start("day") == found.start()
            before = as_compared[: found.start()]
            behind = as_compared[found.end("day") :] if day_first else None
            return NamedDay(found["year"], _numbers()[found["month"]], int(found["day"]), before, behind)
    return None


def is_weekday(word: str) -> bool:
    """Whether a word is the name of a day of the week, with or without a full stop or comma.

    Parameters
    ----------
    word : str
    """
    return plain(word.strip(".,;:")) in weekday_names()


def is_named_day(line: str) -> bool:
    """Whether a line says nothing but a date with the name of a month, at most with a day of the week and a time.

    What stands behind the day of the week, such as an edition, does not count.

    Parameters
    ----------
    line : str

    Examples
    --------
    >>> is_named_day("mercredi 6 mai 2020 à 10h15"), is_named_day("Was am 7. April 1994 geschah")
    (True, False)
    """
    return any(pattern.fullmatch(plain(line)) for pattern in _alone())
