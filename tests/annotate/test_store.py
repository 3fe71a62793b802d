"""The store of judgements: nothing in it is lost, and nothing stands in it twice."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.annotate.lines import NotSavedError
from pipeline.annotate.lines_of_labels import as_label, as_line, line_values
from pipeline.annotate.store import LabelStore
from pipeline.errors import PipelineError
from pipeline.label.current import current_labels
from pipeline.records import Label
from tests.annotate.labels import label


def ids(path: Path) -> list[str]:
    lines = path.read_bytes().split(b"\n") if path.exists() else []
    # A line that was cut has no end.
    return [json.loads(line)["label_id"] for line in lines[:-1]]


def server(path: Path, label_ids: list[str]) -> tuple[int, BinaryIO]:
    """A process that appends labels and says of each, when it is saved, its id; its number and what it says."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            store = LabelStore(path)
            for label_id in label_ids:
                store.append([label(label_id)])
                os.write(writing, label_id.encode() + b"\n")
        finally:
            os._exit(0)
    os.close(writing)
    return process, os.fdopen(reading, "rb")


def kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def killed_and_resent(path: Path, labels: int, kills: int, seed: int) -> None:
    """A server that is killed again and again, and a client that sends what was not acknowledged, and the last that was."""
    chance = random.Random(seed)
    every = [f"label-{number:05d}" for number in range(labels)]
    acknowledged = 0
    for _ in range(kills):
        process, said = server(path, every[max(0, acknowledged - 1) :])
        acknowledged = max(0, acknowledged - 1)
        for _ in range(chance.randint(0, 4)):
            acknowledged += bool(said.readline())
        time.sleep(chance.random() * 0.004)
        kill(process)
        acknowledged += len(said.read().splitlines())
        said.close()
        # What was called saved is there, at any time.
        assert set(every[:acknowledged]) <= set(ids(path))
    with LabelStore(path) as store:
        store.append([label(label_id) for label_id in every[acknowledged:]])
    assert Counter(ids(path)) == Counter(every)


# The whole server is killed two hundred times in `web/test_killed.py`; here each kill finds it writing.
def test_killing_the_server_loses_and_doubles_nothing(tmp_path: Path) -> None:
    killed_and_resent(tmp_path / "annotations.jsonl", labels=1000, kills=10, seed=1)


def test_the_same_label_again_is_no_second_line(tmp_path: Path) -> None:
    with LabelStore(tmp_path / "a.jsonl") as store:
        assert store.append([label("one"), label("one"), label("two")]) == [True, False, True]
        assert store.append([label("one")]) == [False]
    assert ids(tmp_path / "a.jsonl") == ["one", "two"]


def test_an_id_of_another_judgement_is_refused(tmp_path: Path) -> None:
    with LabelStore(tmp_path / "a.jsonl") as store:
        store.append([label("one")])
        with pytest.raises(PipelineError, match="belongs to another judgement"):
            store.append([label("one", annotator="Bo")])


def test_a_cut_last_line_is_kept_beside_the_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jsonl"
    cut = as_line(label("two"))[:40]
    for number in (1, 2):
        path.write_bytes(as_line(label("one")) + b"\n" + cut)
        with LabelStore(path) as store:
            store.append([label("three")])
        assert ids(path) == ["one", "three"]
        assert (tmp_path / f"a.jsonl.cut-{number}").read_bytes() == cut
    assert "cut in the middle" in capsys.readouterr().err


def test_malformed_lines_inside_are_named_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jsonl"
    before = as_line(label("one")) + b"\nnonsense\n[1]\n{}\n\n" + as_line(label("two")) + b"\n"
    path.write_bytes(before)
    with LabelStore(path) as store:
        assert [number for number, _ in store.malformed] == [2, 3, 4]
        assert [entry.label_id for entry in store.counting()] == ["one", "two"]
    assert path.read_bytes() == before
    assert f"{path} line 2: not valid JSON" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["label_id", "withdraws", "stance", "codebook", "annotator", "role"])
def test_a_line_with_a_list_for_a_word_is_malformed_and_others_count(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.jsonl"
    odd = json.dumps({**json.loads(as_line(label("odd"))), name: ["a", "b"]}).encode()
    path.write_bytes(odd + b"\n" + as_line(label("one")) + b"\n")
    with LabelStore(path) as store:
        assert [number for number, _ in store.malformed] == [1]
        assert [entry.label_id for entry in store.counting()] == ["one"]
        assert store.annotators() == ["Ada"]


def test_the_last_judgement_counts_and_withdrawing_brings_back_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with LabelStore(path) as store:
        store.append([label("one", example_id="e"), label("two", example_id="e", stance="against")])
        assert store.current("e", "Ada").answer[0] == "against"  # type: ignore[union-attr]
        store.append([label("three", example_id="e", stance=None, sentiment=None, withdraws="two")])
        assert store.current("e", "Ada").answer[0] == "favor"  # type: ignore[union-attr]
    with LabelStore(path) as again:
        assert again.current("e", "Ada").label_id == "one"  # type: ignore[union-attr]
        assert [one.label_id for one in again.history("e", "Ada")] == ["one", "two", "three"]


def withdrawal(label_id: str, withdraws: str) -> Label:
    return label(label_id, example_id="e", stance=None, sentiment=None, withdraws=withdraws)


# The first line is a label; each of the others takes another back: by its number, an earlier one, a later one or itself.
@given(st.lists(st.integers(0, 7), max_size=7), st.integers(0, 7))
@example([0, 1, 2], 0)
@example([0, 0, 1], 0)
@example([0], 1)
def test_the_store_and_the_label_stage_say_alike_what_counts(taken_back: list[int], place: int) -> None:
    lines = [withdrawal(f"line-{number}", f"line-{of}") for number, of in enumerate(taken_back, start=1)]
    lines.insert(min(place, len(lines)), label("line-0", example_id="e"))
    counting = [one.label_id for one in current_labels(lines)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        with LabelStore(path) as store:
            store.append(lines)
            assert [entry.label_id for entry in store.counting()] == counting
        with LabelStore(path) as again:
            assert [entry.label_id for entry in again.counting()] == counting


def test_a_store_that_cannot_be_opened_anew_is_told_and_still_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    with LabelStore(path) as store:
        store.append([label("one")])
        with path.open("ab") as other:
            other.write(as_line(label("two")) + b"\n")
        with monkeypatch.context() as patch:
            patch.setattr(os, "open", lambda *_: (_ for _ in ()).throw(OSError(errno.EMFILE, "Too many open files")))
            with pytest.raises(NotSavedError, match="Too many open files"):
                store.append([label("three")])
        assert store.label(store.entry("one")).label_id == "one"  # type: ignore[arg-type]
        store.append([label("three")])
    assert ids(path) == ["one", "two", "three"]


def test_a_removed_store_is_put_back_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    with LabelStore(path) as store:
        store.append([label("one"), label("two")])
        path.unlink()
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", lambda file: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left")))
            with pytest.raises(NotSavedError, match="could not be put back"):
                store.append([label("three")])
        assert not path.exists()
        store.append([label("three")])
    assert ids(path) == ["one", "two", "three"]


def test_a_full_disk_saves_nothing_and_leaves_the_store_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    with LabelStore(path) as store:
        store.append([label("one")])
        write = os.write

        def full(file: int, data: bytes) -> int:
            if len(data) < 30:
                raise OSError(errno.ENOSPC, "No space left on device")
            return write(file, data[:-20])

        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            with pytest.raises(NotSavedError, match="not saved"):
                store.append([label("two")])
        assert ids(path) == ["one"]
        store.append([label("two")])
    assert ids(path) == ["one", "two"]


def test_a_failed_fsync_is_not_called_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    with LabelStore(path) as store:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", lambda file: (_ for _ in ()).throw(OSError(errno.EIO, "Input/output error")))
            with pytest.raises(NotSavedError):
                store.append([label("one")])
        assert store.entry("one") is None
        store.append([label("one")])
    assert ids(path) == ["one"]


def test_a_read_only_folder_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(PipelineError, match="cannot be written to"):
        LabelStore(tmp_path / "a.jsonl")


def test_a_second_server_is_refused_and_told_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with LabelStore(path) as store:
        store.serving("http://127.0.0.1:8123")
        with pytest.raises(PipelineError, match=rf"the process {os.getpid()} at http://127.0.0.1:8123"):
            LabelStore(path)
    LabelStore(path).close()


def test_the_lock_of_a_killed_server_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    process, said = server(path, [f"label-{number}" for number in range(100_000)])
    said.readline()
    with pytest.raises(PipelineError, match=rf"the process {process}\b"):
        LabelStore(path)
    kill(process)
    said.close()
    with LabelStore(path) as store:
        assert store.entry("label-0") is not None


def test_a_store_that_is_removed_while_in_use_is_put_back(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with LabelStore(path) as store:
        store.append([label("one")])
        path.unlink()
        store.append([label("two")])
    assert ids(path) == ["one", "two"]


def test_lines_that_another_program_adds_while_in_use_count(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with LabelStore(path) as store:
        store.append([label("one")])
        with path.open("ab") as file:
            file.write(as_line(label("two", annotator="Bo")) + b"\n")
        store.append([label("three")])
        assert store.annotators() == ["Ada", "Bo"]
        assert store.label(store.current("example of three", "Ada")).label_id == "three"  # type: ignore[arg-type]


@given(
    note=st.text(), annotator=st.text(min_size=1), flags=st.lists(st.sampled_from(["unsure", "wrong_border"])), rules=st.lists(st.integers(1, 50)),
    seconds=st.one_of(st.none(), st.floats(0, 1e4)),
)  # fmt: skip
def test_a_label_and_its_line_are_the_same(
    note: str, annotator: str, flags: list[str], rules: list[int], seconds: float | None
) -> None:
    given_label = label("one", note=note, annotator=annotator, flags=tuple(flags), rules=tuple(rules), seconds=seconds)
    line = as_line(given_label)
    assert b"\n" not in line
    values = line_values(line)
    assert isinstance(values, dict)
    assert as_label(values) == given_label
