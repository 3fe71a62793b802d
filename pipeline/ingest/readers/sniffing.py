"""Which format a file has: by how it begins; its suffix decides only where that leaves it open."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

import yaml

from pipeline.io.decoding import is_text, loosely_decoded

HEAD = 1 << 16

_PARQUET = b"PAR1"
_ARROW = (b"ARROW1\x00\x00", b"\xff\xff\xff\xff")
_ZIP = b"PK\x03\x04"
_SPREADSHEET_IN_ZIP = (b"xl/", b"application/vnd.oasis.opendocument.spreadsheet")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_OLD_SPREADSHEETS = frozenset({"xls", "xlt", "xlsb"})
# Most pages: told without a look at the rest.
_PAGE_AT_ONCE = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}<(?:!doctype\s+html|html)\b", re.I)
_WARC = re.compile(rb"\s*WARC/\d\.\d\r?\n")

# What stands before the first element of a page or of XML, a comment that does not end in what is seen included.
_BEFORE = re.compile(
    r"(?:\s+|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!doctype(?!\s+html\b)[^>[]*(?:\[.*?\]\s*)?>)*", re.I | re.S
)
_FIRST_ELEMENT = re.compile(r"<(?:!doctype\s+(?=html\b))?(?P<name>[a-z][\w.-]*(?::[a-z][\w.-]*)?)", re.I)
_PAGE_ELEMENT = re.compile(
    "html|head|body|title|meta|link|script|style|base|div|p|span|article|section|main|header|nav|aside|footer|h[1-6]|table|"
    "[uo]l|li|[abi]|em|strong|[bh]r|center|font|form|img|noscript|blockquote|figure|frameset|iframe"
)
_PAGE_INSIDE = re.compile(r"<(?:html|head|body|article|p)\b", re.I)
_FEED_ELEMENTS = frozenset({"rss", "feed", "rdf:rdf"})
_PAGE_SUFFIXES = frozenset({"html", "htm", "xhtml", "shtml"})
_TABLE_SUFFIXES = frozenset({"csv", "tsv", "tab"})
_LINES_SUFFIXES = frozenset({"jsonl", "ndjson", "jl", "jsonlines"})
_OF_MAIL = "MIME-Version:"
_MAIL = re.compile(rf"(?:[A-Z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?{_OF_MAIL}", re.I)
_SAVED_PAGE_SUFFIXES = frozenset({"mht", "mhtml"})
_SHEET_SUFFIXES = frozenset({"xlsx", "xls", "xlsm", "ods"})
_OPENS_JSON = ("{", "[")
_SEPARATORS = "\t;,"
_CELL_OF_HEADER = re.compile(r"[\w#][\w .:/#()-]{0,39}")


def suffix(name: str) -> str:
    """The last suffix of a file's name in lower case, without its dot and without that of a packing.

    Examples
    --------
    >>> suffix("https://host/news.JSONL.gz?version=2"), suffix("pages.zip!a/page")
    ('jsonl', '')
    """
    last = PurePosixPath(re.split(r"[?#]", name)[0] if "://" in name else name)
    while last.suffix.lower() in (".gz", ".bz2", ".xz", ".zst", ".zstd"):
        last = last.with_suffix("")
    return last.suffix.lower().lstrip(".")


def kind_of(head: bytes, name: str) -> str | None:
    """The kind of a file, as `pipeline.ingest.readers.READERS` names it; ``None`` where it is none that is read.

    Parameters
    ----------
    head : bytes
        Its first `HEAD` bytes, unpacked.
    name : str
        Its name, for the suffix.
    """
    if _PAGE_AT_ONCE.match(head):
        return "page"
    binary = _binary_kind(head, suffix(name))
    if binary is not None:
        return binary
    if look_like_other(head) is not None or not is_text(head):
        return None
    return _text_kind(loosely_decoded(head), len(head) < HEAD, suffix(name))


def _binary_kind(head: bytes, ending: str) -> str | None:
    if head.startswith(_PARQUET):
        return "parquet"
    if head.startswith(_ARROW[0]) or (head.startswith(_ARROW[1]) and head[7:8] == b"\x00"):
        return "arrow"
    if head.startswith(_ZIP) and any(mark in head for mark in _SPREADSHEET_IN_ZIP):
        return "excel"
    if head.startswith(_OLD_OFFICE) and (ending in _OLD_SPREADSHEETS or any(mark in head for mark in _WORKBOOK)):
        return "excel"
    return "warc" if _WARC.match(head) else None


def _text_kind(text: str, whole: bool, ending: str) -> str | None:
    before = _BEFORE.match(text)
    begin = text[before.end() if before else 0 :]
    if not begin and "<!--" in text and ending != "xml":
        return "page"
    if element := _FIRST_ELEMENT.match(begin):
        return _markup_kind(element["name"].lower(), begin, ending)
    if ending in _PAGE_SUFFIXES:
        return "page"
    if begin.startswith(("{", "[")) and (json_kind := _json_kind(begin, whole, ending)):
        return json_kind
    if ending in _LINES_SUFFIXES:
        return "json_lines"
    if ending == "json":
        return "csv" if begin[:1] not in _OPENS_JSON and _is_table(begin, whole, least=2) else "json"
    if ending in _TABLE_SUFFIXES or (ending in _SHEET_SUFFIXES and _is_table(begin, whole, least=2)):
        return "csv"
    if _is_saved_page(begin, ending):
        return "saved_page"
    if begin.startswith("#!") or _MAIL.match(begin) or ending in unread_suffixes():
        return None
    return "csv" if _is_table(begin, whole) else "plain_text"


def _is_saved_page(begin: str, ending: str) -> bool:
    """Whether a text with the headers of a mail is a page: nobody sent it."""
    if not _MAIL.match(begin):
        return False
    headers = re.split(r"\r?\n\r?\n", begin, maxsplit=1)[0]
    told = _mail_headers()
    return ending in _SAVED_PAGE_SUFFIXES or bool(told["page"].search(headers) and not told["letter"].search(headers))


def _markup_kind(element: str, begin: str, ending: str) -> str | None:
    if element in _FEED_ELEMENTS:
        return "feed"
    if ending in unread_suffixes():
        return None
    if _PAGE_ELEMENT.fullmatch(element) or ending in _PAGE_SUFFIXES:
        return "page"
    # An unknown element before a page: what an extension or a server put there. XML of other kinds has none of these.
    return "page" if ending != "xml" and _PAGE_INSIDE.search(begin) else None


def _json_kind(begin: str, whole: bool, ending: str) -> str | None:
    inside = begin[1:].lstrip()
    if begin[0] == "[":
        return "json" if inside[:1] in ("{", "[", "]", '"') and ending not in _LINES_SUFFIXES else None
    if inside[:1] not in ('"', "}"):
        return None
    lines = [line for line in begin.split("\n") if line.strip()]
    if len(lines) > 1 and lines[1].lstrip().startswith("{") and _is_json(lines[0]):
        return "json_lines"
    if ending in _LINES_SUFFIXES or (len(lines) > 2 and sum(_is_json(line) for line in lines[:3]) > 1):
        return "json_lines"
    if len(lines) > 1 or ending == "json":
        return "json"
    # One object in one line: the same either way. One that is longer than what is seen: lines, which are streamed.
    return "json_lines"


def _is_json(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_table(text: str, whole: bool, least: int = 3) -> bool:
    """Whether text of no telling suffix is a table: a line of short names, and every row has as many cells.

    At least so many rows there are, the names one of them; of more columns two are enough.
    """
    if text[:4].lower() == "sep=":
        return True
    header = text.partition("\n")[0].strip("\r")
    for separator in _SEPARATORS:
        cells = [cell.strip(' "') for cell in header.split(separator)]
        if len(cells) > 1 and len(set(cells)) == len(cells) and all(_CELL_OF_HEADER.fullmatch(cell) for cell in cells):
            rows = _rows(text, separator)
            rows = rows if whole else rows[:-1]
            enough = len(rows) >= least or (len(rows) == 2 and len(cells) > 2)
            return enough and all(len(row) == len(cells) for row in rows)
    return False


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        return [
            row for row in csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=separator) if row
        ]
    except csv.Error:
        return []


@cache
def unread_suffixes() -> dict[str, str]:
    """What text is by its suffix, where it is no article."""
    listed = yaml.safe_load(_data("unread_suffixes.yaml"))
    return {str(ending): str(what) for what, endings in listed.items() for ending in endings}


@cache
def _mail_headers() -> dict[str, re.Pattern[str]]:
    listed = yaml.safe_load(_data("mail_headers.yaml"))
    return {what: re.compile(rf"^(?:{'|'.join(begin)})", re.I | re.M) for what, begin in listed.items()}


@cache
def _signatures() -> list[tuple[re.Pattern[bytes], str, str]]:
    return [
        (_pattern(entry.get("at", 0), entry["hex"], entry.get("holds", "")), entry["looks_like"], entry["advice"])
        for entry in yaml.safe_load(_data("signatures.yaml"))
    ]


def _pattern(at: int, digits: str, holds: str) -> re.Pattern[bytes]:
    pairs = [digits[i : i + 2] for i in range(0, len(digits), 2)]
    signs = b"".join(b"." if pair == ".." else re.escape(bytes.fromhex(pair)) for pair in pairs)
    behind = b".*?" + re.escape(holds.encode()) if holds else b""
    return re.compile(b".{%d}" % at + signs + behind, re.S)


def _data(name: str) -> str:
    return files("pipeline.ingest.readers").joinpath(name).read_text(encoding="utf-8")


def look_like_other(head: bytes) -> tuple[str, str] | None:
    """What bytes look like that are of a known format which is not read, and what to do."""
    return next(((what, advice) for pattern, what, advice in _signatures() if pattern.match(head)), None)


def no_format(head: bytes, name: str) -> str:
    """The sentence for a file that `kind_of` gives no kind: what it looks like and what to do."""
    advice = "Remove it, or save the articles as .txt, .html, .csv, .jsonl or .parquet"
    other = look_like_other(head)
    if other:
        return f"no supported format: binary, and looks like {other[0]}. {other[1]}"
    if not is_text(head):
        return f"no supported format: binary, and of a kind that is not known. {advice}"
    text = loosely_decoded(head)
    before = _BEFORE.match(text)
    begin = text[before.end() if before else 0 :]
    if _MAIL.match(begin):
        return "no supported format: looks like an e-mail. Save it as .txt"
    if what := unread_suffixes().get(suffix(name)):
        return f"no supported format: by its suffix {what}. Name it .txt if it is an article"
    if element := _FIRST_ELEMENT.match(begin):
        return f"no supported format: XML whose first element is <{element['name']}>. Write the articles as a table or JSON lines"
    return f"no supported format: looks like a program. {advice}"
