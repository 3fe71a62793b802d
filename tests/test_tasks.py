from __future__ import annotations

import json

import numpy as np
import pytest

from pipeline.errors import PipelineError
from pipeline.tasks import Task


def test_a_task_is_its_name() -> None:
    assert Task("stance") is Task.stance and Task.stance == "stance" and f"{Task.stance}.macro_f1" == "stance.macro_f1"
    assert {Task.sentiment: 1}["sentiment"] == 1 and json.dumps(
        {Task.stance: Task.sentiment}
    ) == '{"stance": "sentiment"}'


def test_no_two_tasks_share_a_column() -> None:
    columns = [column for task in Task for column in (task.value, task.gold, *task.probabilities)]
    assert len(columns) == len(set(columns))
    assert all(len(task.probabilities) == len(task.labels) for task in Task)


def test_an_unknown_task_is_a_sentence() -> None:
    with pytest.raises(
        PipelineError, match=r"'sentimant' is no task. Did you mean 'sentiment'\? Give stance or sentiment."
    ):
        Task("sentimant")


def test_a_label_that_is_not_sure_enough_is_none_and_its_probabilities_are_there_all_the_same() -> None:
    sure, unsure = Task.sentiment.rows(np.array([[0.1, 0.9, 0.0], [0.4, 0.3, 0.3]]), min_confidence=0.5)
    assert sure == {"sentiment": "negative", "p_positive": 0.1, "p_negative": 0.9, "p_neutral_sentiment": 0.0}
    assert unsure["sentiment"] is None and unsure["p_positive"] == 0.4
