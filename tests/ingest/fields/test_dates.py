"""Dates in all the forms of tables, and why one could not be read."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.fields.dates import DateRead, iso_date, read_date, sheet_date
from pipeline.languages import language
from tests.ingest.readers.reading import read
from tests.shared import shared

ENGLISH = language("en")


@pytest.mark.parametrize(
    "written",
    [
        "20200506", "20200506120000", "202005061200", "20200506T120000Z", "20200506T101500Z", "20200506 120000",
        "2020050612", "1588766400", "1588766400.0", "1588766400.25", "1588766400123", "1588766400123456", "1588766400000000000",
        "6/5/20", "06/05/2020", "6.5.2020", "06-05-2020 10:30", "2020-05-06", "2020/5/6", "2020-05-06 00:00:00",
        "2020-05-06T23:30:00-05:00", "2020-05-06T10:00:00.000Z", "06-May-20", "6 May '20", "6 May 2020", "May 6, 2020",
        "Wed, 06 May 2020 23:30:00 -0500", "Wed May 06 15:02:01 +0000 2020", "May 6, 2020 Wednesday", "6th of May 2020",
        "Published: Wed, 6th May 2020, 10:15 GMT", " 2020-05-06 ",
    ],
)  # fmt: skip
def test_a_day_is_read_in_whatever_form(written: str) -> None:
    assert read_date(written, ENGLISH) == DateRead("2020-05-06")


@pytest.mark.parametrize(
    "written",
    [
        "6. Mai 2020", "Mittwoch, 6. Mai 2020, 10:15 Uhr", "6 mai 2020", "le mercredi 6 mai 2020 à 10h15", "6 de mayo de 2020",
        "6 mayo 2020", "6 de maio de 2020", "6 maggio 2020", "6 mei 2020", "den 6 maj 2020", "6 maja 2020", "6 Mayıs 2020",
        "6 мая 2020", "6 травня 2020", "٦ مايو ٢٠٢٠", "2020年5月6日", "2020년 5월 6일", "06-mai-20", "Mayo 6, 2020", "2020-May-06",
        "2020May06", "6/May/2020:10:15:00 +0000", "06 05 2020", "2020 05 06", "datetime.date(2020, 5, 6)",
        "datetime.datetime(2020, 5, 6, 10, 15)", "/Date(1588766400000)/", "D:20200506101500Z",
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_languages_of_the_news_and_as_programs_show_it(written: str) -> None:
    assert read_date(written, ENGLISH) == DateRead("2020-05-06")


@pytest.mark.parametrize(
    "written", ["1er août 2020", "1º de agosto de 2020", "1. August 2020", "1 أغسطس 2020", "1 Agustus 2020"]
)
def test_the_first_of_a_month(written: str) -> None:
    assert read_date(written, ENGLISH) == DateRead("2020-08-01")


@pytest.mark.parametrize("written", ["12 mai 10 Uhr", "Mai 2020", "31 February 2020", "2020 13 40", "12 Mayors 2020"])
def test_what_is_no_day_in_any_language_is_not_read(written: str) -> None:
    read = read_date(written, ENGLISH)
    assert read.iso is None and read.problem


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("2020-05", "only a month"), ("May 2020", "only a month"), ("05/2020", "only a month"), ("202005", "only a month"),
        ("April 2020", "only a month"), ("Sept. 2020", "only a month"), ("Nov '20", "only a month"), ("February 2020", "only a month"),
        ("2020", "only a year"), ("2020.0", "only a year"), ("May 6", "not understood"), ("May 6-7, 2020", "not understood"), ("May 6/7 2020", "not understood"), ("soon", "not understood"),
        ("43957", "not understood"), ("10:30", "not understood"), ("yesterday at 5 PM", "not understood"),
        ("2020-13-05", "no such day"), ("31-31-2020", "no such day"), ("20200231", "no such day"), ("30/02/2020", "no such day"),
        ("06/05/1203", "a year outside 1600–2100"), ("2500-01-01", "a year outside 1600–2100"), ("99991231", "a year outside 1600–2100"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_told(written: str, problem: str) -> None:
    assert read_date(written, ENGLISH) == DateRead(None, problem)


def test_the_month_that_is_october_in_croatian_and_november_in_polish_is_not_guessed() -> None:
    assert read_date("12 listopada 2020", ENGLISH).iso is None and read_date("12. listopad 2020", ENGLISH).iso is None
    assert read_date("12. listopadu 2020", ENGLISH) == DateRead("2020-11-12")


@pytest.mark.parametrize("missing", [None, "", "  ", "nan", "NaT", "None"])
def test_a_missing_date_is_no_problem(missing: str | None) -> None:
    assert read_date(missing, ENGLISH) == DateRead(None, None)


def test_a_date_that_is_impossible_in_the_order_is_not_read_in_the_other() -> None:
    assert read_date("5/6/20", ENGLISH, "DMY").iso == "2020-06-05"
    assert read_date("5/6/20", ENGLISH, "MDY").iso == "2020-05-06"
    for written, order in (("05/13/2020", "DMY"), ("13/05/2020", "MDY"), ("13.5.20", "MDY")):
        read = read_date(written, ENGLISH, order)
        assert read.iso is None and "ingest.date_order" in str(read.problem)
        assert read_date(written, ENGLISH, "MDY" if order == "DMY" else "DMY").iso == "2020-05-13"


def test_two_figures_of_a_year_are_of_the_century_that_posix_says() -> None:
    assert [iso_date(f"01-02-{year}", ENGLISH) for year in ("68", "69", "00")] == [
        "2068-02-01",
        "1969-02-01",
        "2000-02-01",
    ]


def test_serial_numbers_of_sheets() -> None:
    assert sheet_date(43957.75) == "2020-05-06"
    assert sheet_date(61) == "1900-03-01"
    assert sheet_date(12.0) is None and sheet_date(1e9) is None


@given(st.dates(datetime.date(1600, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_is_read_as_python_writes_it(day: datetime.date) -> None:
    forms = (
        "%Y-%m-%d",
        "%Y%m%d",
        "%d/%m/%Y",
        "%d %B %Y",
        "%B %d, %Y",
        "%a, %d %b %Y 10:00:00 GMT",
        "%Y-%m-%dT10:00:00Z",
        "%d-%b-%Y",
    )
    assert {iso_date(day.strftime(form), ENGLISH) for form in forms} == {day.isoformat()}


@given(st.text(max_size=60) | st.from_regex(r"[0-9]{1,20}") | st.from_regex(r"\A\d{1,4}[-/.]\w{1,4}[-/. ]\d{1,4}\Z"))
def test_any_text_is_a_day_or_a_problem(text: str) -> None:
    read = read_date(text, ENGLISH)
    assert read.iso is None or (read.problem is None and datetime.date.fromisoformat(read.iso))


def test_case_10_six_of_eight_dates_are_read_and_two_are_told() -> None:
    dates = [
        read_date(record.published, ENGLISH, "MDY")
        for record in read(shared("field/10-dates-not-read-and-not-told/dates.csv"))[0]
    ]
    assert [date.iso for date in dates] == ["2020-05-06"] * 6 + [None] * 2
    assert [date.problem for date in dates[6:]] == ["only a month"] * 2
