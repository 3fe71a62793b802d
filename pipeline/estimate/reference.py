"""The labelled sample: label lines of the codebook, tables with an ``example_id``, or a folder of gold examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import PipelineError, did_you_mean
from pipeline.estimate.counting import counting
from pipeline.exchange.values import label_of, target_code
from pipeline.io.json_lines import json_lines
from pipeline.io.readers import FORMATS, read_frame
from pipeline.records import Reject
from pipeline.records.annotator import annotator_sort
from pipeline.tasks import Task

_GOLD_FILE = "dataset_dict.json"
_OF_GOLD = ("example_id", *Task, "queue", "sampling_probability")
_NAMED_BY_WORDS = ("article", "text", "target")
ALL_PARTS = "all"


@dataclass(frozen=True, slots=True)
class ReferenceLabel:
    """One judgement. It names its row by `example_id`, or by the words of a statement, its article and its target."""

    source: str
    location: str
    label: str
    annotator: str
    example_id: str | None = None
    article: str = ""
    text: str = ""
    target: str = ""
    start: int | None = None
    end: int | None = None
    speaker_country: str | None = None
    queue: str | None = None
    sampling_probability: float | None = None

    def set_aside(self, reason: str) -> Reject:
        """The record that says why this label was not used."""
        return Reject(self.source, self.location, reason)


def read_reference(path: Path, task: Task, part: str = "test") -> Iterator[ReferenceLabel | Reject]:
    """The labels below `path`; what cannot be used becomes a reject.

    Parameters
    ----------
    path : Path
        A ``.jsonl``, ``.csv`` or ``.parquet`` file, a folder of ``.jsonl`` files, or a folder that `stance label` wrote.
    task : Task
        Which label is read.
    part : str, default="test"
        Part of a gold folder, or ``all``. Labels that a model was trained on say too much good of its predictions.

    Raises
    ------
    PipelineError
        If there are no labels at `path`, or it is a table of scores.
    """
    for source, location, record in counting(_records(path, part)):
        if isinstance(record, str):
            yield Reject(source, location, record)
        elif set(task.probabilities) <= set(record):
            raise PipelineError(
                f"{source}: has the column '{task.probabilities[0]}', so its {task} is what the model said. Give the "
                "labels of people: take the columns of the model out before they judge."
            )
        else:
            yield _label(source, location, record, task)


def is_gold(path: Path) -> bool:
    """Whether `path` is a folder of gold examples, which `stance label` writes."""
    return (path / _GOLD_FILE).is_file()


def _records(path: Path, part: str) -> Iterator[tuple[str, str, Mapping[str, Any] | str]]:
    if is_gold(path):
        yield from _gold(path, part)
        return
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise PipelineError(
            f"{path}: no labels here. Give a .jsonl file as docs/codebook.md describes, a .csv or .parquet table with "
            "example_id and stance, or a folder that `stance label` wrote."
        )
    for file in files:
        if file.suffix == ".jsonl":
            yield from _lines(file)
        elif file.suffix in FORMATS:
            yield from _table(file)
        else:
            raise PipelineError(f"{file}: '{file.suffix}' is no format of labels; there is {', '.join(FORMATS)}.")


def _gold(folder: Path, part: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    from pipeline.label import load_gold

    parts = load_gold(folder)
    if part != ALL_PARTS and part not in parts:
        known = [*parts, ALL_PARTS]
        raise PipelineError(
            f"--part: {folder} has no part '{part}'.{did_you_mean(part, known)} Give {', '.join(known)}."
        )
    for name in parts if part == ALL_PARTS else [part]:
        rows = parts[name].remove_columns([c for c in parts[name].column_names if c not in _OF_GOLD])
        for number, row in enumerate(rows, start=1):
            # The votes are counted already.
            yield folder.as_posix(), f"{name} row {number}", {**row, "annotator": "gold"}


def _lines(file: Path) -> Iterator[tuple[str, str, Mapping[str, Any] | str]]:
    for number, record in json_lines(file):
        yield file.as_posix(), f"line {number}", record


def _table(file: Path) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    frame = read_frame(file)
    for number, row in zip(frame.index, frame.to_dict("records"), strict=True):
        yield file.as_posix(), f"row {number}", {str(name): _cell(value) for name, value in row.items()}


def _cell(value: Any) -> Any:
    return None if pd.api.types.is_scalar(value) and pd.isna(value) else value


def _label(source: str, location: str, record: Mapping[str, Any], task: Task) -> ReferenceLabel | Reject:
    def reject(reason: str) -> Reject:
        return Reject(source, location, reason)

    if task not in record:
        return reject(f"the field '{task}' is missing.{did_you_mean(task, record)}")
    if record[task] in (None, ""):
        return reject(f"the {task} is empty")
    try:
        label = label_of(record[task], task)
    except ValueError as error:
        return reject(str(error))
    annotator = str(record.get("annotator") or "")
    if (kind := annotator_sort(annotator)) != "person":
        return reject(f"'{annotator}' is a {kind}, and the estimate is of what people say")
    queue, probability = record.get("queue") or None, record.get("sampling_probability")
    if isinstance(probability, bool) or not isinstance(probability, int | float | None):
        return reject(f"sampling_probability is {probability!r}, not a number")
    if example_id := record.get("example_id"):
        return ReferenceLabel(
            source, location, label, annotator, str(example_id), queue=queue, sampling_probability=probability
        )
    words = {name: record.get(name) for name in _NAMED_BY_WORDS}
    for name, value in words.items():
        if not isinstance(value, str) or not value.strip():
            return reject(f"names no row: give example_id, or article, text and target ('{name}' is missing)")
    try:
        target = target_code(words["target"])
    except ValueError as error:
        return reject(str(error))
    try:
        start, end = (None if record.get(n) in (None, "") else int(record[n]) for n in ("start", "end"))
    except (TypeError, ValueError):
        return reject(f"start and end are {record.get('start')!r} and {record.get('end')!r}, not whole numbers")
    return ReferenceLabel(
        source, location, label, annotator, None, str(words["article"]), str(words["text"]), target, start, end,
        record.get("speaker_country") or None, queue, probability,
    )  # fmt: skip
