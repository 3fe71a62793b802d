"""Days written with the name of a month, in languages that have no folder of their own too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pipeline.errors import PipelineError
from pipeline.io.yaml_keys import WordsLoader
from pipeline.languages.lexicon import any_of

_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_LETTER = r"[^\W\d_]"


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
            if numbers.setdefault(_plain(name), int(number)) != int(number):
                raise PipelineError(f"months.yaml: '{name}' is of two months. Leave it out.")
    return numbers


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


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def named_day(text: str) -> tuple[str, int, int] | None:
    """Year as it is written, month and day of the first date with the name of a month; ``None`` where there is none.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> named_day("Mittwoch, 6. Mai 2020"), named_day("le 1er août 2020"), named_day("2020年5月6日")
    (('2020', 5, 6), ('2020', 8, 1), ('2020', 5, 6))
    """
    if found := _EAST_ASIAN.search(text):
        return found[1], int(found[2]), int(found[3])
    plain = _plain(text)
    for pattern in _patterns():
        if found := pattern.search(plain):
            return found["year"], _numbers()[found["month"]], int(found["day"])
    return None
