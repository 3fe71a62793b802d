"""An edit that changes meaning raises the version and names the rules it touches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.codebook import load_snapshots, packaged_codebook
from pipeline.codebook.adoption import standing
from pipeline.codebook.consistency import version_key
from pipeline.codebook.loading import codebook_from_text
from pipeline.codebook.versions import difference, in_order, latest
from pipeline.errors import PipelineError
from tests.codebook.made import edited, raised, reworded, rule_of, short_values, text_of

BEFORE = edited()
SHORT = codebook_from_text(text_of(short_values()), "mine.yaml")
_NUMBERS = [str(rule.number) for rule in BEFORE.rules]
_DEFINED = sorted(BEFORE.contents.parts().keys() - set(_NUMBERS))
names = st.sets(st.sampled_from([*_NUMBERS, *_DEFINED]), max_size=6)
words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=40).map(
    lambda text: f"Now {text}."
)


def refusal(*edits: Any) -> str | None:
    return standing(edited(*edits), BEFORE).refusal


def edit_part(plain: dict[str, Any], name: str, text: str) -> None:
    if name.isdigit():
        rule_of(plain, int(name))["text"] = text
        return
    kind, _, key = name.partition(".")
    entries = plain["tasks"][kind]["labels"] if kind in plain["tasks"] else plain[f"{kind}s"]
    entry = next(entry for entry in entries if key in (entry.get("label"), entry.get("flag"), entry.get("mark")))
    entry["when" if "when" in entry else "meaning"] = text


@settings(max_examples=10)
@given(names, words, st.data())
def test_a_difference_names_what_was_edited_and_only_a_full_list_of_it_is_adopted(
    touched: set[str], text: str, data: st.DataObject
) -> None:
    plain = short_values()
    for name in touched:
        edit_part(plain, name, text)
    same_version = codebook_from_text(text_of(plain), "mine.yaml")
    found = difference(SHORT, same_version)
    assert found.changed == in_order(touched) and not found.added and not found.removed and not found.elsewhere
    assert (standing(same_version, SHORT).refusal is None) == (not touched)
    meant = data.draw(st.sets(st.sampled_from(sorted(touched)))) if touched else set()
    raised("2.1", rules=sorted(meant), wording=sorted(touched - meant))(plain)
    whole = codebook_from_text(text_of(plain), "mine.yaml")
    assert standing(whole, SHORT).refusal is None
    if touched:
        left_out = data.draw(st.sampled_from(sorted(touched)))
        last = plain["changes"][-1]
        last["rules"] = [name for name in last["rules"] if name != left_out]
        last["wording"] = [name for name in last["wording"] if name != left_out]
        told = standing(codebook_from_text(text_of(plain), "mine.yaml"), SHORT).refusal
        assert told and f"since version 2 {left_out} changed too" in told


@settings(max_examples=10)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=4, unique=True))
def test_versions_are_in_the_order_of_their_numbers(numbers: list[tuple[int, int]]) -> None:
    versions = [f"{3 + major}.{minor}" for major, minor in sorted(numbers)]
    plain = short_values()
    for version in versions:
        raised(version)(plain)
    codebook = codebook_from_text(text_of(plain), "mine.yaml")
    assert codebook.versions == ("1", "2", *versions)
    assert list(codebook.versions) == sorted(codebook.versions, key=version_key)


def test_a_changed_rule_under_the_same_version_is_refused_by_name() -> None:
    told = refusal(reworded(31), reworded(7))
    assert told and "rules differ from the adopted version 2 (changed 7, 31). Raise `version`" in told


def test_a_rule_that_is_new_and_one_that_is_gone_are_changes_too() -> None:
    def renumber(plain: dict[str, Any]) -> None:
        rule_of(plain, 39)["number"] = "42"

    told = refusal(renumber)
    assert told and "(new 42; gone 39)" in told
    assert refusal(renumber, raised("3", rules=["39", "42"])) is None


def test_what_decides_no_label_may_change_under_the_same_version() -> None:
    assert refusal(lambda plain: plain["practice"].pop()) is None
    found = difference(BEFORE, edited(lambda plain: plain["edge_cases"].pop()))
    assert found.elsewhere and not found.touched and str(found) == "changed outside of rules and definitions"


def test_a_lower_version_is_refused() -> None:
    told = refusal(lambda plain: plain.update(version="1.9", changes=[]))
    assert told and "its version 1.9 is lower than 2" in told


def test_a_raised_version_must_say_what_changed() -> None:
    told = refusal(reworded(31), lambda plain: plain.update(version="2.1"))
    assert told and "`changes` has no entry for version 2.1" in told and "since 2: changed 31" in told


def test_one_word_names_all_rules() -> None:
    assert refusal(reworded(31), reworded(7), raised("3", rules=["all"])) is None


def test_a_name_that_no_version_has_is_refused() -> None:
    told = refusal(reworded(31), raised("3", rules=["31", "77"]))
    assert told and "`changes` names 77, which neither version 2 nor 3 has" in told


def test_entries_of_several_versions_add_up() -> None:
    assert refusal(reworded(31), reworded(7), raised("2.1", rules=["31"]), raised("2.2", wording=["7"])) is None


def test_kept_texts_are_read_in_the_order_of_their_versions(tmp_path: Path) -> None:
    for version in ("2.10", "2.9"):
        (tmp_path / f"{version}.yaml").write_text(edited(raised(version)).text, encoding="utf-8")
    snapshots = load_snapshots(tmp_path)
    assert list(snapshots) == ["2.9", "2.10"]
    last = latest(edited(), snapshots, packaged_codebook())
    assert last and last.version == "2.10"
    assert load_snapshots(tmp_path / "none") == {}


def test_a_kept_text_that_was_edited_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2.yaml").write_text(edited(raised("2.1")).text, encoding="utf-8")
    with pytest.raises(PipelineError, match=r"holds version 2.1. Texts of adopted versions are not edited"):
        load_snapshots(tmp_path)


def test_before_the_first_adoption_the_packaged_one_is_the_last() -> None:
    packaged = packaged_codebook()
    assert latest(edited(raised("2.1")), {}, packaged) is packaged
    of_ones_own = edited(lambda plain: plain.update(version="1", changes=[]))
    assert latest(of_ones_own, {}, packaged) is None and standing(of_ones_own, None).refusal is None
