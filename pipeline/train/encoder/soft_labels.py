"""What a larger network says of texts, kept in a file, for a smaller one to learn (Hinton, Vinyals and Dean 2015)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.io import atomic_path
from pipeline.train.encoder.reading import Array
from pipeline.train.encoder.tasks import Alternatives, TaughtText

_TOGETHER = 2
_TEXTS, _SPOKEN, _SOFT = "masked", "spoken", "probabilities"


def write_soft_labels(path: Path, texts: Sequence[TaughtText], probabilities: Array) -> None:
    """Keep the probabilities, of shape (n_texts, 8), of the relations and sentiments of texts, as Parquet."""
    columns = {
        _TEXTS: [text.masked for text in texts],
        _SPOKEN: [text.spoken for text in texts],
        _SOFT: list(probabilities.astype(np.float32)),
    }
    with atomic_path(path) as temporary:
        pq.write_table(pa.table(columns), temporary)


def with_soft_labels(data: Sequence[Alternatives], path: Path) -> list[Alternatives]:
    """The texts with what the file says of them, and after them, two by two, its texts that are not among them.

    A pass so has half of the latter.
    """
    kept = {(row[_TEXTS], row[_SPOKEN]): tuple(row[_SOFT]) for row in pq.read_table(path).to_pylist()}
    taught: list[Alternatives] = [
        [replace(text, soft=kept.get((text.masked, text.spoken))) for text in alternatives] for alternatives in data
    ]
    for text in (text for alternatives in data for text in alternatives):
        kept.pop((text.masked, text.spoken), None)
    unlabelled = [TaughtText(masked, spoken=spoken, soft=soft) for (masked, spoken), soft in kept.items()]
    return taught + [unlabelled[i : i + _TOGETHER] for i in range(0, len(unlabelled), _TOGETHER)]
