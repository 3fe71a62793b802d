"""Both recipes that train networks run from base and corpora to a model with its figures, on a tiny sample."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tiny

pytestmark = pytest.mark.torch


def test_the_recipe_of_the_tagger_makes_a_tagger(tmp_path: Path) -> None:
    from pipeline.attributions.tagger.finder import TaggerFinder
    from pipeline.languages import language
    from pipeline.reading import Reading

    place = tiny.write_project(tmp_path, "tagger")
    tiny.reproduce(place)
    found = TaggerFinder(folder=place / "build/tagger").find(Reading("Peru said “no”.", language("en")))
    assert all(0 <= attribution.content.start < attribution.content.end <= 15 for attribution in found)
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
