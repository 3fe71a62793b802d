"""A language that no code knows, made of files alone, is read by the rules like any other."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from pipeline.attributions.rules.finder import RulesFinder
from pipeline.languages import Language, read_language
from pipeline.languages.context import Context, References
from pipeline.languages.cues import Cues
from pipeline.languages.grammar import Grammar
from pipeline.languages.page import Boilerplate, Layout
from pipeline.languages.people import PeopleWords, Roles
from pipeline.languages.polarity import Polarity
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading

FILES: dict[str, type[BaseModel]] = {
    "grammar": Grammar,
    "cues": Cues,
    "roles": Roles,
    "people": PeopleWords,
    "context": Context,
    "references": References,
    "layout": Layout,
    "polarity": Polarity,
    "boilerplate": Boilerplate,
}
WORDS: dict[str, dict[str, Any]] = {
    "grammar": {
        "determiners": ["la"],
        "complementizers": ["ke"],
        "irregular": {"diri": ["diras"], "akuzi": ["akuzas"]},
    },
    "cues": {
        "speech": ["diri"],
        "judgement": ["akuzi"],
        "pronouns": {"li": "male"},
        "speaker_nouns": ["ministro"],
    },
    "roles": {"titles": ["ministro"], "male": ["ministro"]},
    "people": {"articles": ["la"], "definite": ["la"], "indefinite": ["la"], "of": ["de"], "noun_ends": ["de"]},
    "references": {"one": ["la lando"]},
}
GAZETTEER = "form,country,sort,ambiguous\nNorvo,NOR,name,\nnorva,NOR,adjective,\nFinno,FIN,name,\n"


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Language:
    folder = tmp_path_factory.mktemp("xx")
    for name, model in FILES.items():
        empty = {
            field: {} if "dict" in str(described.annotation) else [] for field, described in model.model_fields.items()
        }
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(empty | WORDS.get(name, {})), encoding="utf-8")
    (folder / "gazetteer.csv").write_text(GAZETTEER, encoding="utf-8")
    return read_language(folder, "xx")


def statements(text: str, toy: Language) -> list[tuple[str, str | None, str | None]]:
    reading = Reading(text, toy)
    speakers = SpeakerResolver(reading)
    found = []
    for attribution in RulesFinder().find(reading):
        speaker = speakers.resolve(attribution.source, attribution.content)
        found.append((text[attribution.content.start : attribution.content.end], speaker.name, speaker.country))
    return found


def test_a_reported_clause_and_a_judgement_are_found(toy: Language) -> None:
    assert statements("Norvo diras ke Finno mentis.", toy) == [("Finno mentis", "Norvo", "NOR")]
    assert statements("Norvo akuzas Finno pri mensogo.", toy) == [("akuzas Finno pri mensogo", "Norvo", "NOR")]


def test_a_quotation_and_a_pronoun_find_their_speaker(toy: Language) -> None:
    text = "“Finno mentis kaj scias tion,” diras norva ministro Ola Berg. Li diras ke Finno pagos."
    assert [(name, country) for _, name, country in statements(text, toy)] == [("Ola Berg", "NOR"), ("Ola Berg", "NOR")]


def test_a_phrase_means_the_country_named_before(toy: Language) -> None:
    reading = Reading("Norvo mentis. La lando pagos.", toy)
    assert [mention.country for mention in reading.countries] == ["NOR", "NOR"]


def test_english_words_mean_nothing_in_it(toy: Language) -> None:
    assert statements("Norvo said that Finno lied. The country accused Finno.", toy) == []
