"""A statement's record, composed of where it stands, what carries it and who holds it."""

from __future__ import annotations

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.mode import ASSERTION, mode_of
from pipeline.layout.spans import Span
from pipeline.people.speaker import Speaker
from pipeline.reading import Reading
from pipeline.records import Article, Statement

NARRATION = "narration"


def composed_statement(
    statement_id: str,
    article: Article,
    reading: Reading,
    span: Span,
    attribution: Attribution | None,
    speaker: Speaker,
    source: Span | None,
) -> Statement:
    """The statement in `span` of an article.

    Parameters
    ----------
    statement_id : str
    article : Article
    reading : Reading
        Of the article.
    span : Span
        Of what is said.
    attribution : Attribution or None
        That carries it; narration has none.
    speaker : Speaker
    source : Span or None
        Where the speaker is named.
    """
    cue = attribution.cue if attribution else None
    return Statement(
        statement_id=statement_id,
        article_id=article.article_id,
        start=span.start,
        end=span.end,
        kind=attribution.kind if attribution else NARRATION,
        cue=article.text[cue.start : cue.end] if cue else None,
        cue_start=cue.start if cue else None,
        cue_end=cue.end if cue else None,
        speaker=speaker.name,
        speaker_role=speaker.role,
        speaker_start=source.start if source else None,
        speaker_end=source.end if source else None,
        speaker_country=speaker.country,
        speaker_country_source=speaker.country_source,
        content=article.text[span.start : span.end],
        mode=mode_of(reading, attribution) if attribution else ASSERTION,
    )
