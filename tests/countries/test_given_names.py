"""First names that are names of countries."""

import pytest

from pipeline.countries.gazetteer import gazetteer


def codes(text: str) -> list[str]:
    return [mention.country for mention in gazetteer().find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "India Clark, a nurse, spoke. India said the ward was full.",
        "Chad Brown won. Chad said he was tired.",
        "Israel Vázquez boxed on. Israel said his hand hurt.",
        "Her daughter Kenya is nine. Kenya likes football.",
        "My friend Jordan, 23, plays. Jordan moved to Leeds.",
    ],
)
def test_who_is_called_by_the_first_name_is_no_country(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Israel Cohen, the minister, left. Cohen said so. Israel will answer.", ["ISR"]),
        ("India Clark, a nurse, met Indian officials. India paid.", ["IND", "IND"]),
        ("Kenya Power, the firm, failed. Kenya paid.", ["KEN"]),
        ("Paris Week, the newspaper, folded. Paris paid.", ["FRA"]),
        ("Its old ally Jordan helped. Jordan told his envoy so.", ["JOR", "JOR"]),
    ],
)
def test_the_country_is_meant_where_the_surname_stands_alone_or_nobody_is_introduced(
    text: str, expected: list[str]
) -> None:
    assert codes(text) == expected
