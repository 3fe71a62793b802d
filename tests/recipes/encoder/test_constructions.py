from __future__ import annotations

import re
from collections import Counter, defaultdict

from constructions import compose
from curriculum import composed_lessons

from pipeline.evaluate.behaviour import behaviour_cases, masked_case
from pipeline.records import SENTIMENTS, STANCES


def test_composed_sentences_are_whole_and_balanced() -> None:
    sentences = compose(3000, 1)
    counts = Counter(sentence.stance for sentence in sentences)
    assert set(counts) == set(STANCES) and min(counts.values()) > 800
    assert all("‹TARGET›" in sentence.masked for sentence in sentences)
    assert not any(re.search(r"[{}]", sentence.masked) for sentence in sentences)
    assert {sentence.sentiment for sentence in sentences} == {None, *SENTIMENTS}
    assert compose(50, 2) == compose(50, 2) != compose(50, 3)


def test_a_reporter_s_sentence_names_who_claims_something() -> None:
    quoted = [sentence for sentence in compose(2000, 1) if not sentence.spoken]
    assert {sentence.stance for sentence in quoted} == {"favor", "against", "neutral"}
    assert all("‹SPEAKER›" in sentence.masked and "‹TARGET›" in sentence.masked for sentence in quoted)
    assert any("“‹TARGET› is not our friend" in s.masked and s.stance == "against" for s in compose(20_000, 1))


def test_who_condemns_a_wrong_is_on_the_side_of_the_wronged() -> None:
    sides: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sentence in compose(30_000, 4):
        for turn in ("had no cause when it", "was right when it"):
            before, there, after = sentence.masked.partition(turn)
            if there and ("‹TARGET›" in before) != ("‹TARGET›" in after):
                sides[turn, "actor" if "‹TARGET›" in before else "suffered"].add(sentence.stance)
    assert sides == {
        ("had no cause when it", "actor"): {"against"},
        ("had no cause when it", "suffered"): {"favor"},
        ("was right when it", "actor"): {"favor"},
        ("was right when it", "suffered"): {"against"},
    }


def test_no_behavioural_case_is_taught() -> None:
    def plain(text: str) -> str:
        return re.sub(r"\W+", " ", text.lower()).strip()

    taught = {plain(text.masked) for lesson in composed_lessons(5000, 0) for text in lesson}
    for part in ("behaviour", "behaviour-blind"):
        assert not taught & {plain(masked_case(case) or "-") for case in behaviour_cases(part)}
