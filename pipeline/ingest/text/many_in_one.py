"""A text that a database of news exported, with many documents in it → one document each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.reasons import Reason
from pipeline.ingest.text.bylines import authors_named
from pipeline.ingest.text.exports.europresse import europresse_document, is_reference
from pipeline.ingest.text.exports.exported import Exported
from pipeline.ingest.text.exports.factiva import factiva_document, is_end
from pipeline.ingest.text.exports.labelled import label_of, labelled_document
from pipeline.ingest.text.exports.layout_words import layout_words
from pipeline.ingest.text.exports.newsbank import newsbank_document, starts_of
from pipeline.ingest.text.lines import with_plain_breaks
from pipeline.languages import DEFAULT, Language, language
from pipeline.records import Reject

# What follows the last document and is shorter is the export's own.
_SHORT = 400
# With the spaces that put it in the middle of a line.
_LONGEST_NUMBER_LINE = 200
# Documents between rulers have so many labels at least.
_LABELS = 3
# Where there are several, so many will do.
_LABELS_OF_EACH = 2
_TITLE = "title"
# No text has these, and every document of some databases does.
_LAST_LABELS = ("load-date", "load date", "language", "ladedatum", "sprache", "langue", "idioma", "lingua", "taal")
_Read = Callable[[Sequence[str], Language, str], Exported | None]


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines of one document; whether its end was there."""

    lines: list[str]
    whole: bool = True


def documents_of(text: str, name: str, config: IngestConfig) -> list[Document | Reject] | None:
    """The documents of an export, or ``None`` where the text is no export.

    Exports of Nexis Uni and LexisNexis, Factiva, ProQuest, NewsBank and Europresse as text are known, and texts with labels such as ``Title:``
    before them, one or several. A document that cannot be taken apart comes as a reject in its place.

    Parameters
    ----------
    text : str
        The whole file as it was decoded: with its line breaks, indents and blank lines.
    name : str
        What the user knows it as.
    config : IngestConfig
        For the order of figures in dates.
    """
    lines = with_plain_breaks(text).split("\n")
    known = language(DEFAULT)
    for split, read in (
        (_at_ends, factiva_document),
        (_at_references, europresse_document),
        (lambda lines: _at(starts_of(lines, known, config.date_order), lines), newsbank_document),
        (_at_numbers, labelled_document),
        (_at_rulers, labelled_document),
        (_at_titles, labelled_document),
        (_at_tails, labelled_document),
    ):
        if parts := split(lines):
            return list(_documents(parts, read, name, config))
    return None


def may_hold_documents(page: str) -> bool:
    """Whether a page says what only exports do, so that a look at its documents is worth the time."""
    return bool(layout_words().hint.search(page))


def _documents(parts: list[_Part], read: _Read, name: str, config: IngestConfig) -> Iterator[Document | Reject]:
    known = language(DEFAULT)
    for number, part in enumerate(parts, start=1):
        found = read(part.lines, known, config.date_order)
        if found is None:
            if part.whole or sum(map(len, part.lines)) > _SHORT:
                yield Reject(
                    name,
                    f"document {number}",
                    f"the file holds several documents, and no text was found in number {number}; save it as a file of "
                    "its own, or export a table (CSV, Excel) with a column for the text",
                    code=Reason.BAD_RECORD,
                )
            continue
        byline = found.byline
        yield Document(
            source_path=f"{name}#{number}",
            content=found.text,
            markup="text",
            title=found.title,
            published=found.published,
            authors=(authors_named(byline, known) or [byline]) if byline else [],
            outlet=found.outlet,
            language=found.language,
            truncated=not part.whole,
        )


def _at_ends(lines: list[str]) -> list[_Part]:
    """Each document up to the line with its number in the database."""
    ends = [number for number, line in enumerate(lines) if is_end(line)]
    return _up_to(ends, lines)


def _at_references(lines: list[str]) -> list[_Part]:
    """Each document up to the line with its number in another database."""
    return _up_to([number for number, line in enumerate(lines) if is_reference(line)], lines)


def _at(starts: list[int], lines: list[str]) -> list[_Part]:
    return [_Part(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]


def _up_to(ends: list[int], lines: list[str]) -> list[_Part]:
    parts = [_Part(lines[start:end]) for start, end in zip([0, *(n + 1 for n in ends)], ends, strict=False)]
    rest = [line for line in lines[ends[-1] + 1 :] if line.strip()] if ends else []
    if rest and rest[0].strip().casefold() not in layout_words().summaries:
        parts.append(_Part(lines[ends[-1] + 1 :], whole=False))
    return parts


def _at_numbers(lines: list[str]) -> list[_Part]:
    """Each document from the line that counts it on, or up to the line that closes it."""
    words = layout_words()
    starts = [
        (number, int(found.group("number")), int(found.group("all")))
        for number, line in enumerate(lines)
        if (found := _number_line(line)) is not None
    ]
    labelled = sum(1 for line in lines if label_of(line)) >= len(starts)
    counted = len(starts) > 1 and all(b[1] == a[1] + 1 and b[2] == a[2] for a, b in pairwise(starts))
    if starts and (labelled or counted):
        places = [number for number, _, _ in starts]
        return [
            _Part([line for line in lines[place + 1 : end] if not words.closing_line.fullmatch(line)])
            for place, end in zip(places, [*places[1:], len(lines)], strict=True)
        ]
    return _up_to([number for number, line in enumerate(lines) if words.closing_line.fullmatch(line)], lines)


def _number_line(line: str) -> re.Match[str] | None:
    if len(line) > _LONGEST_NUMBER_LINE:
        return None
    return next((found for pattern in layout_words().number_line if (found := pattern.fullmatch(line))), None)


def _labels_in(lines: Sequence[str]) -> list[str]:
    return [found[0] for line in lines if (found := label_of(line))]


def _at_rulers(lines: list[str]) -> list[_Part]:
    """What stands between rulers and has labels."""
    words = layout_words()
    rulers = [number for number, line in enumerate(lines) if words.ruler.fullmatch(line)]
    if not rulers:
        return []
    between = [lines[a + 1 : b] for a, b in zip([-1, *rulers], [*rulers, len(lines)], strict=True)]
    labels = [_labels_in(part) for part in between]
    has_text = any(words.text_labels & set(of_part) for of_part in labels)
    least = _LABELS if has_text else _LABELS_OF_EACH
    parts = [_Part(part) for part, of_part in zip(between, labels, strict=True) if len(set(of_part)) >= least]
    return parts if has_text or len(parts) > 1 else []


def _at_tails(lines: list[str]) -> list[_Part]:
    """Up to the labels behind each text, where a label with the length of it stands before it."""
    words = layout_words()
    starts, has_length, in_tail = [0], False, False
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        label = found[0] if (found := label_of(line)) else None
        has_length = has_length or label in words.lengths
        if label:
            in_tail = has_length and (in_tail or label in _LAST_LABELS)
        elif in_tail and not lines[number - 1].strip() and not words.rights_line.fullmatch(line):
            starts.append(number)
            has_length = in_tail = False
    parts = _at(starts, lines)
    whole = [
        len(set(_labels_in(part.lines))) >= _LABELS and words.lengths & set(_labels_in(part.lines)) for part in parts
    ]
    return parts if in_tail and all(whole) else []


def _at_titles(lines: list[str]) -> list[_Part]:
    """From each label of a title on, with the labels directly above it."""
    words = layout_words()
    labels = [found[0] if (found := label_of(line)) else None for line in lines]
    starts = [number for number, label in enumerate(labels) if label and words.labels.get(label) == _TITLE]
    for place, start in enumerate(starts):
        while start > 0 and labels[start - 1]:
            start -= 1
        starts[place] = start
    starts = sorted(set(starts))
    if not starts or any(line.strip() for line in lines[: starts[0]]):
        return []
    parts = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    least = _LABELS if len(parts) == 1 else _LABELS_OF_EACH
    return [_Part(part) for part in parts] if all(len(set(_labels_in(part))) >= least for part in parts) else []
