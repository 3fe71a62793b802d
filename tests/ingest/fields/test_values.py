"""Languages, authors and values as tables write them."""

from __future__ import annotations

import time
from typing import Any

import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.fields.authors import author_names
from pipeline.ingest.fields.language_tags import language_code
from pipeline.ingest.fields.literals import literal
from pipeline.ingest.fields.values import as_text, flat, is_missing, own_columns, without_cut_mark


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "EN",
        "English",
        "en-GB",
        "en_US",
        "eng",
        " english (UK) ",
        "English, British",
        "British English",
        "en-us.utf-8",
        "en_US.UTF-8",
        "English; EN",
        "en-us,en;q=0.9",
        "['en']",
        '["English"]',
        "__label__en",
        "lang=en",
        "Eng.",
        "eng_Latn",
        "en@latin",
        "english_language",
        "English/Swahili",
        "http://id.example/vocabulary/iso639-2/eng",
        "Englisch",
        "anglais",
        "inglés",
    ],
)
def test_tags_and_names_of_english(tag: str) -> None:
    assert language_code(tag) == "en"


@pytest.mark.parametrize(
    "tag",
    [
        None,
        "",
        "nan",
        "None",
        "und",
        "mul",
        "zxx",
        "unknown",
        "klingon",
        "C",
        "x" * 1000,
        "12",
        "N/A",
        ".",
        "Multiple languages",
        "x-default",
    ],
)
def test_what_names_no_language_leaves_it_to_the_text(tag: str | None) -> None:
    assert language_code(tag) is None


@pytest.mark.parametrize(
    ("tag", "code"),
    [("Deutsch", "de"), ("ger", "de"), ("zh-Hans", "zh"), ("Chinese (Simplified)", "zh"), ("pt-br", "pt"), ("Kiswahili", "sw"),
     ("no", "no"), ("in", "id"), ("iw", "he"), ("nb-NO", "nb"), ("Français", "fr"),
     ("Spanish; Castilian", "es"), ("Französisch", "fr"), ("árabe", "ar"), ("allemand", "de"), ("中文", "zh"), ("русский язык", "ru")],
)  # fmt: skip
def test_other_languages(tag: str, code: str) -> None:
    assert language_code(tag) == code


def test_codes_of_three_letters_agree_with_iso_639() -> None:
    told = [language for language in pycountry.languages if language_code(getattr(language, "alpha_2", None))]
    assert len(told) > 120
    assert all(language_code(language.alpha_3) == language.alpha_2 for language in told)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("By Ann Lee and Bo Chen", ["By Ann Lee and Bo Chen"]),
        ("[]", []),
        (["Ann Lee", "", None, "Ann Lee"], ["Ann Lee"]),
        ({"original": "By Ann Lee", "person": []}, ["By Ann Lee"]),
        ([{"role": "editor"}], []),
        ("['unclosed", ["['unclosed"]),
        ([["Ann Lee"]], []),
        (7, ["7"]),
        (None, []),
    ],
)
def test_authors(value: Any, names: list[str]) -> None:
    assert author_names(value) == names


@pytest.mark.parametrize(
    "written",
    [
        "['Ann Lee', 'Bo Chen']",
        '["Ann Lee", "Bo Chen"]',
        "('Ann Lee', 'Bo Chen')",
        "['Ann Lee' 'Bo Chen']",
        "['Ann Lee'\n 'Bo Chen']",
        "array(['Ann Lee', 'Bo Chen'], dtype=object)",
        'c("Ann Lee", "Bo Chen")',
        'list("Ann Lee", "Bo Chen")',
        '{"Ann Lee","Bo Chen"}',
        "{Ann Lee,Bo Chen}",
        "{'Ann Lee', 'Bo Chen'}",
    ],
)
def test_lists_are_read_as_python_numpy_r_and_postgresql_write_them(written: str) -> None:
    assert author_names(written) == ["Ann Lee", "Bo Chen"]


@pytest.mark.parametrize(
    "prose", ["Kenya (and Uganda)", "(Kenya agreed.)", "{Kenya: see below}", "Lee (c('x'))", "c(x)"]
)
def test_prose_in_brackets_is_no_list(prose: str) -> None:
    assert literal(prose) == prose


@pytest.mark.parametrize(
    "cell", ["NA", "N/A", "n/a", ".", "-", "—", "\\N", "none", "#N/A", "#VALUE!", "(null)", "character(0)"]
)
def test_what_r_stata_databases_and_sheets_write_for_nothing_is_no_value_of_an_article(cell: str) -> None:
    assert is_missing(cell) and is_missing(f" {cell} ") and author_names(cell) == []


@pytest.mark.parametrize(
    "mark",
    ["[+2345 chars]", "… [2345 more characters]", "... [+2,345 chars]", "[…]", " (more)", "… Read more", "... more »",
     "… Continue reading →", "[…] Continue reading Row at the lake", "… The post Row appeared first on Lake Herald.",
     "…read more", "... (read more)", "... [Read More]", "… View more...", "… See more >>", "… more →", "… weiterlesen",
     "… Weiterlesen auf Seebote", "... lire la suite »", "[…] Lire la suite →", "… leer más", "… Leia mais", "... leggi tutto",
     "… Lees verder »"],
)  # fmt: skip
def test_a_text_says_that_its_source_has_cut_it(mark: str) -> None:
    told, cut = without_cut_mark(f"They lied to our own tra{mark}")
    assert cut and told.rstrip("…. ") == "They lied to our own tra"


@pytest.mark.parametrize(
    "end",
    ["They want more", "They said that they would read more.", "It (they said) was more…", "Lee [sic]",
     "He said: We need... more troops on the border.", "“I want peace … more than anything.”", "We want… more.",
     "“We wanted to… see more”", "They should … read more.", "They … continue reading the bill tomorrow.",
     "They … read on to the last page.", "Man wird… weiterlesen, bis es hell ist.", "Wir wollen … weiterlesen.",
     "Il faut … lire la suite du rapport.", "Hay que… leer más libros.", "Es will… lees meer boeken."],
)  # fmt: skip
def test_a_text_that_happens_to_end_so_is_not_cut(end: str) -> None:
    assert without_cut_mark(end) == (end, False)


def test_a_long_gap_in_what_looks_like_a_list_of_r_takes_no_time() -> None:
    began = time.process_time()
    for text in (f"c({' ' * 9_000}x)", f"c('a'{' ' * 9_000}x)", f"c('a',{' ' * 9_000}x)"):
        assert literal(text) == text
    assert time.process_time() - began < 0.5
    assert literal("c( 'Ann Lee' , 'Bo Chen' )") == ["Ann Lee", "Bo Chen"]


@pytest.mark.parametrize(
    "cell",
    ["ONLY AVAILABLE IN PAID PLANS", "Only available in paid plans", " ONLY AVAILABLE IN PROFESSIONAL AND CORPORATE PLANS "],
)  # fmt: skip
def test_what_a_service_writes_for_what_its_plan_leaves_out_is_no_value(cell: str) -> None:
    assert is_missing(cell) and not is_missing(f"{cell.strip()}, said the minister")


def test_a_literal_is_no_program() -> None:
    for text in (
        "[__import__('os')]",
        "{'a': open('x')}",
        "[" * 10_000 + "]" * 10_000,
        "[1",
        "{1, 2}",
        "[" + "1," * 20_000 + "]",
    ):
        assert literal(text) == text
    assert literal(" {'a': None} ") == {"a": None}


def test_records_within_a_record_are_columns() -> None:
    assert flat({"a": {"b": {"c": 1}, "d": []}, "e": {}, "a.d": 2}) == {"a.b.c": 1, "a.d": [], "e": {}}
    assert flat({"a": "{'b': 1}"}) == {"a": "{'b': 1}"} and flat({"a": "{'b': 1}"}, frozenset("a")) == {"a.b": 1}


def test_namibia_and_a_party_called_none_are_values_in_columns_of_ones_own() -> None:
    assert own_columns({"country": "NA", "party": "None"}) == {
        "country": "NA",
        "party": "None",
    }


texts = st.text(st.characters(), max_size=12)
values = st.recursive(
    st.none() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(values)
def test_any_value_is_told_as_a_string_that_a_file_can_hold(value: Any) -> None:
    as_text(value).encode()
    assert all(isinstance(name, str) for name in author_names(value))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 9_000 + "]" * 9_000,
        "{" * 9_000 + "}" * 9_000,
        "[" + "-" * 19_000 + "1]",
        "[" + "1+" * 9_000 + "1]",
        "[" + "not " * 4_900 + "1]",
        "[" + "(1," * 6_000 + ")]",
        "[" + "1 if 1 else " * 1_600 + "1]",
        "[__import__('os').getpid()]",
        "[9**9**9]",
    ],
    ids=lambda text: text[:10],
)
def test_what_is_no_list_of_values_is_neither_run_nor_too_much(text: str) -> None:
    assert literal(text) == text
