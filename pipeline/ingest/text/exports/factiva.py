"""Exports of Factiva: fields with codes of two letters, or the same fields without any, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ingest.text.exports.exported import Exported, date_in_line
from pipeline.ingest.text.exports.layout_words import layout_words
from pipeline.ingest.text.wrapped_lines import join_lines
from pipeline.languages import Language

# Between the number of words and the text stand so many lines at most: time, code, edition, page, language, rights.
_LINES_BEFORE_TEXT = 10
_WORDS_OF_SECTION = 3


def is_end(line: str) -> bool:
    """Whether the line is the last of a document: the number under which the database has it."""
    return bool(layout_words().accession_line.fullmatch(line.strip()))


def factiva_document(lines: Sequence[str], language: Language, order: str) -> Exported | None:
    """The document in the lines, or ``None`` where no text is found in them; parameters as `labelled_document` has them."""
    return _coded(lines, language, order) or _plain(lines, language, order)


def _coded(lines: Sequence[str], language: Language, order: str) -> Exported | None:
    words = layout_words()
    fields: dict[str, list[str]] = {}
    current: str | None = None
    in_text = False
    for line in lines:
        found = words.code.fullmatch(line.rstrip())
        # A sentence may begin with a word in capitals; a code in the middle of the text stands apart.
        if found and (not in_text or found.group("gap") is None or len(found.group("gap")) > 1):
            current = found.group("code")
            fields.setdefault(current, []).append(found.group("value") or "")
            in_text = words.field_codes[current] == "text"
        elif current:
            fields[current].append(line)
    named: dict[str, list[str]] = {}
    for code, values in fields.items():
        named.setdefault(words.field_codes[code], []).extend([*values, ""])
    text = "\n".join(named.get("text", [])).strip("\n")
    if "title" not in named or not text.strip():
        return None

    def whole(name: str) -> str | None:
        return join_lines([line for line in named.get(name, []) if line.strip()]) or None

    date = whole("published")
    return Exported(
        title=whole("title"),
        published=date and (date_in_line(date, language, order) or date),
        outlet=whole("outlet"),
        byline=whole("authors"),
        language=whole("language"),
        text=text,
    )


def _plain(lines: Sequence[str], language: Language, order: str) -> Exported | None:
    words = layout_words()
    written = [(number, line.strip()) for number, line in enumerate(lines) if line.strip()]
    counted = next((n for n, (_, line) in enumerate(written) if words.word_count.fullmatch(line)), None)
    if not counted:
        return None
    header = [line for _, line in written[counted + 1 : counted + 1 + _LINES_BEFORE_TEXT]]
    dated = next((n for n, line in enumerate(header) if date_in_line(line, language, order)), None)
    if dated is None:
        return None
    # Behind the date: a time, the outlet, its code, edition and page, the language, rights.
    below = [n for n, line in enumerate(header) if n > dated and not line[0].isdigit()]
    last = max((n for n, line in enumerate(header) if words.rights_line.fullmatch(line)), default=None)
    if last is None:
        last = max((n for n in below[:4] if len(header[n].split()) == 1 or n == below[0]), default=dated)
    outlet = header[below[0]] if below and below[0] <= last else None
    tags = [header[n] for n in below[1:] if n <= last and header[n].isalpha() and not header[n].isupper()]
    above = [line for _, line in written[:counted]]
    # The byline stands directly above the number of words, the title first.
    title, byline = (above[:-1], above[-1]) if len(above) > 1 else (above, None)
    if len(title) > 1 and _is_section(title[0]):
        title = title[1:]
    first = counted + 2 + last
    if first >= len(written):
        return None
    return Exported(
        title=join_lines(title),
        published=date_in_line(header[dated], language, order),
        outlet=outlet,
        byline=byline,
        language=tags[0] if tags else None,
        text="\n".join(lines[written[first][0] :]).rstrip(),
    )


def _is_section(line: str) -> bool:
    in_capitals = line.isupper() and len(line.split()) <= _WORDS_OF_SECTION
    return in_capitals or line.casefold() in layout_words().sections
