"""A page of invented news, with places for what a test puts on it."""

from __future__ import annotations

from pipeline.ingest.pages import ParsedPage, parse_web_page
from pipeline.languages import language

TITLE = "Bridge reopens after talks"
FIRST = "Officials from Kenya and Uganda reopened the border bridge on Wednesday after a year of talks between the two sides."
QUOTED = (
    "“Uganda has kept every promise it made to us,” said the Kenyan transport minister, Joram Kiptoo, at the ceremony."
)
LAST = "The bridge had been closed since the floods of last year, and traders on both banks had asked for it to open."
PARAGRAPHS = [FIRST, QUOTED, LAST]


def news_page(
    *,
    head: str = "",
    before: str = "",
    opening: str = "",
    body: str = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS),
    after: str = "",
    html: str = 'lang="en"',
) -> str:
    """A page whose article has a headline, what a test puts below it, and three paragraphs."""
    return (
        f"<!doctype html><html {html}><head><title>{TITLE}</title>{head}</head><body><nav><a href='/'>Home</a></nav>{before}"
        f"<main><h1>{TITLE}</h1>{opening}<article>{body}</article></main>{after}</body></html>"
    )


def parsed(page: str, **options: object) -> ParsedPage:
    """The page taken apart; it must hold an article."""
    found = parse_web_page(page, language("en"), **options)  # type: ignore[arg-type]
    assert found is not None
    return found
