"""Versions of one page: several texts that tell one story at one address, in the order of their dates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

_FIRST_HOST_PART = re.compile(r"^www\d?\.")


class Published(NamedTuple):
    """What versions are told by: an article, its address and date as far as known, and its group of near-copies."""

    article_id: str
    url: str | None
    when: str | None
    group: str


def versions(articles: Iterable[Published]) -> dict[str, int | None]:
    """Which version of its page each article is.

    Parameters
    ----------
    articles : iterable of Published
        In any order. A text that was found at several addresses may come once for each.

    Returns
    -------
    dict of str to int or None
        1, 2, 3 … by date, then id, for different texts of one group at one address, those without a date last; None for a
        text that is the only one at its address. Near-copies elsewhere are copies, not versions.
    """
    pages: dict[tuple[str, str], dict[str, tuple[bool, float, str]]] = defaultdict(dict)
    numbers: dict[str, int | None] = {}
    for article in articles:
        numbers[article.article_id] = None
        page = comparable_address(article.url) if article.url else ""
        if page:
            texts = pages[page, article.group]
            order = (*_moment(article.when), article.article_id)
            texts[article.article_id] = min(order, texts.get(article.article_id, order))
    for page_and_group in sorted(pages):
        texts = pages[page_and_group]
        if len(texts) > 1:
            for number, article_id in enumerate(sorted(texts, key=texts.__getitem__), start=1):
                numbers[article_id] = numbers[article_id] or number
    return numbers


def comparable_address(url: str) -> str:
    """An address without what does not change the page, so that equal ones are one page: scheme, ``www.``, fragment,
    trackers, the last slash.

    What cannot be read as an address is left as it is.
    """
    from courlan import normalize_url

    given = url.strip()
    with_scheme = given if "://" in given else f"https://{given.removeprefix('//')}"
    try:
        parts = urlsplit(normalize_url(with_scheme, trailing_slash=False))
    except (ValueError, TypeError, AttributeError):
        return given
    address = _FIRST_HOST_PART.sub("", parts.netloc) + parts.path.rstrip("/")
    return f"{address}?{parts.query}" if parts.query else address


def _moment(when: str | None) -> tuple[bool, float]:
    """A date or time for sorting, those that are not known last; a day begins at its midnight, UTC."""
    try:
        moment = datetime.fromisoformat(when or "")
    except ValueError:
        return True, 0.0
    return False, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
