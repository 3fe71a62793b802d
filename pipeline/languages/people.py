"""The words of titles and offices, and those that stand around a person's name."""

from __future__ import annotations

import re
from functools import cached_property
from typing import ClassVar

from pipeline.languages.lexicon import WordLists, Words, any_of


class Roles(WordLists):
    """The words of titles and offices; see ``roles.yaml``."""

    disjoint: ClassVar = (("male", "female"),)

    titles: Words
    heads: Words
    fields: Words
    abbreviated: Words
    sent: Words
    sent_to: Words
    organisation_words: Words
    male: Words
    female: Words
    name_particles: Words
    joined_particles: Words
    hyphenated: Words

    @cached_property
    def joined_particle(self) -> re.Pattern[str]:
        """A particle that is joined to the name behind it: "al-" of "al-Hamdani"."""
        return re.compile(rf"(?i:{any_of(self.joined_particles)})(?=[^\W\d_a-z])")

    def without_particle(self, name: str) -> str:
        """A family name without the particle joined to it, by which all its spellings are one: "Hamdani"."""
        joined = self.joined_particle.match(name)
        return name[joined.end() :] if joined else name

    @cached_property
    def gender(self) -> dict[str, str]:
        """The gender of whoever bears a title that tells it."""
        return dict.fromkeys(self.male, "male") | dict.fromkeys(self.female, "female")

    def is_title(self, word: str) -> bool:
        """Whether the word can be part of a title or office."""
        bare = word.lower().strip(".")
        return bare in self.titles or (
            "-" in bare and all(part in self.titles | self.hyphenated for part in bare.split("-"))
        )


class PeopleWords(WordLists):
    """What stands around names and speakers' phrases; see ``people.yaml``."""

    apposed_after: Words
    apposed_with: Words
    studying: Words
    sided: Words
    posted: Words
    topic_leads: Words
    organisation_of: Words
    of: Words
    articles: Words
    within_office: Words
    between_titles: Words
    coordinated: Words
    accompanied: Words
    representatives: Words
    described_toward: Words
    at: Words
    own: Words
    definite: Words
    indefinite: Words
    relative: Words
    noun_ends: Words
    owned: Words
    offices: Words
    aides: Words
    aides_of: Words
    hyphenated: Words
    of_others: Words
    beside: Words
    governing_in: Words
    in_place: Words
    of_the_place: Words
    governing_at: Words
    toward: Words
    no_name: Words
    names_like_words: Words
    predicates: Words
    bodies: Words
    issued: Words
    state_bodies: Words
    local_offices: Words
    at_home: Words
    offices_of_one_name: Words
    local_institutions: Words
    affiliated: Words
    he: Words
    she: Words

    @cached_property
    def gender_of_pronoun(self) -> dict[str, str]:
        """The gender that a pronoun tells."""
        return dict.fromkeys(self.he, "male") | dict.fromkeys(self.she, "female")

    persons: Words
    person_endings: Words
    no_persons: Words
