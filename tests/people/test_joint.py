"""Who speaks together."""

import pytest

from pipeline.languages import language
from pipeline.layout.spans import Span
from pipeline.people.joint import with_joint_speakers
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading


def countries(phrase: str, rest: str, lead: str = "") -> list[str | None]:
    reading = Reading(lead + phrase + rest, language("en"))
    source = Span(len(lead), len(lead) + len(phrase))
    speaker = SpeakerResolver(reading).resolve(source, Span(source.end, len(reading.text)))
    return [each.country for each in with_joint_speakers(reading, source, speaker)]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("The foreign ministers of Peru and Chile", ["PER", "CHL"]),
        ("Mali, Ghana and the European Union", ["MLI", "GHA", "EUE"]),
        ("the Polish and Estonian presidents", ["POL", "EST"]),
        ("Kenya's and Uganda's presidents", ["KEN", "UGA"]),
        ("The president of Peru and the foreign minister of Chile", ["PER", "CHL"]),
        ("Norwegian minister Ine Solberg and Danish minister Karim Moud", ["NOR", "DNK"]),
        ("Peruvian president Ana Soto and her Chilean counterpart, Luis Vera,", ["PER", "CHL"]),
        ("Officials from Kenya and Uganda", ["KEN", "UGA"]),
        ("Togo and its neighbour Benin", ["TGO", "BEN"]),
        ("Togo and its ally, Benin,", ["TGO", "BEN"]),
    ],
)
def test_each_country_of_a_joint_phrase_speaks(phrase: str, expected: list[str]) -> None:
    assert countries(phrase, " said that Sudan had lied.") == expected


def test_who_is_named_behind_a_comma_as_a_companion_speaks_too() -> None:
    assert countries("Germany", ", along with Poland, said that Sudan had lied.") == ["DEU", "POL"]


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Together with Ghana and Togo, ", ["DEU", "GHA", "TGO"]),
        ("Along with the Ghanaian president, ", ["DEU", "GHA"]),
        ("Along with Ghanaian gold, ", ["DEU"]),
        ("Along with critics of Ghana, ", ["DEU"]),
        ("It left along with Ghana, ", ["DEU"]),
    ],
)
def test_companions_may_stand_first_in_the_sentence(lead: str, expected: list[str]) -> None:
    assert countries("Germany", " said that Sudan had lied.", lead) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Iran's envoy to Kenya and Uganda", ["IRN"]),
        ("Critics of Peru and Chile", [None]),
        ("Turkey and Russian-backed rebels", ["TUR"]),
        ("Norway's minister of trade in Denmark", ["NOR"]),
        ("Togo and its neighbour", ["TGO"]),
    ],
)
def test_who_is_only_spoken_of_in_the_phrase_does_not(phrase: str, expected: list[str | None]) -> None:
    assert countries(phrase, " said that Sudan had lied.") == expected


@pytest.mark.parametrize(
    ("phrase", "rest", "expected"),
    [
        ("Poland", ", along with other neighbours of Russia, said that Sudan had lied.", ["POL"]),
        ("Germany", ", along with sanctions on Russia, said that Sudan had lied.", ["DEU"]),
        ("Germany", ", along with Russian sanctions, said that Sudan had lied.", ["DEU"]),
        ("Germany", ", along with France and critics of Russia, said that Sudan had lied.", ["DEU", "FRA"]),
        ("Germany", ", along with France and Italy, said that Sudan had lied.", ["DEU", "FRA", "ITA"]),
        ("Germany", ", along with the foreign minister of France, said that Sudan had lied.", ["DEU", "FRA"]),
        ("Germany", ", along with Polish officials, said that Sudan had lied.", ["DEU", "POL"]),
    ],
)
def test_a_companion_is_named_right_behind_the_words_for_one(phrase: str, rest: str, expected: list[str]) -> None:
    assert countries(phrase, rest) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("British and Iranian citizen Nazanin Zarin", 1),
        ("China and Russia expert John Smithson", 1),
        ("US and Taiwan expert Bonnie Grell", 1),
        ("US officials and Iran experts", 1),
        ("The Polish and Estonian ministers Jan Novak and Karl Tamm", 2),
        ("Peru and President Jan Novak of Poland", 2),
    ],
)
def test_one_person_is_one_speaker(phrase: str, expected: int) -> None:
    assert len(countries(phrase, " said that Sudan had lied.")) == expected


@pytest.mark.parametrize(
    "phrase", ["China and Russia expert John Smithson", "US and Taiwan expert Bonnie Grell", "China and Russia experts"]
)
def test_who_studies_two_countries_is_of_neither(phrase: str) -> None:
    assert countries(phrase, " said that Sudan had lied.") == [None]
