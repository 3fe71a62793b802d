import json
import pickle
from pathlib import Path

import numpy as np
import pytest
import skops.io

from pipeline.errors import PipelineError
from pipeline.model.calibration import TemperatureScaled
from pipeline.model.folder import load_model, save_model
from pipeline.model.linear.classifier import LinearClassifier
from pipeline.model.trained import TrainedModel
from tests.model.linear.test_classifier import LABELS, TEXTS

SENTIMENT = [{"favor": "positive", "against": "negative", "neutral": "neutral"}[label] for label in LABELS]


@pytest.fixture(scope="module")
def model() -> TrainedModel:
    stance = TemperatureScaled(LinearClassifier(), 2).fit(TEXTS, LABELS)
    return TrainedModel(stance, TemperatureScaled(LinearClassifier(), 2).fit(TEXTS, SENTIMENT), {"estimator": "linear"})


def test_a_saved_model_predicts_as_before(model: TrainedModel, tmp_path: Path) -> None:
    version = save_model(tmp_path / "model", model)
    loaded = load_model(tmp_path / "model")
    assert loaded.version == version
    np.testing.assert_array_equal(loaded.predict(TEXTS).stance, model.predict(TEXTS).stance)
    assert loaded.predict([]).stance.shape == (0, 3)


def test_equal_models_give_equal_bytes(model: TrainedModel, tmp_path: Path) -> None:
    again = TrainedModel(
        TemperatureScaled(LinearClassifier(), 2).fit(TEXTS, LABELS), model.sentiment, model.description
    )
    assert save_model(tmp_path / "one", model) == save_model(tmp_path / "two", again)
    assert (tmp_path / "one/stance.skops").read_bytes() == (tmp_path / "two/stance.skops").read_bytes()


def test_a_damaged_file_is_refused(model: TrainedModel, tmp_path: Path) -> None:
    save_model(tmp_path, model)
    (tmp_path / "stance.skops").write_bytes((tmp_path / "stance.skops").read_bytes()[:-1])
    with pytest.raises(PipelineError, match=r"stance\.skops: is missing or its checksum"):
        load_model(tmp_path)


def test_another_schema_version_is_refused(model: TrainedModel, tmp_path: Path) -> None:
    save_model(tmp_path, model)
    description = json.loads((tmp_path / "model.json").read_text())
    (tmp_path / "model.json").write_text(json.dumps(description | {"schema_version": 0}))
    with pytest.raises(PipelineError, match="schema version 0"):
        load_model(tmp_path)


@pytest.mark.parametrize("content", ["not json", "[]", "{}"])
def test_a_foreign_description_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "model.json").write_text(content)
    with pytest.raises(PipelineError, match="not a model description"):
        load_model(tmp_path)


def test_a_pickle_is_never_loaded(model: TrainedModel, tmp_path: Path) -> None:
    save_model(tmp_path, model)
    data = pickle.dumps(print)
    (tmp_path / "stance.skops").write_bytes(data)
    _trust_checksum(tmp_path)
    with pytest.raises(PipelineError, match="cannot be loaded"):
        load_model(tmp_path)


def test_a_type_that_no_model_has_is_not_loaded(model: TrainedModel, tmp_path: Path) -> None:
    save_model(tmp_path, model)
    skops.io.dump({"call": Path.unlink}, tmp_path / "stance.skops")
    _trust_checksum(tmp_path)
    with pytest.raises(PipelineError, match="which no model of this pipeline has"):
        load_model(tmp_path)


def _trust_checksum(folder: Path) -> None:
    from pipeline.provenance import file_digest

    description = json.loads((folder / "model.json").read_text())
    description["sha256"]["stance.skops"] = file_digest(folder / "stance.skops")
    (folder / "model.json").write_text(json.dumps(description))


def test_the_offsets_of_a_calibration_are_saved_and_move_the_probabilities(tmp_path: Path, model: TrainedModel) -> None:
    fitted = model.stance.estimator_
    offsets = np.array([0.0, 0.0, -1.0])
    stance = TemperatureScaled.of(fitted, 1.0, offsets)
    save_model(tmp_path, TrainedModel(stance, model.sentiment, model.description))
    odds = fitted.predict_proba(TEXTS) * np.exp(offsets)
    assert np.allclose(load_model(tmp_path).stance.predict_proba(TEXTS), odds / odds.sum(axis=1, keepdims=True))
