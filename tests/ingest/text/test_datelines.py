"""The date that a report's dateline gives, and none where no dateline stands."""

import pytest

from pipeline.ingest.text.datelines import Dateline, dateline_date, read_dateline
from pipeline.ingest.text.plain_text import parse_plain_text
from pipeline.languages import language

ENGLISH = language("en")


@pytest.mark.parametrize(
    ("paragraph", "place", "agency"),
    [
        ("DAKAR, April 2, 2024 (AP) - Senegal thanked Mali.", "DAKAR", "AP"),
        ("DAKAR, April 2, 2024 -- Senegal thanked Mali.", "DAKAR", None),
        ("DAKAR, Senegal — 2 April 2024: Senegal thanked Mali.", "DAKAR", None),
        ("DAKAR, Senegal, 2 April 2024 – Senegal thanked Mali.", "DAKAR", None),
        ("DAKAR (AP) — April 2, 2024 — Senegal thanked Mali.", "DAKAR", "AP"),
        ("DAKAR (AP), April 2, 2024 - Senegal thanked Mali.", "DAKAR", "AP"),
        ("Dakar, 2 April 2024 (Reuters) – Senegal thanked Mali.", "Dakar", "Reuters"),
        ("(Dakar, April 2, 2024) — Senegal thanked Mali.", "Dakar", None),
        ("(Dakar, 2 April 2024) Senegal thanked Mali.", "Dakar", None),
        ("[Dakar, 2 April 2024] Senegal thanked Mali.", "Dakar", None),
        ("April 2, 2024, DAKAR — Senegal thanked Mali.", "DAKAR", None),
        ("DAKAR, Tuesday, April 2, 2024 (AP) - Senegal thanked Mali.", "DAKAR", "AP"),
        ("DAKAR: April 2, 2024: Senegal thanked Mali.", "DAKAR", None),
        ("DAKAR, Senegal, April 2nd, 2024 /Lake Wire/ -- Senegal thanked Mali.", "DAKAR", "Lake Wire"),
        ("DAKAR, 02/04/2024 (APS) – Senegal thanked Mali.", "DAKAR", "APS"),
        ("WASHINGTON, D.C., Apr. 2, 2024 - Senegal thanked Mali.", "WASHINGTON", None),
        ("Port-au-Prince, 2 April 2024 -“We thank Mali.”", "Port-au-Prince", None),
        ("Rio de Janeiro, 2 April 2024 — Brazil thanked Mali.", "Rio de Janeiro", None),
        ("April 2, 2024 – Senegal thanked Mali.", None, None),
        ("(Dakar) 2.4.2024 – Senegal thanked Mali.", "Dakar", None),
        ("DAKAR — Tuesday, April 2, 2024 — Senegal thanked Mali.", "DAKAR", None),
        ("DAKAR (April 2, 2024) — Senegal thanked Mali.", "DAKAR", None),
        ("DAKAR, SENEGAL (2/4/2024) — Senegal thanked Mali.", "DAKAR", None),
        ("PORT LOUIS (2 April 2024)--Senegal thanked Mali.", "PORT LOUIS", None),
        ("Dakar, Senegal | LAKE WIRE | 2 April 2024 | Senegal thanked Mali.", "Dakar", "LAKE WIRE"),
        ("Tuesday, 2 April 2024, Dakar: Senegal thanked Mali.", "Dakar", None),
        ("DAKAR, April 2, 2024—Senegal thanked Mali.", "DAKAR", None),
        ("DAKAR, 2 avril 2024 (Agence du Fleuve) - Senegal thanked Mali.", "DAKAR", "Agence du Fleuve"),
        ("Dakar, 2. April 2024 – Senegal thanked Mali.", "Dakar", None),
        ("DAKAR, 2 de abril de 2024 (AFL) - Senegal thanked Mali.", "DAKAR", "AFL"),
        ("DAKAR April 2, 2024 Senegal thanked Mali.", "DAKAR", None),
        ("PORT LOUIS, Tuesday, April 2, 2024 “We thank Mali.”", "PORT LOUIS", None),
    ],
)
def test_a_dateline_gives_place_date_and_agency(paragraph: str, place: str | None, agency: str | None) -> None:
    found = read_dateline(paragraph, ENGLISH)
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, "2024-04-02", agency)
    assert paragraph[found.end :].split()[0].strip("“") in ("Senegal", "We", "Brazil")


@pytest.mark.parametrize(
    "paragraph",
    [
        "On April 2, 2024 - the day of the vote - Senegal thanked Mali.",
        "Since April 2, 2024 — a day of joy — Senegal has thanked Mali.",
        "In Dakar, April 2, 2024 - a holiday - was quiet.",
        "Dakar, April 2, 2024, was no place for Mali.",
        "Dakar, 12 people 2024 - the count of the year - thanked Mali.",
        "The ministers met on April 2, 2024 - a day late.",
        "Kenya: a history of bridges",
        "Dakar, 2 April 2024. The square was empty.",
        "Budget of 2 April 2024 – what it says",
        "Mali (2 April 2024) was silent.",
        "DAKAR April 2, 2024 was a day of joy.",
        "Kenyan minister Joram Kiptoo (62) - a farmer - thanked Mali.",
        "Senegal thanked Mali. DAKAR, April 2, 2024 - the end.",
        "",
    ],
)
def test_a_sentence_is_no_dateline(paragraph: str) -> None:
    assert dateline_date(paragraph, ENGLISH) is None


@pytest.mark.parametrize("paragraph", ["SAKE | Rebels | Takes town", "Sport | Football | Mali wins"])
def test_strokes_without_a_date_or_a_comma_make_no_dateline(paragraph: str) -> None:
    assert read_dateline(paragraph, ENGLISH) is None


def test_figures_are_read_in_the_order_that_was_chosen() -> None:
    assert dateline_date("DAKAR, 02/04/2024 (APS) – Senegal thanked Mali.", ENGLISH, "MDY") == "2024-02-04"


@pytest.mark.parametrize(
    ("near", "date"),
    [("2020-05-10", "2020-05-06"), ("2020-01-10", "2020-05-06"), ("2019-12-31", "2020-05-06"), (None, None)],
)
def test_a_day_without_a_year_is_the_nearest_to_a_known_date(near: str | None, date: str | None) -> None:
    paragraph = "KAMPALA, May 6 (Xinhua) -- Uganda thanked Kenya."
    assert read_dateline(paragraph, ENGLISH, near=near) == Dateline("KAMPALA", date, "Xinhua", 27)


def test_the_end_of_a_year_is_near_the_beginning_of_the_next() -> None:
    assert dateline_date("KAMPALA, Dec. 30 - Uganda thanked Kenya.", ENGLISH, near="2021-01-02") == "2020-12-30"


def test_an_article_takes_its_date_from_the_dateline_and_says_so() -> None:
    text = "Senegal thanks Mali\n\nDAKAR, April 2, 2024 (AP) - Senegal thanked Mali.\n\nMali was silent."
    parsed = parse_plain_text(text, ENGLISH)
    assert (parsed.published, parsed.published_source, parsed.outlet) == ("2024-04-02", "dateline", "AP")


def test_a_date_on_a_line_of_its_own_goes_before_the_dateline() -> None:
    text = "Senegal thanks Mali\n3 April 2024\n\nDAKAR, April 2, 2024 (AP) - Senegal thanked Mali.\n\nMali was silent."
    parsed = parse_plain_text(text, ENGLISH)
    assert (parsed.published, parsed.published_source) == ("2024-04-03", "text")


def test_a_date_further_down_is_not_the_date_of_the_article() -> None:
    text = "Senegal thanks Mali\n\nOne.\n\nTwo.\n\nThree.\n\nDAKAR, April 2, 2024 (AP) - Senegal thanked Mali."
    parsed = parse_plain_text(text, ENGLISH)
    assert (parsed.published, parsed.published_source) == (None, None)


def test_a_date_in_the_brackets_of_a_dateline_is_no_outlet() -> None:
    article = parse_plain_text("Thanks\n\nDAKAR, Senegal (2 Apr 2024) -- Senegal thanked Mali.", ENGLISH)
    assert (article.published, article.outlet) == ("2024-04-02", None)
