"""How much an example teaches may follow from how sure its label is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.model.encoder.head import Head
from pipeline.model.linear.classifier import LinearClassifier
from pipeline.records import GoldExample
from pipeline.train.training import train_model


def test_a_weight_of_two_is_an_example_given_twice() -> None:
    generator = np.random.default_rng(0)
    said = generator.dirichlet(np.ones(8), 60)
    inputs = np.hstack([said, generator.normal(size=(60, 4))])
    labels = np.array(["favor", "against", "neutral"] * 20)
    weights = np.array([2.0, 1.0, 1.0] * 20)
    twice = np.repeat(np.arange(60), weights.astype(int))
    weighed = Head().fit(inputs, labels, weights).predict_proba(inputs)
    repeated = Head().fit(inputs[twice], labels[twice]).predict_proba(inputs)
    assert np.abs(weighed - repeated).max() < 1e-3
    assert np.abs(weighed - Head().fit(inputs, labels).predict_proba(inputs)).max() > 0.01


def test_the_linear_classifier_takes_weights_too() -> None:
    texts = ["‹SPEAKER› thanked ‹TARGET›", "‹SPEAKER› blamed ‹TARGET›", "‹SPEAKER› met ‹TARGET›"] * 10
    labels = ["favor", "against", "neutral"] * 10
    classifier = LinearClassifier(min_document_frequency=1)
    sure = classifier.fit(texts, labels, [1.0, 0.01, 1.0] * 10).predict_proba(texts)
    assert sure[1, 0] < classifier.fit(texts, labels).predict_proba(texts)[1, 0]


def examples(confidence: float) -> list[GoldExample]:
    said = {"favor": "thanked", "against": "blamed", "neutral": "met"}
    return [
        GoldExample(
            f"e{n}", f"s{n}", f"a{n % 9}", f"a{n % 9}", "UGA", False, "direct", None, None, None, "",
            f"‹SPEAKER› {said[stance]} ‹TARGET› and left", stance, sentiment, "ann", confidence if stance == "against" else 1.0,
        )
        for n, (stance, sentiment) in enumerate([("favor", "positive"), ("against", "negative"), ("neutral", "neutral")] * 12)
    ]  # fmt: skip


def test_the_configuration_says_whether_labels_weigh() -> None:
    config = load_config().train.model_copy(update={"estimator": "linear", "folds": 2})
    unsure, weighing = examples(0.05), config.model_copy(update={"weigh_labels": True})
    text = [unsure[1].masked]
    alike = train_model(unsure, config).stance.predict_proba(text)
    weighed = train_model(unsure, weighing).stance.predict_proba(text)
    assert not np.allclose(alike, weighed)
    assert np.allclose(train_model(examples(1.0), weighing).stance.predict_proba(text), alike)


def test_a_label_that_nobody_gave_still_counts_a_little() -> None:
    config = load_config().train.model_copy(update={"estimator": "linear", "folds": 2, "weigh_labels": True})
    tied = [replace(example, label_confidence=0.0) for example in examples(1.0)]
    assert not np.allclose(train_model(tied, config).stance.predict_proba([tied[0].masked]), 1 / 3, atol=0.05)


def test_a_network_trained_whole_takes_no_weights_and_says_so() -> None:
    config = load_config().train
    whole = config.model_copy(
        update={
            "weigh_labels": True,
            "estimator": "encoder",
            "encoder": config.encoder.model_copy(update={"tune": "all"}),
        }
    )
    with pytest.raises(PipelineError, match=r"train\.weigh_labels.*train\.encoder\.tune"):
        train_model([replace(example) for example in examples(1.0)], whole)
