"""Labels of queues: which of them an estimate may use, and how they weigh."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.annotate.draws import proportional, systematic
from pipeline.annotate.queues import entropy
from pipeline.errors import PipelineError
from pipeline.estimate import estimate_prevalence
from pipeline.estimate.counting import counting
from pipeline.tasks import Task

ROWS = 600
STANCES = Task.stance.labels


def truth_and_scores(path: Path) -> tuple[list[str], np.ndarray[Any, Any]]:
    """What 600 statements, each of an article of its own, truly are, and what a model says of them that leans to `favor`."""
    generator = np.random.default_rng(5)
    odds = generator.normal(0, 1.5, (ROWS, 3))
    right = np.exp(odds) / np.exp(odds).sum(axis=1, keepdims=True)
    truth = [STANCES[generator.choice(3, p=row)] for row in right]
    leaning = right * np.array([2.0, 0.7, 1.0])
    said = leaning / leaning.sum(axis=1, keepdims=True)
    with path.open("w") as lines:
        for number, row in enumerate(said):
            values = dict(zip(Task.stance.probabilities, map(float, row), strict=True))
            lines.write(json.dumps({"example_id": f"e{number}", "article_id": f"a{number}", **values}) + "\n")
    return truth, said


def write_labels(path: Path, rows: list[Mapping[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_labels_of_the_unsure_are_weighed_back_to_all_rows(tmp_path: Path) -> None:
    truth, said = truth_and_scores(tmp_path / "scores.jsonl")
    true_share = truth.count("favor") / ROWS
    chances = proportional(entropy(said) + 0.05, 150)
    shares, covered = [], 0
    for seed in range(60):
        drawn = systematic(chances, np.random.default_rng(seed))
        write_labels(
            tmp_path / "labels.jsonl",
            [
                {
                    "example_id": f"e{place}",
                    "stance": truth[place],
                    "queue": "uncertain",
                    "sampling_probability": float(p),
                }
                for place, p in zip(drawn.places, drawn.probabilities, strict=True)
            ],
        )
        result = estimate_prevalence(tmp_path / "scores.jsonl", tmp_path / "labels.jsonl")
        favor = next(share for share in result.shares if share.label == "favor")
        assert favor.share is not None and favor.low is not None and favor.high is not None
        assert (favor.rows, favor.labelled_rows, result.weighed) == (ROWS, 150, True)
        shares.append(favor.share)
        covered += favor.low <= true_share <= favor.high
    assert np.mean(shares) == pytest.approx(true_share, abs=0.015)
    assert covered >= 52


def test_where_a_random_sample_is_there_labels_of_other_queues_are_left_out_and_counted(tmp_path: Path) -> None:
    truth, _ = truth_and_scores(tmp_path / "scores.jsonl")
    rows = [
        {"example_id": f"e{n}", "stance": truth[n], "queue": "random", "sampling_probability": 0.1} for n in range(60)
    ]
    others = [
        {"example_id": f"e{n}", "stance": "against", "queue": "uncertain", "sampling_probability": 0.9}
        for n in range(60, 100)
    ]
    write_labels(tmp_path / "labels.jsonl", [*rows, *others])
    result = estimate_prevalence(tmp_path / "scores.jsonl", tmp_path / "labels.jsonl")
    assert (result.labelled_rows, len(result.rejects), result.weighed) == (60, 40, False)
    assert "drawn by the queue 'uncertain'" in result.rejects[0].reason


def test_labels_of_unknown_probability_make_no_estimate(tmp_path: Path) -> None:
    truth_and_scores(tmp_path / "scores.jsonl")
    write_labels(tmp_path / "labels.jsonl", [{"example_id": "e1", "stance": "favor", "queue": "added"}])
    with pytest.raises(PipelineError, match="with a probability that is not told"):
        estimate_prevalence(tmp_path / "scores.jsonl", tmp_path / "labels.jsonl")


def test_of_a_store_only_the_lines_count_that_are_not_taken_back() -> None:
    def line(label_id: str, example_id: str = "e", **more: str) -> tuple[str, str, dict[str, str]]:
        return "s", label_id, {"label_id": label_id, "example_id": example_id, "annotator": "Ada", "time": "1", **more}

    given = [
        line("one"), line("two"), line("back", withdraws="two"), line("other", "f"), line("learnt", "g", role="practice"),
        line("bo", "f", annotator="Bo"), line("final", "f", annotator="Eve", role="adjudicator"),
        ("s", "by hand", {"example_id": "e", "stance": "favor"}), ("s", "broken", "not valid JSON"),
    ]  # fmt: skip
    assert [location for _, location, _ in counting(given)] == ["one", "final", "by hand", "broken"]


def test_rules_and_language_models_are_no_people(tmp_path: Path) -> None:
    truth_and_scores(tmp_path / "scores.jsonl")
    person = [{"example_id": f"e{n}", "stance": "favor", "annotator": "Ann"} for n in range(40)]
    machines = [
        {"example_id": f"e{n}", "stance": "against", "annotator": name}
        for n in range(80)
        for name in ("rule:thanks", "model:x")
    ]
    write_labels(tmp_path / "labels.jsonl", [*person, *machines])
    result = estimate_prevalence(tmp_path / "scores.jsonl", tmp_path / "labels.jsonl")
    assert result.labelled_rows == 40
    assert sum("what people say" in reject.reason for reject in result.rejects) == 160
    assert {share.label: share.labels_share for share in result.shares}["favor"] == 1.0


def test_a_random_draw_from_what_other_queues_left_is_no_random_sample(tmp_path: Path) -> None:
    truth_and_scores(tmp_path / "scores.jsonl")
    rest = [
        {"example_id": f"e{n}", "stance": "favor", "queue": "random", "sampling_probability": None} for n in range(9)
    ]
    first = [
        {"example_id": f"e{n}", "stance": "favor", "queue": "random", "sampling_probability": 0.1} for n in range(9, 59)
    ]
    write_labels(tmp_path / "labels.jsonl", [*rest, *first])
    result = estimate_prevalence(tmp_path / "scores.jsonl", tmp_path / "labels.jsonl")
    assert (result.labelled_rows, result.weighed, len(result.rejects)) == (50, False, 9)


def test_of_judgements_named_by_words_the_last_counts_too() -> None:
    words = {"article": "a.txt", "text": "Chile lied", "start": 3, "end": 13, "target": "CHL", "annotator": "Ann"}
    first = {**words, "label_id": "1", "stance": "favor", "time": "2026-01-01"}
    last = {**words, "label_id": "2", "stance": "against", "time": "2026-01-02"}
    assert [one[2] for one in counting([("f", "line 1", first), ("f", "line 2", last)])] == [last]
