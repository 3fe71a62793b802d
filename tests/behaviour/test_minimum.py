"""What any usable model gets right, and how good the packaged one must be on the sample's test part."""

import json
from pathlib import Path

import pytest

from pipeline.scoring import score


@pytest.mark.parametrize(
    ("text", "target", "stance"),
    [
        ("Norway has been a loyal friend to us.", "NOR", "favor"),
        ("We thank Norway for its help.", "NOR", "favor"),
        ("Norway is not our friend.", "NOR", "against"),
        ("We condemn the attack by Norway.", "NOR", "against"),
        ("Norway must leave at once.", "NOR", "against"),
        ("A delegation from Norway will arrive on Tuesday.", "NOR", "neutral"),
    ],
)
def test_plain_statements(text: str, target: str, stance: str) -> None:
    assert score([text], [target]).stance[0] == stance


def test_the_model_beats_both_baselines_on_the_test_part(finished_study: Path) -> None:
    metrics = json.loads((finished_study / "data/evaluation/metrics.json").read_text())
    for task in ("stance", "sentiment"):
        assert metrics[task]["macro_f1"] > metrics[task]["vader_macro_f1"] > metrics[task]["majority_macro_f1"]


@pytest.mark.slow
def test_the_packaged_model_is_the_one_that_the_sample_gives(whole_sample: Path) -> None:
    from pipeline.model.folder import load_model
    from pipeline.model.packaged import packaged_model

    texts = ["‹TARGET› is not ‹OTHER›'s friend", "‹SPEAKER› thanked ‹TARGET›", "talks with ‹TARGET› in May"]
    packaged, trained = load_model(packaged_model("linear")), load_model(whole_sample / "linear")
    assert abs(packaged.predict(texts).stance - trained.predict(texts).stance).max() < 1e-3
