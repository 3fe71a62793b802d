"""The address that a page gives as its own."""

from __future__ import annotations

import pytest

from pipeline.ingest.articles import parse_document
from pipeline.ingest.documents import Document
from pipeline.records import Article
from tests.ingest.pages.news_page import news_page, parsed
from tests.ingest.readers.reading import CONFIG


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://lake.example/a">', "https://lake.example/a"),
        ('<link rel="canonical" href="/a">', "https://lake.example/a"),
        ('<meta property="og:url" content="https://lake.example/b">', "https://lake.example/b"),
        ('<link rel="canonical" href="https://lake.example/">', None),
        ('<link rel="canonical" href="http://[broken">', None),
        ("", None),
        ('<base href="https://lake.example/news/"><link rel="canonical" href="a">', "https://lake.example/news/a"),
        ('<base href="/news/"><link rel="canonical" href="a">', "https://lake.example/news/a"),
        ('<base href="http://[broken"><link rel="canonical" href="a">', "https://lake.example/a"),
        ('<link rel="canonical" href="https://www.lake.example/a">', "https://www.lake.example/a"),
        (
            '<link rel="canonical" href="https://wire.example/a"><meta property="og:url" content="/b">',
            "https://lake.example/b",
        ),
        ('<link rel="canonical" href="https://wire.example/a">', None),
    ],
)
def test_the_address_is_the_canonical_one(head: str, address: str | None) -> None:
    assert parsed(news_page(head=head), url="https://lake.example/x?utm_source=y").canonical == address


def test_a_relative_address_of_a_page_that_was_found_nowhere_begins_with_its_base() -> None:
    head = '<base href="https://lake.example/news/"><link rel="canonical" href="a">'
    assert parsed(news_page(head=head)).canonical == "https://lake.example/news/a"


def test_a_copy_on_another_site_keeps_its_own_address_and_outlet() -> None:
    head = (
        '<link rel="canonical" href="https://wire.example/a"><meta property="og:url" content="https://lake.example/b">'
    )
    saved = parsed(news_page(head=head))
    assert (saved.canonical, saved.outlet) == ("https://lake.example/b", "lake.example")
    fetched = parsed(news_page(head=head.partition("<meta")[0]), url="https://lake.example/b")
    assert (fetched.canonical, fetched.outlet) == (None, "lake.example")


@pytest.mark.parametrize("kinds", ["co.uk", "com.au"])
def test_sites_of_a_country_are_told_apart_by_the_name_before_their_kind(kinds: str) -> None:
    head = f'<link rel="canonical" href="https://www.wire.{kinds}/a">'
    assert parsed(news_page(head=head), url=f"https://www.lake.{kinds}/b").canonical is None
    assert parsed(news_page(head=head), url=f"https://m.wire.{kinds}/b").canonical == f"https://www.wire.{kinds}/a"


@pytest.mark.parametrize(
    "found_at",
    [
        "https://archive.example/web/20200506/https://www.lake.example/a",
        "https://www-lake-example.cache.example/c/s/www.lake.example/a",
    ],
)
def test_a_page_found_in_an_archive_or_cache_is_at_home_where_it_came_from(found_at: str) -> None:
    page = parsed(news_page(head='<link rel="canonical" href="https://www.lake.example/a">'), url=found_at)
    assert (page.canonical, page.outlet) == ("https://www.lake.example/a", "lake.example")


@pytest.mark.parametrize(
    "note",
    [
        "<!-- saved from url=(0022)https://lake.example/a -->",
        "<!--\n Page saved with SingleFile \n url: https://lake.example/a \n saved date: Wed May 06 2020\n-->",
    ],
)
def test_a_saved_page_is_at_home_where_the_program_that_saved_it_says(note: str) -> None:
    page = news_page(head='<link rel="canonical" href="https://wire.example/a">').replace("<html", f"{note}<html", 1)
    article = parse_document(Document("a.html", page, "html"), CONFIG)
    assert isinstance(article, Article)
    assert (article.url, article.outlet) == ("https://lake.example/a", "lake.example")
