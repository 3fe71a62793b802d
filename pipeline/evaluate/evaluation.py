"""An evaluation: one result that everything else reads, and its figures under the names that DVC and MLflow show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.baselines import BASELINES
from pipeline.evaluate.bootstrap import Interval
from pipeline.evaluate.ceiling import Ceiling
from pipeline.evaluate.counts import TaskMetrics
from pipeline.evaluate.generalisation import LaterArticles, UnseenTargets
from pipeline.evaluate.metrics import HEADLINE
from pipeline.evaluate.slices import SliceMetrics
from pipeline.records import Prediction
from pipeline.tasks import Task

MODEL = "model"
# The best model that the package carries, judged on the same test part.
PACKAGED = "packaged"
# Of each task, for who looks at many runs.
_FIRST = (HEADLINE, "accuracy", "calibration_error")
# What the model's macro-F1 is seen beside: the figures by their names after the task's, with their titles.
BESIDE = {
    **{f"{baseline.name}_{HEADLINE}": baseline.title for baseline in BASELINES},
    f"{PACKAGED}_{HEADLINE}": "the package's",
    f"unseen_targets_{HEADLINE}": "unseen targets",
    f"later_{HEADLINE}": "later articles",
    f"annotators_{HEADLINE}": "annotators",
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that is known of a model on its test part.

    Attributes
    ----------
    predictions : list of Prediction
        One a test example.
    metrics : dict
        Of each task, for ``model``, for each of `BASELINES`, and for ``packaged`` where that was judged too.
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
    model_version : str
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
    model_version: str

    def intervals(self) -> dict[str, Interval]:
        """Every metric that has an interval, under the name that DVC and MLflow show."""
        found: dict[str, Interval] = {}
        for task in Task:
            for name, interval in self.metrics[MODEL][task].metrics.items():
                found[f"{task}.{name}"] = interval
            for who, metrics in self.metrics.items():
                if who != MODEL:
                    found[f"{task}.{who}_{HEADLINE}"] = metrics[task].metrics[HEADLINE]
            if unseen := self.unseen.get(task):
                found[f"{task}.unseen_targets_{HEADLINE}"] = unseen.macro_f1
                found[f"{task}.unseen_targets_difference"] = unseen.difference
            if later := self.later.get(task):
                found[f"{task}.later_{HEADLINE}"] = later.macro_f1
            if ceiling := self.ceiling.get(task):
                found[f"{task}.annotators_{HEADLINE}"] = ceiling.macro_f1
                found[f"{task}.annotators_accuracy"] = ceiling.accuracy
        return found | {f"behaviour.{name}": rate for name, rate in self.behaviour.items()}

    def headline(self) -> dict[str, float]:
        """The handful of figures by which runs are first told apart."""
        found: dict[str, float] = {}
        for task in Task:
            result = self.metrics[MODEL][task]
            found |= {f"{task}.{name}": round(result.metrics[name].value, 6) for name in _FIRST}
            if PACKAGED in self.metrics:
                value = self.metrics[PACKAGED][task].metrics[HEADLINE].value
                found[f"{task}.{PACKAGED}_{HEADLINE}"] = round(value, 6)
        # Both tasks are judged on the same examples.
        return found | {"test.examples": result.n_examples, "test.articles": result.n_groups}

    def numbers(self) -> dict[str, float]:
        """Every metric as a plain number, counts too, under the name that DVC and MLflow show."""
        found: dict[str, float] = {name: round(interval.value, 6) for name, interval in self.intervals().items()}
        for task in Task:
            result = self.metrics[MODEL][task]
            found |= {f"{task}.examples": result.n_examples, f"{task}.articles": result.n_groups}
            if unseen := self.unseen.get(task):
                found[f"{task}.unseen_targets"] = unseen.targets
                found[f"{task}.unseen_targets_examples"] = unseen.examples
            if later := self.later.get(task):
                found[f"{task}.later_examples"] = later.examples
                found[f"{task}.later_training"] = later.training_examples
            if ceiling := self.ceiling.get(task):
                found[f"{task}.judged_twice"] = ceiling.examples
                found[f"{task}.perfect_accuracy"] = round(ceiling.perfect_accuracy, 6)
        return found
