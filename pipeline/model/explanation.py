"""Why a model said what it said of a text: the parts that decided, as its estimator knows them."""

from __future__ import annotations

from pipeline.model.estimators import estimator_of
from pipeline.model.occlusion import Contribution
from pipeline.model.trained import TrainedModel
from pipeline.tasks import Task


def explain(model: TrainedModel, masked: str, task: str, most: int = 5) -> list[Contribution]:
    """The parts of a masked text that spoke most for or against the label the model gave it, strongest first.

    For a linear model these are its features, and the values are exact: with those of all features and the intercept
    they sum to the label's log-odds against the mean of all labels. For an encoder they are words, and the values are
    the probability that the label loses when the word is hidden.

    Parameters
    ----------
    model : TrainedModel
    masked : str
        See `pipeline.masking`.
    task : {"stance", "sentiment"}
    most : int, default=5
        How many parts.

    Raises
    ------
    PipelineError
        If the model is of an estimator that there is not.
    """
    found = estimator_of(model).explain(model, Task(task), masked)
    return sorted(found, key=lambda c: (-abs(c.value), c.part))[:most]
