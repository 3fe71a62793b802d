from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.label.gold import Conflict, GoldResult
from pipeline.label.report import LabelReport, read_conflicts
from pipeline.records import Reject
from pipeline.tasks import Task

CONFLICT = Conflict("e1", "USA", "text", {"x": {"stance": "favor"}, "y": {"stance": "against"}}, "neutral", "neutral")
RESULT = GoldResult([], [], [CONFLICT], 3, {Task.stance: 0.5, Task.sentiment: None}, 1, {"1": 2}, 0, 0)


def test_conflicts_are_read_as_they_were_written(tmp_path: Path) -> None:
    LabelReport(RESULT, 2, [Reject("a.jsonl", "line 1", "no label")], []).write(tmp_path)
    assert read_conflicts(tmp_path) == [CONFLICT]


def test_equal_reports_have_equal_bytes_and_say_how_far_annotators_agree(tmp_path: Path) -> None:
    one, two = (LabelReport(RESULT, 2, [], []).write(tmp_path / name).read_text() for name in "ab")
    assert one == two and '"alpha": {\n    "examples": 1,\n    "sentiment": null,\n    "stance": 0.5\n  }' in one


def test_without_a_report_nobody_differs(tmp_path: Path) -> None:
    assert read_conflicts(tmp_path) == []


@pytest.mark.parametrize("content", ["[]", "{", "{}", '{"conflicts": [{"votes": 1}]}', '{"conflicts": 3}'])
def test_another_file_of_that_name_is_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "report.json").write_text(content)
    with pytest.raises(PipelineError, match=r"report.json: not a report of labels .* Run `stance label` again"):
        read_conflicts(tmp_path)
