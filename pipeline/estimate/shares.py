"""The row of output: one class in one group, with its three estimates and what there is to say against them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from statsmodels.stats.proportion import proportion_confint

from pipeline.arrays import FloatArray
from pipeline.estimate.confidence import MIN_ARTICLES_OF_CLASS, ClusterSums, correct_shares

MIN_ARTICLES = 10  # with labels; below, an interval would promise more than it can hold
FEW_LABELS = 30
DOUBTFUL_SAMPLE = 0.001


@dataclass(frozen=True, slots=True)
class ClassShare:
    """The share of one class in one group: corrected, of the predictions, and of the labels alone; each with an interval.

    `note` says why there is no corrected share, or what makes it doubtful. `power` is the weight of the predictions
    (lambda), `sample_p` the p-value of the check that the labelled rows look like the others.
    """

    group: tuple[str, ...]
    label: str
    share: float | None
    low: float | None
    high: float | None
    naive_share: float
    naive_low: float
    naive_high: float
    labels_share: float | None
    labels_low: float | None
    labels_high: float | None
    rows: int
    articles: int
    labelled_rows: int
    labelled_articles: int
    power: float | None
    sample_p: float | None
    note: str


def _naive(counts: FloatArray, confidence: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Shares of the predicted labels, with the interval that takes each for a true one and every row for independent."""
    low, high = proportion_confint(counts, counts.sum(), alpha=1 - confidence, method="wilson")
    return counts / counts.sum(), low, high


def _notes(labelled_rows: int, labels: FloatArray, others: int, rare: bool, sample_p: float | None) -> Iterator[str]:
    if others == 0:
        yield "every row is labelled"
    if labelled_rows < FEW_LABELS:
        yield f"fewer than {FEW_LABELS} labels: a rough estimate"
    if np.count_nonzero(labels) == 1:
        yield "all labels are of one class, so the predictions cannot be corrected by them"
    elif rare:
        yield (
            f"fewer than {MIN_ARTICLES_OF_CLASS} articles with this label, or with another: the interval is widened to "
            "hold the exact one of the labels"
        )
    if sample_p is not None and sample_p < DOUBTFUL_SAMPLE:
        yield (
            f"predictions on labelled rows differ from those on the others (p < {DOUBTFUL_SAMPLE}): "
            "was the sample drawn at random?"
        )


def class_shares(
    group: tuple[str, ...], sums: ClusterSums, predictions: FloatArray, labels: Sequence[str], confidence: float
) -> Iterator[ClassShare]:
    """One row a class of a group: corrected where labels stand in `MIN_ARTICLES` articles, else with the reason why not."""
    weighed = sums.labelled_rows is not None
    labelled_rows = int((sums.labelled if sums.labelled_rows is None else sums.labelled_rows).sum())
    others = int(sums.unlabelled.sum()) - (labelled_rows if weighed else 0)
    labelled_articles = int(np.count_nonzero(sums.labelled))
    enough = labelled_articles >= MIN_ARTICLES
    result = correct_shares(sums, confidence) if enough else None
    naive = _naive(predictions, confidence)
    for index, label in enumerate(labels):

        def of(values: FloatArray, index: int = index) -> float:
            return float(values[index])

        if result:
            notes = _notes(labelled_rows, sums.gold.sum(axis=0), others, bool(result.rare[index]), result.sample_p)
        elif labelled_rows:
            notes = iter([f"labels in fewer than {MIN_ARTICLES} articles: too few for an estimate"])
        else:
            notes = iter(["no labels"])
        yield ClassShare(
            group=group,
            label=label,
            share=of(result.corrected.share) if result else None,
            low=of(result.corrected.low) if result else None,
            high=of(result.corrected.high) if result else None,
            naive_share=of(naive[0]),
            naive_low=of(naive[1]),
            naive_high=of(naive[2]),
            labels_share=of(result.labels_only.share) if result else None,
            labels_low=of(result.labels_only.low) if result else None,
            labels_high=of(result.labels_only.high) if result else None,
            rows=others + labelled_rows,
            articles=len(sums.unlabelled),
            labelled_rows=labelled_rows,
            labelled_articles=labelled_articles,
            power=result.power if result else None,
            sample_p=result.sample_p if result else None,
            note="; ".join(notes),
        )
