"""Files of plain text with what other programs left in them."""

from __future__ import annotations

import quopri
from pathlib import Path

from tests.ingest.readers.reading import TEXT, only


def test_entities_and_tags_of_the_page_a_text_comes_from_are_read_as_such(tmp_path: Path) -> None:
    path = tmp_path / "saved.txt"
    path.write_text(
        f"Row grows\n\n<p>&ldquo;Uganda lied,&rdquo; said Kenya&#8217;s <em>envoy</em>.</p>\n<p>{TEXT}</p>\n"
    )
    assert only(path).content == f"Row grows\n\n“Uganda lied,” said Kenya’s envoy.\n\n{TEXT}"


def test_line_breaks_of_a_text_with_one_entity_stay(tmp_path: Path) -> None:
    path = tmp_path / "saved.txt"
    path.write_text(f"Row grows\nBy Ann Lee\n\nKenya&rsquo;s envoy left.\n{TEXT}\n")
    assert only(path).content == f"Row grows\nBy Ann Lee\n\nKenya’s envoy left.\n{TEXT}"


def test_a_text_that_a_mail_program_wrote_with_seven_bits_is_read_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "saved.txt"
    text = f"Row grows\n\n“Uganda lied,” said Kenya’s envoy = a farmer.\n\n{TEXT}\n"
    path.write_bytes(quopri.encodestring(text.encode()))
    assert only(path).content == text


def test_signs_of_equality_are_no_seven_bits(tmp_path: Path) -> None:
    path = tmp_path / "saved.txt"
    path.write_text(f"Row grows\n\nE=MC and so =\n{TEXT}\n")
    assert "E=MC and so =\n" in only(path).content
