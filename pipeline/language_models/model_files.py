"""The files of one model: its labels, the answers that are none, and what is known of how they were made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.exchange.json_records import written
from pipeline.io import write_json
from pipeline.labelling_functions.label_lines import lines_of, write_labels
from pipeline.records.annotator import MODEL

_FOLDER = "language_models"


def slug(model: str) -> str:
    """The name of a model as that of a file.

    Raises
    ------
    PipelineError
        If nothing of the name is fit for one.

    Examples
    --------
    >>> slug("Meta-Llama/Llama-3.1:8b")
    'meta-llama-llama-3.1-8b'
    """
    plain = re.sub(r"[^a-z0-9.]+", "-", model.lower()).strip("-.")
    if not plain:
        raise PipelineError(f"--model: '{model}' has no letters or digits to name a file by. Give the model's name.")
    return plain


class ModelFiles:
    """Where the labels of a model lie, and what lies beside the labels of people because it is none.

    Parameters
    ----------
    config : PipelineConfig
    model : str
    out : Path, optional
        Of the labels.
    """

    def __init__(self, config: PipelineConfig, model: str, out: Path | None = None) -> None:
        name = slug(model)
        self.annotator = MODEL + model
        self.labels = out or config.paths.labels / f"{name}.jsonl"
        # Not among the labels, where every .jsonl is read as such.
        beside = config.paths.annotation / _FOLDER
        self.rejects = beside / f"{name}.rejects.jsonl"
        self.about = beside / f"{name}.json"

    def require_own(self) -> None:
        """Check that no file of others would be replaced.

        Raises
        ------
        PipelineError
            If one would.
        """
        for path in (self.labels, self.rejects):
            self._lines(path)

    def _lines(self, path: Path) -> list[dict[str, Any]]:
        found = lines_of(path, self.annotator)
        if any(line["annotator"] != self.annotator for line in found):
            raise PipelineError(f"{path}: holds labels of another model, so it is not replaced. Name another by --out.")
        return found

    def write(self, path: Path, new: Mapping[str, str], answered: set[str], order: Sequence[str]) -> int:
        """Put new lines in a file, and keep those of examples that were not answered now; return how many were kept.

        Parameters
        ----------
        path : Path
        new : mapping of example_id to line
        answered : set of str
            The examples whose earlier lines are out of date.
        order : sequence of str
            The examples in the order of their table, which is that of the lines.
        """
        kept = {
            str(line["example_id"]): written(line)
            for line in self._lines(path)
            if line.get("example_id") not in answered
        }
        whole = {**kept, **new}
        place = {example_id: number for number, example_id in enumerate(order)}
        if whole or path.exists():
            write_labels(path, (whole[i] for i in sorted(whole, key=lambda i: place.get(i, len(place)))))
        return len(kept)

    def label_lines(self) -> list[dict[str, Any]]:
        """The lines of all its labels."""
        return self._lines(self.labels)

    def write_about(self, values: Mapping[str, Any]) -> None:
        """Write what is known of the labels."""
        write_json(self.about, dict(values))


def reject_line(annotator: str, example_id: str, kind: str, reason: str, raw: str, **more: str) -> str:
    """An answer that is no judgement, with the words as they came."""
    values = {"annotator": annotator, "example_id": example_id, "kind": kind, "reason": reason, "raw": raw, **more}
    return written(values)


def counted(values: Iterable[str]) -> dict[str, int]:
    """How often each value stands in `values`, in the order of the alphabet."""
    found: dict[str, int] = {}
    for value in sorted(values):
        found[value] = found.get(value, 0) + 1
    return found
