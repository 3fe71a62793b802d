from __future__ import annotations

import pytest

from pipeline.exchange.label_line import as_line, read_label
from pipeline.exchange.values import label_of, target_code
from pipeline.records import Label
from pipeline.tasks import Task

LINE = {"article": "dam.txt", "text": "thanked Laos", "target": "LAO", "stance": "favor", "sentiment": "neutral"}


@pytest.mark.parametrize("word", ["favor", "Favour", " PRO ", "for", "support", "+1", 1, 1.0, "1.0"])
def test_favor_as_people_write_it(word: object) -> None:
    assert label_of(word, Task.stance) == "favor"


@pytest.mark.parametrize("word", ["Against", "anti", "CONTRA", "con", "oppose", "-1", -1, -1.0, "\u22121"])
def test_against_as_people_write_it(word: object) -> None:
    assert label_of(word, Task.stance) == "against"


@pytest.mark.parametrize("word", ["neutral", "Neutral", "0", 0, 0.0, "none"])
def test_neutral_as_people_write_it(word: object) -> None:
    assert label_of(word, Task.stance) == label_of(word, Task.sentiment) == "neutral"


def test_what_is_not_understood_gets_a_suggestion() -> None:
    with pytest.raises(
        ValueError, match=r"'agains' is no stance. Did you mean 'against'\? Labels are favor, against, neutral"
    ):
        label_of("agains", Task.stance)
    with pytest.raises(ValueError, match="Did you mean 'LAO'"):
        target_code("Laoss")


@pytest.mark.parametrize(
    ("word", "code"),
    [("LAO", "LAO"), ("lao", "LAO"), ("Laos", "LAO"), ("laos", "LAO"), ("south  korea", "KOR"), ("Georgia", "GEO"),
     ("UK", "GBR"), ("eu", "EUE"), ("European Union", "EUE"), ("NAT", "NAT")],
)  # fmt: skip
def test_a_target_by_code_or_name_in_any_case(word: str, code: str) -> None:
    assert target_code(word) == code


def test_a_line_as_a_newcomer_writes_it() -> None:
    label = read_label({**LINE, "stance": "Against", "target": "Laos", "flags": None, "speaker": None}, "mine")
    assert label == Label("dam.txt", "thanked Laos", "LAO", "against", "neutral", "mine", "1", "")


def test_an_example_id_names_an_example_without_words() -> None:
    label = read_label({"example_id": "e1", "stance": "favor", "sentiment": "positive"}, "mine")
    assert isinstance(label, Label) and (label.example_id, label.article) == ("e1", "")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": ""}, "names no example: give example_id, or article, text and target (the field 'text' is missing)"),
        ({"stance": None}, "the field 'stance' is missing"),
        ({"flags": ["skiped"]}, "flags: 'skiped' is no flag. Did you mean 'skipped'?"),
        ({"role": "boss"}, "role: Input should be 'annotator', 'adjudicator' or 'practice'"),
        ({"start": "here"}, "start: "),
    ],
)
def test_a_line_that_is_no_label_says_why(change: dict[str, object], reason: str) -> None:
    said = read_label({**LINE, **change}, "mine")
    assert isinstance(said, str) and said.startswith(reason)


def test_all_that_is_wrong_with_a_line_is_named() -> None:
    change = {"stance": "agains", "target": "Laoss", "text": "", "rules": "four", "flags": ["skiped", "odd"]}
    said = read_label({**LINE, **change}, "mine")
    assert isinstance(said, str)
    for part in (
        "target: ", "Did you mean 'LAO'?", "stance: ", "Did you mean 'against'?", "rules: ", "'skiped' is no flag. Did you mean 'skipped'?",
        "'odd' is no flag", "names no example", "(the field 'text' is missing)",
    ):  # fmt: skip
        assert part in said, part
    assert "'text', 'target'" not in said and said.count("There is") == 1
    said = read_label({"note": "hello"}, "mine")
    assert said == (
        "the field 'stance' is missing; names no example: give example_id, or article, text and target (the fields 'article' and "
        "'text' and 'target' are missing)"
    )


@pytest.mark.parametrize("flag", ["no_statement", "wrong_target", "skipped"])
def test_a_flag_may_stand_for_a_stance(flag: str) -> None:
    label = read_label({**LINE, "stance": None, "sentiment": None, "flags": flag}, "mine")
    assert isinstance(label, Label) and (label.stance, label.flags) == (None, (flag,))


def test_a_line_that_takes_another_back_needs_no_more_than_its_id() -> None:
    label = read_label({"withdraws": "l1", "label_id": "l2"}, "mine")
    assert isinstance(label, Label) and label.withdraws == "l1"


def test_a_stance_without_a_sentiment_is_a_label() -> None:
    label = read_label({**LINE, "sentiment": ""}, "mine")
    assert isinstance(label, Label) and (label.stance, label.sentiment) == ("favor", None)


def test_a_line_holds_what_is_not_as_by_default() -> None:
    label = Label("a", "t", "LAO", "favor", None, "x", "2", "", flags=("unsure",), sure=False)
    assert as_line(label) == {
        "article": "a", "text": "t", "target": "LAO", "stance": "favor", "sentiment": None, "annotator": "x", "codebook": "2",
        "time": "", "flags": ["unsure"], "sure": False,
    }  # fmt: skip
