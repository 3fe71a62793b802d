"""What the tagger finds does not reach from a line that ends like a headline into the next."""

import pytest

from pipeline.attributions.methods import make_finder
from pipeline.languages import language
from pipeline.reading import Reading


def found(text: str) -> list[tuple[str | None, str]]:
    """Source and content of each attribution of a text."""
    spans = [(a.source, a.content) for a in make_finder("tagger").find(Reading(text, language("en")))]
    return [(text[slice(*source)] if source else None, text[slice(*content)]) for source, content in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fiji hails Palau's ‘generous’ offer\nSuva will share two of its ports, officials said\nThe ports are full.",
            ("officials", "Suva will share two of its ports"),
        ),
        (
            "Palau 'hunting Fijians like animals', envoy claims\n\nFiji's envoy to the forum spoke on Wednesday.",
            ("envoy", "Palau 'hunting Fijians like animals'"),
        ),
    ],
)
def test_a_line_below_a_headline_is_not_said_by_who_speaks_in_it(text: str, expected: tuple[str, str]) -> None:
    tells = found(text)
    assert expected in tells
    assert not any(content.startswith("Fiji's envoy") or source == "Fiji" for source, content in tells[1:])


def test_what_a_colon_announces_may_stand_in_the_line_below() -> None:
    tells = found("Fiji's envoy said on Monday:\n\n“Palau has kept its word, and we thank it.”")
    assert tells == [("Fiji's envoy", "Palau has kept its word, and we thank it.")]


def test_each_of_a_row_of_signed_quotations_has_its_speaker() -> None:
    tells = found(
        "What they said\n\n“Fiji is a partner” – Tongan premier Ivan Paea\n“Fiji is a bully” – Samoan envoy Maria Savea"
    )
    assert tells == [
        ("Tongan premier Ivan Paea", "Fiji is a partner"),
        ("Samoan envoy Maria Savea", "Fiji is a bully"),
    ]


def test_what_a_speaker_is_asked_about_is_no_statement() -> None:
    tells = found("Asked about Kyrgyzstan, Kazakh trade minister Daulet Omarov said: “They have had three chances.”")
    assert tells == [("Kazakh trade minister Daulet Omarov", "They have had three chances.")]


def test_who_is_named_asks() -> None:
    tells = found("The Kazakh minister asked whether Kyrgyzstan had opened its dams.")
    assert [source for source, _ in tells] == ["The Kazakh minister"]
