"""Two judges say how probable it is that a pair stands for a statement."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.extract.pair_features import Described
from pipeline.extract.reporter import is_sure, log_odds, shipped_reporter

PAIRS: list[Described] = [
    ("“‹TARGET› has betrayed us,” ‹SPEAKER› said.", ["foreign", "here", "kind:direct", "said"]),
    ("‹SPEAKER› lies north of ‹TARGET›, a country of lakes.", ["foreign", "here", "kind:narration", "beside"]),
    ("", []),
]


def test_a_plain_verdict_is_a_statement_and_geography_is_none() -> None:
    verdict, geography, nothing = shipped_reporter().probabilities(PAIRS)
    assert verdict > 0.5 > 0.2 > geography and nothing < 0.2


def test_of_pairs_that_the_linear_judge_holds_for_unlikely_the_network_is_not_asked() -> None:
    class Silent:
        def reported(self, masked: list[str]) -> np.ndarray:
            raise AssertionError(f"asked of {masked}")

    reporter = replace(shipped_reporter(), network=Silent(), open_from=1e9)
    assert reporter.probabilities(PAIRS).tolist() == [0, 0, 0]
    with pytest.raises(AssertionError, match="asked of"):
        replace(reporter, open_from=-1e9).probabilities(PAIRS)


def test_a_pair_is_judged_the_same_alone() -> None:
    reporter = shipped_reporter()
    together = reporter.probabilities(PAIRS)
    assert [reporter.probabilities([pair])[0] for pair in PAIRS] == together.tolist()
    assert len(reporter.probabilities([])) == 0


def test_log_odds_of_certainty_are_finite() -> None:
    assert np.isfinite(log_odds(np.array([0.0, 0.5, 1.0]))).all()


def test_a_network_is_sure_of_a_side_where_one_stance_has_nearly_all_whatever_the_relation() -> None:
    answers = np.array([[0.4, 0, 0.3, 0, 0.3, 1], [0, 0.995, 0, 0.005, 0, 1], [0, 0.98, 0, 0.02, 0, 1]])
    assert is_sure(answers).tolist() == [True, True, False]
