from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.train.encoder.network_file import load_shipped
from pipeline.train.encoder.reading import Reader, marked_tokenizer

MARKERS = ["‹TARGET›", "‹SPEAKER›", "‹OTHER›"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_shipped().tokenizer, most=40)


def test_the_markers_are_pieces_of_their_own(reader: Reader) -> None:
    (read,) = reader.read(["‹SPEAKER›'s envoys thanked ‹TARGET›."])
    assert read.roles.tolist().count(1) == 1 and read.roles.tolist().count(2) == 1


def test_a_text_without_a_speaker_is_what_the_speaker_said(reader: Reader) -> None:
    (with_prefix,) = reader.read(["‹TARGET› lied"])
    (written,) = reader.read(["‹SPEAKER› said: ‹TARGET› lied"])
    np.testing.assert_array_equal(with_prefix.ids, written.ids)


@pytest.mark.parametrize("before", [0, 30, 10_000])
def test_a_long_text_is_cut_around_its_target(reader: Reader, before: int) -> None:
    (read,) = reader.read(["word " * before + "they thanked ‹TARGET› again " + "word " * 10_000])
    assert len(read.ids) == 42 and (read.roles == 1).sum() == 1


def test_a_near_speaker_stays_with_the_target(reader: Reader) -> None:
    (read,) = reader.read(["word " * 100 + "‹SPEAKER› " + "word " * 25 + "‹TARGET› " + "word " * 100])
    assert set(read.roles) == {0, 1, 2}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(MARKERS), st.text(max_size=8)), max_size=30))
def test_any_text_is_read(parts: list[str]) -> None:
    reader = Reader(load_shipped().tokenizer, most=40)
    text = " ".join(parts)
    (read,) = reader.read([text])
    assert len(read.ids) == len(read.roles) == len(read.spans) <= 42
    assert all(0 <= start <= end <= len(text) for start, end in read.spans)
    assert ("‹TARGET›" in text) <= bool((read.roles == 1).any())


def test_the_markers_take_spare_places() -> None:
    vocabulary = {f"[unused{i}]": i for i in range(5)}
    described = {"model": {"vocab": vocabulary}, "added_tokens": [], "truncation": {}, "padding": {}}
    marked = json.loads(marked_tokenizer(json.dumps(described)))
    assert marked["model"]["vocab"]["‹TARGET›"] == 1 and len(marked["model"]["vocab"]) == 5
    assert marked["truncation"] is None
    with pytest.raises(KeyError):
        marked_tokenizer(json.dumps({"model": {"vocab": {}}, "added_tokens": []}))
