"""Both recipes that train networks run from base and corpora to a model with its figures, on a tiny sample."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tiny

pytestmark = [pytest.mark.slow, pytest.mark.torch]


@pytest.fixture(scope="module", autouse=True)
def _torch() -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")


def test_the_recipe_of_the_tagger_makes_a_tagger(tmp_path: Path) -> None:
    from pipeline.attributions.tagger.finder import TaggerFinder

    place = tiny.write_project(tmp_path, "tagger")
    tiny.reproduce(place)
    assert list(TaggerFinder(folder=place / "build/tagger").find("Peru said “no”.", [], "en")) is not None
    assert json.loads((place / "build/figures/polnear-dev-tagger.json").read_text())["articles"] == 6


def test_the_recipe_of_the_encoder_makes_an_encoder(tmp_path: Path) -> None:
    from pipeline.model.folder import load_model

    place = tiny.write_project(tmp_path, "encoder")
    tiny.reproduce(place)
    model = load_model(place / "build/encoder")
    assert model.description["weights"] == ["student-0.pt", "student-1.pt"]
    assert model.predict(["‹TARGET› has praised ‹OTHER›"]).stance.shape == (1, 3)
    judged = json.loads((place / "build/figures/dse-valid.json").read_text())["models"]["encoder"]
    assert judged["judgements"] == 20
