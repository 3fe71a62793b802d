"""Texts that editors of web pages saved as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest.readers.rich_text import paragraphs_of
from tests.ingest.readers.reading import TEXT, only

DRAFT = {"blocks": [{"key": "a", "text": "One.", "type": "unstyled"}, {"key": "b", "text": "Two."}], "entityMap": {}}
EDITOR = {
    "time": 1,
    "blocks": [{"type": "header", "data": {"text": "One."}}, {"type": "paragraph", "data": {"text": "Two."}}],
}
PROSE = {
    "type": "doc",
    "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "O"}, {"type": "text", "marks": [], "text": "ne."}]},
        {"type": "paragraph", "content": [{"type": "text", "text": "Two."}]},
    ],
}
SLATE = [
    {"type": "p", "children": [{"text": "One."}]},
    {"type": "p", "children": [{"text": "Tw"}, {"text": "o.", "bold": True}]},
]


@pytest.mark.parametrize("value", [DRAFT, EDITOR, PROSE, SLATE, {"paragraphs": ["One.", "Two."]}])
def test_the_paragraphs_of_an_editor(value: Any) -> None:
    assert paragraphs_of(value) == ["One.", "Two."]


@pytest.mark.parametrize("value", [{}, [], 3, None, {"score": 1}, {"type": "doc"}, [[[]]]])
def test_what_no_editor_writes_has_none(value: Any) -> None:
    assert paragraphs_of(value) == []


def test_a_cell_of_json_gives_its_words_and_other_braces_stay(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": json.dumps({"blocks": [{"text": TEXT}]})}))
    assert only(tmp_path / "a.jsonl").content == TEXT
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": json.dumps(f"<p>{TEXT}</p>\n<p>Two.</p>")}))
    assert only(tmp_path / "b.jsonl").content == f"{TEXT}\n\nTwo."
    for plain in (f'"Yes," she said. {TEXT} "No"', "{Kampala} " + TEXT, '{"a": 1} ' + TEXT):
        (tmp_path / "c.jsonl").write_text(json.dumps({"text": plain}))
        assert only(tmp_path / "c.jsonl").content == plain
