from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from pipeline.benchmark.agreement import TargetSentences
from pipeline.benchmark.classification import benchmark_corpus, predicted_classes
from pipeline.corpora.catalogue import corpus_named
from pipeline.corpora.examples import CorpusExample, Span
from pipeline.errors import PipelineError

VERBS = {"favor": "thanked", "against": "condemned", "neutral": "met"}


def write_dse(folder: Path) -> Path:
    (folder / "dse").mkdir()
    rows = [("thanked", 1), ("condemned", 3), ("met", 0), ("was thanked by", 2), ("was condemned by", 4)]
    for split, names in (("train", "ABCDEFGH"), ("valid", "KLMN")):
        lines = [f"[{n}x] {verb} [{n}y] again.\t{n}x\t{n}y\t{label}\n" for n in names for verb, label in rows]
        (folder / "dse" / f"{split}.txt").write_text("".join(lines))
    return folder


def test_the_five_classes_of_dse_follow_from_two_directions() -> None:
    favor, against, neutral = np.eye(3) * 0.98 + 0.01
    pairs = [(neutral, neutral), (favor, neutral), (neutral, favor), (against, neutral), (neutral, against)]
    assert predicted_classes(corpus_named("dse"), np.array([row for pair in pairs for row in pair])).tolist() == [
        0,
        1,
        2,
        3,
        4,
    ]


def test_linear_learns_direction_where_vader_and_majority_cannot(tmp_path: Path) -> None:
    reports = benchmark_corpus("dse", write_dse(tmp_path), "valid", seed=1)
    values = {name: report.metrics["macro_f1"].value for name, report in reports.items()}
    assert values["linear"] > 0.9 > values["vader"] and values["majority"] < 0.2
    assert reports["linear"].numbers["judgements"] == 20


def test_the_training_part_is_judged_by_cross_validation(tmp_path: Path) -> None:
    write_dse(tmp_path)
    path = tmp_path / "dse/train.txt"
    rows = [f"[{n}x] glorp{i} [{n}y].\t{n}x\t{n}y\t{i % 2 * 3}\n" for i, n in enumerate("ABCDEFGHIJKL" * 5)]
    path.write_text("".join(rows))
    # What no other sentence repeats can be learned by heart only.
    linear = benchmark_corpus("dse", tmp_path, "train", seed=1)["linear"]
    assert linear.metrics["accuracy"].value < 0.8


def test_targets_of_one_sentence_told_apart() -> None:
    def example(group: str) -> CorpusExample:
        return CorpusExample("i", "newsmtsc", group, "t", Span(0, 1), None, None, "neutral", "4")

    examples = [example(g) for g in ("a", "a", "b", "b", "c", "c")]
    positive, negative, neutral = 0, 1, 2
    gold = np.array([positive, negative, positive, neutral, neutral, neutral])
    predicted = np.array([negative, negative, positive, neutral, positive, positive])
    metrics = TargetSentences.of(examples, gold, predicted).metrics()
    assert metrics["one_label_for_all"].value == 0.5
    assert metrics["sign_flips"].value == 0.5
    assert TargetSentences.of(examples[4:], gold[4:], predicted[4:]).metrics() == {}


def test_the_command(stance, elsewhere: Path) -> None:
    write_dse(elsewhere)
    assert stance("benchmark", "dse", "--split", "valid", "--corpora", ".", "--json", "out.json").code == 0
    models = json.loads(Path("out.json").read_text())["models"]
    assert set(models) == {"majority", "vader", "linear", "encoder"}
    assert set(models["linear"]) >= {"macro_f1", "accuracy", "calibration_error", "examples_per_second"}
    missing = stance("benchmark", "dse", "--split", "test", "--corpora", ".")
    assert missing.code == 2 and "stance corpora fetch dse" in missing.err
    assert stance("benchmark", "plover").code == 2


def test_models_are_measured_together(stance, elsewhere: Path) -> None:
    write_dse(elsewhere)
    command = ["benchmark", "dse", "--split", "valid", "--corpora", ".", "--json", "out.json", "--model", "linear"]
    assert stance(*command, "--model", "encoder", "--together").code == 0
    models = json.loads(Path("out.json").read_text())["models"]
    assert set(models) == {"majority", "vader", "linear", "encoder", "packaged linear", "together"}
    alone = stance(*command, "--together")
    assert alone.code == 2 and "name two or more" in alone.err
    assert stance("benchmark", "behaviour", "--together").code == 2


class SaysAlways:
    """A model that says the same of every text: probabilities of favor, against and neutral."""

    def __init__(self, *probabilities: float) -> None:
        self._row = probabilities

    def predict(self, texts: list[str], spoken: bool) -> SimpleNamespace:
        return SimpleNamespace(stance=np.tile(self._row, (len(texts), 1)))


def test_the_mean_of_what_models_say(tmp_path: Path) -> None:
    models: dict[str, Any] = {
        "one": SaysAlways(0.5, 0.0, 0.5),
        "two": SaysAlways(0.1, 0.0, 0.9),
        "other": SaysAlways(0.0, 1.0, 0.0),
    }
    folder = write_dse(tmp_path)
    reports = benchmark_corpus("dse", folder, "valid", seed=1, models=models, together=("one", "two"))
    # Six in ten directions are neutral, and 0.7 is the mean of what the two say of it.
    assert reports["together"].metrics["calibration_error"].value == pytest.approx(0.1)
    with pytest.raises(PipelineError, match="another name"):
        benchmark_corpus("dse", folder, "valid", seed=1, models=models | {"together": models["one"]}, together=("one",))


def test_what_is_held_out_is_not_taught(stance, elsewhere: Path) -> None:
    from pipeline.corpora import read_corpus
    from pipeline.corpora.held_out import for_calibration, held_out

    rows = [f"[{n}x{i}] thanked [{n}y{i}] again.\t{n}x\t{n}y\t1\n" for i in range(20) for n in "ABCDEFGH"]
    (elsewhere / "dse").mkdir()
    (elsewhere / "dse/train.txt").write_text("".join(rows))
    examples = read_corpus(Path(), "dse", "train")
    taught, apart = held_out(examples)
    assert not {e.group for e in taught} & {e.group for e in apart}
    assert len(taught) + len(apart) == len(examples) and 0 < len(apart) / len(examples) < 0.1
    assert {e.example_id for e in for_calibration(examples)} <= {e.example_id for e in apart}
    assert stance("benchmark", "dse", "--split", "held-out", "--corpora", ".", "--json", "out.json").code == 0
    assert json.loads(Path("out.json").read_text())["models"]["linear"]["judgements"] == len(apart) // 2
