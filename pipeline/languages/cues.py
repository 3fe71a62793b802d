"""The words that introduce statements, by what they do."""

from __future__ import annotations

from typing import Literal

from pipeline.languages.lexicon import Phrases, WordLists, Words


class Cues(WordLists):
    """Lemmas and words; see ``cues.yaml``, which says what each list is for."""

    speech: Words
    bare_clause: Words
    with_infinitive: Words
    institutional: Words
    judgement: Words
    attitude_nouns: Words
    act_verbs: Words
    according: Words
    according_with: Words
    speaker_nouns: Words
    officials: Words
    from_anywhere: Words
    epithets: Words
    pronouns: dict[str, Literal["male", "female", "plural", "thing", "relative"]]
    own_voice: Words
    first_persons: Words
    denying: Words
    asking: Words
    question_words: Words
    supposing: Words
    negations: Words
    before_partial_quote: Words
    clause_openers: Words
    leading_clause: Words
    not_speakers: Words
    not_judges: Words
    fillers: Words
    toward: Words
    held_by: Words
    held_in: Words
    mutual: Words
    no_act_before: dict[str, Words]
    spoken_as: Phrases
    media: Words
    media_endings: Words
    media_beginnings: Words
    media_nouns: Words
    channel_leads: Words
    channel_acts: Words
    channel_words: Words
    media_people: Words
    quoting: Words
    quoted_as: Words
