"""Whose country stands beside a person's name, and whose does not."""

import pytest

from pipeline.languages import language
from pipeline.people.people import People
from pipeline.reading import Reading
from tests.people.told import last_of_iran


def last_speaker(text: str) -> tuple[str | None, str | None]:
    """Who says "… said Iran had lied." at the end of a text, and their country where a description tells it."""
    found = last_of_iran(text)
    described = found.speaker_country_source in ("title", "apposition", "name")
    return found.speaker, found.speaker_country if described else None


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("U.S. Secretary of State Helen Marsh landed in Doha. Marsh said Iran had lied.", "Helen Marsh", "USA"),
        ("Ruth Holt, the U.S. ambassador to Kenya, met traders. Holt said Iran had lied.", "Ruth Holt", "USA"),
        ("He met U.K. envoy Ruth Holt. Holt said Iran had lied.", "Ruth Holt", "GBR"),
        ("They had long left the U.S. Ruth Holt stayed. Holt said Iran had lied.", "Ruth Holt", None),
        ("Ruth Holt, a pilot, left the U.S. The envoy to Kenya stayed. Holt said Iran had lied.", "Ruth Holt", None),
    ],
)
def test_initials_of_a_country_stand_before_a_title(text: str, name: str, country: str | None) -> None:
    assert last_speaker(text) == (name, country)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Kenyan poet Omar Haddad slept. Haddad said Iran had lied.", "KEN"),
        ("The young Kenyan film star Omar Haddad slept. Haddad said Iran had lied.", "KEN"),
        ("Israeli troops killed Omar Haddad on Monday. Haddad said Iran had lied.", None),
        ("Russian attacks on Omar Haddad went on. Haddad said Iran had lied.", None),
        ("A Russian court sentenced Omar Haddad. Haddad said Iran had lied.", None),
        ("The Saudi crown prince met Omar Haddad. Haddad said Iran had lied.", None),
        ("The French press and Omar Haddad were late. Haddad said Iran had lied.", None),
    ],
)
def test_a_nationality_stands_before_an_occupation_not_before_a_deed(text: str, country: str | None) -> None:
    assert last_speaker(text) == ("Omar Haddad", country)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Ruth Holt spoke to Turkish President Kemal Aydin. Aydin said Iran had lied.", "Kemal Aydin", "TUR"),
        ("He worked for Peruvian Minister Ana Paz. Paz said Iran had lied.", "Ana Paz", "PER"),
        ("Chinese Ambassador to Zambia Wei Zhang was late. Zhang said Iran had lied.", "Wei Zhang", "CHN"),
        ("The envoy to Zambia Omar Haddad was late. Haddad said Iran had lied.", "Omar Haddad", None),
    ],
)
def test_to_a_countrys_official_is_no_post_in_the_country(text: str, name: str, country: str | None) -> None:
    assert last_speaker(text) == (name, country)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Kenyan vice-president Ruth Holt was late. Holt said Iran had lied.", "Ruth Holt", "KEN"),
        ("Kenyan Vice-Premier Ruth Holt was late. Holt said Iran had lied.", "Ruth Holt", "KEN"),
        ("Kenya's then-attorney-general, Ruth Holt, was late. Holt said Iran had lied.", "Ruth Holt", "KEN"),
        (
            "Israel's far-right national security minister, Itamar Kahn, slept. Kahn said Iran had lied.",
            "Itamar Kahn",
            "ISR",
        ),
        ("Poland's new prime minister Jan Wolski slept. Wolski said Iran had lied.", "Jan Wolski", "POL"),
        ("The Polish hard-line new minister Jan Wolski slept. Wolski said Iran had lied.", "Jan Wolski", "POL"),
        ("Poland's leaders accused minister Jan Wolski. Wolski said Iran had lied.", "Jan Wolski", None),
        ("Poland wants new minister Jan Wolski. Wolski said Iran had lied.", "Jan Wolski", None),
        ("Polish troops met with new minister Jan Wolski. Wolski said Iran had lied.", "Jan Wolski", None),
        ("Poland's rivals, new minister Jan Wolski aside, slept. Wolski said Iran had lied.", "Jan Wolski", None),
    ],
)
def test_titles_with_a_hyphen_and_attributes_of_an_office(text: str, name: str, country: str | None) -> None:
    assert last_speaker(text) == (name, country)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (
            "U.S. Sen. Adam Lee, who met Israeli Prime Minister Dan Levi last week, said Iran had lied.",
            "Adam Lee",
            "USA",
        ),
        ("Adam Lee, who accused the Turkish president, slept. Lee said Iran had lied.", "Adam Lee", None),
        ("Adam Lee, a critic of the Turkish president, slept. Lee said Iran had lied.", "Adam Lee", None),
        ("Adam Lee, a lawyer for the Turkish president, slept. Lee said Iran had lied.", "Adam Lee", None),
        ("Adam Lee, flanked by the Turkish president, slept. Lee said Iran had lied.", "Adam Lee", None),
        ("Adam Lee, speaking alongside German Chancellor Eva Roth, said Iran had lied.", "Adam Lee", None),
        ("Adam Lee, ambassador to the United States, slept. Lee said Iran had lied.", "Adam Lee", None),
        ("Adam Lee, an adviser to the Turkish president, slept. Lee said Iran had lied.", "Adam Lee", "TUR"),
        ("Adam Lee, who is the Turkish president, slept. Lee said Iran had lied.", "Adam Lee", "TUR"),
        ("Adam Lee, the outgoing president of Kenya, slept. Lee said Iran had lied.", "Adam Lee", "KEN"),
        ("Adam Lee, acting president of Kenya, slept. Lee said Iran had lied.", "Adam Lee", "KEN"),
        ("Eva Roth's spokesman, Jan Novak, said Iran had lied.", "Jan Novak", None),
    ],
)
def test_a_clause_behind_a_name_is_about_other_people(text: str, name: str, country: str | None) -> None:
    assert last_speaker(text) == (name, country)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Ukrainian minister Oleh Koval slept. Koval said Iran had lied. His wife, Iryna Koval, slept.",
            "Oleh Koval",
        ),
        (
            "Ukrainian minister Oleh Koval slept. His wife, Iryna Koval, did not. Koval said Iran had lied.",
            "Iryna Koval",
        ),
        ("Koval said Iran had lied. Oleh Koval and Iryna Koval slept.", "Oleh Koval"),
        ("Kenyan minister Omar Haddad slept. Later Haddad said Iran had lied.", "Omar Haddad"),
        ("Kenyan minister Omar Haddad slept. Unless Haddad said Iran had lied.", "Omar Haddad"),
    ],
)
def test_a_surname_means_whom_the_text_introduced_last_before_it(text: str, name: str) -> None:
    assert last_speaker(text)[0] == name


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Kenyan minister Fuad al-Hamdani slept. Al-Hamdani said Iran had lied.", "Fuad al-Hamdani", "KEN"),
        ("Kenyan minister Fuad al-Hamdani slept. Hamdani said Iran had lied.", "Fuad al-Hamdani", "KEN"),
        ("Kenyan minister Fuad el-Hamdani slept. Mr. Al-Hamdani said Iran had lied.", "Fuad el-Hamdani", "KEN"),
        ("Kenyan minister Anne d’Arlan slept. D’Arlan said Iran had lied.", "Anne d’Arlan", "KEN"),
        ("Kenyan minister Bo Xu slept. Xu said Iran had lied.", "Bo Xu", "KEN"),
        ("Kenyan minister J. Holt slept. J. said Iran had lied.", "J.", None),
        ("Kenyan minister Fuad Hamdani met pro-Peru voters. Peru said Iran had lied.", "Peru", "PER"),
    ],
)
def test_names_with_a_particle_and_names_of_two_letters(text: str, name: str, country: str | None) -> None:
    assert last_speaker(text) == (name, country)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Dutch premier Piet van der Lans left. Van der Lans said Iran had lied.", "Piet van der Lans", "NLD"),
        ("Irish judge Seán Ó Tuama left. Ó Tuama said Iran had lied.", "Seán Ó Tuama", "IRL"),
        ("Vietnamese premier Nguyễn Văn Thắng left. Thang said Iran had lied.", "Nguyễn Văn Thắng", "VNM"),
        ("Polish judge Ola Łuczak left. Luczak said Iran had lied.", "Ola Łuczak", "POL"),
        ("Indian minister A.P.J. Menon left. Menon said Iran had lied.", "A.P.J. Menon", "IND"),
        ("Indonesian minister Sutrisno left. Sutrisno said Iran had lied.", "Sutrisno", "IDN"),
        ("Irish judge Ann O'Shea left. Ms O’Shea said Iran had lied.", "Ann O'Shea", "IRL"),
        ("Indonesian ministers left Bandung. Bandung said Iran had lied.", "Bandung", None),
        ("Van der Lans said Iran had lied.", "Van der Lans", None),
        ("Kenyan judge Ola Lans left. Van der Berg said Iran had lied.", "Van der Berg", None),
    ],
)
def test_a_surname_may_have_a_capital_particle_other_letters_and_initials(
    text: str, name: str, country: str | None
) -> None:
    assert last_speaker(text) == (name, country)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Olena Bek is a Ukrainian historian. Bek said Iran had lied.", "UKR"),
        ("Olena Bek was a judge of Peru's highest court. Bek said Iran had lied.", "PER"),
        ("Olena Bek is Peru's envoy. Bek said Iran had lied.", "PER"),
        ("Olena Bek was told Peru's envoy was ill. Bek said Iran had lied.", None),
        ("Olena Bek is a critic of the French. Bek said Iran had lied.", None),
        ("Olena Bek was a friend of Kenya. Bek said Iran had lied.", None),
        ("Olena Bek is an envoy to Kenya. Bek said Iran had lied.", None),
    ],
)
def test_a_sentence_may_say_what_a_person_is(text: str, country: str | None) -> None:
    assert last_speaker(text) == ("Olena Bek", country)


def test_a_known_name_may_hold_a_word_of_the_sentence() -> None:
    assert last_speaker("Theresa May said Iran had lied.") == ("Theresa May", None)
    assert last_speaker("Ruth Holt slept. In May Holt said Iran had lied.") == ("Ruth Holt", None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In Male, Said al-Azri waited. Azri left.", ["Said al-Azri"]),
        ("Said Azri, a pilot, praised Mali.", ["Said Azri"]),
        ("Said Ann Lee, a pilot: “Mali is warm.”", ["Ann Lee"]),
        ("The envoy Will Hooper slept. Will Hooper left.", ["Will Hooper"]),
        ("Will Hans Groot help Mali?", ["Hans Groot"]),
        ("The monk U Myo Tun slept. Daw Mya Oo, too.", ["Myo Tun", "Mya Oo"]),
    ],
)
def test_a_first_name_may_look_like_a_word_of_the_sentence(text: str, names: list[str]) -> None:
    assert [person.name for person in Reading(text, language("en")).once(People).people] == names


@pytest.mark.parametrize("office", ["senator", "secretary", "spokesman", "commissioner's", "speaker"])
def test_an_office_behind_a_name_keeps_its_letters(office: str) -> None:
    text = f"Ruth Holt, the {office} aide, left."
    (person,) = Reading(text, language("en")).once(People).people
    assert person.role == f"{office} aide"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("For the Chinese, Admiral Holt, 59, was a talker. Holt said Iran had lied.", "Holt", None),
        ("To the Chinese, Ruth Holt, 59, was a talker. Holt said Iran had lied.", "Ruth Holt", None),
        ("The Chinese premier, Ruth Holt, was a talker. Holt said Iran had lied.", "Ruth Holt", "CHN"),
        ("For Ruth Holt, Kenya's uprising against the Union was a shock. Holt said Iran had lied.", "Ruth Holt", None),
        ("Ruth Holt, Kenya's new minister, was shocked. Holt said Iran had lied.", "Ruth Holt", "KEN"),
        ("The Mexican-American reporter Omar Haddad slept. Haddad said Iran had lied.", "Omar Haddad", "USA"),
    ],
)
def test_a_country_before_a_comma_or_of_what_follows_is_nobodys(text: str, name: str, country: str | None) -> None:
    assert last_speaker(text) == (name, country)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Former U.N. Ambassador Ruth Holt slept. Holt said Iran had lied.", None),
        ("The former UN ambassador Ruth Holt slept. Holt said Iran had lied.", None),
        ("Peru's U.N. Ambassador Ruth Holt slept. Holt said Iran had lied.", "PER"),
        ("UN envoy Ruth Holt slept. Holt said Iran had lied.", "UNO"),
        ("EU Ambassador Ruth Holt slept. Holt said Iran had lied.", "EUE"),
        ("NATO spokeswoman Ruth Holt slept. Holt said Iran had lied.", "NAT"),
    ],
)
def test_an_ambassador_at_a_body_without_embassies_is_a_countrys(text: str, country: str | None) -> None:
    assert last_speaker(text) == ("Ruth Holt", country)
