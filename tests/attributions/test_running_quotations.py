import pytest

from pipeline.attributions.running_quotations import running_quotations
from pipeline.config import load_config
from pipeline.extract import StatementExtractor
from pipeline.languages import language
from pipeline.reading import Reading
from pipeline.records import Article

LAST = "“We believe in Poland.\n\n“We believe in France.\n\n“We doubt Spain,” said Karl Voss, the German minister."
FIRST = "“We thank Poland,” said German minister Karl Voss. “We thank France.\n\n“We thank Spain.\n\n“We thank Italy.”"


def parts(text: str) -> list[list[str]]:
    chains = running_quotations(Reading(text, language("en")).paragraphs)
    return [[text[q.start : q.end] for q in chain] for chain in chains]


def test_parts_of_one_quotation_belong_together() -> None:
    assert parts(LAST) == [["We believe in Poland.", "We believe in France.", "We doubt Spain,"]]
    assert parts(FIRST) == [["We thank France.", "We thank Spain.", "We thank Italy."]]
    assert parts("“We go,” he said.\n\n“We stay,” she said.") == []
    assert parts("“We go.\n\nNobody went.\n\n“We stay,” she said.") == []


@pytest.mark.parametrize("method", ["rules", "tagger"])
@pytest.mark.parametrize(("text", "number"), [(LAST, 3), (FIRST, 4)])
def test_every_part_has_the_speaker_whom_one_part_names(method: str, text: str, number: int) -> None:
    config = load_config().extract.model_copy(update={"method": method})
    article = Article("id", "a", ["a"], None, None, None, None, "en", [], text, "id")
    (extracted,) = StatementExtractor(config).extract([article])
    assert [s.speaker for s in extracted.statements if s.kind == "direct"] == ["Karl Voss"] * number


@pytest.mark.parametrize("method", ["rules", "tagger"])
def test_what_is_said_of_another_country_stays_the_speakers(method: str) -> None:
    config = load_config().extract.model_copy(update={"method": method})
    text = "“Norway will never abandon Ukraine,” Canadian Prime Minister Ed Stone said. Anna Weiss said that Iran had betrayed Syria."
    article = Article("id", "a", ["a"], None, None, None, None, "en", [], text, "id")
    (extracted,) = StatementExtractor(config).extract([article])
    assert [(s.speaker, s.kind) for s in extracted.statements] == [("Ed Stone", "direct"), ("Anna Weiss", "indirect")]
