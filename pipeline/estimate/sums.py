"""Sums over the rows of each (group, article), added up while the scores stream past.

Memory grows with the number of articles (times the groups each has rows in), some sixty bytes each, whatever the number
of columns and the length of the texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.arrays import FloatArray
from pipeline.estimate.confidence import ClusterSums

_SEPARATOR = "\x1f"


class RunningSums:
    """Sums of the columns of a matrix over the rows of each (group, article).

    Parameters
    ----------
    width : int
        Number of columns.
    """

    def __init__(self, width: int) -> None:
        self._names = [f"sum_{index}" for index in range(width)]
        self._parts: list[pa.Table] = []
        self._cells = 0
        self._waiting = 0

    def add(self, groups: NDArray[np.int64], articles: pa.ChunkedArray, values: FloatArray) -> None:
        """Add rows: the number of each one's group, its article, and what is summed, shape (n_rows, width)."""
        self._parts.append(_summed(pa.table([groups, articles, *values.T], names=["group", "article", *self._names])))
        self._waiting += self._parts[-1].num_rows
        # Merged whenever the cells may have doubled, so that all merging together costs a small multiple of the reading.
        if self._waiting > self._cells:
            self._merge()

    def _merge(self) -> pa.Table:
        self._parts = [_summed(pa.concat_tables(self._parts))]
        self._cells, self._waiting = self._parts[0].num_rows, 0
        return self._parts[0]

    def by_group(self, order: Sequence[int]) -> Iterator[tuple[NDArray[np.object_], FloatArray]]:
        """For each of the groups the ids of its articles, and their sums of shape (n_articles, width)."""
        cells = self._merge().sort_by([("group", "ascending"), ("article", "ascending")])
        of_cell = cells["group"].to_numpy()
        for group in order:
            start, stop = np.searchsorted(of_cell, [group, group + 1])
            part = cells.slice(start, stop - start)
            sums = np.stack([part[name].to_numpy() for name in self._names], axis=1)
            yield part["article"].to_numpy(zero_copy_only=False), sums


def _summed(table: pa.Table) -> pa.Table:
    keys, names = table.column_names[:2], table.column_names[2:]
    # Several threads would add in another order each time, and change the last digit.
    summed = table.group_by(keys, use_threads=False).aggregate([(name, "sum") for name in names])
    return summed.select([*keys, *(f"{name}_sum" for name in names)]).rename_columns(table.column_names)


class GroupedScores:
    """What an estimate needs of the rows that have streamed past: the sums of every article in every group.

    Parameters
    ----------
    classes : int
        Number of classes.
    """

    def __init__(self, classes: int) -> None:
        self._classes = classes
        self._numbers: dict[str, int] = {}
        self._unlabelled = RunningSums(1 + classes)
        self._labelled = RunningSums(2 + 2 * classes)
        self._weighed = False
        self._most_probable = np.zeros((0, classes))

    def add(
        self,
        keys: Sequence[pa.ChunkedArray],
        articles: pa.ChunkedArray,
        predicted: FloatArray,
        gold: FloatArray | None = None,
        weights: FloatArray | None = None,
    ) -> None:
        """Add rows.

        Parameters
        ----------
        keys : sequence of arrays of str of shape (n_rows,)
            One a grouping column.
        articles : array of str of shape (n_rows,)
        predicted : FloatArray of shape (n_rows, n_classes)
            Probabilities.
        gold : FloatArray of shape (n_rows, n_classes), optional
            One where the label is that class, else zero; without it the rows have no label.
        weights : FloatArray of shape (n_rows,), optional
            Of labelled rows that were drawn with unequal probabilities; these count among all rows besides. All of them, or none.
        """
        groups = self._number(keys, len(predicted))
        one = np.ones((len(predicted), 1))
        if gold is None:
            self._unlabelled.add(groups, articles, np.concatenate([one, predicted], axis=1))
        else:
            weight = one if weights is None else weights[:, None]
            self._labelled.add(
                groups, articles, np.concatenate([weight, weight * predicted, weight * gold, one], axis=1)
            )
            if weights is not None:
                self._weighed = True
                self._unlabelled.add(groups, articles, np.concatenate([one, predicted], axis=1))
        new = len(self._numbers) - len(self._most_probable)
        self._most_probable = np.concatenate([self._most_probable, np.zeros((new, self._classes))])
        np.add.at(self._most_probable, (groups, predicted.argmax(axis=1)), 1)

    def _number(self, keys: Sequence[pa.ChunkedArray], rows: int) -> NDArray[np.int64]:
        if not keys:
            self._numbers.setdefault("", 0)
            return np.zeros(rows, dtype=np.int64)
        joined = pc.binary_join_element_wise(*keys, _SEPARATOR).combine_chunks().dictionary_encode()
        names = joined.dictionary.to_pylist()
        numbers = np.array([self._numbers.setdefault(name, len(self._numbers)) for name in names], dtype=np.int64)
        of_row: NDArray[np.int64] = numbers[joined.indices.to_numpy()]
        return of_row

    def groups(self) -> Iterator[tuple[tuple[str, ...], ClusterSums, FloatArray]]:
        """For each group, in the order of their names: its name, its sums, and how often each class is most probable."""
        numbers = {tuple(name.split(_SEPARATOR)) if name else (): number for name, number in self._numbers.items()}
        names = sorted(numbers)
        order = [numbers[name] for name in names]
        both = zip(names, order, self._unlabelled.by_group(order), self._labelled.by_group(order), strict=True)
        for name, number, unlabelled, labelled in both:
            yield name, _join(unlabelled, labelled, self._classes, self._weighed), self._most_probable[number]


def _join(
    unlabelled: tuple[NDArray[np.object_], FloatArray],
    labelled: tuple[NDArray[np.object_], FloatArray],
    classes: int,
    weighed: bool,
) -> ClusterSums:
    articles, place = np.unique(np.concatenate([unlabelled[0], labelled[0]]), return_inverse=True)
    rest, gold = np.zeros((len(articles), 1 + classes)), np.zeros((len(articles), 2 + 2 * classes))
    rest[place[: len(unlabelled[0])]] = unlabelled[1]
    gold[place[len(unlabelled[0]) :]] = labelled[1]
    predicted, truth = gold[:, 1 : 1 + classes], gold[:, 1 + classes : 1 + 2 * classes]
    return ClusterSums(rest[:, 0], rest[:, 1:], gold[:, 0], predicted, truth, gold[:, -1] if weighed else None)
