"""The train stage: gold examples → a stance and a sentiment classifier, tuned and calibrated."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.exceptions import UndefinedMetricWarning
from sklearn.model_selection import GridSearchCV, StratifiedGroupKFold
from threadpoolctl import threadpool_limits

from pipeline.config import TrainConfig
from pipeline.errors import PipelineError
from pipeline.model.calibration import TemperatureScaled
from pipeline.model.estimators import ESTIMATORS
from pipeline.model.inputs import Inputs, prepare
from pipeline.model.trained import TrainedModel
from pipeline.network.network_file import known_network
from pipeline.progress import progress
from pipeline.records import GoldExample
from pipeline.tasks import Task

# An example whose label nobody gave, such as a tie, still counts a little.
_LEAST_WEIGHT = 0.1


def tune(
    estimator: BaseEstimator,
    grid: dict[str, list[Any]],
    inputs: Inputs,
    labels: Sequence[str],
    groups: Sequence[str],
    folds: int,
    weights: Sequence[float] | None = None,
) -> tuple[BaseEstimator, dict[str, Any]]:
    """The estimator with the parameters of best macro-F1 in cross-validation grouped by article, not yet fitted.

    Parameters
    ----------
    estimator : classifier
    grid : dict of str to list
        See `Estimator.grid`.
    inputs : ndarray of shape (n_examples, …)
        See `pipeline.model.inputs.prepare`.
    labels, groups : sequence of str of shape (n_examples,)
    folds : int
    weights : sequence of float of shape (n_examples,), optional
        How much each example counts in a fit; its score counts every example alike.

    Returns
    -------
    estimator, chosen
        And what was chosen, with its mean score.

    Raises
    ------
    PipelineError
        If no fold can be trained on.
    """
    counted = {} if weights is None else {"sample_weight": np.asarray(weights)}
    search = GridSearchCV(estimator, grid, scoring="f1_macro", cv=StratifiedGroupKFold(folds), refit=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UndefinedMetricWarning)
        warnings.filterwarnings("ignore", "The least populated class", UserWarning)
        try:
            search.fit(inputs, np.asarray(labels), groups=np.asarray(groups), **counted)
        except ValueError:
            _say_why(search, inputs, labels, groups, folds)
            raise
    estimator.set_params(**search.best_params_)
    return estimator, {**search.best_params_, "cross_validated_macro_f1": round(float(search.best_score_), 6)}


def _say_why(
    search: GridSearchCV,
    inputs: Inputs,
    labels: Sequence[str],
    groups: Sequence[str],
    folds: int,
) -> None:
    """Raise what the estimator says in a sentence, which a search hides among all its fits."""
    try:
        search.set_params(error_score="raise").fit(inputs, np.asarray(labels), groups=np.asarray(groups))
    except ValueError as error:
        raise PipelineError(
            f"The {len(labels)} examples are too few for {folds} folds ({error}). Label more, or lower train.folds."
        ) from error


def train_model(examples: Sequence[GoldExample], config: TrainConfig, threads: int = 1) -> TrainedModel:
    """Train one classifier for stance and one for sentiment; see `train_with_inputs`."""
    return train_with_inputs(examples, config, threads)[0]


def train_with_inputs(
    examples: Sequence[GoldExample], config: TrainConfig, threads: int = 1
) -> tuple[TrainedModel, Inputs | None]:
    """Train one classifier for stance and one for sentiment, and hand on what they learned from.

    Parameters
    ----------
    examples : sequence of GoldExample
        The training part.
    config : TrainConfig
        Estimator, grid, folds and seed.
    threads : int, default=1
        Texts that the encoder reads at a time.

    Returns
    -------
    TrainedModel
    ndarray of shape (n_examples, …) or None
        What was made of the texts, see `TrainedModel.prepare`; none where a network was trained whole.

    Raises
    ------
    PipelineError
        If there are too few examples, articles or labels to learn from, or what the estimator needs is not installed.
    """
    groups = [example.duplicate_group for example in examples]
    folds = min(config.folds, len(set(groups)))
    if folds < 2:
        raise PipelineError(
            f"Training needs labelled examples from at least two articles; there are {len(examples)} examples from "
            f"{len(set(groups))}. Label more (data/labels), then run `stance label`."
        )
    description = {
        "estimator": config.estimator,
        "parameters": config.model_dump(mode="json"),
        "training_examples": len(examples),
        "training_articles": len(set(groups)),
    }
    estimator, settings = ESTIMATORS[config.estimator], config.settings
    weights = [max(example.label_confidence, _LEAST_WEIGHT) for example in examples] if config.weigh_labels else None
    if estimator.fine_tunes(settings):
        if weights is not None:
            raise PipelineError(
                "train.weigh_labels: a network that is trained whole takes every label alike. Set it to false, or "
                f"train.{config.estimator}.tune to head."
            )
        from pipeline.train.finetune.fine_tuning import fine_tuned_model

        return fine_tuned_model(examples, groups, folds, config, description, threads), None

    base = estimator.base(settings)
    network = known_network(base, threads) if base else None
    # Each text is read once; all that follows learns from what is read.
    inputs = prepare([example.masked for example in examples], network)
    classifiers: dict[str, TemperatureScaled] = {}
    chosen: dict[str, Any] = {}
    for task in progress(Task, "train", total=len(Task)):
        labels = [task.label(example) for example in examples]
        unfitted, grid = estimator.unfitted(settings, task, config.seed), estimator.grid(settings)
        # Fits are small: several BLAS threads would wait for one another, and round otherwise on other machines.
        with threadpool_limits(1):
            tuned, choice = tune(unfitted, grid, inputs, labels, groups, folds, weights)
            calibrated = TemperatureScaled(tuned, folds).fit(inputs, labels, groups, weights)
        classifiers[task.name] = calibrated
        chosen |= {f"{task}.{name}": value for name, value in choice.items()}
        chosen[f"{task}.temperature"] = calibrated.temperature_
    model = TrainedModel(**classifiers, description=description | {"chosen": chosen}, network=network)
    return model, inputs
