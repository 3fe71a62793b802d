"""What the encoder is taught: the corpora's training parts and composed sentences, less what is held out."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from constructions import compose
from joined import joined
from pairs import LabelledPair

from pipeline.corpora import CorpusExample, read_corpus
from pipeline.corpora.examples import labels_by_group
from pipeline.corpora.held_out import held_out
from pipeline.masking import in_context
from pipeline.network.relations import REVERSED_RELATIONS, Alternatives, TrainingText

TAUGHT_CORPORA = ("newsmtsc", "dse", "plover")
_WORDINGS = 4
_COMPOSED = 6500
_REPEATED = 3
_UNRELATED_TOGETHER = 5


def taught_texts(examples: Sequence[CorpusExample]) -> list[Alternatives]:
    """Examples as the network is taught them.

    Of a directed pair one of its two directions is drawn at a time; of the pairs without any relation, which are two
    thirds of all, two in five. A pair that the corpus has twice is taught once. Mentions of one sentence that are
    portrayed differently are taught three times: they are what a network that judges the mood of the sentence gets wrong.
    """
    texts: list[Alternatives] = []
    labels = labels_by_group(examples)
    for example in examples:
        if example.corpus == "newsmtsc":
            times = _REPEATED if len(labels[example.group]) > 1 else 1
            texts += [[TrainingText(example.masked(), sentiment=example.sentiment)]] * times
        elif example.corpus == "plover" and example.target:
            texts.append([TrainingText(example.masked(), stance=example.stance)])
    unrelated: list[TrainingText] = []
    pairs = [example for example in examples if example.corpus == "dse"]
    both_ways = {
        (
            TrainingText(forth.masked(), relation=int(forth.relation)),
            TrainingText(back.masked(), relation=REVERSED_RELATIONS[int(forth.relation)]),
        ): None
        for forth, back in zip(pairs[0::2], pairs[1::2], strict=True)
    }
    for both in both_ways:
        if both[0].relation:
            texts.append(both)
        else:
            unrelated += both
    return texts + [unrelated[i : i + _UNRELATED_TOGETHER] for i in range(0, len(unrelated), _UNRELATED_TOGETHER)]


def composed_lessons(count: int, seed: int) -> list[Alternatives]:
    """`count` lessons of composed sentences, each with several wordings to draw from."""
    sentences = [
        TrainingText(
            sentence.masked, stance=sentence.stance, sentiment=sentence.sentiment, whole=True, spoken=sentence.spoken
        )
        for sentence in compose(count * _WORDINGS, seed)
    ]
    return [sentences[i : i + _WORDINGS] for i in range(0, len(sentences), _WORDINGS)]


def joined_lessons(folder: Path, count: int, seed: int) -> list[Alternatives]:
    """At most `count` lessons of newsmtsc's taught mentions beside another sentence, see `joined`."""
    taught, _ = held_out(read_corpus(folder, "newsmtsc", "train"))
    return [
        [TrainingText(example.masked(), sentiment=example.sentiment) for example in pair]
        for pair in joined(taught, count, seed)
    ]


def pair_lessons(pairs: Sequence[LabelledPair], cold: float, seed: int) -> list[Alternatives]:
    """Lessons of the pairs that are not kept apart; of pairs whose sentence has no line at all only a share `cold`."""
    drawn = random.Random(seed)
    return [
        [
            TrainingText(text, pair.stance, pair.sentiment, reported=pair.reported)
            for text in (
                pair.in_context,
                pair.in_context,
                in_context(pair.context.partition("\n")[2], pair.masked),
                pair.masked,
            )
        ]
        for pair in pairs
        if not pair.apart and (pair.warm or drawn.random() < cold)
    ]


def lessons(
    folder: Path,
    corpora: Sequence[str],
    seed: int,
    composed: int = _COMPOSED,
    times: Mapping[str, int] = MappingProxyType({}),
) -> list[Alternatives]:
    """All that the encoder is taught in one pass.

    Parameters
    ----------
    folder : Path
        With the corpora, each in a folder of its own.
    corpora : sequence of str
        Their names.
    seed : int
        Of the composed sentences.
    composed : int
        How many composed sentences a pass has.
    times : mapping of str to int, optional
        How often a pass has the texts of a corpus; once where it is not named.
    """
    texts: list[Alternatives] = []
    for corpus in corpora:
        texts += taught_texts(held_out(read_corpus(folder, corpus, "train"))[0]) * times.get(corpus, 1)
    return texts + composed_lessons(composed, seed)
