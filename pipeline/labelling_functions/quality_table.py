"""The table of the rules in words and numbers that a person reads."""

from __future__ import annotations

from pipeline.labelling_functions.quality import RulesQuality

COLUMNS = ("rule", "task", "labels", "examples", "coverage", "overlaps", "conflicts", "judged", "accuracy")


def rows(quality: RulesQuality) -> list[list[str]]:
    """One row a rule and task it says anything of; a rule that is silent everywhere has one row.

    Parameters
    ----------
    quality : RulesQuality
    """
    speaking = {found.rule for found in quality.rules if found.covered}
    told: set[str] = set()
    made = []
    for found in sorted(quality.rules, key=lambda r: _place(r.rule, quality)):
        if not found.covered and (found.rule in speaking or found.rule in told):
            continue
        told.add(found.rule)
        accuracy = found.accuracy
        made.append(
            [
                found.rule,
                str(found.task) if found.covered else "",
                ", ".join(f"{label} {number:,}" for label, number in found.labels.items()),
                f"{found.covered:,}",
                f"{quality.share(found.covered):.1%}",
                f"{found.overlaps:,}",
                f"{found.conflicts:,}",
                f"{accuracy.n:,}" if accuracy else "",
                str(accuracy) if accuracy else "",
            ]
        )
    return made


def _place(rule: str, quality: RulesQuality) -> int:
    return next(number for number, found in enumerate(quality.rules) if found.rule == rule)
