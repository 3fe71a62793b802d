"""Tables of articles that programs saved as pages, under the suffix of Excel or their own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.ingest.readers.html_table import documents_of_table
from tests.ingest.readers.reading import CONFIG, TEXT, only, read

HEAD = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><meta charset=utf-8></head><body><table border=1>"


@pytest.mark.parametrize("suffix", ["xls", "html"])
@pytest.mark.parametrize("cell", ["th", "td"])
def test_each_row_is_an_article(tmp_path: Path, suffix: str, cell: str) -> None:
    names = "".join(f"<{cell}>{name}</{cell}>" for name in ("No", "Headline", "Text", "Date"))
    row = "<tr><td>{n}</td><td>One &amp; {n}</td><td><p>{text}</p>Two<br>{n}.</td><td>2020-05-06</td></tr>"
    rows = "".join(row.format(n=n, text=TEXT) for n in (1, 2)) + "<tr><td>3</td><td>Empty</td><td></td><td></td></tr>"
    (tmp_path / f"a.{suffix}").write_text(f"{HEAD}<tr>{names}</tr>{rows}<tr><td></td></tr></table></body></html>")
    documents, (reject,) = read(tmp_path / f"a.{suffix}")
    assert [(d.title, d.published, d.own_columns) for d in documents] == [
        (f"One & {n}", "2020-05-06", {"No": str(n)}) for n in (1, 2)
    ]
    assert documents[0].content == f"{TEXT}\n\nTwo\n1." and documents[0].source_path == f"a.{suffix}#2"
    assert (reject.location, reject.code) == ("row 4", "no_text")


@pytest.mark.parametrize(
    "row", ["<td>Article</td><td>Talk</td>", "<td>Year</td><td>Votes</td>", f"<td>Title</td><td>{TEXT}</td>"]
)
def test_a_table_in_a_page_is_none_of_articles(tmp_path: Path, row: str) -> None:
    page = f"<html><body><table><tr>{row}</tr><tr><td>1</td><td>2</td></tr></table><p>{TEXT}</p></body></html>"
    (tmp_path / "a.html").write_text(page)
    assert only(tmp_path / "a.html").markup == "html"


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.json"])
def test_a_table_of_text_under_another_suffix_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(f"title,text\nOne,{TEXT}\n")
    assert (only(tmp_path / name).title, only(tmp_path / name).content) == ("One", TEXT)


def test_prose_under_such_a_suffix_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text(f"Kenya, Uganda\n\n{TEXT}\n")
    assert only(tmp_path / "a.xlsx").markup == "text"


@pytest.mark.parametrize("tag", ["<table>", "<table><tr>", "<table><tr><td>", "<td>"])
def test_many_tables_that_are_never_closed_take_no_time(tag: str) -> None:
    start = time.process_time()
    assert documents_of_table("<table><tr>" + tag * 20_000, "a.html", CONFIG) is None
    assert time.process_time() - start < 2
