"""Hugging Face datasets on disk: a `datasets.Dataset` or `DatasetDict` that ``save_to_disk`` wrote."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import PipelineError
from pipeline.exchange.json_records import plain
from pipeline.exchange.rows import Row, Rows
from pipeline.records import Label, content_id

if TYPE_CHECKING:
    from datasets import Dataset

_MARKS = ("dataset_dict.json", "dataset_info.json", "state.json")
_TYPES = {
    "start": "int64",
    "end": "int64",
    "confidence": "float64",
    "sampling_probability": "float64",
    "seconds": "float64",
}
_TYPES |= dict.fromkeys(("headline", "alleged", "nested", "sure"), "bool")
_LISTS = {"flags": "string", "rules": "int64"}


def is_dataset(folder: Path) -> bool:
    """Whether a folder is one."""
    return any((folder / mark).is_file() for mark in _MARKS)


def read_dataset(folder: Path) -> Rows:
    """The rows of all its parts, class numbers as the names of the classes.

    Raises
    ------
    PipelineError
        If it cannot be read.
    """
    from datasets import DatasetDict, load_from_disk

    try:
        loaded = load_from_disk(str(folder))
    except (OSError, ValueError, KeyError) as error:
        raise PipelineError(f"{folder}: cannot be read as a datasets folder ({error}). Save it again.") from error
    parts: dict[str, Dataset] = dict(loaded) if isinstance(loaded, DatasetDict) else {"": loaded}
    rows = Rows("Hugging Face dataset", [])
    for name, part in parts.items():
        classes = {column: kind.names for column, kind in part.features.items() if hasattr(kind, "names")}
        for number, row in enumerate(part, start=1):
            rows.rows.append(Row(f"{name} row {number}".strip(), plain(_with_class_names(row, classes))))
    return rows


def _with_class_names(row: dict[str, Any], classes: dict[str, list[str]]) -> dict[str, Any]:
    named = {c: names[row[c]] for c, names in classes.items() if isinstance(row[c], int) and row[c] >= 0}
    return {**row, **named}


def write_dataset(folder: Path, labels: Iterable[Label]) -> None:
    """Write labels as a dataset of one part; equal labels give equal bytes.

    Raises
    ------
    PipelineError
        If the folder cannot be written.
    """
    import pyarrow as pa
    from datasets import Dataset, disable_progress_bars

    disable_progress_bars()
    names = [field.name for field in fields(Label)]
    types = {name: pa.type_for_alias(_TYPES.get(name, "string")) for name in names}
    types |= {name: pa.list_(pa.type_for_alias(kind)) for name, kind in _LISTS.items()}
    rows = [{name: _value(getattr(label, name)) for name in names} for label in labels]
    table = pa.Table.from_pylist(rows, schema=pa.schema(list(types.items())))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as scratch:
            made = Path(scratch) / "dataset"
            # The fingerprint is drawn at random unless given.
            Dataset(table, fingerprint=content_id(*rows)).save_to_disk(str(made), num_shards=1)
            made.rename(folder)
    except OSError as error:
        raise PipelineError(
            f"{folder}: could not be written ({error.strerror or error}). Free some space or name another --out."
        ) from error


def _value(value: Any) -> Any:
    if isinstance(value, str):
        # Arrow holds UTF-8, which has no halves of characters.
        return value.encode("utf-8", "replace").decode("utf-8")
    return list(value) if isinstance(value, tuple) else value
