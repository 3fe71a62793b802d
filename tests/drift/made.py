"""Articles, examples and judgements of invented outlets, as small as a comparison needs them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.drift import Profile, TrainingProfile, training_profile
from pipeline.model.predictions import Predictions
from pipeline.records import Article, Example, GoldExample
from pipeline.tasks import Task


def article(number: int, outlet: str | None = "The Lake", language: str | None = "en", words: int = 100) -> Article:
    return Article(
        article_id=f"a{number}",
        source_path="a.txt",
        sources=["a.txt"],
        url=None,
        outlet=outlet,
        title=None,
        published=None,
        language=language,
        authors=[],
        text="rain " * words,
        duplicate_group=f"a{number}",
    )


def example(of: Article, target: str = "NOR", speaker_country: str | None = "CHL", number: int = 0) -> Example:
    return Example(
        example_id=f"{of.article_id}-{number}",
        statement_id=f"{of.article_id}-{number}",
        article_id=of.article_id,
        target=target,
        domestic=False,
        text="",
        text_start=0,
        mentions=[],
        kind="direct",
        cue=None,
        speaker=None,
        speaker_country=speaker_country,
        context=None,
        title=None,
        duplicate_group=of.duplicate_group,
    )


def gold(of: Article, masked: str, target: str = "NOR", speaker_country: str | None = "CHL") -> GoldExample:
    return GoldExample(
        example_id=f"{of.article_id}-{target}",
        statement_id=of.article_id,
        article_id=of.article_id,
        duplicate_group=of.duplicate_group,
        target=target,
        domestic=False,
        kind="direct",
        speaker_country=speaker_country,
        outlet=of.outlet,
        published=None,
        text=masked,
        masked=masked,
        stance="favor",
        sentiment="positive",
        label_source="annotator",
        label_confidence=1.0,
    )


def sure(*confidence: float) -> Predictions:
    """Judgements whose most probable label has these probabilities, in both tasks."""
    rows = np.array([[value, (1 - value) / 2, (1 - value) / 2] for value in confidence]).reshape(-1, 3)
    return Predictions(rows, rows)


def trained_on(articles: Sequence[Article], masked: str = "‹SPEAKER› thanked ‹TARGET›", **of: str) -> TrainingProfile:
    """The profile of one example of each article, of which the model was sure by 0.8."""
    examples = [gold(each, masked, **of) for each in articles]
    confidence = {task: [800_000] * len(examples) for task in Task}
    return training_profile(examples, articles, confidence, "m1")


def seen(
    known: TrainingProfile, articles: Sequence[Article], masked: str = "‹SPEAKER› thanked ‹TARGET›", p: float = 0.8
) -> Profile:
    """The profile of one statement of each article."""
    profile = Profile()
    profile.see(
        [(each, example(each)) for each in articles], [masked] * len(articles), sure(*[p] * len(articles)), known
    )
    return profile
