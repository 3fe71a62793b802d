"""Two sentences of a corpus read as one text: what the other portrays must not decide what is said of the target."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from pipeline.corpora.examples import CorpusExample, Span, labels_by_group

# A sentence that begins with one of these may go on about whoever the sentence before it names.
_SPEAKS_ON = frozenset(
    ["he", "his", "her", "it", "its", "she", "that", "their", "these", "they", "this", "those", "who"]
)
_SIGNED = ("negative", "positive")


def joined(examples: Sequence[CorpusExample], count: int, seed: int) -> list[tuple[CorpusExample, CorpusExample]]:
    """`count` mentions, each beside a sentence that portrays somebody else with another sign, before it and after it.

    Parameters
    ----------
    examples : sequence of CorpusExample
        With sentiments and targets. The sentences that are put beside others portray all their targets alike.
    count : int
        At most the number of mentions; a mention with which no drawn sentence goes is left out.
    seed : int
        Of the draw.

    Returns
    -------
    list of tuple of CorpusExample
        The mention after the other sentence, and before it, with the label of the mention.
    """
    labels = labels_by_group(examples)
    others = {
        sign: sorted({e.text for e in examples if labels[e.group] == {sign} and not _speaks_on(e.text)})
        for sign in _SIGNED
    }
    draw = random.Random(seed)
    pairs = []
    for example in draw.sample(list(examples), min(count, len(examples))):
        sign = draw.choice([sign for sign in _SIGNED if sign != example.sentiment])
        if not others[sign] or example.target is None or _speaks_on(example.text):
            continue
        other = draw.choice(others[sign])
        if not _names(example) & set(other.split()):
            pairs.append((_beside(example, f"{other} ", ""), _beside(example, "", f" {other}")))
    return pairs


def _beside(example: CorpusExample, before: str, after: str) -> CorpusExample:
    assert example.target is not None
    start, end = (place + len(before) for place in example.target)
    return replace(example, text=f"{before}{example.text}{after}", target=Span(start, end), source=None)


def _speaks_on(sentence: str) -> bool:
    return not _SPEAKS_ON.isdisjoint(sentence.lower().split(maxsplit=1)[:1])


def _names(example: CorpusExample) -> set[str]:
    assert example.target is not None
    return set(example.text[slice(*example.target)].split())
