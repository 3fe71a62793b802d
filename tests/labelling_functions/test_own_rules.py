"""What a researcher writes: patterns in YAML, functions in Python, and the mistakes in both."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.labelling_functions import SeenExample, Vote, function_rules, pattern_rules, votes_of_rules
from pipeline.labelling_functions.study_rules import study_rules
from pipeline.languages import language
from tests.invented import invented_example

GOOD = """
words: {boats: [trawler, trawlers]}
rules:
- name: trawlers
  description: Trawlers near the coast.
  stance: against
  within: 2
  patterns: ["TARGET … {boats}", "{condemning} TARGET"]
  says: ["‹SPEAKER› saw ‹TARGET› pair trawlers.", "‹SPEAKER› condemned ‹TARGET›."]
"""


def write(folder: Path, text: str, name: str = "rules.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_patterns_may_use_the_lists_of_the_language(tmp_path: Path) -> None:
    (rule,) = pattern_rules(write(tmp_path, GOOD), language("en"))
    assert rule.annotator == "rule:trawlers"
    assert rule.judge(SeenExample("No ‹TARGET› trawler came.")) == Vote("favor")
    assert rule.judge(SeenExample("‹TARGET› boats came.")) == Vote()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("stance: against", "stance: contra"), r"rules\.yaml: rule 1 \('trawlers'\): stance: input should be"),
        (("stance: against", "stanse: against"), "the key 'stanse' is not known. Did you mean 'stance'"),
        (("  stance: against\n", ""), "gives neither a stance nor a sentiment"),
        (("{boats}", "{boat}"), "rule 'trawlers': there is no list 'boat'. Did you mean 'boats'"),
        (('"TARGET … {boats}"', '"… {boats}"'), "begins or ends with a gap"),
        (('"TARGET … {boats}"', '"TARGET {boats"'), "cannot be read"),
        (("saw ‹TARGET› pair trawlers", "saw ‹OTHER› trawlers"), "stands under says, but it gives nothing"),
        (("name: trawlers", "name: My Rule"), "'My Rule' must be of small letters"),
        (("[trawler, trawlers]", "[trawler, trawler]"), "holds 'trawler' twice"),
        (("words:", "rules: []\nwords:"), "line 4: is no YAML: the key 'rules' stands twice"),
        (("within: 2", "within: many"), "within: input should be a valid integer"),
        (("  patterns:", "  pattern:"), "the key 'pattern' is not known. Did you mean 'patterns'"),
    ],
)
def test_a_mistake_in_the_file_names_the_rule(tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(PipelineError, match=sentence):
        pattern_rules(write(tmp_path, GOOD.replace(*change)), language("en"))


FUNCTIONS = '''
import re
from pathlib import Path

def ferry(example):
    """Ferries are blamed."""
    return "against" if "ferry" in example.text else None

def mood(example):
    return ("favor", "positive") if "friend" in example.masked and example.speaker_country == "KEN" else None

def _helper(example):
    raise RuntimeError
'''


def test_public_functions_are_rules(tmp_path: Path) -> None:
    rules = function_rules(write(tmp_path, FUNCTIONS, "own.py"))
    assert [(rule.name, rule.description) for rule in rules] == [("ferry", "Ferries are blamed."), ("mood", "")]
    examples = [
        invented_example(1, "Kenya blamed Uganda for the ferry."),
        invented_example(2, "Uganda is a friend, Kenya said."),
    ]
    found = [dict(voted.votes) for voted in votes_of_rules(rules, examples)]
    assert found == [{"ferry": Vote("against")}, {"mood": Vote("favor", "positive")}]


def test_where_some_are_marked_the_others_are_helpers(tmp_path: Path) -> None:
    text = (
        "from pipeline.labelling_functions import labelling_function\n"
        "def words(example):\n    return example.masked.split()\n"
        "@labelling_function\ndef first(example):\n    return 'neutral' if words(example)[0] == '‹TARGET›' else None\n"
    )
    (rule,) = function_rules(write(tmp_path, text, "own.py"))
    (voted,) = votes_of_rules([rule], [invented_example(1, "Uganda waits, Kenya said.")])
    assert voted.votes == {"first": Vote("neutral")}


def test_a_function_that_fails_is_named_with_its_line_and_the_example(tmp_path: Path) -> None:
    path = write(tmp_path, "def third(example):\n    words = example.text.split()\n    return words[30]\n", "own.py")
    with pytest.raises(
        PipelineError, match=r"own\.py line 3: the function 'third' failed on the example e001 \('Kenya"
    ):
        list(votes_of_rules(function_rules(path), [invented_example(1, "Kenya thanked Uganda.")]))


def test_a_file_of_functions_may_hold_a_dataclass(tmp_path: Path) -> None:
    text = (
        "from __future__ import annotations\n\nfrom dataclasses import dataclass\n\n\n@dataclass\nclass Word:\n"
        "    form: str\n\n\ndef thanks(example):\n    return 'favor' if Word('thanked').form in example.text else None\n"
    )
    (rule,) = function_rules(write(tmp_path, text, "own.py"))
    assert rule.name == "thanks"


@pytest.mark.parametrize("value", ["'contra'", "1", "True", "('favor', 'sad')", "{'position': 'favor'}", "['favor']"])
def test_what_is_no_vote_is_refused(tmp_path: Path, value: str) -> None:
    path = write(tmp_path, f"def odd(example):\n    return {value}\n", "own.py")
    with pytest.raises(PipelineError, match="the function 'odd' returned"):
        list(votes_of_rules(function_rules(path), [invented_example(1, "Kenya thanked Uganda.")]))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("def broken(:\n", r"own\.py line 1: is no Python"),
        ("import nothing_of_this_name\n", "failed when it was run: ModuleNotFoundError"),
        ("x = 1\n", "holds no public function"),
        ("def two(a, b):\n    pass\n", "'two' must take one argument"),
    ],
)
def test_a_file_that_is_no_set_of_functions_is_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(PipelineError, match=sentence):
        function_rules(write(tmp_path, text, "own.py"))


def test_a_rule_of_the_study_takes_the_place_of_the_packages_and_never_of_another_of_its_own(elsewhere: Path) -> None:
    (elsewhere / "configs").mkdir()
    write(elsewhere / "configs", GOOD.replace("name: trawlers", "name: thanks"))
    rules = {rule.name: rule for rule in study_rules(["en"])}
    assert len(rules) > 12 and rules["thanks"].source.endswith("rules.yaml")
    assert [rule.name for rule in study_rules(["en"], defaults=False)] == ["thanks"]
    own = write(elsewhere, "def thanks(example):\n    return None\n", "own.py")
    with pytest.raises(PipelineError, match=r"own\.py: a rule 'thanks' is also in configs/rules\.yaml"):
        study_rules(["en"], functions=own)
    with pytest.raises(PipelineError, match=r"there is no rule 'thank'\. Did you mean 'thanks'"):
        study_rules(["en"], only=["thank"])
