"""Markdown and BBCode in the texts of tables and files."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.readers.fragments import without_markup
from pipeline.ingest.readers.light_markup import without_bbcode, without_markdown


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("# Row\n\n**Kampala** — *Uganda* left.", "Row\n\nKampala — Uganda left."),
        ('Row\n=====\n\nSee [the pact](https://x.example/a_(b) "Pact").', "Row\n\nSee the pact."),
        ('**Row**\n\n> "No," she said.\n>\n> "Never."', 'Row\n\n"No," she said.\n\n"Never."'),
        ("One.\n\n![A port](https://x.example/p.jpg)\n\n---\n\nTwo.", "One.\n\nTwo."),
        ("[![A port](p.jpg)](https://x.example) One [two](one).", " One [two](one)."),
        ("__Row__ with [two][1].\n\n[1]: https://x.example", "Row with two."),
        ('**Chad**\\\'s envoy said \\"no\\" \\[sic\\].', 'Chad\'s envoy said "no" [sic].'),
    ],
)
def test_signs_of_markdown_go_and_words_stay(marked: str, text: str) -> None:
    assert without_markdown(marked) == text


@pytest.mark.parametrize(
    "plain",
    [
        "What the f**k and s**t was it",
        "2 * 3 * 4, and a ** b ** c",
        "#Kenya and #Uganda met",
        "Nobody spoke for **Gabon**, *The Observer* wrote.",
        "He said [the minister] (in Kampala) left [1](2).",
        "snake_case_names and *one star",
        "-----\nTitle: A\n-----",
    ],
)
def test_text_without_markdown_stays(plain: str) -> None:
    assert without_markdown(plain) == plain


def test_tags_of_bbcode_go_where_they_are_closed() -> None:
    marked = (
        "[b]Kenya[/b] met [url=https://x.example]Uganda[/url].\n[quote]No.[/quote][img]https://x.example/a.jpg[/img]"
    )
    assert without_markup(marked) == "Kenya met Uganda.\n\nNo."
    for plain in ("[s]he said [b] and [c]", "He [sic] left [/i]", "[B] or [b]"):
        assert without_bbcode(plain) == plain


@given(st.text(alphabet="[]()*_#>/=b \n\\", max_size=200))
def test_any_signs_take_an_end(text: str) -> None:
    assert isinstance(without_markdown(without_bbcode(text)), str)


@pytest.mark.parametrize("sign", ["[b]", "**a ", "[a](https://", "__a", "> ", "# ", "[quote][/b]", "*a_ "])
def test_many_signs_that_are_never_closed_take_no_time(sign: str) -> None:
    start = time.process_time()
    without_markdown(without_bbcode(sign * (200_000 // len(sign)) + " **x** [/b]"))
    assert time.process_time() - start < 3
