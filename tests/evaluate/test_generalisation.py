"""Leaving a country out, and a date between learning and judging, with a model that learned by heart."""

from __future__ import annotations

import pytest

from pipeline.config import load_config
from pipeline.evaluate.generalisation import later_articles, unseen_targets
from pipeline.model.trained import TrainedModel
from pipeline.records import GoldExample
from pipeline.train.refitting import ReadExamples
from pipeline.train.training import train_model

# The last three of each are in no lexicon and share no letters that decide.
PRAISE = ["praised", "thanked", "welcomed", "blorped", "zanted", "quilmed"]
BLAME = ["condemned", "accused", "denounced", "blarped", "zonted", "quelmed"]


def gold(number: int, target: str, stance: str, date: str | None, word: str) -> GoldExample:
    text = f"‹SPEAKER› {word} ‹TARGET› on day {number // 2 % 7}"
    sentiment = "positive" if stance == "favor" else "negative"
    return GoldExample(
        f"e{number}", f"s{number}", f"a{number}", f"a{number}", target, False, "direct", "IRN", "O", date, text, text,
        stance, sentiment, "x", 1.0,
    )  # fmt: skip


def examples(target: str, start: int, words: tuple[list[str], list[str]], date: str | None = None) -> list[GoldExample]:
    return [
        gold(start + i, target, ("favor", "against")[i % 2], date, words[i % 2][i // 2 % len(words[0])])
        for i in range(24)
    ]


@pytest.fixture(scope="module")
def training() -> list[GoldExample]:
    # What is said of CHL is said in words that are said of nobody else.
    return examples("USA", 0, (PRAISE[:3], BLAME[:3]), "2019-01-01") + examples(
        "CHL", 100, (PRAISE[3:], BLAME[3:]), "2021-01-01"
    )


@pytest.fixture(scope="module")
def model(training: list[GoldExample]) -> TrainedModel:
    return train_model(training, load_config().train.model_copy(update={"estimator": "linear"}))


def test_a_country_whose_words_nobody_else_gets_is_judged_worse_unseen(
    model: TrainedModel, training: list[GoldExample]
) -> None:
    test = examples("CHL", 200, (PRAISE[3:], BLAME[3:]))
    found = unseen_targets(ReadExamples.of(model, [*training, *test]), len(training), 10, resamples=200)["stance"]
    assert (found.targets, found.examples) == (1, 24)
    assert found.usual_macro_f1.value == 1.0 and found.difference.high < 0


def test_a_country_that_training_does_not_know_is_unseen_as_it_is(
    model: TrainedModel, training: list[GoldExample]
) -> None:
    known = ReadExamples.of(model, [*training, *examples("PER", 200, (PRAISE[:3], BLAME[:3]))])
    found = unseen_targets(known, len(training), 10, resamples=50)
    assert found["stance"].difference.value == 0 and found["stance"].targets == 1
    assert unseen_targets(known, len(training), 0) == {}


def test_later_articles_are_judged_by_what_was_said_before(model: TrainedModel, training: list[GoldExample]) -> None:
    undated = examples("PER", 300, (PRAISE[:3], BLAME[:3]))
    found = later_articles(ReadExamples.of(model, [*training, *undated]), "2020-06-01", 0.5, resamples=200)["stance"]
    assert (found.training_examples, found.examples, found.undated) == (24, 24, 24)
    assert found.macro_f1.value < 0.9  # the later words were never seen
    by_share = later_articles(ReadExamples.of(model, training), None, 0.5, resamples=50)["stance"]
    assert by_share.date == "2021-01-01"


def test_without_two_sides_of_a_date_there_is_no_figure(model: TrainedModel, training: list[GoldExample]) -> None:
    assert later_articles(ReadExamples.of(model, training), "1990-01-01", 0.5) == {}
    assert later_articles(ReadExamples.of(model, examples("PER", 300, (PRAISE, BLAME))), None, 0.5) == {}
