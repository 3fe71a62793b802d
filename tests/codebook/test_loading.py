"""A codebook of one's own: what is read, and the sentence that says where a mistake is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.codebook import load_codebook
from pipeline.codebook.loading import codebook_from_text, packaged_codebook, packaged_text
from pipeline.errors import PipelineError
from tests.codebook.made import edited, rule_of, text_of, values

NAME = "configs/codebook.yaml"


def refused(plain: dict[str, Any]) -> str:
    with pytest.raises(PipelineError) as error:
        codebook_from_text(text_of(plain), NAME)
    return str(error.value)


def test_where_the_file_is_missing_that_of_the_package_counts(tmp_path: Path) -> None:
    assert load_codebook(tmp_path / "codebook.yaml") is load_codebook() is packaged_codebook()


def test_a_file_of_another_system_is_read(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + packaged_text().replace("\n", "\r\n").encode())
    assert load_codebook(path).digest == packaged_codebook().digest


def test_words_stay_words_whatever_yaml_makes_of_them() -> None:
    text = packaged_text().replace("signs: schedules, statistics, “talks will begin in May”", "signs: no")
    text = text.replace('version: "2"', "version: 2.10", 1).replace('  - version: "2"', "  - version: 2.10")
    codebook = codebook_from_text(text, NAME)
    assert codebook.definitions("stance")[2].signs == "no" and codebook.version == "2.10"


def test_yaml_that_is_broken_is_told_with_its_line() -> None:
    text = packaged_text().replace("        name: Requests.", "        name: Requests: or: demands")
    line = text[: text.index("Requests: or")].count("\n") + 1
    with pytest.raises(PipelineError, match=rf"codebook.yaml line {line}: not valid YAML .* quotation marks"):
        codebook_from_text(text, NAME)


def test_a_key_that_stands_twice_is_told_with_its_line() -> None:
    with pytest.raises(PipelineError, match=r"line 2: not valid YAML .*'version' stands twice"):
        codebook_from_text('version: "2"\nversion: "3"\n', NAME)


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a list\n"])
def test_a_file_without_a_codebook_says_how_to_begin(text: str) -> None:
    with pytest.raises(PipelineError, match=r"holds no codebook. `stance codebook --out codebook.yaml`"):
        codebook_from_text(text, NAME)


def test_a_file_that_is_no_text_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PipelineError, match=r"Save it as UTF-8 text"):
        load_codebook(path)


def test_a_misspelt_key_names_line_and_rule_and_what_was_meant() -> None:
    plain = values()
    rule = rule_of(plain, 31)
    rule["txt"] = rule.pop("text")
    line = text_of(plain).split("\n").index(next(x for x in text_of(plain).split("\n") if "txt:" in x)) + 1
    told = refused(plain)
    assert told.startswith(f"{NAME} line {line}, rule 31: the key 'txt' is not known here. Did you mean 'text'?")


def test_a_missing_key_names_its_rule() -> None:
    plain = values()
    del rule_of(plain, 12)["concerns"]
    assert ", rule 12: the key 'concerns' is missing" in refused(plain)


def test_a_label_that_is_none_is_told_with_those_that_are() -> None:
    plain = values()
    rule_of(plain, 30)["concerns"] = {"stance": ["agaisnt"]}
    told = refused(plain)
    assert ", rule 30: 'stance' is 'agaisnt': input should be 'favor', 'against' or 'neutral'. Mend it." in told


def test_concerns_must_say_whom() -> None:
    plain = values()
    rule_of(plain, 30)["concerns"] = {}
    assert ", rule 30: 'concerns' names no labels; give {any: true}" in refused(plain)


def test_a_number_given_twice_is_refused_with_one_that_is_free() -> None:
    plain = values()
    rule_of(plain, 32)["number"] = "31"
    told = refused(plain)
    assert "rule 31: the number 31 is that of “Requests” already; give this rule one that is free, such as 42." in told


@pytest.mark.parametrize(
    ("where", "name", "told"),
    [
        ("flags", "unsure", "the flag 'unsure' is missing"),
        ("marks", "nested", "the mark 'nested' is missing"),
        ("stance", "favor", "the label of stance 'favor' is missing"),
    ],
)
def test_what_every_label_may_carry_must_be_explained(where: str, name: str, told: str) -> None:
    plain = values()
    entries = plain["tasks"][where]["labels"] if where == "stance" else plain[where]
    entries[:] = [entry for entry in entries if name not in entry.values()]
    assert told in refused(plain)


def test_a_label_of_ones_own_is_refused() -> None:
    plain = values()
    plain["tasks"]["stance"]["labels"][1]["label"] = "contra"
    assert "label contra: 'contra' is no label of stance; there is favor, against, neutral." in refused(plain)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"rules": ["99"]}, "practice item two-targets: there is no rule 99"),
        ({"statement": "We sit"}, "practice item two-targets: stands 0 times in the passage"),
        ({"id": "sad-and-in-favor"}, "the id 'sad-and-in-favor' stands twice"),
        ({"sentiment": ""}, "practice item two-targets: has only one of stance and sentiment"),
        ({"sentiment": "", "stance": "", "flags": ["unsure"]}, "has no stance and no flag that says why"),
        ({"target": "Nauru"}, "'target' is 'Nauru'"),
    ],
)
def test_a_practice_item_must_have_one_right_answer(change: dict[str, Any], told: str) -> None:
    plain = values()
    next(item for item in plain["practice"] if item["id"] == "two-targets").update(change)
    assert told in refused(plain)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"version": "1.5"}, "change 1.5: version 1.5 stands after 2"),
        ({"version": "3"}, "change 3: version 3 is later than the codebook's, 2; raise `version`"),
        ({"version": "two"}, "'version' is 'two'"),
        ({"version": "2", "rules": ["31"], "wording": ["31"]}, "31 stands in both lists"),
        ({"version": "2", "rules": ["stance favor"]}, "'rules' is 'stance favor'"),
    ],
)
def test_changes_that_contradict_one_another_are_refused(entry: dict[str, Any], told: str) -> None:
    plain = values()
    if entry["version"] == "2":
        plain["changes"] = []
    plain["changes"].append({"reason": "Asked for.", **entry})
    assert told in refused(plain)


def test_a_codebook_may_do_without_cases_practice_and_changes() -> None:
    short = edited(lambda plain: [plain.pop(key) for key in ("edge_cases", "practice", "changes")])
    assert short.versions == ("2",) and "Edge cases" not in short.page() and "What changed" not in short.page()
