"""The table `articles`: news texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One news text. `text` begins with the title as its first paragraph; all offsets of later tables refer to it.

    `published_source` and `language_source` say how the date and the language are known, `retrieved` and
    `archive_offset` when and where a web archive keeps the page, `truncated` that the source gives only a part of the
    text, `version` which of several texts at one address this is. `own_columns` is a JSON object of what the user's
    table says besides.
    """

    article_id: str
    source_path: str
    sources: list[str]
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    authors: list[str]
    text: str
    duplicate_group: str
    published_source: str | None = None
    language_source: str | None = None
    retrieved: str | None = None
    archive_offset: int | None = None
    truncated: bool = False
    version: int | None = None
    own_columns: str | None = None
