"""RSS and Atom."""

from __future__ import annotations

import time
from pathlib import Path

from tests.ingest.readers.reading import TEXT, config_with, read

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Lake Herald &amp; Sons</title><language>en-GB</language>
<item><title>Bridge &amp;amp; road</title><link>https://lake.example/1</link><dc:creator>Ann Lee</dc:creator>
<pubDate>Wed, 06 May 2020 23:30:00 -0500</pubDate><guid>tag:1</guid><category>Politics</category><category>Roads</category>
<description>Only a beginning.</description>
<content:encoded><![CDATA[<p>{TEXT}</p><figure><figcaption>A port.</figcaption></figure><p>&#8220;We agree.&#8221;</p>]]></content:encoded></item>
<item><title>Ferry</title><description><![CDATA[{TEXT} They also said [&#8230;]]]></description></item>
<item><title>Nothing</title><link>https://lake.example/3</link></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Lake Herald</title>
<entry><title type="html">&lt;b&gt;Bridge&lt;/b&gt;</title><link href="https://lake.example/1"/><updated>2020-05-06T10:00:00Z</updated>
<author><name>Ann Lee</name></author><author><name>Bo Chen</name></author><id>urn:1</id>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content></entry></feed>"""


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "news.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_an_item_of_rss_with_its_whole_text(tmp_path: Path) -> None:
    documents, _ = read(write(tmp_path, RSS))
    first = documents[0]
    assert first.content == f"{TEXT}\n\n“We agree.”"
    assert (first.title, first.outlet, first.authors) == ("Bridge & road", "Lake Herald & Sons", ["Ann Lee"])
    assert (first.url, first.published) == ("https://lake.example/1", "Wed, 06 May 2020 23:30:00 -0500")
    assert (first.language, first.truncated) == ("en-GB", False)
    assert (first.own_columns, first.source_path) == ({"id": "tag:1", "tags": "Politics; Roads"}, "news.xml#1")


def test_an_item_with_only_a_summary_is_cut(tmp_path: Path) -> None:
    documents, _ = read(write(tmp_path, RSS))
    assert documents[1].content == f"{TEXT} They also said" and documents[1].truncated


def test_an_item_without_text_is_told(tmp_path: Path) -> None:
    _, (reject,) = read(write(tmp_path, RSS))
    assert (reject.location, reject.code) == ("item 3", "no_text") and "fetch the page" in reject.reason


def test_an_entry_of_atom(tmp_path: Path) -> None:
    (document,), rejects = read(write(tmp_path, ATOM))
    assert not rejects
    assert (document.content, document.title) == (f"{TEXT}\n\nTwo.", "Bridge")
    assert (document.authors, document.published) == (["Ann Lee", "Bo Chen"], "2020-05-06T10:00:00Z")


def test_the_encoding_of_the_declaration_counts(tmp_path: Path) -> None:
    latin = RSS.replace("UTF-8", "iso-8859-1").replace("&#8220;We agree.&#8221;", "“Café.”").replace("’", "")
    documents, _ = read(write(tmp_path, latin.encode("windows-1252")))
    assert documents[0].content.endswith("“Café.”")


def test_a_feed_that_stops_in_the_middle_gives_what_it_has_and_is_told(tmp_path: Path) -> None:
    documents, rejects = read(write(tmp_path, RSS[: RSS.index("<item><title>Nothing")]))
    assert len(documents) == 2
    assert rejects[-1].code == "not_readable" and rejects[-1].location == "after item 2"


def test_a_feed_without_items_or_one_that_is_too_large_is_told(tmp_path: Path) -> None:
    empty = '<rss version="2.0"><channel><title>Lake Herald</title></channel></rss>'
    assert read(write(tmp_path, empty))[1][0].code == "empty"
    large = RSS.replace("</channel>", " " * 6_000_000 + "</channel>")
    assert read(write(tmp_path, large), config_with(max_megabytes=1))[1][0].code == "too_large"


def test_entities_that_grow_without_end_and_files_of_others_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of the machine")
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "lol">{bomb}<!ENTITY x SYSTEM "file://{secret}">]>'
    body = f"<rss version='2.0'><channel><item><description>{TEXT} &a11; &x;</description></item></channel></rss>"
    start = time.perf_counter()
    documents, _ = read(write(tmp_path, head + body))
    assert [document.content[: len(TEXT)] for document in documents] == [TEXT]
    assert len(documents[0].content) < 1000 and "secret of" not in documents[0].content
    _, (reject,) = read(write(tmp_path, (head + body).encode("utf-16")))
    assert reject.code == "not_readable" and "entities" in reject.reason
    assert time.perf_counter() - start < 3


def test_an_entity_of_html_spoils_no_feed(tmp_path: Path) -> None:
    documents, rejects = read(
        write(tmp_path, RSS.replace("Only a", "&nbsp;Only a").replace("<item><title>Nothing", "<item><title>No"))
    )
    assert [document.title for document in documents] == ["Bridge & road", "Ferry"]
    assert [reject.code for reject in rejects] == ["no_text"]


def test_a_feed_on_which_the_library_fails_is_told(tmp_path: Path) -> None:
    broken = b'<rss><l><r v="" xmlns:content="\xed\xa0/"><content:d></rss>'
    documents, (reject,) = read(write(tmp_path, broken))
    assert not documents
    assert (
        reject.code == "not_readable"
        and "none of its items was read" in reject.reason
        and "report it" not in reject.reason
    )
