"""The table `articles`: news texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One news text. `text` begins with the title as its first paragraph; all offsets of later tables refer to it."""

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
