"""An article whose text the page gives in JSON-LD: whole, with its paragraphs, and only where the markup holds less."""

from __future__ import annotations

import json

import pytest

from tests.ingest.pages.news_page import FIRST, LAST, PARAGRAPHS, QUOTED, TITLE, news_page, parsed

FEES = "Traders said on Thursday that they would bring maize and beans across again as soon as the fees were settled."
TALKS = (
    "The two governments will meet in Kampala next month, where Uganda wants to speak of fees and Kenya of the wharves."
)
LINES = [*PARAGRAPHS, FEES, TALKS]


def stated(body: str, kind: str = "NewsArticle") -> str:
    article = {"@type": kind, "headline": TITLE, "articleBody": body}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


@pytest.mark.parametrize(
    "shown", ["", f"<p>{FIRST}</p>", f"<p>{FIRST}</p><p>{QUOTED}</p>", "<p>Please wait for it.</p>"]
)
@pytest.mark.parametrize(
    "body",
    [
        "\n\n".join(LINES),
        "\n".join(LINES),
        "\r\n \r\n".join(LINES),
        "".join(f"<p>{line}</p>" for line in LINES),
        "".join(f"&lt;p&gt;{line}&lt;/p&gt;\n" for line in LINES),
        "<br /><br />".join(LINES),
        "".join(LINES),
    ],
)
def test_the_text_that_stands_in_json_ld_alone_keeps_its_paragraphs(body: str, shown: str) -> None:
    assert parsed(news_page(head=stated(body), body=shown)).paragraphs == LINES


def test_breaks_that_a_width_made_are_none() -> None:
    body = "\n\n".join(line.replace(" the ", "\nthe ") for line in LINES)
    assert parsed(news_page(head=stated(body), body="")).paragraphs == LINES


def test_a_straight_quotation_mark_stays_with_what_it_opens_or_closes() -> None:
    lines = [
        FIRST,
        'Kiptoo said: "We are glad of it."',
        '"So are we," the Ugandan envoy said at the bridge.',
        LAST,
        FEES,
    ]
    assert parsed(news_page(head=stated("".join(lines)), body="")).paragraphs == lines


def test_a_name_with_a_dot_parts_no_paragraph() -> None:
    body = f"{FIRST} {FEES} {TALKS} Lakenews.Example was told of it."
    assert parsed(news_page(head=stated(body), body="")).paragraphs == [body]


def test_text_in_one_is_parted_as_the_page_shows_its_paragraphs() -> None:
    lines = [*LINES, *(f"{line} So it went on for {n} more days." for n, line in enumerate(LINES, start=2))]
    shown = "".join(f"<p>{line}</p>" for line in lines)
    hidden = news_page(head=stated(" ".join(lines)), body=f"<noscript>{shown}</noscript>")
    assert parsed(hidden).paragraphs == lines


def test_markup_that_holds_the_whole_article_goes_before_json_ld() -> None:
    body = "".join(f"<p>{line}</p>" for line in LINES)
    assert parsed(news_page(head=stated(" ".join(LINES)), body=body)).paragraphs == LINES
    assert parsed(news_page(head=stated("\n\n".join(LINES[:3])), body=body)).paragraphs == LINES


def test_json_ld_of_something_else_is_not_taken_for_the_article() -> None:
    other = "\n\n".join(f"{line} That was in spring." for line in LINES * 3)
    body = "".join(f"<p>{n}. {line.replace('Uganda', 'Rwanda').replace('e', 'a')}</p>" for n, line in enumerate(LINES))
    found = parsed(news_page(head=stated(other), body=body)).paragraphs
    assert len(found) == len(LINES) and "Rwanda" in found[0]
    assert parsed(news_page(head=stated(other, "Recipe"))).paragraphs == PARAGRAPHS


def test_a_short_text_keeps_its_paragraphs_too() -> None:
    assert parsed(news_page(head=stated(f"{FIRST}\n{QUOTED}"), body="")).paragraphs == [FIRST, QUOTED]
