"""Models that users saved with earlier versions, whose classes had other names and places."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

from pipeline.model.calibration import TemperatureScaled
from pipeline.model.encoder.head import Head
from pipeline.model.folder import DESCRIPTION, load_model, save_model
from pipeline.model.packaged import packaged_model
from pipeline.model.trained import TrainedModel
from pipeline.network.network_file import load_shipped
from pipeline.provenance import file_digest
from tests.model.linear.test_classifier import LABELS, TEXTS

FORMER = {
    "pipeline.model.calibration": "pipeline.train.calibration",
    "pipeline.model.encoder.head": "pipeline.train.encoder.classifier",
    "pipeline.model.encoder.correction": "pipeline.train.encoder.correction",
    "pipeline.model.linear.classifier": "pipeline.train.linear",
    "pipeline.model.linear.polarity": "pipeline.train.polarity",
    "pipeline.model.linear.tokens": "pipeline.train.tokens",
}
SENTIMENTS = [{"favor": "positive", "against": "negative", "neutral": "neutral"}[label] for label in LABELS]


def in_former_names(path: Path) -> None:
    """Write a skops file as the version did in which a head was a whole estimator with settings of fine-tuning."""
    with zipfile.ZipFile(path) as source:
        members = {name: source.read(name) for name in source.namelist()}
    text = members["schema.json"].decode().replace('"Head"', '"EncoderClassifier"')
    for now, before in FORMER.items():
        text = text.replace(f'"{now}"', f'"{before}"')
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in (members | {"schema.json": text.encode()}).items():
            target.writestr(name, content)
    path.write_bytes(buffer.getvalue())


def with_former_names(folder: Path) -> None:
    """Put the skops files of a model's folder into former names."""
    description = json.loads((folder / DESCRIPTION).read_text())
    for task in ("stance", "sentiment"):
        path = folder / f"{task}.skops"
        in_former_names(path)
        description["sha256"][path.name] = file_digest(path)
    (folder / DESCRIPTION).write_text(json.dumps(description))


@pytest.mark.parametrize("name", ["linear", "encoder"])
def test_the_packaged_models_are_loaded_under_their_former_names(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    shutil.copytree(packaged_model(name), folder)
    with_former_names(folder)
    schema = zipfile.ZipFile(folder / "stance.skops").read("schema.json")
    assert b"pipeline.train.calibration" in schema and b"pipeline.model" not in schema
    texts = ["‹SPEAKER› condemned ‹TARGET›", "‹SPEAKER› praised ‹TARGET›"]
    judged = load_model(folder).predict(texts)
    np.testing.assert_array_equal(judged.stance, load_model(packaged_model(name)).predict(texts).stance)
    assert judged.stance_labels()[0] == "against"


def test_a_head_of_a_user_says_what_it_said(tmp_path: Path) -> None:
    said = load_shipped().run(TEXTS)
    stance = TemperatureScaled(Head(), 2).fit(said, LABELS)
    sentiment = TemperatureScaled(Head("sentiment"), 2).fit(said, SENTIMENTS)
    model = TrainedModel(stance, sentiment, {"estimator": "encoder"}, network=load_shipped())
    for classifier in (stance, sentiment):
        # A setting that was saved along with it.
        classifier.estimator_.tune = "head"
    save_model(tmp_path, model)
    with_former_names(tmp_path)
    loaded = load_model(tmp_path)
    np.testing.assert_array_equal(loaded.predict(TEXTS).stance, model.predict(TEXTS).stance)
    assert not hasattr(loaded.stance.estimator_, "tune")
