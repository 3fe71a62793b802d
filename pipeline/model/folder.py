"""Models on disk: a folder with one skops file a task, the network where there is one, and a ``model.json`` about them.

Nothing is ever unpickled. A skops file is loaded only if its types are those this pipeline writes and its checksum is
the one that ``model.json`` gives; equal models give equal bytes, so a model's version is the digest of its files.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator

from pipeline.errors import PipelineError
from pipeline.io import atomic_path, write_json
from pipeline.model.encoder.network_file import NETWORK, TOKENIZER, load_network, save_network
from pipeline.model.encoder.session import SavedNetwork
from pipeline.model.former_names import with_present_names
from pipeline.provenance import file_digest
from pipeline.records import SCHEMA_VERSION, SENTIMENTS, STANCES

DESCRIPTION = "model.json"
_TRUSTED = [
    "pipeline.model.calibration.TemperatureScaled",
    "pipeline.model.encoder.classifier.EncoderClassifier",
    "pipeline.model.encoder.correction.Correction",
    "pipeline.model.linear.classifier.CompactTfidf",
    "pipeline.model.linear.classifier.LinearClassifier",
    "pipeline.model.linear.polarity.PolarityFeatures",
    "pipeline.model.linear.tokens.Words",
    "pipeline.model.linear.tokens.letters",
    "pipeline.model.linear.tokens.between",
    "pipeline.model.linear.tokens.sided_window",
    "pipeline.model.linear.tokens.word_ngrams",
    "functools.partial",
    "scipy.sparse._csr.csr_matrix",
]


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A stance and a sentiment classifier, the network that both read with where there is one, and how they were made."""

    stance: BaseEstimator
    sentiment: BaseEstimator
    description: dict[str, Any] = field(default_factory=dict)
    version: str = "unsaved"
    network: SavedNetwork | None = None

    def predict(self, masked: Sequence[str], *, spoken: bool = True) -> Predictions:
        """Stance and sentiment of masked texts, with probabilities.

        Parameters
        ----------
        masked : sequence of str
            See `pipeline.masking`.
        spoken : bool, default=True
            Whether they are what the speaker says, as statements are, rather than what others write about speaker and
            target.
        """
        read = self.network.run(masked, spoken=spoken) if self.network else masked
        return Predictions(
            stance=_in_order(self.stance, read, STANCES), sentiment=_in_order(self.sentiment, read, SENTIMENTS)
        )


@dataclass(frozen=True, slots=True)
class Predictions:
    """Probabilities, shape (n_texts, 3) each, columns in the order of `STANCES` and `SENTIMENTS`."""

    stance: NDArray[np.float64]
    sentiment: NDArray[np.float64]

    def stance_labels(self, min_confidence: float = 0.0) -> list[str | None]:
        """The most probable stance of each text; ``None`` where it is less probable than `min_confidence`."""
        return _most_probable(self.stance, STANCES, min_confidence)

    def sentiment_labels(self, min_confidence: float = 0.0) -> list[str | None]:
        """The most probable sentiment of each text; ``None`` where it is less probable than `min_confidence`."""
        return _most_probable(self.sentiment, SENTIMENTS, min_confidence)


def _most_probable(
    probabilities: NDArray[np.float64], labels: tuple[str, ...], min_confidence: float
) -> list[str | None]:
    return [labels[int(row.argmax())] if row.max() >= min_confidence else None for row in probabilities]


def _in_order(
    classifier: Any, read: Sequence[str] | NDArray[np.float64], labels: tuple[str, ...]
) -> NDArray[np.float64]:
    probabilities = np.zeros((len(read), len(labels)))
    if len(read):
        columns = [labels.index(str(label)) for label in classifier.classes_]
        # Six digits are what a table needs; the bits beyond them differ between processors.
        probabilities[:, columns] = np.round(classifier.predict_proba(read), 6)
    return probabilities


def _canonical(data: bytes) -> bytes:
    """The same skops file with its memory addresses numbered in order of occurrence and no time stamps."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        schema = json.loads(source.read("schema.json"))
        contents = {name: source.read(name) for name in source.namelist() if name != "schema.json"}
    numbers: dict[Any, int] = {}
    names: dict[str, str] = {}

    def walk(value: Any) -> Any:
        if isinstance(value, list):
            return [walk(item) for item in value]
        if not isinstance(value, dict):
            return value
        renewed: dict[str, Any] = {}
        for key, item in value.items():
            if key == "__id__":
                item = numbers.setdefault(item, len(numbers))
            elif key == "file" and item in contents:
                _, dot, suffix = item.partition(".")
                item = names.setdefault(item, f"{len(names)}{dot}{suffix}")
            else:
                item = walk(item)
            renewed[key] = item
        return renewed

    text = json.dumps(walk(schema), sort_keys=False)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        members = {"schema.json": text.encode(), **{names[name]: contents[name] for name in names}}
        for name in sorted(members):
            target.writestr(
                zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), members[name], zipfile.ZIP_DEFLATED, 9
            )
    return buffer.getvalue()


def save_model(folder: Path, model: TrainedModel) -> str:
    """Write a model to `folder` and return its version; equal models give equal bytes.

    Raises
    ------
    PipelineError
        If the folder cannot be written to.
    """
    import skops.io

    digests: dict[str, str] = {}
    for task in ("stance", "sentiment"):
        path = folder / f"{task}.skops"
        with atomic_path(path) as temporary:
            temporary.write_bytes(_canonical(skops.io.dumps(getattr(model, task))))
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
    from pipeline.records import content_id

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
            f"{folder}: holds no model ({DESCRIPTION} is missing). Train one with `dvc repro`, or mend --model."
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
    import skops.io

    description = read_description(folder)
    for name, expected in description["sha256"].items():
        path = folder / name
        if not path.is_file() or file_digest(path) != expected:
            raise PipelineError(
                f"{path}: is missing or its checksum is not the one in {DESCRIPTION}; get the model again, whole."
            )
    classifiers: dict[str, Any] = {}
    for task in ("stance", "sentiment"):
        path = folder / f"{task}.skops"
        try:
            data = with_present_names(path.read_bytes())
            foreign = [t for t in skops.io.get_untrusted_types(data=data) if t not in _TRUSTED]
            if not foreign:
                classifiers[task] = skops.io.loads(data, trusted=_TRUSTED)
        except Exception as error:
            raise PipelineError(
                f"{path}: cannot be loaded ({error}). Train the model again with this environment."
            ) from error
        if foreign:
            raise PipelineError(
                f"{path}: holds the type {foreign[0]}, which no model of this pipeline has, and was not loaded."
            )
    network = load_network(folder, threads) if NETWORK in description["sha256"] else None
    if network:
        for classifier in classifiers.values():
            classifier.estimator_.network_ = network
    return TrainedModel(classifiers["stance"], classifiers["sentiment"], description, _version(description), network)
