"""The codebook that the package carries, and the texts that are made of it."""

from __future__ import annotations

from dataclasses import fields
from importlib.resources import files

import pytest
import yaml

from pipeline.codebook import FLAGS, MARKS, load_codebook
from pipeline.codebook.page import is_untouched_page
from pipeline.countries.gazetteer import known_codes, organisation_codes, target_codes
from pipeline.errors import PipelineError
from pipeline.records import Label
from pipeline.tasks import Task
from tests.codebook.made import edited, rule_of
from tests.studies import PROJECT

CODEBOOK = load_codebook()


def test_the_page_of_the_docs_is_made_of_it() -> None:
    page = (PROJECT / "docs/codebook.md").read_text(encoding="utf-8")
    assert page == CODEBOOK.page(), "run `stance codebook --out docs/codebook.md`"


def test_its_rules_are_numbered_through() -> None:
    assert [rule.number for rule in CODEBOOK.rules] == list(range(1, 42))
    assert CODEBOOK.version == "2" and CODEBOOK.versions == ("1", "2")


def test_a_rule_is_found_by_its_number() -> None:
    assert CODEBOOK.rule(31).title == "Requests"
    with pytest.raises(PipelineError, match=r"has no rule 99"):
        CODEBOOK.rule(99)


@pytest.mark.parametrize("task", list(Task))
def test_every_label_is_defined_in_the_order_of_its_task(task: Task) -> None:
    assert tuple(one.label for one in CODEBOOK.definitions(task)) == task.labels


def test_every_field_of_a_label_line_is_explained() -> None:
    table = yaml.safe_load(files("pipeline.codebook").joinpath("label_line.yaml").read_text(encoding="utf-8"))["fields"]
    explained = [name.strip() for row in table for name in row["fields"].split(",")]
    assert sorted(explained) == sorted(field.name for field in fields(Label))


def test_practice_covers_both_tasks_the_flags_and_the_usual_mistakes() -> None:
    practice = CODEBOOK.practice
    assert {item.stance for item in practice} == {"favor", "against", "neutral", None}
    assert {item.sentiment for item in practice} == {"positive", "negative", "neutral", None}
    assert {"no_statement", "wrong_target"} <= {flag for item in practice for flag in item.flags}
    assert {22, 26, 27, 28, 29, 31, 32, 35, 38, 41} <= {number for item in practice for number in item.rules}
    assert any((item.stance, item.sentiment) == ("favor", "negative") for item in practice)


def test_codes_are_those_of_countries_and_bodies() -> None:
    holders = {item.speaker_country for item in CODEBOOK.practice} - {None}
    targets = {item.target for item in CODEBOOK.practice} | {
        example.target for rule in CODEBOOK.rules for example in rule.examples
    }
    assert holders <= known_codes() | organisation_codes() and targets <= target_codes()


def test_rules_that_a_text_names_exist() -> None:
    import re

    numbers = {rule.number for rule in CODEBOOK.rules}
    texts = [one.meaning for one in (*CODEBOOK.flags, *CODEBOOK.marks)] + [rule.text for rule in CODEBOOK.rules]
    named = {
        int(number)
        for text in texts
        for group in re.findall(r"rules? ([\d, to]+)", text)
        for number in re.findall(r"\d+", group)
    }
    assert named and named <= numbers


def test_a_practice_answer_is_told_what_is_wrong_with_it() -> None:
    sad = next(item for item in CODEBOOK.practice if item.id == "sad-and-in-favor")
    assert sad.passage[sad.start : sad.end] == sad.statement
    assert sad.wrong("favor", "neutral") == sad.wrong("favor", "neutral", ["unsure"]) == ()
    assert sad.wrong("favor", "negative") == ("sentiment",)
    assert sad.wrong("neutral", "negative") == ("stance", "sentiment")
    assert sad.wrong(None, None, ["no_statement"]) == ("stance", "sentiment", "flags")
    place = next(item for item in CODEBOOK.practice if item.id == "only-a-place")
    assert place.wrong(None, None, ["wrong_target"]) == place.wrong(None, None, ["no_statement"]) == ()
    assert place.wrong("neutral", "neutral") == place.wrong(None, None, ["skipped"]) == ("flags",)


def test_the_prompt_holds_all_that_decides_and_no_file_format() -> None:
    prompt = CODEBOOK.prompt()
    assert all(rule.text in prompt for rule in CODEBOOK.rules)
    assert all(one.when in prompt for task in Task for one in CODEBOOK.definitions(task))
    assert all(name in prompt for name in (*FLAGS, *MARKS))
    assert ".jsonl" not in prompt and prompt == load_codebook().prompt()


def test_the_prompt_holds_no_answer_of_the_practice_round() -> None:
    assert not any(item.feedback in CODEBOOK.prompt() for item in CODEBOOK.practice)


def test_the_datasheet_names_the_version_and_what_changed() -> None:
    sheet = CODEBOOK.datasheet()
    assert sheet.startswith(
        f"Labels follow version 2 of the codebook (digest {CODEBOOK.digest[:12]}), which has 41 numbered rules"
    )
    assert "**Version 2**: Readers of real news" in sheet and "`against`: criticises" in sheet


def test_a_page_that_was_changed_by_hand_is_known() -> None:
    page = CODEBOOK.page()
    assert is_untouched_page(page) and is_untouched_page(page.replace("\n", "\r\n"))
    assert not is_untouched_page(page.replace("Troops", "Soldiers")) and not is_untouched_page("# Mine\n")


def test_a_bar_in_a_text_does_not_break_the_table() -> None:
    codebook = edited(lambda plain: plain["flags"][0].update(meaning="no | statement"))
    assert r"| `no_statement` | no \| statement |" in codebook.page()


def test_its_digest_follows_what_it_says_and_not_the_layout() -> None:
    assert edited().digest == CODEBOOK.digest
    assert edited(lambda plain: rule_of(plain, 1).update(name="A label")).digest != CODEBOOK.digest
