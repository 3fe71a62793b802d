"""A model works wherever scikit-learn takes a classifier."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone, is_classifier
from sklearn.metrics import log_loss
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils import estimator_checks
from sklearn.utils.validation import check_is_fitted

from pipeline import PipelineError, score
from pipeline.model.packaged import packaged_model
from pipeline.scoring.estimator import StanceScorer

FRAME = pd.DataFrame(
    {
        "text": ["We thank Norway for its loyal support.", "Chile has betrayed us.", "Kenya borders Uganda."],
        "target": ["NOR", "CHL", "UGA"],
        "speaker_country": ["FIN", None, float("nan")],
        "mine": [1, 2, 3],
    },
    index=[7, 8, 9],
)
GOLD = ["favor", "against", "neutral"]
LINEAR = StanceScorer("linear")


@pytest.mark.parametrize("task", ["stance", "sentiment"])
def test_it_says_what_score_says(task: str, elsewhere: Path) -> None:
    scorer = StanceScorer("linear", task)
    table = score(FRAME["text"].tolist(), FRAME["target"].tolist(), ["FIN", None, None], "linear")
    assert scorer.predict(FRAME).tolist() == table[task].tolist()
    names = {"neutral": "p_neutral" if task == "stance" else "p_neutral_sentiment"}
    columns = [names.get(label, f"p_{label}") for label in scorer.classes_]
    assert scorer.predict_proba(FRAME) == pytest.approx(table[columns].to_numpy(), abs=1e-5)


def test_rows_arrays_and_polars_frames_are_taken_alike(elsewhere: Path) -> None:
    expected = LINEAR.predict_proba(FRAME)
    rows = [(text, target, "FIN" if target == "NOR" else None) for text, target in FRAME[["text", "target"]].to_numpy()]
    assert (LINEAR.predict_proba(rows) == expected).all()
    assert (LINEAR.predict_proba(np.array(rows, dtype=object)) == expected).all()
    polars = pytest.importorskip("polars")
    assert (
        LINEAR.predict_proba(polars.DataFrame(rows, schema=["text", "target", "speaker_country"], orient="row"))
        == expected
    ).all()
    without = LINEAR.predict_proba(FRAME[["text", "target"]])
    assert (LINEAR.predict_proba(FRAME[["text", "target"]].to_numpy().tolist()) == without).all()


def test_labels_and_probabilities_agree_with_the_classes(elsewhere: Path) -> None:
    probabilities = LINEAR.predict_proba(FRAME)
    assert probabilities.shape == (3, 3) and probabilities.sum(axis=1) == pytest.approx(1)
    assert LINEAR.classes_.tolist() == sorted(LINEAR.classes_)
    assert LINEAR.classes_[probabilities.argmax(axis=1)].tolist() == LINEAR.predict(FRAME).tolist()


def test_no_rows_give_no_labels(elsewhere: Path) -> None:
    assert LINEAR.predict(FRAME[:0]).shape == (0,) and LINEAR.predict_proba([]).shape == (0, 3)


def test_it_needs_no_fit_and_learns_nothing_from_one(elsewhere: Path) -> None:
    check_is_fitted(LINEAR)
    scorer = StanceScorer("linear")
    before = scorer.predict_proba(FRAME)
    assert scorer.fit(FRAME, ["neutral"] * 3) is scorer
    assert (scorer.predict_proba(FRAME) == before).all() and vars(scorer) == {"model": "linear", "task": "stance"}


def test_it_is_cloned_and_pickled_without_the_model(elsewhere: Path) -> None:
    LINEAR.predict(FRAME)
    assert clone(LINEAR).get_params() == LINEAR.get_params() == {"model": "linear", "task": "stance"}
    packed = pickle.dumps(LINEAR)
    assert len(packed) < 1000 and (pickle.loads(packed).predict(FRAME) == LINEAR.predict(FRAME)).all()


def test_it_works_in_a_pipeline_and_in_cross_validation(elsewhere: Path) -> None:
    shortened = make_pipeline(FunctionTransformer(lambda frame: frame[["text", "target"]]), LINEAR)
    assert shortened.predict(FRAME).tolist() == LINEAR.predict(FRAME[["text", "target"]]).tolist()
    assert shortened.fit(FRAME, GOLD).score(FRAME, GOLD) == LINEAR.score(FRAME[["text", "target"]], GOLD)
    frame, gold = pd.concat([FRAME] * 3), np.array(GOLD * 3)
    measured = cross_val_score(LINEAR, frame, gold, cv=3, scoring="neg_log_loss")
    assert measured.mean() == pytest.approx(-log_loss(gold, LINEAR.predict_proba(frame), labels=LINEAR.classes_))


def test_it_is_a_classifier_by_the_rules_of_scikit_learn() -> None:
    assert is_classifier(LINEAR)
    for check in (
        estimator_checks.check_parameters_default_constructible,
        estimator_checks.check_get_params_invariance,
        estimator_checks.check_set_params,
        estimator_checks.check_no_attributes_set_in_init,
        estimator_checks.check_estimator_cloneable,
        estimator_checks.check_estimator_repr,
        estimator_checks.check_estimator_tags_renamed,
        estimator_checks.check_valid_tag_types,
        estimator_checks.check_do_not_raise_errors_in_init_or_set_params,
    ):
        check("StanceScorer", StanceScorer("linear"))


def test_a_model_that_was_trained_anew_is_used_anew(elsewhere: Path) -> None:
    shutil.copytree(packaged_model("linear"), "data/model")
    scorer = StanceScorer(Path("data/model"))
    first = scorer.predict_proba(FRAME)
    assert (first == LINEAR.predict_proba(FRAME)).all()
    shutil.rmtree("data/model")
    shutil.copytree(packaged_model("encoder"), "data/model")
    assert not np.allclose(scorer.predict_proba(FRAME), first)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([("We thank Norway.", "NRO")], r"Row 0: 'NRO' is no ISO 3166-1 alpha-3 code"),
        ([("We thank Norway.", "NOR"), ("Rain.", "NOR")], r"Row 1: The text does not name NOR"),
        ([("We thank Norway.",)], r"Row 0 has 1 values; give \(text, target\) or \(text, target, speaker_country\)"),
        (["We thank Norway."], r"Row 0 has 1 values"),
        (FRAME.rename(columns={"target": "targets"}), r"The column 'target' is missing; there is: text, targets"),
        ([(None, "NOR")], r"Row 0: The text is empty"),
    ],
)
def test_what_cannot_be_judged_is_a_sentence(given: object, told: str, elsewhere: Path) -> None:
    with pytest.raises(PipelineError, match=told):
        LINEAR.predict(given)


def test_a_wrong_label_task_or_number_is_a_sentence(elsewhere: Path) -> None:
    with pytest.raises(PipelineError, match=r"Row 1: 'agains' is no stance; there is against, favor, neutral"):
        LINEAR.fit(FRAME, ["favor", "agains", "neutral"])
    with pytest.raises(PipelineError, match="there are 3 texts and 1 labels"):
        LINEAR.fit(FRAME, ["favor"])
    with pytest.raises(PipelineError, match=r"task: 'stence' is none; choose stance or sentiment"):
        StanceScorer("linear", "stence").predict(FRAME)
