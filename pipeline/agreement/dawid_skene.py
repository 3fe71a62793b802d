"""Votes of annotators of unknown quality → probable labels.

The model: a unit has one true label; each annotator (a person, a rule, a model) reports it through a confusion matrix of
their own, independently of the others. Sources: Dawid and Skene 1979, Maximum Likelihood Estimation of Observer
Error-Rates Using the EM Algorithm; priors as in Pullin, Gurrin and Vukcevic 2021, Statistical Models of Repeated
Categorical Rating: The R Package rater. It cannot see that two annotators err together: rules that share their words,
or two language models, make it too sure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.agreement.aggregation import Aggregation
from pipeline.agreement.patterns import Patterns, Votes, vote_patterns
from pipeline.agreement.steps import expected, first_guess, maximised
from pipeline.arrays import FloatArray
from pipeline.errors import PipelineError

_MOST_STEPS = 1000
_STILL = 1e-7


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed of every annotator before a vote is seen, in votes.

    Attributes
    ----------
    votes : float, default=5.0
        Of each true label, an annotator counts as having judged so many units already …
    accuracy : float, default=0.76
        … and this share of them right, the rest spread evenly over the wrong labels.
    classes : float, default=2.0
        So many units of each label count as seen already.
    """

    votes: float = 5.0
    accuracy: float = 0.76
    classes: float = 2.0

    def confusion(self, patterns: Patterns) -> FloatArray:
        """The votes seen already, of shape (n_annotators, n_labels, n_outcomes)."""
        n = len(patterns.labels)
        wrong = (1 - self.accuracy) / (n - 1)
        matrix = np.zeros((n, n + 1))
        matrix[:, :n] = self.votes * (np.full((n, n), wrong) + (self.accuracy - wrong) * np.eye(n))
        whole = np.repeat(matrix[None], len(patterns.annotators), axis=0)
        outcomes = np.asarray(patterns.cast.T @ patterns.size).reshape(len(patterns.annotators), n + 1)
        spoken = outcomes[:, :n].sum(axis=1)
        for index, annotator in enumerate(patterns.annotators):
            if annotator in patterns.silent:
                share = spoken[index] / patterns.size.sum()
                whole[index, :, :n] *= share
                whole[index, :, n] = self.votes * (1 - share)
        return whole


def dawid_skene(
    votes: Votes,
    labels: Sequence[str],
    prior: Prior | None = None,
    *,
    known: Mapping[str, str] | None = None,
    silent: Collection[str] = (),
    level: float = 0.95,
    seed: int = 0,
) -> Aggregation:
    """The probable label of each unit and the confusion matrix of each annotator, by EM from the share of votes.

    Units that one annotator judged alone get labels, but unlike in the plain model do not teach how that one errs and how
    frequent labels are: they cannot tell the one from the other, and many of them would outweigh what the others say.

    Parameters
    ----------
    votes : mapping of unit to mapping of annotator to label
        Not everybody need judge everything; a unit without votes gets the shares of the labels.
    labels : sequence of str
        All labels there are. Where several are equally probable the last counts as the label.
    prior : Prior, optional
        ``Prior()`` by default; ``Prior(votes=0, classes=0)`` is plain maximum likelihood.
    known : mapping of unit to label, optional
        Units whose label is settled, by an adjudicator for example.
    silent : collection of str, optional
        Annotators who look at every unit and whose silence tells something, as that of a rule does which can only say
        one label. The silence of all others counts as not having been asked.
    level : float, default=0.95
        Of the intervals.
    seed : int
        Of the sampler that finds the intervals; it runs only when one is asked for.

    Raises
    ------
    PipelineError
        If there are no votes, fewer than two labels, or a vote is none of them.

    Examples
    --------
    >>> votes = {"1": {"a": "yes", "b": "yes"}, "2": {"a": "no", "b": "no"}, "3": {"a": "yes", "b": "yes", "c": "no"}}
    >>> found = dawid_skene(votes, ["yes", "no"])
    >>> found.label("3"), round(found.confidence("3"), 2)
    ('yes', 0.88)
    """
    prior = Prior() if prior is None else prior
    if len(labels) < 2 or len(set(labels)) < len(labels):
        raise PipelineError(f"Labels are weighed by Dawid–Skene among two or more different ones, not {list(labels)}.")
    if not any(votes.values()):
        raise PipelineError("There are no votes from which labels could follow; label some examples first.")
    patterns = vote_patterns(votes, labels, known, silent)
    seen, classes = prior.confusion(patterns), np.full(len(labels), prior.classes)
    posterior = first_guess(patterns)
    step = 0
    while step < _MOST_STEPS:
        step += 1
        prevalence, confusion = maximised(patterns, posterior, seen, classes)
        before, posterior = posterior, expected(patterns, prevalence, confusion)
        if float(np.abs(posterior - before).max()) < _STILL:
            break
    return Aggregation(
        patterns=patterns,
        posteriors=posterior,
        prevalence=prevalence,
        confusions=confusion,
        seen=seen,
        classes=classes,
        steps=step,
        level=level,
        seed=seed,
    )
