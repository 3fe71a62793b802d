"""The package's own rules: each says what the passages beside it promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.labelling_functions import SeenExample, Vote, default_rules, pattern_rules
from pipeline.labelling_functions.pattern_rules import default_file
from pipeline.labelling_functions.rules_file import RuleEntry, read_rules_file
from pipeline.languages import language

FILE = read_rules_file(default_file("en"))
RULES = {rule.name: rule for rule in default_rules("en")}
ROOM = Path(__file__).resolve().parents[2] / "pipeline" / "labelling_functions"


def passages() -> Iterator[tuple[str, str, Vote]]:
    for entry in FILE.rules:
        vote = Vote(entry.stance, entry.sentiment)
        yield from ((entry.name, passage, vote) for passage in entry.says)
        yield from ((entry.name, passage, vote.negated()) for passage in entry.flips)
        yield from ((entry.name, passage, Vote()) for passage in entry.silent)


@pytest.mark.parametrize(("name", "passage", "vote"), list(passages()))
def test_a_rule_says_what_is_promised(name: str, passage: str, vote: Vote) -> None:
    assert RULES[name].judge(SeenExample(passage)) == vote


@pytest.mark.parametrize("entry", FILE.rules, ids=lambda entry: entry.name)
def test_every_rule_shows_when_it_speaks_and_when_it_does_not(entry: RuleEntry) -> None:
    assert entry.says and entry.silent and entry.description.endswith(".")
    assert entry.negated != "flips" or not Vote(entry.stance, entry.sentiment).negated().silent


def test_every_list_is_used() -> None:
    used = {name for entry in FILE.rules for p in entry.patterns for name in re.findall(r"\{(\w+)\}", p)}
    assert {*FILE.verbs, *FILE.words} - used - {name for entry in FILE.rules for name in entry.denied_by} == set()


def test_the_words_stand_in_the_file_of_the_language_and_not_in_the_code() -> None:
    words = {word for entry in FILE.verbs.values() for word in entry if len(word) > 4} - {"expect", "cancel"}
    for path in ROOM.glob("*.py"):
        strings = set(re.findall(r"\"(\w+)\"", path.read_text(encoding="utf-8")))
        assert not strings & words, path


def test_no_rule_speaks_of_another_target_in_the_same_passage() -> None:
    passage = "‹SPEAKER› condemned ‹OTHER› for the raid and met the ‹OTHER› envoy; ‹TARGET› was quiet."
    assert {name: vote for name, rule in RULES.items() if not (vote := rule.judge(SeenExample(passage))).silent} == {}


@pytest.mark.parametrize(
    ("passage", "stance"),
    [
        ("‹SPEAKER› and ‹OTHER› condemned ‹TARGET›.", "against"),
        ("‹OTHER› and ‹SPEAKER› condemned ‹TARGET›.", "against"),
        ("‹OTHER›, ‹SPEAKER› and ‹OTHER› condemned ‹TARGET›.", "against"),
        ("‹SPEAKER›'s envoy to ‹OTHER› condemned ‹TARGET›.", "against"),
        ("‹SPEAKER› said that ‹OTHER› condemned ‹TARGET›.", None),
        ("‹SPEAKER› condemned ‹OTHER› and ‹TARGET›.", "against"),
        ("‹SPEAKER› condemned ‹OTHER›'s raid on ‹TARGET›.", None),
        ("‹SPEAKER› has never condemned ‹TARGET›.", "favor"),
        ("‹SPEAKER› didn’t condemn ‹TARGET›.", "favor"),
        ("Unbowed, ‹SPEAKER› CONDEMNS ‹TARGET›.", "against"),
    ],
)
def test_it_counts_who_acts_and_whether_it_is_denied(passage: str, stance: str | None) -> None:
    assert RULES["condemnation"].judge(SeenExample(passage)).stance == stance


def test_the_checked_and_the_unchecked_reading_are_one() -> None:
    checked = pattern_rules(default_file("en"), language("en"))
    assert [rule.name for rule in checked] == list(RULES)
