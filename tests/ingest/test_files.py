"""Files of every kind, good and bad: each becomes articles or a reject that says why."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.ingest import find_files, ingest_files, merge_exact_duplicates
from pipeline.ingest.articles import parse_document
from pipeline.ingest.documents import Document
from pipeline.io.decoding import decode
from pipeline.records import Article, Reject

BODY = "Kenya and Uganda opened a bridge on Monday. “Uganda kept its word,” the minister said."
CONFIG = load_config().ingest


def read(*paths: Path) -> tuple[list[Article], list[Reject]]:
    records = list(ingest_files(find_files(paths), CONFIG))
    return [r for r in records if isinstance(r, Article)], [r for r in records if isinstance(r, Reject)]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"nothing\.txt: no such file or folder"):
        find_files([tmp_path / "nothing.txt"])


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Notes")
    with pytest.raises(PipelineError, match="holds no articles"):
        find_files([tmp_path])


def test_files_come_in_a_stable_order_and_hidden_ones_are_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.html", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BODY)
    assert [Path(found.place).relative_to(tmp_path).as_posix() for found in find_files([tmp_path])] == [
        "a.txt",
        "b.txt",
        "sub/c.html",
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("short.txt", b"Title\n\nToo short.", "min_characters"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "binary"),
        ("image.png", b"\x89PNG", "no supported format"),
        ("empty.html", b"<html><body></body></html>", "no article text"),
        ("broken.parquet", b"PAR1 but not really", "Parquet"),
    ],
)
def test_what_cannot_be_read_is_set_aside_with_its_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / "good.txt").write_text("Title\n\n" + BODY)
    (tmp_path / name).write_bytes(content)
    articles, rejects = read(tmp_path)
    assert len(articles) == 1
    assert len(rejects) == 1 and reason in rejects[0].reason and name in rejects[0].source


def test_other_encodings_are_recognised(tmp_path: Path) -> None:
    text = "Élysée\n\nLe président a dit que l'Algérie et la Côte d'Ivoire étaient « des amis » à l'été 2020, où qu'elles fussent."
    for encoding in ("utf-8", "utf-16", "latin-1", "utf-8-sig"):
        (tmp_path / f"{encoding}.txt").write_bytes(text.replace("’", "'").encode(encoding))
    articles, rejects = read(tmp_path)
    assert rejects == []
    assert len(list(merge_exact_duplicates(articles))) == 1


def test_records_of_json_lines_csv_and_parquet(tmp_path: Path) -> None:
    rows = [
        {"headline": "Bridge opens", "body": BODY, "date": "2020-05-06", "author": "Ann Lee", "source": "Delta Courier"}
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows) + "\nnot json\n[1]\n{}\n")
    (tmp_path / "b.csv").write_text('headline;body;date\nOther;"' + BODY.replace('"', '""') + '";6 May 2020\n')
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "c.parquet")
    articles, rejects = read(tmp_path)
    assert [a.published for a in articles] == ["2020-05-06"] * 3
    assert (
        articles[0].authors == ["Ann Lee"]
        and articles[0].outlet == "Delta Courier"
        and articles[0].title == "Bridge opens"
    )
    assert articles[0].source_path.endswith("a.jsonl#1")
    assert [r.location for r in rejects] == ["line 2", "line 3", "line 4"]


def test_a_csv_without_a_text_column_names_the_columns_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,txet\nA,B\n")
    _, (reject,) = read(tmp_path)
    assert "title, txet" in reject.reason and "Did you mean 'text'?" in reject.reason


def test_exact_duplicates_keep_all_their_sources(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\n\n" + BODY)
    (tmp_path / "b.txt").write_text("Title\n6 May 2020\nBy Ann Lee\n\n" + BODY)
    articles, _ = read(tmp_path)
    (article,) = merge_exact_duplicates(articles)
    assert [Path(s).name for s in article.sources] == ["a.txt", "b.txt"]
    assert article.published == "2020-05-06" and article.authors == ["Ann Lee"]


def test_the_dateline_of_a_page_dates_it_where_the_page_does_not(tmp_path: Path) -> None:
    page = "<html><head>{}</head><body><article><h1>Row</h1><p>{}</p><p>{}</p></article></body></html>"
    stated = '<meta property="article:published_time" content="2024-04-03">'
    first = f"DAKAR, April 2, 2024 - {BODY}"
    (tmp_path / "a.html").write_text(page.format("", first, "It was said again in Mombasa on Tuesday at noon."))
    (tmp_path / "b.html").write_text(page.format(stated, first, "It was said again in Kisumu on Friday at noon."))
    (tmp_path / "c.html").write_text(page.format("", BODY, "It had been said on April 2, 2024 - a holiday in Lamu."))
    articles, _ = read(tmp_path)
    assert [(article.published, article.published_source) for article in articles] == [
        ("2024-04-02", "dateline"),
        ("2024-04-03", "page"),
        (None, None),
    ]


@given(st.binary(max_size=2000))
def test_any_bytes_decode_or_do_not(data: bytes) -> None:
    text = decode(data)
    assert text is None or isinstance(text, str)


@given(st.text(max_size=1500))
def test_any_text_is_an_article_or_a_reject(text: str) -> None:
    for markup in ("text", "html"):
        record = parse_document(Document("any", text, markup), CONFIG)
        assert isinstance(record, Article | Reject)
