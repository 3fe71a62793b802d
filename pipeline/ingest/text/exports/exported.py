"""One document of an export, taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.ingest.fields.dates import iso_date
from pipeline.ingest.fields.months import named_day
from pipeline.languages import Language

# A line with a date and a day of the week, a time or an edition, but no sentence.
_LONGEST_DATE = 60
_OPENS_WITH_DAY = re.compile(r"\W*(?:[^\W\d_]+\.?,?\s+){0,2}\d{1,2}(?:\.|er|º|ª)?\s")
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export says of a document, and its text without the lines around it."""

    title: str | None
    published: str | None
    outlet: str | None
    byline: str | None
    language: str | None
    text: str


@cache
def _date_line(language: Language) -> re.Pattern[str]:
    # A day of the week may stand before it.
    return re.compile(rf"\W*(?:\w+\.?,?\s+)?(?P<date>{language.dates.DATE})\b[^\"“”]*", re.IGNORECASE)


def date_in_line(line: str, language: Language, order: str) -> str | None:
    """The date that a line holds and little else."""
    line = line.strip()
    if len(line) > _LONGEST_DATE:
        return None
    if found := _date_line(language).fullmatch(line):
        return iso_date(found.group("date"), language, order)
    # In another language: a day of the week before it, a time behind it, and no sentence.
    opened = _OPENS_WITH_DAY.match(line)
    short = len(line.split()) <= _MOST_WORDS and not line.endswith(".")
    return iso_date(line, language, order) if opened and short and named_day(line) else None


def blocks_of(lines: Sequence[str]) -> list[list[str]]:
    """The lines between blank ones."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]
