"""The body of a page: as `parse_web_page` finds it, and as bare trafilatura does, which is what ours is compared with."""

from __future__ import annotations

from collections.abc import Callable

import trafilatura

from pipeline.ingest.pages import parse_web_page
from pipeline.languages import DEFAULT, language


def ours(html: str, url: str | None = None) -> str:
    page = parse_web_page(html, language(DEFAULT), url)
    return "\n".join(page.paragraphs) if page else ""


def bare(html: str, url: str | None = None) -> str:
    page = trafilatura.bare_extraction(html, url=url)
    return "" if page is None or isinstance(page, dict) else page.text or ""


METHODS: dict[str, Callable[[str, str | None], str]] = {"ours": ours, "bare": bare}
