"""The plainest method on real articles: countries looked up, and the polarity of each sentence's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.benchmark.real_meeting import Row
from pipeline.evaluate.baselines import vader
from pipeline.languages import Language
from pipeline.reading import Reading
from pipeline.records import Article
from pipeline.tasks import SENTIMENTS, STANCES


def sentence_rows(articles: Iterable[Article], language: Language) -> list[Row]:
    """A row for each sentence and each country or body that the gazetteer finds in it, VADER's polarity its stance.

    The holder is the first other one that the sentence names, nobody where there is none.
    """
    sentences = [(article, *found) for article in articles for found in _naming(article.text, language)]
    # Both tasks have their labels in the order good, bad, neither.
    sides = vader([sentence for _, sentence, _ in sentences], (), STANCES).argmax(axis=1)
    return [
        Row(
            article=Path(article.source_path).name,
            text=sentence,
            holder=next((other for other in named if other != target), None),
            target=target,
            stance=STANCES[side],
            sentiment=SENTIMENTS[side],
        )
        for (article, sentence, named), side in zip(sentences, sides, strict=True)
        for target in named
    ]


def _naming(text: str, language: Language) -> Iterator[tuple[str, list[str]]]:
    """The sentences that name a country or body, with the codes of these in the order of the text."""
    reading = Reading(text, language)
    ends = [*reading.sentences[1:], len(text)]
    for start, end in zip(reading.sentences, ends, strict=True):
        named = list(dict.fromkeys(m.country for m in reading.named if start <= m.start < end))
        if named:
            yield text[start:end].strip(), named
