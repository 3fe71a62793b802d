"""How good one configuration is on one fold of the training part."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold
from threadpoolctl import threadpool_limits

from pipeline.config import TrainConfig
from pipeline.errors import PipelineError
from pipeline.model.encoder.classifier import known_network
from pipeline.model.encoder.network_file import base_network
from pipeline.records import GoldExample
from pipeline.train.training import TASKS, estimator_and_grid, tune

Metric = Literal["stance.macro_f1", "sentiment.macro_f1", "mean"]
Rows = NDArray[np.int_]
Folds = list[tuple[Rows, Rows]]


@dataclass(frozen=True, slots=True)
class TrainingPart:
    """The training examples as columns, each of shape (n_examples,).

    Attributes
    ----------
    said : dict of str to ndarray of shape (n_examples, n_columns)
        What a network says of each text, for each base (`train.encoder.base`) of which heads are tried; each text is read
        once for all trials.
    """

    masked: list[str]
    labels: dict[str, NDArray[Any]]
    groups: NDArray[Any]
    said: dict[str, NDArray[Any]]

    @classmethod
    def of(cls, examples: Sequence[GoldExample], bases: Sequence[str], threads: int) -> TrainingPart:
        """The columns of gold examples.

        Raises
        ------
        PipelineError
            If they come from fewer than two articles, or a network is damaged.
        """
        articles = len({example.duplicate_group for example in examples})
        if articles < 2:
            raise PipelineError(
                f"A sweep needs labelled examples from at least two articles in the training part; there are "
                f"{len(examples)} from {articles}. Label more (data/labels), then run `stance label`."
            )
        masked = [example.masked for example in examples]
        return cls(
            masked,
            {task: np.array([getattr(example, task) for example in examples]) for task in TASKS},
            np.array([example.duplicate_group for example in examples]),
            {base: network.run(masked) for base in bases if (network := base_network(base, threads))},
        )


@dataclass(frozen=True, slots=True)
class FoldScore:
    """Macro-F1 of both tasks on one held-out fold."""

    stance: float
    sentiment: float

    def value(self, metric: Metric) -> float:
        """The number that the sweep maximises."""
        if metric == "mean":
            return (self.stance + self.sentiment) / 2
        return self.stance if metric == "stance.macro_f1" else self.sentiment


def draw_folds(part: TrainingPart, folds: int, seed: int) -> Folds:
    """Rows to learn from and rows held out, for each fold; an article and its duplicates are never on both sides.

    The seed draws the folds, so that all combinations meet the same folds and several seeds are repeated
    cross-validation: the linear estimator has no other chance in it.

    Raises
    ------
    PipelineError
        If there are fewer examples of every label than folds.
    """
    splitter = StratifiedGroupKFold(min(folds, len(set(part.groups))), shuffle=True, random_state=seed)
    try:
        with warnings.catch_warnings():
            # A label rarer than the folds are many is not in each of them, which its scores show.
            warnings.simplefilter("ignore", UserWarning)
            return list(splitter.split(np.zeros(len(part.groups)), part.labels["stance"], part.groups))
    except ValueError as error:
        raise PipelineError(
            f"The training part is too small for {folds} folds ({error}). Label more, or lower train.folds."
        ) from error


def score_fold(part: TrainingPart, config: TrainConfig, kept: Rows, apart: Rows) -> FoldScore:
    """Train on the rows kept and score on the rows held out.

    Where the grid of C has several values, one is chosen by a cross-validation inside the rows kept (nested
    cross-validation: Varma and Simon 2006), as `train_model` would choose it; where it has one, that is taken.
    Calibration is left out, because it changes no label.
    """
    if config.estimator == "encoder" and config.encoder.tune == "all":
        predicted = _fine_tuned(part, config, kept, apart)
    else:
        predicted = {task: _trained(part, task, config, kept, apart) for task in TASKS}
    scores = {
        task: round(float(f1_score(part.labels[task][apart], labels, average="macro", zero_division=0)), 6)
        for task, labels in predicted.items()
    }
    return FoldScore(**scores)


def _trained(part: TrainingPart, task: str, config: TrainConfig, kept: Rows, apart: Rows) -> NDArray[Any]:
    texts: NDArray[Any] = np.array(part.masked, dtype=object)
    if config.estimator == "encoder":
        base = config.encoder.base
        texts = part.said[base] if base in part.said else known_network(base).run(part.masked)
    labels, groups = part.labels[task][kept], part.groups[kept]
    estimator, grid = estimator_and_grid(config, task)
    if max(len(values) for values in grid.values()) > 1:
        inner = min(config.folds, len(set(groups)))
        estimator, _ = tune(estimator, grid, texts[kept], list(labels), list(groups), inner)
    else:
        estimator.set_params(**{name: values[0] for name, values in grid.items()})
    predicted: NDArray[Any] = estimator.fit(texts[kept], labels).predict(texts[apart])
    return predicted


def _fine_tuned(part: TrainingPart, config: TrainConfig, kept: Rows, apart: Rows) -> dict[str, NDArray[Any]]:
    from pipeline.model.encoder.classifier import EncoderClassifier, fine_tune
    from pipeline.model.encoder.relations import TaughtText
    from pipeline.train.finetune.fine_tuning import untrained

    stances, sentiments = part.labels["stance"], part.labels["sentiment"]
    lessons = [[TaughtText(part.masked[i], str(stances[i]), str(sentiments[i]))] for i in kept]
    network = fine_tune(lessons, untrained(config, 1, None))
    said = network.run([part.masked[i] for i in apart])
    return {task: EncoderClassifier.of(task, network).predict(said) for task in TASKS}


def try_fold(part: TrainingPart, config: TrainConfig, kept: Rows, apart: Rows) -> FoldScore | str:
    """`score_fold`, or in a sentence why it failed: one combination that cannot be trained does not end a sweep."""
    try:
        # One thread: the last bits of a sum do not depend on the machine, and workers do not fight for its cores.
        with threadpool_limits(1), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return score_fold(part, config, kept, apart)
    except Exception as error:
        said = str(error).strip().splitlines()
        return (
            said[0]
            if isinstance(error, PipelineError) and said
            else f"{type(error).__name__}: {said[0] if said else ''}"
        )
