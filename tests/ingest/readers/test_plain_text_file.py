"""Files of plain text with what other programs left in them."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.readers.reading import TEXT, only


def test_entities_and_tags_of_the_page_a_text_comes_from_are_read_as_such(tmp_path: Path) -> None:
    path = tmp_path / "saved.txt"
    path.write_text(f"Row grows\n\n<p>&ldquo;Uganda lied,&rdquo; said Kenya&#8217;s <em>envoy</em>.</p>\n<p>{TEXT}</p>\n")
    assert only(path).content == f"Row grows\n\n“Uganda lied,” said Kenya’s envoy.\n\n{TEXT}"


def test_line_breaks_of_a_text_with_one_entity_stay(tmp_path: Path) -> None:
    path = tmp_path / "saved.txt"
    path.write_text(f"Row grows\nBy Ann Lee\n\nKenya&rsquo;s envoy left.\n{TEXT}\n")
    assert only(path).content == f"Row grows\nBy Ann Lee\n\nKenya’s envoy left.\n{TEXT}"
