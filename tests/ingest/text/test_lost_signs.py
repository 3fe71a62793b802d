"""Signs that were lost before a text came here: marks that are plain are put back, and the loss is told."""

from __future__ import annotations

import pytest

from pipeline.config import load_config
from pipeline.ingest.articles import read_document
from pipeline.ingest.documents import Document
from pipeline.ingest.text.lost_signs import with_marks_put_back


def test_quotation_marks_and_apostrophes_are_put_back() -> None:
    text = "�Peru�s fleet lied,� said the minister. She called it �theft�.\n(�We don�t forget!�)"
    told = "“Peru’s fleet lied,” said the minister. She called it “theft”.\n(“We don’t forget!”)"
    assert with_marks_put_back(text) == told


@pytest.mark.parametrize(
    "text", ["Ana R�os left.", "� a list\n� of points", "She said �we left.\nIt ended� there", "no �  � one"]
)
def test_a_sign_that_may_be_any_stays(text: str) -> None:
    assert with_marks_put_back(text) == text


def test_the_loss_is_told() -> None:
    content = "�Peru has lied to us for years,� said Ana Gil, the minister, in Arica."
    read = read_document(Document("a.txt", content, "text", title="Row"), load_config().ingest)
    assert [what.split("(")[0] for what, _ in read.noticed if "lost" in what] == ["text in which signs were lost "]
    whole = read_document(Document("a.txt", content.replace("�", '"'), "text", title="Row"), load_config().ingest)
    assert not any("lost" in what for what, _ in whole.noticed)
