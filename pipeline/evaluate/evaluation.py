"""The evaluate stage: how good a model is on the test part, beside baselines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import EvaluateConfig
from pipeline.errors import PipelineError
from pipeline.evaluate.abstention import risk_coverage
from pipeline.evaluate.baselines import majority, vader
from pipeline.evaluate.behaviour import behaviour_cases, judge_cases, pass_rates
from pipeline.evaluate.errors import COLUMNS, worst_errors
from pipeline.evaluate.metrics import Array, Interval, TaskMetrics, reliability, task_metrics
from pipeline.evaluate.plots import confusion_rows, draw, write_csv, write_plot_data
from pipeline.io import write_json, write_records
from pipeline.progress import progress
from pipeline.schema import SENTIMENTS, STANCES, GoldExample, Prediction
from pipeline.train.model_file import TrainedModel

_LABELS = {"stance": STANCES, "sentiment": SENTIMENTS}
MODEL = "model"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Predictions of the test part, for each of ``model``, ``majority`` and ``vader`` the metrics of each task, the model's
    reliability and risk at each coverage, its pass rates on the behavioural cases, and its worst errors."""

    predictions: list[Prediction]
    metrics: dict[str, dict[str, TaskMetrics]]
    reliability: dict[str, list[dict[str, Any]]]
    risk: dict[str, list[dict[str, Any]]]
    behaviour: dict[str, Interval]
    errors: list[dict[str, Any]]

    def summary(self) -> dict[str, Any]:
        """What goes into ``metrics.json``, in the shape that DVC tabulates: plain numbers, the baselines' beside them."""
        tasks: dict[str, Any] = {}
        for task in _LABELS:
            result = self.metrics[MODEL][task]
            values = {name: round(interval.value, 6) for name, interval in result.metrics.items()}
            tasks[task] = {"examples": result.n_examples, "articles": result.n_groups, **values}
            for who, metrics in self.metrics.items():
                if who != MODEL:
                    tasks[task][f"{who}_macro_f1"] = round(metrics[task].metrics["macro_f1"].value, 6)
        tasks["behaviour"] = {name: round(rate.value, 6) for name, rate in self.behaviour.items()}
        return tasks

    def intervals(self) -> dict[str, Any]:
        """What goes into ``intervals.json``: value, low and high of every metric of the model and the baselines."""
        return {
            who: {
                task: {name: interval.as_dict() for name, interval in result.metrics.items()}
                for task, result in tasks.items()
            }
            for who, tasks in self.metrics.items()
        } | {"behaviour": {name: rate.as_dict() for name, rate in self.behaviour.items()}}

    def write(self, folder: Path) -> None:
        """Write ``predictions.parquet``, ``metrics.json``, ``intervals.json``, ``errors.csv`` and ``plots/``; equal evaluations give equal
        bytes."""
        write_records(folder / "predictions.parquet", Prediction, self.predictions)
        write_json(folder / "metrics.json", self.summary())
        write_json(folder / "intervals.json", self.intervals())
        write_csv(folder / "errors.csv", self.errors, COLUMNS)
        for task in _LABELS:
            gold = [getattr(p, f"gold_{task}") for p in self.predictions]
            predicted = [getattr(p, task) for p in self.predictions]
            plots = folder / "plots"
            write_plot_data(plots, task, confusion_rows(gold, predicted), self.reliability[task], self.risk[task])
            draw(plots, task, self.metrics[MODEL][task], self.reliability[task], self.risk[task])


def _prediction(example: GoldExample, stance: str | None, p: Array, sentiment: str | None, q: Array) -> Prediction:
    return Prediction(
        example_id=example.example_id,
        article_id=example.article_id,
        duplicate_group=example.duplicate_group,
        target=example.target,
        speaker_country=example.speaker_country,
        outlet=example.outlet,
        published=example.published,
        kind=example.kind,
        text=example.text,
        gold_stance=example.stance,
        stance=str(stance),
        p_favor=float(p[0]),
        p_against=float(p[1]),
        p_neutral=float(p[2]),
        gold_sentiment=example.sentiment,
        sentiment=str(sentiment),
        p_positive=float(q[0]),
        p_negative=float(q[1]),
        p_neutral_sentiment=float(q[2]),
    )


def evaluate_model(
    model: TrainedModel,
    test: Sequence[GoldExample],
    training: Sequence[GoldExample],
    config: EvaluateConfig,
    seed: int = 0,
) -> Evaluation:
    """Evaluate a model on the test part.

    Parameters
    ----------
    model : TrainedModel
    test : sequence of GoldExample
        The test part; no article of it may be in `training`.
    training : sequence of GoldExample
        For the majority baseline, and to make sure that nothing leaks.
    config : EvaluateConfig
    seed : int
        Of the bootstrap.

    Raises
    ------
    PipelineError
        If the test part is empty or shares an article with the training part.
    """
    if not test:
        raise PipelineError(
            "The test part is empty. Label more articles, or raise label.test_share, then run `stance label`."
        )
    shared = {e.duplicate_group for e in test} & {e.duplicate_group for e in training}
    if shared:
        raise PipelineError(
            f"{len(shared)} articles are in both the training and the test part. Run `stance label` again."
        )
    predicted = model.predict([example.masked for example in test])
    probabilities: dict[str, dict[str, Array]] = {MODEL: {"stance": predicted.stance, "sentiment": predicted.sentiment}}
    texts = [example.text for example in test]
    for task, labels in _LABELS.items():
        known = [getattr(example, task) for example in training]
        probabilities.setdefault("majority", {})[task] = majority(known, len(test), labels)
        probabilities.setdefault("vader", {})[task] = vader(texts, labels)
    groups = [example.duplicate_group for example in test]
    metrics: dict[str, dict[str, TaskMetrics]] = {}
    for who in progress(list(probabilities), "evaluate", total=len(probabilities)):
        metrics[who] = {
            task: task_metrics(
                [getattr(example, task) for example in test],
                probabilities[who][task],
                labels,
                groups,
                resamples=config.resamples,
                confidence=config.confidence,
                bins=config.calibration_bins,
                seed=seed,
            )
            for task, labels in _LABELS.items()
        }
    rows = zip(
        test,
        predicted.stance_labels(),
        predicted.stance,
        predicted.sentiment_labels(),
        predicted.sentiment,
        strict=True,
    )
    return Evaluation(
        predictions=[_prediction(*row) for row in rows],
        metrics=metrics,
        reliability={
            task: reliability(
                [getattr(e, task) for e in test], probabilities[MODEL][task], labels, config.calibration_bins
            )
            for task, labels in _LABELS.items()
        },
        risk={
            task: risk_coverage([getattr(e, task) for e in test], probabilities[MODEL][task], labels)
            for task, labels in _LABELS.items()
        },
        behaviour=pass_rates(behaviour_cases(), lambda cases: judge_cases(model, cases)),
        errors=worst_errors(model, test, predicted),
    )
