"""Exports with labels before their fields: Nexis Uni, LexisNexis and ProQuest.

Before the labels stand, without any, the outlet and the date and the title in either order, and lines about rights::

    The Lake Herald (Kisumu)          Kenya scolds Uganda over bridge
    May 6, 2020 Wednesday             The Lake Herald
    Kenya scolds Uganda over bridge   May 6, 2020 Wednesday
    BYLINE: Ann Lee                   Length: 61 words
    LENGTH: 61 words                  Byline: Ann Lee
                                      Body
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise, takewhile

from pipeline.ingest.fields.months import is_named_day
from pipeline.ingest.text.boilerplate import outlet_named_in
from pipeline.ingest.text.exports.exported import Exported, blocks_of, date_in_line, is_date_alone
from pipeline.ingest.text.exports.layout_words import layout_words
from pipeline.ingest.text.wrapped_lines import join_lines
from pipeline.languages import Language

# A headline stands so many lines above the date at most.
_LINES_OF_FRONT = 6
# What goes on behind a label is no longer, or no sentence.
_LONGEST_REST = 100
_LABEL_NOT_KNOWN = re.compile(r"[A-Z][\w-]{2,20}(?: [\w-]{2,20})?:\s")
_LABELS_LISTED, _LONGEST_HEADING = 3, 20
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s*$")
_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}.{0,20}")


class _Place(Enum):
    FRONT = auto()
    LABELS = auto()
    TEXT = auto()
    END = auto()


@dataclass(slots=True)
class _Parts:
    """The blocks of a document by where they stand, and the values of its labels."""

    front: list[list[str]] = field(default_factory=list)
    text: list[list[str]] = field(default_factory=list)
    rights: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    place: _Place = _Place.FRONT

    def take(self, block: list[str], has_start: bool, following: Sequence[str]) -> None:
        """Put the lines of a block where they belong; `has_start` says that a label says where the text begins."""
        words = layout_words()
        # A list of labels needs no sentence before it.
        listed = sum(label_of(line) is not None for line in block) >= _LABELS_LISTED
        rest: list[str] = []
        current: str | None = None
        for line in block:
            found = label_of(line)
            if words.rights_line.fullmatch(line):
                self.rights.append(line.strip())
                current = None
            elif found and (listed or self._is_label(line, rest)) and not self._is_of_text(found[0], line, following):
                current, value = found
                if current in words.text_labels and self.place is not _Place.END:
                    self._add(rest)
                    self.place, current = _Place.TEXT, None
                    rest = [value] if value else []
                    continue
                self.values.setdefault(current, value)
                if self.place is _Place.TEXT or self.text:
                    self._add([] if listed and _is_heading(rest) else rest)
                    rest = []
                    self.place = _Place.END if current in words.tail_labels else self.place
                elif not has_start:
                    self._add(rest)
                    rest = []
                    self.place = _Place.LABELS
            elif current and _goes_on(current, self.values[current], line):
                self.values[current] = f"{self.values[current]} {line.strip()}".strip()
            else:
                current = None
                rest.append(line)
        self._add(rest)

    def _is_label(self, line: str, above: list[str]) -> bool:
        # Within a paragraph of the text, a line that happens to begin like a label is one only behind a sentence, or in
        # capitals or with a hyphen as no sentence begins.
        if self.place is not _Place.TEXT or not above:
            return True
        label = line.split(":")[0]
        return label.isupper() or "-" in label or bool(_SENTENCE_END.search(above[-1]))

    def _is_of_text(self, label: str, line: str, following: Sequence[str]) -> bool:
        """Whether a line of the text begins with what elsewhere is a label: the text goes on below it."""
        if self.place is not _Place.TEXT or label not in layout_words().of_texts_too or ":" not in line:
            return False
        return bool(following) and not (label_of(following[0]) or layout_words().rights_line.fullmatch(following[0]))

    def _add(self, lines: list[str]) -> None:
        if not lines or self.place is _Place.END:
            return
        if self.place is _Place.FRONT:
            self.front.append(lines)
        else:
            self.place = _Place.TEXT
            self.text.append(lines)


def _goes_on(label: str, value: str, line: str) -> bool:
    """Whether a line is the rest of what stands behind a label in the line above, and no paragraph of the text."""
    if (label in layout_words().short_labels and value) or _LABEL_NOT_KNOWN.match(line):
        return False
    return len(line) <= _LONGEST_REST or not _SENTENCE_END.search(line)


def label_of(line: str) -> tuple[str, str] | None:
    """The known label that the line begins with, in small letters, and what stands behind it."""
    found = layout_words().label.fullmatch(line.rstrip()) if line and not line.isspace() else None
    if found is None:
        return None
    label, value = found.group("label").lower(), found.group("value")
    # Without a colon it is a heading, and only some are.
    if value is None and label not in layout_words().text_labels | layout_words().headings:
        return None
    if label in layout_words().dated_labels and not (is_named_day(value or "") or _DAY.fullmatch(value or "")):
        return None
    return label, value or ""


def _parts(blocks: list[list[str]]) -> _Parts:
    starts = layout_words().text_labels
    has_start = any(label[0] in starts for block in blocks for line in block if (label := label_of(line)))
    parts = _Parts()
    for block, following in pairwise([*blocks, []]):
        parts.take(block, has_start, following)
    return parts


def _is_heading(lines: Sequence[str]) -> bool:
    return len(lines) == 1 and lines[0].strip().isupper() and len(lines[0].strip()) <= _LONGEST_HEADING


def labelled_document(lines: Sequence[str], language: Language, order: str) -> Exported | None:
    """The document in the lines, or ``None`` where no text is found in them.

    Parameters
    ----------
    lines : sequence of str
        Without the line that opens or closes the document.
    language : Language
        Whose dates are known.
    order : {"DMY", "MDY"}
        How a date all in figures is read.
    """
    words = layout_words()
    blocks = blocks_of([line for line in lines if not words.page_line.fullmatch(line)])
    # Where no blank line is left, every line stands for itself.
    between = "\n\n"
    if len(blocks) == 1:
        blocks, between = [[line] for line in blocks[0]], "\n"
    parts = _parts(blocks)
    given = {
        name: value
        for label, value in reversed(parts.values.items())
        if value and (name := words.labels.get(label)) is not None
    }
    title, published, outlet, front_text = _front(parts.front, language, order, bool(parts.text))
    text = parts.text or front_text
    summary = [[parts.values[label]] for label in sorted(words.summary_labels) if parts.values.get(label)]
    if not text:
        return None
    dated = given.get("published")
    return Exported(
        title=given.get("title") or title,
        published=(date_in_line(dated, language, order) or dated) if dated else published,
        outlet=given.get("outlet") or outlet or outlet_named_in(parts.rights, language),
        byline=given.get("authors"),
        language=given.get("language"),
        text=between.join("\n".join(block) for block in [*summary, *text]),
    )


def _front(
    blocks: list[list[str]], language: Language, order: str, has_text: bool
) -> tuple[str | None, str | None, str | None, list[list[str]]]:
    """Title, date, outlet and, where no label says where the text begins, the text."""
    dated = _dated(blocks, language, order)
    if dated is None:
        title = join_lines(blocks[0]) if blocks else None
        return title, None, None, [] if has_text else blocks[1:]
    number, place, published = dated
    before = [*blocks[:number], *([blocks[number][:place]] if place else [])]
    after = [*([rest] if (rest := blocks[number][place + 1 :]) else []), *blocks[number + 1 :]]
    lines_before = [line.strip() for block in before for line in block]
    outlet = lines_before[-1] if lines_before else None
    if len(lines_before) > 1:
        # The title stands above the outlet, perhaps on several lines, below what an export says of itself.
        block = before[-1][:-1] or before[-2]
        return join_lines(block), published, outlet, [] if has_text else after
    # Editions stand in the middle of the line as the outlet does; the title does not.
    titled = next((n for n, block in enumerate(after) if not block[0].startswith((" ", "\t"))), 0)
    title = join_lines(after[titled]) if after else None
    return title, published, outlet, [] if has_text else after[titled + 1 :]


def _dated(blocks: list[list[str]], language: Language, order: str) -> tuple[int, int, str] | None:
    """Block and line of the date, and the date: the first, unless it may be of a headline above one beyond doubt."""
    lines = [(number, place, line) for number, block in enumerate(blocks) for place, line in enumerate(block)]
    dates = (
        (at, (number, place, date))
        for at, (number, place, line) in enumerate(lines)
        if (date := date_in_line(line, language, order))
    )
    first = next(dates, None)
    if first is None or is_date_alone(lines[first[0]][2], language):
        return first and first[1]
    within = takewhile(lambda one: one[0] <= first[0] + _LINES_OF_FRONT, dates)
    return next((found for at, found in within if is_date_alone(lines[at][2], language)), first[1])
