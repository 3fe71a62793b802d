"""Who speaks where the tagger found a verb of speech and nobody with it: its subject."""

from __future__ import annotations

from dataclasses import replace

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.rules.predicates import is_finite, is_passive
from pipeline.attributions.rules.subjects import subject_before
from pipeline.attributions.rules.words import ParagraphWords


def with_subject(words: ParagraphWords, attribution: Attribution) -> Attribution:
    """The attribution with the subject of its cue as its source, where it has none and the subject names a country or an office."""
    cue = attribution.cue
    if attribution.source is not None or cue is None or attribution.nested:
        return attribution
    for verb in range(words.at(cue.start), words.at(cue.end)):
        if words.form(verb) in (None, "gerund", "base") or not is_finite(words, verb) or is_passive(words, verb):
            continue
        subject = subject_before(words, verb)
        if subject is None:
            return attribution
        source = words.span(*subject)
        office = any(word in words.lexicon.speaker_nouns for word in words.lower[slice(*subject)])
        if (office or words.names_country(source)) and not attribution.content.overlaps(source):
            return replace(attribution, source=source)
        return attribution
    return attribution
