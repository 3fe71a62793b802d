"""By what a changed article is known, and where its labels stand in the new text."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from pipeline.records import Article, Label


def article_digest(text: str) -> str:
    """SHA-256 of an article's text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def reanchored(label: Label, article: Article) -> Label | None:
    """The label with offsets that hold in `article`, found by its words; ``None`` where they stand nowhere or more than once.

    Parameters
    ----------
    label : Label
    article : Article
        Perhaps another text than the one that was labelled.
    """
    digest = article_digest(article.text)
    if label.start is not None and label.end is not None and article.text[label.start : label.end] == label.text:
        return label if label.article_digest == digest else replace(label, article_digest=digest)
    first = article.text.find(label.text) if label.text else -1
    if first < 0 or article.text.find(label.text, first + 1) >= 0:
        return None
    return replace(label, start=first, end=first + len(label.text), article_digest=digest)
