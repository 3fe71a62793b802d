"""Unlabelled texts for a teacher to label."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from transfer import named, transfer_texts

from pipeline.masking import OTHER, SPEAKER, TARGET

TEXTS = (
    "Officials in Peru told Mr. Ortiz that Chile had broken the treaty of Lake Verde again.",
    "The harbour was closed for the whole of last week.",
    "Yesterday the Institute for River Studies praised the Ministry of Fish.",
    "Short, Peru.",
    "Peru " * 200,
)


def test_names_are_countries_and_capitalised_words_inside_a_sentence() -> None:
    assert [TEXTS[0][start:end] for start, end in named(TEXTS[0])] == ["Peru", "Chile", "Ortiz", "Lake Verde"]
    assert [TEXTS[2][start:end] for start, end in named(TEXTS[2])] == [
        "Institute for River Studies",
        "Ministry of Fish",
    ]


def test_a_text_has_a_target_and_perhaps_a_speaker_and_its_other_countries_are_masked() -> None:
    for share, speakers in ((0.0, 0), (1.0, 1)):
        chosen = transfer_texts(TEXTS, 10, 3, spoken=True, with_speaker=share)
        assert len(chosen) == 2, "short, long and nameless texts are left out"
        for text in chosen:
            assert text.spoken and text.soft is None and not text.allowed().any()
            assert TARGET in text.masked and (SPEAKER in text.masked) == bool(speakers)
            assert "Peru" not in text.masked and "Chile" not in text.masked
    assert OTHER in "".join(t.masked for t in transfer_texts(TEXTS, 10, 3, spoken=True, with_speaker=0.0))


def test_the_same_seed_chooses_the_same_texts_in_whatever_order_they_come() -> None:
    one = transfer_texts(TEXTS, 1, 5, spoken=False, with_speaker=0.5)
    assert one == transfer_texts(TEXTS[::-1], 1, 5, spoken=False, with_speaker=0.5) and len(one) == 1


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_names_do_not_overlap(text: str) -> None:
    found = sorted(named(text))
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert all(0 <= span.start < span.end <= len(text) for span in found)
