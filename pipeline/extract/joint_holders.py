"""Who speaks together says nothing of one another, unless the words do: "Mali and Togo said …", "Mali and Togo blame each other"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.attributions.attribution import Attribution
from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.words import WORDS
from pipeline.people.actors import CHANNEL, Actor
from pipeline.people.speaker import Speaker
from pipeline.reading import Reading


@cache
def _reciprocal(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(language.grammar.reciprocals)})\b", re.IGNORECASE)


@cache
def _shared(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(language.grammar.shared)})\b", re.IGNORECASE)


def is_only_partner(
    reading: Reading,
    said: Sequence[tuple[Attribution, Speaker]],
    actors: Sequence[Actor],
    speaker: Speaker,
    target: str,
) -> bool:
    """Whether a sentence names a target only as who speaks together with the holder.

    What two say of themselves, and that names nobody else, may well be of one another: "Mali and Togo said they would deepen
    their ties".

    Parameters
    ----------
    said : sequence of (Attribution, Speaker)
        What is said in the sentence, once for each joint speaker.
    actors : sequence of Actor
        Of the sentence.
    speaker : Speaker
        The holder.
    target : str
        Code of the target.
    """
    own = [attribution for attribution, by in said if by == speaker]
    together = [attribution for attribution, by in said if by.country == target and attribution in own]
    if not together or len(together) != len(own):
        return False
    joint = {by.country for attribution, by in said if attribution in together}
    return not any(
        (_is_act(reading, one) and not _names_another(one, actors, joint))
        or _is_mutual(reading, one)
        or _names(one, actors, target)
        or (_is_shared(reading, one) and not _names_another(one, actors, joint))
        for one in together
    )


def _is_act(reading: Reading, attribution: Attribution) -> bool:
    """ "Mali and Togo signed a pact": what they do together, and to nobody else, they do with each other."""
    cue, language = attribution.cue, reading.language
    forms = language.verb_forms(language.cues.act_verbs - language.cues.speech - language.cues.judgement)
    return cue is not None and any(word in forms for word in WORDS.findall(reading.text[cue.start : cue.end].lower()))


def _is_mutual(reading: Reading, attribution: Attribution) -> bool:
    content = attribution.content
    return _reciprocal(reading.language).search(reading.text, content.start, content.end) is not None


def _is_shared(reading: Reading, attribution: Attribution) -> bool:
    content = attribution.content
    return _shared(reading.language).search(reading.text, content.start, content.end) is not None


def _names(attribution: Attribution, actors: Sequence[Actor], target: str) -> bool:
    content, source = attribution.content, attribution.source
    # "Chad was thanked by Mali and Togo": who speaks stands within the words.
    return any(
        actor.country == target
        and content.start <= actor.start < content.end
        and not (source is not None and source.start <= actor.start < source.end)
        for actor in actors
    )


def _names_another(attribution: Attribution, actors: Sequence[Actor], joint: set[str | None]) -> bool:
    content = attribution.content
    others = (actor for actor in actors if actor.country not in joint and actor.sort != CHANNEL)
    return any(content.start <= actor.start < content.end for actor in others)
