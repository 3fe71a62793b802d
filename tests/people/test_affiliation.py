"""The city of an office, a university or a home tells a speaker's country where nothing else does."""

import pytest

from tests.people.told import last_of_iran


def told(text: str) -> tuple[str | None, str | None]:
    found = last_of_iran(text)
    return found.speaker_country, found.speaker_country_source


@pytest.mark.parametrize(
    ("speaker", "country"),
    [
        ("The mayor of Gdańsk, Jan Wolny,", "POL"),
        ("Jan Wolny, the mayor of Gdańsk,", "POL"),
        ("Istanbul mayor Cem Aksoy", "TUR"),
        ("Mumbai's police chief Raj Mehta", "IND"),
        ("Political scientist Dana Bek in Almaty", "KAZ"),
        ("Dana Bek, of the University of Almaty,", "KAZ"),
        ("Ahmed Badr, a shopkeeper in Alexandria,", "EGY"),
        ("The rector of the University of Kumasi, Yaw Osei,", "GHA"),
        ("Lena Fischer, a Leipzig University historian,", "DEU"),
        ("Maria Silva, a nurse from Porto,", "PRT"),
        ("Residents of Goma", "COD"),
        ("A shopkeeper in Lviv", "UKR"),
    ],
)
def test_somebody_of_a_city_is_of_its_country(speaker: str, country: str) -> None:
    assert told(f"{speaker} said Iran had lied.") == (country, "city")


@pytest.mark.parametrize(
    "speaker",
    [
        "Jan Wolny, who met the mayor of Gdańsk,",
        "Jan Wolny, speaking at the University of Lagos,",
        "Foreign minister Jan Wolny in Lagos",
        "Speaking at the University of Lagos, Jan Wolny",
        "The envoy in Lagos",
        "Jan Wolny, an envoy to Lagos,",
        "Jan Wolny, a critic of the mayor of Lagos,",
    ],
)
def test_who_is_only_there_or_speaks_of_it_is_not(speaker: str) -> None:
    assert told(f"{speaker} said Iran had lied.") == (None, None)


def test_what_the_text_says_of_the_country_comes_first() -> None:
    text = "Ghanaian scholar Ama Boateng, a researcher at the University of Lagos, said Iran had lied."
    assert told(text) == ("GHA", "title")
    assert told("Jan Wolny, the mayor of Alexandria, Virginia, said Iran had lied.") == ("USA", "known")
