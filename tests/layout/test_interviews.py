"""Printed interviews: whose words they are, and what is none."""

from __future__ import annotations

import time

import pytest

from pipeline.config import load_config
from pipeline.extract import StatementExtractor
from pipeline.languages import language
from pipeline.layout.interviews import interview_turns
from pipeline.records import Article, Statement

CONFIG = load_config().extract
INTRODUCTION = "Kenyan Foreign Minister Ann Lee met Edgar Poole of the Morning Ledger in Nairobi. Lee has held the office since May."


def statements(text: str, method: str) -> list[Statement]:
    article = Article("id", "a", ["a"], None, None, None, None, "en", [], text, "id")
    (extracted,) = StatementExtractor(CONFIG.model_copy(update={"method": method, "pairs": "named"})).extract([article])
    return extracted.statements


def labels(text: str) -> list[str]:
    return [text[source.start : source.end] for source, _ in interview_turns(text, language("en").layout)]


@pytest.mark.parametrize("method", ["rules", "tagger"])
@pytest.mark.parametrize(("question", "answer"), [("Q:", "A:"), ("Q.", "A."), ("Question:", "Answer:")])
def test_answers_are_those_of_the_person_who_is_introduced(method: str, question: str, answer: str) -> None:
    text = (
        f"{INTRODUCTION}\n\n{question} Do you trust Uganda?\n\n{answer} Uganda has betrayed us.\n\n"
        f"Tanzania never did.\n\n{question} And Chad?\n\n{answer} We admire Chad.\n\nThe talks with Chad go on in June."
    )
    found = {s.content: s for s in statements(text, method) if s.kind == "direct"}
    said = {content: (s.speaker, s.speaker_country) for content, s in found.items()}
    assert said == {
        "Do you trust Uganda?": (None, None),
        "Uganda has betrayed us.": ("Ann Lee", "KEN"),
        "Tanzania never did.": ("Ann Lee", "KEN"),
        "And Chad?": (None, None),
        "We admire Chad.": ("Ann Lee", "KEN"),
    }
    assert found["Do you trust Uganda?"].mode == "question"


@pytest.mark.parametrize("method", ["rules", "tagger"])
def test_names_before_what_they_say(method: str) -> None:
    text = (
        f"{INTRODUCTION}\n\nPoole: Do you trust Uganda?\n\nLee: Uganda has betrayed us.\n\nPoole: And Chad?\n\n"
        "Lee: “We admire Chad.”"
    )
    found = [(s.speaker, s.speaker_country, s.content) for s in statements(text, method) if s.kind == "direct"]
    assert found == [
        ("Edgar Poole", None, "Do you trust Uganda?"),
        ("Ann Lee", "KEN", "Uganda has betrayed us."),
        ("Edgar Poole", None, "And Chad?"),
        ("Ann Lee", "KEN", "We admire Chad."),
    ]


@pytest.mark.parametrize("method", ["rules", "tagger"])
@pytest.mark.parametrize(
    ("asker", "first", "later"),
    [("Q", "Lee", "Lee"), ("The Morning Post", "Ann Lee", "Lee"), ("Interviewer", "Ann Lee", "Ann Lee")],
)
def test_who_only_asks_need_not_be_named_elsewhere(method: str, asker: str, first: str, later: str) -> None:
    text = (
        "Kenyan minister Ann Lee met us in May.\n\n"
        f"{asker}: Do you trust Uganda?\n\n{first}: Uganda has betrayed us.\n\n{asker}: And Chad?\n\n{later}: We admire Chad."
    )
    found = [(s.speaker, s.speaker_country, s.content) for s in statements(text, method) if s.kind == "direct"]
    assert [one for one in found if not one[2].endswith("?")] == [
        ("Ann Lee", "KEN", "Uganda has betrayed us."),
        ("Ann Lee", "KEN", "We admire Chad."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Poll: who won?\n\nUganda: a defeat\n\nPoll: who lost?\n\nChad: a victory",
        "Lee: Who won?\n\nPoole: We did.\n\nLater Lee met Poole.",
        "A: Kenya\n\nB: Chad",
        "A. Lee came first.\n\nQ. Adams came second.",
        "Photo: a street\n\nRelated: a war\n\nPhoto: a house\n\nRelated: a peace",
        "Kenya: 230\n\nChad: 199\n\nKenya: 240\n\nChad: 120\n\nIn the end Kenya and Chad drew.",
        "Lee: one thing\n\nPoole: another\n\nLater Lee met Poole.",
        f"{INTRODUCTION}\n\nUganda: what the minister said\n\nChad: what she did not say",
    ],
)
def test_lists_and_headings_are_no_interviews(text: str) -> None:
    assert labels(text) == []


def test_a_label_may_have_a_title() -> None:
    text = "Dr. Lee: We go.\n\nPoole: When?\n\nDr. Lee: In May.\n\nPoole: Why?\n\nHe thanked Dr. Lee and Poole."
    assert labels(text) == ["Dr. Lee", "Poole", "Dr. Lee", "Poole"]


@pytest.mark.parametrize("method", ["rules", "tagger"])
def test_an_initial_before_the_first_question_is_no_turn(method: str) -> None:
    text = f"A. Stone writes from Nairobi.\n\n{INTRODUCTION}\n\nQ: Do you trust Uganda?\n\nA: Uganda has betrayed us."
    assert [s.speaker for s in statements(text, method) if "betrayed" in s.content] == ["Ann Lee"]


def test_who_answers_stays_unknown_where_nobody_is_introduced() -> None:
    for method in ("rules", "tagger"):
        found = statements("Q: Do you trust Uganda?\n\nA: Uganda has betrayed us.", method)
        assert [s.speaker for s in found] == [None] * len(found)
        assert any("betrayed" in s.content for s in found)


def test_a_long_text_after_a_turn_is_not_all_its_own() -> None:
    text = f"Q: Why?\n\n{'The war went on. ' * 400}\n\nA: Because."
    assert [text[source.start : until] for source, until in interview_turns(text, language("en").layout)] == ["Q", "A"]


def test_long_texts_take_linear_time() -> None:
    began = time.process_time()
    for shape in ("Q: a\nA: b\n", "Lee: a\n", "A", "A ", "Aa ", "Aa: b\n\n", "Q:", "\nQ. "):
        interview_turns(shape * 50_000, language("en").layout)
    interview_turns("".join(f"N{i}: a\nN{i}: b\n" for i in range(30_000)), language("en").layout)
    assert time.process_time() - began < 20
