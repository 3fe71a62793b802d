"""Texts of no kind that anyone would write are read in reasonable time."""

import time

import pytest

from pipeline.config import load_config
from pipeline.ingest.text.language import detect_language
from pipeline.ingest.text.many_in_one import documents_of
from pipeline.ingest.text.plain_text import parse_plain_text
from pipeline.languages import language

CONFIG = load_config().ingest
ENGLISH = language("en")
N = 60_000


@pytest.mark.parametrize(
    "text",
    [
        " " * N + "x",
        "x" + " " * N + "y",
        "Title\n\nx" + " " * N + "y.",
        "\f" * N + "x",
        "\n" * N + "x",
        "1" * N + "x",
        "x-\n" * (N // 3),
        "word " * (N // 5),
        "Kenya " * (N // 6),
        "Kenya, " * (N // 7),
        "\u00ad" * N,
        "| " * (N // 2),
        "." * N,
        '."' * (N // 2),
        "LANGUAGE: " * (N // 10),
        "_" * N,
        "@a " * (N // 3),
        "\x00" * N,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_time_does_not_grow_with_the_square_of_the_length(text: str) -> None:
    before = time.process_time()
    documents_of(text, "text.txt", CONFIG)
    parse_plain_text(text, ENGLISH)
    detect_language(text)
    # A look at every pair of characters would take minutes.
    assert time.process_time() - before < 5
