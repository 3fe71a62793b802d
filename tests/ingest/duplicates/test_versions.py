"""Versions of one page are told from copies elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.duplicates import Published, comparable_address
from pipeline.ingest.duplicates.versions import versions

PAGE = "https://www.ona-post.example/harbour"


def test_different_texts_of_a_story_at_one_address_are_versions_by_date() -> None:
    assert versions(
        [
            Published("b", PAGE, "2024-03-02", "g"),
            Published("c", PAGE + "?utm_source=feed#top", "2024-03-01T18:00:00+02:00", "g"),
            Published("a", "http://ona-post.example/harbour/", "2024-03-01T17:30:00Z", "g"),
        ]
    ) == {"c": 1, "a": 2, "b": 3}


def test_a_copy_at_another_address_is_no_version() -> None:
    assert versions([Published("a", PAGE, None, "g"), Published("b", "https://sefa.example/wire/1", None, "g")]) == {
        "a": None,
        "b": None,
    }


def test_another_story_at_the_same_address_is_no_version() -> None:
    assert versions([Published("a", PAGE, None, "g"), Published("b", PAGE, None, "h")]) == {"a": None, "b": None}


def test_one_text_alone_and_one_without_address_have_none() -> None:
    alone = [Published("a", PAGE, "2024-03-01", "g"), Published("b", None, None, "g"), Published("c", "", None, "g")]
    assert versions(alone) == {"a": None, "b": None, "c": None}


def test_the_same_text_met_twice_is_one_version_with_its_first_date() -> None:
    met = [
        Published("a", PAGE, "2024-03-05", "g"),
        Published("b", PAGE, "2024-03-02", "g"),
        Published("a", PAGE, "2024-03-01", "g"),
    ]
    assert versions(met) == {"a": 1, "b": 2}
    assert versions(met[::2]) == {"a": None}


def test_without_a_date_ids_decide_and_the_dated_come_first() -> None:
    met = [
        Published("a", PAGE, None, "g"),
        Published("c", PAGE, "2024-03-01", "g"),
        Published("b", PAGE, "spring", "g"),
    ]
    assert versions(met) == {"c": 1, "a": 2, "b": 3}


@given(
    st.permutations(
        [Published(name, PAGE + slash, when, "g") for name, slash, when in zip("abcd", ["", "/", "#x", "/"], ["2024", None, "2023-01-01", "2023-01-01"], strict=True)]
    )
)  # fmt: skip
def test_versions_do_not_depend_on_order(met: Sequence[Published]) -> None:
    assert versions(met) == versions(sorted(met))


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://www.Ona.example/a/b/?utm_source=x&id=3&fbclid=9#top", "ona.example/a/b?id=3"),
        ("HTTPS://ona.example:443/a//b/", "ona.example/a/b"),
        ("ona.example/a?b=2&a=1", "ona.example/a?a=1&b=2"),
        ("//www2.ona.example", "ona.example"),
        (" https://ona.example/ ", "ona.example"),
    ],
)
def test_what_does_not_change_the_page_is_left_out_of_its_address(url: str, address: str) -> None:
    assert comparable_address(url) == address


@pytest.mark.parametrize("url", ["http://[::1/a", "no address", "", "https://x.example/\udcff"])
def test_what_is_no_address_is_left_as_it_is(url: str) -> None:
    assert comparable_address(url) == url
