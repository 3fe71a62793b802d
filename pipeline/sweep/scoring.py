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
from pipeline.model.estimators import ESTIMATORS
from pipeline.model.inputs import Inputs, prepare
from pipeline.network.network_file import base_network, known_network
from pipeline.records import GoldExample
from pipeline.tasks import Task
from pipeline.train.training import tune

Metric = Literal["stance.macro_f1", "sentiment.macro_f1", "mean"]
Rows = NDArray[np.int_]
Folds = list[tuple[Rows, Rows]]


@dataclass(frozen=True, slots=True)
class TrainingPart:
    """The training examples as columns, each of shape (n_examples,).

    Attributes
    ----------
    labels : dict of str to ndarray of shape (n_examples,)
        Of each task, by its name.
    inputs : dict of str or None to ndarray of shape (n_examples, …)
        What `prepare` made of the texts, by the base that read them (`Estimator.base`).
    """

    masked: list[str]
    labels: dict[str, NDArray[Any]]
    groups: NDArray[Any]
    inputs: dict[str | None, Inputs]

    @classmethod
    def of(cls, examples: Sequence[GoldExample]) -> TrainingPart:
        """The columns of gold examples.

        Raises
        ------
        PipelineError
            If they come from fewer than two articles.
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
            {task.name: np.array([task.label(example) for example in examples]) for task in Task},
            np.array([example.duplicate_group for example in examples]),
            {None: prepare(masked)},
        )

    def read_for(self, configs: Sequence[TrainConfig], threads: int) -> None:
        """Read the texts as the configurations need them, each text once for all trials.

        A base that is none is left to the trials that name it.

        Raises
        ------
        PipelineError
            If a network is damaged.
        """
        for base in sorted({_base(config) or "" for config in configs} - {""}):
            if base not in self.inputs and (network := base_network(base, threads)):
                self.inputs[base] = prepare(self.masked, network)


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
    if ESTIMATORS[config.estimator].fine_tunes(config.settings):
        predicted = _fine_tuned(part, config, kept, apart)
    else:
        predicted = {task.name: _trained(part, task, config, kept, apart) for task in Task}
    scores = {
        task: round(float(f1_score(part.labels[task][apart], labels, average="macro", zero_division=0)), 6)
        for task, labels in predicted.items()
    }
    return FoldScore(**scores)


def _base(config: TrainConfig) -> str | None:
    return ESTIMATORS[config.estimator].base(config.settings)


def _trained(part: TrainingPart, task: Task, config: TrainConfig, kept: Rows, apart: Rows) -> NDArray[Any]:
    estimator, settings, base = ESTIMATORS[config.estimator], config.settings, _base(config)
    if base and base not in part.inputs:
        # Says what is wrong with a base that could not be read.
        part.inputs[base] = prepare(part.masked, known_network(base))
    inputs, labels, groups = part.inputs[base], part.labels[task.name][kept], part.groups[kept]
    classifier, grid = estimator.unfitted(settings, task, config.seed), estimator.grid(settings)
    if max(len(values) for values in grid.values()) > 1:
        inner = min(config.folds, len(set(groups)))
        classifier, _ = tune(classifier, grid, inputs[kept], list(labels), list(groups), inner)
    else:
        classifier.set_params(**{name: values[0] for name, values in grid.items()})
    predicted: NDArray[Any] = classifier.fit(inputs[kept], labels).predict(inputs[apart])
    return predicted


def _fine_tuned(part: TrainingPart, config: TrainConfig, kept: Rows, apart: Rows) -> dict[str, NDArray[Any]]:
    from pipeline.model.encoder.head import Head
    from pipeline.network.relations import TrainingText
    from pipeline.train.finetune.fine_tuning import fine_tune

    stances, sentiments = part.labels["stance"], part.labels["sentiment"]
    lessons = [[TrainingText(part.masked[i], str(stances[i]), str(sentiments[i]))] for i in kept]
    said = fine_tune(lessons, config.encoder, config.seed).run([part.masked[i] for i in apart])
    return {task: Head.of_network(task).predict(said) for task in Task}


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
