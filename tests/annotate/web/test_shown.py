"""The text of an item as it is drawn: each word once, marked where it should be, and an earlier answer found again."""

from __future__ import annotations

from dataclasses import replace

from pipeline.annotate.items import Item, Paragraph
from pipeline.annotate.pieces import Mark, pieces
from pipeline.annotate.web.earlier import earlier_answer
from pipeline.annotate.web.shown import shown_text
from pipeline.records import Label

TEXT = "Title\n\nKari Dahl said Chile had helped. Kari left.\n\nEnd."


def marked(*words: tuple[str, str]) -> list[Mark]:
    return [Mark(TEXT.index(text), TEXT.index(text) + len(text), kind) for text, kind in words]


def paragraphs(*words: tuple[str, str]) -> tuple[Paragraph, ...]:
    found: list[list[int]] = [[]]
    cut = pieces(TEXT, marked(*words))
    for piece in cut:
        found[-1].append(piece.number)
        if "\n" in piece.text and not TEXT[piece.end : piece.end + 1].isspace():
            found.append([])
    return tuple(
        Paragraph(tuple(cut[number] for number in numbers), near=place < 2) for place, numbers in enumerate(found)
    )


def item() -> Item:
    first, *_, last = (
        piece.number
        for paragraph in paragraphs(("Chile had helped", "statement"))
        for piece in paragraph.pieces
        if piece.kinds
    )
    return Item(
        "item-1", "article-1", None, None, None, "Title", "CHL", "Chile", "Kari Dahl", "NOR", "Norway", "indirect", False, False,
        False, "Chile had helped", first, last, None, paragraphs(), 0, 0, "random", False,
    )  # fmt: skip


def label(**changes: object) -> Label:
    start = TEXT.index("Chile had helped")
    made = Label(
        "one.txt", "Chile had helped", "CHL", "favor", "positive", "Ana", "2", "2026-03-01", start, start + 16, "Kari Dahl", "NOR",
        example_id="item-1", label_id="label-0001",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def test_every_piece_is_drawn_once_and_in_order() -> None:
    drawn = [piece for paragraph in shown_text(paragraphs(("Chile", "target"))) for piece in paragraph.pieces]
    assert "".join(piece.text for piece in drawn) == TEXT
    assert [piece.number for piece in drawn] == list(range(len(drawn)))


def test_marks_begin_and_end_and_say_in_words_what_they_are() -> None:
    text = shown_text(paragraphs(("Kari Dahl", "speaker"), ("Chile had helped", "statement"), ("Chile", "target")))
    drawn = {piece.text: piece for paragraph in text for piece in paragraph.pieces}
    assert drawn["Dahl"].classes == "speaker speaker-last" and drawn["Dahl"].tag == ""
    assert (
        drawn["Chile"].classes == "statement statement-first target target-first target-last"
        and drawn["Chile"].tag == "target"
    )
    assert drawn["helped"].classes == "statement statement-last" and drawn["said"].classes == ""


def test_breaks_between_paragraphs_have_numbers_and_take_no_room() -> None:
    for paragraph in shown_text(paragraphs()):
        for piece in paragraph.pieces:
            assert (piece.classes == "break") == ("\n" in piece.text)


def test_an_answer_that_mended_nothing_gives_no_borders() -> None:
    told = earlier_answer(item(), label())
    assert told["first_piece"] is None and told["speaker_first_piece"] is None and told["stance"] == "favor"


def test_mended_borders_and_speaker_are_found_again() -> None:
    start = TEXT.index("had helped")
    told = earlier_answer(
        item(), label(start=start, end=start + 10, text="had helped", speaker="Kari", flags=("skipped", "unsure"))
    )
    every = [piece for paragraph in item().paragraphs for piece in paragraph.pieces]
    assert "".join(p.text for p in every[told["first_piece"] : told["last_piece"] + 1]) == "had helped"
    # Of the two, the one that stands nearer to the statement.
    assert every[told["speaker_first_piece"]].start == TEXT.index("Kari Dahl") and told["flags"] == ["unsure"]


def test_a_speaker_who_is_not_in_the_text_has_no_place() -> None:
    assert earlier_answer(item(), label(speaker="Somebody"))["speaker_first_piece"] is None
