"""What the page asks of the workbench, and what it is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.annotate.added import Missed
from pipeline.annotate.judgements import Conflict, Judgement, Saved
from pipeline.annotate.plan import Plan
from pipeline.annotate.workbench import Workbench
from pipeline.errors import PipelineError
from pipeline.records import content_id
from pipeline.records.ids import text_digest
from tests.annotate.workbenches import STATEMENT, article, workbench


def judge(bench: Workbench, annotator: str, item_id: str, stance: str = "favor", number: int = 0) -> Saved | Conflict:
    seen = bench.judged(item_id, annotator)
    told = Judgement(f"{content_id(annotator)}-{item_id}-{number}", item_id, annotator, stance, "neutral", seconds=4.0)
    return bench.record(told, seen.label_id if seen else None)


def asked(bench: Workbench, annotator: str) -> list[str]:
    """Judge everything that is asked."""
    found = []
    while item := bench.next_item(annotator):
        found.append(item.item_id)
        judge(bench, annotator, item.item_id)
    return found


def test_double_items_go_to_two_annotators_and_others_to_one(tmp_path: Path) -> None:
    with workbench(tmp_path, items=6) as bench:
        first, second, third = (asked(bench, name) for name in ("Ada", "Bo", "Cy"))
        assert len(first) == 6
        assert second == ["example-article-1", "example-article-3", "example-article-5"]
        assert third == []
        assert bench.standing.overview().twice == bench.standing.overview().equal == 3


def test_named_annotators_share_the_work_evenly(tmp_path: Path) -> None:
    names = ["Ada", "Bo", "Cy"]
    with workbench(tmp_path, items=12, annotators=names) as bench:
        totals = [bench.progress(name).total for name in names]
        given = {name: asked(bench, name) for name in names}
        assert totals == [6, 6, 6] == [len(items) for items in given.values()]
        with pytest.raises(PipelineError, match="none of the plan's annotators"):
            bench.next_item("Dee")


def test_two_at_work_are_not_given_the_same_single_item(tmp_path: Path) -> None:
    with workbench(tmp_path, items=4, double_share=0) as bench:
        ada, bo = bench.next_item("Ada"), bench.next_item("Bo")
        assert ada is not None and bo is not None and ada.item_id != bo.item_id
        assert bench.next_item("Ada").item_id == ada.item_id  # type: ignore[union-attr]


def test_two_tabs_on_one_item_save_one_and_tell_the_other(tmp_path: Path) -> None:
    with workbench(tmp_path) as bench:
        item = bench.next_item("Ada")
        assert item is not None
        one = Judgement("tab-one-1", item.item_id, "Ada", "favor", "neutral")
        other = Judgement("tab-two-1", item.item_id, "Ada", "against", "neutral")
        assert bench.record(one, None) == Saved("tab-one-1")
        met = bench.record(other, None)
        assert isinstance(met, Conflict) and met.there.label_id == "tab-one-1"
        # What is sent once more because the answer was lost is no conflict.
        assert bench.record(one, None) == Saved("tab-one-1", again=True)
        assert bench.record(other, "tab-one-1") == Saved("tab-two-1")
        assert bench.record(one, None) == Saved("tab-one-1", again=True)
        assert bench.judged(item.item_id, "Ada").stance == "against"  # type: ignore[union-attr]
    lines = (tmp_path / "labels/annotations.jsonl").read_text().splitlines()
    assert [json.loads(line)["label_id"] for line in lines] == ["tab-one-1", "tab-two-1"]


def test_undo_goes_to_any_depth_and_once_for_each_request(tmp_path: Path) -> None:
    with workbench(tmp_path) as bench:
        done = asked(bench, "Ada")
        assert bench.undo("Ada", "undo-000").item_id == done[-1]  # type: ignore[union-attr]
        assert bench.undo("Ada", "undo-000").item_id == done[-1]  # type: ignore[union-attr]
        assert bench.undo("Ada", "undo-001").item_id == done[-2]  # type: ignore[union-attr]
        assert bench.progress("Ada").done == 2
    with workbench(tmp_path) as again:
        assert again.progress("Ada").done == 2
        assert again.next_item("Ada").item_id == done[2]  # type: ignore[union-attr]
        for number in range(2, 4):
            again.undo("Ada", f"undo-00{number}")
        assert again.undo("Ada", "undo-004") is None
        assert (again.progress("Ada").done, again.progress("Ada").total) == (0, 4)


def test_a_skipped_item_is_not_asked_again_but_of_others(tmp_path: Path) -> None:
    with workbench(tmp_path, items=2, double_share=0) as bench:
        bench.record(Judgement("skip-0001", "example-article-0", "Ada", flags=("skipped",)))
        assert bench.next_item("Ada").item_id == "example-article-1"  # type: ignore[union-attr]
        assert bench.next_item("Bo").item_id == "example-article-0"  # type: ignore[union-attr]
        assert bench.skipped("Ada") == ["example-article-0"]
        assert bench.progress("Ada").skipped == 1


def test_a_label_says_how_it_came_about(tmp_path: Path) -> None:
    with workbench(tmp_path) as bench:
        bench.record(
            Judgement(
                "whole-0001", "example-article-0", "Ada", "favor", "positive", ("unsure",), "why?", (27,), 0.6, 7.26
            )
        )
        saved = bench.judged("example-article-0", "Ada")
    assert saved is not None
    text = article(0).text
    assert text[saved.start : saved.end] == saved.text == STATEMENT
    assert saved.article_digest == text_digest(text)
    assert (saved.codebook, saved.queue, saved.sampling_probability, saved.seconds) == ("2", "random", 0.25, 7.3)
    assert (saved.article, saved.flags, saved.rules, saved.sure) == ("data/raw/0.txt", ("unsure",), (27,), False)
    assert saved.time.endswith("Z")


def test_mended_borders_and_speaker_arrive_as_pieces(tmp_path: Path) -> None:
    with workbench(tmp_path) as bench:
        item = bench.item("example-article-0")
        _, last = item.speaker_pieces or (0, 0)
        bench.record(
            Judgement(
                "mended-01", item.item_id, "Ada", "favor", "neutral", ("wrong_border", "wrong_speaker"),
                first_piece=item.first_piece + 2, last_piece=item.last_piece, speaker_first_piece=last, speaker_last_piece=last,
                speaker_country="",
            )
        )  # fmt: skip
        saved = bench.judged(item.item_id, "Ada")
    assert saved is not None
    assert (saved.text, saved.speaker, saved.speaker_country) == ("has never let us down", "Flores", None)
    assert article(0).text[saved.start : saved.end] == saved.text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"stance": "pro"}, "'pro' is no stance"),
        ({"stance": None}, "is missing"),
        ({"flags": ("no_statement",)}, "nothing to judge"),
        ({"flags": ("odd",)}, "'odd' is no flag"),
        ({"rules": (999,)}, "no rule 999"),
        ({"confidence": 2.0}, "from 0 to 1"),
        ({"seconds": float("nan")}, "not a time"),
        ({"label_id": "../../x"}, "no usable label_id"),
        ({"first_piece": 3}, "Only one end"),
        ({"first_piece": 0, "last_piece": 10_000}, "Load the page again"),
        ({"annotator": " \t"}, "has no name"),
        ({"annotator": "rule:x"}, "names that begin with"),
        ({"annotator": "a\u202eb"}, "cannot be seen"),
        ({"item_id": "nothing"}, "has no item"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(tmp_path: Path, changed: dict[str, object], told: str) -> None:
    right = Judgement("right-0001", "example-article-0", "Ada", "favor", "neutral")
    with workbench(tmp_path) as bench:
        with pytest.raises(PipelineError, match=told):
            bench.record(replace(right, **changed))  # type: ignore[arg-type]
        assert bench.judged("example-article-0", "Ada") is None


@pytest.mark.parametrize("name", ["Zoë", "عادل", "a/b\\c", "O'Neil <b>", "Ōe 大江"])
def test_odd_names_of_annotators_are_kept_as_they_are(tmp_path: Path, name: str) -> None:
    with workbench(tmp_path) as bench:
        judge(bench, bench.who.name(f"  {name} "), "example-article-0")
    with workbench(tmp_path) as again:
        assert again.who.known() == [name]


def test_an_adjudicator_decides_what_two_judged_differently(tmp_path: Path) -> None:
    with workbench(tmp_path) as bench:
        judge(bench, "Ada", "example-article-1", "favor")
        judge(bench, "Bo", "example-article-1", "against")
        (found,) = bench.standing.disagreements()
        assert found.differs == ("stance",) and found.decided is None
        assert [one.stance for one in found.labels] == ["favor", "against"]
        bench.record(Judgement("decided-1", found.item_id, "Eve", "against", "neutral"), role="adjudicator")
        assert bench.standing.disagreements()[0].decided.annotator == "Eve"  # type: ignore[union-attr]
        assert (bench.standing.overview().open, bench.standing.overview().decided) == (0, 1)
        met = bench.record(Judgement("decided-2", found.item_id, "Fay", "favor", "neutral"), role="adjudicator")
        assert isinstance(met, Conflict)


def test_a_missed_statement_becomes_an_item_that_lasts(tmp_path: Path) -> None:
    with workbench(tmp_path) as bench:
        beside = bench.item("example-article-0")
        added = bench.add_statement("Ada", beside.item_id, Missed(beside.first_piece, beside.first_piece + 4, "PER"))
        assert added.statement == "Fiji has never"
        assert (
            bench.add_statement("Ada", beside.item_id, Missed(beside.first_piece, beside.first_piece + 4, "PER"))
            == added
        )
        assert bench.progress("Ada").total == 5
    with workbench(tmp_path) as again:
        judge(again, "Ada", added.item_id)
        assert again.progress("Ada").done == 1
        assert again.judged(added.item_id, "Ada").sampling_probability is None  # type: ignore[union-attr]
        assert added.item_id not in asked(again, "Bo")


def test_practice_gives_feedback_and_no_labels(tmp_path: Path) -> None:
    with workbench(tmp_path) as bench:
        item = bench.practice.items()[0]
        practice = bench.codebook.practice[0]
        wrong = next(stance for stance in ("favor", "against") if stance != practice.stance)
        assert not bench.practice.judge(Judgement("practise-1", item.item_id, "Ada", wrong, practice.sentiment)).right
        told = bench.practice.judge(Judgement("practise-2", item.item_id, "Ada", practice.stance, practice.sentiment))
        assert told.right and told.feedback == practice.feedback
        assert bench.practice.done("Ada") == {item.item_id: True}
    assert (tmp_path / "labels/annotations.jsonl").read_bytes() == b""
    assert b'"role": "practice"' in (tmp_path / "annotation/practice.jsonl").read_bytes()


@pytest.mark.parametrize("changed", [{"stance": "against"}, {"note": "so it is"}, {"rules": (27,)}, {"alleged": True}])
def test_an_id_that_was_saved_with_another_answer_is_not_called_saved(
    tmp_path: Path, changed: dict[str, object]
) -> None:
    first = Judgement("label-0001", "example-article-0", "Ada", "favor", "neutral", flags=("wrong_border", "unsure"))
    with workbench(tmp_path) as bench:
        bench.record(first)
        with pytest.raises(PipelineError, match="was saved with another answer"):
            bench.record(replace(first, **changed))  # type: ignore[arg-type]
        # The order of flags and the time that it took are no answer.
        again = replace(first, flags=("unsure", "wrong_border"), seconds=9.0)
        assert bench.record(again) == Saved("label-0001", again=True)


def test_a_page_may_correct_what_it_sent_without_hearing_an_answer(tmp_path: Path) -> None:
    first = Judgement("label-0001", "example-article-0", "Ada", "favor", "neutral")
    with workbench(tmp_path) as bench:
        bench.record(first)
        corrected = replace(first, label_id="label-0002", stance="against")
        assert bench.record(corrected, ["an-older-label", "label-0001"]) == Saved("label-0002")
        assert bench.judged("example-article-0", "Ada").stance == "against"  # type: ignore[union-attr]


def test_half_a_character_in_a_note_is_replaced_and_two_halves_are_one(tmp_path: Path) -> None:
    with workbench(tmp_path) as bench:
        note = "half \ud83d of \ud83d\ude42, whole 🙂"
        bench.record(Judgement("label-0001", "example-article-0", "Ada", "favor", "neutral", note=note))
        assert bench.judged("example-article-0", "Ada").note == "half \ufffd of 🙂, whole 🙂"  # type: ignore[union-attr]


def test_a_blank_line_among_added_statements_is_nothing_and_a_cut_one_is_named(tmp_path: Path) -> None:
    with workbench(tmp_path) as bench:
        beside = bench.item("example-article-0")
        added = bench.add_statement("Ada", beside.item_id, Missed(beside.first_piece, beside.first_piece + 4, "PER"))
    path = tmp_path / "annotation" / "added.jsonl"
    whole = path.read_bytes()
    path.write_bytes(b"\n" + whole)
    with workbench(tmp_path) as bench:
        assert bench.item(added.item_id) == added
    for broken in (whole[:40], b'{"annotator": "Ada"}', b"[]"):
        path.write_bytes(whole + broken + b"\n")
        with pytest.raises(PipelineError, match=r"added\.jsonl line 2: is no statement"):
            Plan(tmp_path / "annotation")
