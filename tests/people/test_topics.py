"""Of whom somebody speaks, where the sentence says so before."""

import pytest

from pipeline.languages import language
from pipeline.people.topics import opens_as_topic, stands_before_colon
from pipeline.reading import Reading


@pytest.mark.parametrize(
    ("text", "topic", "label"),
    [
        ("Of Chad he said: “They came.”", True, False),
        ("It rained. Asked about the Netherlands, he said: “They came.”", True, False),
        ("LIMA, Peru - As for Chad, he said: “They came.”", True, False),
        ("On Chad: “They came.”", True, True),
        ("He said on Chad: “They came.”", False, False),
        ("On Chad's national day he said: “They came.”", False, False),
        ("In Chad he said: “They came.”", False, False),
    ],
)
def test_a_country_is_a_topic_where_the_sentence_opens_with_it(text: str, topic: bool, label: bool) -> None:
    reading = Reading(text, language("en"))
    mention = reading.countries[-1]
    assert opens_as_topic(reading, mention.start, mention.end) is topic
    assert stands_before_colon(reading, mention.start, mention.end) is label
