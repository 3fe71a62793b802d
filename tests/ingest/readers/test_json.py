"""JSON lines and JSON: lists, answers of news services, frames of pandas, and what is broken."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.documents import Document
from pipeline.records import Reject
from tests.ingest.readers.reading import TEXT, config_with, only, pieces, read, records
from tests.shared import shared


def write(folder: Path, content: Any, name: str) -> Path:
    path = folder / name
    path.write_bytes(
        content
        if isinstance(content, bytes)
        else content.encode()
        if isinstance(content, str)
        else json.dumps(content).encode()
    )
    return path


def lines(*rows: Any) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def test_each_line_is_an_article_or_is_told(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "\ufeff" + lines({"text": TEXT, "id": 1}, "not json", "[1]", "", "{}", {"text": TEXT, "id": 2}),
        "a.jsonl",
    )
    documents, rejects = read(path)
    assert [document.own_columns for document in documents] == [{"id": "1"}, {"id": "2"}]
    assert [document.source_path for document in documents] == ["a.jsonl#1", "a.jsonl#6"]
    assert [reject.location for reject in rejects] == ["line 2", "line 3", "line 5"]
    assert [reject.code for reject in rejects] == ["bad_record", "bad_record", "no_text"]


def test_a_list_with_an_item_a_line_and_what_python_shows_are_read(tmp_path: Path) -> None:
    rows = [json.dumps({"text": TEXT, "id": number}) for number in range(3)]
    for content in (",\n".join(rows) + ",\n", "[\n" + ",\n".join(rows) + "\n]\n", "[" + "\n,".join(rows) + "]\n"):
        documents, rejects = read(write(tmp_path, content, "a.jsonl"))
        assert [document.own_columns["id"] for document in documents] == ["0", "1", "2"] and not rejects
    assert only(write(tmp_path, f"{{'text': '{TEXT}', 'date': None, 'ok': True}}\n", "b.jsonl")).content == TEXT


def test_the_answers_of_a_service_one_a_line_give_all_their_articles(tmp_path: Path) -> None:
    answers = [
        {"status": "ok", "articles": [{"text": TEXT, "id": 1}, {"text": TEXT, "id": 2}]},
        {"status": "error", "articles": [{"code": 7}]},
        {"text": TEXT, "id": 4, "related": [{"text": "Another"}]},
    ]
    documents, (reject,) = read(write(tmp_path, lines(*answers), "a.jsonl"))
    assert [document.source_path for document in documents] == ["a.jsonl#1.1", "a.jsonl#1.2", "a.jsonl#3"]
    assert (reject.location, reject.code) == ("line 2", "no_text")


def test_a_record_that_a_database_wraps_is_read(tmp_path: Path) -> None:
    hit = {"_id": "7", "_source": {"title": "One", "text": TEXT, "published": "2024-04-02"}, "author": {"name": "Ann"}}
    for content in (lines(hit), json.dumps({"hits": {"hits": [hit]}})):
        document = only(write(tmp_path, content, "a.json"))
        assert (document.content, document.title, document.published) == (TEXT, "One", "2024-04-02")
        assert document.own_columns["_id"] == "7"
    _, (reject,) = read(write(tmp_path, lines({"_id": "7", "_source": {"title": "One"}}), "b.jsonl"))
    assert reject.code == "no_text"


def test_a_line_that_is_too_long_is_passed_over_and_the_rest_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, lines({"text": TEXT}, {"text": "x" * 2_000_000}, {"text": TEXT, "id": 3}), "a.jsonl")
    documents, (reject,) = read(path, config_with(max_megabytes=1))
    assert [document.source_path for document in documents] == ["a.jsonl#1", "a.jsonl#3"]
    assert (reject.location, reject.code) == ("line 2", "too_large")


def test_lines_that_are_no_utf8_are_read_as_the_code_page_of_windows(tmp_path: Path) -> None:
    path = write(tmp_path, b'{"text": "' + f"“Uganda” {TEXT}".encode("windows-1252") + b'"}\n', "a.jsonl")
    assert only(path).content == f"“Uganda” {TEXT}"


def test_case_07_tags_of_languages_are_handed_on_as_they_are() -> None:
    documents, rejects = read(shared("field/07-language-tags/lang.jsonl"))
    assert not rejects
    assert [d.language for d in documents] == ["en", "EN", "English", "en-GB", "en_US", "eng", None]


@settings(max_examples=50)
@given(texts=st.lists(st.text(max_size=80), min_size=1, max_size=20), size=st.integers(1, 500))
def test_lines_are_the_same_in_any_pieces(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], size: int
) -> None:
    path = write(tmp_path_factory.mktemp("json"), lines(*({"text": f"{TEXT} {text}"} for text in texts)), "a.jsonl")
    found = records(path)
    assert len(found) == len(texts)
    assert records(path, size=size) == found


def test_a_large_file_is_cut_into_pieces_that_hold_each_line_once(tmp_path: Path) -> None:
    path = write(tmp_path, lines(*({"text": TEXT, "id": number} for number in range(1000))), "a.jsonl")
    cut = pieces(path, 10_000)
    assert len(cut) > 10 and cut[0].start == 0 and cut[-1].stop is None
    assert [piece.stop for piece in cut[:-1]] == [piece.start for piece in cut[1:]]
    assert [d.own_columns["id"] for d in records(path, size=10_000) if isinstance(d, Document)] == [
        str(n) for n in range(1000)
    ]


def test_a_mapped_key_may_be_missing_in_a_line_but_not_in_all(tmp_path: Path) -> None:
    path = write(tmp_path, lines({"story": TEXT}, {"story": TEXT, "when": "2020-05-06"}), "a.jsonl")
    documents, rejects = read(path, config_with(columns={"text": "story", "published": "when"}))
    assert not rejects and [document.published for document in documents] == [None, "2020-05-06"]
    _, (reject,) = read(path, config_with(columns={"text": "story", "published": "whne"}))
    assert "'whne'" in reject.reason and "Did you mean 'when'?" in reject.reason


ROWS = [{"id": "a", "text": TEXT, "title": "One"}, {"id": "b", "text": f"{TEXT} Two.", "title": "Two"}]


@pytest.mark.parametrize(
    "content",
    [
        ROWS,
        {"status": "ok", "totalResults": 2, "articles": ROWS},
        {"response": {"status": "ok", "results": ROWS}},
        {"articles": {"results": ROWS, "page": 1}},
        {"first": ROWS[0], "second": ROWS[1]},
        json.dumps(ROWS[0], indent=2) + "\n" + json.dumps(ROWS[1], indent=2),
        json.dumps(ROWS).encode("utf-16"),
        "\ufeff" + json.dumps(ROWS),
        *(pd.DataFrame(ROWS).to_json(orient=orient) for orient in ("columns", "index", "split", "records", "table")),
    ],
)
def test_articles_are_found_wherever_they_are_in_the_file(tmp_path: Path, content: Any) -> None:
    documents, rejects = read(write(tmp_path, content, "a.json"))
    assert not rejects
    assert [(d.title, d.content, d.own_columns["id"]) for d in documents] == [
        (r["title"], r["text"], r["id"]) for r in ROWS
    ]


def test_one_object_is_one_article_even_with_lists_in_it(tmp_path: Path) -> None:
    document = only(
        write(tmp_path, {"text": TEXT, "authors": [{"name": "Ann Lee"}], "comments": [{"text": "No!"}]}, "a.json")
    )
    assert (document.content, document.authors, document.source_path) == (TEXT, ["Ann Lee"], "a.json#1")


def test_items_that_are_no_articles_are_told_by_their_number(tmp_path: Path) -> None:
    documents, rejects = read(write(tmp_path, [ROWS[0], 5, "six", {"title": "x"}, None, ROWS[1]], "a.json"))
    assert [document.source_path for document in documents] == ["a.json#1", "a.json#6"]
    assert [reject.location for reject in rejects] == ["item 2", "item 3", "item 4", "item 5"]


def test_what_stands_before_a_broken_item_is_read(tmp_path: Path) -> None:
    documents, (reject,) = read(write(tmp_path, json.dumps(ROWS)[:-40], "a.json"))
    assert len(documents) == 1
    assert reject.location == "item 2" and reject.code == "bad_record" and "not valid JSON" in reject.reason
    assert read(write(tmp_path, json.dumps(ROWS)[:-1], "b.json"))[1][0].reason.count("stops in the middle") == 1


@pytest.mark.parametrize("size", [1_100_000, 2_500_000])
def test_an_item_that_is_too_large_is_told_and_the_rest_is_read(tmp_path: Path, size: int) -> None:
    items = [{"text": '\\"]}' * (size // 5)}, ROWS[0]]
    documents, (reject,) = read(write(tmp_path, items, "a.json"), config_with(max_megabytes=1))
    assert len(documents) == 1 and (reject.location, reject.code) == ("item 1", "too_large")


def test_a_broken_item_spoils_no_other(tmp_path: Path) -> None:
    broken = json.dumps([ROWS[0], {"text": "MARK"}, ROWS[1]]).replace('"MARK"', "nothing, {[]}")
    documents, (reject,) = read(write(tmp_path, broken, "a.json"))
    assert [document.title for document in documents] == ["One", "Two"]
    assert (reject.location, reject.code) == ("item 2", "bad_record") and "not valid JSON" in reject.reason


def test_a_long_list_is_read_item_by_item(tmp_path: Path) -> None:
    many = [{"text": f"{TEXT} {number} é“”" * 5, "n": number} for number in range(3_000)]
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(json.dumps(many, ensure_ascii=False).encode(), 1))
    documents, rejects = read(path)
    assert not rejects and [document.own_columns["n"] for document in documents] == [str(n) for n in range(3_000)]


def test_an_empty_list_and_deep_nesting_are_told(tmp_path: Path) -> None:
    assert read(write(tmp_path, "[]", "a.json"))[1][0].code == "empty"
    _, (reject,) = read(write(tmp_path, '{"a":' * 100_000, "b.json"))
    assert isinstance(reject, Reject)


@settings(max_examples=80)
@given(
    st.lists(
        st.sampled_from(['{"text": "', TEXT, '"}', "[", "]", ",", "1", "null", '"', "\\", "\\ud800", "é", "{", "}"]),
        max_size=25,
    )
)
def test_any_pieces_of_json_are_documents_or_rejects(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    for name in ("a.json", "a.jsonl"):
        for record in records(write(tmp_path_factory.mktemp("json"), "[" + "".join(parts), name)):
            assert isinstance(record, Document | Reject)
            assert not isinstance(record, Reject) or "report it" not in record.reason


@pytest.mark.parametrize("name", ["news.jsonl.gz", "news.json.gz"])
def test_of_a_packed_file_that_stops_what_came_before_is_read_with_mapped_columns_too(
    tmp_path: Path, name: str
) -> None:
    rows = [json.dumps({"story": f"{random.Random(number).random()} {TEXT}"}) for number in range(200)]
    content = "\n".join(rows) if "jsonl" in name else f"[{','.join(rows)}]"
    path = tmp_path / name
    path.write_bytes(gzip.compress(content.encode())[:-500])
    documents, (reject,) = read(path, config_with(columns={"text": "story"}))
    assert len(documents) > 20 and "stops in the middle" in reject.reason


def test_values_within_values_of_services_are_their_fields(tmp_path: Path) -> None:
    record = {
        "date": "2020-05-06",
        "title": {"rendered": "A &#8211; B"},
        "content": {"rendered": f"<p>{TEXT}</p>", "protected": False},
    }
    document = only(write(tmp_path, lines(record), "a.jsonl"))
    assert (document.title, document.content, document.own_columns) == ("A – B", TEXT, {"content.protected": "false"})


def test_a_text_in_pieces_is_one_article_with_its_title(tmp_path: Path) -> None:
    pieces_of_text = [{"text": TEXT}, {"text": "Two."}]
    for body in ({"paragraphs": pieces_of_text}, pieces_of_text):
        document = only(write(tmp_path, lines({"title": ["One"], "body": body}), "a.jsonl"))
        assert (document.title, document.content) == ("One", f"{TEXT}\n\nTwo.")
    inner = {"title": "One", "text": TEXT}
    assert only(write(tmp_path, lines({"article": inner}), "b.jsonl")).title == "One"
