import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.countries.gazetteer import known_codes
from pipeline.extract import gazetteer


def codes(text: str) -> list[str]:
    return [m.country for m in gazetteer().find(text)]


def test_every_iso_country_is_known() -> None:
    missing = {country.alpha_3 for country in pycountry.countries} - known_codes()
    assert missing == set()
    assert {"XKX", "TWN", "PSE", "ESH"} <= known_codes()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US and the U.S. told us", ["USA", "USA"]),
        ("Americans and Kenyans met Filipinos", ["USA", "KEN", "PHL"]),
        ("The Kremlin warned Downing Street and the White House", ["RUS", "GBR", "USA"]),
        ("South Korea, North Korea and South Sudan", ["KOR", "PRK", "SSD"]),
        ("Burkina-Faso, Sri-Lankan, Saudi-Arabia and Guinea Bissau", ["BFA", "LKA", "SAU", "GNB"]),
        ("Korea, Republic of, Korea DPR and Korea (North)", ["KOR", "PRK", "PRK"]),
        ("Iran (Islamic Republic of); Moldova, Republic of; Congo, Dem. Rep.", ["IRN", "MDA", "COD"]),
        ("Korea's president on the Korean peninsula", ["KOR"]),
        ("Congo (Brazzaville), Congo/Kinshasa and the D.R.C.", ["COG", "COD", "COD"]),
        ("Spanish Guinea, British Honduras and the Dutch East Indies", ["GNQ", "BLZ", "IDN"]),
        ("French Sudan, Belgian Congo, German South West Africa", ["MLI", "COD", "NAM"]),
        (
            "Nyasaland, Bechuanaland and West Pakistan; Northern Rhodesia and Rhodesia",
            ["MWI", "BWA", "PAK", "ZMB", "ZWE"],
        ),
        ("West Germany and an East German guard", ["DEU", "DEU"]),
        ("S Korea, N Korea, S. Sudan and N. Macedonia", ["KOR", "PRK", "SSD", "MKD"]),
        ("Virgin Islands, British; Virgin Islands (U.S.)", ["VGB", "VIR"]),
        ("NZ, PNG and eSwatini; a PNG file", ["NZL", "PNG", "SWZ"]),
        ("the Dutch Caribbean and the French Antilles", []),
        ("Chile peppers, Norway spruce, Guinea fowl and Wellington boots", []),
        ("Turkish Cypriots met a Kosovo Serb; the Fighting Irish lost", ["CYP", "XKX"]),
        ("Czech Rep., Central African Rep. and Eq. Guinea; Côte-d'Ivoire", ["CZE", "CAF", "GNQ", "CIV"]),
        ("the Greek region of Macedonia; Dominican nuns", ["GRC"]),
        ("Alejandro Colombia and Sparta Prague", []),
        ("Portuguese India, German East Africa and French Indochina", []),
        ("Guinea, Guinea-Bissau, Equatorial Guinea, Papua New Guinea", ["GIN", "GNB", "GNQ", "PNG"]),
        ("Niger and Nigeria, a Nigerien and a Nigerian", ["NER", "NGA", "NER", "NGA"]),
        ("the Democratic Republic of the Congo and the Republic of the Congo", ["COD", "COG"]),
        ("Dominica and the Dominican Republic", ["DMA", "DOM"]),
        ("Talks ended on Monday. Israel and Chad agreed.", ["ISR", "TCD"]),
        ("By Tom Wells\nKenya and Jordan\nMichael Owusu", ["KEN", "JOR"]),
        ("They met Gov. Jordan, Mr. Israel and J. Chad", []),
        ("New Mexico, New Jersey and New England", []),
        ("The Washington Post and American Airlines", []),
        ("Michael Jordan and Jordan Peterson", []),
        ("King Abdullah of Jordan", ["JOR"]),
        ("In Jordan, officials", ["JOR"]),
        ("Chad Smith met officials in Chad", ["TCD"]),
        ("Atlanta, Georgia", []),
        ("Georgia and Armenia", ["GEO", "ARM"]),
        ("a London-based bank", []),
        ("US-backed forces", ["USA"]),
        ("Chinese food in Romania", ["ROU"]),
        ("Nato and the African Union", ["NAT", "AFU"]),
        ("Côte d’Ivoire and Côte d'Ivoire", ["CIV", "CIV"]),
        ("turkey and china plates", []),
        ("The Home Office warned the Revolutionary Guard", ["GBR", "IRN"]),
        ("Bosnian Serb leaders and Bosnian Croats met Serbs", ["BIH", "BIH", "SRB"]),
        ("UNRWA, the ECB and the International Criminal Court", ["UNO", "EUE", "ICC"]),
        ("Al Qaeda, al-Qaida, Boko Haram and Hizbollah", ["ALQ", "ALQ", "BKH", "HEZ"]),
        ("the G7, not the G77 or a home office", ["GRS"]),
        ("the Polish version of the song, and the Dutch versions of it", []),
        ("the Polish version of events, not the Dutch version of the story", ["POL", "NLD"]),
    ],
)
def test_names_and_traps(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@given(st.text(max_size=400))
def test_mentions_lie_in_the_text_in_order_without_overlap(text: str) -> None:
    reached = 0
    for mention in gazetteer().find(text + " Kenya " + text):
        assert reached <= mention.start < mention.end
        reached = mention.end
