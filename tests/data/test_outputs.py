"""Scores of known articles are, to the byte, what they were when they were last meant to change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.data.outputs import ARTICLES, PINNED, WAYS, scores_digest
from tests.shared import shared


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("few", "linear"),
        *(
            pytest.param(name, way, marks=pytest.mark.slow)
            for name in ARTICLES
            for way in WAYS
            # Those few are among the sample's.
            if name != "few"
        ),
    ],
)
def test_scores_are_unchanged(name: str, way: str, elsewhere: Path) -> None:
    articles = [shared("real/articles")] if name == "real" else ARTICLES[name]
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))
    assert scores_digest(articles, way, elsewhere) == pinned[f"{name}-{way}"]
