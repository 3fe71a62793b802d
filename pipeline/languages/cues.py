"""The cue lexicon of a language, as sets ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.languages.lexicon import knowledge_yaml


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas by what they do; see ``cues.yaml``."""

    speech: frozenset[str]
    bare_clause: frozenset[str]
    with_infinitive: frozenset[str]
    institutional: frozenset[str]
    judgement: frozenset[str]
    attitude_nouns: frozenset[str]
    act_verbs: frozenset[str]
    according: frozenset[str]
    speaker_nouns: frozenset[str]
    officials: frozenset[str]
    from_anywhere: frozenset[str]
    epithets: frozenset[str]
    pronouns: dict[str, str]
    own_voice: frozenset[str]
    denying: frozenset[str]
    asking: frozenset[str]
    question_words: frozenset[str]
    supposing: frozenset[str]
    negations: frozenset[str]


@cache
def cues(language: str = "en") -> Cues:
    """The cues of `language`, read once."""
    entries = knowledge_yaml("cues.yaml", language)
    return Cues(
        speech=frozenset(entries["speech"]),
        bare_clause=frozenset(entries["bare_clause"]),
        with_infinitive=frozenset(entries["with_infinitive"]),
        institutional=frozenset(entries["institutional"]),
        judgement=frozenset(entries["judgement"]),
        attitude_nouns=frozenset(entries["attitude_nouns"]),
        act_verbs=frozenset(entries["act_verbs"]),
        according=frozenset(entries["according"]),
        speaker_nouns=frozenset(entries["speaker_nouns"]),
        officials=frozenset(entries["officials"]),
        from_anywhere=frozenset(entries["from_anywhere"]),
        epithets=frozenset(entries["epithets"]),
        pronouns=dict(entries["pronouns"]),
        own_voice=frozenset(entries["subjects_of_the_quote"]),
        denying=frozenset(entries["denying"]),
        asking=frozenset(entries["asking"]),
        question_words=frozenset(entries["question_words"]),
        supposing=frozenset(entries["supposing"]),
        negations=frozenset(entries["negations"]),
    )
