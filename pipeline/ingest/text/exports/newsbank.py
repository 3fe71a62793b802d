"""Exports of NewsBank: the title, a line with the date and the outlet, a line with author, section and number of words.

::

    Fiji faults Australia on climate
    November 4, 2021 | Coral Islands Times (Suva, Fiji)
    Author: Litia Naulu | Section: News | 134 Words
    Page: 3

    Fiji's prime minister said on Wednesday …

    CITATION (APA STYLE)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.ingest.text.exports.exported import Exported, date_in_line
from pipeline.ingest.text.exports.labelled import label_of
from pipeline.ingest.text.exports.layout_words import layout_words
from pipeline.ingest.text.wrapped_lines import join_lines
from pipeline.languages import Language

_BAR = re.compile(r"\s*\|\s*")
# Below the title stand so many lines of the export's at most: a title is on few.
_LONGEST_TITLE_LINES = 4


def starts_of(lines: Sequence[str], language: Language, order: str) -> list[int]:
    """Where the documents begin: at the first line of each title.

    Parameters
    ----------
    lines : sequence of str
    language : Language
    order : {"DMY", "MDY"}
    """
    return [
        number - len(_title_above(lines, number))
        for number, line in enumerate(lines)
        if number and "|" in line and _dated(line, language, order) and _is_counted(lines[number + 1 : number + 3])
    ]


def newsbank_document(lines: Sequence[str], language: Language, order: str) -> Exported | None:
    """The document in the lines, or ``None`` where no text is found in them; parameters as `labelled_document` has them."""
    words = layout_words()
    front = next((n for n, line in enumerate(lines) if "|" in line and _dated(line, language, order)), None)
    if not front:
        return None
    date, outlet = _BAR.split(lines[front].strip(), maxsplit=1)
    values: dict[str, str] = {}
    start = front + 1
    for line in lines[start:]:
        pieces = [piece for piece in _BAR.split(line.strip()) if piece]
        labels = [label for piece in pieces if (label := label_of(piece))]
        if not (labels or _counts(pieces) or words.link_line.fullmatch(line) or not pieces):
            break
        values.update({label: value for label, value in labels if value})
        start += 1
    kept = takewhile(lambda line: not words.citation.fullmatch(line), lines[start:])
    text = "\n".join(line for line in kept if not words.rights_line.fullmatch(line)).strip("\n")
    if not text.strip():
        return None
    return Exported(
        title=join_lines(_title_above(lines, front)),
        published=date_in_line(date, language, order),
        outlet=outlet,
        byline=values.get("author") or values.get("byline"),
        language=values.get("language"),
        text=text,
    )


def _title_above(lines: Sequence[str], number: int) -> list[str]:
    above = list(takewhile(lambda line: line.strip(), reversed(lines[max(0, number - _LONGEST_TITLE_LINES) : number])))
    return above[::-1]


def _dated(line: str, language: Language, order: str) -> bool:
    parts = _BAR.split(line.strip(), maxsplit=1)
    return len(parts) == 2 and bool(parts[1]) and date_in_line(parts[0], language, order) is not None


def _counts(pieces: Sequence[str]) -> bool:
    return any(layout_words().word_count.fullmatch(piece) for piece in pieces)


def _is_counted(lines: Sequence[str]) -> bool:
    return any(_counts(_BAR.split(line.strip())) for line in lines)
