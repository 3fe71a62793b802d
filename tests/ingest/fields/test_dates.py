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


@pytest.mark.parametrize(
    "written",
    [
        "Vol. 12, May 2024", "Vol 12 May 2024", "Volume 12, May 2024", "Vol. 12, No. 3, May 2024", "Vol. 12/3, May 2024", "No. 3 March 2024",
        "Issue 7, June 2024", "Lake Review, Issue 7, June 2024, p. 4", "Nr. 3, März 2024", "Jahrgang 12, Mai 2024", "Heft 3, Mai 2024",
        "n° 12, mai 2024", "Tome 4, mai 2024", "Núm. 12, mayo 2024", "№ 3, май 2024", "Page 7, June 2024",
    ],
)  # fmt: skip
def test_the_number_of_a_volume_or_an_issue_is_no_day(written: str) -> None:
    assert read_date(written, ENGLISH) == DateRead(None, "only a month")


@pytest.mark.parametrize(
    "written",
    [
        "Friday 12, May 2024", "12, May 2024", "Issue: 12 May 2024", "Issue of 12 May 2024", "Vol. 3, 12 May 2024", "Edition 12 May 2024",
        "Vol. XII, May 12, 2024", "Heft 3 vom 12. Mai 2024", "10:15 - 12 May 2024", "10h - 12 mai 2024", "5pm – 12 May 2024",
        "31 - 12 May 2024", "Lake Herald - 12 May 2024", "2 - 1 12 May 2024", "12 May 2024 – 14 May 2024", "2024-05-12/2024-05-14",
        "10.45 - 12.05.2024", "12/05/2024 - 14/05/2024", "4 Dhu al-Qidah 1445, 12 May 2024", "1445-11-04 / 2024-05-12", "2567-05-12 (2024-05-12)",
    ],
)  # fmt: skip
def test_a_day_beside_another_number_is_read(written: str) -> None:
    assert read_date(written, ENGLISH) == DateRead("2024-05-12")


@pytest.mark.parametrize(
    "written",
    [
        "6-7 May 2024", "6–7 May 2024", "6 - 7 May 2024", "6/7 May 2024", "6th-7th May 2024", "6 to 7 May 2024", "6 and 7 May 2024", "6 & 7 May 2024",
        "May 6-7, 2024", "May 6–7, 2024", "30 April-2 May 2024", "30 April – 2 May 2024", "April 30-May 2, 2024", "Apr. 30 to May 2, 2024",
        "Mon 6 - Tue 7 May 2024", "6.-7. Mai 2024", "6. bis 7. Mai 2024", "6./7. Mai 2024", "30. April bis 2. Mai 2024", "du 6 au 7 mai 2024",
        "6 y 7 de mayo de 2024", "6 e 7 maggio 2024", "30 de abril al 2 de mayo de 2024", "6–7 мая 2024", "6.-7.5.2024", "06./07.05.2024", "30.04.-02.05.2024",
        "6-7/5/2024", "30/04 - 02/05/2024",
    ],
)  # fmt: skip
def test_several_days_are_none(written: str) -> None:
    assert read_date(written, ENGLISH) == DateRead(None, "not understood")


@pytest.mark.parametrize(
    "written",
    [
        "2 เมษายน 2567", "วันที่ 2 เมษายน พ.ศ. 2567", "2 เม.ย. 2567", "๒ เมษายน ๒๕๖๗", "2 เม.ย. 67", "2 April B.E. 2567", "2 April 2567", "2567-04-02",
        "2567-04-02T10:15:00+07:00", "02/04/2567", "2.4.2567", "25670402", "25670402101500", "256704021015", "2567040210", "2567 04 02",
        "15 Ramadan 1445", "15 Ramadan 1445 AH", "Rajab 15, 1445", "1 Muharram 1446H", "15 رمضان 1445", "١٥ رمضان ١٤٤٥ هـ", "15/09/1445",
        "1445-09-15", "1445/9/15", "14450915", "14450915101500", "144509151015", "15 Ramazan 1445", "3 Sha'ban 1445", "1445 09 15",
        "12 Farvardin 1403", "۱۲ فروردین ۱۴۰۳", "1403/01/14", "令和6年4月2日", "5 Nisan 5784", "15 Mar 1445",
    ],
)  # fmt: skip
def test_a_day_of_another_calendar_is_none_of_ours(written: str) -> None:
    read = read_date(written, ENGLISH)
    assert read.iso is None and read.problem in ("not understood", "a year outside 1600–2100")


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
