"""What the page sends and is told: saved once, never over another tab's answer, taken back to any depth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.annotate.judgements import Review
from pipeline.annotate.store import NotSavedError
from pipeline.annotate.web.serving import listening, usual_port
from pipeline.errors import PipelineError
from tests.annotate.web.served import Served, Told, plain, planned, saved, serving

EMOJI = Told(
    "Title\r\n\r\nKari Dahl said: “Chile has 👩‍🚀 helped us e\u0301normously.” She left.\r\n\r\nThe end.",
    "Chile has 👩‍🚀 helped us e\u0301normously.",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return planned(tmp_path / "plan", [plain(1), EMOJI, plain(3)])


@pytest.fixture
def server(folder: Path) -> Iterator[Served]:
    with serving(folder) as served:
        served.enter()
        yield served


def pieces(server: Served, item_id: str, words: str) -> tuple[int, int]:
    """The first and last piece of some words, as somebody who selects them on the page."""
    every = [piece for paragraph in server.workbench.item(item_id).paragraphs for piece in paragraph.pieces]
    for place in range(len(every)):
        for last in range(place, len(every)):
            joined = "".join(piece.text for piece in every[place : last + 1])
            if joined == words:
                return every[place].number, every[last].number
            if not words.startswith(joined):
                break
    raise AssertionError(words)


def test_a_saved_judgement_is_on_the_disk_and_the_next_item_is_told(server: Served, folder: Path) -> None:
    status, told = server.judge("item-1", "label-0001", note="a note", rules=[27], flags=["unsure"], seconds=3.2)
    assert status == 200 and told["next"] == "/item/item-2"
    (line,) = saved(folder)
    assert line["stance"] == "favor" and line["note"] == "a note" and line["rules"] == [27] and line["seconds"] == 3.2
    assert line["flags"] == ["unsure"] and line["sampling_probability"] == 0.5


def test_a_corrected_answer_under_the_same_id_is_refused_and_under_another_saved(server: Served, folder: Path) -> None:
    server.judge("item-1", "label-0001")
    status, told = server.judge("item-1", "label-0001", stance="against")
    assert status == 400 and "another answer" in told["error"]
    assert server.judge("item-1", "label-0002", stance="against", seen=[None, "label-0001"])[0] == 200
    assert [line["stance"] for line in saved(folder)] == ["favor", "against"]


def test_the_same_judgement_sent_again_is_saved_once(server: Served, folder: Path) -> None:
    for _ in range(3):
        assert server.judge("item-1", "label-0001")[0] == 200
    assert len(saved(folder)) == 1


def test_a_second_tab_is_shown_what_is_there_and_asked(server: Served, folder: Path) -> None:
    server.judge("item-1", "tab-one-1")
    status, told = server.judge("item-1", "tab-two-1", stance="against")
    assert status == 409 and told["there"]["stance"] == "favor" and len(saved(folder)) == 1
    assert server.judge("item-1", "tab-two-1", stance="against", seen=told["there"]["label_id"])[0] == 200
    assert [line["stance"] for line in saved(folder)] == ["favor", "against"]


@pytest.mark.parametrize(
    "answer",
    [
        {"stance": "praise"},
        {"stance": None},
        {"sentiment": None},
        {"flags": ["wrong"]},
        {"first_piece": 0, "last_piece": 10**9},
        {"first_piece": 3},
        {"rules": [999]},
        {"seconds": -1},
        {"seconds": "NaN"},
        {"note": 5},
        {"item_id": "none"},
        {"item_id": None},
        {"label_id": "x"},
        {"annotator": " "},
        {"annotator": "rule: thanks"},
    ],
)
def test_what_cannot_be_a_judgement_is_refused(server: Served, folder: Path, answer: dict[str, object]) -> None:
    status, told = server.judge(**{"item_id": "item-1", "label_id": "label-0001", **answer})  # type: ignore[arg-type]
    assert status == 400 and told["error"].endswith(".") and not saved(folder)


def test_a_full_disk_is_no_fault_of_the_judgement(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise NotSavedError("annotations.jsonl: nothing was saved, the disk is full. Make room.")

    monkeypatch.setattr(server.workbench, "record", refuse)
    status, told = server.judge("item-1", "label-0001")
    assert status == 503 and "disk is full" in told["error"]


def test_mended_words_are_those_that_were_selected(server: Served, folder: Path) -> None:
    first, last = pieces(server, "item-2", "has 👩‍🚀 helped us e\u0301normously")
    speaker = pieces(server, "item-2", "She")
    status, _ = server.judge(
        "item-2", "label-0001", first_piece=first, last_piece=last, speaker_first_piece=speaker[0],
        speaker_last_piece=speaker[1], speaker_country="PER", flags=["wrong_border", "wrong_speaker"],
    )  # fmt: skip
    (line,) = saved(folder)
    assert status == 200 and line["text"] == "has 👩‍🚀 helped us e\u0301normously" and line["speaker"] == "She"
    assert EMOJI.text[line["start"] : line["end"]] == line["text"] and line["speaker_country"] == "PER"


def test_undo_goes_back_to_any_depth_and_gives_the_answer_back(server: Served, folder: Path) -> None:
    first, last = pieces(server, "item-2", "has 👩‍🚀 helped us")
    server.judge("item-1", "label-0001", stance="against")
    server.judge("item-2", "label-0002", note="why", first_piece=first, last_piece=last)
    undone = []
    for number in range(3):
        told = json.loads(server.ask("POST", "/undo", {"annotator": "Ana", "label_id": f"undo-000{number}"})[2])
        undone.append(told["item"])
    assert undone == ["/item/item-2", "/item/item-1", None]
    again = json.loads(server.ask("POST", "/undo", {"annotator": "Ana", "label_id": "undo-0000"})[2])
    assert again["item_id"] == "item-2" and again["label"]["note"] == "why"
    assert (again["label"]["first_piece"], again["label"]["last_piece"]) == (first, last)
    assert len(saved(folder)) == 4 and server.workbench.progress("Ana").done == 0


def test_a_missed_statement_becomes_an_item(server: Served, folder: Path) -> None:
    first, last = pieces(server, "item-1", "She left.")
    body = {
        "annotator": "Ana", "item_id": "item-1", "first_piece": first, "last_piece": last, "target": "PER", "speaker_country": "NOR",
    }  # fmt: skip
    told = json.loads(server.ask("POST", "/add", body)[2])
    assert told["item"].startswith("/item/added-")
    text = server.ask("GET", told["item"])[2]
    assert "Peru" in text and server.judge(told["item"].rpartition("/")[2], "label-0001")[0] == 200
    assert saved(folder)[0]["text"] == "She left." and saved(folder)[0]["target"] == "PER"
    assert server.ask("POST", "/add", {**body, "target": "ZZZ"})[0] == 400


def test_an_item_that_was_judged_shows_what_was_answered(server: Served) -> None:
    server.judge("item-1", "label-0001", stance="against", sentiment="negative", note="my “note”", headline=True)
    text = server.ask("GET", "/item/item-1")[2]
    assert (
        "label-0001" in text
        and "my “note”" in text
        and 'value="against" data-keys="a 2" aria-keyshortcuts="a 2" checked' in text
    )
    assert "Chile kept its word 1 times." in server.ask("GET", "/mine")[2]


def test_another_annotators_answer_is_on_no_page_before_ones_own(server: Served) -> None:
    server.judge("item-1", "bens-0001", annotator="Ben", stance="against", note="a telling note")
    for path in ("/item/item-1", "/next", "/mine", "/overview", "/review"):
        text = server.ask("GET", path)[2]
        assert "telling" not in text and "bens-0001" not in text


def test_who_has_begun_sees_what_others_answered_only_at_the_end(server: Served) -> None:
    server.judge("item-1", "anas-0001", stance="favor")
    server.judge("item-1", "bens-0001", annotator="Ben", stance="against", note="a telling note")
    for path in ("/disagreements", "/disagreements/item-1"):
        text = server.ask("GET", path)[2]
        assert "First your own" in text and "telling" not in text and "against" not in text
    for number in (2, 3):
        server.judge(f"item-{number}", f"anas-000{number}")
    assert "telling" in server.ask("GET", "/disagreements/item-1")[2]


def test_who_decides_sees_both_answers_and_that_label_is_the_adjudicators(server: Served, folder: Path) -> None:
    server.judge("item-1", "anas-0001", stance="favor", note="the ‘kept’")
    server.judge("item-1", "bens-0001", annotator="Ben", stance="against", rules=[29])
    server.enter("Cleo")
    assert "/disagreements/item-1" in server.ask("GET", "/disagreements")[2]
    text = server.ask("GET", "/disagreements/item-1")[2]
    assert "Ana" in text and "Ben" in text and "the ‘kept’" in text and "Rules: 29" in text
    status, told = server.judge("item-1", "cleos-001", annotator="Cleo", stance="against", task="adjudicate")
    assert status == 200 and told["next"] == "/disagreements" and saved(folder)[-1]["role"] == "adjudicator"
    assert server.workbench.standing.disagreements()[0].decided is not None


def test_agreement_is_shown_when_all_is_judged(server: Served) -> None:
    for name in ("Ana", "Ben"):
        server.judge("item-1", f"{name}-label-1", annotator=name)
    assert "Agreement is shown when" in server.ask("GET", "/overview")[2]
    for name in ("Ana", "Ben"):
        for number in (2, 3):
            server.judge(f"item-{number}", f"{name}-label-{number}", annotator=name)
    assert "3 of 3 items that two annotators judged have the same answer (100 %)" in server.ask("GET", "/overview")[2]
    status, _, text = server.ask("GET", "/next")
    assert status == 200 and "All done" in text


def test_a_practice_item_says_why_and_counts_for_nothing(server: Served, folder: Path) -> None:
    item = server.workbench.practice.items()[0]
    assert server.ask("GET", "/practice")[1]["location"] == f"/practice/{item.item_id}"
    practice = server.workbench.codebook.practice[0]
    body = {
        "item_id": item.item_id, "label_id": "practice-0001", "annotator": "Ana", "stance": practice.stance, "sentiment": practice.sentiment,
    }  # fmt: skip
    told = json.loads(server.ask("POST", "/practise", body)[2])
    assert told["right"] and told["feedback"] == practice.feedback and not saved(folder)
    wrong = next(stance for stance in ("favor", "against") if stance != practice.stance)
    assert not json.loads(server.ask("POST", "/practise", {**body, "label_id": "practice-0002", "stance": wrong})[2])[
        "right"
    ]


def test_every_page_can_be_reached(server: Served) -> None:
    for path in (
        "/start",
        "/item/item-1",
        "/mine",
        "/mine?from=-1",
        "/mine?from=%D9%A3",
        "/review",
        "/disagreements",
        "/overview",
        "/codebook",
    ):
        assert server.ask("GET", path)[0] == 200, path
    for path, status in (("/nowhere", 404), ("/item/none", 400), ("/practice/none", 303), ("/disagreements/none", 303)):
        assert server.ask("GET", path)[0] == status


@pytest.mark.parametrize("name", ["Åsa Ñandú", "علي", "a/b\\c", "<b>Ana</b>", "O'Brien; x=1", "50 %"])
def test_any_name_that_a_person_may_have_is_remembered(server: Served, name: str) -> None:
    server.enter(name)
    status, _, text = server.ask("GET", "/item/item-1")
    assert status == 200 and "<b>Ana" not in text
    server.judge("item-1", "label-0001", annotator=name)
    assert server.workbench.who.known() == [name]


@pytest.mark.parametrize("name", ["", "   ", "x" * 500, "a\u202eb", "a\nb\x00", "model: gpt"])
def test_a_name_that_is_none_is_refused_in_a_sentence(server: Served, name: str) -> None:
    status, _, text = server.ask("POST", "/start", {"annotator": name})
    assert status == 400 and json.loads(text)["error"].endswith(".")


def test_an_adjudicator_need_be_none_of_the_named_annotators(tmp_path: Path) -> None:
    folder = planned(tmp_path / "plan", [plain(1)], annotators=["Ana", "Ben"])
    with serving(folder) as server:
        server.enter(None)
        assert server.ask("POST", "/start", {"annotator": "Cleo"})[0] == 400
        status, _, text = server.ask("POST", "/start", {"annotator": "Cleo", "task": "adjudicate"})
        assert status == 200 and json.loads(text)["next"] == "/disagreements"


def test_a_study_has_the_same_port_each_time_and_another_where_it_is_taken() -> None:
    assert usual_port("harbours") == usual_port("harbours") != usual_port("lakes")
    with listening("127.0.0.1", 0, "harbours") as one, listening("127.0.0.1", 0, "harbours") as two:
        assert one.getsockname()[1] != two.getsockname()[1]
        with pytest.raises(PipelineError, match="Choose another --port"):
            listening("127.0.0.1", one.getsockname()[1], "harbours")


def test_a_host_that_is_none_of_this_machine_is_refused() -> None:
    with pytest.raises(PipelineError, match=r"cannot be served at 203\.0\.113\.7"):
        listening("203.0.113.7", 0, "harbours")


def test_labels_that_a_change_of_the_codebook_touches_are_asked_again(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.judge("item-1", "label-0001", stance="against")
    label = server.workbench.judged("item-1", "Ana")
    assert label is not None
    waiting = [Review("item-1", label, ("27", "stance.favor"))]
    monkeypatch.setattr(server.workbench.standing, "review_items", lambda annotator=None: waiting)
    assert "/item/item-1?for=review" in server.ask("GET", "/review")[2]
    text = server.ask("GET", "/item/item-1?for=review")[2]
    assert "since then 27, stance.favor changed" in text and 'aria-keyshortcuts="a 2" checked' in text
    waiting.clear()
    status, told = server.judge("item-1", "label-0002", seen="label-0001", task="review")
    assert status == 200 and told["next"] == "/review"


def test_a_name_in_other_capitals_is_refused_at_the_start(server: Served) -> None:
    server.judge("item-1", "label-0001")
    for task in ("label", "adjudicate"):
        status, _, text = server.ask("POST", "/start", {"annotator": "ANA", "task": task})
        assert status == 400 and "Did you mean 'Ana'" in text
    assert server.ask("POST", "/start", {"annotator": "Ana"})[0] == 200
