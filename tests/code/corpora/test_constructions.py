from __future__ import annotations

import re
from collections import Counter

from pipeline.corpora.constructions import compose
from pipeline.corpora.teaching import composed_lessons
from pipeline.evaluate.behaviour import behaviour_cases, masked_case
from pipeline.schema import SENTIMENTS, STANCES


def test_composed_sentences_are_whole_and_balanced() -> None:
    sentences = compose(3000, 1)
    counts = Counter(sentence.stance for sentence in sentences)
    assert set(counts) == set(STANCES) and min(counts.values()) > 800
    assert all("‹TARGET›" in sentence.masked for sentence in sentences)
    assert not any(re.search(r"[{}]", sentence.masked) for sentence in sentences)
    assert {sentence.sentiment for sentence in sentences} == {None, *SENTIMENTS}
    assert compose(50, 2) == compose(50, 2) != compose(50, 3)


def test_no_behavioural_case_is_taught() -> None:
    def plain(text: str) -> str:
        return re.sub(r"\W+", " ", text.lower()).strip()

    taught = {plain(text.masked) for lesson in composed_lessons(5000, 0) for text in lesson}
    for part in ("behaviour", "behaviour-blind"):
        assert not taught & {plain(masked_case(case) or "-") for case in behaviour_cases(part)}
