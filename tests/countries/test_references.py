import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.countries.gazetteer import gazetteer
from pipeline.languages import language
from pipeline.reading import Reading


def meant(text: str) -> list[tuple[str, str]]:
    mentions = Reading(text, language("en")).countries
    return [(text[m.start : m.end].lower(), m.country) for m in mentions if m.sort == "reference"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway closed the port. The country will pay.", [("the country", "NOR")]),
        ("Norway said its navy was ready.", [("its", "NOR")]),
        ("Caracas denounced the raid.\n\nIts ambassador left.", [("its", "VEN")]),
        ("Norway and Finland met. The two neighbours will sign.", [("the two neighbours", "NOR"), ("the two neighbours", "FIN")]),
        ("Iraq’s president visited Iran; both countries agreed.", [("both countries", "IRQ"), ("both countries", "IRN")]),
        ("Iran attacked Iraq on Monday. Its spokesman was proud.", [("its", "IRN")]),
        ("Norway praised Denmark, and its foreign minister left.", [("its", "NOR")]),
        ("Moscow warned Kyiv and Warsaw; but its army waits.", [("its", "RUS")]),
        ("Hezbollah fired, and its deputy leader vowed to go on.", [("its", "HEZ")]),
        ("Mali closed the port. The West African nation will pay.", [("the west african nation", "MLI")]),
        ("Norway waits. The oil-rich nation will pay.", [("the oil-rich nation", "NOR")]),
        ("Norway and Finland met. The two sides signed.", [("the two sides", "NOR"), ("the two sides", "FIN")]),
        ("Japan warned the two Koreas.", [("the two koreas", "KOR"), ("the two koreas", "PRK")]),
        ("The European Union met Norway. The bloc will sign.", [("the bloc", "EUE")]),
        ("Norway asked NATO for help. The alliance waits.", [("the alliance", "NAT")]),
        ("Fiji and Nauru wrote to Palau. Both governments waited.", [("both governments", "FJI"), ("both governments", "NRU")]),
        ("Fiji and Nauru met. The latter accused the former of lying.", [("the latter", "NRU"), ("the former", "FJI")]),
        ("Fiji’s navy chased a Nauruan boat. Its commander left.", [("its", "FJI")]),
        ("The Fijian navy waited. Its commander left.", [("its", "FJI")]),
        ("Fiji and Nauru met. The ships are the latter's.", [("the latter", "NRU")]),
        ("Fiji and Nauru met. The two agreed on a port.", [("the two", "FJI"), ("the two", "NRU")]),
        ("Fiji and Nauru met. Both have agreed.", [("both", "FJI"), ("both", "NRU")]),
        ("Fiji and Nauru met. Both accuse Palau.", [("both", "FJI"), ("both", "NRU")]),
        ("Fiji and Nauru met. It was criticised by both.", [("both", "FJI"), ("both", "NRU")]),
        ("Fiji and Nauru met. The pair accused Palau. The pair left.", [("the pair", "FJI"), ("the pair", "NRU")] * 2),
        ("LIMA, Peru - Fiji and Nauru met. Both blamed Palau.", [("both", "FJI"), ("both", "NRU")]),
        ("LIMA, Peru - Fiji closed the port. The country will pay.", [("the country", "FJI")]),
        ("LIMA, Peru - The country will pay.", [("the country", "PER")]),
        ("Fiji and Nauru met. Both left. Palau met a Chadian minister. The two took it to court.", [("both", "FJI"), ("both", "NRU"), ("the two", "FJI"), ("the two", "NRU")]),
        ("Jordan and Chad met. The kingdom will pay.", [("the kingdom", "JOR")]),
        ("Jordan waits. Nobody came. Chad called the kingdom weak.", [("the kingdom", "JOR")]),
        ("Fiji waits. Nauru helped its larger neighbour.", [("its", "NRU"), ("neighbour", "FJI")]),
        ("Fiji waits. Nauru’s army said its neighbour lied.", [("its", "NRU"), ("neighbour", "FJI")]),
    ],
)  # fmt: skip
def test_what_the_article_makes_plain(text: str, expected: list[tuple[str, str]]) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Norway, Finland and Sweden met. The two neighbours will sign.",
        "Iran and Iraq met Syria. Its spokesman left.",
        "Iran attacked Iraq and its army.",
        "Iraq was attacked by Iran. Its spokesman left.",
        "Poland warned Belarus that its army was ready.",
        "Norway and Finland met. The country will pay.",
        "The Norwegian bank and its president left.",
        "The country is quiet. Norway is not.",
        "Norway sold its cheese.",
        "Norway waits. The only nation that came was small.",
        "Norway waits. The republic of letters is small.",
        "Norway and Finland met. The West African nation will pay.",
        "Norway, Finland and Sweden met. Both sides signed.",
        "Norway met Finland. The bloc will sign.",
        "The EU met ASEAN. The bloc will sign.",
        "Norway joined a party. The alliance waits.",
        "Fiji’s bank met Nauru. Its president left.",
        "A captain of the Fijian navy met Nauru. Its commander left.",
        "Fiji’s navy was chased by Nauru. Its commander left.",
        "Fiji met Nauru and Palau. Both governments waited.",
        "Fiji, Nauru and Palau met. The latter left.",
        "Fiji and Nauru met. The former president left.",
        "Fiji and Nauru met. The two men left, both here and there.",
        "Fiji, Nauru and Palau met. The two agreed.",
        "Chad closed the port. The kingdom will pay.",
        "Jordan and Morocco met. The kingdom will pay.",
    ],
)
def test_what_it_does_not_stays_open(text: str) -> None:
    assert meant(text) == []


@given(st.text(alphabet="Kenya its army the country. \n“Fiji", max_size=300))
def test_references_stand_in_order_and_mean_countries_named_before(text: str) -> None:
    named = gazetteer().find(text)
    mentions = Reading(text, language("en")).countries
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    for mention in mentions:
        assert mention in named or any(n.country == mention.country and n.start < mention.start for n in named)
