"""A run's profile against that of the training data."""

from __future__ import annotations

from pipeline.agreement.resampling import USUAL, Bootstrap
from pipeline.drift.aspects import ASPECTS, NOT_KNOWN, UNKNOWN_WORDS, Aspect
from pipeline.drift.divergence import divergence
from pipeline.drift.groups import Groups, of_categories, of_quantities
from pipeline.drift.profile import Profile
from pipeline.drift.report import AspectDrift, DriftReport, without_profile
from pipeline.drift.sentences import told_of_categories, told_of_quantities
from pipeline.drift.training import TrainingProfile


def compare(training: TrainingProfile | None, run: Profile, bootstrap: Bootstrap = USUAL) -> DriftReport:
    """Whether what a run scored is like what its model learned from.

    Parameters
    ----------
    training : TrainingProfile or None
        ``None`` where the model has none.
    run : Profile
        What was scored, the profiles of all parts added up.
    bootstrap : Bootstrap, optional
        Of the intervals.

    Returns
    -------
    DriftReport
        Aspects in a fixed order. An aspect that either side knows nothing of is not among them, and named as such.
    """
    if training is None:
        return without_profile(run)
    found = [(aspect, _groups(aspect, training, run)) for aspect in ASPECTS]
    return DriftReport(
        model=training.model,
        articles=run.judged.articles,
        statements=run.judged.rows,
        aspects=tuple(_drift(aspect, groups, training, run, bootstrap) for aspect, groups in found if groups),
        not_compared=tuple(aspect.name for aspect, groups in found if not groups),
        expected_accuracy={name: sums.expected_accuracy() for name, sums in run.confidence.items()},
    )


def _groups(aspect: Aspect, training: TrainingProfile, run: Profile) -> Groups | None:
    """What is compared, ``None`` where the training data or those scored say nothing of it."""
    if aspect.edges:
        quantities = training.profile.quantities[aspect.name], run.quantities[aspect.name]
        return of_quantities(*quantities) if all(counts.total for counts in quantities) else None
    held, scored = training.profile.categories[aspect.name], run.categories[aspect.name]
    said = all(counts.total - counts.known[NOT_KNOWN] for counts in (held, scored))
    return of_categories(held, training.alone[aspect.name], scored) if said else None


def _drift(
    aspect: Aspect, groups: Groups, training: TrainingProfile, run: Profile, bootstrap: Bootstrap
) -> AspectDrift:
    worth = (
        training.profile.worth(aspect, int(groups.training.sum())),
        run.worth(aspect, int(groups.run.sum())),
    )
    measured = divergence(groups.training, groups.run, worth, bootstrap)
    if not aspect.edges:
        return AspectDrift(aspect.name, measured, told_of_categories(aspect, groups, run.categories[aspect.name]))
    before, now = training.profile.quantities[aspect.name].mean, run.quantities[aspect.name].mean
    better_known = aspect == UNKNOWN_WORDS and now <= before
    return AspectDrift(aspect.name, measured, told_of_quantities(aspect, before, now), better_known)
