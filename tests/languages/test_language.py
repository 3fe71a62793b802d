from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from pipeline.errors import PipelineError
from pipeline.languages import known_languages, language
from pipeline.languages.language import Language

ENGLISH = language("en")


def word_lists() -> Iterator[tuple[str, frozenset[str]]]:
    for code in known_languages():
        of = language(code)
        for field in Language.__dataclass_fields__:
            section = getattr(of, field)
            if isinstance(section, BaseModel):
                for name in type(section).model_fields:
                    value = getattr(section, name)
                    lists = value.items() if isinstance(value, dict) else [("", value)]
                    for key, words in lists:
                        if not isinstance(words, str):
                            yield f"{code} {field}.{name} {key}", frozenset(words)


@pytest.mark.parametrize(("name", "words"), list(word_lists()))
def test_every_list_holds_words_without_spaces_around_them(name: str, words: frozenset[str]) -> None:
    assert all(isinstance(word, str) and word and word == word.strip() for word in words), name


def test_the_words_that_yaml_takes_for_booleans_are_there() -> None:
    assert {"no"} <= ENGLISH.grammar.determiners
    assert {"on"} <= ENGLISH.grammar.prepositions
    assert {"ON"} <= ENGLISH.context.capitals_lead


def test_titles_hold_all_that_make_part_of_one() -> None:
    roles = ENGLISH.roles
    assert roles.heads | roles.fields | roles.male | roles.female <= roles.titles


def test_a_language_is_one_object() -> None:
    assert language("en") is ENGLISH


def test_a_language_that_is_not_there_is_a_sentence_that_names_those_that_are() -> None:
    with pytest.raises(PipelineError, match="'xx' is not available; there is: en"):
        language("xx")


@pytest.mark.parametrize(
    ("form", "lemma", "sort"),
    [("denied", "deny", "past"), ("urging", "urge", "gerund"), ("said", "say", "past"), ("admitted", "admit", "past")],
)
def test_verbs_are_known_in_all_their_forms(form: str, lemma: str, sort: str) -> None:
    assert ENGLISH.verb_forms(ENGLISH.cues.speech)[form] == (lemma, sort)
