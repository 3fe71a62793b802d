"""Logging one run: what went in, what came out, and which code, data and model it was."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from pipeline.config import PipelineConfig, flat_parameters
from pipeline.errors import PipelineError
from pipeline.evaluate.evaluation import Evaluation
from pipeline.provenance import code_version, file_digest, git_state
from pipeline.tracking.models import log_model, register_model
from pipeline.tracking.store import connect, experiment_id, study_folder
from pipeline.train.model_file import read_description

RECORD = Path(".stance/runs.jsonl")
_PARAMETER_SECTIONS = ("ingest", "extract", "label", "train", "evaluate")


@dataclass(frozen=True, slots=True)
class RecordedRun:
    """A run that this study logged. Kept outside DVC's outputs, which must not change when nothing else does."""

    run_id: str
    run_name: str
    time: str
    model_version: str
    registered_version: int
    tracking_uri: str


def dvc_hash(path: Path) -> str | None:
    """The hash that ``dvc.lock`` gives for the output at `path`, or ``None`` where DVC does not track it."""
    lock = Path("dvc.lock")
    if not lock.exists():
        return None
    stages = (yaml.safe_load(lock.read_text(encoding="utf-8")) or {}).get("stages", {})
    for stage in stages.values():
        for output in stage.get("outs", []):
            if Path(output["path"]) == path:
                return str(output.get("md5") or output.get("hash"))
    return None


def recorded_runs(folder: Path | None = None) -> list[RecordedRun]:
    """The runs of this study, oldest first."""
    path = (folder or study_folder()) / RECORD
    if not path.exists():
        return []
    return [RecordedRun(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _record(run: RecordedRun) -> None:
    path = study_folder() / RECORD
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(run)) + "\n")


def _dvc_experiment() -> str | None:
    try:
        run = subprocess.run(["git", "describe", "--all", "--exact-match"], capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return run.stdout.strip().removeprefix("heads/") if run.returncode == 0 else None


def _tags(config: PipelineConfig, model_version: str) -> dict[str, str]:
    state = git_state(Path.cwd())
    gold_digest = file_digest(config.paths.gold)
    tags = {
        "model_version": model_version,
        "code_version": code_version(),
        "data_version": gold_digest[:12],
        "git_commit": state.commit if state else "none",
        "git_dirty": str(state.dirty).lower() if state else "unknown",
        "dvc_gold": dvc_hash(config.paths.gold) or "not yet tracked",
        "dvc_articles": dvc_hash(config.paths.articles) or "not yet tracked",
        "lock_file": file_digest(Path("requirements.lock"))[:12] if Path("requirements.lock").exists() else "none",
    }
    if branch := _dvc_experiment():
        tags["git_ref"] = branch
    return tags


def _metrics(evaluation: Evaluation) -> dict[str, float]:
    """What DVC shows under the same names, and the ends of the intervals."""
    metrics = evaluation.numbers()
    for name, interval in evaluation.intervals().items():
        if not name.startswith("behaviour."):
            metrics[f"{name}_low"], metrics[f"{name}_high"] = interval.low, interval.high
    return metrics


def log_run(config: PipelineConfig, evaluation: Evaluation) -> RecordedRun:
    """Log an evaluated model as one MLflow run and register the model.

    Parameters
    ----------
    config : PipelineConfig
        Its paths say where the gold examples, the model and the evaluation lie.
    evaluation : Evaluation
        Already written to ``config.paths.evaluation``.

    Raises
    ------
    PipelineError
        If the store cannot be reached.
    """
    client = connect(config.tracking)
    import mlflow
    from mlflow.data.pandas_dataset import from_pandas

    from pipeline.label.dataset import load_gold

    description = read_description(config.paths.model)
    from pipeline.train.model_file import load_model

    model_version = load_model(config.paths.model).version
    tags = _tags(config, model_version)
    gold = load_gold(config.paths.gold)
    parameters = flat_parameters(config, *_PARAMETER_SECTIONS) | {
        f"chosen.{k}": v for k, v in description["chosen"].items()
    }
    try:
        with mlflow.start_run(experiment_id=experiment_id(client, config.tracking), tags=tags) as run:
            mlflow.log_params({name: json.dumps(v) if isinstance(v, list) else v for name, v in parameters.items()})
            mlflow.log_metrics(_metrics(evaluation))
            for part, dataset in gold.items():
                source = f"{config.paths.gold.as_posix()}/{part}"
                frame = dataset.to_pandas()
                mlflow.log_input(
                    from_pandas(frame, source=source, targets="stance", name=f"gold-{part}"),
                    context="training" if part == "train" else "testing",
                    tags={"dvc_hash": tags["dvc_gold"], "examples": str(len(frame))},
                )
            mlflow.log_artifacts(str(config.paths.evaluation), "evaluation")
            mlflow.log_artifact(str(config.paths.gold / "README.md"), "data")
        uri = log_model(config.paths.model, run.info.run_id)
        registered = register_model(uri, run.info.run_id, config.tracking)
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PipelineError(
            f"The run could not be logged to {config.tracking.uri} ({reason}). The evaluation itself is in "
            f"{config.paths.evaluation}; mend the store and run `stance evaluate` again."
        ) from error
    recorded = RecordedRun(
        run_id=run.info.run_id,
        run_name=run.info.run_name,
        time=datetime.now(UTC).isoformat(timespec="seconds"),
        model_version=model_version,
        registered_version=registered,
        tracking_uri=config.tracking.uri,
    )
    _record(recorded)
    return recorded
