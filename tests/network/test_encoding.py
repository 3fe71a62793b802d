from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.masking import in_context
from pipeline.network.encoding import Reader, marked_tokenizer
from pipeline.network.network_file import load_shipped

MARKERS = ["‹TARGET›", "‹SPEAKER›", "‹OTHER›"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_shipped().tokenizer, most=40)


def test_the_markers_are_pieces_of_their_own(reader: Reader) -> None:
    (read,) = reader.read(["‹SPEAKER›'s envoys thanked ‹TARGET›."], spoken=False)
    assert read.roles.tolist().count(1) == 1 and read.roles.tolist().count(2) == 1


@pytest.mark.parametrize("words", ["‹TARGET› lied", "‹SPEAKER› had betrayed ‹TARGET›"])
def test_what_the_speaker_says_is_read_as_said_by_the_speaker(reader: Reader, words: str) -> None:
    (with_prefix,) = reader.read([words])
    (written,) = reader.read([f"‹SPEAKER› said: {words}"], spoken=False)
    np.testing.assert_array_equal(with_prefix.ids, written.ids)
    np.testing.assert_array_equal(with_prefix.roles, written.roles)


def test_a_text_about_the_speaker_is_read_as_it_is(reader: Reader) -> None:
    (read,) = reader.read(["‹SPEAKER› thanked ‹TARGET›"], spoken=False)
    assert (read.roles == 2).sum() == 1
    (without,) = reader.read(["they thanked ‹TARGET›"], spoken=False)
    assert (without.roles == 2).sum() == 1


@pytest.mark.parametrize("before", [0, 30, 10_000])
def test_a_long_text_is_cut_around_its_target(reader: Reader, before: int) -> None:
    (read,) = reader.read(["word " * before + "they thanked ‹TARGET› again " + "word " * 10_000])
    assert len(read.ids) == 42 and (read.roles == 1).sum() == 1


def test_a_near_speaker_stays_with_the_target(reader: Reader) -> None:
    (read,) = reader.read(["word " * 100 + "‹SPEAKER› " + "word " * 25 + "‹TARGET› " + "word " * 100], spoken=False)
    assert set(read.roles) == {0, 1, 2}


def test_a_long_statement_keeps_who_said_it(reader: Reader) -> None:
    (read,) = reader.read(["word " * 10_000 + "they thanked ‹TARGET› " + "word " * 10_000])
    assert read.roles[1] == 2 and len(read.ids) == 42 and (read.roles == 1).sum() == 1


def test_a_later_mention_of_the_target_is_read_too(reader: Reader) -> None:
    near = "they thanked ‹TARGET› and ‹TARGET› again"
    (one,) = reader.windows([near + " word" * 10_000])
    (two,) = reader.windows([near + " word" * 10_000 + " and ‹TARGET› lied"])
    assert [(part.roles == 1).sum() for part in one] == [2]
    assert [(part.roles == 1).sum() for part in two] == [2, 1]


def test_what_comes_before_is_read_before_the_passage(reader: Reader) -> None:
    text = in_context("‹SPEAKER› blamed ‹TARGET› before.", "‹SPEAKER› thanked ‹TARGET›")
    (read,) = reader.read([text], spoken=False)
    (alone,) = reader.read(["‹SPEAKER› thanked ‹TARGET›"], spoken=False)
    length = len(alone.ids) - 1
    assert read.ids[-length:].tolist() == alone.ids[1:].tolist() and read.ids[-length - 1] == read.ids[-1]
    assert [text[start:end] for start, end in read.spans[-length:-1]] == ["‹SPEAKER›", "thanked", "‹TARGET›"]
    assert "blamed" in [text[start:end] for start, end in read.spans]


def test_holder_and_target_are_looked_for_before_the_passage_where_it_has_none(reader: Reader) -> None:
    (both,) = reader.read([in_context("‹SPEAKER› blamed ‹TARGET›.", "‹SPEAKER› thanked ‹TARGET›")], spoken=False)
    assert both.roles.tolist().count(1) == both.roles.tolist().count(2) == 1
    (behind,) = reader.read([in_context("Of ‹TARGET› he spoke.", "‹SPEAKER› said it lied")], spoken=False)
    assert behind.roles.tolist().count(1) == behind.roles.tolist().count(2) == 1
    assert behind.roles.tolist().index(1) < behind.roles.tolist().index(2)


@pytest.mark.parametrize(("words", "read_in_all"), [(5, 15), (10_000, 42)])
def test_the_passage_comes_first_where_room_is_short(reader: Reader, words: int, read_in_all: int) -> None:
    (read,) = reader.read([in_context("word " * words, "‹SPEAKER› said: they thanked ‹TARGET› again")], spoken=False)
    assert len(read.ids) == read_in_all and (read.roles == 1).sum() == 1
    (full,) = reader.read([in_context("word " * words, "‹TARGET› lied " + "and lied " * 100)], spoken=False)
    assert len(full.ids) == 42 and full.roles.tolist().index(1) < 6


def test_a_network_that_was_not_taught_to_read_what_comes_before_does_not() -> None:
    reader = Reader(load_shipped().tokenizer, context=False)
    (read,), (alone,) = (reader.read([text]) for text in (in_context("They lied.", "‹TARGET› left"), "‹TARGET› left"))
    assert read.ids.tolist() == alone.ids.tolist() and read.roles.tolist() == alone.roles.tolist()


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["word", *MARKERS[:2]]), min_size=1, max_size=300))
def test_every_mention_of_the_target_is_in_a_part(words: list[str]) -> None:
    reader = Reader(load_shipped().tokenizer, most=40)
    (parts,) = reader.windows([" ".join(words)], spoken=False)
    read = {span for part in parts for span, role in zip(part.spans, part.roles, strict=True) if role == 1}
    assert len(read) == words.count("‹TARGET›")


@settings(max_examples=60)
@given(st.lists(st.one_of(st.sampled_from(MARKERS), st.text(max_size=8)), max_size=30), st.booleans())
def test_any_text_is_read(parts: list[str], spoken: bool) -> None:
    reader = Reader(load_shipped().tokenizer, most=40)
    text = " ".join(parts)
    (read,) = reader.read([text], spoken=spoken)
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
