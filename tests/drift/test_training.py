"""The profile of training data says what others of the same kind would bring that is new."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.config import load_config
from pipeline.drift import (
    TrainingProfile,
    compare,
    held_out_confidence,
    read_profile,
    save_profile,
    training_profile,
)
from pipeline.drift.profile_file import PROFILE
from pipeline.errors import PipelineError
from pipeline.model.folder import load_model
from pipeline.model.packaged import packaged_model, packaged_models
from pipeline.model.trained import TrainedModel
from pipeline.records import GoldExample
from pipeline.tasks import Task
from pipeline.train.training import train_model
from tests.drift.made import article, gold, seen, trained_on


def test_a_country_or_word_of_one_article_would_be_new_if_that_came_anew() -> None:
    first, second = article(0), article(1)
    examples = [
        gold(first, "they praised ‹TARGET›", "NOR"),
        gold(first, "they praised ‹TARGET›", "CHL"),
        gold(second, "they scolded ‹TARGET› twice", "CHL"),
    ]
    found = training_profile(examples, [first, second], {}, "m1")
    assert found.alone["target"] == {"NOR"} and found.alone["outlet"] == frozenset()
    # “praised” twice, “scolded” and “twice” once, of ten words.
    words = found.profile.quantities["unknown_words"]
    assert (words.numerator, words.denominator) == (4, 10)
    assert found.unknown([*found.vocabulary, 1]) == 1


def test_duplicates_of_an_article_do_not_make_its_words_known() -> None:
    first = article(0)
    copy = GoldExample(**{**_fields(gold(article(1), "it snowed")), "duplicate_group": first.duplicate_group})
    found = training_profile([gold(first, "it snowed"), copy], [], {}, "m1")
    assert found.profile.quantities["unknown_words"].mean == 1 and found.alone["outlet"] == {"The Lake"}


def _fields(of: GoldExample) -> dict[str, object]:
    return {name: getattr(of, name) for name in of.__slots__}


def test_without_the_articles_language_and_length_are_not_compared() -> None:
    articles = [article(n) for n in range(30)]
    known = training_profile([gold(each, "rain") for each in articles], [], {}, "m1")
    report = compare(known, seen(known, articles, "rain"))
    assert report.not_compared == ("language", "length", "confidence")


def test_equal_data_give_equal_bytes(tmp_path: Path) -> None:
    articles = [article(n, f"outlet {n % 7}") for n in range(40)]
    save_profile(tmp_path / "a", trained_on(articles))
    save_profile(tmp_path / "b", trained_on(articles))
    assert (tmp_path / "a" / PROFILE).read_bytes() == (tmp_path / "b" / PROFILE).read_bytes()
    assert read_profile(tmp_path / "a", "m1") == trained_on(articles)


def test_a_model_without_a_profile_or_with_that_of_another_has_none(tmp_path: Path) -> None:
    assert read_profile(tmp_path, "m1") is None
    save_profile(tmp_path, trained_on([article(0)]))
    assert read_profile(tmp_path, "m2") is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"model": "m1"}', "\x00"])
def test_a_damaged_profile_is_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / PROFILE).write_text(content, encoding="utf-8")
    with pytest.raises(PipelineError, match=r"profile\.json: is no profile of training data .* Train the model again"):
        read_profile(tmp_path, "m1")


def test_a_profile_holds_no_readable_words(tmp_path: Path) -> None:
    save_profile(tmp_path, trained_on([article(0), article(1)], "an unmistakable downpour"))
    assert "downpour" not in (tmp_path / PROFILE).read_text(encoding="utf-8")
    assert isinstance(read_profile(tmp_path, "m1"), TrainingProfile)


def _spoken(number: int) -> GoldExample:
    kind = ("thanked", "scolded", "met")[number % 3]
    # Of every five one is judged otherwise than its words would have it.
    judged = (number + (number % 5 == 0)) % 3
    stance = ("favor", "against", "neutral")[judged]
    sentiment = ("positive", "negative", "neutral")[judged]
    fields = _fields(gold(article(number), f"‹SPEAKER› {kind} ‹TARGET› in week {number}"))
    return GoldExample(**{**fields, "stance": stance, "sentiment": sentiment})


@pytest.fixture(scope="module")
def trained() -> tuple[TrainedModel, list[GoldExample]]:
    examples = [_spoken(number) for number in range(45)]
    config = load_config().train
    linear = config.linear.model_copy(update={"C": [1.0]})
    return train_model(
        examples, config.model_copy(update={"estimator": "linear", "folds": 3, "linear": linear})
    ), examples


def test_held_out_confidence_is_that_of_classifiers_that_never_saw_the_article(
    trained: tuple[TrainedModel, list[GoldExample]],
) -> None:
    model, examples = trained
    found = held_out_confidence(model, examples, 3)
    assert set(found) == set(Task) and all(len(values) == 45 for values in found.values())
    assert held_out_confidence(model, examples, 3) == found
    seen_before = model.predict([example.masked for example in examples]).of(Task.stance).max(axis=1).mean()
    assert 333_333 <= np.mean(found[Task.stance]) < seen_before * 1_000_000


def test_of_one_article_no_confidence_can_be_held_out(trained: tuple[TrainedModel, list[GoldExample]]) -> None:
    model, examples = trained
    assert held_out_confidence(model, examples[:1]) == {}


@pytest.mark.parametrize("name", packaged_models())
def test_each_model_of_the_package_says_what_it_learned_from(name: str) -> None:
    folder = packaged_model(name)
    found = read_profile(folder, load_model(folder).version)
    assert found is not None and not found.alone["language"]
    assert found.profile.articles >= 30 and found.profile.judged.articles >= 30
