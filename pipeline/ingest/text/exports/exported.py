"""One document of an export, taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.ingest.fields.dates import iso_date
from pipeline.languages import Language

# A line with a date and a day of the week, a time or an edition, but no sentence.
_LONGEST_DATE = 60


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
    found = _date_line(language).fullmatch(line.strip())
    if found is None or len(line.strip()) > _LONGEST_DATE:
        return None
    return iso_date(found.group("date"), language, order)


def blocks_of(lines: Sequence[str]) -> list[list[str]]:
    """The lines between blank ones."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]
