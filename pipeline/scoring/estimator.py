"""A model as a scikit-learn classifier that comes trained: for pipelines, cross-validation and whatever else takes one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin

from pipeline.config import load_config
from pipeline.errors import PipelineError, did_you_mean
from pipeline.extract.single_text import masked_text
from pipeline.model.folder import load_model, read_description
from pipeline.model.trained import TrainedModel
from pipeline.scoring.frames import is_polars
from pipeline.scoring.models import model_folder
from pipeline.tasks import Task

_COLUMNS = ("text", "target", "speaker_country")
# Without the last, nothing is known of the speakers.
_NEEDED = 2


class StanceScorer(ClassifierMixin, BaseEstimator):
    """Judges texts toward target countries with a model that is trained already.

    `fit` learns nothing: it only checks what it is given, so that the object works wherever scikit-learn expects to fit.
    `stance train` makes a model of your own.

    Parameters
    ----------
    model : str or Path, default="auto"
        See `pipeline.scoring.resolve_model`.
    task : {"stance", "sentiment"}, default="stance"
        What is judged.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        The labels of the task, in the order of the alphabet, as scikit-learn's measures expect them.

    See Also
    --------
    pipeline.score : Stance, sentiment and their probabilities as a table; also of whole articles.

    Examples
    --------
    >>> texts = [["We thank Norway for its loyal support.", "NOR"], ["Chile has betrayed us.", "CHL"]]
    >>> StanceScorer().predict(texts).tolist()
    ['favor', 'against']
    """

    def __init__(self, model: str | Path = "auto", task: str = "stance") -> None:
        self.model = model
        self.task = task

    @property
    def classes_(self) -> NDArray[np.str_]:
        """The labels of the task, in the order of the alphabet."""
        return np.array(sorted(self._task().labels))

    def fit(self, X: Any, y: Any = None) -> StanceScorer:
        """Check the texts, and the labels where there are any; nothing is learned from them.

        Parameters
        ----------
        X : frame or array-like of shape (n_texts, 2 or 3)
            See `predict_proba`.
        y : array-like of shape (n_texts,), optional
            Labels, such as those that the predictions are to be measured by.

        Raises
        ------
        PipelineError
            If a row cannot be judged, or a label is none of the task.
        """
        masked = list(_masked(X))
        labels = [] if y is None else np.asarray(y).tolist()
        if y is not None and len(labels) != len(masked):
            raise PipelineError(
                f"Give one label for each text; there are {len(masked)} texts and {len(labels)} labels."
            )
        known = self.classes_.tolist()
        for row, label in enumerate(labels):
            if label not in known:
                hint = did_you_mean(str(label), known)
                raise PipelineError(f"Row {row}: {label!r} is no {self.task}; there is {', '.join(known)}.{hint}")
        return self

    def predict(self, X: Any) -> NDArray[np.str_]:
        """The most probable label of each text, shape (n_texts,).

        Parameters
        ----------
        X : frame or array-like of shape (n_texts, 2 or 3)
            See `predict_proba`.

        Raises
        ------
        PipelineError
            If a row cannot be judged.
        """
        labels: NDArray[np.str_] = np.array(self._task().labels)[self._probabilities(X).argmax(axis=1)]
        return labels

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """Calibrated probabilities, shape (n_texts, n_classes), in the order of `classes_`.

        Parameters
        ----------
        X : frame or array-like of shape (n_texts, 2 or 3)
            A pandas or polars frame with the columns ``text``, ``target`` (ISO 3166-1 alpha-3) and perhaps
            ``speaker_country``; or rows of these, in this order. Other columns of a frame are not looked at.

        Raises
        ------
        PipelineError
            If a row cannot be judged: its text is empty or does not name its target, or a code is unknown.
        """
        probabilities = self._probabilities(X)[:, np.argsort(self._task().labels)]
        # Those of tables have six digits, and sum to one only nearly.
        normalised: NDArray[np.float64] = probabilities / probabilities.sum(axis=1, keepdims=True)
        return normalised

    def _probabilities(self, X: Any) -> NDArray[np.float64]:
        task = self._task()
        return _loaded(self.model).predict(list(_masked(X)), spoken=True).of(task)

    def _task(self) -> Task:
        try:
            return Task[self.task]
        except KeyError:
            names = [task.name for task in Task]
            raise PipelineError(
                f"task: '{self.task}' is none; choose {' or '.join(names)}.{did_you_mean(str(self.task), names)}"
            ) from None

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        tags.input_tags.string = True
        tags.input_tags.two_d_array = True
        return tags


def _loaded(name: str | Path) -> TrainedModel:
    config = load_config()
    folder = model_folder(str(name), config)
    # The object holds no model, so copies of it are light; and a model that was trained anew is loaded anew.
    return _model(folder, json.dumps(read_description(folder), sort_keys=True), config.compute.workers)


@lru_cache(maxsize=2)
def _model(folder: Path, description: str, threads: int) -> TrainedModel:
    return load_model(folder, threads)


def _masked(X: Any) -> Iterator[str]:
    for row, (text, target, country) in enumerate(_rows(X)):
        try:
            yield masked_text(text, target, country if isinstance(country, str) and country else None)
        except PipelineError as error:
            raise PipelineError(f"Row {row}: {error}") from error


def _rows(X: Any) -> list[tuple[Any, Any, Any]]:
    """Text, target and country of the speaker, of each row."""
    if isinstance(X, pd.DataFrame) or is_polars(X):
        named = [str(name) for name in X.columns]
        missing = [name for name in _COLUMNS[:_NEEDED] if name not in named]
        if missing:
            hint = next((found for name in named if (found := did_you_mean(name, missing))), "")
            raise PipelineError(
                f"The column '{missing[0]}' is missing; there is: {', '.join(named) or 'none'}. Rename one.{hint}"
            )
        columns = [X[name].to_list() if name in named else [None] * len(X) for name in _COLUMNS]
        return list(zip(*columns, strict=True))
    rows = [tuple(row) if isinstance(row, list | tuple | np.ndarray) else (row,) for row in X]
    for place, row in enumerate(rows):
        if not _NEEDED <= len(row) <= len(_COLUMNS):
            raise PipelineError(
                f"Row {place} has {len(row)} values; give ({', '.join(_COLUMNS[:_NEEDED])}) or ({', '.join(_COLUMNS)})."
            )
    return [(*row, None)[: len(_COLUMNS)] for row in rows]
