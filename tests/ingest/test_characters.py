"""Characters that cannot be seen are left out, where no script needs them."""

from __future__ import annotations

import pytest

from pipeline.ingest.characters import clean_characters, visible


@pytest.mark.parametrize(
    "text",
    ["Rwan\u00adda", "Rwan\u200bda", "Rwan\u200cda", "Rwan\u200dda", "\u200eRwanda\u200f", "\u202aRwanda\u202c", "\u2068Rwanda\u2069", "\ufeffRwanda"],
)  # fmt: skip
def test_a_name_with_signs_that_cannot_be_seen_is_the_name(text: str) -> None:
    assert visible(text) == "Rwanda"


@pytest.mark.parametrize("text", ["می\u200cخواهم", "क्\u200dष", "👩\u200d💻"])
def test_joiners_stay_where_they_change_what_is_seen(text: str) -> None:
    assert visible(text) == text


def test_spaces_of_every_width_are_one_plain_space() -> None:
    assert clean_characters("a\u00a0\u2009b\u3000c") == "a b c"
