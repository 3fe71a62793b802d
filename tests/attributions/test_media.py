"""A medium that passes on what somebody says is not the speaker."""

import pytest

from pipeline.attributions.methods import make_finder
from pipeline.config import Method
from pipeline.languages import language
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading


def told(method: Method, text: str) -> list[tuple[str | None, str | None]]:
    """Name and country of the speaker of each attribution."""
    reading = Reading(text, language("en"))
    speakers = SpeakerResolver(reading)
    found = [speakers.resolve(a.source, a.content) for a in make_finder(method).find(reading)]
    return [(speaker.name, speaker.country) for speaker in found]


@pytest.mark.parametrize("method", ["rules", "tagger"])
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("\"Chad is a menace,\" British minister Tom Lunn told Sky News, according to the Guardian.", ("Tom Lunn", "GBR")),
        ("Peru's premier, Ana Toro, has been quoted by Chilean media as saying that Bolivia was corrupt.", ("Ana Toro", "PER")),
        ("Polish minister Jan Wolk was quoted by the state news agency as saying: “Russia is a thief.”", ("Jan Wolk", "POL")),
        ("Serbian media quoted Estonian premier Kaja Tamm as calling Ukraine “the bravest country”.", ("Kaja Tamm", "EST")),
        ("Le Monde cited French envoy Luc Marin as saying Niger had betrayed France.", ("Luc Marin", "FRA")),
        ("According to Reuters, Hungary's premier, Viktor Toth, called Ukraine corrupt.", ("Viktor Toth", "HUN")),
        ("According to the newspaper Kommersant, Chinese minister Li Wen said that India was a bully.", ("Li Wen", "CHN")),
        ("“Chad has betrayed us,” Mexican envoy Luis Paz was quoted as saying by the newspaper Reforma.", ("Luis Paz", "MEX")),
        ("Togo had lied, Polish envoy Jan Lis was quoted as saying.", ("Jan Lis", "POL")),
        ("Polish minister Jan Lis, according to Xinhua, said Japan had lied.", ("Jan Lis", "POL")),
        ("The Polish minister, according to Xinhua, said Japan had lied.", ("Polish minister", "POL")),
        ("Xinhua reported that Pakistani premier Ali Shah praised China.", ("Ali Shah", "PAK")),
        ("“Iran must pay,” Israeli minister Dan Levi said, the Jerusalem Post reported.", ("Dan Levi", "ISR")),
        ("Iran's state news agency reported Omani minister Ali Hadi as saying Yemen had lied.", ("Ali Hadi", "OMN")),
        ("The Prensa Marina agency quoted Cuban minister Luis Paz as praising Mexico for its oil.", ("Luis Paz", "CUB")),
        ("According to the Daily Lamp, Hungary's premier, Viktor Toth, called Ukraine corrupt.", ("Viktor Toth", "HUN")),
        ("Chad has closed its airspace to Sudanese planes, state media said.", ("Chad", "TCD")),
        ("Chad will send doctors to Niger, the local paper Jornal do Sul wrote on Thursday.", ("Chad", "TCD")),
    ],
)  # fmt: skip
def test_whom_a_medium_quotes_is_the_speaker(method: Method, text: str, speaker: tuple[str, str]) -> None:
    assert set(told(method, text)) == {speaker}


@pytest.mark.parametrize("method", ["rules", "tagger"])
def test_what_stands_behind_an_inserted_medium_is_said(method: Method) -> None:
    text = "Peru's government, according to Reuters, called Chile's words “cheap”."
    (found,) = make_finder(method).find(Reading(text, language("en")))
    assert "Chile's words “cheap" in text[slice(*found.content)]


@pytest.mark.parametrize("method", ["rules", "tagger"])
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Russian media accused Poland of lying.", ("Russian media", "RUS")),
        ("The Guardian said that Russia was a menace.", ("Guardian", None)),
        ("State media reported that the Chadian plan was mad.", ("State media", None)),
        ("Finnish premier Alina Korpi told Reuters that Russia had lied.", ("Alina Korpi", "FIN")),
    ],
)
def test_a_medium_that_quotes_nobody_speaks_itself(method: Method, text: str, speaker: tuple[str, str | None]) -> None:
    assert told(method, text) == [speaker]


@pytest.mark.parametrize("method", ["rules", "tagger"])
def test_who_passes_an_act_on_is_no_part_of_it(method: Method) -> None:
    text = "Chad has closed its airspace to Sudanese planes, state media said."
    (found,) = make_finder(method).find(Reading(text, language("en")))
    assert text[slice(*found.content)] == "Chad has closed its airspace to Sudanese planes"
