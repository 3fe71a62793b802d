from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from pipeline.errors import PipelineError
from pipeline.io.decoding import csv_separator
from pipeline.io.json_lines import json_lines
from pipeline.io.readers import FORMATS, read_frame

ROWS = [{"name": "Perú", "count": 1}, {"name": "Chile", "count": 2}]


def write(path: Path) -> Path:
    frame = pd.DataFrame(ROWS)
    if path.suffix == ".csv":
        path.write_text("name;count\nPerú;1\nChile;2\n", encoding="utf-8")
    elif path.suffix == ".jsonl":
        path.write_text("\n".join(json.dumps(row) for row in ROWS))
    else:
        frame.to_parquet(path)
    return path


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_columns_rows_and_cells(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"t{suffix}")
    assert FORMATS[suffix].columns(path) == ["name", "count"]
    schema = pa.schema([("count", pa.int64()), ("name", pa.string())])
    read = pa.concat_tables(FORMATS[suffix].batches(path, schema))
    assert read.schema.names == schema.names and read.to_pylist() == [
        {"count": r["count"], "name": r["name"]} for r in ROWS
    ]
    frame = read_frame(path)
    assert list(frame.index) == [1, 2] and [str(n) for n in frame["count"]] == ["1", "2"] and frame["name"][1] == "Perú"


def test_a_csv_of_excel_is_read_whatever_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    for encoding in ("utf-8-sig", "utf-16"):
        path.write_text("name\tcount\nPerú\t1\n\t\n", encoding=encoding)
        assert read_frame(path).to_dict("records") == [{"name": "Perú", "count": "1"}]


@pytest.mark.parametrize(("header", "separator"), [("a,b;c,d", ","), ("a;b", ";"), ("a\tb", "\t"), ("a", ",")])
def test_the_separator_is_what_the_header_has_most_of(header: str, separator: str) -> None:
    assert csv_separator(header) == separator


def test_a_line_that_is_no_object_is_told_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\n\n[1]\n{\n\xff\n')
    (first, value), *others = json_lines(path, "a label")
    assert (first, value) == (1, {"a": 1}) and others[0] == (3, "a JSON list, not a label")
    assert [number for number, _ in others] == [3, 4, 5] and all("JSON" in str(problem) for _, problem in others)


def test_what_is_no_table_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"\x00\x01\x02")
    with pytest.raises(PipelineError, match="cannot be read as a table"):
        read_frame(tmp_path / "t.csv")
    with pytest.raises(PipelineError, match=r"end(s)? in .csv, .jsonl, .parquet"):
        read_frame(tmp_path / "t.xlsx")
