"""Columns as bytes, read back as the page reads them."""

from __future__ import annotations

import base64
import gzip
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.payload import SEPARATOR, as_text, pack, smallest


def unpacked(data: bytes) -> dict[str, list[object]]:
    length = int.from_bytes(data[:4], "little")
    found: dict[str, list[object]] = {}
    for name, (kind, place, size, number) in json.loads(data[4 : 4 + length]).items():
        start = 4 + length + place
        assert start % 8 == 0, "a typed array would not start here"
        body = data[start : start + size]
        if kind == "text":
            found[name] = body.decode().split(SEPARATOR) if number else []
        else:
            found[name] = np.frombuffer(body, kind).tolist()
        assert len(found[name]) == number
    return found


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters=SEPARATOR))), st.lists(st.integers(0, 2**32 - 1))
)
def test_what_is_packed_comes_out(texts: list[str], numbers: list[int]) -> None:
    found = unpacked(pack({"texts": texts, "numbers": smallest(np.array(numbers, dtype=np.int64))}))
    assert found == {"texts": texts, "numbers": numbers}


@pytest.mark.parametrize(("most", "kind"), [(0, "uint8"), (255, "uint8"), (256, "uint16"), (70_000, "uint32")])
def test_numbers_take_the_smallest_type(most: int, kind: str) -> None:
    assert smallest(np.array([0, most])).dtype.name == kind
    assert smallest(np.array([-1, 5])).dtype.name == "int32"


def test_equal_columns_give_equal_text_with_no_time_in_it() -> None:
    text = as_text(pack({"a": ["x", "y"]}))
    assert text == as_text(pack({"a": ["x", "y"]})) and base64.b64decode(text)[4:8] == bytes(4)
    assert gzip.decompress(base64.b64decode(text)) == pack({"a": ["x", "y"]})
