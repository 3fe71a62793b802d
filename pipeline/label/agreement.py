"""How far annotators agree: Krippendorff's alpha (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability)."""

from __future__ import annotations

from collections.abc import Mapping

import krippendorff
import numpy as np


def krippendorff_alpha(judgements: Mapping[str, Mapping[str, str]], categories: tuple[str, ...]) -> float | None:
    """Alpha for nominal data, 1 for perfect agreement, 0 for chance; ``None`` where no unit was judged twice.

    Parameters
    ----------
    judgements : mapping of unit to mapping of annotator to category
        Units judged by a single annotator do not count.
    categories : tuple of str
        All categories that may occur.

    Examples
    --------
    >>> krippendorff_alpha({"1": {"a": "favor", "b": "favor"}, "2": {"a": "against", "b": "against"}}, ("favor", "against"))
    1.0
    """
    units = {unit: judged for unit, judged in judgements.items() if len(judged) > 1}
    annotators = sorted({annotator for judged in units.values() for annotator in judged})
    if not units:
        return None
    codes = {category: code for code, category in enumerate(categories)}
    table = np.full((len(annotators), len(units)), np.nan)
    for column, unit in enumerate(sorted(units)):
        for annotator, category in units[unit].items():
            table[annotators.index(annotator), column] = codes[category]
    if len(np.unique(table[~np.isnan(table)])) < 2:
        return 1.0
    return float(
        krippendorff.alpha(reliability_data=table, level_of_measurement="nominal", value_domain=list(codes.values()))
    )
