"""The evaluate stage: how good a model is on the test part, beside baselines; one result that everything else reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.config import EvaluateConfig
from pipeline.errors import PipelineError
from pipeline.evaluate.abstention import risk_coverage
from pipeline.evaluate.baselines import majority, vader
from pipeline.evaluate.behaviour import behaviour_cases, judge_cases, pass_rates
from pipeline.evaluate.bootstrap import Array, Interval
from pipeline.evaluate.ceiling import Ceiling, label_ceiling, votes_of
from pipeline.evaluate.generalisation import LaterArticles, UnseenTargets, later_articles, unseen_targets
from pipeline.evaluate.judged import LABELS, TASKS, Task
from pipeline.evaluate.metrics import TaskMetrics, reliability, task_metrics
from pipeline.evaluate.mistakes import worst_errors
from pipeline.evaluate.slices import SliceMetrics, slice_metrics
from pipeline.label.leakage import near_duplicates
from pipeline.model.predictions import Predictions
from pipeline.model.trained import TrainedModel
from pipeline.progress import progress
from pipeline.records import GoldExample, Prediction
from pipeline.train.refitting import ReadExamples

MODEL = "model"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that is known of a model on its test part.

    Attributes
    ----------
    predictions : list of Prediction
        One a test example.
    metrics : dict
        Of each task, for each of ``model``, ``majority`` and ``vader``.
    reliability, risk : dict
        Of each task, the rows of the reliability diagram and of the risk-coverage curve.
    slices : list of SliceMetrics
        Of the model, in parts of the test part.
    unseen, later, ceiling : dict
        Of each task: on target countries never seen, on later articles, and what annotators reach. A task is missing
        where it cannot be told.
    behaviour : dict of str to Interval
        Pass rates on the behavioural cases.
    errors : list of dict
        The worst errors, explained.
    """

    predictions: list[Prediction]
    metrics: dict[str, dict[Task, TaskMetrics]]
    reliability: dict[Task, list[dict[str, Any]]]
    risk: dict[Task, list[dict[str, Any]]]
    slices: list[SliceMetrics]
    unseen: dict[Task, UnseenTargets]
    later: dict[Task, LaterArticles]
    ceiling: dict[Task, Ceiling]
    behaviour: dict[str, Interval]
    errors: list[dict[str, Any]]

    def intervals(self) -> dict[str, Interval]:
        """Every metric that has an interval, under the name that DVC and MLflow show."""
        found: dict[str, Interval] = {}
        for task in TASKS:
            for name, interval in self.metrics[MODEL][task].metrics.items():
                found[f"{task}.{name}"] = interval
            for who, metrics in self.metrics.items():
                if who != MODEL:
                    found[f"{task}.{who}_macro_f1"] = metrics[task].metrics["macro_f1"]
            if unseen := self.unseen.get(task):
                found[f"{task}.unseen_targets_macro_f1"] = unseen.macro_f1
                found[f"{task}.unseen_targets_difference"] = unseen.difference
            if later := self.later.get(task):
                found[f"{task}.later_macro_f1"] = later.macro_f1
            if ceiling := self.ceiling.get(task):
                found[f"{task}.annotators_macro_f1"] = ceiling.macro_f1
                found[f"{task}.annotators_accuracy"] = ceiling.accuracy
        return found | {f"behaviour.{name}": rate for name, rate in self.behaviour.items()}

    def numbers(self) -> dict[str, float]:
        """Every metric as a plain number, counts too, under the name that DVC and MLflow show."""
        found: dict[str, float] = {name: round(interval.value, 6) for name, interval in self.intervals().items()}
        for task in TASKS:
            result = self.metrics[MODEL][task]
            found |= {f"{task}.examples": result.n_examples, f"{task}.articles": result.n_groups}
            if unseen := self.unseen.get(task):
                found[f"{task}.unseen_targets"] = unseen.targets
                found[f"{task}.unseen_targets_examples"] = unseen.examples
            if later := self.later.get(task):
                found |= {f"{task}.later_examples": later.examples, f"{task}.later_training": later.training_examples}
            if ceiling := self.ceiling.get(task):
                found[f"{task}.judged_twice"] = ceiling.examples
                found[f"{task}.perfect_accuracy"] = round(ceiling.perfect_accuracy, 6)
        return found


def _prediction(example: GoldExample, stance: str | None, p: Array, sentiment: str | None, q: Array) -> Prediction:
    return Prediction(
        example_id=example.example_id,
        statement_id=example.statement_id,
        article_id=example.article_id,
        duplicate_group=example.duplicate_group,
        target=example.target,
        domestic=example.domestic,
        speaker_country=example.speaker_country,
        outlet=example.outlet,
        published=example.published,
        kind=example.kind,
        label_source=example.label_source,
        text=example.text,
        masked=example.masked,
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


def predictions_of(examples: Sequence[GoldExample], predicted: Predictions) -> list[Prediction]:
    """What a model said of gold examples, one row each."""
    said = zip(
        examples,
        predicted.stance_labels(),
        predicted.stance,
        predicted.sentiment_labels(),
        predicted.sentiment,
        strict=True,
    )
    return [_prediction(*row) for row in said]


def _check_parts(test: Sequence[GoldExample], training: Sequence[GoldExample]) -> None:
    if not test:
        raise PipelineError(
            "The test part is empty. Label more articles, or raise label.test_share, then run `stance label`."
        )
    shared = {e.duplicate_group for e in test} & {e.duplicate_group for e in training}
    if shared:
        raise PipelineError(
            f"{len(shared)} articles are in both the training and the test part. Run `stance label` again."
        )
    leaks = near_duplicates(training, test)
    if leaks:
        raise PipelineError(
            f"{len(leaks)} training examples repeat a statement of the test part, the first is "
            f"{leaks[0].training.example_id} ('{leaks[0].training.text[:60]}'). Run `stance label` and `stance train` again."
        )


def _baselines(test: Sequence[GoldExample], training: Sequence[GoldExample]) -> dict[str, dict[Task, Array]]:
    texts = [example.text for example in test]
    found: dict[str, dict[Task, Array]] = {"majority": {}, "vader": {}}
    for task in TASKS:
        known = [getattr(example, task) for example in training]
        found["majority"][task] = majority(known, len(test), LABELS[task])
        found["vader"][task] = vader(texts, LABELS[task])
    return found


def evaluate_model(
    model: TrainedModel,
    test: Sequence[GoldExample],
    training: Sequence[GoldExample],
    config: EvaluateConfig,
    seed: int = 0,
    conflicts: Sequence[Mapping[str, Any]] = (),
) -> Evaluation:
    """Evaluate a model on the test part.

    Parameters
    ----------
    model : TrainedModel
    test : sequence of GoldExample
        The test part; no article or statement of it may be in `training`.
    training : sequence of GoldExample
        For the majority baseline, for learning anew, and to make sure that nothing leaks.
    config : EvaluateConfig
    seed : int
        Of the bootstrap.
    conflicts : sequence of mapping
        Examples that annotators judged differently, as ``report.json`` of the gold examples lists them.

    Raises
    ------
    PipelineError
        If the test part is empty, or shares an article or a statement with the training part.
    """
    _check_parts(test, training)
    everything = [*training, *test]
    read = ReadExamples.of(model, everything)
    predicted = model.judge(read.inputs[len(training) :])
    own: dict[Task, Array] = {"stance": predicted.stance, "sentiment": predicted.sentiment}
    groups = [example.duplicate_group for example in test]
    gold = {task: [getattr(example, task) for example in test] for task in TASKS}
    drawing: dict[str, Any] = {"resamples": config.resamples, "confidence": config.confidence, "seed": seed}
    metrics: dict[str, dict[Task, TaskMetrics]] = {}
    judges = {MODEL: own, **_baselines(test, training)}
    for who, probabilities in progress(judges.items(), "evaluate", total=len(judges)):
        metrics[who] = {
            task: task_metrics(
                gold[task], probabilities[task], LABELS[task], groups, bins=config.calibration_bins, **drawing
            )
            for task in TASKS
        }
    predictions = predictions_of(test, predicted)
    ceilings = {task: label_ceiling(votes_of(everything, conflicts, task), task, **drawing) for task in TASKS}
    return Evaluation(
        predictions=predictions,
        metrics=metrics,
        reliability={task: reliability(gold[task], own[task], LABELS[task], config.calibration_bins) for task in TASKS},
        risk={task: risk_coverage(gold[task], own[task], LABELS[task]) for task in TASKS},
        slices=slice_metrics(predictions, **drawing),
        unseen=unseen_targets(read, len(training), config.unseen_targets, **drawing),
        later=later_articles(read, config.later_from, len(test) / len(everything), **drawing),
        ceiling={task: ceiling for task, ceiling in ceilings.items() if ceiling},
        behaviour=pass_rates(behaviour_cases(), lambda cases: judge_cases(model, cases)),
        errors=worst_errors(model, test, predicted),
    )
