"""What a larger network says of texts and makes of them, kept in a file, for a smaller one to learn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from sklearn.decomposition import PCA

from pipeline.io import atomic_path
from pipeline.network.encoding import Array
from pipeline.network.relations import Alternatives, TrainingText
from pipeline.network.session import FIRST_FEATURE, SavedNetwork

_Key = tuple[str, bool]
_TOGETHER = 2
_TEXTS, _SPOKEN, _SOFT, _FEATURES = "masked", "spoken", "probabilities", "features"


def write_soft_labels(path: Path, texts: Sequence[TrainingText], probabilities: Array, features: Array) -> None:
    """Keep what a network says of texts, as Parquet.

    Parameters
    ----------
    path : Path
    texts : sequence of TrainingText of shape (n_texts,)
    probabilities : ndarray of shape (n_texts, 8)
        Of the relations and the sentiments.
    features : ndarray of shape (n_texts, n_features)
        See `principal_features`.
    """
    columns = {
        _TEXTS: [text.masked for text in texts],
        _SPOKEN: [text.spoken for text in texts],
        _SOFT: list(probabilities.astype(np.float32)),
        _FEATURES: list(features.astype(np.float32)),
    }
    with atomic_path(path) as temporary:
        pq.write_table(pa.table(columns), temporary)


def answers_of_saved(network: SavedNetwork, texts: Sequence[TrainingText]) -> tuple[Array, Array]:
    """What an encoder model says of texts in its 8-bit arithmetic, on a CPU several times as fast as torch.

    Returns
    -------
    probabilities : ndarray of shape (n_texts, 8)
        Of the relations and the sentiments, before any temperature.
    pooled : ndarray of shape (n_texts, 3 · width)
    """
    rows = {spoken: [i for i, text in enumerate(texts) if text.spoken == spoken] for spoken in (True, False)}
    said = np.concatenate(
        [network.run([texts[i].masked for i in chosen], spoken=spoken) for spoken, chosen in rows.items() if chosen]
    )
    order = np.argsort(rows[True] + rows[False], kind="stable")
    return said[order, :FIRST_FEATURE], said[order, FIRST_FEATURE:].astype(np.float32)


def principal_features(pooled: Array, count: int, seed: int) -> Array:
    """The first `count` principal components of what a network pools, scaled so that their variances add up to one."""
    if not count:
        return np.zeros((len(pooled), 0), dtype=np.float32)
    components: Array = PCA(count, random_state=seed).fit_transform(pooled)
    return np.asarray(components / np.sqrt(components.var(axis=0).sum()))


def with_soft_labels(
    data: Sequence[Alternatives], paths: Sequence[Path], alone: Sequence[Alternatives] = (), unlabelled: bool = True
) -> list[Alternatives]:
    """The texts with what the files say of them: the mean of their probabilities, and their features side by side.

    What is not in every file is not known of.

    Parameters
    ----------
    data : sequence of Alternatives
    paths : sequence of Path
        Of `write_soft_labels`, a file of each teacher.
    alone : sequence of Alternatives
        Texts that follow as they are, with their labels alone.
    unlabelled : bool
        Whether the files' texts that are in neither follow, two by two, so that a pass has half of them.
    """
    kept = _mean_answers([{(text.masked, text.spoken): text for text in _read(path)} for path in paths])
    known = {(text.masked, text.spoken) for texts in (*data, *alone) for text in texts}

    def taught(text: TrainingText) -> TrainingText:
        said = kept.get((text.masked, text.spoken))
        return replace(text, soft=said.soft, features=said.features) if said else text

    lessons: list[Alternatives] = [[taught(text) for text in alternatives] for alternatives in data]
    lessons += alone
    rest = [text for key, text in kept.items() if key not in known] if unlabelled else []
    return lessons + [rest[i : i + _TOGETHER] for i in range(0, len(rest), _TOGETHER)]


def _mean_answers(teachers: Sequence[dict[_Key, TrainingText]]) -> dict[_Key, TrainingText]:
    """Of the texts that all know; the features are so scaled that their variances still add up to one."""
    answers: dict[_Key, TrainingText] = {}
    for key, text in teachers[0].items():
        if all(key in teacher for teacher in teachers):
            said = [teacher[key] for teacher in teachers]
            soft = np.mean([one.soft for one in said if one.soft], axis=0)
            features = np.concatenate([one.features for one in said if one.features is not None])
            features /= np.float32(np.sqrt(len(said)))
            answers[key] = replace(text, soft=tuple(soft.tolist()), features=features)
    return answers


def _read(path: Path) -> Iterator[TrainingText]:
    table = pq.read_table(path)
    features = np.array(table[_FEATURES].combine_chunks().flatten(), dtype=np.float32).reshape(table.num_rows, -1)
    columns = (table[name].to_pylist() for name in (_TEXTS, _SPOKEN, _SOFT))
    for masked, spoken, soft, row in zip(*columns, features, strict=True):
        yield TrainingText(masked, spoken=spoken, soft=tuple(soft), features=row)
