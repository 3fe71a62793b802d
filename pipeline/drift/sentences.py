"""What differs, in a sentence that can be read without knowing any measure."""

from __future__ import annotations

import numpy as np

from pipeline.drift.aspects import CONFIDENCE, LANGUAGE, LENGTH, NOT_KNOWN, OUTLET, SPEAKER_COUNTRY, TARGET, Aspect
from pipeline.drift.categories import Categories
from pipeline.drift.divergence import shares
from pipeline.drift.groups import NEW, REST, Groups
from pipeline.printable import printable

# How many of what is new are named.
_NAMED = 3
# What stands before the colon, what a share is one of, and what the categories are called.
_WORDS = {
    LANGUAGE.name: ("languages", "the articles are in", "languages"),
    OUTLET.name: ("outlets", "the articles come from", "outlets"),
    TARGET.name: ("targets", "the statements are about", "targets"),
    SPEAKER_COUNTRY.name: ("speakers", "the statements are by speakers of", "countries"),
}


def told_of_categories(aspect: Aspect, groups: Groups, run: Categories) -> str:
    """What differs most in a category.

    Parameters
    ----------
    aspect : Aspect
    groups : Groups
    run : Categories
        Where the names of what is new stand.
    """
    most = _telling(groups)
    before, now = groups.share(most)
    noun, of, called = _WORDS[aspect.name]
    if most == NEW:
        names = sorted(run.named, key=lambda name: (-run.named[name], name))[:_NAMED]
        such = f", such as {', '.join(map(printable, names))}" if names else ""
        return (
            f"{noun}: {now:.0%} of {of} {called} that the training data do not hold{such} ({before:.0%} would be usual)"
        )
    if most == NOT_KNOWN:
        return f"{noun}: not known of {now:.0%} of the {aspect.of} ({before:.0%} in the training data)"
    named = f"{called} that are rare in the training data" if most == REST else printable(most)
    return f"{noun}: {now:.0%} of {of} {named} ({before:.0%} in the training data)"


def told_of_quantities(aspect: Aspect, training: float, run: float) -> str:
    """How the mean of a number differs."""
    if aspect == LENGTH:
        return f"length: the articles have {run:,.0f} words on average, those of the training data {training:,.0f}"
    if aspect == CONFIDENCE:
        return (
            f"confidence: the stances given have a probability of {run:.2f} on average, {training:.2f} on training data "
            "that were held out"
        )
    return f"unknown words: {run:.0%} of the words are not in the training data ({training:.0%} would be usual)"


def _telling(groups: Groups) -> str:
    """The group that adds most to the Population Stability Index; what is new where it adds half as much as that."""
    p, q = (shares(counts, float(counts.sum())) for counts in (groups.training, groups.run))
    added = dict(zip(groups.names, ((q - p) * np.log(q / p)).tolist(), strict=True))
    most = max(groups.names, key=lambda name: added[name])
    before, now = groups.share(NEW)
    return NEW if now > before and added[NEW] >= added[most] / 2 else most
