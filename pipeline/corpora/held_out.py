"""What of the corpora's training parts the shipped encoder was not taught, so that it can be measured and calibrated on it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.corpora.examples import CorpusExample, labels_by_group

_OF_DISAGREEING, _OF_OTHERS = 5, 25


def held_out(examples: Sequence[CorpusExample]) -> tuple[list[CorpusExample], list[CorpusExample]]:
    """The examples in two parts, those to teach and those held out, every sentence in one of them.

    A fifth of the sentences whose targets have different labels are held out, to measure how well a model tells targets
    apart, and one in 25 of the others, for calibration. The choice depends on the sentence alone.
    """
    labels = labels_by_group(examples)
    taught: list[CorpusExample] = []
    apart: list[CorpusExample] = []
    for example in examples:
        share = _OF_DISAGREEING if len(labels[example.group]) > 1 else _OF_OTHERS
        (apart if int(example.group, 16) % share == 0 else taught).append(example)
    return taught, apart


def for_calibration(examples: Sequence[CorpusExample]) -> list[CorpusExample]:
    """The part of what is held out in which sentences of both sorts are as frequent as in the corpus."""
    return [example for example in examples if int(example.group, 16) % _OF_OTHERS == 0]
