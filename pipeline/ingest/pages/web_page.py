"""A web page → title, date, authors, outlet, language and paragraphs, by trafilatura."""

from __future__ import annotations

from pipeline.ingest.text.boilerplate import outlet_named_in, split_boilerplate
from pipeline.ingest.fields.dates import is_date_line, iso_date
from pipeline.ingest.text.plain_text import ParsedText, split_authors
from pipeline.languages import Language
from pipeline.layout.paragraphs import DATELINE


def parse_web_page(html: str, language: Language, url: str | None = None) -> ParsedText | None:
    """Take a page apart; ``None`` where no article text is found in it.

    Comments, navigation, notices and footers are left out by trafilatura (Barbaresi 2021, ACL demo), lines that it
    lets through by the patterns that plain text is cleaned with.
    """
    import trafilatura

    page = trafilatura.bare_extraction(
        html, url=url, include_comments=False, include_tables=False, with_metadata=True, deduplicate=False
    )
    if page is None or isinstance(page, dict) or not page.text:
        return None
    title = page.title.strip() if page.title else None
    lines = [line.strip() for line in page.text.splitlines() if line.strip()]
    while lines and (
        lines[0] == title or is_date_line(lines[0], language) or language.boilerplate.byline_prefix.match(lines[0])
    ):
        lines.pop(0)
    paragraphs, left_out = split_boilerplate(lines, language)
    if not paragraphs:
        return None
    outlet = page.sitename or None
    if not outlet and paragraphs and (dateline := DATELINE.match(paragraphs[0])):
        outlet = dateline.group("outlet")
    authors = [
        name
        for part in (page.author or "").split(";")
        for name in split_authors(part, language) or [part.strip()]
        if name
    ]
    published = iso_date(page.date, language) if page.date else None
    return ParsedText(title, published, authors, outlet or outlet_named_in(left_out, language), paragraphs)
