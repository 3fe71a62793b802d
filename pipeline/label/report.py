"""What the label stage did with every label, as ``report.json`` beside the gold examples."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.io import write_json
from pipeline.label.gold import Conflict, GoldResult
from pipeline.label.leakage import NearDuplicate
from pipeline.records import Reject
from pipeline.tasks import Task

_FILE = "report.json"


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
        path, result = folder / _FILE, self.result
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
                "left_out": [asdict(example) for example in result.left_out],
                "machine_only": result.machine_only,
                "left_out_of_training": [
                    {
                        "example": d.training.example_id,
                        "repeats": d.test.example_id,
                        "similarity": round(d.similarity, 3),
                    }
                    for d in self.leaks
                ],
                "alpha": {**{task.value: result.alpha[task] for task in Task}, "examples": result.judged_twice},
            },
        )
        return path


def read_conflicts(folder: Path) -> list[Conflict]:
    """The examples that annotators judged differently, as the report lists them; none where there is no report.

    Raises
    ------
    PipelineError
        If the file is no such report.
    """
    path = folder / _FILE
    if not path.is_file():
        return []
    try:
        return [Conflict(**conflict) for conflict in json.loads(path.read_text(encoding="utf-8"))["conflicts"]]
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise PipelineError(f"{path}: not a report of labels ({error}). Run `stance label` again.") from error
