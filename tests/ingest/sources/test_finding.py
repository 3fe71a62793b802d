"""What the user named becomes sources, each once, in an order of their own; what is no file is told."""

from __future__ import annotations

import os
import socket
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources import find_sources
from pipeline.ingest.sources.folders import shown

BODY = "Kenya and Uganda opened a bridge on Monday. “Uganda kept its word,” the minister said."


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(BODY)


def names(folder: Path, *inputs: Path | str) -> list[str]:
    return [source.name.removeprefix(f"{folder}/") for source in find_sources(inputs or [folder]).sources]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"nothing\.txt: no such file or folder"):
        find_sources([tmp_path / "nothing.txt"])
    with pytest.raises(PipelineError, match="no such file or folder"):
        find_sources(["a\x00b"])


def test_a_folder_in_which_nothing_can_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="holds no articles"):
        find_sources([tmp_path])
    (tmp_path / "notes.md").write_text("# Notes")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "empty.html").touch()
    with pytest.raises(PipelineError, match="holds no articles"):
        find_sources([tmp_path])


def test_files_are_sorted_by_name_and_hidden_ones_left_out(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.txt", ".hidden.txt", "sub/c.html", ".git/d.txt", "sub/.x/e.txt", "a-b/f.txt")
    assert names(tmp_path) == ["a-b/f.txt", "a.txt", "b.txt", "sub/c.html"]


def test_inputs_in_any_order_and_twice_give_the_same(tmp_path: Path) -> None:
    write(tmp_path, "b/1.txt", "a/1.txt", "c.txt")
    inputs = [tmp_path / "b", tmp_path / "a", tmp_path / "c.txt", f"{tmp_path}/a/1.txt"]
    found = {tuple(names(tmp_path, *order)) for order in permutations(inputs)}
    assert found == {("a/1.txt", "b/1.txt", "c.txt")}
    assert names(tmp_path, tmp_path / "c.txt", f"{tmp_path}/./c.txt") == ["c.txt"]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.txt")
    assert names(tmp_path, tmp_path / ".hidden.txt") == [".hidden.txt"]


def test_a_folder_may_be_called_like_a_page(tmp_path: Path) -> None:
    write(tmp_path, "x.html/y.txt")
    assert names(tmp_path) == names(tmp_path, tmp_path / "x.html") == ["x.html/y.txt"]


def test_links_in_a_circle_end_and_are_told(tmp_path: Path) -> None:
    write(tmp_path, "a/1.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "lost.txt").symlink_to(tmp_path / "not there")
    found = find_sources([tmp_path])
    assert [Path(source.name).name for source in found.sources] == ["1.txt"]
    told = {Path(reject.source).name: (reject.code, reject.reason) for reject in found.rejects}
    assert told["up"] == (Reason.NOT_A_FILE, f"a link in a circle: it leads back to {tmp_path}")
    assert told["self"][0] == Reason.NOT_A_FILE and "circle" in told["self"][1]
    assert told["lost.txt"][0] == Reason.NOT_READABLE


def test_folders_that_link_to_one_another_are_read_once(tmp_path: Path) -> None:
    for name in "abcdefgh":
        write(tmp_path, f"{name}/{name}.txt")
    for one in "abcdefgh":
        for other in "abcdefgh":
            (tmp_path / one / f"to-{other}").symlink_to(tmp_path / other)
    found = find_sources([tmp_path])
    assert [source.name[-5:] for source in found.sources] == [f"{name}.txt" for name in "abcdefgh"]
    assert len(found.rejects) == 64


def test_a_link_to_a_folder_elsewhere_is_followed(tmp_path: Path) -> None:
    write(tmp_path, "archive/1.txt", "here/2.txt")
    (tmp_path / "here" / "link").symlink_to(tmp_path / "archive")
    (tmp_path / "raw").symlink_to(tmp_path / "here")
    assert names(tmp_path, tmp_path / "raw") == ["raw/2.txt", "raw/link/1.txt"]


def test_a_pipe_and_a_socket_in_a_folder_are_told_and_never_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "1.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
        found = find_sources([tmp_path])
    assert [Path(reject.source).name for reject in found.rejects] == ["pipe.txt", "socket.txt"]
    assert {reject.code for reject in found.rejects} == {Reason.NOT_A_FILE}
    with pytest.raises(PipelineError, match="a pipe or a device"):
        find_sources([tmp_path / "pipe.txt"])
    with pytest.raises(PipelineError, match="a pipe or a device"):
        find_sources(["/dev/zero"])


def test_a_folder_that_may_not_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "open/1.txt", "closed/2.txt")
    scandir = os.scandir

    def refusing(folder: str) -> object:
        if folder.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    found = find_sources([tmp_path])
    assert [Path(source.name).name for source in found.sources] == ["1.txt"]
    (reject,) = found.rejects
    assert reject.source.endswith("closed") and reject.code == Reason.NOT_REACHED and "may not be read" in reject.reason
    with pytest.raises(PipelineError, match=r"holds no articles\. First: .*closed: the folder may not be read"):
        find_sources([tmp_path / "closed"])


def test_names_that_are_no_text_can_be_printed_and_read(tmp_path: Path) -> None:
    for raw in (b"caf\xe9.txt", b"caf\xe8.txt", b"two\nlines.txt", b"caf\\xe9.txt"):
        with open(os.fsencode(tmp_path) + b"/" + raw, "w") as file:  # noqa: PTH123 - the name is bytes
            file.write(BODY)
    found = find_sources([tmp_path]).sources
    assert [source.name.rpartition("/")[2] for source in found] == [
        r"caf\xe8.txt",
        r"caf\xe9.txt",
        r"caf\xe9.txt~2",
        r"two\x0alines.txt",
    ]
    assert all(Path(source.place).read_text() == BODY for source in found)
    assert all(source.name.encode() for source in found)


def test_a_path_is_shown_with_what_can_be_printed() -> None:
    assert shown("Élysée/东.txt") == "Élysée/东.txt"
    assert shown("a\x1b[31m") == r"a\x1b[31m"


def test_of_a_folder_of_datasets_only_the_shards_are_read(tmp_path: Path) -> None:
    train = (
        "data-00000-of-00002.arrow",
        "data-00001-of-00002.arrow",
        "cache-12ab.arrow",
        "dataset_info.json",
        "state.json",
    )
    write(tmp_path, "set/dataset_dict.json", *(f"set/train/{name}" for name in train), "set/readme.txt")
    for path in (tmp_path / "set").rglob("*.arrow"):
        path.write_bytes(b"\xff\xff\xff\xff\x10\x00\x00\x00")
    assert names(tmp_path) == [
        "set/readme.txt",
        "set/train/data-00000-of-00002.arrow",
        "set/train/data-00001-of-00002.arrow",
    ]
