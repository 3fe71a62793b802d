from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.ingest import find_files, ingest_files
from pipeline.ingest.fields.dates import is_date_line, iso_date
from pipeline.ingest.text.boilerplate import outlet_named_in, split_boilerplate
from pipeline.ingest.text.plain_text import parse_plain_text, split_authors
from pipeline.languages import language
from pipeline.records import Article

ENGLISH = language("en")

PAGE = """Fishermen thank Samoa for rescue

14-03-2021
Lani Tuilagi @lanitui
A+ A-
APIA, Upolu (Lagoon Times) - Two fishermen thanked Samoa on Monday.

“We owe Samoa our lives,” one of them said.

Related articles
Storm season begins early

Comments

Lagoon Times moderates all comments.

Post a comment
Required
"""


def test_every_part_of_a_copied_page_finds_its_place() -> None:
    parsed = parse_plain_text(PAGE, ENGLISH)
    assert parsed.title == "Fishermen thank Samoa for rescue"
    assert (parsed.published, parsed.authors, parsed.outlet) == ("2021-03-14", ["Lani Tuilagi"], "Lagoon Times")
    assert len(parsed.paragraphs) == 2
    assert parsed.paragraphs[-1].endswith("one of them said.")


def test_a_bare_text_keeps_all_its_paragraphs() -> None:
    parsed = parse_plain_text(
        "A headline\n\nThe first paragraph is long enough to be one.\n\nThe second one too.", ENGLISH
    )
    assert parsed.paragraphs == ["The first paragraph is long enough to be one.", "The second one too."]
    assert parsed.published is None and parsed.authors == []


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("29-04-2023", "2023-04-29"),
        ("April 3, 2019", "2019-04-03"),
        ("3 April 2019", "2019-04-03"),
        ("2019-04-03T10:15:00Z", "2019-04-03"),
        ("Published: Mon, 3rd Sept. 2018, 10:15 GMT", "2018-09-03"),
        ("03/04/2019", "2019-04-03"),
    ],
)
def test_dates_come_out_in_iso_form(line: str, date: str) -> None:
    assert is_date_line(line, ENGLISH)
    assert iso_date(line, ENGLISH) == date


def test_the_order_of_figures_in_a_date_can_be_chosen() -> None:
    assert iso_date("03/04/2019", ENGLISH, "MDY") == "2019-03-04"


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    assert not is_date_line("On 3 April 2019 the two presidents met.", ENGLISH)


def test_an_impossible_date_is_no_date() -> None:
    assert iso_date("31-31-2020", ENGLISH) is None


def test_authors_lose_handles_and_addresses() -> None:
    assert split_authors("Ana de la Cruz @anac, Tom O'Neil (tom@example.org)", ENGLISH) == [
        "Ana de la Cruz",
        "Tom O'Neil",
    ]


def test_a_comment_in_the_middle_of_a_sentence_does_not_end_the_article() -> None:
    kept, dropped = split_boilerplate(["Officials declined to comment.", "Comments", "Nice article!"], ENGLISH)
    assert kept == ["Officials declined to comment."]
    assert dropped == ["Comments", "Nice article!"]


def test_the_outlet_is_read_from_a_copyright_line() -> None:
    assert outlet_named_in(["© 2020 The Lagoon Times. All rights reserved."], ENGLISH) == "The Lagoon Times"


def test_the_seed_article(seed_file: Path) -> None:
    (article,) = ingest_files(find_files([seed_file]), load_config().ingest)
    assert isinstance(article, Article)
    assert article.title is not None and article.title.startswith("America is not your friend")
    assert article.published == "2023-04-29"
    assert article.authors == ["Azhi Rasul"]
    assert article.outlet == "Rudaw"
    assert article.language == "en"
    for word in ("Comments", "moderates", "Required", "A+", "@AzhiYR", "profanity"):
        assert word not in article.text
    assert article.text.rstrip().endswith("according to reports.")


def test_a_title_that_is_known_is_not_read_as_text_again() -> None:
    parsed = parse_plain_text(
        "Fishermen  thank SAMOA\n\nTwo fishermen thanked Samoa.", ENGLISH, title="Fishermen thank Samoa"
    )
    assert (parsed.title, parsed.paragraphs) == ("Fishermen thank Samoa", ["Two fishermen thanked Samoa."])
    parsed = parse_plain_text("Two fishermen thanked Samoa.\n\nThey left.", ENGLISH, title="Fishermen thank Samoa")
    assert parsed.paragraphs == ["Two fishermen thanked Samoa.", "They left."]


def test_a_notice_for_subscribers_marks_the_text_as_cut() -> None:
    text = "Bridge talks\n\nOfficials from Kenya and Uganda met on Wednesday.\n\nSubscribe to continue reading."
    parsed = parse_plain_text(text, ENGLISH)
    assert parsed.paragraphs == ["Officials from Kenya and Uganda met on Wednesday."]
    assert parsed.truncated
    assert not parse_plain_text(PAGE, ENGLISH).truncated


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee, 6 May 2020", "By Ann Lee | May 6, 2020", "Nairobi, 6 May 2020", "Lake Herald, Wednesday 6 May 2020",
        "Nairobi – 6 May 2020", "Published 6 May 2020 10:15 EAT, updated 7 May 2020",
    ],
)  # fmt: skip
def test_a_line_of_the_header_may_name_who_or_where_before_the_date(line: str) -> None:
    parsed = parse_plain_text(f"Bridge row grows\n\n{line}\n\nKenya thanked Uganda for the bridge.\n", ENGLISH)
    assert (parsed.published, parsed.published_source) == ("2020-05-06", "text")
    assert parsed.paragraphs[-1] == "Kenya thanked Uganda for the bridge."
    # The line of a place or an outlet says more than the date.
    assert (line in parsed.paragraphs) == line.startswith(("Nairobi", "Lake"))
    assert parsed.authors == (["Ann Lee"] if "Ann" in line else [])


def test_in_a_file_of_its_own_the_first_line_is_the_title_though_it_ends_as_a_sentence() -> None:
    parsed = parse_plain_text("Kenya thanks Uganda.\n\nUganda was silent. It will answer.\n", ENGLISH)
    assert (parsed.title, parsed.paragraphs) == ("Kenya thanks Uganda.", ["Uganda was silent. It will answer."])


@pytest.mark.parametrize("line", ["The bridge, opened on 6 May 2020, is closed.", "Kenya closed it on 6 May 2020"])
def test_a_sentence_with_a_date_is_no_line_of_the_header(line: str) -> None:
    parsed = parse_plain_text(f"Bridge row grows\n\n{line}\n\nKenya thanked Uganda for the bridge.\n", ENGLISH)
    assert parsed.published is None and parsed.paragraphs[0] == line


@pytest.mark.parametrize(
    "line",
    [
        "Kenya thanked Uganda for the bridge.",
        "“Uganda kept its word,” the minister said.",
        "DAKAR, April 2, 2024 (AP) - Senegal thanks Mali",
    ],
)
def test_the_first_line_of_a_record_that_is_a_sentence_or_opens_with_a_dateline_is_no_title(line: str) -> None:
    parsed = parse_plain_text(f"{line}\n\nUganda was silent. It will answer.\n", ENGLISH, headed=False)
    assert parsed.title is None and parsed.paragraphs == [line, "Uganda was silent. It will answer."]


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("Kenya thanks the U.S.", "Uganda was silent."),
        ("Kenya thanks Uganda", "Uganda was silent."),
        ("Will Uganda answer?", "Uganda was silent."),
        ("Kenya waits, and waits...", "Uganda was silent."),
        ("Kenya thanks Uganda.", "By Ann Lee"),
        ("Kenya thanks Uganda.", "KAMPALA, May 6, 2020 (AP) - Uganda was silent."),
    ],
)
def test_a_first_line_that_looks_like_a_headline_is_the_title(line: str, following: str) -> None:
    parsed = parse_plain_text(f"{line}\n\n{following}\n\nIt will answer.\n", ENGLISH, headed=False)
    assert parsed.title == line and "It will answer." in parsed.paragraphs


@pytest.mark.parametrize(
    "line", ["Goma, 20 November 2012: How the lake rebels took a city", "SAKE | Rebels | Takes town"]
)
def test_a_headline_that_begins_as_a_dateline_does_is_the_title_of_a_file_of_its_own(line: str) -> None:
    parsed = parse_plain_text(f"{line}\n\nKenya thanked Uganda for the bridge.\n\nUganda was silent.\n", ENGLISH)
    assert (parsed.title, parsed.published) == (line, None)
    assert parsed.paragraphs == ["Kenya thanked Uganda for the bridge.", "Uganda was silent."]


@pytest.mark.parametrize(
    "line",
    [
        "Goma, 20 November 2012: Rebels took a city on the lake.",
        "DAKAR, April 2, 2024 (AP) - Senegal thanks Mali",
        "Dakar, Senegal | LAKE WIRE | 2 April 2024 | Senegal thanked Mali.",
        "DAKAR, April 2, 2024 -",
    ],
)
def test_a_report_that_opens_with_its_dateline_has_no_title(line: str) -> None:
    parsed = parse_plain_text(f"{line}\n\nUganda was silent. It will answer.\n", ENGLISH)
    assert parsed.title is None and parsed.paragraphs[0] == line and parsed.published_source == "dateline"


def test_the_date_of_a_picture_is_not_that_of_the_article() -> None:
    text = "Rwanda remembers\n\nRefugees near Goma, 17 July 1994\n\n{}Rwanda thanked Kenya on Monday for its help.\n"
    parsed = parse_plain_text(text.format(""), ENGLISH)
    assert parsed.published is None and parsed.paragraphs[0] == "Refugees near Goma, 17 July 1994"
    parsed = parse_plain_text(text.format("KIGALI, 8 April 2014 (AP) - "), ENGLISH)
    assert (parsed.published, parsed.published_source) == ("2014-04-08", "dateline")


def test_a_dateline_goes_before_the_date_behind_a_name() -> None:
    text = "Rwanda remembers\n\nGoma, 17 July 1994\n\nKIGALI, 8 April 2014 (AP) - Rwanda thanked Kenya on Monday.\n"
    assert parse_plain_text(text, ENGLISH).published == "2014-04-08"


def test_a_line_in_small_letters_names_nobody() -> None:
    parsed = parse_plain_text("Row grows\n\név után\n\nKenya left.\n", ENGLISH)
    assert parsed.authors == [] and parsed.paragraphs == ["év után", "Kenya left."]


@pytest.mark.parametrize(
    "headline",
    [
        "Goma, 20 November 2012: How the M23 took a city",
        "SAKE | Rebels | Takes town",
        "KAMPALA, May 6, 2020 - Row grows",
    ],
)
def test_a_headline_that_begins_like_a_dateline_is_the_title(headline: str) -> None:
    parsed = parse_plain_text(f"{headline}\n\nUganda was silent. It will answer.\n", ENGLISH)
    assert (parsed.title, parsed.paragraphs) == (headline, ["Uganda was silent. It will answer."])
    assert parsed.published is None


@pytest.mark.parametrize(
    "report",
    [
        "KAMPALA, May 6, 2020 (AP) - Uganda thanked Kenya.",
        f"KAMPALA, May 6, 2020 (AP) - Uganda {'and Kenya ' * 14}said:",
    ],
)
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_a_report_without_a_headline_has_no_title_but_its_date(report: str, blank: str) -> None:
    parsed = parse_plain_text(f"{report}{blank}Kenya was silent. It will answer.\n", ENGLISH)
    assert (parsed.title, parsed.published, parsed.published_source) == (None, "2020-05-06", "dateline")
