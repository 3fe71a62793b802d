"""Markup in the fields of tables and feeds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.readers.fragments import has_markup, is_page, one_line, without_markup


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<div>One.<br/>Two.<br><br>Three.</div>", "One.\nTwo.\n\nThree."),
        ("One <b>big</b> bridge.\n\nTwo.", "One big bridge.\n\nTwo."),
        ("<p>One\n  bridge.</p>\n\n<p>Two.</p>", "One bridge.\n\nTwo."),
        ("<p>One.</p><figure><img src=x><figcaption>A port.</figcaption></figure><p>Two.</p>", "One.\n\nTwo."),
        ("<p>One.</p><script>if (a < b) { alert('<p>') }</script><!-- <p>no</p> --><p>Two.</p>", "One.\n\nTwo."),
        ("&ldquo;We agree&rdquo; &amp; left", "“We agree” & left"),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\n\nTwo."),
        ("Rwanda&#8217;s envoy &#x2013; here", "Rwanda’s envoy – here"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("<p>One.</p><figure>Two.", "One.\n\nTwo."),
        ("<figure><figure>A port.</figure><p>One.</p>", "One."),
        ("&amp;lt;p&amp;gt;One &amp;amp;amp; two.&amp;lt;/p&amp;gt;", "One & two."),
        ("One.\n\nTwo.\n<ul><li>Three</li></ul>\n\nFour.\nFive.", "One.\n\nTwo.\n\nThree\n\nFour. Five."),
        ("<p>One\n\nbridge.</p>", "One bridge."),
        ("<![CDATA[<p>One.</p><p>Two.</p>]]>", "One.\n\nTwo."),
        (
            '<p>One.</p>[caption id="a1"]<img src="a.jpg" /> A lake[/caption][gallery ids="1,2"]<p>Two [sic].</p>',
            "One.\n\nTwo [sic].",
        ),
        ("Rwanda<U+2019>s envoy said <U+201C>No<U+201D>.", "Rwanda’s envoy said “No”."),
        ("Rwanda\\u2019s envoy \\ud83d\\ude00", "Rwanda’s envoy 😀"),
        ("C\\xf4te d\\u2019Ivoire", "Côte d’Ivoire"),
        ("Rwanda\\xe2\\x80\\x99s envoy in C\\xc3\\xb4te", "Rwanda’s envoy in Côte"),
        ("One.\\n\\nTwo.\\r\\nThree.", "One.\n\nTwo.\nThree."),
    ],
)
def test_blocks_are_paragraphs_and_entities_are_characters(fragment: str, text: str) -> None:
    assert without_markup(fragment) == text


@pytest.mark.parametrize(
    "plain",
    [
        "a < b and c > d",
        "AT&T; Q&A",
        "x <y> z",
        "I <3 you",
        "<TARGET> said",
        "\n two \n\n lines \n",
        "5 > 4 --> so",
        "He [sic] said [the minister] no.",
        "C:\\new\\ufo",
        "Rwanda\\xe2\\x80",
        "[b] and c",
    ],
)
def test_what_is_no_markup_stays_as_it_is(plain: str) -> None:
    assert without_markup(plain) == plain and not has_markup(plain)


def test_a_page_is_told_from_a_fragment() -> None:
    assert is_page("<!-- saved --> <!-- twice -->\n<!DOCTYPE html><p>One")
    assert is_page('\ufeff<?xml version="1.0"?><html>')
    assert not is_page("<p>One</p><html>") and not is_page("<header>One</header>")


def test_a_title_is_one_line() -> None:
    assert one_line("<b>Bridge</b>\n  opens &amp; closes") == "Bridge opens & closes"


@pytest.mark.parametrize(
    "part", ["<p>", "<figure>", "<!--", "<", "&lt;", "<p ", "</figure>", "<script><!--", "-->", "&amp;" * 3]
)
def test_a_hostile_fragment_takes_no_longer_than_another(part: str) -> None:
    start = time.perf_counter()
    without_markup(part * (400_000 // len(part)))
    is_page(part * 5_000)
    assert time.perf_counter() - start < 3


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<br>", "<figure>", "</figure>", "&lt;", "word", " ", "\n", "<!--", "-->"])
    )
)
def test_no_known_tag_is_left(parts: list[str]) -> None:
    text = without_markup("".join(parts))
    assert "<figure>" not in text and "</p>" not in text
