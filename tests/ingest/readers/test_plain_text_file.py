"""Files of plain text with what other programs left in them."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest

from tests.ingest.readers.reading import TEXT, only, read


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


LINES = f"Row grows\nBy Ann Lee\n6 May 2020\n    Kenya{{tag}}’s envoy left.\n\n\n{TEXT}\nUganda was silent.\n"


@pytest.mark.parametrize("tag", ["<b>", "<br>", "<p>", "<i></i><br/>"])
def test_one_tag_somewhere_glues_no_lines_together(tmp_path: Path, tag: str) -> None:
    path = tmp_path / "saved.txt"
    path.write_text(LINES.replace("{tag}", tag))
    content = only(path).content
    assert content.startswith("Row grows\nBy Ann Lee\n6 May 2020\n")
    assert content.endswith(f"’s envoy left.\n\n\n{TEXT}\nUganda was silent.")


def test_a_break_before_a_line_break_is_one_break(tmp_path: Path) -> None:
    path = tmp_path / "saved.txt"
    path.write_text(f"Row grows\nBy Ann Lee\n6 May 2020<br>\nKenya’s envoy left.\n{TEXT}\n")
    assert only(path).content == f"Row grows\nBy Ann Lee\n6 May 2020\nKenya’s envoy left.\n{TEXT}"


def test_lines_within_a_paragraph_that_is_marked_as_one_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "saved.txt"
    path.write_text(f"Row grows\nBy Ann Lee\n6 May 2020\n\n<p>Kenya’s\nenvoy left.</p>\n\n\n{TEXT}\n")
    assert only(path).content == f"Row grows\nBy Ann Lee\n6 May 2020\n\nKenya’s envoy left.\n\n{TEXT}"


def test_an_export_with_a_tag_in_one_article_is_read_as_any_other(tmp_path: Path) -> None:
    def export(tag: str) -> str:
        return "\n".join(
            f"                 {number} of 3 DOCUMENTS\n\n\n          The Lake Herald (Kisumu)\n\n         May {number}, 2020 Wednesday\n\n"
            f"Kenya scolds Uganda again\n\nBYLINE: Ann Lee\n\nLENGTH: 61 words\n\n{TEXT}\n\nThe envoy{tag} left\nat noon.\n\n"
            f"LOAD-DATE: May {number}, 2020\n\n"
            for number in (1, 2, 3)
        )

    plain, tagged = tmp_path / "plain.txt", tmp_path / "tagged.txt"
    plain.write_text(export(""))
    tagged.write_text(export("").replace("envoy left", "envoy<br>left", 1))
    (expected, _), (documents, rejects) = read(plain), read(tagged)
    assert not rejects and [document.published for document in documents] == ["2020-05-01", "2020-05-02", "2020-05-03"]
    for one, other in zip(expected, documents, strict=True):
        assert (one.title, one.outlet, one.authors) == (other.title, other.outlet, other.authors)


def test_fields_between_rules_above_a_text_are_its_own(tmp_path: Path) -> None:
    front = '---\r\ntitle: "Row: the river"\r\ndate: 2020-05-06\r\nauthor: Ann Lee\r\ntags: [a, b]\r\n---\r\n\r\n'
    (tmp_path / "a.txt").write_bytes(f"{front}**Kenya** left.\r\n\r\n{TEXT}\r\n".encode())
    document = only(tmp_path / "a.txt")
    assert (document.title, document.published, document.authors) == ("Row: the river", "2020-05-06", ["Ann Lee"])
    assert document.content == f"Kenya left.\n\n{TEXT}" and document.source_path == "a.txt"
    assert document.own_columns == {"tags": '["a", "b"]'}


@pytest.mark.parametrize("above", ["---\nKenya left the talks.\n---\n", "---\na: [1\n---\n", "---\n\n---\n"])
def test_other_lines_between_rules_are_text(tmp_path: Path, above: str) -> None:
    (tmp_path / "a.txt").write_text(f"{above}\n{TEXT}\n")
    assert only(tmp_path / "a.txt").content.strip().startswith("---")
