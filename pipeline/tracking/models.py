"""Models in the MLflow store: logging, registering, fetching."""

from __future__ import annotations

import contextlib
import io
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.config import TrackingConfig
from pipeline.errors import PipelineError
from pipeline.extract.single_text import masked_text
from pipeline.score.texts import prediction_table
from pipeline.tracking.store import connect
from pipeline.train.model_file import DESCRIPTION, load_model

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

ARTIFACT = "model"
# What a server needs to load and run the model; pinned to the versions that trained it.
_REQUIREMENTS = (
    "mlflow", "numpy", "pandas", "pyahocorasick", "pyarrow", "pydantic", "pyyaml", "scikit-learn", "scipy", "skops", "vaderSentiment",
)  # fmt: skip
_NETWORK_REQUIREMENTS = ("onnxruntime", "tokenizers")
_EXAMPLE = pd.DataFrame(
    {
        "text": ["We thank Norway for its loyal support.", "Chile has broken its word to us again."],
        "target": ["NOR", "CHL"],
        "speaker_country": ["FIN", "PER"],
    }
)


def requirements(network: bool) -> list[str]:
    """The packages a served model needs, at the installed versions; more where it has a network."""
    names = [*_REQUIREMENTS, *(_NETWORK_REQUIREMENTS if network else ())]
    return [f"{name}=={metadata.version(name)}" for name in sorted(names)]


def log_model(folder: Path, run_id: str) -> str:
    """Log the model in `folder` to a run as a pyfunc with signature and input example; return its URI."""
    import mlflow
    from mlflow.models import infer_signature

    model = load_model(folder)
    masked = [masked_text(*row) for row in _EXAMPLE.itertuples(index=False, name=None)]
    signature = infer_signature(_EXAMPLE, prediction_table(masked, model))
    package = Path(__file__).resolve().parent.parent
    with mlflow.start_run(run_id=run_id):
        info = mlflow.pyfunc.log_model(
            name=ARTIFACT,
            python_model=str(Path(__file__).with_name("served_model.py")),
            artifacts={"model": str(folder.resolve())},
            code_paths=[str(package)],
            signature=signature,
            input_example=_EXAMPLE,
            pip_requirements=requirements(model.network is not None),
        )
    return str(info.model_uri)


def register_model(uri: str, run_id: str, config: TrackingConfig) -> int:
    """Make the logged model the newest registered version and give it the configured alias; return its number."""
    import mlflow

    # MLflow prints what it did, which `stance evaluate` says in one line of its own.
    with contextlib.redirect_stderr(io.StringIO()):
        version = mlflow.register_model(uri, config.registered_model, tags={"run_id": run_id})
    connect(config).set_registered_model_alias(config.registered_model, config.alias, version.version)
    return int(version.version)


def model_version(client: MlflowClient, uri: str) -> ModelVersion | None:
    """The registered version that ``models:/NAME@ALIAS`` or ``models:/NAME/VERSION`` is, or ``None`` where there is none."""
    from mlflow.exceptions import MlflowException

    name, _, alias = uri.removeprefix("models:/").partition("@")
    try:
        if alias:
            return client.get_model_version_by_alias(name, alias)
        name, _, version = name.rpartition("/")
        return client.get_model_version(name, version)
    except MlflowException:
        return None


def download_model(uri: str, config: TrackingConfig) -> Path:
    """The local folder of the model at an MLflow URI.

    Raises
    ------
    PipelineError
        If there is no such model in the store.
    """
    connect(config)
    import mlflow

    try:
        folder = Path(mlflow.artifacts.download_artifacts(artifact_uri=uri))
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PipelineError(
            f"{uri}: no such model in the MLflow store ({reason}). See `stance doctor` for what there is."
        ) from error
    found = sorted(folder.rglob(DESCRIPTION))
    if not found:
        raise PipelineError(f"{uri}: holds no model of this pipeline ({DESCRIPTION} is missing).")
    return found[0].parent
