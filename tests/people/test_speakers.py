"""Who a speaker is and where they come from, each way of knowing it by its name."""

import pytest

from pipeline.countries.domains import country_of_domain
from tests.people.told import statements


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
        ("Chinese Ambassador to Zambia Wei Zhang said Russia was bluffing.", "CHN", "title"),
        ("The premier, Idris Bolo, warned the German envoy that Russia was bluffing.", None, None),
        ("Our envoy Idris Bolo of Chad said Russia was bluffing.", "TCD", "apposition"),
        ("Polish premier Jan Novak and Chad’s minister Idris Bolo said Russia was bluffing.", "POL", "title"),
        ("Poland’s lawyer, Professor Ruth Delaware, said Russia was bluffing.", "POL", "name"),
        ("Dutch minister Jan van der Berg spoke. Mr van der Berg said Russia was bluffing.", "NLD", "title"),
        ("A spokesman for the Polish prime minister said Russia was bluffing.", "POL", "name"),
        ("Anti-Polish protesters said Russia was bluffing.", None, None),
        ("LIMA, Peru - The ministry in Belgrade said Russia was bluffing.", "SRB", "metonym"),
        ("LIMA, Peru - A professor at a school in Belgrade said Russia was bluffing.", None, None),
        ("LIMA, Peru - Economists said Russia was bluffing.", None, None),
        ("Hamas official Omar Hadi spoke. Hadi said Russia was bluffing.", "HMS", "title"),
        ("Irish MEP Ruth Delaware spoke. Delaware said Russia was bluffing.", "IRL", "title"),
        ("Canadian treasurer Ruth Delaware spoke. Delaware said Russia was bluffing.", "CAN", "title"),
        ("China’s official Tidewater agency spoke. The agency said Russia was bluffing.", None, None),
        ("A source in the Polish government said Russia was bluffing.", "POL", "name"),
        ("An official in Belgrade said Russia was bluffing.", "SRB", "metonym"),
        ("A baker in Belgrade said Russia was bluffing.", None, None),
        ("No. 10 said Russia was bluffing.", "GBR", "known"),
        ("Bosnian Serb leader Milo Vek said Russia was bluffing.", "BIH", "title"),
        (
            "Chad’s president Idris Bolo met Poland. Poland closed the port. Its president said Russia was bluffing.",
            "POL",
            "reference",
        ),
        (
            "Chad’s premier Idris Bolo said Iran was far. Poland was unmoved. It said Russia was bluffing.",
            "POL",
            "reference",
        ),
        ("The Egyptian army said Sudan was bluffing.", "EGY", "name"),
        ("The Kremlin said Poland was bluffing.", "RUS", "metonym"),
        ("NATO said Russia was bluffing.", "NAT", "body"),
        ("Norway closed the port. The country said Russia was bluffing.", "NOR", "reference"),
        ("Norway’s new embassy was shut. The embassy said Russia was bluffing.", "NOR", "reference"),
        ("Norway opened an embassy. The embassy said Russia was bluffing.", None, None),
        (
            "Norway’s and Chad’s envoys met. Chad’s envoy and Norway’s envoy left. The envoy said Russia was bluffing.",
            None,
            None,
        ),
        ("Chad said the port was shut. It would pay, it added. It said Russia was bluffing.", "TCD", "name"),
        ("The Chadian president came late. Then he said Russia was bluffing.", "TCD", "name"),
        ("Chad’s foreign minister comes to Lima\n\nHe said Russia was bluffing.", "TCD", "name"),
        (
            "The Chadian president came late. It rained. The sun set. The moon rose. Then he said Russia was bluffing.",
            None,
            None,
        ),
        ("The Chadian president’s dog came late. Then he said Russia was bluffing.", None, None),
        ("Russia is ‘bluffing’, envoy says\n\nThe Chadian envoy came late on Monday.", "TCD", "reference"),
        ("Russia is ‘bluffing’, envoy says\n\nThe Chadian envoy met Fiji’s envoy on Monday.", None, None),
        ("LIMA, Peru - A military spokesman in Belgrade said Russia was bluffing.", "SRB", "metonym"),
        ("LIMA, Peru - A ship's spokesman in Belgrade said Russia was bluffing.", None, None),
        ("LIMA, Peru - Police said on Monday that Chile was bluffing.", "PER", "dateline"),
    ],
)
def test_how_a_country_was_found(text: str, country: str | None, source: str | None) -> None:
    last = statements(text)[-1]
    assert (last.speaker_country, last.speaker_country_source) == (country, source)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The European Court of Human Rights said Russia was bluffing.", "European Court of Human Rights"),
        ("Analysts at Novak Holt said Russia was bluffing.", "Analysts at Novak Holt"),
        ("Ruth Delaware, France's Minister of Foreign Affairs, said Russia was bluffing.", "Ruth Delaware"),
        ("Secretary of State John Holt said Russia was bluffing.", "John Holt"),
        ("South Korean Unification Minister Han Ji-woo said Russia was bluffing.", "Han Ji-woo"),
        ("Sen. Dan Cole spoke. The senator, Dan Cole, said Russia was bluffing.", "Dan Cole"),
    ],
)
def test_a_name_is_the_speakers_own(text: str, name: str) -> None:
    assert statements(text)[-1].speaker == name


def test_a_pronoun_means_nobody_who_is_only_spoken_of() -> None:
    text = (
        "Polish minister Jan Novak laughed. “Mr Bolo talks and talks,” he said. “Chad is weak,” he said.\n\n"
        "Idris Bolo, a minister in Chad, slept."
    )
    assert {s.speaker for s in statements(text)} == {"Jan Novak"}


def test_an_inferred_country_stays_with_the_person() -> None:
    text = (
        "LIMA, Peru - Minister Idris Bolo said Russia was bluffing.\n\nThe Kremlin said Peru was bluffing. "
        "Bolo said Russia was still bluffing."
    )
    assert [s.speaker_country for s in statements(text) if s.speaker == "Idris Bolo"] == ["PER", "PER"]


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


def test_the_label_of_a_transcript_tells_the_country_of_who_speaks_there_and_further_down() -> None:
    text = (
        "JORAM KIPTOO, KENYAN MINISTER: Uganda has cheated us for years.\n\n"
        "ANN LEE, HOST: Did you tell Uganda so?\n\nKIPTOO: Yes. Uganda is a thief."
    )
    told = [(s.speaker, s.speaker_country) for s in statements(text)]
    assert told == [("JORAM KIPTOO", "KEN"), ("ANN LEE", None), ("JORAM KIPTOO", "KEN")]


def test_an_acronym_before_a_comma_and_a_colon_is_no_label() -> None:
    text = (
        "According to NATO, Russia has three aims: Poland is one of them, Latvia the second.\n\n"
        "NATO said that Poland was safe."
    )
    assert statements(text)[-1].speaker_country == "NAT"


def test_two_of_one_surname_are_two_speakers() -> None:
    text = (
        "WEI XIAO, CHINESE MINISTER: Uganda has cheated us for years.\n\n"
        "QI XIAO, US SENATOR: Uganda is a friend of ours.\n\n"
        "WEI XIAO: Uganda is a thief.\n\nXIAO: Uganda is a liar.\n\nBO XIAO: Uganda is a robber."
    )
    told = [(s.speaker, s.speaker_country) for s in statements(text)]
    assert told == [("WEI XIAO", "CHN"), ("QI XIAO", "USA"), ("WEI XIAO", "CHN"), ("XIAO", None), ("BO XIAO", None)]


def test_a_surname_that_two_bear_tells_nobody_of_the_two() -> None:
    text = (
        "WEI XIAO, CHINESE MINISTER: Uganda has cheated us for years.\n\n"
        "BO XIAO, HOST: Uganda is a friend of ours.\n\nXIAO: Uganda is a liar."
    )
    assert [s.speaker_country for s in statements(text)] == ["CHN", None, None]


def test_a_title_may_stand_before_the_surname_of_a_label() -> None:
    text = "JORAM KIPTOO, KENYAN MINISTER: Uganda has cheated us for years.\n\nMR. KIPTOO: Uganda is a thief."
    assert [s.speaker_country for s in statements(text)] == ["KEN", "KEN"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("An expert on Iran, the Israeli official said that Sudan had lied.", "ISR"),
        ("The envoy to Syria and Norwegian diplomat said that Sudan had lied.", "NOR"),
        ("Critics of Mali and Togo said that Sudan had lied.", None),
        ("Critics of Mali, Togo and Peru said that Sudan had lied.", None),
        ("Critics of the Peruvian and Chilean presidents said that Sudan had lied.", None),
    ],
)
def test_who_is_joined_to_a_country_that_does_not_speak_does_not_unless_a_role_follows(
    text: str, country: str | None
) -> None:
    assert statements(text)[-1].speaker_country == country


@pytest.mark.parametrize(
    ("text", "speaker", "country"),
    [
        ("Hamas accused Peru of lies. The group said Peru had lied.", "Hamas", "HMS"),
        ("Ghana issued a statement. The statement said Peru had lied.", "Ghana", "GHA"),
        ("Ghana issued a note. It said Togo was a friend. The statement said Peru had lied.", "Ghana", "GHA"),
        ("Ghana's ministry issued a note. It said Togo lied. Minister Ada Ba said Peru had lied.", "Ada Ba", "GHA"),
        ("Ghana's ministry issued a note. It said Peru had lied.", "Ghana", "GHA"),
        ("A lawmaker of the ruling party in Accra said Peru had lied.", "lawmaker of the ruling party in Accra", "GHA"),
        ("Ghana said it was sad. “Togo is not,” the statement said. “Peru had lied,” it said.", "Ghana", "GHA"),
        ("Ghana recalled its envoy. The government said Peru had lied.", "government", "GHA"),
        ("Ghana's envoy left. The government said Peru had lied.", "government", None),
        ("Ghana recalled its envoy. A government said Peru had lied.", "government", None),
        ("Kenya accused Peru of lies. The group said Peru had lied.", "group", None),
        ("Hamas accused Peru of lies. A group said Peru had lied.", "group", None),
    ],
)
def test_the_group_is_a_body_the_statement_who_issued_it_and_the_government_that_of_the_country(
    text: str, speaker: str, country: str | None
) -> None:
    found = statements(text)[-1]
    assert (found.speaker, found.speaker_country) == (speaker, country)


def test_a_label_in_capitals_may_lack_the_marks_of_the_name() -> None:
    text = "Peruvian judge Ana Díaz spoke to us.\n\nHERALD: Did Chile help?\n\nDIAZ: Chile has lied to us."
    assert (statements(text)[-1].speaker, statements(text)[-1].speaker_country) == ("Ana Díaz", "PER")


def test_a_topic_before_the_colon_is_no_part_of_a_name() -> None:
    (said,) = statements("Fiji’s premier on Nauru: “It is a small country with a big heart.”")[-1:]
    assert (said.speaker, said.speaker_country) == ("Fiji’s premier", "FJI")


def test_a_place_within_a_name_stays() -> None:
    (said,) = statements("The Committee on Fiji said Nauru had lied.")[-1:]
    assert said.speaker == "Committee on Fiji"
