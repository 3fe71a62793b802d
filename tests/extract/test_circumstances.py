"""How holder and target of a pair stand to each other."""

import pytest

from pipeline.attributions.attribution import Attribution
from pipeline.extract.circumstances import Circumstances
from pipeline.extract.pairs import Pairs
from pipeline.languages import language
from pipeline.layout.spans import Span
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        ("Peru's envoy in Santiago said Chile lied.", "Peru's envoy in Santiago", "said"),
        ("Peru's envoy in Santiago said somebody lied.", "Peru's envoy in Santiago", "beside"),
    ],
)
def test_a_target_within_what_is_said_counts_before_one_that_tells_where_the_speaker_is(
    text: str, source: str, said: str
) -> None:
    reading = Reading(text, language("en"))
    content = Span(text.index("said ") + len("said "), len(text) - 1)
    cue = Span(content.start - len("said "), content.start - 1)
    found = [Attribution(content, "indirect", cue, Span(0, len(source)))]
    pairs = Pairs(reading, found, SpeakerResolver(reading), frozenset({"CHL", "PER"}))
    pair = next(pair for pair in pairs if pair.target == "CHL" and pair.holder.speaker.country == "PER")
    assert said in Circumstances(reading, pairs).of(pair)


@pytest.mark.parametrize(
    ("lead", "said"), [("Of Norway", "said"), ("Asked about Norway,", "said"), ("In Norway", "beside")]
)
def test_a_topic_before_a_quotation_belongs_to_what_is_said(lead: str, said: str) -> None:
    text = f"{lead} Peru's envoy spoke: “They lied.”"
    reading = Reading(text, language("en"))
    content, source = Span(text.index("They"), text.index("”")), Span(text.index("Peru"), text.index(" spoke"))
    pairs = Pairs(reading, [Attribution(content, "direct", None, source)], SpeakerResolver(reading), frozenset({"NOR"}))
    pair = next(pair for pair in pairs if pair.holder.speaker.country == "PER")
    assert said in Circumstances(reading, pairs).of(pair)


def test_the_subject_of_one_passive_is_that_of_the_next() -> None:
    text = "Norway was thanked by Chile, but was condemned by Peru."
    reading = Reading(text, language("en"))
    content, source = Span(text.index("was condemned"), len(text) - 1), Span(text.index("Peru"), len(text) - 1)
    cue = Span(text.index("condemned"), text.index("condemned") + len("condemned"))
    found = [Attribution(content, "indirect", cue, source, cue_in_content=True)]
    pairs = Pairs(reading, found, SpeakerResolver(reading), frozenset({"NOR"}))
    pair = next(pair for pair in pairs if pair.holder.speaker.country == "PER")
    assert "said" in Circumstances(reading, pairs).of(pair)
