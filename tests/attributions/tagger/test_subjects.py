"""Who speaks where the tagger found a cue alone."""

import pytest

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.rules.words import ParagraphWords
from pipeline.attributions.tagger.subjects import with_subject
from pipeline.languages import language
from pipeline.layout.spans import Span
from pipeline.reading import Reading


def source(text: str, cue: str, content: str) -> str | None:
    reading = Reading(text, language("en"))
    spans = (Span(text.index(part), text.index(part) + len(part)) for part in (content, cue))
    found = with_subject(
        ParagraphWords.of(reading, reading.paragraphs[0]), Attribution(next(spans), "indirect", next(spans))
    )
    return text[slice(*found.source)] if found.source else None


@pytest.mark.parametrize(
    ("text", "cue", "content", "subject"),
    [
        ("Chad's embassy in Lima tweets that Mali lies.", "tweets", "Mali lies", "Chad's embassy in Lima"),
        ("Chad's envoy, quoted by AFP, said Mali lies.", "said", "Mali lies", "Chad's envoy"),
        ("The two said Mali lies.", "said", "Mali lies", None),
        ("A letter said Mali lies.", "said", "Mali lies", "A letter"),
        ("Chad was told that Mali lies.", "told", "Mali lies", None),
        ("Hearing Chad say Mali lies, he left.", "say", "Mali lies", None),
    ],
)
def test_the_subject_of_the_cue_if_it_names_a_country_or_an_office(
    text: str, cue: str, content: str, subject: str | None
) -> None:
    assert source(text, cue, content) == subject


def test_of_two_countries_named_before_the_phrase_for_them_is_a_subject() -> None:
    text = "Chad and Togo met. The two then said Mali lies."
    assert source(text, "said", "Mali lies") == "The two"
