"""A part keeps its rows packed, and gives any of them back."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Score, arrow_schema
from pipeline.scoring import parts
from pipeline.scoring.parts import Part, PortionCounts
from tests.report.scores import score_row


def part_of(rows: int) -> Part:
    told = [score_row() | {"start": number, "config_version": "c1"} for number in range(rows)]
    table = pa.Table.from_pylist(told, schema=arrow_schema(Score))
    numbers = np.arange(rows, dtype=np.uint64)
    return Part(table, [PortionCounts("k", rows, rows)], numbers, numbers, np.ones(rows, dtype=np.uint64))


@given(st.integers(0, 12), st.integers(1, 5), st.data())
def test_any_of_its_rows_are_unpacked(rows: int, together: int, data: st.DataObject) -> None:
    part = part_of(rows)
    with patch.object(parts, "_GROUP_ROWS", together):
        kept = Part.from_bytes(part.to_bytes())
    for _ in range(3):
        start = data.draw(st.integers(0, rows))
        number = data.draw(st.integers(0, rows - start))
        found = kept.scores.slice(start, number)
        assert found.schema == arrow_schema(Score)
        assert found.column("start").to_pylist() == list(range(start, start + number))


def test_equal_parts_are_equal_bytes() -> None:
    part = part_of(3)
    assert part.to_bytes() == replace(part).to_bytes()
    kept = Part.from_bytes(part.to_bytes())
    assert kept.portions == part.portions and kept.articles.tolist() == [0, 1, 2]


def test_what_is_no_part_is_no_part() -> None:
    with pytest.raises(pa.ArrowInvalid):
        Part.from_bytes(b"no part")
