"""Sketches on disk: the same groups for any way of adding, and after a kill."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import PipelineError
from pipeline.ingest.duplicates import SketchStore, group, segments, store
from pipeline.ingest.duplicates.sketches import sketches
from tests.ingest.duplicates.invented_news import Newsroom, edition

NEWS = {text.name: text.words for text in edition(seed=4, stories=12)}
SKETCHES = dict(zip(NEWS, sketches(list(NEWS.values())), strict=True))
GROUPS = group(SKETCHES, 0.6)


def add(kept: SketchStore, names: list[str]) -> None:
    kept.add(names, [SKETCHES[name] for name in names])


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@settings(max_examples=8)
@given(st.permutations(sorted(NEWS)), st.integers(3, 60), st.integers(1, 3))
def test_batches_in_any_order_give_the_groups_of_all_at_once(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], size: int, runs: int
) -> None:
    folder = tmp_path_factory.mktemp("sketches")
    batches = [names[start : start + size] for start in range(0, len(names), size)]
    for run in range(runs):
        kept = SketchStore(folder)
        for batch in batches[run::runs]:
            add(kept, batch)
    assert SketchStore(folder).groups(0.6, names) == GROUPS


def test_what_is_there_is_not_written_again(tmp_path: Path) -> None:
    names = sorted(NEWS)
    add(SketchStore(tmp_path), names)
    before = files(tmp_path)
    again = SketchStore(tmp_path)
    add(again, names[:10])
    add(again, names)
    assert files(tmp_path) == before
    assert len(again) == len(names)


def test_equal_articles_make_equal_files(tmp_path: Path) -> None:
    names = sorted(NEWS)
    add(SketchStore(tmp_path / "a"), names)
    add(SketchStore(tmp_path / "b"), names[::-1])
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_articles_without_a_sketch_are_named(tmp_path: Path) -> None:
    kept = SketchStore(tmp_path)
    assert kept.missing(["s1", "s0", "s1"]) == ["s0", "s1"]
    kept.add(["s1", "long-id-of-another-kind-ü"], [SKETCHES[name] for name in sorted(NEWS)[:2]])
    assert SketchStore(tmp_path).missing(["s1", "s0", "long-id-of-another-kind-ü"]) == ["s0"]


def test_an_article_that_was_never_added_is_an_error(tmp_path: Path) -> None:
    kept = SketchStore(tmp_path)
    add(kept, sorted(NEWS))
    with pytest.raises(PipelineError, match=r"no sketch of article nowhere \(1 are missing\); ingest its source again"):
        kept.groups(0.6, ["nowhere", *NEWS])


def test_earlier_articles_count_unless_told_otherwise(tmp_path: Path) -> None:
    text = " ".join(Newsroom(1).article())
    kept = SketchStore(tmp_path)
    kept.add(["a", "b", "c"], sketches([text, text + " More tomorrow.", text + " No more."]))
    assert kept.groups(0.6, ["b", "c"]) == {"b": "a", "c": "a"}
    assert kept.groups(0.6, ["b", "c"], among=["b", "c"]) == {"b": "b", "c": "b"}
    assert kept.groups(1, ["b", "c"]) == {"b": "b", "c": "c"}


def test_many_small_segments_become_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_SEGMENTS", 4)
    kept = SketchStore(tmp_path)
    for name in NEWS:
        add(kept, [name])
    assert len(list(tmp_path.iterdir())) <= 5
    assert SketchStore(tmp_path).groups(0.6, NEWS) == GROUPS


def test_killed_while_segments_are_made_one_nothing_is_double(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = sorted(NEWS)
    kept = SketchStore(tmp_path)
    for name in names[:6]:
        add(kept, [name])
    parts = files(tmp_path)
    monkeypatch.setattr(store, "MOST_SEGMENTS", 3)
    add(kept, names[6:])
    # As it is when the parts were not yet deleted.
    for name, content in parts.items():
        (tmp_path / name).write_bytes(content)
    after = SketchStore(tmp_path)
    assert len(after) == len(names)
    assert after.groups(0.6, names) == GROUPS


@pytest.mark.parametrize("damage", ["cut", "empty", "other"])
def test_a_half_written_segment_is_ignored_and_told(tmp_path: Path, damage: str) -> None:
    names = sorted(NEWS)
    kept = SketchStore(tmp_path)
    add(kept, names[:20])
    (whole,) = tmp_path.iterdir()
    add(kept, names[20:])
    whole.write_bytes({"cut": whole.read_bytes()[:-300], "empty": b"", "other": b"PAR1 no sketches"}[damage])
    after = SketchStore(tmp_path)
    assert after.ignored == [
        f"{whole}: is no whole file of this version's sketches and was ignored; it can be deleted."
    ]
    assert after.missing(names) == names[:20]
    add(after, names[:20])
    assert after.groups(0.6, names) == GROUPS
    assert SketchStore(tmp_path).groups(0.6, names) == GROUPS


def test_sketches_of_another_version_are_ignored_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(segments, "VERSION", "3-8-16-1")
        add(SketchStore(tmp_path), sorted(NEWS))
    kept = SketchStore(tmp_path)
    assert len(kept.ignored) == 1
    assert kept.missing(NEWS) == sorted(NEWS)
    add(kept, sorted(NEWS))
    assert kept.groups(0.6, NEWS) == GROUPS


def test_what_a_kill_left_half_written_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".a.arrow.x7.part.arrow").write_bytes(b"ARROW1")
    kept = SketchStore(tmp_path)
    assert not kept.ignored
    add(kept, sorted(NEWS))
    assert [path.suffixes for path in tmp_path.iterdir()] == [[".arrow"]]


def test_a_file_in_its_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "sketches").write_text("notes", encoding="utf-8")
    with pytest.raises(PipelineError, match="is a file, and sketches are kept in a folder"):
        SketchStore(tmp_path / "sketches")


ADDS_ONE_BY_ONE = """
import sys
from pathlib import Path
import numpy as np
from pipeline.ingest.duplicates import SketchStore
kept = SketchStore(Path(sys.argv[1]))
for name, sketch in np.load(sys.argv[2]).items():
    kept.add([name], [sketch])
    print(name, flush=True)
"""


@pytest.mark.slow
def test_after_a_kill_it_goes_on_without_loss_or_double(tmp_path: Path) -> None:
    folder, given = tmp_path / "sketches", tmp_path / "given.npz"
    np.savez(given, **SKETCHES)  # type: ignore[arg-type]
    command = [sys.executable, "-c", ADDS_ONE_BY_ONE, str(folder), str(given)]
    adding = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert adding.stdout is not None
    told = [adding.stdout.readline().strip() for _ in range(3)]
    time.sleep(0.01)
    adding.send_signal(signal.SIGKILL)
    told += adding.stdout.read().split()
    adding.wait()
    kept = SketchStore(folder)
    assert not kept.ignored
    assert not kept.missing(told)
    for name in kept.missing(NEWS):
        add(kept, [name])
    assert len(kept) == len(NEWS)
    assert kept.groups(0.6, NEWS) == GROUPS
