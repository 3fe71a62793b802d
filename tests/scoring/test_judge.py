"""Which model scored is said by name and figure, and a worse one is never taken silently."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.model.folder import load_model
from pipeline.model.packaged import packaged_model
from pipeline.scoring.judge import judge_of


@pytest.fixture
def trained(elsewhere: Path) -> str:
    """A folder with a trained model; gives its version."""
    shutil.copytree(packaged_model("linear"), "data/model")
    return load_model(Path("data/model")).version


def evaluated(model: str, own: float, packaged: float | None, articles: int = 40) -> None:
    folder = Path("data/evaluation")
    folder.mkdir(parents=True, exist_ok=True)
    beside = {} if packaged is None else {"packaged_macro_f1": packaged}
    found = {
        "model": model,
        "stance": {"macro_f1": own, **beside},
        "sentiment": {"macro_f1": own, **beside},
        "test": {"examples": 200, "articles": articles},
    }
    (folder / "headline.json").write_text(json.dumps(found))


def told(name: str = "auto") -> str:
    return str(judge_of(name, load_model(Path("data/model")), load_config()))


def test_a_better_model_is_told_with_its_figures(trained: str) -> None:
    evaluated(trained, 0.8123, 0.75)
    assert told() == (
        f"Judged by the model {trained} in data/model: stance macro-F1 0.812 on 200 test examples of 40 articles; "
        "the package's there: 0.750."
    )


def test_a_worse_model_is_warned_of(trained: str) -> None:
    evaluated(trained, 0.7, 0.75)
    assert "worse than the package's model on your own test part: --model encoder" in told()
    assert "worse" in told("data/model")


def test_few_test_articles_are_called_few(trained: str) -> None:
    evaluated(trained, 0.9, None, articles=3)
    assert "Only 3 test articles: the figures are an anecdote" in told()


def test_the_evaluation_of_another_model_is_not_its_own(trained: str) -> None:
    assert "never evaluated here" in told()
    evaluated("another", 0.9, 0.8)
    assert "never evaluated here" in told()


def test_the_packages_models_are_called_so(elsewhere: Path) -> None:
    linear = load_model(packaged_model("linear"))
    assert str(judge_of("auto", linear, load_config())) == f"Judged by the package's linear ({linear.version})."


def test_a_damaged_evaluation_is_a_sentence(trained: str) -> None:
    evaluated(trained, 0.9, 0.8)
    Path("data/evaluation/headline.json").write_text("[]")
    with pytest.raises(PipelineError, match="Evaluate again"):
        told()
