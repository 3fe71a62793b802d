"""Lines and lists that only name other stories of the site, without a mark that says so."""

from __future__ import annotations

from lxml.html import document_fromstring

from pipeline.ingest.pages.other_stories import drop_other_stories, site_of_links
from tests.ingest.pages.news_page import FIRST, LAST, PARAGRAPHS, QUOTED, news_page, parsed

HEADLINES = ["Foreign harvest is late again", "Foreign mill burns in the night", "Foreign railway is sold at last"]
SITE = (
    "<ul>"
    + "".join(f'<li><a href="https://delta.example/{n}">Section {n}</a></li>' for n in range(9))
    + '<li><a href="#top">Top</a></li><li><a>Nowhere</a></li></ul>'
)


def left(body: str) -> list[str]:
    """The texts of the elements in a body after other stories were dropped."""
    tree = document_fromstring(f"<html><body><nav>{SITE}</nav><main>{body}</main></body></html>")
    drop_other_stories(tree, site_of_links(tree))
    return [str(element.text_content()) for element in tree.find(".//main")]


def listed(address: str) -> str:
    return "".join(f'<li><a href="{address}">{headline}</a></li>' for headline in HEADLINES)


def test_a_paragraph_that_is_a_headline_of_the_same_site_is_dropped() -> None:
    for address in ("/a/1", "a.html", "https://www.delta.example/a/1", "//delta.example/a/1"):
        headline = f'<strong><a href="{address}">{HEADLINES[0]}</a></strong>'
        assert left(f"<p>{headline}</p><p>NEARBY: {headline}</p><p>{LAST}</p>") == [LAST], address


def test_a_list_of_headlines_of_the_same_site_goes_with_its_heading() -> None:
    assert left(f"<p><strong>Editors chose for you:</strong></p><ul>{listed('/a/1')}</ul><p>{LAST}</p>") == [LAST]
    assert left(f"<p>{FIRST}</p><h4>From our pages</h4><ol>{listed('https://delta.example/a')}</ol>") == [FIRST]


def test_the_sentence_before_such_a_list_stays() -> None:
    assert left(f"<p>So it ended.</p><ul>{listed('/a/1')}</ul>") == ["So it ended."]


def test_what_leads_elsewhere_stays() -> None:
    elsewhere = ("https://courts.example/ruling", "mailto:court@courts.example", "#section-2")
    for address in elsewhere:
        assert left(f'<p><a href="{address}">{HEADLINES[0]}</a></p>') == [HEADLINES[0]], address
        assert left(f"<ul>{listed(address)}</ul>") == ["".join(HEADLINES)], address


def test_sentences_names_and_lists_with_words_of_their_own_stay() -> None:
    sentence = "The ministry has published all that it knows."
    kept = [
        f'<p><a href="/report">{sentence}</a></p>',
        '<p><a href="/topic/kenya">Kenya opened it</a></p>',
        f'<p>What the two sides agreed on in the end: <a href="/a">{HEADLINES[0]}</a></p>',
        f"<ul>{listed('/a/1')}<li>The bridge is 40 metres long.</li></ul>",
        f"<ul>{listed('/a/1').partition('</li>')[0]}</li></ul>",
    ]
    assert len(left("".join(kept))) == len(kept)


def test_other_stories_of_a_page_do_not_come_through() -> None:
    inset = f"<h3>Editors chose for you</h3><ul>{listed('/a/1')}</ul>"
    body = f"<p>{FIRST}</p><p>{QUOTED}</p>{inset}<p>{LAST}</p>"
    assert parsed(news_page(body=body)).paragraphs == PARAGRAPHS
