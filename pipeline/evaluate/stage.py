"""The evaluate stage: a model and the test part → metrics, figures and predictions on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.config import PipelineConfig, require_inputs
from pipeline.evaluate.evaluation import Evaluation
from pipeline.evaluate.files import write_evaluation
from pipeline.evaluate.model import evaluate_model
from pipeline.evaluate.small import too_small
from pipeline.label.dataset import load_gold
from pipeline.label.report import read_conflicts
from pipeline.model.folder import load_model
from pipeline.model.packaged import packaged_model
from pipeline.printable import count
from pipeline.records import GoldExample


@dataclass(frozen=True, slots=True)
class EvaluateReport:
    """The evaluation, and the folder that it was written to."""

    evaluation: Evaluation
    folder: Path

    def __str__(self) -> str:
        told = f"{count(len(self.evaluation.predictions), 'test example')} evaluated → {self.folder}"
        small = too_small(len({prediction.duplicate_group for prediction in self.evaluation.predictions}))
        return f"{told}\n{small}" if small else told


def run(config: PipelineConfig) -> EvaluateReport:
    """Evaluate the model on the test part.

    Raises
    ------
    PipelineError
        If there are no gold examples or no model, the parts share a statement, or a file cannot be written.
    """
    require_inputs(config.paths)
    gold = load_gold(config.paths.gold)
    test, training = ([GoldExample(**row) for row in gold[part]] for part in ("test", "train"))
    model = load_model(config.paths.model, config.compute.workers)
    conflicts = read_conflicts(config.paths.gold)
    packaged = load_model(packaged_model(), config.compute.workers) if config.evaluate.packaged else None
    evaluation = evaluate_model(model, test, training, config.evaluate, conflicts=conflicts, packaged=packaged)
    write_evaluation(config.paths.evaluation, evaluation)
    return EvaluateReport(evaluation, config.paths.evaluation)
