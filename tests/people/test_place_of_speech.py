"""Officials of whom only the place where they speak is told."""

import pytest

from tests.people.told import last_of_iran


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("In Lima, Ana Rojas, a lawmaker, said Iran had lied.", "PER"),
        ("LONDON — A judge left. In Lima, a spokesman said Iran had lied.", "PER"),
        ("In Lima, Ana Rojas, an envoy, said Iran had lied.", None),
        ("In Lima, Ana Rojas, an analyst, said Iran had lied.", None),
        ("Lima disagreed. A spokeswoman said Iran had lied.", "PER"),
        ("Lima met Rome. A spokeswoman said Iran had lied.", None),
        ("Peru burned. A spokeswoman said Iran had lied.", None),
        ("Lima disagreed. A visitor said Iran had lied.", None),
    ],
)
def test_who_hardly_speaks_abroad_is_of_the_city_that_opens_the_sentence(text: str, country: str | None) -> None:
    assert last_of_iran(text).speaker_country == country
