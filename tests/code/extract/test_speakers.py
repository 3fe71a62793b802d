"""Who a speaker is and where they come from, each way of knowing it by its name."""

import pytest

from pipeline.config import load_config
from pipeline.extract import StatementExtractor
from pipeline.extract.domains import country_of_domain
from pipeline.schema import Article, Statement

EXTRACTOR = StatementExtractor(load_config().extract)


def statements(text: str, url: str | None = None) -> list[Statement]:
    article = Article("id", "a", ["a"], url, None, None, None, "en", [], text, "id")
    (extracted,) = EXTRACTOR.extract([article])
    return extracted.statements


@pytest.mark.parametrize(
    ("text", "country", "source"),
    [
        ("Polish Foreign Minister Jan Novak said Russia was bluffing.", "POL", "title"),
        ("Ruth Delaware, Canada's envoy, said Russia was bluffing.", "CAN", "apposition"),
        ("Ola Hansen met his Chinese counterpart, Wei Zhang. Zhang said Russia was bluffing.", "CHN", "title"),
        ("Ola Hansen met the president of Chad, Idris Bolo, today. Bolo said Russia was bluffing.", "TCD", "title"),
        ("He met the king of the Netherlands, Idris Bolo. Bolo said Russia was bluffing.", "NLD", "title"),
        ("He met the envoy for Chad, Idris Bolo, today. Bolo said Russia was bluffing.", None, None),
        ("Back from Chad, Idris Bolo, a pilot, met Ola Hansen. Bolo said Russia was bluffing.", None, None),
        ("The Egyptian army said Sudan was bluffing.", "EGY", "name"),
        ("The Kremlin said Poland was bluffing.", "RUS", "metonym"),
        ("NATO said Russia was bluffing.", "NAT", "body"),
        ("Norway closed the port. The country said Russia was bluffing.", "NOR", "reference"),
        ("LIMA, Peru - Police said on Monday that Chile was bluffing.", "PER", "dateline"),
    ],
)
def test_how_a_country_was_found(text: str, country: str | None, source: str | None) -> None:
    last = statements(text)[-1]
    assert (last.speaker_country, last.speaker_country_source) == (country, source)


def test_a_spokesman_belongs_to_the_institution_before_him() -> None:
    found = statements("The Kremlin denied that Poland was told.\n\n“Poland lies,” a spokesman said.")
    assert (found[-1].speaker_country, found[-1].speaker_country_source) == ("RUS", "context")


def test_the_outlet_is_the_last_resort_and_for_officials_only() -> None:
    text = "“Russia is bluffing,” {} said."
    minister = statements(text.format("the foreign minister"), "https://news.example.pl/1")[0]
    assert (minister.speaker_country, minister.speaker_country_source) == ("POL", "outlet")
    assert statements(text.format("a shopkeeper"), "https://news.example.pl/1")[0].speaker_country is None
    assert statements(text.format("the foreign minister"), "https://news.example.com/1")[0].speaker_country is None


def test_unknown_stays_unknown() -> None:
    assert statements("Critics say that Russia is bluffing.")[0].speaker_country is None


def test_roles_surnames_and_pronouns_mean_the_person_named_in_full() -> None:
    text = (
        "Iranian Supreme Leader Ali Rahmani met the press. “Iraq is a brother,” Rahmani said.\n\n"
        "“Iraq is family,” the ayatollah added. He said that Kuwait was late."
    )
    found = [s for s in statements(text) if s.kind in ("direct", "indirect")]
    assert {s.speaker for s in found if "Iraq is a" in s.content or "Kuwait" in s.content} == {"Ali Rahmani"}
    assert found[0].speaker_role == "Supreme Leader"


def test_she_is_not_a_man() -> None:
    text = (
        "Chilean spokesman Luis Rey and Peruvian spokeswoman Ana Paz met. “Peru was late,” Rey said. "
        "“Chile was early,” she said."
    )
    assert [s.speaker for s in statements(text)][-1] == "Ana Paz"


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("https://a.example.co.uk/x", "GBR"),
        ("example.de", "DEU"),
        ("example.com", None),
        ("example.tv", None),
        ("http://[broken", None),
        ("", None),
        ("Rudaw", None),
    ],
)
def test_domains(address: str, country: str | None) -> None:
    assert country_of_domain(address) == country
