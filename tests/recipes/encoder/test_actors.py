"""Persons, parties and groups that readers listed are to an article's pairs what countries are elsewhere."""

from __future__ import annotations

from typing import Any

from actor_pairs import labelled
from actors import ListedActors, ReadForActors
from pairs import LabelledPair

from pipeline.languages import DEFAULT, language
from pipeline.reading import Reading

TEXT = (
    "Senator Ann Lee said on Monday that Tom Ode had lied to the voters.\n\n"
    "Mr. Ode's Reform Party thanked Ms. Lee. “He is finished,” she told reporters in Peru."
)
FORMS = {"lee": ("Senator Ann Lee", "Ann Lee", "Lee"), "ode": ("Tom Ode", "Ode"), "reform": ("Reform Party",)}


def forms(text: str = TEXT) -> dict[str, list[list[int]]]:
    return {
        actor: [[text.index(form), text.index(form) + len(form)] for form in named] for actor, named in FORMS.items()
    }


def read(*lines: tuple[str, str, str, str, str]) -> dict[str, Any]:
    """A document as readers left it: lines of a sentence's first words, holder, target, stance and sentiment."""
    reading = Reading(TEXT, language(DEFAULT))
    told = []
    for words, holder, target, stance, sentiment in lines:
        start = TEXT.index(words)
        end = next((other for other in reading.sentences if other > start), len(TEXT))
        told.append([start, end, holder, target, stance, sentiment, True, None, None])
    return {"document": "one", "actors": forms(), "lines": told}


def reported(pairs: list[LabelledPair]) -> list[str]:
    return [pair.masked.strip() for pair in pairs if pair.reported]


def test_each_form_names_its_actor_the_longest_first_and_pronouns_whom_they_mean() -> None:
    actors = ListedActors(Reading(TEXT, language(DEFAULT)), forms())
    named = [(TEXT[actor.start : actor.end], actor.country) for actor in actors.all]
    assert ("Senator Ann Lee", "lee") in named and ("Reform Party", "reform") in named
    assert ("Lee", "lee") in named and ("Ode", "ode") in named and ("Peru", "PER") in named
    assert ("she", "lee") in named
    assert all(one.end <= other.start for one, other in zip(actors.all, actors.all[1:], strict=False))


def test_a_pair_is_reported_where_a_line_has_its_sentence_holder_and_target() -> None:
    pairs = list(labelled(TEXT, read(("Senator", "lee", "ode", "against", "negative"))))
    assert reported(pairs) == ["‹SPEAKER› said on Monday that ‹TARGET› had lied to the voters."]
    (line,) = [pair for pair in pairs if pair.reported]
    assert (line.stance, line.sentiment, line.sure, line.warm, line.apart) == ("against", "negative", True, True, False)
    assert not any(pair.stance for pair in pairs if not pair.reported)
    assert any(not pair.reported and not pair.warm for pair in pairs)


def test_a_pair_without_a_known_holder_is_left_out_where_a_line_may_be_its_own() -> None:
    everything = list(labelled(TEXT, read()))
    with_line = list(labelled(TEXT, read(("“He is", "lee", "reform", "against", "negative"))))
    assert not any(pair.reported for pair in everything)
    assert len(with_line) <= len(everything)


def test_countries_beside_the_actors_are_no_targets() -> None:
    pairs = list(labelled(TEXT, read(("Mr. Ode", "reform", "lee", "favor", "positive"))))
    assert reported(pairs) == ["Mr. ‹OTHER›'s ‹SPEAKER› thanked Ms. ‹TARGET›."]
    assert not any("in ‹TARGET›" in pair.masked for pair in pairs)


def test_an_article_read_for_actors_comes_from_no_country_and_is_else_the_same() -> None:
    from pipeline.people.home import home_country
    from pipeline.people.people import People

    reading = Reading(TEXT, language(DEFAULT))
    as_read = ReadForActors(reading, forms())
    assert as_read.once(home_country) is None
    assert as_read.once(People) is reading.once(People) and as_read.text == TEXT
