"""Wire reports are read from the files of their packages, and their lines as those on other news."""

from __future__ import annotations

import json
from pathlib import Path

from pairs import labelled
from wire_reports import lines_of_reports, unwrapped, wire_reports

BODY = "Peru accused Chile of dumping\ncopper, a minister in Lima said.\n    He spoke of &lt;Andes Ltd> too.\n Reuter\n\x03"
TEXT = "Peru accused Chile of dumping copper, a minister in Lima said.\n\nHe spoke of <Andes Ltd> too."


def corpora(folder: Path) -> Path:
    (folder / "reuters-21578").mkdir(parents=True)
    reports = [{"id": "7", "body": BODY}, {"id": "8", "title": "COPPER UP"}]
    (folder / "reuters-21578/reuters-000.json").write_text(json.dumps(reports), encoding="utf-8")
    (folder / "lee").mkdir()
    (folder / "lee/lee_background.cor").write_text("Mali thanked Togo. \nNobody spoke.\n", encoding="utf-8")
    return folder


def test_paragraphs_stand_on_a_line_each_without_signature_and_references() -> None:
    assert unwrapped(BODY) == TEXT


def test_reports_of_both_corpora_are_named_and_those_without_a_text_left_out(tmp_path: Path) -> None:
    assert list(wire_reports(corpora(tmp_path))) == [
        ("reuters-21578/7", TEXT),
        ("lee-background/1", "Mali thanked Togo."),
        ("lee-background/2", "Nobody spoke."),
    ]


def test_a_line_of_a_report_makes_a_pair_reported(tmp_path: Path) -> None:
    line = [0, TEXT.index("\n"), "PER", "CHL", "against", "negative", True]
    report = {"document": "reuters-21578/7", "lines": [line]}
    (tmp_path / "reports-1.jsonl").write_text(json.dumps(report) + "\n", encoding="utf-8")
    lines = lines_of_reports(tmp_path)["reuters-21578/7"]
    pairs = list(labelled("reuters-21578/7", TEXT, None, lines, False))
    assert ("against", "negative", True) in [
        (pair.stance, pair.sentiment, pair.sure) for pair in pairs if pair.reported
    ]
    assert not all(pair.reported for pair in pairs)
