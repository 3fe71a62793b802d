"""Minimal cases of our own for what a stance classifier must be able to do (CheckList, Ribeiro et al. 2020)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from pipeline import score
from pipeline.extract.gazetteer import gazetteer, known_codes
from pipeline.schema import STANCES


@pytest.fixture(scope="module")
def cases() -> pd.DataFrame:
    return pd.read_csv(Path(__file__).parent / "behaviour.csv", keep_default_na=False)


def test_the_cases_are_well_formed(cases: pd.DataFrame) -> None:
    counts = Counter(cases["capability"])
    assert len(counts) == 15 and min(counts.values()) >= 22
    assert set(cases["stance"]) == set(STANCES)
    assert set(cases["target"]) <= known_codes()
    assert not cases.duplicated(["text", "target"]).any()


def test_nearly_every_target_is_found(cases: pd.DataFrame) -> None:
    found = [t in {m.country for m in gazetteer().find(text)} for text, t in zip(cases.text, cases.target, strict=True)]
    assert sum(found) / len(cases) >= 0.97


def test_the_packaged_model_does_better_than_chance(cases: pd.DataFrame) -> None:
    named = cases[
        [t in {m.country for m in gazetteer().find(x)} for x, t in zip(cases.text, cases.target, strict=True)]
    ]
    judged = score(list(named.text), list(named.target), [c or None for c in named.speaker_country])
    assert (judged.stance.to_numpy() == named.stance.to_numpy()).mean() > 0.4
