"""Pages whose parts stand in the cells of tables, as pages of the 2000s do, and letters to subscribers still."""

from __future__ import annotations

import pytest

from pipeline.ingest.pages import parse_web_page
from pipeline.languages import language
from tests.ingest.pages.news_page import PARAGRAPHS, news_page, parsed

TITLE = "Row over bridge grows"
STORY = [
    "KAMPALA - Kenya's foreign minister Joram Otieno said on Monday that Uganda had broken its word about the bridge.",
    '"Uganda has cheated us for years," he told reporters in Nairobi. "Rwanda kept every promise that it made to us."',
    "The ministry of Uganda did not answer questions at once. A spokeswoman said that a statement would follow.",
    "Traders on both banks have asked the two governments to open the bridge before the harvest, when the lorries come.",
]
NAMES = ("Home", "World", "Africa", "Business", "Sport", "Weather", "Archive", "Contact us")
OTHERS = (
    "Storm closes port in Togo",
    "Ghana votes on Sunday",
    "Fish prices rise in Kisumu",
    "Chile and Peru sign treaty",
)
MENU = "<table>" + "".join(f'<tr><td><a href="/{name}">{name}</a></td></tr>' for name in NAMES) + "</table>"
LINKS = "<table>" + "".join(f'<tr><td><a href="/s">{title}</a></td></tr>' for title in OTHERS) + "</table>"
FOOT = "<tr><td colspan=3><font size=1>Copyright 2003 Lake Herald. All rights reserved.</font></td></tr>"


def in_cells(story: str, title: str = TITLE) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><table width=780><tr><td colspan=3><img src=l.gif></td></tr>"
        f"<tr><td width=120>{MENU}</td><td width=460>{story}</td><td>{LINKS}</td></tr>{FOOT}</table></body></html>"
    )


LAYOUTS = {
    "paragraphs": in_cells(
        f"<font size=4><b>{TITLE}</b></font><br>May 6, 2003<br><p>" + "<p>".join(STORY), f"Lake Herald: {TITLE}"
    ),
    "breaks": in_cells(f"<h2>{TITLE}</h2>By Ann Lee<br>May 6, 2003<br><br>" + "<br><br>".join(STORY) + "<br>"),
    "wrapped": in_cells(
        f"<h2>{TITLE}</h2>May 6, 2003<br><br>" + "<br><br>".join(STORY).replace(" that ", "<br>\nthat ")
    ),
    "a row a paragraph": in_cells(
        f"<table><tr><td><font size=+2>{TITLE}</font></td></tr><tr><td>May 6, 2003</td></tr><tr><td><font size=2>"
        + "</font></td></tr><tr><td><font size=2>".join(STORY)
        + "</font></td></tr></table>"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_article_is_what_stands_in_its_cell(layout: str) -> None:
    page = parse_web_page(LAYOUTS[layout], language("en"))
    assert page is not None and page.paragraphs == STORY
    assert page.title == TITLE
    assert (page.published, page.published_source) == ("2003-05-06", "page")


REST = [
    "A judge in Kampala will hear the case of the drivers in June, said an envoy.",
    "Nobody in the two capitals knows who will open the bridge, he said.",
]


@pytest.mark.parametrize("between", ["</td></tr><tr><td><img src=b.gif></td></tr><tr><td>", "</td><td>"])
def test_an_article_that_goes_on_in_another_cell_is_whole(between: str) -> None:
    menu = "".join(f'<a href="/{name}">{name}</a><br>' for name in NAMES[:6])
    story = [
        *STORY,
        "Lorries of fish wait on the bank of Kenya, and the ice in them melts, said Tom Okoth, who drives one of them.",
        "The market of Malaba has had no grain from the north since March, and bread costs twice what it did in spring.",
        "Rwanda has offered its own road to the lorries of both countries for as long as the bridge remains closed to all.",
        "The drivers sleep under their lorries, and their families bring them food over the hills from the villages.",
    ]
    cells = "<br><br>".join(story) + between + "<br><br>".join(REST)
    html = (
        f"<html><head><title>{TITLE}</title></head><body><table><tr><td>{menu}</td></tr><tr><td>{cells}</td></tr>"
        f"<tr><td><font size=1>No part of these pages may be printed or sold without a word from the owners.</font></td></tr>"
        "</table></body></html>"
    )
    page = parse_web_page(html, language("en"))
    assert page is not None and page.paragraphs == [*story, *REST]


def test_a_table_in_an_article_changes_nothing() -> None:
    rows = "".join(f"<tr><td>{name}</td><td>{number}</td></tr>" for number, name in enumerate(NAMES))
    with_table = news_page(body="".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) + f"<table>{rows}</table>")
    assert parsed(with_table).paragraphs[: len(PARAGRAPHS)] == PARAGRAPHS
