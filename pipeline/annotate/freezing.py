"""An example, a score row or a statement → an item of the plan, with the places that a page marks."""

from __future__ import annotations

from pipeline.annotate.items import PlannedItem
from pipeline.annotate.nearest import nearest
from pipeline.label.matching import span_of
from pipeline.records import Article, Example, Mention, Statement, composed
from pipeline.records.ids import text_digest


def frozen(
    example: Example,
    article: Article,
    statement: Statement | None,
    queue: str,
    sampling_probability: float | None,
    double: bool,
) -> PlannedItem:
    """The item that an example becomes.

    Parameters
    ----------
    example : Example
    article : Article
        Its own.
    statement : Statement or None
        Where known: it says where speaker and cue are named.
    queue : str
    sampling_probability : float or None
    double : bool

    Raises
    ------
    ValueError
        If the statement's offsets are beyond the article's text.
    """
    start, end = span_of(example)
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"characters {start} to {end} are beyond its article, which has {len(article.text)}")
    speaker = (statement.speaker_start, statement.speaker_end) if statement else (None, None)
    if None in speaker:
        speaker = nearest(article.text, example.speaker, start, end)
    cue = (statement.cue_start, statement.cue_end) if statement else (None, None)
    if None in cue:
        cue = nearest(article.text, example.cue, start, end)
    return composed(
        PlannedItem,
        example,
        article,
        item_id=example.example_id,
        article_digest=text_digest(article.text),
        text=article.text[start:end],
        start=start,
        end=end,
        mentions=[m if isinstance(m, Mention) else Mention(**m) for m in example.mentions],
        speaker_start=speaker[0],
        speaker_end=speaker[1],
        cue_start=cue[0],
        cue_end=cue[1],
        title=article.title,
        batch=0,
        number=0,
        queue=queue,
        sampling_probability=sampling_probability,
        double=double,
    )
