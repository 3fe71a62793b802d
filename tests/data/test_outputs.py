"""Scores of known articles are, to the byte, what they were when they were last meant to change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.data.outputs import ARTICLES, PINNED, WAYS, scores_digest


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ARTICLES)
def test_scores_are_unchanged(name: str, way: str, elsewhere: Path) -> None:
    articles = ARTICLES[name]
    if not articles.exists():
        pytest.skip(f"{articles} is not there")
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))
    assert scores_digest(articles, way, elsewhere) == pinned[f"{name}-{way}"]
