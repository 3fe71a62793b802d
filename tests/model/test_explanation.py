from __future__ import annotations

import numpy as np
import pytest

from pipeline.model.explanation import explain
from pipeline.model.folder import load_model
from pipeline.model.packaged import packaged_model
from pipeline.model.trained import TrainedModel

TEXT = "‹SPEAKER› condemned ‹TARGET› at a meeting in ‹OTHER›"


@pytest.fixture(scope="module", params=["linear", "encoder"])
def model(request: pytest.FixtureRequest) -> TrainedModel:
    return load_model(packaged_model(request.param))


def test_the_word_that_decides_comes_first(model: TrainedModel) -> None:
    assert model.predict([TEXT]).stance_labels() == ["against"]
    parts = explain(model, TEXT, "stance")
    assert len(parts) == 5 and parts[0].value > 0
    # The linear model sees that the lexicon has the word for opposition, the encoder the word.
    assert any(word in parts[0].part for word in ("condemn", "against"))
    assert str(parts[0]).endswith(f"{parts[0].value:+.2f}")


def test_no_marker_is_a_reason_of_the_encoder() -> None:
    parts = explain(load_model(packaged_model("encoder")), TEXT, "sentiment", most=99)
    assert len(parts) == 5 and not any("‹" in part.part for part in parts)


def test_contributions_of_the_linear_model_are_exact() -> None:
    model = load_model(packaged_model("linear"))
    fitted = model.stance.estimator_
    regression = fitted.pipeline_["regression"]
    scores = regression.decision_function(fitted.pipeline_[:-1].transform([TEXT]))[0]
    intercept = regression.intercept_ - regression.intercept_.mean()
    best = int(np.argmax(scores))
    parts = explain(model, TEXT, "stance", most=10_000)
    assert sum(part.value for part in parts) + intercept[best] == pytest.approx(scores[best] - scores.mean(), abs=1e-9)
