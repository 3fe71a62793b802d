"""Texts without labels that a larger network labels for a smaller one: news sentences with names of theirs marked."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

from pipeline.corpora.examples import CorpusExample, Span
from pipeline.countries.gazetteer import gazetteer
from pipeline.network.relations import TrainingText
from pipeline.records import content_id

_NAME = re.compile(r"[A-Z][\w’'.-]*[a-z](?: (?:(?:of|and|for) (?=[A-Z]))?[A-Z][\w’'.-]*[A-Za-z])*")
# First words of sentences are capitalised, whatever they are.
_FIRST_WORD = re.compile(r"[“\"‘']?\w+(?= )")
_TITLES = {"Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Rep", "Gov", "Gen", "Lt", "Col"}
_SHORTEST, _LONGEST = 30, 320


def named(text: str) -> list[Span]:
    """Names in a text: countries, and capitalised words that do not begin it."""
    countries = [Span(found.start, found.end) for found in gazetteer().find(text)]
    first = _FIRST_WORD.match(text)
    begins = first.end() if first else 0
    others = [Span(*found.span()) for found in _NAME.finditer(text, begins) if found.group() not in _TITLES]
    return countries + [o for o in others if all(o.end <= c.start or c.end <= o.start for c in countries)]


def transfer_texts(
    texts: Iterable[str], count: int, seed: int, *, spoken: bool, with_speaker: float
) -> list[TrainingText]:
    """Up to `count` of the texts, in each a target drawn from its names, and perhaps a speaker.

    Parameters
    ----------
    texts : iterable of str
        Sentences, or what somebody says. Those shorter than 30 or longer than 320 characters are left out.
    count : int
    seed : int
        Of the choice of texts and names.
    spoken : bool
        See `Reader.read`.
    with_speaker : float
        Share of the texts in which a speaker is marked as well.
    """
    rng = random.Random(seed)
    fitting = sorted({text for text in texts if _SHORTEST <= len(text) <= _LONGEST})
    rng.shuffle(fitting)
    chosen: list[TrainingText] = []
    for text in fitting:
        if len(chosen) == count:
            break
        names = named(text)
        ends = 2 if rng.random() < with_speaker else 1
        if len(names) < ends:
            continue
        target, *source = rng.sample(names, ends)
        example = CorpusExample(
            content_id(text), "transfer", content_id(text), text, target, source[0] if source else None, None, None, ""
        )
        chosen.append(TrainingText(example.masked(), spoken=spoken))
    return chosen
