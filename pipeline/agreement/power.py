"""How many annotators an example, and how many examples, a wanted reliability needs.

Source: Spearman 1910 and Brown 1910 (reliability of the sum of several judgements); the simulation draws annotators like
those observed.
"""

from __future__ import annotations

import math

import numpy as np

from pipeline.agreement.aggregation import Aggregation
from pipeline.agreement.krippendorff import Alpha
from pipeline.errors import PipelineError

_SIMULATED = 20_000


def reliability_of(annotators: int, alpha: float) -> float:
    """The reliability of labels that so many annotators vote on, where that of one is `alpha`.

    Examples
    --------
    >>> round(reliability_of(3, 0.6), 2)
    0.82
    """
    return annotators * alpha / (1 + (annotators - 1) * alpha)


def annotators_needed(alpha: float, wanted: float) -> int:
    """How many annotators an example give labels of the wanted reliability, where that of one is `alpha`.

    Raises
    ------
    PipelineError
        If `wanted` is no reliability that can be reached: not between 0 and 1, or `alpha` is not above 0.

    Examples
    --------
    >>> annotators_needed(0.6, 0.8)
    3
    """
    if not 0 < wanted < 1:
        raise PipelineError(
            f"{wanted:g} is no reliability that can be wanted. Give a number between 0 and 1, such as 0.8."
        )
    if alpha <= 0:
        raise PipelineError(
            f"At an alpha of {alpha:.2f} annotators agree no more than by chance, and no number of them helps. "
            "Mend the codebook first."
        )
    if alpha >= 1:
        return 1
    return max(1, math.ceil(round(wanted * (1 - alpha) / (alpha * (1 - wanted)), 9)))


def units_needed(measured: Alpha, width: float) -> int | None:
    """How many units judged by several make an interval of alpha so wide, where so many more articles are like those seen.

    ``None`` where there is no interval yet to reckon from.

    Raises
    ------
    PipelineError
        If `width` is not above 0.
    """
    if width <= 0:
        raise PipelineError(f"An interval cannot be {width:g} wide. Give a width above 0, such as 0.1.")
    if measured.low is None or measured.high is None or measured.high <= measured.low:
        return None
    return math.ceil(measured.units * ((measured.high - measured.low) / width) ** 2)


def simulated_accuracy(aggregation: Aggregation, most: int = 7, seed: int = 0) -> list[float]:
    """The share of labels that come out right with 1, 2 … `most` annotators an example, drawn from those observed.

    Parameters
    ----------
    aggregation : Aggregation
    most : int, default=7
    seed : int, default=0
    """
    generator = np.random.default_rng(seed)
    confusions = np.stack([aggregation.confusion(annotator) for annotator in aggregation.annotators])
    prevalence = np.array([aggregation.prevalence[label] for label in aggregation.labels])
    true = generator.choice(len(prevalence), size=_SIMULATED, p=prevalence / prevalence.sum())
    logs = np.tile(np.log(np.maximum(prevalence, 1e-12)), (_SIMULATED, 1))
    shares = []
    for _ in range(most):
        who = generator.integers(0, len(confusions), size=_SIMULATED)
        likely = confusions[who, true].cumsum(axis=1)
        said = (generator.random(_SIMULATED)[:, None] > likely[:, :-1]).sum(axis=1)
        logs += np.log(np.maximum(confusions[who, :, said], 1e-12))
        shares.append(float((logs.argmax(axis=1) == true).mean()))
    return shares
