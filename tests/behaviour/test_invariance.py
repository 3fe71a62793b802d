"""The model cannot know which country it judges: swapping countries leaves its output unchanged."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.single_text import masked_text
from pipeline.languages import language
from pipeline.scoring import score

NAMES = {
    row["country"]: row["form"]
    for row in language("en").gazetteer
    if row["sort"] == "name"
    and row["source"] == "cldr"
    and not row["ambiguous"]
    and "&" not in row["form"]
    and "-" not in row["form"]
}
CODES = sorted(NAMES)
SENTENCES = [
    "{0} will never forgive {1} for what it did.",
    "We stand with {0} against {1}.",
    "{0} and {1} will hold talks on Monday.",
    "{1} has been a loyal friend of {0}.",
]


@settings(max_examples=40)
@given(st.permutations(CODES), st.sampled_from(SENTENCES))
def test_masked_text_does_not_depend_on_the_countries(codes: list[str], sentence: str) -> None:
    first, second, third, fourth = codes[:4]
    one = masked_text(sentence.format(NAMES[first], NAMES[second]), second)
    two = masked_text(sentence.format(NAMES[third], NAMES[fourth]), fourth)
    assert one == two


@pytest.mark.parametrize("sentence", SENTENCES)
def test_scores_do_not_depend_on_the_countries(sentence: str) -> None:
    pairs = [("UGA", "RWA"), ("FRA", "DEU"), ("ITA", "IRN"), ("PER", "CHN")]
    table = score([sentence.format(NAMES[a], NAMES[b]) for a, b in pairs], [b for _, b in pairs])
    assert table.drop(columns=["text", "target"]).drop_duplicates().shape[0] == 1
