"""Pages made to break what reads them: an article, none, or an end in time, and never a crash."""

from __future__ import annotations

import signal
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.pages import PageTooSlowError, page_time_limit, parse_web_page
from pipeline.languages import language
from tests.ingest.pages.news_page import PARAGRAPHS, news_page, parsed

EN = language("en")


@pytest.mark.parametrize("tag", ["div", "font", "table"])
def test_fifty_thousand_nested_tags_end(tag: str) -> None:
    page = news_page(before=f"<{tag}>" * 50_000, after=f"</{tag}>" * 50_000)
    with page_time_limit(20):
        parse_web_page(page, EN)


def test_tags_that_nobody_closes_hide_no_text() -> None:
    assert parsed(news_page(before="<span><font><i>" * 150)).paragraphs == PARAGRAPHS


def test_what_is_too_deep_to_be_read_is_told() -> None:
    page = parsed(news_page(after="<div>" * 5_000 + "<p>The rest.</p>"))
    assert page.paragraphs == PARAGRAPHS
    assert page.truncated
    assert not parsed(news_page()).truncated


@pytest.mark.parametrize(
    "page",
    [
        "<p>" * 5_000,
        "<a href='x'>" * 5_000 + "x",
        news_page(before="<!--" * 10_000),
        news_page(before="<table>" + "<tr><td>x</td>" * 5_000),
        news_page(head="<meta name='date' content='" + "1" * 100_000 + "'>"),
        news_page(head='<script type="application/ld+json">' + '{"@graph":[' * 5_000 + "</script>"),
        news_page(head="<title>" + " - x" * 20_000),
        news_page(html="x='" + "&" * 50_000 + "'"),
        news_page(body="<p>" + "a " * 50_000 + "</p>"),
        news_page(body="<p>" + "x" * 200_000 + "</p>"),
        news_page(body='<div class="related">' * 240 + "<p>The bridge is open.</p>" * 400 + "</div>" * 240),
        news_page(after="<ul>" + '<li><a href="/a">A headline of four words</a></li>' * 20_000 + "</ul>"),
        news_page(after=f'<div class="{"image_" * 20_000}x"><img src="a.jpg">A caption.</div>'),
        "<html><body><p>\x00\ud800 lone surrogates and null bytes \ufffe in a text that is long enough to be one.</p></body></html>",
        "<?xml version='1.0' encoding='utf-16'?><html><body><p>Declared as what it is not, this text is long enough to be one.</p></body></html>",
    ],
)  # fmt: skip
def test_a_page_made_to_break_things_ends(page: str) -> None:
    with page_time_limit(20):
        parse_web_page(page, EN)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<article>", "<h1>", "</h1>", "<div class='lead'>", "<time>", "2020-05-06", "<br>",
    "<script type='application/ld+json'>{\"@type\":\"Article\"", "</script>", "<!--", "-->", "&", "<a href=x>", "<table><td>", "<html lang=", "“Kenya”, said", "\x00", "<meta name=author content="]), max_size=40))  # fmt: skip
def test_any_markup_is_answered(parts: list[str]) -> None:
    page = parse_web_page(" ".join(parts), EN)
    assert page is None or all(paragraph.strip() for paragraph in page.paragraphs)


def test_a_page_that_takes_too_long_is_stopped_even_where_errors_are_caught() -> None:
    began = time.process_time()
    with pytest.raises(PageTooSlowError, match=r"longer than 0\.2 seconds"), page_time_limit(0.2):
        while True:
            try:
                sum(range(1000))
            except Exception:  # as the libraries do that read pages
                continue
    assert time.process_time() - began < 5


def test_what_was_there_before_is_there_again() -> None:
    def handler(number: int, frame: object) -> None:
        raise AssertionError

    before = signal.signal(signal.SIGPROF, handler)
    try:
        with page_time_limit(0.5):
            pass
        assert signal.getsignal(signal.SIGPROF) is handler
        assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
        with pytest.raises(KeyError), page_time_limit(0.5):
            raise KeyError
        assert signal.getsignal(signal.SIGPROF) is handler
    finally:
        signal.signal(signal.SIGPROF, before)


def test_in_another_thread_a_page_is_read_without_a_limit() -> None:
    found: list[object] = []

    def read() -> None:
        with page_time_limit(0.001):
            found.append(parsed(news_page()).paragraphs)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert found == [PARAGRAPHS]
