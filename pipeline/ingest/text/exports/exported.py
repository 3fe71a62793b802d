"""One document of an export, taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.ingest.fields.dates import iso_date
from pipeline.ingest.fields.months import is_named_day, is_weekday
from pipeline.languages import Language

# A line with a date and a day of the week, a time or an edition, but no sentence.
_LONGEST_DATE = 60
# "at 10:15": what stands behind a date in small letters, and is no sentence.
_TIME = re.compile(r"(?:[^\W\d_]{1,3}\s+)?\d{1,2}[:.h]\d{2}")


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
    # A day of the week may stand before it, an edition behind it.
    return re.compile(
        rf"\W*(?:(?P<before>\w+)\.?,?\s+)?(?P<date>{language.dates.DATE})\b(?P<behind>[^\"“”]*)", re.IGNORECASE
    )


def date_in_line(line: str, language: Language, order: str) -> str | None:
    """The date that a line holds and little else."""
    line = line.strip()
    if len(line) > _LONGEST_DATE:
        return None
    found = _date_line(language).fullmatch(line)
    if found and _is_dated(found):
        return iso_date(found["date"], language, order)
    return iso_date(line, language, order) if is_named_day(line) else None


def is_date_alone(line: str, language: Language) -> bool:
    """Whether a line with a date is so beyond doubt: it has a day of the week or a time beside it, or nothing at all."""
    found = _date_line(language).fullmatch(line.strip())
    if found is None or not _is_dated(found):
        return is_named_day(line)
    behind = found["behind"].split()
    return bool(found["before"]) or not behind or is_weekday(behind[0]) or bool(_TIME.match(" ".join(behind)))


def _is_dated(found: re.Match[str]) -> bool:
    """Whether what stands around a date does not make it part of a headline."""
    if found["before"] and not is_weekday(found["before"]):
        return False
    behind = found["behind"].lstrip(" ,")
    return not behind[:1].islower() or is_weekday(behind.split()[0]) or bool(_TIME.match(behind))


def blocks_of(lines: Sequence[str]) -> list[list[str]]:
    """The lines between blank ones."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]
