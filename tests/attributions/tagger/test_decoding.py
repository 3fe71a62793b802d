from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.attributions.tagger.decoding import PieceGroup, best_tags, group, with_voices
from pipeline.attributions.tagger.tags import Tag
from pipeline.layout.spans import Span
from pipeline.layout.voices import Voice

O, B, I = Tag.OUTSIDE, Tag.CONTENT_FIRST, Tag.CONTENT  # noqa: E741
SOURCE, SAID = Tag.SOURCE_BEFORE, Tag.CUE_BEFORE


def tags(*values: Tag) -> np.ndarray:
    return np.array([int(v) for v in values])


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_the_best_sequence_is_the_one_that_trying_all_finds(seed: int, length: int) -> None:
    random = np.random.default_rng(seed)
    scores, transitions = random.normal(size=(length, 3)), random.normal(size=(3, 3))

    def value(sequence: tuple[int, ...]) -> float:
        steps = sum(transitions[a, b] for a, b in pairwise(sequence))
        return float(scores[range(length), sequence].sum() + steps)

    best = max(product(range(3), repeat=length), key=value)
    assert tuple(best_tags(scores, transitions)) == best


def test_a_source_belongs_to_the_content_it_points_to() -> None:
    found = group(tags(SOURCE, SAID, B, I, O, B, Tag.CUE_AFTER, Tag.SOURCE_AFTER), np.ones(8))
    assert found == [PieceGroup([(2, 4)], (0, 1), (1, 2)), PieceGroup([(5, 6)], (7, 8), (6, 7))]


def test_a_content_without_a_source_has_the_last_one_of_its_paragraph() -> None:
    sequence = tags(SOURCE, SAID, B, O, B, O, B)
    first, second, third = group(sequence, np.array([1, 1, 1, 1, 1, 2, 2]))
    assert first.source == second.source == (0, 1) and third.source is None


def test_a_source_ends_with_its_paragraph() -> None:
    tags = np.array([Tag.CONTENT_FIRST, Tag.CUE_AFTER, Tag.SOURCE_AFTER, Tag.SOURCE_AFTER, Tag.OUTSIDE])
    (found,) = group(tags, np.array([0, 0, 0, 1, 1]))
    assert found.source == (2, 3)
    tags = np.array([Tag.SOURCE_BEFORE, Tag.SOURCE_BEFORE, Tag.CUE_BEFORE, Tag.CONTENT_FIRST])
    (found,) = group(tags, np.array([0, 1, 1, 1]))
    assert found.source == (1, 2)


def test_a_content_after_a_gap_goes_on() -> None:
    (found,) = group(tags(B, I, Tag.CUE_AFTER, Tag.SOURCE_AFTER, I, I), np.ones(6))
    assert found.contents == [(0, 2), (4, 6)]


def test_after_a_voice_a_new_content_begins() -> None:
    starts = np.arange(6)
    voice = Voice(Span(2, 3), True)
    changed = with_voices(tags(B, I, I, I, I, I), starts, [voice])
    assert changed.tolist() == [B, I, SOURCE, B, I, I]


def test_nothing_gives_nothing() -> None:
    assert len(best_tags(np.zeros((0, 7)), np.zeros((7, 7)))) == 0
    assert group(tags(), np.zeros(0)) == []
