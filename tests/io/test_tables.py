from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.errors import PipelineError
from pipeline.io import TableWriter, atomic_path, count_records, read_records, write_json, write_records
from pipeline.records import Reject

ROWS = [Reject("a.txt", None, "empty"), Reject("b.csv", "line 3", "no text")]


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".jsonl"])
def test_tables_are_written_in_every_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"rejects{suffix}"
    assert write_records(path, Reject, ROWS) == 2
    assert path.stat().st_size > 0
    if suffix == ".parquet":
        assert list(read_records(path, Reject)) == ROWS


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"'\.xls' is no table format"):
        write_records(tmp_path / "a.xls", Reject, ROWS)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_write_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "rejects.jsonl"
    write_records(path, Reject, ROWS)
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt), TableWriter(path, Reject) as writer:
        writer.write(ROWS[0])
        raise KeyboardInterrupt
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["rejects.jsonl"]


def test_a_full_disk_is_one_sentence_and_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "numbers.json"
    write_json(path, {"a": 1})
    with (
        pytest.raises(PipelineError, match=r"numbers\.json: could not be written \(No space left"),
        atomic_path(path) as temporary,
    ):
        temporary.write_text("half")
        raise OSError(28, "No space left on device")
    assert path.read_text() == '{\n  "a": 1\n}\n'
    assert [p.name for p in tmp_path.iterdir()] == ["numbers.json"]


def test_a_table_of_other_records_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rejects.parquet"
    write_records(path, Reject, ROWS)
    from pipeline.records import Article

    with pytest.raises(PipelineError, match="the column 'article_id' is missing"):
        list(read_records(path, Article))


def test_a_table_from_before_a_column_is_read_with_the_columns_default(tmp_path: Path) -> None:
    @dataclass(frozen=True)
    class WithSeverity(Reject):
        severity: str | None = None

    write_records(tmp_path / "old.parquet", Reject, ROWS)
    assert count_records(tmp_path / "old.parquet", WithSeverity) == len(ROWS)
    read = list(read_records(tmp_path / "old.parquet", WithSeverity))
    assert read == [WithSeverity(row.source, row.location, row.reason, row.code, None) for row in ROWS]
    write_records(tmp_path / "new.parquet", WithSeverity, read)
    assert list(read_records(tmp_path / "new.parquet", WithSeverity)) == read


def test_equal_records_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.parquet", "b.parquet"):
        write_records(tmp_path / name, Reject, ROWS)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_provenance_stands_in_the_file(tmp_path: Path) -> None:
    with TableWriter(tmp_path / "a.parquet", Reject, {"model_version": "abc"}) as writer:
        writer.write(ROWS[0])
    assert pq.read_schema(tmp_path / "a.parquet").metadata[b"model_version"] == b"abc"
