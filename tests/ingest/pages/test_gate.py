"""A look before work: what is refused, and that nothing is refused which would give a row."""

from __future__ import annotations

from html.entities import codepoint2name
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.countries.gazetteer import gazetteer
from pipeline.ingest.pages import refused
from pipeline.ingest.pages.country_forms import country_forms
from pipeline.ingest.reasons import Reason
from tests.ingest.pages.news_page import news_page

ENGLISH = ["en"]
BOTH = ["language", "country"]
QUIET = "The choir sang twice in the town hall, and the mayor said that it was a lovely evening for all who had come to hear it."
GERMAN = (
    "Der Bürgermeister sagte am Mittwoch, dass die Brücke nach einem Jahr wieder geöffnet sei und dass die Händler auf beiden "
    "Seiten des Flusses nun wieder über sie gehen können, was sie sehr lange nicht mehr konnten."
)
PROJECT = Path(__file__).resolve().parents[3]
NAMES = sorted(gazetteer().names())


def page(*paragraphs: str, head: str = "", html: str = 'lang="en"') -> bytes:
    made = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!doctype html><html {html}><head><title>x</title>{head}</head><body>{made}</body></html>".encode()


def test_a_page_that_names_no_country_is_refused() -> None:
    answer = refused(page(*[QUIET] * 5), BOTH, ENGLISH)
    assert answer is not None
    assert answer[0] == Reason.NO_COUNTRY
    assert "ingest.gate" in answer[1]


def test_countries_in_scripts_and_styles_do_not_count() -> None:
    head = "<script>var list = ['Kenya', 'Uganda'];</script><style>.Kenya { color: red }</style>"
    assert refused(page(QUIET, head=head), ["country"], ENGLISH) is not None


@pytest.mark.parametrize(
    "html",
    [
        page(QUIET, "Kenya was not there."),
        page(QUIET, "KENYA WAS NOT THERE"),
        page(QUIET, "The <b>U.S.</b>-led choir"),
        page(QUIET, "New<br>\nZealand&rsquo;s choir"),
        page(QUIET, "The choir of C&ocirc;te d&#8217;Ivoire"),
        page(QUIET, "The choir of Türkiye"),
        page(QUIET, "The European Union"),
        page(QUIET, "A Kenyan choir"),
        page(QUIET, head='<meta property="og:description" content="The choir of Kenya">'),
        page(QUIET, head='<script type="application/ld+json">{"articleBody": "The choir of Kenya sang."}</script>'),
        page(QUIET).replace(b"<title>x", b"<title>Kenya sings"),
        page(QUIET).replace(b"</body>", b"<script>never closed <p>Kenya"),
        page(QUIET, "The choir of Kenya").decode().encode("utf-16"),
    ],
)
def test_a_page_that_names_one_passes(html: bytes) -> None:
    assert refused(html, BOTH, ENGLISH) is None


@given(st.sampled_from(NAMES), st.sampled_from(["utf-8", "cp1252", "references", "entities", "capitals"]))
def test_a_name_is_seen_in_whatever_way_it_is_written(name: str, way: str) -> None:
    if way == "references":
        data = name.encode("ascii", "xmlcharrefreplace")
    elif way == "entities":
        data = "".join(f"&{codepoint2name[ord(c)]};" if ord(c) in codepoint2name else c for c in name).encode()
    else:
        data = (name.upper() if way == "capitals" and len(name) > 3 else name).encode(
            "cp1252" if way == "cp1252" else "utf-8", "ignore"
        )
        if way == "cp1252" and data.decode("cp1252") != name:
            return
    assert country_forms(("en",)).named_in(b"the choir of " + data + b", he said")


def test_a_page_in_another_language_is_refused_and_an_unsure_one_is_not() -> None:
    german = page(*[f"{GERMAN} Uganda und Kenia."] * 4, html="")
    answer = refused(german, BOTH, ENGLISH)
    assert answer is not None
    assert answer[0] == Reason.OTHER_LANGUAGE
    assert "'de'" in answer[1]
    assert refused(german.decode(), BOTH, ENGLISH) == answer
    # Its tag says that it is English; the text decides when it is read.
    assert refused(german.replace(b"<html ", b'<html lang="en-GB"'), ["language"], ENGLISH) is None
    # A template left its tag.
    assert refused(page(*[f"{QUIET} Kenya"] * 4, html='lang="de"'), BOTH, ENGLISH) is None
    # Too little to tell.
    assert refused(page("Kenia!", html='lang="de"'), ["language"], ENGLISH) is None


def test_a_charset_other_than_utf_8_is_minded() -> None:
    russian = "Мэр города сказал в среду, что мост снова открыт и что торговцы на обоих берегах реки могут по нему ходить, как и раньше. "
    html = f'<html><head><meta charset="windows-1251"></head><body>{f"<p>{russian}</p>" * 5}</body></html>'
    answer = refused(html.encode("cp1251"), ["language"], ENGLISH)
    assert answer is not None
    assert answer[0] == Reason.OTHER_LANGUAGE


def test_short_english_news_full_of_names_passes() -> None:
    text = (
        "Kampala, Gulu and Mbarara: Museveni, Besigye and Kyagulanyi met in Entebbe, said Okello of Uganda on Monday."
    )
    for html in ("", 'lang="lg"', 'lang="en"'):
        assert refused(page(*[text] * 4, html=html), BOTH, ENGLISH) is None


def test_without_a_gate_everything_passes() -> None:
    assert refused(page(QUIET), [], ENGLISH) is None


def test_no_article_of_the_sample_that_names_a_country_is_refused() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((PROJECT / "data" / "raw").rglob("*.txt"))]
    naming = [text for text in texts if gazetteer().find(text)]
    assert naming
    for text in naming:
        assert refused(page(*text.split("\n")), BOTH, ENGLISH) is None
        assert refused(text, BOTH, ENGLISH) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_answered(data: bytes) -> None:
    for gate in (["language"], ["country"], BOTH):
        answer = refused(b"<html><p>" + data, gate, ENGLISH)
        assert answer is None or answer[0] in (Reason.OTHER_LANGUAGE, Reason.NO_COUNTRY)


def test_a_page_of_the_tests_passes() -> None:
    assert refused(news_page(), BOTH, ENGLISH) is None
