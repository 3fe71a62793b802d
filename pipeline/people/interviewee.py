"""Whom the answers of an interview belong to."""

from __future__ import annotations

from collections import Counter

from pipeline.layout.interviews import questions_and_answers
from pipeline.people.people import People
from pipeline.people.person import Person
from pipeline.reading import Reading


def interviewee(reading: Reading) -> Person | None:
    """Who gives the answers: the person most often named before the first question, of several the one named first."""
    turns = questions_and_answers(reading.text, reading.language.layout)
    if not turns:
        return None
    people = reading.once(People)
    times = Counter(id(person) for _, _, person in people.all_within(0, turns[0].start))
    named = [person for person in people.people if times[id(person)]]
    return max(named, key=lambda person: (times[id(person)], -person.mentions[0][0]), default=None)
