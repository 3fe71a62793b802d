import time

import pytest

from pipeline.languages import language
from pipeline.layout.voices import find_voices


def names(text: str) -> list[tuple[str, bool]]:
    return [(text[v.source.start : v.source.end], v.before) for v in find_voices(text, language("en").layout)]


def test_labels_of_a_transcript() -> None:
    text = "WALLACE: Will you go?\n\nPENCE: We will.\n\nDR. ANN LEE: I doubt it."
    assert names(text) == [("WALLACE", True), ("PENCE", True), ("DR. ANN LEE", True)]


def test_a_single_label_may_be_a_heading() -> None:
    assert names("NAIROBI: rain\n\nIt rained.") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We go,” the envoy says.\n\nKELLERMAN (voice-over): And this is it.", "KELLERMAN"),
        ("He left.\n\nANN LEE (through translator): They lied.", "ANN LEE"),
        ("He left.\n\nDR. LEE [off camera]: They lied.", "DR. LEE"),
        ("He left.\n\nAnna de Berg (through an interpreter): They lied.", "Anna de Berg"),
    ],
)
def test_one_turn_with_a_note_on_how_it_is_spoken_is_a_label(text: str, name: str) -> None:
    assert names(text) == [(name, True)]


@pytest.mark.parametrize(
    "line", ["PARIS (Reuters): He left.", "Photo (by Ann Lee): a tree.", "Norway (see below): rain."]
)
def test_a_heading_with_brackets_is_no_label(line: str) -> None:
    assert names(f"It rained.\n\n{line}") == []


def test_a_signed_quotation() -> None:
    assert names("“We are tired of it.” ― Ann Lee\n“So are we.” — Bob de Ray") == [
        ("Ann Lee", False),
        ("Bob de Ray", False),
    ]


def test_a_dash_that_goes_on_is_no_signature() -> None:
    assert names("“Fine” — Ann said so and left the room, and nobody followed her.") == []


def test_long_lines_take_linear_time() -> None:
    began = time.process_time()
    for shape in ("A", "A ", "A: ", "” — A", "A.’-"):
        list(find_voices(shape * 100_000, language("en").layout))
    assert time.process_time() - began < 20
