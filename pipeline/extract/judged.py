"""Pairs of holder and target → statements and examples, where a network says that there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.attributions.attribution import Attribution
from pipeline.countries.gazetteer import body_codes, target_codes
from pipeline.extract.circumstances import Circumstances
from pipeline.extract.composition import NARRATION, composed_statement
from pipeline.extract.context import masked_context
from pipeline.extract.pair import Pair
from pipeline.extract.pairs import Pairs, frame_of
from pipeline.extract.reporter import Reporter
from pipeline.layout.spans import Span
from pipeline.masking import mask_example
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading
from pipeline.records import Article, Example, Mention, Statement, composed, content_id

# Whether an example is asked for.
Wanted = Callable[[Example], bool]


def judged_statements(
    article: Article,
    reading: Reading,
    found: Sequence[Attribution],
    speakers: SpeakerResolver,
    reporter: Reporter,
    least: float,
    wanted: Wanted,
) -> Iterator[tuple[Statement, Example]]:
    """The statements of an article with their examples, in the order of the text.

    Parameters
    ----------
    found : sequence of Attribution
    least : float
        Probability below which a pair is no statement.
    wanted : callable
        Whether an example is asked for; the network is not asked of others.
    """
    pairs = Pairs(reading, found, speakers, target_codes(reading.language))
    every = ((pair, _record(article, reading, pairs, pair)) for pair in pairs)
    made = [(pair, record) for pair, record in every if wanted(record[1])]
    circumstances = Circumstances(reading, pairs)
    described = [(mask_example(example), circumstances.of(pair)) for pair, (_, example) in made]
    judged = zip(made, described, reporter.probabilities(described), strict=True)
    for (pair, (statement, example)), (masked, _), probability in judged:
        if probability >= (_sure(least) if example.domestic else least):
            context = masked_context(reading, pairs, pair) if reporter.reads_before(masked) else ""
            yield statement, composed(Example, example, p_reported=float(probability), masked_context=context or None)


def _sure(least: float) -> float:
    """The probability asked of what is said of one's own country: few such sentences mean it as a whole."""
    return (1 + least) / 2


def _record(article: Article, reading: Reading, pairs: Pairs, pair: Pair) -> tuple[Statement, Example]:
    attribution, speaker = pair.holder.attribution, pair.holder.speaker
    span = _span(reading, pair)
    source = attribution.source if attribution else next(iter(pair.holder.places), None)
    statement_id = content_id(article.article_id, span.start, span.end, speaker.country or speaker.name or "")
    statement = composed_statement(statement_id, article, reading, span, attribution, speaker, source)
    before = reading.sentence_before(span.start) if pair.passage.start == pair.sentence.start else None
    example = composed(
        Example,
        statement,
        article,
        example_id=content_id(statement.statement_id, pair.target),
        target=pair.target,
        domestic=pair.target == speaker.country,
        text=article.text[pair.passage.start : pair.passage.end],
        text_start=pair.passage.start,
        mentions=[Mention(*mention) for mention in pairs.roles(pair)],
        context=before,
        headline=pairs.is_headline(pair.sentence),
        alleged=pairs.is_alleged(pair),
        organisation=pair.target in body_codes(),
    )
    return statement, example


def _span(reading: Reading, pair: Pair) -> Span:
    """All that is said with the verbs that govern it, of this sentence; the whole sentence where nobody is quoted."""
    sentence, said = pair.sentence, pair.holder.said
    # A cue may stand here whose words begin in the next sentence.
    here = [each for each in said if each.content.start < sentence.end and sentence.start < each.content.end] or said
    if not here:
        return sentence
    if all(each.kind == NARRATION for each in here):
        # What a noun tells, whose verb stands elsewhere: "has used the visit as a threat to Peru".
        return sentence
    frames = [frame_of(each, reading.text) for each in here]
    starts = (
        frame.start if frame.start >= sentence.start else each.content.start
        for each, frame in zip(here, frames, strict=True)
    )
    start, end = max(min(starts), sentence.start), min(max(frame.end for frame in frames), sentence.end)
    while start < end and reading.text[start].isspace():
        start += 1
    while end > start and reading.text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else sentence
