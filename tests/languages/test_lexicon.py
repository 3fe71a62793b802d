import re
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PipelineError
from pipeline.languages.lexicon import WordLists, Words, any_of, opening_of


class Lists(WordLists):
    disjoint: ClassVar = (("one", "other"),)

    one: Words
    other: Words


def read(folder: Path, text: str) -> Lists:
    (folder / "lists.yaml").write_text(text, encoding="utf-8")
    return Lists.read(folder, "lists.yaml")


def test_words_that_yaml_reads_as_something_else_stay_words(tmp_path: Path) -> None:
    lists = read(tmp_path, "one: [no, on, ON, yes, 1, 1.5, null, ~, 2019-01-01]\nother: [off]")
    assert lists.one == {"no", "on", "ON", "yes", "1", "1.5", "null", "~", "2019-01-01"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("one: [a, b, a]\nother: []", "'one' holds 'a' twice"),
        ("one: [a, '']\nother: []", "'one' holds '', which is no word"),
        ("one: [a, [b]]\nother: []", "which is no word"),
        ("one: a\nother: []", "'one' must be a list of words"),
        ("one: [a]\nother: [b, a]", "'a' is in one and in other"),
        ("one: [a]", "'other'"),
        ("one: [a]\nother: []\nthird: []", "'third'"),
        ("one: [a]\none: [b]\nother: []", "the key 'one' stands twice"),
        ("one: [a\nother: []", "cannot be read as word lists"),
    ],
)
def test_a_mistake_in_a_list_is_named_with_its_file(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PipelineError, match=r"lists\.yaml: ") as caught:
        read(tmp_path, text)
    assert message in str(caught.value)


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="cannot be read"):
        Lists.read(tmp_path, "lists.yaml")


SIGNS = "aAbß]^-\\ .’"


@given(
    st.sets(st.text(SIGNS, min_size=1, max_size=3)), st.text(SIGNS, max_size=30), st.sampled_from([0, re.IGNORECASE])
)
def test_a_pattern_finds_the_same_behind_its_opening(words: set[str], text: str, flag: int) -> None:
    plain, opened = (rf"{before}(?:{any_of(words)})" for before in ("", opening_of(words)))
    found, again = ([match.span() for match in re.finditer(pattern, text, flag)] for pattern in (plain, opened))
    assert found == again
