"""Repeating a run: the folder to repeat it in, and whether what came out is the same to the byte."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.io import read_records, write_text
from pipeline.label import save_gold
from pipeline.provenance import file_digest
from pipeline.records import Prediction
from pipeline.tracking.artifacts import fetch_artifact, has_artifact
from pipeline.tracking.gold_table import read_gold_table
from pipeline.tracking.pending import GOLD, LABEL_REPORT, PREDICTIONS

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

_PROBABILITIES = tuple(field.name for field in fields(Prediction) if field.name.startswith("p_"))


@dataclass(frozen=True, slots=True)
class Repeated:
    """How the predictions of a repeated run compare with the run's own.

    `examples` is how many there are in either, `differing` in how many a judgement or a probability is another or
    that only one of them has, `largest` the largest difference of a probability.
    """

    identical: bool
    examples: int
    differing: int
    largest: float


def prepare(client: MlflowClient, run: Run, then: PipelineConfig, own_data: bool, gold: Path, folder: Path) -> Path:
    """Write to `folder` what the stages need to repeat a run there; return the path of its configuration.

    What is fetched from the store goes to ``folder / "run"``.

    Parameters
    ----------
    then : PipelineConfig
        The run's own.
    own_data : bool
        Whether the gold examples are those that the run logged, or those in the folder `gold`, which is only read.

    Raises
    ------
    PipelineError
        If the run's gold examples are wanted and the store has them no more.
    """
    if own_data:
        parts = read_gold_table(fetch_artifact(client, run, GOLD, folder / "run"))
        gold = folder / "gold"
        save_gold(gold, parts, f"The gold examples of run {run.info.run_name}.\n")
        if has_artifact(client, run, LABEL_REPORT):
            shutil.copy(fetch_artifact(client, run, LABEL_REPORT, folder / "run"), gold)
    places = {"gold": gold.resolve(), "model": folder / "model", "evaluation": folder / "evaluation"}
    repeated = then.model_copy(update={"paths": then.paths.model_copy(update=places)})
    path = folder / "pipeline.yaml"
    write_text(path, yaml.safe_dump(repeated.model_dump(mode="json"), sort_keys=False, allow_unicode=True))
    return path


def run_predictions(client: MlflowClient, run: Run, folder: Path) -> Path:
    """The predictions of a run, fetched into `folder`.

    Raises
    ------
    PipelineError
        If the store has them no more, or they are not those that the run made.
    """
    path = fetch_artifact(client, run, PREDICTIONS, folder)
    if file_digest(path) != run.data.tags.get("evaluation_digest"):
        raise PipelineError(
            f"{PREDICTIONS} of run {run.info.run_name} was changed in the store ({run.info.artifact_uri}) after it was "
            "logged; put the file back, or evaluate again."
        )
    return path


def compare_predictions(then: Path, here: Path) -> Repeated:
    """Compare two tables of predictions, byte for byte and example by example.

    Raises
    ------
    PipelineError
        If one of them is no such table.
    """
    old, new = ({p.example_id: p for p in read_records(path, Prediction)} for path in (then, here))
    both = old.keys() & new.keys()
    differences = [max(abs(getattr(old[i], p) - getattr(new[i], p)) for p in _PROBABILITIES) for i in both]
    return Repeated(
        identical=file_digest(then) == file_digest(here),
        examples=len(old.keys() | new.keys()),
        differing=sum(old.get(i) != new.get(i) for i in old.keys() | new.keys()),
        largest=max(differences, default=0.0),
    )
