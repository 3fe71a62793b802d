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
from pipeline.model.calibration import TemperatureScaled, as_rows
from pipeline.model.encoder.classifier import EncoderClassifier, known_network
from pipeline.model.folder import TrainedModel
from pipeline.model.linear.classifier import LinearClassifier
from pipeline.progress import progress
from pipeline.records import GoldExample

TASKS = ("stance", "sentiment")


def estimator_and_grid(config: TrainConfig, task: str) -> tuple[BaseEstimator, dict[str, list[Any]]]:
    """The estimator that the configuration names for a task, not yet fitted, and the grid that `tune` chooses from."""
    if config.estimator == "encoder":
        settings = config.encoder
        return EncoderClassifier(task, base=settings.base, random_state=config.seed), {"C": list(settings.C)}
    linear = LinearClassifier(
        word_ngrams=config.linear.word_ngrams,
        window=config.linear.window,
        min_document_frequency=config.linear.min_document_frequency,
        max_features=config.linear.max_features,
        random_state=config.seed,
    )
    return linear, {"C": list(config.linear.C)}


def tune(
    estimator: BaseEstimator,
    grid: dict[str, list[Any]],
    texts: Sequence[str] | np.ndarray[Any, Any],
    labels: Sequence[str],
    groups: Sequence[str],
    folds: int,
) -> tuple[BaseEstimator, dict[str, Any]]:
    """The estimator with the parameters of best macro-F1 in cross-validation grouped by article, not yet fitted.

    Returns
    -------
    estimator, chosen
        And what was chosen, with its mean score.

    Raises
    ------
    PipelineError
        If no fold can be trained on.
    """
    search = GridSearchCV(estimator, grid, scoring="f1_macro", cv=StratifiedGroupKFold(folds), refit=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UndefinedMetricWarning)
        try:
            search.fit(as_rows(texts), np.asarray(labels), groups=np.asarray(groups))
        except ValueError:
            _say_why(search, texts, labels, groups, folds)
            raise
    estimator.set_params(**search.best_params_)
    return estimator, {**search.best_params_, "cross_validated_macro_f1": round(float(search.best_score_), 6)}


def _say_why(
    search: GridSearchCV,
    texts: Sequence[str] | np.ndarray[Any, Any],
    labels: Sequence[str],
    groups: Sequence[str],
    folds: int,
) -> None:
    """Raise what the estimator says in a sentence, which a search hides among all its fits."""
    try:
        search.set_params(error_score="raise").fit(as_rows(texts), np.asarray(labels), groups=np.asarray(groups))
    except ValueError as error:
        raise PipelineError(
            f"The {len(labels)} examples are too few for {folds} folds ({error}). Label more, or lower train.folds."
        ) from error


def train_model(examples: Sequence[GoldExample], config: TrainConfig, threads: int = 1) -> TrainedModel:
    """Train one classifier for stance and one for sentiment.

    Parameters
    ----------
    examples : sequence of GoldExample
        The training part.
    config : TrainConfig
        Estimator, grid, folds and seed.
    threads : int, default=1
        Texts that the encoder reads at a time.

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
    if config.estimator == "encoder" and config.encoder.tune == "all":
        from pipeline.train.finetune.fine_tuning import fine_tuned_model

        return fine_tuned_model(examples, groups, folds, config, description, threads)

    texts: Sequence[str] | np.ndarray[Any, Any] = [example.masked for example in examples]
    network = known_network(config.encoder.base, threads) if config.estimator == "encoder" else None
    if network:
        # Each text is read once; all that follows learns from what the network says of it.
        texts = network.run(list(texts))
    classifiers: dict[str, BaseEstimator] = {}
    chosen: dict[str, Any] = {}
    for task in progress(TASKS, "train", total=len(TASKS)):
        labels = [getattr(example, task) for example in examples]
        estimator, grid = estimator_and_grid(config, task)
        # Fits are small: several BLAS threads would wait for one another, and round otherwise on other machines.
        with threadpool_limits(1):
            estimator, choice = tune(estimator, grid, texts, labels, groups, folds)
            calibrated = TemperatureScaled(estimator, folds).fit(texts, labels, groups)
        classifiers[task] = calibrated
        chosen |= {f"{task}.{name}": value for name, value in choice.items()}
        chosen[f"{task}.temperature"] = calibrated.temperature_
    return TrainedModel(
        stance=classifiers["stance"],
        sentiment=classifiers["sentiment"],
        description=description | {"chosen": chosen},
        network=network,
    )
