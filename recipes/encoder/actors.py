"""Articles in which all that act are as countries are elsewhere: persons, parties, groups, each with the forms in which the article names it.

Who takes which side toward whom is told in the same words of persons as of countries, and of persons far more often. So an article whose
readers listed its actors is read as if these were countries, and its pairs teach the network what pairs of countries teach it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pipeline.languages.lexicon import any_of
from pipeline.layout.spans import Span
from pipeline.people.actors import PERSON, Actor, Actors
from pipeline.people.home import home_country
from pipeline.people.people import People
from pipeline.people.speaker import Speaker
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading

# How many sentences back a pronoun looks.
_BACK = 2
_NAMED = "name"
T = TypeVar("T")


class ListedActors:
    """The actors that readers listed, all countries beside them, and pronouns for those that are persons; see `Actors`.

    Parameters
    ----------
    reading : Reading
    forms : mapping of str to sequence of (int, int)
        For each actor the characters at which the article first has each of its forms.
    """

    def __init__(self, reading: Reading, forms: Mapping[str, Sequence[Sequence[int]]]) -> None:
        self.names = frozenset(forms)
        found = list(_named(reading.text, forms))
        found += [Actor(m.start, m.end, m.country, m.sort) for m in reading.countries if _free(found, m.start, m.end)]
        people = reading.once(People)
        self._of_person: dict[str, str] = {}
        for person in people.people:
            meant = Counter(
                actor.country
                for actor in found
                if actor.country in self.names and any(actor.start < e and s < actor.end for s, e in person.mentions)
            )
            if meant:
                self._of_person[person.name] = meant.most_common(1)[0][0]
        found += [actor for actor in self._pronouns(reading, people) if _free(found, actor.start, actor.end)]
        self.all = sorted(found, key=lambda actor: (actor.start, actor.country))
        self._starts = [actor.start for actor in self.all]

    def within(self, start: int, end: int) -> list[Actor]:
        """Those between two offsets."""
        first = bisect_left(self._starts, start)
        return [actor for actor in self.all[first : bisect_left(self._starts, end, lo=first)] if actor.end <= end]

    def speaker(self, speaker: Speaker, source: Span | None) -> Speaker:
        """A speaker as the actor that bears the name, else as the last that the source phrase names; of no country else."""
        actor = self._of_person.get(speaker.name or "")
        if actor is None and source is not None:
            there = [each.country for each in self.within(*source) if each.country in self.names]
            actor = there[-1] if there else None
        return Speaker(speaker.name, speaker.role, actor, _NAMED if actor else None)

    def _pronouns(self, reading: Reading, people: People) -> Iterator[Actor]:
        genders = reading.language.people.gender_of_pronoun
        for match in re.finditer(rf"\b(?:{any_of(genders)})\b", reading.text, re.IGNORECASE):
            sentence = bisect_right(reading.sentences, match.start()) - 1
            begin = reading.sentences[max(0, sentence - _BACK)]
            person = people.before_of_gender(match.start(), genders[match[0].lower()])
            actor = self._of_person.get(person.name) if person else None
            if person and actor and any(begin <= start < match.start() for start, _ in person.mentions):
                yield Actor(*match.span(), actor, PERSON)


class ReadForActors:
    """A reading whose actors are those that readers listed, and which comes from no country; all else is the reading's."""

    def __init__(self, reading: Reading, forms: Mapping[str, Sequence[Sequence[int]]]) -> None:
        self._reading, self.actors = reading, ListedActors(reading, forms)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reading, name)

    def once(self, make: Callable[[Any], T]) -> Any:
        """See `Reading.once`."""
        if make is Actors:
            return self.actors
        return None if make is home_country else self._reading.once(make)


class ActorResolver:
    """Resolves speakers as `SpeakerResolver` does, to the listed actors in the place of countries."""

    def __init__(self, reading: Reading, actors: ListedActors) -> None:
        self._resolver, self._actors = SpeakerResolver(reading), actors

    def previous(self) -> Speaker:
        """Who spoke last."""
        return self._actors.speaker(self._resolver.previous(), None)

    def resolve(self, source: Span | None, content: Span, remember: bool = True) -> Speaker:
        """Whom a source phrase means."""
        return self._actors.speaker(self._resolver.resolve(source, content, remember=remember), source)


def _named(text: str, forms: Mapping[str, Sequence[Sequence[int]]]) -> Iterator[Actor]:
    """Every place that has a form of an actor, the longer form first; a form of two actors is the first's."""
    actors: dict[str, str] = {}
    for actor, spans in forms.items():
        for start, end in spans:
            actors.setdefault(" ".join(text[start:end].split()), actor)
    if not actors:
        return
    longest = sorted(actors, key=lambda form: (-len(form), form))
    ways = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest)
    for match in re.finditer(rf"(?<!\w)(?:{ways})(?!\w)", text):
        yield Actor(*match.span(), actors[" ".join(match[0].split())], _NAMED)


def _free(taken: Sequence[Actor], start: int, end: int) -> bool:
    return all(end <= actor.start or actor.end <= start for actor in taken)
