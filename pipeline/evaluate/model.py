"""A model on the test part: judged beside the baselines, in parts, on what is harder, and by what people reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.arrays import FloatArray
from pipeline.config import EvaluateConfig
from pipeline.errors import PipelineError
from pipeline.evaluate.abstention import risk_coverage
from pipeline.evaluate.baselines import BASELINES
from pipeline.evaluate.behaviour import behaviour_cases, judge_cases, pass_rates
from pipeline.evaluate.ceiling import label_ceiling, votes_of
from pipeline.evaluate.counts import TaskMetrics, task_metrics
from pipeline.evaluate.evaluation import MODEL, PACKAGED, Evaluation
from pipeline.evaluate.generalisation import later_articles, unseen_targets
from pipeline.evaluate.judgements import predictions_of
from pipeline.evaluate.mistakes import worst_errors
from pipeline.evaluate.reliability import reliability
from pipeline.evaluate.slices import slice_metrics
from pipeline.label.gold import Conflict
from pipeline.label.leakage import near_duplicates
from pipeline.model.trained import TrainedModel
from pipeline.progress import progress
from pipeline.records import GoldExample
from pipeline.tasks import Task
from pipeline.train.refitting import ReadExamples


def evaluate_model(
    model: TrainedModel,
    test: Sequence[GoldExample],
    training: Sequence[GoldExample],
    config: EvaluateConfig,
    seed: int = 0,
    conflicts: Sequence[Conflict] = (),
    packaged: TrainedModel | None = None,
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
    conflicts : sequence of Conflict
        Examples that annotators judged differently, see `pipeline.label.report.read_conflicts`.
    packaged : TrainedModel, optional
        A model that the package carries, to be judged beside.

    Raises
    ------
    PipelineError
        If the test part is empty, or shares an article or a statement with the training part.
    """
    _check_parts(test, training)
    everything = [*training, *test]
    read = ReadExamples.of(model, everything)
    predicted = model.judge(read.inputs[len(training) :])
    own: dict[Task, FloatArray] = {task: predicted.of(task) for task in Task}
    groups = [example.duplicate_group for example in test]
    gold = {task: [task.label(example) for example in test] for task in Task}
    drawing: dict[str, Any] = {"resamples": config.resamples, "confidence": config.confidence, "seed": seed}
    metrics: dict[str, dict[Task, TaskMetrics]] = {}
    judges = {MODEL: own, **_baselines(test, training)}
    if packaged:
        beside = packaged.predict([example.masked for example in test])
        judges[PACKAGED] = {task: beside.of(task) for task in Task}
    for who, probabilities in progress(judges.items(), "evaluate", total=len(judges)):
        metrics[who] = {
            task: task_metrics(
                gold[task], probabilities[task], task.labels, groups, bins=config.calibration_bins, **drawing
            )
            for task in Task
        }
    predictions = predictions_of(test, predicted)
    ceilings = {task: label_ceiling(votes_of(everything, conflicts, task), task, **drawing) for task in Task}
    return Evaluation(
        predictions=predictions,
        metrics=metrics,
        reliability={task: reliability(gold[task], own[task], task.labels, config.calibration_bins) for task in Task},
        risk={task: risk_coverage(gold[task], own[task], task.labels) for task in Task},
        slices=slice_metrics(predictions, **drawing),
        unseen=unseen_targets(read, len(training), config.unseen_targets, **drawing),
        later=later_articles(read, config.later_from, len(test) / len(everything), **drawing),
        ceiling={task: ceiling for task, ceiling in ceilings.items() if ceiling},
        behaviour=pass_rates(behaviour_cases(), lambda cases: judge_cases(model, cases)),
        errors=worst_errors(model, test, predicted),
        model_version=model.version,
    )


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


def _baselines(test: Sequence[GoldExample], training: Sequence[GoldExample]) -> dict[str, dict[Task, FloatArray]]:
    texts = [example.text for example in test]
    known = {task: [task.label(example) for example in training] for task in Task}
    return {
        baseline.name: {task: baseline.probabilities(texts, known[task], task.labels) for task in Task}
        for baseline in BASELINES
    }
