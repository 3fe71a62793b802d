"""Models that users saved with earlier versions, whose classes had other names and places."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np

from pipeline.model.calibration import TemperatureScaled
from pipeline.model.encoder.head import Head
from pipeline.model.folder import DESCRIPTION, load_model, save_model
from pipeline.model.trained import TrainedModel
from pipeline.network.network_file import load_shipped
from pipeline.provenance import file_digest
from tests.model.linear.test_classifier import LABELS, TEXTS

FORMER = {
    "pipeline.model.calibration": "pipeline.train.calibration",
    "pipeline.model.encoder.head": "pipeline.train.encoder.classifier",
    "pipeline.model.encoder.correction": "pipeline.train.encoder.correction",
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


def test_a_head_of_a_user_says_what_it_said(tmp_path: Path) -> None:
    said = load_shipped().run(TEXTS)
    stance = TemperatureScaled(Head(), 2).fit(said, LABELS)
    sentiment = TemperatureScaled(Head("sentiment"), 2).fit(said, SENTIMENTS)
    model = TrainedModel(stance, sentiment, {"estimator": "encoder"}, network=load_shipped())
    for classifier in (stance, sentiment):
        # A setting that was saved along with it.
        classifier.estimator_.tune = "head"
    save_model(tmp_path, model)
    description = json.loads((tmp_path / DESCRIPTION).read_text())
    for task in ("stance", "sentiment"):
        path = tmp_path / f"{task}.skops"
        in_former_names(path)
        description["sha256"][path.name] = file_digest(path)
    (tmp_path / DESCRIPTION).write_text(json.dumps(description))
    loaded = load_model(tmp_path)
    np.testing.assert_array_equal(loaded.predict(TEXTS).stance, model.predict(TEXTS).stance)
    assert not hasattr(loaded.stance.estimator_, "tune")
