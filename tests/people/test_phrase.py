"""What a speaker's phrase says by itself: names in marks, people without a name."""

import pytest

from pipeline.attributions.methods import make_finder
from pipeline.config import Method
from pipeline.languages import language
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading


def told(method: Method, text: str) -> list[str | None]:
    reading = Reading(text, language("en"))
    speakers = SpeakerResolver(reading)
    return [speakers.resolve(a.source, a.content).name for a in make_finder(method).find(reading)]


@pytest.mark.parametrize("method", ["rules", "tagger"])
@pytest.mark.parametrize(
    "text",
    [
        "“Chad lied to us. Every year,” said a fisherman who goes by the name “Lefty.” He added that Norway had been fair.",
        "“Chad lied to us,” said a trader nicknamed “the Fox.” He said that Norway had been fair.",
        '"Chad lied to us," said a smuggler known only as "Boss." He added that Norway had been fair.',
        "Premier Jan Wolk of Poland left. “Chad lied to us,” said a herder in the hills. She added that Norway had been fair.",
    ],
)
def test_a_described_person_is_who_speaks_on(method: Method, text: str) -> None:
    first, second = told(method, text)
    assert first == second
    assert first is not None
    assert first.count("“") == first.count("”")
    assert first.count('"') % 2 == 0
    assert not first.endswith(".")


def test_a_statement_is_no_person() -> None:
    text = "Premier Jan Wolk of Poland left. A newspaper said that Norway had lied. He added that Chad was fair."
    assert told("rules", text)[-1] == "Jan Wolk"
