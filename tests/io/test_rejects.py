"""What is told of records that were set aside."""

import tracemalloc
from pathlib import Path

import pytest

from pipeline.io import SetAside
from pipeline.io.listed_rejects import ListedRejects
from pipeline.records import Reject

REASON = "the server answered {}, which is no page (https://lake.example/{})"
REJECTS = [
    *(Reject("a.warc", f"record {n}", REASON.format(n, n), code="no_page") for n in (404, 500)),
    Reject("b.csv", None, "no text column: found note; name one of them 'text'", code="no_text"),
]
TOLD = "2 × the server answered 404, which is no page (the others with other numbers); 1 × no text column"


def test_reasons_that_differ_in_numbers_or_addresses_are_one_kind() -> None:
    assert str(SetAside(Path("rejects.jsonl"), REJECTS)) == f"3 records set aside in rejects.jsonl: {TOLD}"


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_listed_rejects_tell_the_same_and_can_be_read_again(tmp_path: Path, suffix: str) -> None:
    path, other = tmp_path / f"rejects{suffix}", tmp_path / f"other{suffix}"
    listed, aside = ListedRejects.written(path, iter(REJECTS), empty=False), SetAside(other, REJECTS)
    aside.write()
    assert path.read_bytes() == other.read_bytes()
    assert listed.rejects == REJECTS and len(listed) == 3
    assert listed.kinds.codes == {"no_page": 2, "no_text": 1}
    assert str(listed) == f"3 records set aside in {path}: {TOLD}"
    sources = [Path("a.warc")]
    assert str(listed.nothing_left(sources)) == str(aside.nothing_left(sources)).replace(str(other), str(path))


def test_without_rejects_those_of_an_earlier_run_go_or_the_table_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    ListedRejects.written(path, REJECTS, empty=False)
    assert ListedRejects.written(path, [], empty=True).rejects == []
    assert path.read_text() == "source,location,reason,code\n"
    assert len(ListedRejects.written(path, [], empty=False)) == 0 and not path.exists()


def test_listed_rejects_are_not_held_in_memory(tmp_path: Path) -> None:
    many = (Reject(f"{n}.html", None, f"{n} {'x' * 500}") for n in range(20_000))
    tracemalloc.start()
    try:
        ListedRejects.written(tmp_path / "rejects.jsonl", many, empty=False)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
