"""CSV as Excel, pandas, R and careless scripts write it: each row is an article or is told."""

from __future__ import annotations

import csv
import gzip
import io
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.documents import Document
from pipeline.records import Reject
from tests.ingest.readers.reading import TEXT, config_with, only, pieces, read, records
from tests.shared import shared


def write(folder: Path, content: str | bytes, name: str = "news.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "^", "~", "§"])
def test_any_separator_is_told_from_the_names(tmp_path: Path, separator: str) -> None:
    path = write(
        tmp_path, separator.join(["id", "title", "text"]) + "\n" + separator.join(["7", "Bridge", TEXT]) + "\n"
    )
    document = only(path)
    assert (document.title, document.content, document.own_columns) == ("Bridge", TEXT, {"id": "7"})
    assert document.source_path == "news.csv#2"


def test_a_row_that_holds_a_known_name_is_no_header_below_one_with_the_mapped_column(tmp_path: Path) -> None:
    path = write(tmp_path, f"id,myarticle\n0,{TEXT}\n1,x,text\n")
    documents, _ = read(path, config_with(columns={"text": "myarticle"}))
    assert documents[0].content == TEXT and documents[0].own_columns == {"id": "0"}


def test_a_line_that_names_the_separator_is_no_row(tmp_path: Path) -> None:
    document = only(write(tmp_path, f'\ufeffsep=;\r\ntitle;text\r\n"Bridge, new";"{TEXT}"\r\n'))
    assert (document.title, document.content, document.source_path) == ("Bridge, new", TEXT, "news.csv#3")


@pytest.mark.parametrize("end", ["''s", "\\'s"])
def test_cells_may_be_enclosed_in_apostrophes_as_databases_write_them(tmp_path: Path, end: str) -> None:
    written = f'“Kenya{end} word, and "Uganda", count,” he said.'
    document = only(write(tmp_path, f"'id','title','text'\n'7','The lake, again','{written}'\n"))
    assert (document.title, document.content) == ("The lake, again", '“Kenya\'s word, and "Uganda", count,” he said.')
    assert document.own_columns == {"id": "7"}


def test_a_title_in_apostrophes_encloses_nothing(tmp_path: Path) -> None:
    document = only(write(tmp_path, f"title,text\n'Never again','{TEXT}'\n"))
    assert document.content.startswith("'") and document.content.endswith("'")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16", "utf-16-le"])
def test_rows_are_read_in_the_encodings_that_sheets_are_saved_in(tmp_path: Path, encoding: str) -> None:
    text = "“Côte d’Ivoire keeps its word,” the minister said in Nairobi – and “Kenya” too."
    assert only(write(tmp_path, f'title,text\r\nUn été,"{text}"\r\n'.encode(encoding))).content == text


def test_a_cyrillic_code_page_is_told_from_the_whole_beginning(tmp_path: Path) -> None:
    text = "Министр иностранных дел Кении заявил, что Уганда нарушила договор о рыболовстве на озере."
    rows = "".join(f'"{number}","{text}"\n' for number in range(20))
    documents, _ = read(write(tmp_path, ('"id","text"\n' + rows).encode("windows-1251")))
    assert [document.content for document in documents] == [text] * 20


def test_one_row_in_another_encoding_spoils_no_other(tmp_path: Path) -> None:
    rows = [f"1,“Kenya” {TEXT}\n".encode(), f"2,“Uganda” {TEXT.replace('’', '')}\n".encode("windows-1252")]
    documents, rejects = read(write(tmp_path, b"id,text\n" + b"".join(rows)))
    assert not rejects
    assert [document.content[:8] for document in documents] == ["“Kenya” ", "“Uganda”"]


def test_a_mark_that_is_never_closed_is_told_and_swallows_no_row(tmp_path: Path) -> None:
    rows = f'1,One,"{TEXT}\n2,Two,{TEXT}\n3,Three,{TEXT}\n'
    found = records(write(tmp_path, "id,title,text\n" + rows))
    assert isinstance(found[0], Reject) and found[0].location == "line 2"
    assert "never closed" in found[0].reason and found[0].code == "bad_record"
    assert [record.title for record in found[1:] if isinstance(record, Document)] == ["Two", "Three"]


def test_a_mark_that_another_row_happens_to_close_swallows_no_row(tmp_path: Path) -> None:
    rows = f'1,2020-05-06,"{TEXT}\n2,2020-05-07,{TEXT}\n3,2020-05-08,He called it "a bridge"\n4,2020-05-09,{TEXT}\n'
    rows = rows.replace('"a bridge"', 'a bridge"')
    found = records(write(tmp_path, "id,date,text\n" + rows))
    assert [r.location for r in found if isinstance(r, Reject)] == ["line 2"]
    assert [r.published for r in found if isinstance(r, Document)] == ["2020-05-07", "2020-05-08", "2020-05-09"]


def test_a_text_of_several_paragraphs_is_one_row(tmp_path: Path) -> None:
    text = f"{TEXT}\n\nHe said, “We agree,” and left.\n1,000 people came, and\n2,000 went, he said.\nThe end."
    table = io.StringIO()
    csv.writer(table).writerows([["id", "date", "text"], ["1", "2020-05-06", text], ["2", "2020-05-07", TEXT]])
    documents, rejects = read(write(tmp_path, table.getvalue()))
    assert not rejects
    assert [document.content for document in documents] == [text, TEXT]
    assert [document.source_path for document in documents] == ["news.csv#2", "news.csv#8"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("behind", [("2024-01-02",), ("5.6.2020", "17"), ("https://lake.example/a", "2024-01-02", "3")])
def test_a_text_of_several_paragraphs_in_the_first_column_is_one_row(
    tmp_path: Path, separator: str, behind: tuple[str, ...]
) -> None:
    names = ["text", "date", "id", "more"][: len(behind) + 1]
    text = f"{TEXT}\n\nHe said “so, we go on”.\n\n{TEXT}"
    rows = [names, [text, *behind], [f"{TEXT}\n2", *behind]]
    table = io.StringIO()
    csv.writer(table, delimiter=separator, lineterminator="\n").writerows(rows)
    documents, rejects = read(write(tmp_path, table.getvalue()))
    assert not rejects
    assert [document.content for document in documents] == [text, f"{TEXT}\n2"]


def test_marks_that_a_backslash_escapes_are_read(tmp_path: Path) -> None:
    document = only(write(tmp_path, 'id,text\n1,"He said: \\"We agree, all of us,\\" and left for Nairobi."\n'))
    assert document.content == 'He said: "We agree, all of us," and left for Nairobi.'


def test_in_a_tab_file_a_text_may_begin_with_a_quotation_mark(tmp_path: Path) -> None:
    first, second = '"Kenya lies," the minister said.', '"Uganda lies to us, another minister said.'
    documents, rejects = read(write(tmp_path, f"id\ttext\n1\t{first}\n2\t{second}\n3\t{TEXT}\n", "news.tsv"))
    assert not rejects
    assert [document.content for document in documents] == [first, second, TEXT]


def test_in_a_tab_file_that_encloses_its_texts_the_marks_are_no_part_of_them(tmp_path: Path) -> None:
    document = only(write(tmp_path, f'id\ttext\n1\t"{TEXT}\n\nThe ""end""."\n', "news.tsv"))
    assert document.content == f'{TEXT}\n\nThe "end".'


def test_a_row_of_too_many_cells_is_told(tmp_path: Path) -> None:
    documents, (reject,) = read(write(tmp_path, f"id,text\n1,He came, saw and left.\n2,{TEXT}\n"))
    assert len(documents) == 1
    assert reject.location == "line 2" and "3 cells" in reject.reason and "quotation marks" in reject.reason


def test_of_two_columns_of_one_name_the_filled_one_counts(tmp_path: Path) -> None:
    assert only(write(tmp_path, f"title,text,text\nBridge,,{TEXT}\n")).content == TEXT


def test_the_index_of_pandas_and_the_row_names_of_r_are_no_column(tmp_path: Path) -> None:
    assert only(write(tmp_path, f",party,text\n0,Greens,{TEXT}\n")).own_columns == {"party": "Greens"}
    assert only(write(tmp_path, f'"party","text"\n"1","Greens","{TEXT}"\n', "r.csv")).own_columns == {"party": "Greens"}


def test_blank_rows_and_null_bytes_do_no_harm(tmp_path: Path) -> None:
    documents, rejects = read(write(tmp_path, f"\n\nid,text\n\n1,{TEXT}\n,\n\x002,{TEXT}\n"))
    assert not rejects
    assert [document.own_columns["id"] for document in documents] == ["1", "2"]


def test_a_row_that_is_too_large_is_passed_over_and_the_rest_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, f"id,text\n1,{'Kenya ' * 300_000}\n2,{TEXT}\n")
    documents, (reject,) = read(path, config_with(max_megabytes=1))
    assert [document.own_columns["id"] for document in documents] == ["2"]
    assert reject.location == "line 2" and reject.code == "too_large" and "ingest.max_megabytes" in reject.reason


def test_of_a_packed_table_that_stops_the_rows_before_are_read(tmp_path: Path) -> None:
    rows = "".join(f"{random.Random(number).random()},{TEXT}\n" for number in range(120))
    packed = gzip.compress(f"id,text\n{rows}".encode())
    documents, (reject,) = read(write(tmp_path, packed[:-300], "news.csv.gz"))
    assert len(documents) > 20 and "stops in the middle" in reject.reason


def test_a_table_without_texts_says_which_names_are_known_and_how_to_map_one(tmp_path: Path) -> None:
    _, (reject,) = read(write(tmp_path, "headline,txet\nA,B\n"))
    for told in ("found headline, txet", "article_text", "ingest.columns", "Did you mean 'text'?"):
        assert told in reject.reason
    assert reject.code == "no_text"


def test_a_table_without_rows_is_told(tmp_path: Path) -> None:
    _, (reject,) = read(write(tmp_path, "id,title,text\n"))
    assert reject.code == "empty" and "no rows" in reject.reason


def test_columns_are_mapped_by_the_configuration(tmp_path: Path) -> None:
    path = write(tmp_path, f"when,body,story\n2020-05-06,a note,{TEXT}\n")
    document = only(path, config_with(columns={"text": "Story", "published": "when"}))
    assert (document.content, document.published, document.own_columns) == (TEXT, "2020-05-06", {"body": "a note"})


def test_a_mapped_column_that_is_not_there_is_told_once_a_file(tmp_path: Path) -> None:
    path = write(tmp_path, f"when,story\n2020-05-06,{TEXT}\n" * 400)
    config = config_with(columns={"text": "stroy"})
    assert len(pieces(path, 5_000, config)) > 3
    (reject,) = records(path, config, 5_000)
    assert isinstance(reject, Reject)
    assert "'stroy'" in reject.reason and "Did you mean 'story'?" in reject.reason and "when, story" in reject.reason


# One control character a cell: a file of more than a twentieth of them is binary.
visible = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from("\t\r\n"), max_size=60
)
cells = st.tuples(visible, st.sampled_from(["", "\x0b", "\x1c", "\x1f", "\x7f", "\x85"])).map("".join)
broken = st.lists(
    st.sampled_from(['"', ",", "\n", 'a"', '""', "text", "\r\n", '\\"', "2020-05-06", " ", "é"]), max_size=60
)


@settings(max_examples=60)
@given(rows=st.lists(st.tuples(cells, cells), min_size=1, max_size=12), size=st.integers(20, 400))
def test_what_the_csv_module_writes_is_read_the_same_in_any_pieces(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], size: int
) -> None:
    path = tmp_path_factory.mktemp("csv") / "news.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("id", "note", "text"), *((n, note, f"{TEXT} {t}.") for n, (note, t) in enumerate(rows))]
        )
    found = records(path)
    assert len(found) == len(rows)
    assert all(isinstance(record, Document) for record in found)
    assert records(path, size=size) == found


@settings(max_examples=60)
@given(parts=broken, size=st.integers(20, 200))
def test_broken_rows_are_the_same_in_any_pieces(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str], size: int
) -> None:
    path = tmp_path_factory.mktemp("csv") / "news.csv"
    path.write_bytes(("id,text\n" + "".join(parts) + f"\n1,{TEXT}\n").encode())
    assert records(path, size=size) == records(path)


def test_case_11_no_row_is_joined_to_another(tmp_path: Path) -> None:
    folder = shared("field/11-unbalanced-quotation-mark-in-csv")
    documents, (reject,) = read(folder / "unbalanced.csv")
    assert [document.title for document in documents] == ["Two", "Three"]
    assert reject.location == "line 2" and "a quotation mark is never closed" in reject.reason
    documents, rejects = read(folder / "unquoted.csv")
    assert not rejects and [document.title for document in documents] == ["One", "Two", "Three"]
    assert documents[0].content.startswith('"Sweden lies," Danish')


@pytest.mark.parametrize("name", ["dup", "mediacloud", "spaces", "caps", "allthenews"])
def test_case_14_columns_are_found_however_they_are_written(name: str) -> None:
    document = only(shared(f"field/14-column-names/{name}.csv"))
    assert document.content.endswith("Otieno told reporters in Nairobi.") and document.title == "Treaty row"
    assert (document.outlet == "Lake Times") == (name in ("mediacloud", "allthenews"))


@pytest.mark.parametrize(
    "above", ["Lake archive\nDownloaded 2020-05-06\n\n", "Lake archive, all news\n", "Query:;bridge\n\n\n"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_an_export_says_of_itself_above_the_names_is_no_row(tmp_path: Path, above: str, separator: str) -> None:
    names = separator.join(["id", "title", "text"])
    document = only(write(tmp_path, f'{above}{names}\n7{separator}Bridge{separator}"{TEXT}"\n'))
    assert (document.title, document.content) == ("Bridge", TEXT)
    assert document.source_path == f"news.csv#{above.count(chr(10)) + 2}"


def test_rows_of_a_table_of_one_column_are_not_taken_for_its_names(tmp_path: Path) -> None:
    path = write(tmp_path, f'text\n"{TEXT}, body, text"\n"{TEXT}"\n')
    assert len(read(path)[0]) == 2
    _, (reject,) = read(write(tmp_path, f"story\n{TEXT}\n"))
    assert "no text column" in reject.reason


def test_case_15_an_export_of_newsapi() -> None:
    document = only(shared("field/15-newsapi-export/newsapi.csv"))
    assert (document.outlet, document.published, document.truncated) == ("Lake Herald", "2020-05-06T08:00:00Z", True)
    assert document.content.endswith("lied to our own tra…")


def test_case_03_markup_in_the_text_column() -> None:
    content = only(shared("field/03-html-in-the-text-column/guardian.csv")).content
    assert content.split("\n\n")[1] == "“Uganda has cheated us for years,” Otieno told reporters."
    assert content.endswith("Rwanda’s envoy praised Kenya.")


def test_case_06_an_export_of_gdelt() -> None:
    document = only(shared("field/06-gdelt-doc-export/gdelt.csv"))
    assert (document.outlet, document.language, document.published) == ("lake.example", "English", "20200506T101500Z")


def test_case_20_text_that_was_encoded_twice() -> None:
    content = only(shared("field/20-mojibake/mojibake.csv")).content
    assert "“Rwanda is a friend,” Kiptoo said. Côte d’Ivoire" in content


def test_case_46_a_label_table_is_no_table_of_articles() -> None:
    _, (reject,) = read(shared("field/46-label-tables/ok.csv"))
    assert "found quote, country, label" in reject.reason
