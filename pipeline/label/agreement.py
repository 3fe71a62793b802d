"""How far annotators agree: Krippendorff's alpha (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability)."""

from __future__ import annotations

from collections.abc import Mapping


def krippendorff_alpha(judgements: Mapping[str, Mapping[str, str]]) -> float | None:
    """Alpha for nominal data, 1 for perfect agreement, 0 for chance; ``None`` where no unit was judged twice.

    Parameters
    ----------
    judgements : mapping of unit to mapping of annotator to category
        Units judged by a single annotator do not count.

    Examples
    --------
    >>> krippendorff_alpha({"1": {"a": "favor", "b": "favor"}, "2": {"a": "against", "b": "against"}})
    1.0
    """
    triples = [
        (annotator, unit, category)
        for unit, judged in sorted(judgements.items())
        if len(judged) > 1
        for annotator, category in sorted(judged.items())
    ]
    if not triples:
        return None
    if len({category for _, _, category in triples}) < 2:
        return 1.0
    from nltk.metrics.agreement import AnnotationTask

    return float(AnnotationTask(data=triples).alpha())
