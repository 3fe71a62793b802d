"""What a record says of an article, whatever its keys and values look like."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.documents import Document
from pipeline.ingest.readers.records import record_document
from pipeline.records import Reject
from tests.ingest.readers.reading import CONFIG, TEXT, config_with


def document(record: dict[str, Any], **config: Any) -> Document:
    made = record_document(record, "news", "line 3", config_with(**config))
    assert isinstance(made, Document), made
    return made


def reject(record: dict[str, Any], **config: Any) -> Reject:
    made = record_document(record, "news", "line 3", config_with(**config))
    assert isinstance(made, Reject), made
    return made


def test_the_names_of_fields_are_matched_without_case_spaces_and_dashes() -> None:
    made = document({" Head-Line": "Bridge", "BODY": TEXT, "publishedAt": "2020-05-06", "By Line": "Ann Lee"})
    assert (made.title, made.content, made.published, made.authors) == ("Bridge", TEXT, "2020-05-06", ["Ann Lee"])
    assert made.source_path == "news#3" and not made.own_columns


def test_a_text_that_the_plan_of_a_service_withholds_gives_way_to_the_summary() -> None:
    withheld = "ONLY AVAILABLE IN PAID PLANS"
    record = {
        "article_id": "7",
        "pubDate": "2020-05-06 10:15:00",
        "creator": None,
        "source_id": "lake",
        "link": "lake.example/7",
    }
    made = document({**record, "content": withheld, "description": TEXT})
    assert (made.content, made.truncated, made.outlet) == (TEXT, True, "lake")
    assert "'content' holds nothing" in reject({**record, "content": withheld}).reason


@pytest.mark.parametrize("missing", ["", "  ", None, "nan", "NaN", "None", "NaT", "<NA>", float("nan"), pd.NaT, pd.NA])
def test_what_pandas_writes_for_a_missing_value_is_none(missing: Any) -> None:
    made = document({"text": TEXT, "title": missing, "author": missing, "outlet": missing, "date": missing})
    assert (made.title, made.authors, made.outlet, made.published, made.own_columns) == (None, [], None, None, {})


@pytest.mark.parametrize(
    ("source", "outlet"),
    [
        ({"id": "lake", "name": "Lake Herald"}, "Lake Herald"),
        ("{'id': 'lake', 'name': 'Lake Herald'}", "Lake Herald"),
        ('{"id": null, "name": "Lake Herald"}', "Lake Herald"),
        ({"uri": "lake.example", "title": "Lake Herald"}, "Lake Herald"),
        ("Lake Herald", "Lake Herald"),
    ],
)
def test_the_outlet_may_be_a_record_in_the_record(source: Any, outlet: str) -> None:
    assert document({"content": TEXT, "source": source}).outlet == outlet


@pytest.mark.parametrize(
    "authors",
    [
        ["Ann Lee", "Bo Chen"],
        "['Ann Lee', 'Bo Chen']",
        '["Ann Lee", "Bo Chen"]',
        [{"name": "Ann Lee", "type": "author"}, {"name": "Bo Chen"}],
        "[{'name': 'Ann Lee'}, {'first_name': 'Bo', 'last_name': 'Chen'}]",
        np.array(["Ann Lee", "Bo Chen"]),
        ("Ann Lee", "Bo Chen", None),
    ],
)
def test_authors_come_in_lists_of_many_kinds(authors: Any) -> None:
    assert document({"text": TEXT, "authors": authors}).authors == ["Ann Lee", "Bo Chen"]


def test_columns_of_the_user_are_kept_as_strings() -> None:
    made = document(
        {"text": TEXT, "id": 7, "share": 0.5, "left": True, "codes": ["a", 1], "party": "None", "gone": None}
    )
    assert made.own_columns == {"id": "7", "share": "0.5", "left": "true", "codes": '["a", 1]', "party": "None"}


def test_a_second_column_of_a_field_is_kept_where_it_says_something_else() -> None:
    made = document({"text": TEXT, "source": "Wire", "outlet": "Lake Herald", "newspaper": "Lake Herald"})
    assert (made.outlet, made.own_columns) == ("Lake Herald", {"source": "Wire"})


def test_what_is_too_much_for_own_columns_is_told_in_them() -> None:
    made = document({"text": TEXT, **{f"c{number}": "x" * 2000 for number in range(60)}})
    assert len(made.own_columns) == 51
    assert made.own_columns["c0"] == "x" * 999 + "…"
    assert made.own_columns["(left out)"].startswith("10 columns: c50, c51")


def test_markup_in_a_text_becomes_paragraphs() -> None:
    made = document(
        {"text": "<p>One &ldquo;word&rdquo;.</p><p>Two&nbsp;<a href='x'>ways</a>.</p>", "title": "A &amp; B"}
    )
    assert (made.content, made.markup, made.title) == ("One “word”.\n\nTwo\xa0ways.", "text", "A & B")


def test_a_whole_page_in_a_text_column_is_a_page() -> None:
    page = f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>"
    assert document({"text": page}).markup == "html" and document({"text": page}).content == page
    assert document({"html": f"<div><p>{TEXT}</p></div>"}).markup == "html"


@pytest.mark.parametrize("mark", [" [+2345 chars]", "[+1 chars]", " [&#8230;]", " [...] "])
def test_a_text_that_its_source_has_cut_is_marked(mark: str) -> None:
    made = document({"content": f"{TEXT} “They lied to our own tra…{mark}"})
    assert made.truncated and made.content == f"{TEXT} “They lied to our own tra…"
    assert not document({"content": TEXT}).truncated


def test_a_summary_alone_is_a_text_that_is_cut() -> None:
    record = {
        "web_url": "https://x.example/1",
        "pub_date": "2020-05-06",
        "lead_paragraph": TEXT,
        "headline": {"main": "Bridge"},
    }
    made = document({**record, "byline": {"original": "By Ann Lee"}, "source": "Times"})
    assert (made.content, made.truncated, made.title, made.authors) == (TEXT, True, "Bridge", ["By Ann Lee"])


def test_a_list_of_paragraphs_is_a_text() -> None:
    assert document({"text": [TEXT, "Two."]}).content == f"{TEXT}\n\nTwo."
    assert document({"text": f"['{TEXT}', 'Two.']"}).content == f"{TEXT}\n\nTwo."


def test_dates_of_python_are_written_as_iso() -> None:
    assert document({"text": TEXT, "date": datetime.date(2020, 5, 6)}).published == "2020-05-06"
    assert document({"text": TEXT, "date": pd.Timestamp("2020-05-06 10:00")}).published == "2020-05-06T10:00:00"
    assert document({"text": TEXT, "date": 1588766400}).published == "1588766400"
    assert document({"text": TEXT, "date": {"$date": "2020-05-06T10:00:00Z"}}).published == "2020-05-06T10:00:00Z"


def test_text_that_was_encoded_twice_is_repaired() -> None:
    assert document({"text": "CÃ´te dâ€™Ivoire", "outlet": "LakÃ©"}).content == "Côte d’Ivoire"


def test_a_record_without_text_says_what_it_holds() -> None:
    assert "holds title, date" in reject({"title": "A", "date": "2020"}).reason
    assert "'text' holds nothing" in reject({"title": "A", "text": " "}).reason
    assert "not 'story'" in reject({"words": TEXT}, columns={"text": "story"}).reason
    assert "fetch the pages" in reject({"url": "x", "seendate": "2020", "domain": "d", "sourcecountry": "Kenya"}).reason
    assert reject({}).code == "no_text"


def test_a_text_that_is_none_or_too_large_is_told() -> None:
    assert reject({"text": 12}).code == "bad_record" and "int" in reject({"text": 12}).reason
    assert reject({"text": "x" * 1_000_001}, max_megabytes=1).code == "too_large"


def test_the_presets_of_nested_answers() -> None:
    guardian = {"webTitle": "Bridge", "webPublicationDate": "2020-05-06T10:00:00Z", "webUrl": "https://g.example/1"}
    made = document({**guardian, "fields": {"body": f"<p>{TEXT}</p>", "byline": "Ann Lee", "publication": "The Paper"}})
    assert (made.title, made.outlet, made.authors, made.url) == (
        "Bridge",
        "The Paper",
        ["Ann Lee"],
        "https://g.example/1",
    )
    registry = {"body": TEXT, "dateTimePub": "2020-05-06T10:00:00Z", "lang": "eng", "date": "2020-05-05"}
    made = document(
        {**registry, "source": {"uri": "lake.example", "title": "Lake Herald"}, "authors": [{"name": "Ann Lee"}]}
    )
    assert (made.outlet, made.language, made.published) == ("Lake Herald", "eng", "2020-05-06T10:00:00Z")


# Halves of characters, too, which JSON can hold.
texts = st.text(st.characters(), max_size=40)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from(["text", "body", "title", "source", "source.name", "authors", "date", "id", "", "a.b"]) | texts


@settings(max_examples=80)
@given(st.dictionaries(keys, values, max_size=6))
def test_any_record_is_a_document_or_a_reject_with_encodable_strings(record: dict[str, Any]) -> None:
    made = record_document(record, "news", "line 3", CONFIG)
    if isinstance(made, Document):
        fields = [made.title, made.published, made.outlet, made.url, made.language, *made.authors]
        for told in [*fields, *made.own_columns, *made.own_columns.values(), made.content]:
            (told or "").encode()
    else:
        assert made.reason and made.code


def test_a_summary_beside_a_text_is_kept_as_a_column_of_its_own() -> None:
    source = {"source": {"name": "Lake Gazette"}, "publishedAt": "2024-05-01"}
    made = document({**source, "description": "In short.", "content": TEXT})
    assert (made.content, made.truncated, made.own_columns) == (TEXT, False, {"description": "In short."})
    assert document({**source, "description": TEXT, "content": None}).own_columns == {}


def test_a_record_may_begin_with_its_first_sentence() -> None:
    assert document({"text": TEXT}).headed is False
