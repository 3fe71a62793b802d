"""Pages that a browser saved as one file, as Chrome, Edge and Internet Explorer write them."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest

from pipeline.ingest.articles import ingest_files
from pipeline.ingest.sources import find_files
from pipeline.records import Article
from tests.ingest.readers.reading import CONFIG, TEXT, config_with, only, read

PAGE = (
    f'<html lang="en"><head><meta charset="iso-8859-1"><title>Row grows</title></head><body><article><h1>Row grows</h1><p>{TEXT}</p>'
    "<p>“Uganda kept its word,” the minister said in Kisumu, and nobody objected to that.</p></article></body></html>"
)
CHROME = """From: <Saved by Blink>
Snapshot-Content-Location: https://lake.example/row
Subject: Row grows
Date: Wed, 6 May 2020 10:15:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--x----"


------MultipartBoundary--x----
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://lake.example/row

{page}
------MultipartBoundary--x----
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://lake.example/a.png

iVBORw0KGgo=
------MultipartBoundary--x------
"""


def saved(path: Path, page: str = PAGE, end: str = "\r\n") -> Path:
    quoted = quopri.encodestring(page.encode()).decode()
    path.write_bytes(CHROME.format(page=quoted).replace("\n", end).encode())
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["row.mhtml", "row.mht", "row"])
def test_the_page_is_read_with_its_address(tmp_path: Path, name: str, end: str) -> None:
    document = only(saved(tmp_path / name, end=end))
    assert (document.markup, document.url) == ("html", "https://lake.example/row")
    assert TEXT in document.content and "iVBOR" not in document.content


def test_the_article_of_a_saved_page_is_that_of_the_page(tmp_path: Path) -> None:
    (article,) = ingest_files(find_files([saved(tmp_path / "row.mhtml")]), CONFIG)
    assert isinstance(article, Article)
    assert (article.title, article.url) == ("Row grows", "https://lake.example/row")
    assert article.text.startswith(f"Row grows\n\n{TEXT}") and "“Uganda kept its word,”" in article.text


def test_a_page_alone_with_the_charset_in_its_header_is_read(tmp_path: Path) -> None:
    path = tmp_path / "row.mht"
    head = "MIME-Version: 1.0\nContent-Type: text/html; charset=windows-1252\nContent-Location: https://lake.example/row\n\n"
    path.write_bytes(head.encode() + PAGE.encode("cp1252"))
    document = only(path)
    assert TEXT in document.content and document.url == "https://lake.example/row"


def test_a_mail_with_pictures_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "letter"
    path.write_text("To: Ann Lee\n" + CHROME.format(page=PAGE).replace("Snapshot-Content", "X"))
    _, (reject,) = read(path)
    assert "e-mail" in reject.reason


@pytest.mark.parametrize("page", ["", "  "])
def test_a_saved_page_without_html_is_told(tmp_path: Path, page: str) -> None:
    _, (reject,) = read(saved(tmp_path / "row.mhtml", page))
    assert "save it as HTML" in reject.reason


def test_a_saved_page_that_breaks_off_is_read_as_far_as_it_goes_and_one_too_large_is_told(tmp_path: Path) -> None:
    whole = saved(tmp_path / "row.mhtml")
    cut = tmp_path / "cut.mhtml"
    cut.write_bytes(whole.read_bytes()[:1100])
    assert TEXT[:40] in only(cut).content
    large = saved(tmp_path / "large.mhtml", PAGE + " " * 1_000_001)
    _, (reject,) = read(large, config_with(max_megabytes=1))
    assert reject.code == "too_large"
