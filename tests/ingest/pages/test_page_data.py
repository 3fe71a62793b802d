"""An article that stands only in the data for the scripts of its page."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.ingest.pages import page_time_limit, parse_web_page
from pipeline.languages import language
from tests.ingest.pages.news_page import PARAGRAPHS, TITLE, news_page, parsed

BLOCKS = [{"type": "paragraph", "text": paragraph} for paragraph in PARAGRAPHS]
SPANS = [{"_type": "block", "children": [{"_type": "span", "text": paragraph}]} for paragraph in PARAGRAPHS]
NODES = {"nodeType": "document", "content": [
    {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": paragraph}]} for paragraph in PARAGRAPHS
]}  # fmt: skip
MARKUP = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page_of(data: object, *, shown: str = "", kind: str = 'id="__NEXT_DATA__" type="application/json"') -> str:
    written = data if isinstance(data, str) else json.dumps(data)
    return (
        f'<html lang="en"><head><title>{TITLE}</title></head><body><div id="__next">{shown}</div>'
        f"<script {kind}>{written}</script></body></html>"
    )


def props(**article: Any) -> dict[str, Any]:
    return {"props": {"pageProps": {"article": article}}, "page": "/[slug]", "buildId": "x7"}


@pytest.mark.parametrize(
    "body",
    [
        BLOCKS,
        SPANS,
        {"json": NODES},
        MARKUP,
        {"rendered": MARKUP},
        "\n\n".join(PARAGRAPHS),
        PARAGRAPHS,
        [{"kind": "text", "model": {"copy": paragraph, "id": "a7"}} for paragraph in PARAGRAPHS],
    ],
    ids=["blocks", "spans", "nodes", "markup", "rendered", "lines", "list", "unknown"],
)
@pytest.mark.parametrize("shown", ["", "<p>Loading the page …</p>"])
def test_an_article_in_the_data_of_a_page_is_read(body: object, shown: str) -> None:
    data = props(headline=TITLE, publishedAt="2020-05-06T08:00:00Z", author={"name": "Wanjiru Otieno"}, body=body)
    page = parsed(page_of(data, shown=shown))
    assert (page.title, page.published, page.authors) == (TITLE, "2020-05-06", ["Wanjiru Otieno"])
    assert page.paragraphs == PARAGRAPHS


def test_of_several_texts_the_one_with_the_title_of_the_page_is_the_article() -> None:
    other = {
        "headline": "Harvest is late",
        "body": "The harvest is late in all of the hills this year, they say. " * 30,
    }
    data = {"props": {"more": [other, other], "story": {"title": {"rendered": TITLE}, "content": MARKUP}}}
    assert parsed(page_of(data)).paragraphs == PARAGRAPHS


def test_the_text_that_a_page_shows_goes_before_its_data() -> None:
    data = props(headline=TITLE, body="The harvest is late in all of the hills this year, they say. " * 30)
    script = page_of(data).partition("</div>")[2].partition("</body>")[0]
    assert parsed(news_page(after=script)).paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "kind", ['type="application/json"', 'id="consent" type="application/json"', 'id="__NEXT_DATA__"']
)
def test_other_data_are_no_article(kind: str) -> None:
    assert parse_web_page(page_of(props(headline=TITLE, body=MARKUP), kind=kind), language("en")) is None


@pytest.mark.parametrize(
    "data",
    [
        "{",
        "null",
        "[" * 100_000,
        '{"body":' * 500 + '""' + "}" * 500,
        '{"body":[' + "{}," * 200_000 + "{}]}",
        '{"body": "' + "x" * 6_000_000 + '"}',
        '{"body": 3, "text": null, "content": [1, [2]]}',
        "window.location = 'https://lake.example'",
    ],
    ids=["open", "null", "lists", "records", "many", "long", "numbers", "code"],
)
def test_data_made_to_break_things_end(data: str) -> None:
    with page_time_limit(20):
        assert parse_web_page(page_of(data), language("en")) is None
