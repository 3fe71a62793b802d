"""An estimator is one module and one line: one that counts letters is registered, trained, saved, loaded and explained."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin

from pipeline.config import PipelineConfig, Section, TrainConfig, load_config
from pipeline.errors import PipelineError
from pipeline.model.estimator import Estimator
from pipeline.model.estimators import ESTIMATORS
from pipeline.model.explanation import explain
from pipeline.model.folder import load_model, save_model
from pipeline.records import GoldExample
from pipeline.sweep import TrainingPart, check_space
from pipeline.sweep.scoring import draw_folds, score_fold
from pipeline.tasks import Task
from pipeline.tracking.environment import decisive_packages
from pipeline.train.refitting import ReadExamples
from pipeline.train.training import train_model

WORDS = {"favor": "thanked", "against": "condemned", "neutral": "met"}
SENTIMENTS = {"favor": "positive", "against": "negative", "neutral": "neutral"}


class LengthClassifier(ClassifierMixin, BaseEstimator):
    """The label whose texts are on average as long as a text, give or take."""

    def __init__(self, width: float = 1.0) -> None:
        self.width = width

    def fit(self, X: NDArray[Any], y: ArrayLike) -> LengthClassifier:
        labels, lengths = np.asarray(y), np.array([len(text) for text in X])
        self.classes_ = np.unique(labels)
        self.means_ = np.array([lengths[labels == label].mean() for label in self.classes_])
        return self

    def predict_proba(self, X: NDArray[Any]) -> NDArray[np.float64]:
        lengths = np.array([len(text) for text in X])
        near = np.exp(-np.abs(lengths[:, None] - self.means_) / self.width) + 1e-9
        return np.asarray(near / near.sum(axis=1, keepdims=True))

    def predict(self, X: NDArray[Any]) -> NDArray[np.str_]:
        return np.asarray(self.classes_[self.predict_proba(X).argmax(axis=1)])


# What config/sections has of an estimator: its section, and a line in the section `train`.
class Widths(Section):
    width: list[float]


class TrainWithLength(TrainConfig):
    length: Widths


class ConfigWithLength(PipelineConfig):
    train: TrainWithLength


class Length(Estimator[Widths]):
    name = "length"
    trusted = (f"{__name__}.LengthClassifier",)
    requires = ("numpy", "filelock")

    def unfitted(self, settings: Widths, task: Task, seed: int) -> BaseEstimator:
        return LengthClassifier()

    def grid(self, settings: Widths) -> dict[str, list[Any]]:
        return {"width": settings.width}


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch) -> Iterator[PipelineConfig]:
    monkeypatch.setitem(ESTIMATORS, "length", Length())
    values = load_config().model_dump(mode="json")
    values["train"] |= {"estimator": "length", "length": {"width": [0.5, 2.0]}, "folds": 3}
    values["sweep"] |= {"space": {"train.length.width": [0.5, 2.0]}, "seeds": [1]}
    return ConfigWithLength.model_validate(values)


@pytest.fixture(scope="module")
def examples() -> list[GoldExample]:
    stances = list(WORDS) * 8
    return [
        GoldExample(
            f"e{i}", f"s{i}", f"a{i}", f"a{i}", "USA", False, "direct", "IRN", "O", None, f"x{i}",
            f"‹SPEAKER› {WORDS[stance]} ‹TARGET›", stance, SENTIMENTS[stance], "x", 1.0,
        )
        for i, stance in enumerate(stances)
    ]  # fmt: skip


def test_judging_imports_neither_torch_nor_anything_of_training() -> None:
    folder = Path(str(resources.files("pipeline") / "model"))
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not [name for name in names if name.startswith(("torch", "pipeline.train"))], path


def test_each_estimator_has_its_settings() -> None:
    assert set(TrainConfig.estimators()) == set(ESTIMATORS)
    assert all(name == estimator.name for name, estimator in ESTIMATORS.items())


def test_a_new_estimator_is_trained_saved_loaded_and_explained(
    config: PipelineConfig, examples: list[GoldExample], tmp_path: Path
) -> None:
    model = train_model(examples, config.train)
    assert model.description["estimator"] == "length" and model.description["chosen"]["stance.width"] in (0.5, 2.0)
    version = save_model(tmp_path, model)
    loaded = load_model(tmp_path)
    assert loaded.version == version
    masked = [example.masked for example in examples]
    assert loaded.predict(masked).stance_labels() == [example.stance for example in examples]
    parts = explain(loaded, masked[0], "stance")
    assert [part.part for part in parts] == ["thanked"]


def test_a_new_estimator_is_learned_anew_and_swept(config: PipelineConfig, examples: list[GoldExample]) -> None:
    read = ReadExamples.of(train_model(examples, config.train), examples)
    refit = read.refitting(Task.stance)
    assert refit is not None
    taught, asked = np.arange(12), np.arange(12, 24)
    assert refit(taught, asked) == [example.stance for example in examples[12:]]
    space = check_space(config)
    part = TrainingPart.of(examples)
    tried = space.config({"train.length.width": [2.0]}, 1)
    part.read_for([tried], 1)
    kept, apart = draw_folds(part, 3, 1)[0]
    assert score_fold(part, tried, kept, apart).stance == 1.0


def test_what_a_new_estimator_requires_decides_a_run(config: PipelineConfig) -> None:
    assert "filelock" in decisive_packages(config.train)


def test_a_model_of_an_estimator_that_there_is_not_says_so(
    config: PipelineConfig, examples: list[GoldExample], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = train_model(examples, config.train)
    monkeypatch.delitem(ESTIMATORS, "length")
    with pytest.raises(PipelineError, match="of the estimator 'length', and this version of the pipeline has linear"):
        explain(model, examples[0].masked, "stance")
