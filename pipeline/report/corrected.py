"""Shares of each stance corrected by labels (`stance estimate`), for all rows and the groups that the page shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import PipelineConfig

# Groups are named by the columns that make them, joined as in `--by`.
GROUPINGS: tuple[tuple[str, ...], ...] = ((), ("target",), ("speaker_country",), ("speaker_country", "target"))
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CorrectedShares:
    """Corrected shares with their intervals, and what they rest on.

    Attributes
    ----------
    shares : dict
        Columns of the grouping, joined by commas → names of the group, joined by commas → label → [share, low, high].
    labelled_rows, unused_labels : int
    """

    shares: dict[str, dict[str, dict[str, list[float]]]]
    labelled_rows: int
    unused_labels: int

    def as_dict(self) -> dict[str, Any]:
        """As the page takes it."""
        return {"shares": self.shares, "labelled": self.labelled_rows, "unused": self.unused_labels}


def corrected_shares(config: PipelineConfig, scores: Path, labels: Path, part: str) -> CorrectedShares:
    """Estimate the shares of each stance in all rows, toward each target, of each speaker's country, and of each pair.

    Groups with too few labels have no corrected share.

    Raises
    ------
    PipelineError
        If the labels cannot be read, or none fits a row of the scores.
    """
    from pipeline.estimate import estimate_prevalence

    found: dict[str, dict[str, dict[str, list[float]]]] = {}
    labelled = unused = 0
    for grouping in GROUPINGS:
        result = estimate_prevalence(scores, labels, grouping, part=part, min_overlap=config.label.min_overlap)
        labelled, unused = result.labelled_rows, len(result.rejects)
        groups = found.setdefault(",".join(grouping), {})
        for share in result.shares:
            if share.share is None or share.low is None or share.high is None or UNKNOWN in share.group:
                continue
            interval = [round(value, 6) for value in (share.share, share.low, share.high)]
            groups.setdefault(",".join(share.group), {})[share.label] = interval
    return CorrectedShares(found, labelled, unused)
