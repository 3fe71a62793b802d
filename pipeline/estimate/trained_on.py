"""Whether the labels of an estimate were those that the model of the scores learned from, on which it looks too good."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.estimate.scored import read_scores, scored_columns
from pipeline.model.folder import load_model
from pipeline.model.packaged import packaged_model, packaged_models
from pipeline.printable import count

_MODEL = "model_version"
_TRAINED = "train"


def trained_on(scores: Path, labelled: Iterable[str], config: PipelineConfig) -> str | None:
    """A warning where labelled rows stand in the training part of the study; ``None`` where there is no reason for one.

    A model that the package carries learned from none of the study's labels.

    Parameters
    ----------
    scores : Path
        What `stance score` wrote.
    labelled : iterable of str
        The ``example_id`` of each labelled row.
    config : PipelineConfig
        Of the study.

    Raises
    ------
    PipelineError
        If the scores cannot be read.
    """
    taught = set(labelled) & _training_examples(config.paths.gold)
    if not taught or _versions(scores) <= _of_the_package():
        return None
    return (
        f"Warning: {count(len(taught), 'labelled row')} stood in the training part of {config.paths.gold}, from which the study's models "
        "learn, so that the corrected shares trust the scores too much. Give labels that no model learned from, such as --labels "
        f"{config.paths.gold}, whose test part is read"
    )


def _training_examples(gold: Path) -> set[str]:
    if not gold.is_dir():
        return set()
    from pipeline.label import load_gold

    try:
        parts = load_gold(gold)
    except PipelineError:
        return set()
    return set(parts[_TRAINED]["example_id"]) if _TRAINED in parts else set()


def _versions(scores: Path) -> set[str]:
    if _MODEL not in scored_columns(scores):
        return {""}
    return {version for batch in read_scores(scores, [_MODEL]) for version in batch[_MODEL].unique().to_pylist()}


def _of_the_package() -> set[str]:
    return {load_model(packaged_model(name), 1).version for name in packaged_models()}
