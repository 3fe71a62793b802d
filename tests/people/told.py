"""What a text tells of its speakers, read with the default way of finding statements and one row a named country."""

from __future__ import annotations

from pipeline.config import load_config
from pipeline.extract import StatementExtractor
from pipeline.extract.statements import ExtractedArticle
from pipeline.records import Article, Statement

EXTRACTOR = StatementExtractor(load_config().extract.model_copy(update={"pairs": "named"}))


def extracted(text: str, url: str | None = None) -> ExtractedArticle:
    """The article of a text with its statements."""
    article = Article("id", "a", ["a"], url, None, None, None, "en", [], text, "id")
    (found,) = EXTRACTOR.extract([article])
    return found


def statements(text: str, url: str | None = None) -> list[Statement]:
    """The statements of a text."""
    return extracted(text, url).statements


def last_of_iran(text: str) -> Statement:
    """The statement of "… said Iran had lied." at the end of a text."""
    article = extracted(text)
    found, pair = article.statements[-1], article.examples[-1]
    assert (found.content, text[found.start : found.end], pair.target) == ("Iran had lied", "Iran had lied", "IRN")
    return found
