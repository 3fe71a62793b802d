"""What the label stage did with every label, as ``report.json`` beside the gold examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.io import write_json
from pipeline.label.gold import GoldResult
from pipeline.label.leakage import NearDuplicate
from pipeline.records import Reject


@dataclass(frozen=True, slots=True)
class LabelReport:
    """The outcome of the stage.

    Attributes
    ----------
    result : GoldResult
    labels : int
        How many were read.
    rejected : sequence of Reject
        Lines that were no label.
    leaks : sequence of NearDuplicate
        Training examples that were left out because they repeat a test example.
    """

    result: GoldResult
    labels: int
    rejected: Sequence[Reject]
    leaks: Sequence[NearDuplicate]

    def write(self, folder: Path) -> Path:
        """Write the report to the folder of the gold examples; equal reports give equal bytes.

        Raises
        ------
        PipelineError
            If it cannot be written to.
        """
        path, result = folder / "report.json", self.result
        write_json(
            path,
            {
                "gold": len(result.gold),
                "labels": self.labels,
                "superseded": result.superseded,
                "rejected_lines": [asdict(line) for line in self.rejected],
                "unmatched": [{"reason": u.reason, "label": asdict(u.label)} for u in result.unmatched],
                "conflicts": [asdict(conflict) for conflict in result.conflicts],
                "codebooks": result.codebooks,
                "left_out_of_training": [
                    {
                        "example": d.training.example_id,
                        "repeats": d.test.example_id,
                        "similarity": round(d.similarity, 3),
                    }
                    for d in self.leaks
                ],
                "alpha": {
                    "stance": result.stance_alpha,
                    "sentiment": result.sentiment_alpha,
                    "examples": result.judged_twice,
                },
            },
        )
        return path
