"""The estimators there are, from the plainest to the best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.errors import PipelineError
from pipeline.model.encoder.estimator import Encoder
from pipeline.model.estimator import Estimator
from pipeline.model.linear.estimator import Linear

if TYPE_CHECKING:
    from pipeline.model.trained import TrainedModel

ESTIMATORS: dict[str, Estimator[Any]] = {estimator.name: estimator for estimator in (Linear(), Encoder())}


def estimator_of(model: TrainedModel) -> Estimator[Any]:
    """The estimator that a model says it is of.

    Raises
    ------
    PipelineError
        If there is none of that name.
    """
    name = model.description.get("estimator")
    if name not in ESTIMATORS:
        raise PipelineError(
            f"The model is of the estimator {name!r}, and this version of the pipeline has {', '.join(ESTIMATORS)}. "
            "Train it again, or install the version that trained it."
        )
    return ESTIMATORS[name]
