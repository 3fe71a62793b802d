"""Votes as numbers: units on which the same annotators said the same are one row, counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.arrays import FloatArray, IntArray
from pipeline.errors import PipelineError, did_you_mean

Votes = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The different sets of votes that occur, and which unit has which.

    Models of annotators depend on a unit's votes alone, and few sets of votes are different: 100,000 units that five
    annotators judged have some hundreds. An *outcome* is what an annotator can do with a unit, which is one of the labels
    or, for those whose silence tells something, nothing.

    Attributes
    ----------
    units, annotators, labels : tuple of str
        Units and annotators in alphabetical order.
    row : IntArray of shape (n_units,)
        The pattern of each unit.
    size : FloatArray of shape (n_patterns,)
        How many units have it.
    cast : scipy.sparse.csr_matrix of shape (n_patterns, n_annotators * (n_labels + 1))
        1 where an annotator had an outcome.
    taught : scipy.sparse.csr_matrix of the same shape
        Those of them from which it is learned how the annotator errs.
    shared : FloatArray of shape (n_patterns,)
        How many units of the pattern several annotators gave a label, or are known: those that tell how frequent labels are.
    known : IntArray of shape (n_patterns,)
        The label's number where it is known, else -1.
    silent : frozenset of str
        Annotators whose silence is an outcome.
    """

    units: tuple[str, ...]
    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    row: IntArray
    size: FloatArray
    cast: Any
    taught: Any
    shared: FloatArray
    known: IntArray
    silent: frozenset[str]

    @property
    def outcomes(self) -> int:
        """How many outcomes an annotator can have: one a label, and silence."""
        return len(self.labels) + 1

    def counted(self, weights: FloatArray) -> FloatArray:
        """How often each annotator had each outcome where the true label is each, of what is learned from.

        Parameters
        ----------
        weights : FloatArray of shape (n_patterns, n_labels)
            How many units of each pattern have each label.

        Returns
        -------
        FloatArray of shape (n_annotators, n_labels, n_outcomes)
        """
        sums = np.asarray(self.taught.T @ weights)
        return sums.reshape(len(self.annotators), self.outcomes, len(self.labels)).transpose(0, 2, 1)

    def log_likelihood(self, log_confusion: FloatArray) -> FloatArray:
        """How probable each pattern is where the true label is each, as logarithms.

        Parameters
        ----------
        log_confusion : FloatArray of shape (n_annotators, n_labels, n_outcomes)

        Returns
        -------
        FloatArray of shape (n_patterns, n_labels)
        """
        return np.asarray(self.cast @ log_confusion.transpose(0, 2, 1).reshape(-1, len(self.labels)))


def vote_patterns(
    votes: Votes,
    labels: Sequence[str],
    known: Mapping[str, str] | None = None,
    silent: Collection[str] = (),
) -> Patterns:
    """Code votes as patterns.

    Parameters
    ----------
    votes : mapping of unit to mapping of annotator to label
    labels : sequence of str
    known : mapping of unit to label, optional
    silent : collection of str

    Raises
    ------
    PipelineError
        If a vote is none of `labels`, or a known unit has no entry in `votes`.
    """
    from scipy.sparse import csr_matrix

    known = known or {}
    number = {label: index for index, label in enumerate(labels)}
    annotators = tuple(sorted({annotator for cast in votes.values() for annotator in cast}))
    position = {annotator: index * (len(labels) + 1) for index, annotator in enumerate(annotators)}
    quiet = {annotator: position[annotator] + len(labels) for annotator in annotators if annotator in set(silent)}
    units = tuple(sorted(votes))
    for unit in sorted(known):
        if unit not in votes:
            raise PipelineError(f"'{unit}' has a known label and no entry among the votes; give it an empty one.")
    rows: dict[tuple[int, ...], int] = {}
    row = np.empty(len(units), dtype=np.intp)
    for index, unit in enumerate(units):
        cast = votes[unit]
        try:
            codes = [position[annotator] + number[label] for annotator, label in cast.items()]
            true = number[known[unit]] if unit in known else -1
        except KeyError as error:
            wrong = str(error.args[0])
            raise PipelineError(
                f"'{unit}' has the label '{wrong}', which is none of {', '.join(labels)}.{did_you_mean(wrong, labels)}"
            ) from None
        codes += [code for annotator, code in quiet.items() if annotator not in cast]
        row[index] = rows.setdefault((true, *sorted(codes)), len(rows))
    lengths = [len(pattern) - 1 for pattern in rows]
    columns = np.fromiter((code for pattern in rows for code in pattern[1:]), dtype=np.intp, count=sum(lengths))
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.intp)
    settled = np.fromiter((pattern[0] for pattern in rows), dtype=np.intp, count=len(rows))
    owner, spoken = np.repeat(np.arange(len(rows)), lengths), columns % (len(labels) + 1) < len(labels)
    others = np.bincount(owner, weights=spoken, minlength=len(rows))[owner] - spoken
    taught = ((others > 0) | (settled[owner] >= 0)).astype(float)
    size = np.bincount(row, minlength=len(rows)).astype(float)
    shape = (len(rows), len(annotators) * (len(labels) + 1))
    return Patterns(
        units=units,
        annotators=annotators,
        labels=tuple(labels),
        row=row,
        size=size,
        cast=csr_matrix((np.ones(len(columns)), columns, starts), shape=shape),
        taught=csr_matrix((taught, columns, starts), shape=shape),
        shared=size * np.minimum(np.bincount(owner, weights=taught * spoken, minlength=len(rows)) + (settled >= 0), 1),
        known=settled,
        silent=frozenset(quiet),
    )
