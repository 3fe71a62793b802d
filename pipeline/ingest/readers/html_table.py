"""A table of articles that a program saved as a page, often with the suffix of Excel → one article a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.fields.columns import columns_of
from pipeline.ingest.readers.csv_dialect import distinct_names
from pipeline.ingest.readers.fragments import one_line
from pipeline.ingest.readers.records import record_document
from pipeline.records import Reject

# Each is looked for once, from where the one before was found: a page of tables that never close takes no longer.
_TABLE, _ROW, _ROW_END = (re.compile(tag, re.IGNORECASE) for tag in (r"<table\b", r"<tr\b[^<>]*>", r"</tr\b|<tr\b"))
_CELL = re.compile(r"<t[hd]\b[^<>]*>(?P<name>(?:(?!<t[hd]\b).){0,500}?)</t[hd]\s*>", re.IGNORECASE | re.DOTALL)
_LOOKED_AT = 60_000
_LONGEST_NAME = 60
# A table of a page about something else may have one such name by chance.
_LEAST_FIELDS = 2


def documents_of_table(page: str, name: str, config: IngestConfig) -> Iterator[Document | Reject] | None:
    """The rows of the table in a page that begins with one, or ``None`` where its first row does not name columns.

    Parameters
    ----------
    page : str
    name : str
        Of the file.
    config : IngestConfig
    """
    names = [one_line(cell["name"]) for cell in _CELL.finditer(_first_row(page[:_LOOKED_AT]))]
    if not _name_columns(names, config):
        return None
    return _documents(page, distinct_names(names), name, config)


def _first_row(page: str) -> str:
    """What stands in the first row of the first table; nothing where there is none."""
    table = _TABLE.search(page)
    row = _ROW.search(page, table.end()) if table else None
    end = _ROW_END.search(page, row.end()) if row else None
    return page[row.end() : end.start()] if row and end else ""


def _name_columns(names: list[str], config: IngestConfig) -> bool:
    if max(map(len, names), default=_LONGEST_NAME + 1) > _LONGEST_NAME:
        return False
    columns = columns_of(names, config)
    return columns.has_text and sum(map(bool, columns.fields.values())) >= _LEAST_FIELDS


def _documents(page: str, names: tuple[str, ...], name: str, config: IngestConfig) -> Iterator[Document | Reject]:
    table = html.fromstring(page).find(".//table")
    rows = [] if table is None else table.findall("./tr") + table.findall("./*/tr")
    for number, row in enumerate(rows[1:], start=2):
        cells = [_inside(cell) for cell in row if cell.tag in ("td", "th")]
        if any(cells):
            yield record_document(dict(zip(names, cells, strict=False)), name, f"row {number}", config)


def _inside(cell: html.HtmlElement) -> str:
    """The words of a cell, with its markup where that holds some."""
    if len(cell) == 0:
        return (cell.text or "").strip()
    markup = str(etree.tostring(cell, encoding="unicode", with_tail=False))
    return markup if one_line(markup) else ""
