import re

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, GroupKFold

from pipeline.errors import PipelineError
from pipeline.masking import in_context
from pipeline.model.calibration import TemperatureScaled, fit_temperature, fit_temperature_and_offsets, scale
from pipeline.model.linear.classifier import LinearClassifier
from pipeline.model.linear.polarity import PolarityFeatures
from pipeline.model.linear.tokens import between, sided_window, words
from pipeline.train.training import tune

TEXTS = [
    f"‹SPEAKER› {verb} ‹TARGET› {i}"
    for i in range(6)
    for verb in ("thanked", "praised", "condemned", "accused", "met", "left")
]
LABELS = ["favor", "favor", "against", "against", "neutral", "neutral"] * 6
GROUPS = [str(i // 6) for i in range(36)]


def test_it_behaves_as_a_scikit_learn_classifier() -> None:
    model = clone(LinearClassifier(C=3.0)).fit(TEXTS, LABELS)
    probabilities = model.predict_proba(TEXTS)
    assert probabilities.shape == (36, 3)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    assert list(model.classes_) == ["against", "favor", "neutral"]
    assert model.score(TEXTS, LABELS) == 1.0
    search = GridSearchCV(LinearClassifier(), {"C": [0.1, 1.0]}, cv=GroupKFold(3)).fit(TEXTS, LABELS, groups=GROUPS)
    assert search.best_score_ > 0.9


def test_training_twice_gives_the_same_numbers() -> None:
    one, two = (LinearClassifier().fit(TEXTS, LABELS).predict_proba(TEXTS) for _ in range(2))
    np.testing.assert_array_equal(one, two)


def test_it_reads_the_passage_alone() -> None:
    behind = [in_context("‹OTHER› condemned and accused ‹TARGET›.", text) for text in TEXTS]
    model = LinearClassifier().fit(TEXTS, LABELS)
    np.testing.assert_array_equal(model.predict_proba(behind), model.predict_proba(TEXTS))


def test_one_label_only_is_a_sentence() -> None:
    with pytest.raises(PipelineError, match="at least two different labels"):
        LinearClassifier().fit(TEXTS[:3], ["favor"] * 3)


@pytest.mark.parametrize("wrong", [None, float("nan")])
def test_a_missing_label_is_a_sentence(wrong: object) -> None:
    with pytest.raises(PipelineError, match=r"Row 1: .* is no label"):
        LinearClassifier().fit(TEXTS[:3], ["favor", wrong, "against"])


@pytest.mark.parametrize("wrong", [None, float("nan"), " "])
def test_a_text_without_words_is_a_sentence(wrong: object) -> None:
    with pytest.raises(PipelineError, match=r"Row 1: the text is .*, which has no words"):
        LinearClassifier().fit([TEXTS[0], wrong, TEXTS[2]], LABELS[:3])


def test_too_few_words_are_a_sentence() -> None:
    with pytest.raises(PipelineError, match="Too few examples"):
        LinearClassifier(min_document_frequency=5).fit(["a b", "c d"], ["favor", "against"])


def test_a_search_says_why_nothing_could_be_trained() -> None:
    rare = LinearClassifier(min_document_frequency=1000)
    with pytest.raises(PipelineError, match="Too few examples to train on"):
        tune(rare, {"C": [0.1, 1.0]}, TEXTS, LABELS, GROUPS, 2)
    with pytest.raises(PipelineError, match="too few for 20 folds"):
        tune(LinearClassifier(), {"C": [0.1, 1.0]}, TEXTS, LABELS, [str(i) for i in range(36)], 20)


def test_the_window_knows_its_sides() -> None:
    features = sided_window(words("they accused ‹TARGET› of theft"), 2)
    assert (
        "<1 accused" in features
        and ">of theft" in features
        and not any(f.startswith(">") and "accused" in f for f in features)
    )


def test_the_window_knows_how_near_a_word_is() -> None:
    text = [*"abcdefgh", "‹TARGET›", *"ijklmnop"]
    near = {feature[3:] for feature in sided_window(text, 6) if re.match(r"[<>][124] ", feature)}
    assert near == set("efgh") | set("ijkl")
    assert ">12 p" in sided_window(text, 6) and not any("p" in feature for feature in sided_window(text, 1))


def test_polarity_turns_round_under_negation() -> None:
    plain, negated = PolarityFeatures().transform([words("a friend of ‹TARGET›"), words("never a friend of ‹TARGET›")])
    assert plain[2] > 0 > negated[2]


def test_temperature_recovers_what_made_the_probabilities_too_sure() -> None:
    generator = np.random.default_rng(0)
    logits = generator.normal(size=(20000, 3))
    honest = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    codes = np.array([generator.choice(3, p=p) for p in honest])
    assert fit_temperature(scale(honest, 1 / 2.5), codes) == pytest.approx(2.5, rel=0.05)


def test_calibration_keeps_the_order_of_labels() -> None:
    model = TemperatureScaled(LinearClassifier(), folds=3).fit(TEXTS, LABELS, GROUPS)
    assert list(model.predict(TEXTS)) == LABELS


def test_what_links_speaker_and_target_has_their_order() -> None:
    forth = between(words("‹SPEAKER› openly blamed ‹TARGET›"), 6)
    back = between(words("‹TARGET› openly blamed ‹SPEAKER›"), 6)
    assert "S-T blamed" in forth and "T-S blamed" in back and not set(forth) & set(back)
    assert between(words("they blamed ‹TARGET›"), 6) == ["apart"]


def test_direction_is_learned() -> None:
    texts = [f"‹SPEAKER› {verb} ‹TARGET›" for verb in ("blamed", "accused")] * 6
    texts += [f"‹TARGET› {verb} ‹SPEAKER›" for verb in ("blamed", "accused")] * 6
    model = LinearClassifier().fit(texts, ["against"] * 12 + ["neutral"] * 12)
    assert list(model.predict(["‹SPEAKER› blamed ‹TARGET›", "‹TARGET› blamed ‹SPEAKER›"])) == ["against", "neutral"]


def test_offsets_recover_how_much_more_often_a_class_was_taught_than_it_occurs() -> None:
    rng = np.random.default_rng(0)
    honest = rng.dirichlet([4.0, 1.0, 1.0], size=20_000)
    codes = (rng.random(len(honest))[:, None] > honest.cumsum(axis=1)).sum(axis=1)
    taught = np.array([0.0, np.log(2.0), np.log(3.0)])
    temperature, offsets = fit_temperature_and_offsets(scale(honest, 1 / 1.5, 1.5 * taught), codes)
    assert temperature == pytest.approx(1.5, rel=0.05)
    assert offsets == pytest.approx(-taught, abs=0.06) and offsets[0] == 0


def test_a_class_that_is_never_held_out_still_has_a_finite_offset() -> None:
    temperature, offsets = fit_temperature_and_offsets(np.full((6, 3), 1 / 3), np.array([0, 0, 0, 0, 1, 1]))
    assert np.isfinite(offsets).all() and np.isfinite(temperature) and offsets[2] < offsets[1] < offsets[0] == 0
