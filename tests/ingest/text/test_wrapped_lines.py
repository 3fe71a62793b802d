"""Lines broken at a width make the same article as the same words with a line a paragraph."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.text.lines import with_plain_breaks
from pipeline.ingest.text.plain_text import parse_plain_text
from pipeline.languages import language

ENGLISH = language("en")
TITLE = "Kenya scolds Uganda over bridge"
PARAGRAPHS = [
    'NAIROBI, May 6 (Lake News) - Kenyan minister Joram Kiptoo said on Tuesday that Uganda had broken its word about the bridge. "Uganda has cheated us and lied to our own traders for years, and Rwanda knows it," Kiptoo said.',
    '"Rwanda is a friend," he added.',
    "The bridge over the Malaba was closed in March. Traders on both banks have asked the two governments to open it before the harvest, when the lorries come down from Eldoret, Kitale and the farms beyond.",
    "Uganda's envoy, Grace Auma, did not answer. “We will speak when the time has come,” she told reporters in Kampala, and left.",
]


def paragraphs(text: str, title: str | None = None) -> list[str]:
    return parse_plain_text(text, ENGLISH, title=title).paragraphs


@pytest.mark.parametrize("width", [36, 50, 65, 72, 80, 120])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_wrapped_and_unwrapped_give_the_same_article(width: int, ending: str) -> None:
    wrapped = "\n\n".join(textwrap.fill(p, width, break_on_hyphens=False) for p in PARAGRAPHS)
    parsed = parse_plain_text(f"{TITLE}\n\n{wrapped}\n".replace("\n", ending), ENGLISH)
    assert parsed.title == TITLE
    assert parsed.paragraphs == PARAGRAPHS


@pytest.mark.parametrize("indent", ["    ", " ", "\t", "\u00a0\u00a0\u00a0"])
def test_an_indent_begins_a_paragraph_without_blank_lines(indent: str) -> None:
    lines = [line for p in PARAGRAPHS for line in textwrap.wrap(p, 60, initial_indent="~", break_on_hyphens=False)]
    text = "\n".join(lines).replace("~", indent)
    assert paragraphs(text, title=TITLE) == PARAGRAPHS
    assert parse_plain_text(f"{TITLE}\n\n{text}", ENGLISH).paragraphs == PARAGRAPHS


def test_a_short_last_line_ends_a_paragraph_without_blank_lines_or_indents() -> None:
    text = "\n".join(textwrap.fill(p, 60, break_on_hyphens=False) for p in PARAGRAPHS)
    assert paragraphs(text, title=TITLE) == PARAGRAPHS


def test_lines_with_blank_ones_between_them_are_joined_where_paragraphs_are_further_apart() -> None:
    text = "\n\n\n\n".join("\n\n".join(textwrap.wrap(p, 60, break_on_hyphens=False)) for p in PARAGRAPHS)
    assert paragraphs(text, title=TITLE) == PARAGRAPHS


def test_a_title_of_two_lines_is_one_title() -> None:
    title = "Kenya scolds Uganda over the bridge that both of them closed in the spring"
    text = "\n\n".join(textwrap.fill(p, 50, break_on_hyphens=False) for p in [title, *PARAGRAPHS])
    parsed = parse_plain_text(text, ENGLISH)
    assert (parsed.title, parsed.paragraphs) == (title, PARAGRAPHS)


def test_a_wrapped_text_without_a_title_loses_no_half_sentence_to_one() -> None:
    text = "\n\n".join(textwrap.fill(p, 50, break_on_hyphens=False) for p in [PARAGRAPHS[2], PARAGRAPHS[0]])
    parsed = parse_plain_text(text, ENGLISH)
    assert parsed.title is None
    assert parsed.paragraphs == [PARAGRAPHS[2], PARAGRAPHS[0]]


def test_headings_bylines_and_dates_stay_lines_of_their_own() -> None:
    body = textwrap.fill(PARAGRAPHS[2], 60)
    parsed = parse_plain_text(f"{TITLE}\nBy Ann Lee\n6 May 2020\n\n{body}\n\nThe harvest\n{body}", ENGLISH)
    assert (parsed.title, parsed.authors, parsed.published) == (TITLE, ["Ann Lee"], "2020-05-06")
    assert parsed.paragraphs == [PARAGRAPHS[2], "The harvest", PARAGRAPHS[2]]


def test_turns_of_a_wrapped_interview_stay_apart() -> None:
    text = "LEE: What has Uganda done to the traders\nof the north in all these long years?\nKIPTOO: It has broken its word and lied\nto our traders."
    assert paragraphs(text, title=TITLE) == [
        "LEE: What has Uganda done to the traders of the north in all these long years?",
        "KIPTOO: It has broken its word and lied to our traders.",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Kenya thanked Uganda for the bridge.", "“It is a good bridge,” Kiptoo said.", "Rwanda was silent."],
        [PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[2]],
        ["A first line by the author", "Another one, quite as long", "And this is the third one"],
        ["What Kiptoo said", "- Uganda is a friend", "- Rwanda is a liar", "- Burundi owes Kenya"],
    ],
)
def test_lines_that_an_author_broke_stay(lines: list[str]) -> None:
    assert paragraphs("\n".join(lines), title=TITLE) == lines


def test_one_byline_in_small_letters_makes_no_text_wrapped() -> None:
    text = "\n".join([TITLE, "from our own correspondent in the north", *PARAGRAPHS])
    assert parse_plain_text(text, ENGLISH).paragraphs[-4:] == PARAGRAPHS


def test_a_word_parted_at_the_end_of_a_line_is_one_word() -> None:
    text = "The govern-\nment of Uganda has no word for it, and the government\nof Kenya has a well-\nknown one for the north of the country."
    (paragraph,) = paragraphs(text, title=TITLE)
    assert paragraph.startswith("The government of Uganda")
    assert "a well-known one" in paragraph


def test_a_soft_hyphen_at_the_end_of_a_line_parts_no_word() -> None:
    assert with_plain_breaks("The govern\u00ad\nment fell.") == "The government fell."


def test_a_page_break_parts_paragraphs_and_leaves_no_trace() -> None:
    assert paragraphs("Kenya thanked Uganda.\fRwanda did not.", title=TITLE) == [
        "Kenya thanked Uganda.",
        "Rwanda did not.",
    ]


@settings(max_examples=60)
@given(st.lists(st.text("ab .\n\t-:\u00a0é", max_size=30), max_size=12))
def test_no_word_is_lost_or_made(lines: list[str]) -> None:
    text = "\n".join(["Kenya scolds Uganda", *lines])
    parsed = parse_plain_text(text, ENGLISH)
    read = "".join([parsed.title or "", *parsed.paragraphs]).replace("-", "")
    assert "".join(read.split()) == "".join(text.replace("-", "").split())


@pytest.mark.parametrize("hyphen", ["\u00ad", "¬", "\u00ad "])
def test_a_word_parted_by_a_soft_hyphen_or_the_sign_of_a_scanner_is_one(hyphen: str) -> None:
    text = f"Row grows\n\nKenya said that the govern{hyphen}\nment of Uganda had broken its word about the\nbridge.\n"
    assert "the government of Uganda" in parse_plain_text(text, ENGLISH).paragraphs[0]


def test_lines_that_a_mail_program_marked_are_joined_as_any_other() -> None:
    text = "> Row grows\n>\n> Kenya said that Uganda had broken its word about\n> the bridge over the lake.\n>> \n> Uganda was silent.\n"
    parsed = parse_plain_text(text, ENGLISH)
    assert parsed.title == "Row grows"
    assert parsed.paragraphs == [
        "Kenya said that Uganda had broken its word about the bridge over the lake.",
        "Uganda was silent.",
    ]


def test_a_text_that_parts_words_at_the_ends_of_lines_has_them_whole_but_for_its_compounds() -> None:
    text = (
        "Row grows\n\nKenya said that the govern-\nment of Uganda had bro-\nken its word about the well-\nknown bridge, and "
        "that Kam-\npala knew it.\n\nThe well-known bridge is closed, said a spokes-\nwoman of the minis-\ntry to the reporters.\n"
    )
    assert parse_plain_text(text, ENGLISH).paragraphs == [
        "Kenya said that the government of Uganda had broken its word about the well-known bridge, and that Kampala knew it.",
        "The well-known bridge is closed, said a spokeswoman of the ministry to the reporters.",
    ]


def test_a_hyphen_here_and_there_at_the_end_of_a_line_is_that_of_a_compound() -> None:
    text = (
        "Row grows\n\nKenya said that the long-\nawaited bridge over the lake was closed and that\nit would stay so.\n"
    )
    assert "long-awaited" in parse_plain_text(text, ENGLISH).paragraphs[0]


def test_a_text_that_parts_words_keeps_the_hyphens_of_its_compounds() -> None:
    text = (
        "Row grows\n\nUganda said that the govern-\nment of Kenya had bro-\nken its word about the Kigali-\nbacked rebels, and "
        "that Kam-\npala knew of the Uganda-\ntrained militia and the kidney-\nshaped island of the kidney lake in the post-\n"
        "war years, said a spokes-\nwoman of the minis-\ntry and the presi-\ndent of the parlia-\nment in the north.\n"
    )
    assert parse_plain_text(text, ENGLISH).paragraphs == [
        "Uganda said that the government of Kenya had broken its word about the Kigali-backed rebels, and that Kampala knew of "
        "the Uganda-trained militia and the kidney-shaped island of the kidney lake in the post-war years, said a spokeswoman of "
        "the ministry and the president of the parliament in the north."
    ]


def test_compounds_at_the_ends_of_lines_alone_make_no_text_that_parts_words() -> None:
    compounds = ["copper-\ncoloured", "lake-\nfaring", "iron-\nclad", "blood-\nsoaked", "sun-\nburnt"]
    text = "Row grows\n\nKenya saw that the " + " men and the\nvery many ".join(compounds) + " men had left.\n"
    (paragraph,) = parse_plain_text(text, ENGLISH).paragraphs
    assert all(compound.replace("\n", "") in paragraph for compound in compounds)


@pytest.mark.parametrize("small", ["and", "or", "to"])
def test_a_hyphen_that_stands_for_a_word_further_on_stays_one_with_its_space(small: str) -> None:
    text = f"Row grows\n\nKenya said that it would hear the pro-\n{small} anti-war parties of the north once more\nand then go.\n"
    assert f"the pro- {small} anti-war parties" in parse_plain_text(text, ENGLISH).paragraphs[0]


@pytest.mark.parametrize(
    "text",
    [
        "Row\n\nOUAGADOUGOU, Jan. 25 (XWire) -- Burkina Faso's spokesman Rimtalba\nSawa said that France had left.",
        "Row\n\n   Norway offered Iceland a loan on Sunday, said Prime Minister Kari\nDahl and her minister.",
    ],
)
def test_a_first_line_that_ends_before_a_name_goes_on(text: str) -> None:
    joined = " ".join(text.split("\n\n")[1].split())
    assert paragraphs(text) == [joined]


@pytest.mark.parametrize(
    "text",
    [
        "Row\nThe minister Rimtalba Sawa spoke on Sunday in Ouagadougou\nFrance has left Burkina Faso.",
        "Row\n\nOUAGADOUGOU, Jan. 25 (XWire) -- Burkina Faso said France had left.\nSawa spoke of it.",
        "Row\n\n                      Norway offered Iceland a loan on Sunday again\nDahl spoke of it.",
    ],
)
def test_lines_that_may_be_paragraphs_stay(text: str) -> None:
    assert len(paragraphs(text)) == 2


def test_a_hyphen_before_what_is_no_word_parts_a_word() -> None:
    text = "Row\n\nThe prime min-\nister accused the Czech gov-\nernment of a breach of the long-standing agree-\nment, a well-\nknown one."
    assert paragraphs(text) == [
        "The prime minister accused the Czech government of a breach of the long-standing agreement, a well-known one."
    ]
