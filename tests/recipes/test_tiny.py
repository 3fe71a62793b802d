"""Both recipes that train networks run from base and corpora to a model with its figures, on a tiny sample."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tiny

pytestmark = pytest.mark.torch


def test_the_recipe_of_the_tagger_makes_a_tagger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.attributions.tagger import finder
    from pipeline.attributions.tagger.model import load_tagger
    from pipeline.attributions.tagger.pieces import read_word_pieces, windows
    from pipeline.attributions.tagger.tags import Tag
    from pipeline.languages import language
    from pipeline.reading import Reading

    place = tiny.write_project(tmp_path, "tagger")
    tiny.reproduce(place)
    text = "Peru said “no”."
    reading = Reading(text, language("en"))
    tagger = load_tagger(place / "build/tagger")
    pieces = read_word_pieces(reading, tagger.tokenizer)
    scores = tagger.scores(pieces, windows(pieces, tagger.window))
    # Zero is the score of what was not read.
    assert scores.shape == (len(pieces), len(Tag)) and np.isfinite(scores).all() and scores.any(axis=1).all()
    # So few lessons may have taught it to find nothing: every piece after the first is made content.
    always = np.where(np.arange(len(Tag)) == Tag.CONTENT, 1e6, 0)
    forced = replace(tagger, transitions=tagger.transitions + always)
    monkeypatch.setattr(finder, "load_tagger", lambda folder: forced)
    contents = [attribution.content for attribution in finder.TaggerFinder().find(reading)]
    assert any("no" in text[content.start : content.end] for content in contents)
    assert all(0 <= content.start < content.end <= len(text) for content in contents)
    assert json.loads((place / "build/figures/polnear-dev-tagger.json").read_text())["articles"] == 6


def test_the_recipe_of_the_encoder_makes_an_encoder(tmp_path: Path) -> None:
    from pipeline.model.folder import load_model

    place = tiny.write_project(tmp_path, "encoder")
    tiny.reproduce(place)
    model = load_model(place / "build/encoder")
    assert model.description["weights"] == ["reader-0.pt", "reader-1.pt"]
    assert model.predict(["‹TARGET› has praised ‹OTHER›"]).stance.shape == (1, 3)
    judged = json.loads((place / "build/figures/dse-valid.json").read_text())["models"]["encoder"]
    assert judged["judgements"] == 20
