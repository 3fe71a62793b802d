"""Which earlier labels a change of meaning touches, and labels of several versions."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.codebook import affected_labels, mixed_versions, packaged_codebook, versions_sentence
from pipeline.codebook.entries import Concerns
from tests.codebook.made import edited, label, raised, reworded, rule_of

NEWER = edited(reworded(30), raised("2.1", rules=["30"], wording=["1"]))


def touched(*labels: Any, codebook: Any = NEWER, **more: Any) -> list[tuple[str, ...]]:
    return [one.rules for one in affected_labels(labels, codebook, **more)]


def test_a_label_that_a_touched_rule_decided_is_asked_again() -> None:
    named = label("favor", rules=(30, 31))
    (found,) = affected_labels([named], NEWER)
    assert found.label is named and found.rules == ("30",)


def test_a_label_that_names_no_touched_rule_is_asked_again_where_the_rule_concerns_it() -> None:
    assert touched(label("against"), label("neutral"), label("favor"), label("against", rules=(33,))) == [("30",)] * 3


def test_a_change_of_wording_touches_no_label() -> None:
    assert touched(label("against"), codebook=edited(raised("2.1", wording=["30"]))) == []


def test_labels_of_this_version_are_not_asked_again() -> None:
    assert touched(label("against", codebook="2.1")) == []


def test_changes_of_all_later_versions_count() -> None:
    codebook = edited(raised("2.1", rules=["30"]), raised("2.2", rules=["38"]))
    assert touched(label("against"), label("against", codebook="2.1"), codebook=codebook) == [("30", "38"), ("38",)]


def test_what_never_counts_is_not_asked_again() -> None:
    assert touched(label("against", role="practice"), label(None, None, withdraws="l1")) == []
    assert touched(label("against", role="adjudicator")) == [("30",)]


def test_a_definition_touches_the_labels_on_both_sides_of_its_border() -> None:
    codebook = edited(raised("2.1", rules=["stance.favor", "flag.unsure", "mark.nested"]))
    assert touched(label("favor"), label("neutral"), label("against"), codebook=codebook) == [("stance.favor",)] * 2
    assert touched(label("against", flags=("unsure",), nested=True), codebook=codebook) == [
        ("flag.unsure", "mark.nested")
    ]


def test_a_rule_that_is_gone_is_known_from_the_kept_text() -> None:
    def drop(plain: dict[str, Any]) -> None:
        for section in plain["sections"]:
            section["rules"] = [rule for rule in section["rules"] if rule["number"] != "30"]
        plain["edge_cases"] = []

    codebook = edited(drop, raised("3", rules=["30"]))
    kept = {"2": packaged_codebook()}
    assert touched(label("against"), label("favor"), codebook=codebook, snapshots=kept) == [("30",)]
    assert touched(label("favor", rules=(30,)), codebook=codebook) == [("30",)]


def test_what_a_rule_concerned_before_its_change_counts_too() -> None:
    codebook = edited(
        lambda plain: rule_of(plain, 30).update(concerns={"stance": ["favor"]}), raised("2.1", rules=["30"])
    )
    kept = {"2": packaged_codebook()}
    assert touched(label("against"), label("favor"), codebook=codebook, snapshots=kept) == [("30",), ("30",)]
    assert touched(label("against"), codebook=codebook) == []


def test_all_touches_every_label_that_a_rule_concerns() -> None:
    (rules,) = touched(label("favor"), codebook=edited(raised("3", rules=["all"])))
    assert "1" in rules and "27" in rules and "30" not in rules and "stance.favor" in rules


@pytest.mark.parametrize(
    ("concerns", "given", "expected"),
    [
        ({"any": True}, {}, True),
        ({"stance": ["against"]}, {"stance": "against"}, True),
        ({"stance": ["against"]}, {"stance": None, "sentiment": None}, False),
        ({"sentiment": ["negative"]}, {"sentiment": "negative"}, True),
        ({"marks": ["headline"]}, {"headline": True}, True),
        ({"marks": ["headline"]}, {"nested": True}, False),
        ({"flags": ["wrong_target"]}, {"flags": ("unsure", "wrong_target")}, True),
        ({"domestic": True}, {"speaker_country": "TGO"}, True),
        ({"domestic": True}, {"speaker_country": "GHA"}, False),
        ({"bodies": True}, {"target": "EUE"}, True),
        ({"bodies": True}, {"speaker_country": "UNO"}, True),
        ({"bodies": True}, {"speaker_country": "GHA"}, False),
    ],
)
def test_concerns_cover_what_they_name(concerns: dict[str, Any], given: dict[str, Any], expected: bool) -> None:
    assert Concerns(**concerns).cover(label(**given)) is expected


def test_versions_are_counted_and_told_where_they_are_mixed() -> None:
    versions = mixed_versions([label(), label(codebook="2.10"), label(codebook="2.9"), label()])
    assert list(versions.items()) == [("2", 2), ("2.9", 1), ("2.10", 1)]
    assert (
        versions_sentence(versions) == "The labels follow several versions of the codebook: 2 (2), 2.9 (1), 2.10 (1)."
    )
    assert versions_sentence(mixed_versions([label()]), packaged_codebook()) == ""


def test_a_version_that_the_codebook_never_heard_of_is_told_and_not_asked_again() -> None:
    odd = label("against", codebook="our draft")
    told = versions_sentence(mixed_versions([odd, label()]), NEWER)
    assert "1 label of version 'our draft': configs/codebook.yaml (version 2.1) has never heard of it" in told
    assert touched(odd) == []
