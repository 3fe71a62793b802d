"""Parquet, shards of `datasets`, and workbooks."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from pipeline.ingest.documents import Document
from tests.ingest.readers.reading import TEXT, config_with, only, pieces, read, records

ROWS: list[dict[str, Any]] = [
    {
        "headline": f"Bridge {number}",
        "body": f"{TEXT} {number}",
        "date": datetime.datetime(2020, 5, 6, 10),
        "authors": ["Ann Lee", "Bo Chen"],
        "source": {"id": number, "name": "Lake Herald"},
    }
    for number in range(500)
]


def parquet(path: Path, rows: list[dict[str, Any]] = ROWS) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=50)
    return path


def shard(path: Path, rows: list[dict[str, Any]] = ROWS, *, as_file: bool = False) -> Path:
    table = pa.Table.from_pylist(rows)
    make = pa.ipc.new_file if as_file else pa.ipc.new_stream
    with pa.OSFile(str(path), "wb") as sink, make(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=50)
    return path


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "file.arrow"])
def test_lists_and_records_in_columns_are_fields(tmp_path: Path, name: str) -> None:
    path = parquet(tmp_path / name) if name == "a.parquet" else shard(tmp_path / name, as_file=name == "file.arrow")
    documents, rejects = read(path)
    assert not rejects and len(documents) == 500
    last = documents[-1]
    assert (last.title, last.content, last.outlet) == ("Bridge 499", f"{TEXT} 499", "Lake Herald")
    assert (last.authors, last.published) == (["Ann Lee", "Bo Chen"], "2020-05-06T10:00:00")
    assert (last.own_columns, last.source_path) == ({"source.id": "499"}, f"{name}#500")


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow"])
def test_pieces_hold_each_row_once(tmp_path: Path, name: str) -> None:
    path = parquet(tmp_path / name) if name == "a.parquet" else shard(tmp_path / name)
    cut = pieces(path, 10_000)
    assert 3 < len(cut) <= 10
    assert records(path, size=10_000) == records(path)


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow"])
def test_a_table_without_texts_or_rows_is_told(tmp_path: Path, name: str) -> None:
    write = parquet if name == "a.parquet" else shard
    _, (reject,) = read(write(tmp_path / name, [{"headline": "A", "source": {"name": "B"}}]))
    assert reject.code == "no_text" and "headline, source.name" in reject.reason
    path = tmp_path / f"empty.{name}"
    empty = pa.schema({"text": pa.string()}).empty_table()
    if name == "a.parquet":
        pq.write_table(empty, path)
    else:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, empty.schema) as writer:
            writer.write_table(empty)
    assert read(path)[1][0].code == "empty"


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow"])
def test_a_file_that_is_cut_off_is_told_after_what_was_read(tmp_path: Path, name: str) -> None:
    path = parquet(tmp_path / name) if name == "a.parquet" else shard(tmp_path / name)
    path.write_bytes(path.read_bytes()[:-3000])
    documents, (reject,) = read(path)
    assert reject.code == "not_readable" and "again" in reject.reason
    assert bool(documents) == (name == "a.arrow")


def test_a_value_that_python_cannot_hold_spoils_its_own_row_only(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    dates = pa.array([0, 2**53], pa.timestamp("ms"))
    pq.write_table(pa.table({"text": [TEXT, TEXT], "date": dates}), path)
    documents, (reject,) = read(path)
    assert [document.published for document in documents] == ["1970-01-01T00:00:00"]
    assert (reject.location, reject.code) == ("row 2", "bad_record")


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(number, column, datetime.datetime.combine(cell, datetime.time()), day)
                else:
                    sheet.write(number, column, cell)
    book.close()
    return path


def test_every_sheet_with_texts_is_read_and_the_others_are_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["id", "Date", "Text"], [1, datetime.date(2020, 5, 6), TEXT], [], [2, 43958, TEXT]]
    sheets: dict[str, list[list[Any]]] = {
        "News": [[], [], *rows],
        "Codes": [["code", "meaning"], [1, "favor"]],
        "More": rows,
        "Blank": [],
    }
    documents, (reject,) = read(workbook(tmp_path / "a.xlsx", sheets))
    assert [d.source_path for d in documents] == ["a.xlsx#4", "a.xlsx#6", "a.xlsx#More!2", "a.xlsx#More!4"]
    assert [d.published for d in documents[:2]] == ["2020-05-06", "2020-05-07"]
    assert documents[0].own_columns == {"id": "1"}
    assert reject.location == "sheet 'Codes' row 1" and "found code, meaning" in reject.reason


def test_what_an_export_says_of_itself_above_the_names_of_a_sheet_is_no_row(tmp_path: Path) -> None:
    rows = [
        ["Lake archive", "", ""],
        ["Downloaded", "2020-05-06", ""],
        [],
        ["Titel", "Text", "Datum"],
        ["Bridge", TEXT, "6. Mai 2020"],
    ]
    document = only(workbook(tmp_path / "export.xlsx", {"Treffer": rows}))
    assert (document.title, document.content, document.published) == ("Bridge", TEXT, "6. Mai 2020")
    assert document.source_path.endswith("5")


def test_names_below_the_names_of_groups_are_the_names(tmp_path: Path) -> None:
    rows = [["Article", "", "Content", ""], ["Paper", "Date", "Headline", "Text"], ["Lake", "2020-05-06", "Row", TEXT]]
    document = only(workbook(tmp_path / "a.xlsx", {"A": rows}))
    assert (document.outlet, document.published, document.title, document.content) == (
        "Lake",
        "2020-05-06",
        "Row",
        TEXT,
    )
    below = [["text", "note"], [TEXT, "text"], [TEXT, ""]]
    documents, _ = read(workbook(tmp_path / "b.xlsx", {"A": below}))
    assert len(documents) == 2


def test_what_stands_in_merged_cells_is_that_of_each_row(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.merge_range(0, 1, 0, 3, "Lake archive")
    sheet.write_row(2, 1, ["paper", "title", "text"])
    sheet.merge_range(3, 1, 5, 1, "Lake Herald")
    sheet.write_row(3, 2, ["One", TEXT])
    sheet.write_row(4, 2, ["Two", f"{TEXT} 2"])
    sheet.write_row(6, 2, ["Three", f"{TEXT} 3"])
    book.close()
    documents, rejects = read(tmp_path / "a.xlsx")
    assert [document.outlet for document in documents] == ["Lake Herald", "Lake Herald", None] and not rejects


def test_columns_of_a_sheet_are_mapped(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"News": [["story", "when"], [TEXT, 43957.5]]})
    document = only(path, config_with(columns={"text": "story", "published": "when"}))
    assert (document.content, document.published) == (TEXT, "2020-05-06")


def test_a_broken_workbook_and_one_without_rows_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"News": [["id", "text"]]})
    assert read(path)[1][0].code == "empty"
    whole = workbook(tmp_path / "b.xlsx", {"News": [["id", "text"], [1, TEXT]]})
    whole.write_bytes(whole.read_bytes()[:-200])
    assert read(whole)[1][0].code == "not_readable"
    assert read(workbook(tmp_path / "c.xlsx", {"News": []}))[1][0].code == "empty"


def test_a_workbook_that_grows_too_far_is_not_opened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"News": [["text"], *([["x" * 30_000 + str(n)] for n in range(80)])]})
    _, (reject,) = read(path, config_with(max_expansion=2, max_megabytes=1))
    assert reject.code == "too_large"
    documents, _ = read(path)
    assert len(documents) == 80 and all(isinstance(document, Document) for document in documents)


def test_a_workbook_with_a_cell_at_the_end_of_the_world_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("News")
    sheet.write(0, 0, "text")
    sheet.write(1_048_575, 16_383, "far")
    book.close()
    _, (reject,) = read(path)
    assert reject.code == "too_large" and "million cells" in reject.reason
