"""Models on disk: a folder with one skops file a task, the network where there is one, and a ``model.json`` about them.

Nothing is ever unpickled. A skops file is loaded only if its types are those this pipeline writes and its checksum is
the one that ``model.json`` gives; equal models give equal bytes, so a model's version is the digest of its files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.io import atomic_path, write_json
from pipeline.model.calibration import TemperatureScaled
from pipeline.model.canonical import canonical
from pipeline.model.estimators import ESTIMATORS
from pipeline.model.former_names import with_present_names
from pipeline.model.trained import TrainedModel
from pipeline.network.network_file import NETWORK, TOKENIZER, load_network, save_network
from pipeline.provenance import file_digest
from pipeline.records import SCHEMA_VERSION, content_id
from pipeline.tasks import SENTIMENTS, STANCES, Task

DESCRIPTION = "model.json"


def save_model(folder: Path, model: TrainedModel) -> str:
    """Write a model to `folder` and return its version; equal models give equal bytes.

    Raises
    ------
    PipelineError
        If the folder cannot be written to.
    """
    import skops.io

    digests: dict[str, str] = {}
    for task in Task:
        path = folder / f"{task.name}.skops"
        with atomic_path(path) as temporary:
            temporary.write_bytes(canonical(skops.io.dumps(model.classifier(task))))
        digests[path.name] = file_digest(path)
    if model.network:
        digests |= {path.name: file_digest(path) for path in save_network(folder, model.network)}
    else:
        for name in (NETWORK, TOKENIZER):
            (folder / name).unlink(missing_ok=True)
    description = {
        **model.description,
        "schema_version": SCHEMA_VERSION,
        "stances": list(STANCES),
        "sentiments": list(SENTIMENTS),
        "sha256": digests,
    }
    write_json(folder / DESCRIPTION, description)
    return _version(description)


def _version(description: dict[str, Any]) -> str:
    return content_id(*(f"{name}:{digest}" for name, digest in sorted(description["sha256"].items())))[:12]


def read_description(folder: Path) -> dict[str, Any]:
    """What ``model.json`` says of the model in `folder`.

    Raises
    ------
    PipelineError
        If there is no model, or one that this version of the pipeline cannot use.
    """
    path = folder / DESCRIPTION
    if not path.is_file():
        raise PipelineError(
            f"{folder}: holds no model ({DESCRIPTION} is missing). Train one with `stance train`, or with `dvc repro`, which runs it."
        )
    try:
        description: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        version, digests = description["schema_version"], description["sha256"]
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise PipelineError(f"{path}: not a model description ({error}). Train the model again.") from error
    if version != SCHEMA_VERSION or not isinstance(digests, dict):
        raise PipelineError(
            f"{path}: the model was trained with schema version {version}, and this version of the pipeline reads "
            f"{SCHEMA_VERSION}. Train it again (`dvc repro`), or install the version that trained it."
        )
    return description


def load_model(folder: Path, threads: int = 1) -> TrainedModel:
    """The model in `folder`.

    Parameters
    ----------
    threads : int, default=1
        Texts that a network judges at a time; what it says of them does not depend on it.

    Raises
    ------
    PipelineError
        If there is none, a file is damaged or foreign, or it belongs to another schema version.
    """
    description = read_description(folder)
    for name, expected in description["sha256"].items():
        path = folder / name
        if not path.is_file() or file_digest(path) != expected:
            raise PipelineError(
                f"{path}: is missing or its checksum is not the one in {DESCRIPTION}; get the model again, whole."
            )
    classifiers = {task: _load_classifier(folder / f"{task}.skops") for task in Task}
    network = load_network(folder, threads) if NETWORK in description["sha256"] else None
    return TrainedModel(**classifiers, description=description, version=_version(description), network=network)


def _load_classifier(path: Path) -> TemperatureScaled:
    import skops.io

    trusted = ["pipeline.model.calibration.TemperatureScaled"]
    trusted += [name for estimator in ESTIMATORS.values() for name in estimator.trusted]
    try:
        data = with_present_names(path.read_bytes())
        foreign = [name for name in skops.io.get_untrusted_types(data=data) if name not in trusted]
        if not foreign:
            classifier: TemperatureScaled = skops.io.loads(data, trusted=trusted)
            return classifier
    except Exception as error:
        raise PipelineError(
            f"{path}: cannot be loaded ({error}). Train the model again with this environment."
        ) from error
    raise PipelineError(
        f"{path}: holds the type {foreign[0]}, which no model of this pipeline has, and was not loaded."
    )
