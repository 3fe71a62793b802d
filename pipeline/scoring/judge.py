"""Which model scored, in a sentence that a reader of the scores can weigh: its name and how good it was found to be."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.evaluate.evaluation import PACKAGED
from pipeline.evaluate.files import HEADLINES
from pipeline.evaluate.metrics import HEADLINE
from pipeline.evaluate.small import too_small
from pipeline.model.folder import DESCRIPTION
from pipeline.model.trained import TrainedModel
from pipeline.printable import count
from pipeline.scoring.models import ADDRESSES, AUTO
from pipeline.tasks import Task

_STANCE = Task.stance.name


@dataclass(frozen=True, slots=True)
class Judge:
    """A model as it is told of.

    Attributes
    ----------
    name : str
        Where it comes from, and its version.
    figures : str
        How good it was found to be; empty where nothing is known.
    warning : str
        Why another might be better; empty where nothing speaks for that.
    """

    name: str
    figures: str = ""
    warning: str = ""

    def __str__(self) -> str:
        told = f"Judged by {self.name}{f': {self.figures}' if self.figures else ''}."
        return "\n".join([told, self.warning] if self.warning else [told])


def judge_of(name: str, model: TrainedModel, config: PipelineConfig) -> Judge:
    """What there is to say of the model that was resolved for `name`, see `pipeline.scoring.models.resolve_model`."""
    trained = config.paths.model
    if name.partition(":/")[0] in ADDRESSES:
        return _judge(f"{name} ({model.version})", _of_run(name, config))
    if Path(name).is_dir() or (name == AUTO and (trained / DESCRIPTION).is_file()):
        folder = trained if name == AUTO else Path(name)
        return _judge(f"the model {model.version} in {folder}", _evaluated(config.paths.evaluation / HEADLINES, model))
    return Judge(f"the package's {model.description['estimator']} ({model.version})")


_told: set[str] = set()


def tell_once(name: str, model: TrainedModel, config: PipelineConfig) -> None:
    """Say on standard error, once a process and model, that a model trained here judges where none was named."""
    if name == AUTO and (config.paths.model / DESCRIPTION).is_file() and model.version not in _told:
        _told.add(model.version)
        print(judge_of(name, model, config), file=sys.stderr)


def _judge(name: str, found: dict[str, float]) -> Judge:
    if not found:
        return Judge(name, "never evaluated here")
    own = found[f"{_STANCE}.{HEADLINE}"]
    articles = round(found["test.articles"])
    figures = (
        f"stance macro-F1 {own:.3f} on {round(found['test.examples'])} test examples of {count(articles, 'article')}"
    )
    packaged = found.get(f"{_STANCE}.{PACKAGED}_{HEADLINE}")
    warnings = [small] if (small := too_small(articles)) else []
    if packaged is not None:
        figures += f"; the package's there: {packaged:.3f}"
        if packaged > own:
            warnings.append(
                "It is worse than the package's model on your own test part: --model encoder takes that one."
            )
    return Judge(name, figures, " ".join(warnings))


def _evaluated(path: Path, model: TrainedModel) -> dict[str, float]:
    """The figures of the last evaluation, where it was of this model."""
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["model"] != model.version:
            return {}
        return {f"{part}.{key}": value for part in (_STANCE, "test") for key, value in found[part].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PipelineError(f"{path}: is not what `stance evaluate` wrote ({error}). Evaluate again.") from error


def _of_run(uri: str, config: PipelineConfig) -> dict[str, float]:
    """The figures of the run that made a registered model, where the store has it and it was evaluated by this version."""
    from pipeline.tracking.registry import run_of_model

    metrics = run_of_model(uri, config.tracking)
    return metrics if "test.articles" in metrics else {}
