"""Which examples annotators differ on."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.annotate.disagreeing import between_labels
from pipeline.annotate.lines_of_labels import as_line
from pipeline.errors import PipelineError
from pipeline.records import Label
from tests.annotate.labels import label


def labels(folder: Path, *given: Label) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "annotations.jsonl").write_bytes(b"".join(as_line(one) + b"\n" for one in given))
    return folder


ADA = label("one", example_id="e", stance="favor")
BO = label("two", example_id="e", stance="against", annotator="Bo")


def test_two_who_differ_disagree(tmp_path: Path) -> None:
    found = between_labels(["e", "other"], labels(tmp_path / "labels", ADA, BO))
    assert found[0] > 0.5 and found[1] == 0


@pytest.mark.parametrize(
    "given",
    [
        (ADA, BO, label("three", example_id="e", annotator="Bo", stance=None, sentiment=None, withdraws="two")),
        (ADA, BO, label("three", example_id="e", annotator="Bo", stance="favor")),
        (ADA, label("two", example_id="e", annotator="Bo", stance="against", role="practice")),
        (ADA, label("two", example_id="e", annotator="Bo", stance="against", role="adjudicator")),
    ],
    ids=["taken back", "changed", "practice", "adjudicated"],
)
def test_what_does_not_count_disagrees_with_nothing(tmp_path: Path, given: tuple[Label, ...]) -> None:
    with pytest.raises(PipelineError, match="no example has two different labels"):
        between_labels(["e"], labels(tmp_path / "labels", *given))


def test_without_labels_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="--against"):
        between_labels(["e"], tmp_path / "nothing")
