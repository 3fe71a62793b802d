"""Queues: which examples are labelled next. Each says how probably it drew each of them.

A new queue is a function and a line in `QUEUES`. All but `random` mix a share of pure chance in, so that no example has probability
zero: labels of a first batch can then be weighed back to all examples, see `pipeline.estimate`. What a queue says of a later batch holds
given what the earlier ones left, see `pipeline.annotate.drawing.draw_batch`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.annotate.draws import Draw, even, proportional, systematic
from pipeline.arrays import FloatArray, IntArray
from pipeline.errors import PipelineError, did_you_mean

# Of the probability: what goes to each example alike, however certain a model is of it.
CHANCE = 0.1
MOST_CLUSTERS = 100
_COMPONENTS = 50


@dataclass(frozen=True, slots=True)
class Pool:
    """The examples that may be drawn, and what a queue may know of them.

    Attributes
    ----------
    size : int
    strata : sequence of str
        Target and holder's country of each.
    texts : callable
        Gives the passages.
    probabilities : callable
        Gives what a model says, of shape (n, n_labels).
    disagreement : callable
        Gives how much models or annotators differ, from 0 to 1, of shape (n,).
    """

    size: int
    strata: Sequence[str]
    texts: Callable[[], Sequence[str]]
    probabilities: Callable[[], FloatArray]
    disagreement: Callable[[], FloatArray]


Queue = Callable[[Pool, int, np.random.Generator], Draw]


def random(pool: Pool, number: int, generator: np.random.Generator) -> Draw:
    """Every example alike: the sample for tests and for shares."""
    places = generator.choice(pool.size, number, replace=False)
    return Draw(places, np.full(number, number / pool.size))


def uncertain(pool: Pool, number: int, generator: np.random.Generator) -> Draw:
    """The more probably, the less sure a model is: by the entropy of its probabilities."""
    return systematic(proportional(_with_chance(entropy(pool.probabilities())), number), generator)


def disagreement(pool: Pool, number: int, generator: np.random.Generator) -> Draw:
    """The more probably, the more two models, or rules, models and people, differ."""
    return systematic(proportional(_with_chance(pool.disagreement()), number), generator)


def balanced(pool: Pool, number: int, generator: np.random.Generator) -> Draw:
    """As many of each pair of target and holder's country as there are, rare pairs whole."""
    strata = np.unique(np.array(pool.strata, dtype=str), return_inverse=True)[1].astype(np.intp)
    return systematic(even(strata, number), generator, strata)


def diverse(pool: Pool, number: int, generator: np.random.Generator) -> Draw:
    """As many from each of the groups into which the words of the passages fall."""
    strata = _clusters(pool.texts(), number)
    return systematic(even(strata, number), generator, strata)


QUEUES: dict[str, Queue] = {
    "random": random,
    "uncertain": uncertain,
    "diverse": diverse,
    "disagreement": disagreement,
    "balanced": balanced,
}


def draw(queue: str, pool: Pool, number: int, seed: int) -> Draw:
    """Draw examples by the rule of a queue.

    Parameters
    ----------
    queue : str
        A key of `QUEUES`.
    pool : Pool
    number : int
        All of the pool where it has fewer.
    seed : int

    Raises
    ------
    PipelineError
        If there is no such queue.
    """
    if queue not in QUEUES:
        raise PipelineError(
            f"--queue: '{queue}' is no queue.{did_you_mean(queue, QUEUES)} There are {', '.join(QUEUES)}."
        )
    return QUEUES[queue](pool, min(number, pool.size), np.random.default_rng(seed))


def entropy(probabilities: FloatArray) -> FloatArray:
    """The Shannon entropy of each row, 1 where all classes are alike.

    Parameters
    ----------
    probabilities : FloatArray of shape (n, n_labels)
    """
    logs = np.log(np.where(probabilities > 0, probabilities, 1.0))
    found: FloatArray = -(probabilities * logs).sum(axis=1) / np.log(probabilities.shape[1])
    return found


def _with_chance(sizes: FloatArray) -> FloatArray:
    mean = float(sizes.mean()) if len(sizes) else 0.0
    mixed: FloatArray = (1 - CHANCE) * sizes / mean + CHANCE if mean > 0 else np.ones(len(sizes))
    return mixed


def _clusters(texts: Sequence[str], number: int) -> IntArray:
    """Groups of passages by k-means on latent semantic features; the same for every seed, since a draw supposes them given."""
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    groups = min(number, MOST_CLUSTERS, max(1, len(texts) // 2))
    if groups < 2:
        return np.zeros(len(texts), dtype=np.intp)
    features = TfidfVectorizer(sublinear_tf=True, max_features=20_000, token_pattern=r"(?u)\w+").fit_transform(texts)
    width = min(_COMPONENTS, features.shape[1] - 1)
    if width > 1:
        features = normalize(TruncatedSVD(width, random_state=0).fit_transform(features))
    found = MiniBatchKMeans(groups, random_state=0, n_init=3).fit_predict(features)
    strata: IntArray = np.unique(found, return_inverse=True)[1].astype(np.intp)
    return strata
