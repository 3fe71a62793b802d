from __future__ import annotations

import numpy as np
import pytest

from pipeline.model.encoder.correction import Correction


@pytest.fixture
def study() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    generator = np.random.default_rng(0)
    features = generator.normal(size=(300, 4))
    given = np.log(generator.dirichlet([2, 2, 2], size=300))
    codes = (features[:, 0] > 0).astype(int) * 2
    return features, given, codes


def test_a_strong_penalty_leaves_the_judgement_as_it_was(study) -> None:
    features, given, _ = study
    codes = given.argmax(axis=1)
    corrected = Correction(C=1e-9).fit(features[:6], given[:6], codes[:6]).correct(features, given)
    assert (corrected.argmax(axis=1) == codes).mean() > 0.9


def test_labels_prevail_where_the_judgement_is_wrong(study) -> None:
    features, given, codes = study
    assert (given.argmax(axis=1) == codes).mean() < 0.5
    fitted = Correction(C=10.0).fit(features[:200], given[:200], codes[:200])
    corrected = fitted.correct(features[200:], given[200:])
    assert (corrected.argmax(axis=1) == codes[200:]).mean() > 0.9
    np.testing.assert_allclose(corrected.sum(axis=1), 1)


def test_the_solution_is_where_the_gradient_vanishes(study) -> None:
    features, given, codes = study
    fitted = Correction(C=0.5).fit(features, given, codes)
    wrong = fitted.correct(features, given) - np.eye(3)[codes]
    np.testing.assert_allclose(features.T @ wrong + fitted.coef_ / 0.5, 0, atol=0.05)
