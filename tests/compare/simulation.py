"""Runs whose true difference is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pipeline.compare.run import EvaluatedRun
from pipeline.records import SENTIMENTS, STANCES, GoldExample, Prediction


def no_model() -> Path:
    raise AssertionError("this run has no model")


def prediction(number: int, article: str, gold: int, said: int, **changes: object) -> Prediction:
    p = np.full(3, 0.1)
    p[said] = 0.8
    values = {
        "example_id": f"e{number:05}",
        "statement_id": f"s{number:05}",
        "article_id": article,
        "duplicate_group": article,
        "target": "USA",
        "domestic": False,
        "speaker_country": "IRN",
        "outlet": "Harbour Wire",
        "published": "2021-05-01",
        "kind": "direct",
        "label_source": "author-1",
        "text": f"statement {number}",
        "masked": "‹TARGET› is no friend",
        "gold_stance": STANCES[gold],
        "stance": STANCES[said],
        "p_favor": float(p[0]),
        "p_against": float(p[1]),
        "p_neutral": float(p[2]),
        "gold_sentiment": SENTIMENTS[gold],
        "sentiment": SENTIMENTS[said],
        "p_positive": float(p[0]),
        "p_negative": float(p[1]),
        "p_neutral_sentiment": float(p[2]),
    } | changes
    return Prediction(**values)


def run(
    name: str,
    predictions: list[Prediction],
    *,
    parameters: dict[str, str] | None = None,
    versions: dict[str, str] | None = None,
    metrics: dict[str, float] | None = None,
    gold: dict[str, list[GoldExample]] | None = None,
) -> EvaluatedRun:
    return EvaluatedRun(
        name,
        "MLflow run",
        parameters or {"train.seed": "1"},
        versions or {},
        metrics or {},
        predictions,
        gold,
        no_model,
    )


def two_runs(
    seed: int, articles: int = 60, per_article: int = 5, accuracies: tuple[float, float] = (0.7, 0.7)
) -> tuple[list[Prediction], list[Prediction]]:
    """What two models say of the same examples; articles differ in how hard they are, alike for both."""
    generator = np.random.default_rng(seed)
    hardness = np.repeat(generator.normal(0, 0.15, articles), per_article)
    gold = generator.integers(0, 3, articles * per_article)
    said = []
    for accuracy in accuracies:
        right = generator.random(len(gold)) < np.clip(accuracy + hardness, 0.05, 0.95)
        wrong = (gold + generator.integers(1, 3, len(gold))) % 3
        said.append(np.where(right, gold, wrong))
    return tuple(
        [prediction(i, f"a{i // per_article}", int(g), int(s)) for i, (g, s) in enumerate(zip(gold, one, strict=True))]
        for one in said
    )
