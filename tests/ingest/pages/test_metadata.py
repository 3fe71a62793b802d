"""What a page states of its article: the date, the authors, the outlet, the title, the language, the address."""

from __future__ import annotations

import pytest

from tests.ingest.pages.news_page import PARAGRAPHS, TITLE, news_page, parsed
from tests.shared import shared

JSON = '<script type="application/ld+json">%s</script>'


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2020-05-06T08:00:00+03:00">',
        '<meta name="DC.date.issued" content="2020-05-06">',
        '<meta name="date" content="6 May 2020">',
        '<meta itemprop="datePublished" content="2020-05-06">',
        JSON % '{"@type": "NewsArticle", "datePublished": "2020-05-06T08:00:00Z"}',
        JSON % '{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["Article"], "datePublished": "2020-05-06"}]}',
        JSON % '[{"@type": "Organization"}, {"@type": "ReportageNewsArticle", "datePublished": "2020-05-06"}]',
        JSON % '\n<!--\n{"@type": "NewsArticle",\n "description": "a\tb", "datePublished": "2020-05-06"}\n-->',
    ],
)
def test_a_date_in_the_head_is_the_date(head: str) -> None:
    page = parsed(news_page(head=head))
    assert (page.published, page.published_source) == ("2020-05-06", "page")


@pytest.mark.parametrize(
    "opening",
    [
        '<time datetime="2020-05-06T08:00">yesterday</time>',
        "<p><time>6 May 2020</time></p>",
        '<span class="published-date">Published on 6 May 2020</span>',
        "<p>6 May 2020</p>",
    ],
)
def test_a_date_below_the_headline_is_the_date(opening: str) -> None:
    page = parsed(news_page(opening=opening))
    assert (page.published, page.published_source) == ("2020-05-06", "page")
    assert page.paragraphs == PARAGRAPHS


def test_a_time_that_says_it_is_of_publication_may_stand_anywhere() -> None:
    page = parsed(news_page(after='<p>First seen <time itemprop="datePublished" datetime="2020-05-06">then</time></p>'))
    assert page.published == "2020-05-06"


@pytest.mark.parametrize(
    "page",
    [
        news_page(after='<aside><a href="/x">Older</a> <time datetime="2019-11-02">2 Nov 2019</time></aside>'),
        news_page(after='<div class="card"><a href="/x">Older</a> <time datetime="2019-11-02">2 Nov 2019</time></div>'),
        news_page(after='<aside><time itemprop="datePublished" datetime="2019-11-02">2 Nov 2019</time></aside>'),
        news_page(opening="<figure><figcaption>The president, pictured in 2017, at the bridge.</figcaption></figure>"),
        news_page(opening='<div class="related"><time datetime="2019-11-02">2 Nov 2019</time></div>'),
        news_page(head=JSON % '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2019-11-02"}]}'),
        news_page(head=JSON % '[{"@type": "NewsArticle", "headline": "a", "datePublished": "2019-11-02"}, {"@type": "NewsArticle", "headline": "b", "datePublished": "2019-11-03"}]'),
        news_page(head='<meta property="article:modified_time" content="2019-11-02">'),
    ],
)  # fmt: skip
def test_a_date_of_something_else_is_not_taken(page: str) -> None:
    found = parsed(page)
    assert (found.published, found.published_source) == (None, None)


@pytest.mark.parametrize("name", ["caption", "sidebar"])
def test_the_pages_of_the_field_have_no_date(name: str) -> None:
    html = shared(f"field/05-date-guessed-from-caption-or-sidebar/in/{name}.html").read_text(encoding="utf-8")
    assert parsed(html).published is None


def test_a_guessed_date_is_asked_for_and_marked() -> None:
    page = news_page(after='<aside><time datetime="2019-11-02">2 Nov 2019</time></aside>')
    found = parsed(page, guess_dates=True)
    assert (found.published, found.published_source) == ("2019-11-02", "guess")
    stated = parsed(news_page(head='<meta name="date" content="2020-05-06">'), guess_dates=True)
    assert (stated.published, stated.published_source) == ("2020-05-06", "page")


def test_a_date_that_cannot_be_read_is_told() -> None:
    found = parsed(news_page(head='<meta name="date" content="in the spring">'))
    assert (found.published, found.unread_date) == (None, "in the spring")
    assert parsed(news_page(head='<meta name="date" content="2020-05-06">')).unread_date is None


def test_the_order_of_figures_in_a_date_is_as_asked_for() -> None:
    page = news_page(head='<meta name="date" content="03/04/2020">')
    assert parsed(page).published == "2020-04-03"
    assert parsed(page, date_order="MDY").published == "2020-03-04"


@pytest.mark.parametrize(
    ("head", "opening"),
    [
        ('<meta name="author" content="Wanjiru Otieno"><meta name="author" content="Kofi Mensah">', ""),
        ('<meta name="author" content="By Wanjiru Otieno and Kofi Mensah">', ""),
        (JSON % '{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Wanjiru Otieno"}, {"name": "Kofi Mensah"}]}', ""),
        (JSON % '{"@type": "NewsArticle", "author": "Wanjiru Otieno, Kofi Mensah"}', ""),
        ('<meta property="article:author" content="https://social.example/otieno">', '<p class="byline">By Wanjiru Otieno and Kofi Mensah</p>'),
        ("", "<p>By Wanjiru Otieno and Kofi Mensah</p>"),
    ],
)  # fmt: skip
def test_authors_are_those_that_the_page_names(head: str, opening: str) -> None:
    page = parsed(news_page(head=head, opening=opening))
    assert page.authors == ["Wanjiru Otieno", "Kofi Mensah"]
    assert page.paragraphs == PARAGRAPHS


def test_an_outlet_is_no_author() -> None:
    head = '<meta property="og:site_name" content="Lake Herald"><meta name="author" content="Lake Herald">'
    assert parsed(news_page(head=head)).authors == []


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:site_name" content="Lake Herald">',
        JSON % '{"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": "Lake Herald"}}',
        f"<title>{TITLE} - Lake Herald</title>",
        f"<title>Lake Herald | {TITLE}</title>",
    ],
)
def test_the_outlet_is_named_in_the_head_or_behind_the_title(head: str) -> None:
    page = news_page(head=head)
    if "<title>" in head:
        page = page.replace(f"<title>{TITLE}</title>", "", 1)
    found = parsed(page)
    assert (found.outlet, found.title) == ("Lake Herald", TITLE)


def test_a_hyphen_within_a_title_parts_nothing() -> None:
    title = "Bridge - reopened after talks - closes again"
    found = parsed(news_page().replace(TITLE, title))
    assert (found.title, found.outlet) == (title, None)


def test_without_a_name_the_outlet_is_where_the_page_was_found() -> None:
    assert parsed(news_page(), url="https://www.lake.example/a/b").outlet == "lake.example"


def test_the_title_is_the_headline_and_not_the_logo() -> None:
    head = f'<meta property="og:title" content="{TITLE}: all that is known so far">'
    assert parsed(news_page(head=head, before="<header><h1>The Lake Herald of Kisumu</h1></header>")).title == TITLE


@pytest.mark.parametrize(
    ("html", "head", "language"),
    [
        ('lang="en-GB"', "", "en-GB"),
        ("", '<meta property="og:locale" content="en_US">', "en_US"),
        ("", '<meta http-equiv="content-language" content="sw">', "sw"),
        ("", "", None),
    ],
)
def test_the_language_is_the_tag_of_the_page(html: str, head: str, language: str | None) -> None:
    assert parsed(news_page(html=html, head=head)).language == language


def test_json_that_is_none_is_passed_over() -> None:
    for broken in (
        "{",
        "[" * 5000,
        '{"@type": "NewsArticle", "author": 3, "publisher": [], "wordCount": "many"}',
        "null",
        '"x"',
    ):
        assert parsed(news_page(head=JSON % broken)).paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    ("dateline", "outlet"),
    [("NAIROBI (2 Apr 2024) — ", None), ("NAIROBI, Kenya (April 2) - ", None), ("NAIROBI (Lake Wire) — ", "Lake Wire")],
)
def test_a_day_in_the_brackets_of_a_dateline_is_no_outlet(dateline: str, outlet: str | None) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in [dateline + PARAGRAPHS[0], *PARAGRAPHS[1:]])
    assert parsed(news_page(body=body)).outlet == outlet


@pytest.mark.parametrize(
    "written", ["2567-04-02", "2 เมษายน 2567", "15 Ramadan 1445", "6–7 May 2024", "Vol. 12, May 2024"]
)
def test_a_stated_day_that_is_none_of_ours_is_counted_as_not_read(written: str) -> None:
    page = parsed(news_page(head=f'<meta property="article:published_time" content="{written}">'))
    assert (page.published, page.published_source, page.unread_date) == (None, None, written)
