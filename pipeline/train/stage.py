"""The train stage: the training part of the gold examples → a model folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.config import PipelineConfig, require_inputs
from pipeline.drift import held_out_confidence, save_profile, training_profile
from pipeline.io import read_records
from pipeline.label.dataset import load_gold
from pipeline.model.folder import save_model
from pipeline.printable import count
from pipeline.records import Article, GoldExample
from pipeline.tasks import Task
from pipeline.train.training import train_with_inputs

# Of fewer examples a head learns little more than its prior; the learning curve of docs/models.md begins here.
_FEW = 50
PACKAGED = "encoder"


@dataclass(frozen=True, slots=True)
class TrainReport:
    """The model's version, where it is, and its cross-validated macro-F1 for each task."""

    version: str
    examples: int
    folder: Path
    macro_f1: dict[Task, float]

    def __str__(self) -> str:
        scores = ", ".join(f"{task} {score:.3f}" for task, score in self.macro_f1.items())
        told = (
            f"Model {self.version} from {count(self.examples, 'example')} → {self.folder} "
            f"(cross-validated macro-F1: {scores})"
        )
        few = f"That is few to learn from: label some hundred, or score with the package's model (--model {PACKAGED})."
        return f"{told}\n{few}" if self.examples < _FEW else told


def run(config: PipelineConfig) -> TrainReport:
    """Train the stance and the sentiment classifier.

    Raises
    ------
    PipelineError
        If there are no gold examples or too few, or the model cannot be written.
    """
    require_inputs(config.paths)
    examples = [GoldExample(**row) for row in load_gold(config.paths.gold)["train"]]
    model, inputs = train_with_inputs(examples, config.train, config.compute.workers)
    version = save_model(config.paths.model, model)
    # What later input is held against: `pipeline.drift`.
    articles = read_records(config.paths.articles, Article) if config.paths.articles.is_file() else ()
    sure = held_out_confidence(model, examples, config.train.folds, inputs)
    save_profile(config.paths.model, training_profile(examples, articles, sure, version))
    chosen = model.description["chosen"]
    macro_f1 = {task: chosen[f"{task}.cross_validated_macro_f1"] for task in Task}
    return TrainReport(version, len(examples), config.paths.model, macro_f1)
