"""What the network reads before a passage."""

from __future__ import annotations

from typing import Any

from pipeline.attributions.attribution import Attribution
from pipeline.extract.context import masked_context
from pipeline.extract.pairs import Pairs
from pipeline.languages import language
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading

HEADLINE = "Peru answers Chile"
FIRST = "Chile closed its border on Monday."
SECOND = "Thousands waited in Bolivia."
THIRD = "Peru's minister called it a hostile step by Chile."


def contexts(text: str, found: list[Attribution] | None = None, **how: Any) -> dict[tuple[str, str | None, str], str]:
    """For each pair its passage, holder and target, and what comes before it."""
    reading = Reading(text, language("en"))
    pairs = Pairs(reading, found or [], SpeakerResolver(reading), frozenset({"CHL", "PER", "BOL"}))
    return {
        (text[slice(*pair.passage)], pair.holder.speaker.country, pair.target): masked_context(
            reading, pairs, pair, **how
        )
        for pair in pairs
    }


def test_two_sentences_are_masked_as_the_pair_is_and_the_headline_where_it_is_asked_for() -> None:
    text = f"{HEADLINE}\n\nIt was cold.\n\n{FIRST} {SECOND}\n\n{THIRD}"
    sentences = "‹TARGET› closed ‹TARGET› border on Monday. Thousands waited in ‹OTHER›."
    assert contexts(text)[THIRD, "PER", "CHL"] == sentences
    found = contexts(text, headline=True)
    assert found[THIRD, "PER", "CHL"] == f"‹SPEAKER› answers ‹TARGET›\n{sentences}"
    assert found[THIRD, "CHL", "PER"].startswith("‹TARGET› answers ‹SPEAKER›\n‹SPEAKER› closed")


def test_before_the_first_sentence_stands_nothing() -> None:
    assert contexts(f"{THIRD} It was cold.")[THIRD, "PER", "CHL"] == ""


def test_a_headline_right_before_is_read_once() -> None:
    assert contexts(f"{HEADLINE}\n\n{THIRD}")[THIRD, "PER", "CHL"] == "‹SPEAKER› answers ‹TARGET›"


def test_of_long_sentences_the_end_is_read_from_a_word_on() -> None:
    long = "It was said that " + "snow fell and " * 60 + "Chile closed its border."
    context = contexts(f"{long}\n\n{THIRD}")[THIRD, "PER", "CHL"]
    assert 130 < len(context) <= 160 and context.endswith("‹TARGET› closed ‹TARGET› border.")
    assert context.split()[0] in ("snow", "fell", "and")
    assert contexts(f"{long}\n\n{THIRD}", characters=300)[THIRD, "PER", "CHL"].endswith(context)


def test_a_passage_with_the_sentence_before_has_what_stands_before_both() -> None:
    text = f"{SECOND} {FIRST} Peru's minister called it a hostile step."
    (behind,) = (
        read
        for (passage, holder, target), read in contexts(text).items()
        if passage.startswith("Chile") and "hostile" in passage and (holder, target) == ("PER", "CHL")
    )
    assert behind == "Thousands waited in ‹OTHER›."
