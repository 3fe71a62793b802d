"""Languages, authors and values as tables write them."""

from __future__ import annotations

from typing import Any

import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.fields.authors import author_names
from pipeline.ingest.fields.language_tags import language_code
from pipeline.ingest.fields.values import as_text, flat, is_missing, literal, own_columns


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "EN",
        "English",
        "en-GB",
        "en_US",
        "eng",
        " english (UK) ",
        "English, British",
        "British English",
        "en-us.utf-8",
    ],
)
def test_tags_and_names_of_english(tag: str) -> None:
    assert language_code(tag) == "en"


@pytest.mark.parametrize(
    "tag", [None, "", "nan", "None", "und", "mul", "zxx", "unknown", "klingon", "C", "x" * 1000, "12"]
)
def test_what_names_no_language_leaves_it_to_the_text(tag: str | None) -> None:
    assert language_code(tag) is None


@pytest.mark.parametrize(
    ("tag", "code"),
    [("Deutsch", "de"), ("ger", "de"), ("zh-Hans", "zh"), ("Chinese (Simplified)", "zh"), ("pt-br", "pt"), ("Kiswahili", "sw"),
     ("no", "no"), ("in", "id"), ("iw", "he"), ("nb-NO", "nb"), ("Français", "fr")],
)  # fmt: skip
def test_other_languages(tag: str, code: str) -> None:
    assert language_code(tag) == code


def test_codes_of_three_letters_agree_with_iso_639() -> None:
    told = [language for language in pycountry.languages if language_code(getattr(language, "alpha_2", None))]
    assert len(told) > 120
    assert all(language_code(language.alpha_3) == language.alpha_2 for language in told)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("By Ann Lee and Bo Chen", ["By Ann Lee and Bo Chen"]),
        ("[]", []),
        (["Ann Lee", "", None, "Ann Lee"], ["Ann Lee"]),
        ({"original": "By Ann Lee", "person": []}, ["By Ann Lee"]),
        ([{"role": "editor"}], []),
        ("['unclosed", ["['unclosed"]),
        ([["Ann Lee"]], []),
        (7, ["7"]),
        (None, []),
    ],
)
def test_authors(value: Any, names: list[str]) -> None:
    assert author_names(value) == names


def test_a_literal_is_no_program() -> None:
    for text in (
        "[__import__('os')]",
        "{'a': open('x')}",
        "[" * 10_000 + "]" * 10_000,
        "[1",
        "{1, 2}",
        "[" + "1," * 20_000 + "]",
    ):
        assert literal(text) == text
    assert literal(" {'a': None} ") == {"a": None}


def test_records_within_a_record_are_columns() -> None:
    assert flat({"a": {"b": {"c": 1}, "d": []}, "e": {}, "a.d": 2}) == {"a.b.c": 1, "a.d": [], "e": {}}
    assert flat({"a": "{'b': 1}"}) == {"a": "{'b': 1}"} and flat({"a": "{'b': 1}"}, frozenset("a")) == {"a.b": 1}


def test_namibia_and_a_party_called_none_are_values() -> None:
    assert not is_missing("NA") and own_columns({"country": "NA", "party": "None"}) == {
        "country": "NA",
        "party": "None",
    }


texts = st.text(st.characters(), max_size=12)
values = st.recursive(
    st.none() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(values)
def test_any_value_is_told_as_a_string_that_a_file_can_hold(value: Any) -> None:
    as_text(value).encode()
    assert all(isinstance(name, str) for name in author_names(value))
