"""Bytes in any encoding, declared rightly, wrongly or not at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.io.charsets import encoding_of, windows_1252
from pipeline.io.decoding import decode, is_text
from pipeline.io.twice_encoded import repaired
from tests.shared import shared

ENGLISH = "“Uganda has kept its word,” the minister’s aide said – twice… It cost €5 million."
FRENCH = "Le président a dit que l'Algérie et la Côte d'Ivoire étaient « des amis » à l'été 2020."
GERMAN = "Der Minister sagte, „die Brücke“ über den Fluß sei größer, als man glaubte."
RUSSIAN = "Президент заявил, что новый мост через реку откроют на следующей неделе, и поблагодарил рабочих."


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, GERMAN])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_western_text_is_read_in_any_encoding_that_nobody_declared(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8"])
def test_another_script_is_read_though_it_is_declared_as_latin(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN
    page = '<meta charset="iso-8859-1">' + RUSSIAN
    assert decode(page.encode(encoding)) == page


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "us-ascii", "ISO-8859-1", "windows-1252", "ansi_x3.4-1968"])
def test_the_latin_names_mean_the_code_page_of_windows(label: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={label}"></head><p>{ENGLISH}</p>'
    assert decode(page.encode("cp1252")) == page
    assert decode(ENGLISH.encode("cp1252"), declared=label) == ENGLISH


def test_the_page_of_the_field_keeps_its_quotation_marks() -> None:
    text = decode((shared("field") / "04-latin1-label-cp1252-bytes" / "page.html").read_bytes())
    assert text and "“Uganda has kept every promise it made to us,” said" in text


def test_what_the_server_said_goes_before_what_the_page_says() -> None:
    page = '<meta charset="windows-1251">' + "Zażółć gęślą jaźń, prosił minister.".replace("\n", " ")
    assert decode(page.encode("cp1250"), declared="windows-1250") == page


def test_a_declaration_of_xml_counts() -> None:
    feed = f'<?xml version="1.0" encoding="KOI8-R"?><rss>{RUSSIAN}</rss>'
    assert decode(feed.encode("koi8-r")) == feed


def test_utf_8_wins_over_a_wrong_declaration() -> None:
    page = f'<meta charset="iso-8859-1">{ENGLISH}'
    assert decode(page.encode("utf-8")) == page
    assert decode(page.encode("utf-8"), declared="windows-1252") == page


def test_a_page_that_calls_itself_utf_16_in_ascii_letters_is_none() -> None:
    page = f'<meta charset="utf-16"><p>{ENGLISH}'
    assert decode(page.encode("utf-8")) == page


def test_an_unknown_name_of_an_encoding_is_passed_over() -> None:
    assert decode(ENGLISH.encode("cp1252"), declared="x-nonsense") == ENGLISH
    assert encoding_of("x-nonsense") is None and encoding_of("zip") is None and encoding_of("") is None


def test_a_few_bytes_of_windows_in_utf_8_do_not_spoil_the_rest() -> None:
    data = "Café, naïve, déjà vu, Zoë: ".encode() + b"\x93quoted\x94"
    assert decode(data) == "Café, naïve, déjà vu, Zoë: “quoted”"


def test_null_bytes_here_and_there_are_left_out() -> None:
    assert decode(b"Kenya \x00opened\x00 a bridge on Monday, it said.") == "Kenya opened a bridge on Monday, it said."


def test_what_is_cut_in_the_middle_of_a_character_is_read() -> None:
    assert decode(ENGLISH.encode("utf-16")[:-1]) == ENGLISH[:-1] + "\ufffd"
    assert (decode("Déjà vu à Paris: “".encode()[:-1]) or "").startswith("Déjà vu à Paris: ")


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", b"\x00\x01\x02\x03", bytes(range(32)) * 20]
)
def test_what_is_binary_is_no_text(data: bytes) -> None:
    assert decode(data) is None
    assert not is_text(data)


def test_signs_in_rows_that_end_in_none_take_no_time() -> None:
    data = ("“”" * 20_000).encode("cp1252") + b"\x81\xff x"
    began = time.process_time()
    decode(data)
    assert time.process_time() - began < 2


def test_every_byte_has_a_sign_in_the_code_page_of_windows() -> None:
    text = windows_1252(bytes(range(256)))
    assert len(set(text)) == 256 and text[0x93] == "“" and text[0x81] == "\x81"


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, GERMAN, "Côte d’Ivoire", RUSSIAN])
@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_text_that_was_encoded_twice_is_repaired(text: str, wrong: str) -> None:
    twice = windows_1252(text.encode()) if wrong == "cp1252" else text.encode().decode(wrong)
    assert repaired(twice) == text
    assert decode(twice.encode()) == text


def test_the_table_of_the_field_is_repaired() -> None:
    text = decode((shared("field") / "20-mojibake" / "mojibake.csv").read_bytes())
    assert text and "“Rwanda is a friend,” Kiptoo said. Côte d’Ivoire thanked Kenya." in text


@pytest.mark.parametrize(
    "text",
    [
        "“curly”, ‘single’, \"straight\", 'plain', «guillemets», ‹inner›, „low“ and ‚low‘",
        "Ça va? Él dijo: «¡Ándale!» Ãlvares, São, Æneas, Łódź, Đà Nẵng, ÀÉÎÕÜ",
        "™ © ® € £ ½ × ° – — … • ¿ ¡ ª º",
        "Ελλάδα, Україна, القاهرة, 東京, 서울, नई दिल्ली",
        "A line\nÃ la carte\nGÃO – Ã©",
    ],
)
def test_what_was_encoded_once_stays_as_it_is(text: str) -> None:
    if "Ã©" in text:
        assert repaired(text).startswith("A line\n") and repaired(text).split("\n")[1] == "Ã la carte"
    else:
        assert repaired(text) == text
        assert decode(text.encode()) == text


@settings(max_examples=60)
@given(
    st.binary(max_size=1500),
    st.sampled_from([None, "iso-8859-1", "utf-16", "gb2312", "shift_jis", "idna", "hz", "\x00"]),
)
def test_any_bytes_under_any_declaration_decode_or_do_not(data: bytes, declared: str | None) -> None:
    text = decode(data, declared)
    assert text is None or "\x00" not in text


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_a_mark_of_byte_order_decides(text: str) -> None:
    assert decode(text.encode("utf-8-sig")) == repaired(text)
    assert decode(text.encode("utf-16")) == repaired(text)


def test_quotation_marks_of_windows_that_became_controls_are_marks_again() -> None:
    broken = "Kenya\x92s envoy said \x93No\x94 \x96 and left\x85"
    assert repaired(broken) == decode(broken.encode()) == "Kenya’s envoy said “No” – and left…"
    assert repaired("one\x85two") == "one\x85two"
