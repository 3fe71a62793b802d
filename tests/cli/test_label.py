"""``stance label``: what is asked for is checked before the work."""

from __future__ import annotations

from pathlib import Path


def test_a_report_that_is_there_is_told_of_before_anything_is_labelled(stance, elsewhere: Path) -> None:
    page = elsewhere / "labels.html"
    page.write_text("mine", encoding="utf-8")
    result = stance("label", "--report", "labels.html")
    assert result.code == 2 and "labels.html: is there already" in result.err
    assert page.read_text(encoding="utf-8") == "mine" and not (elsewhere / "data" / "gold").exists()
    # With leave to replace it, what is missing is named.
    assert "is there already" not in stance("label", "--report", "labels.html", "--overwrite").err
