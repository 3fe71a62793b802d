"""A page with several whole articles gives one each; a page with one article and much beside it gives one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.ingest.articles import articles_of_piece
from pipeline.ingest.documents import Document
from pipeline.ingest.readers.several_articles import articles_apart
from pipeline.ingest.sources import Piece, Source
from pipeline.records import Article
from tests.ingest.readers.reading import CONFIG

BRIDGE = [
    "Officials from Kenya and Uganda reopened the border bridge on Wednesday after a year of talks between the two sides.",
    "“Uganda has kept every promise it made to us,” said the Kenyan transport minister, Joram Kiptoo, at the ceremony.",
    "The bridge had been closed since the floods of last year, and traders on both banks had asked for it to open.",
    "Farmers in the hills had lost half of their harvest, since no lorry could take it to the mills of the other side.",
    "The two governments will meet in Kampala next month, where Uganda wants to speak of fees and Kenya of the wharves.",
    "Traders said that they would bring maize and beans across as soon as the customs officers were back at their posts.",
]
PORT = [line.replace("Uganda", "Tanzania").replace("bridge", "port").replace("Kampala", "Dodoma") for line in BRIDGE]
MILL = [line.replace("Uganda", "Rwanda").replace("bridge", "mill").replace("Kampala", "Kigali") for line in BRIDGE]


def article(title: str, day: str, lines: list[str], *, marks: str = "", date: str = "", heading: str = "h2") -> str:
    told = date or f'<time datetime="{day}T08:00">then</time>'
    text = "".join(f"<p>{line}</p>" for line in lines)
    return f'<article{marks}><{heading}><a href="/{day}">{title}</a></{heading}><p>By Ann Lee</p>{told}{text}</article>'


def page(*articles: str, head: str = "", after: str = "") -> str:
    return (
        '<!doctype html><html lang="en"><head><title>Lake Herald</title><link rel="canonical" href="https://lake.example/all">'
        f'<meta property="og:site_name" content="Lake Herald"><base href="https://lake.example/">{head}</head>'
        f'<body><nav><a href="/">Home</a></nav><main>{"".join(articles)}</main>{after}</body></html>'
    )


def documents(html: str, **fields: str) -> list[Document]:
    return articles_apart(Document("a.html", html, "html", **fields), "a.html", CONFIG)  # type: ignore[arg-type]


THREE = page(
    article("Bridge reopens", "2024-05-06", BRIDGE),
    article("Port reopens", "2024-05-07", PORT, date="<p>7 May 2024</p>"),
    article("Mill reopens", "2024-05-08", MILL, date='<span class="date">Wed 8 May 2024, 10:15</span>', heading="h3"),
)


def test_each_article_of_a_page_is_one_with_its_own_headline_date_and_address(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(THREE, encoding="utf-8")
    read = list(articles_of_piece(Piece(Source("a.html", str(path))), CONFIG))
    found = [one for one in read if isinstance(one, Article)]
    assert len(found) == len(read)
    assert [(one.title, one.published, one.url) for one in found] == [
        ("Bridge reopens", "2024-05-06", "https://lake.example/2024-05-06"),
        ("Port reopens", "2024-05-07", "https://lake.example/2024-05-07"),
        ("Mill reopens", "2024-05-08", "https://lake.example/2024-05-08"),
    ]
    assert [one.text.split("\n\n")[1:] for one in found] == [BRIDGE, PORT, MILL]
    assert {(tuple(one.authors), one.outlet, one.language) for one in found} == {(("Ann Lee",), "Lake Herald", "en")}
    assert [one.source_path for one in found] == ["a.html#1", "a.html#2", "a.html#3"]


def test_a_part_shorter_than_an_article_may_be_is_none() -> None:
    short = article("Harvest is late", "2024-05-09", ["The harvest is late in the hills."])
    with_short = THREE.replace("</main>", f"{short}</main>")
    assert len(documents(with_short)) == len(documents(THREE)) == 3


def test_a_page_of_an_archive_keeps_its_offset_before_the_number() -> None:
    apart = articles_apart(Document("a.warc#70", THREE, "html", url="https://lake.example/x"), "a.warc", CONFIG)
    assert [one.source_path for one in apart] == ["a.warc#70.1", "a.warc#70.2", "a.warc#70.3"]
    assert {one.url for one in apart} == {f"https://lake.example/2024-05-0{day}" for day in (6, 7, 8)}


@pytest.mark.parametrize(
    "html",
    [
        page(article("Bridge reopens", "2024-05-06", BRIDGE)),
        page(article("Bridge reopens", "2024-05-06", BRIDGE), *[article("Port", "2024-05-07", PORT[:1])] * 9),
        page(article("Bridge reopens", "2024-05-06", BRIDGE), article("Port", "2024-05-07", PORT, date="<p>x</p>")),
        page(article("Bridge reopens", "2024-05-06", BRIDGE), article("", "2024-05-07", PORT)),
        page(f"<article>{article('Bridge reopens', '2024-05-06', BRIDGE)}{article('Port', '2024-05-07', PORT)}</article>"),
        page(article("Bridge reopens", "2024-05-06", BRIDGE), article("Port", "2024-05-07", PORT), after="<p>So it went on, day for day, until all were tired of it.</p>" * 40),
        page(THREE, head='<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'),
        THREE.replace("</article>", ""),
        "<article>" * 1000 + "<p>x" + "</article>" * 1000,
    ],
    ids=["one", "teasers", "no date", "no headline", "nested", "text beside", "live", "never closed", "deep"],
)  # fmt: skip
def test_a_page_with_one_article_stays_whole(html: str) -> None:
    assert [one.content for one in documents(html)] == [html]


def test_a_record_with_a_headline_of_its_own_is_one_article() -> None:
    assert len(documents(THREE, title="All that reopened")) == 1


@pytest.mark.parametrize(
    "html",
    [
        page("<article>" + "<p>" * 50_000 + "</article>", "<article>" + "<p>" * 50_000 + "</article>"),
        page(*["<article><h2>x</h2>" + "<div>" * 250 + "<p>x" * 5_000 + "</article>"] * 2),
        page("<article><h2>x</h2><p>x</article>" * 20_000),
        page("<article " * 50_000),
    ],
    ids=["paragraphs", "deep", "many", "tags"],
)
def test_a_page_made_to_take_long_does_not(html: str) -> None:
    before = time.process_time()
    assert len(documents(html)) == 1
    assert time.process_time() - before < 5
