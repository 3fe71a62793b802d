"""A file that is a page: one article, or the documents of an export."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.readers.reading import TEXT, only, read

LEXIS = """<html><head><title>Export</title></head><body><p><span>{n} of 2 DOCUMENTS</span></p><p>The Lake Herald</p>
<p>May {n}, 2020</p><p><b>Row {n}</b></p><p><b>BYLINE: </b>Ann Lee</p><p>LENGTH: 61 words</p><p>{text}</p>
<p>LANGUAGE: ENGLISH</p><p>Copyright 2020 Lake Ltd</p>"""
UNI = """<p><b>Row {n}</b></p><p>The Lake Herald</p><p>May {n}, 2020 Friday</p><p><b>Length:</b>&nbsp;61 words</p>
<p><b>Byline:</b>&nbsp;Ann Lee</p><p>Body</p><p>{text}</p><p><b>Load-Date:</b>&nbsp;May 7, 2020</p><p>End of Document</p>"""
FACTIVA = """<div><span>Row {n}</span></div><div>By Ann Lee</div><div>143 words</div><div>{n} May 2020</div><div>The Lake Herald</div>
<div>LAKH</div><div>English</div><div>(c) 2020 Lake Ltd</div><p>{text}</p><p>Document LAKH00002020031{n}eb3c0007x</p>"""


@pytest.mark.parametrize("layout", [LEXIS, UNI, FACTIVA])
def test_the_documents_of_an_export_in_html(tmp_path: Path, layout: str) -> None:
    body = "".join(layout.format(n=n, text=f"{TEXT} {n}.") for n in (1, 2))
    (tmp_path / "a.html").write_text(f"<html><head><title>Export</title></head><body class=x>{body}</body></html>")
    documents, rejects = read(tmp_path / "a.html")
    assert not rejects
    assert [(d.title, d.published, d.outlet, d.authors, d.content) for d in documents] == [
        (f"Row {n}", f"2020-05-0{n}", "The Lake Herald", ["Ann Lee"], f"{TEXT} {n}.") for n in (1, 2)
    ]


@pytest.mark.parametrize(
    "said",
    ["1 of 2 DOCUMENTS", "<p>End of Document</p>", "Document 1 of 2", "<p>1 of 2 documents</p><p>2 of 2 documents</p>"],
)
def test_a_page_that_speaks_of_documents_is_one_article(tmp_path: Path, said: str) -> None:
    (tmp_path / "a.html").write_text(
        f"<html><body><article><h1>Row</h1><p>{TEXT}</p>{said}<p>{TEXT}</p></article></body></html>"
    )
    assert only(tmp_path / "a.html").markup == "html"
