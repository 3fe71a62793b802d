"""What is kept of a text, held against an exact count and against datasketch."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.duplicates import sketches as module
from pipeline.ingest.duplicates.collection import Collection, Shelf
from pipeline.ingest.duplicates.comparison import Comparison, compare
from pipeline.ingest.duplicates.sketches import LEAST, LIMIT, NO_LIMIT, SCALE, SEQUENCE, limit, sketches
from tests.ingest.duplicates.invented_news import Newsroom

TEXTS = st.text(max_size=300) | st.lists(
    st.sampled_from(["Ada", "7", "boats,", "more", "…", "“Gulls”", "ÄRGER", "北", "ไทย", "\0", "é"])
).map(" ".join)


def sequences(text: str) -> set[tuple[str, ...]]:
    """The sequences of words of an English text, exactly."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return set(zip(*(words[place:] for place in range(SEQUENCE)), strict=False))


def compared(one: str, other: str) -> Comparison:
    collection = Collection([Shelf.of(dict(zip("ab", sketches([one, other]), strict=True)))])
    return compare(collection, np.array([0]), np.array([1]))


def of_words(numbers: range) -> str:
    return " ".join(f"w{number}" for number in numbers)


@given(st.lists(TEXTS, max_size=6))
def test_a_sketch_depends_on_its_text_alone(texts: list[str]) -> None:
    together = sketches(texts)
    assert [sketch.tolist() for sketch in together] == [sketches([text])[0].tolist() for text in texts]


def test_a_sketch_is_the_same_on_every_machine() -> None:
    # Else what is on disk would be worthless.
    (sketch,) = sketches(["Three boats left the harbour of Ona at 7."])
    assert [f"{key:016x}" for key in sketch.tolist()] == [
        "0c7982ab23c332cc",
        "19cb6465371c7326",
        "926fd492accb0346",
        "9b2b06ba31716d2a",
        "aa57dbec12c1dec4",
        "bfbd37347fc7886d",
    ]


@pytest.mark.parametrize(
    "same",
    [
        "the GULLS, of Ona came back",
        "“The gulls — of Ona” came\nback…",
        "the\xa0gulls of\tOna (came) back!",
        "The Gulls_of Ona came back",
    ],
)
def test_letters_and_digits_count_and_nothing_else(same: str) -> None:
    one, other = sketches(["The gulls of Ona came back.", same])
    assert one.tolist() == other.tolist()


@pytest.mark.parametrize(
    "other", ["The gulls of Ona came late.", "The gulls of Ona back came.", "The gull s of Ona came back."]
)
def test_other_words_make_another_sketch(other: str) -> None:
    one, two = sketches(["The gulls of Ona came back.", other])
    assert one.tolist() != two.tolist()


def test_of_a_short_text_all_sequences_are_kept() -> None:
    text = of_words(range(LEAST + SEQUENCE - 2))
    (sketch,) = sketches([text])
    assert len(sketch) == len(sequences(text)) == LEAST - 1
    assert limit(sketch) == NO_LIMIT


def test_of_a_longer_text_at_least_so_many_are_kept_up_to_its_limit() -> None:
    (sketch,) = sketches([of_words(range(LEAST * 2))])
    assert len(sketch) == LEAST
    assert limit(sketch) == sketch[-1] > LIMIT


@given(st.lists(st.sampled_from(["ona", "gull", "boat", "7", "ärger"]), max_size=25))
def test_each_sequence_is_kept_once(words: list[str]) -> None:
    text = " ".join(words)
    (sketch,) = sketches([text])
    assert len(sketch) == min(LEAST, len(sequences(text)))
    assert all(one < other for one, other in pairwise(sketch.tolist()))


@pytest.mark.parametrize("text", ["", "two words", "\0\0\0", "—", "\ud800", "𝒜"])
def test_what_has_too_few_words_has_an_empty_sketch(text: str) -> None:
    assert [len(sketch) for sketch in sketches([text, "one two three four", text])] == [0, 1, 0]


def test_in_writing_without_spaces_each_letter_is_a_word() -> None:
    assert [len(sketch) for sketch in sketches(["海鷗回到港口", "นกกลับ"])] == [3, 3]


def test_a_letter_and_its_accents_are_one_word() -> None:
    (sketch,) = sketches(["हिन्दी में चार शब्द"])
    assert len(sketch) == 1


def test_the_lowest_bit_says_whether_there_is_a_figure() -> None:
    (sketch,) = sketches(["a b c d 5 e f g h i"])
    assert sum(int(key) & 1 for key in sketch) == SEQUENCE


def test_a_very_long_text_is_taken_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(Newsroom(2).article())
    whole = sketches([text])[0]
    monkeypatch.setattr(module, "BLOCK", 500)
    pieces = sketches([text])[0]
    borders = len(text) // 500 + 1
    assert len(set(whole.tolist()) ^ set(pieces.tolist())) <= borders * (SEQUENCE - 1)
    assert set(pieces.tolist()) <= set(whole.tolist())


def test_a_very_long_text_without_a_space_is_taken_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 50)
    assert len(sketches(["x" * 1000])[0]) <= LEAST


def test_pieces_with_few_low_keys_keep_the_smallest_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    text = of_words(range(60)) + " " + "again and " * 400
    whole = sketches([text])[0]
    monkeypatch.setattr(module, "BLOCK", 600)
    assert limit(sketches([text])[0]) == limit(whole) > LIMIT


@settings(max_examples=40)
@given(st.integers(30, 3000), st.integers(30, 3000), st.floats(0, 1))
def test_shares_are_estimated_within_their_sampling_error(first: int, second: int, share: float) -> None:
    overlap = int(share * min(first, second))
    one, other = of_words(range(first)), of_words(range(first - overlap, first - overlap + second))
    exact_one, exact_other = sequences(one), sequences(other)
    shared = len(exact_one & exact_other)
    found = compared(one, other)
    for estimate, exact, sampled in (
        (found.containment[0], shared / min(len(exact_one), len(exact_other)), min(found.first[0], found.second[0])),
        (
            found.resemblance[0],
            shared / len(exact_one | exact_other),
            found.first[0] + found.second[0] - found.shared[0],
        ),
    ):
        # Of few keys the variance is not known well: that of a share of a half is the largest.
        assert abs(estimate - exact) <= 4.5 * 0.5 / max(1, sampled) ** 0.5


def test_resemblance_agrees_with_the_exact_one_as_well_as_datasketch_does() -> None:
    newsroom, chance = Newsroom(5), random.Random(5)
    errors: dict[str, list[float]] = {"ours": [], "datasketch": []}
    for _ in range(60):
        article = newsroom.article()
        one, other = " ".join(article), " ".join(chance.choice(newsroom.near_copies())(article))
        exact = len(sequences(one) & sequences(other)) / len(sequences(one) | sequences(other))
        errors["ours"].append(float(compared(one, other).resemblance[0]) - exact)
        both = []
        for text in (one, other):
            # As many numbers as our sketch of an article of some 500 words has.
            both.append(MinHash(num_perm=128))
            both[-1].update_batch([" ".join(sequence).encode() for sequence in sequences(text)])
        errors["datasketch"].append(both[0].jaccard(both[1]) - exact)
    ours, theirs = (float(np.sqrt(np.mean(np.square(errors[whose])))) for whose in ("ours", "datasketch"))
    assert ours <= 1.3 * theirs
    assert abs(float(np.mean(errors["ours"]))) < 0.02


def test_an_article_keeps_one_sequence_in_so_many() -> None:
    texts = [" ".join(Newsroom(seed).paragraphs(["Ada Ona"] * 8, 2000)) for seed in range(5)]
    kept = sum(len(sketch) for sketch in sketches(texts)) / sum(len(sequences(text)) for text in texts)
    assert kept == pytest.approx(1 / SCALE, rel=0.1)
