"""People whose names look like words of speech."""

import pytest

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.names_of_speakers import with_whole_names
from pipeline.languages import language
from pipeline.layout.spans import Span
from pipeline.reading import Reading

TEXT = "In Male, Said Azri warned Mali. Said Ann Lee: “Mali sleeps.”"


def span(words: str, last: bool = False) -> Span:
    start = TEXT.rindex(words) if last else TEXT.index(words)
    return Span(start, start + len(words))


def test_a_first_name_is_no_cue() -> None:
    found = [
        Attribution(span("Azri"), "indirect", span("Said"), None),
        Attribution(span("Mali sleeps"), "direct", span("Said", last=True), span("Ann Lee")),
    ]
    assert with_whole_names(Reading(TEXT, language("en")), found) == found[1:]


@pytest.mark.parametrize(
    ("source", "whole"), [("Azri", "Said Azri"), ("Said Azri", "Said Azri"), ("Ann Lee", "Ann Lee")]
)
def test_a_source_begins_where_the_name_does(source: str, whole: str) -> None:
    found = Attribution(span("warned Mali"), "indirect", span("warned"), span(source))
    (told,) = with_whole_names(Reading(TEXT, language("en")), [found])
    assert told.source == span(whole)


def test_a_quotation_before_such_a_name_is_its_bearers() -> None:
    text = "In Male, Said Azri sat. “Mali sleeps,” Said Azri told the house."
    start = text.index("Said Azri told")
    found = Attribution(Span(25, 36), "direct", Span(start, start + 4), None)
    (told,) = with_whole_names(Reading(text, language("en")), [found])
    assert (told.source, told.cue) == (Span(start, start + 9), None)
