"""What became of each label, as JSON beside the gold examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.io import write_json
from pipeline.label.gold import GoldResult
from pipeline.label.leakage import NearDuplicate
from pipeline.records import Reject

REPORT = "report.json"


def write_report(
    folder: Path, result: GoldResult, labels: int, rejected: Sequence[Reject], leaks: Sequence[NearDuplicate]
) -> None:
    """Write ``report.json`` into the folder of gold examples.

    Parameters
    ----------
    result : GoldResult
    labels : int
        How many label lines could be read.
    rejected : sequence of Reject
        Those that could not.
    leaks : sequence of NearDuplicate
        Training examples that were left out because they repeat a test example.

    Raises
    ------
    PipelineError
        If it cannot be written.
    """
    write_json(
        folder / REPORT,
        {
            "gold": len(result.gold),
            "labels": labels,
            "superseded": result.superseded,
            "rejected_lines": [asdict(line) for line in rejected],
            "unmatched": [{"reason": u.reason, "label": asdict(u.label)} for u in result.unmatched],
            "conflicts": [asdict(conflict) for conflict in result.conflicts],
            "codebooks": result.codebooks,
            "left_out_of_training": [
                {"example": d.training.example_id, "repeats": d.test.example_id, "similarity": round(d.similarity, 3)}
                for d in leaks
            ],
            "alpha": {
                "stance": result.stance_alpha,
                "sentiment": result.sentiment_alpha,
                "examples": result.judged_twice,
            },
        },
    )
