"""The label files of a study: which lines there are, where each stands, and how labels are written to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.exchange.json_records import written
from pipeline.exchange.label_line import as_line, read_label
from pipeline.io import write_text
from pipeline.io.json_lines import json_lines
from pipeline.records import Label, Reject

# What could not be imported is listed in these, beside the labels.
REJECTS_SUFFIX = ".rejects.csv"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class LocatedLabel:
    """A label, and the file and line (or row) in which it stands."""

    source: str
    location: str
    label: Label

    def set_aside(self, reason: str) -> Reject:
        """The record that says why this label is not used."""
        return Reject(self.source, self.location, reason)


def files_passed_over(folder: Path) -> list[str]:
    """The files below `folder` that hold no label lines by their names, such as a table that was meant as labels."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix != ".jsonl")
    return sorted(
        p.as_posix()
        for p in found
        if p.name != "README.md" and not p.name.endswith(REJECTS_SUFFIX) and not any(s[0] == "." for s in p.parts)
    )


def located_labels(folder: Path) -> Iterator[LocatedLabel | Reject]:
    """The labels in all ``*.jsonl`` files below `folder`, or in the one file that it is, files in the order of their names.

    A line without an annotator is by the one that its file is called after.

    Raises
    ------
    PipelineError
        If the folder does not exist or holds no annotation file.
    """
    files = sorted(folder.rglob("*.jsonl")) if folder.is_dir() else [folder] if folder.suffix == ".jsonl" else []
    if not files or not files[0].is_file():
        others = files_passed_over(folder) if folder.is_dir() else []
        there = f", but {', '.join(others[:_SHOWN])}, which are not read" if others else ""
        raise PipelineError(f"{folder}: holds no annotation files (*.jsonl){there}. {how_to_take_in(folder, others)}")
    for path in files:
        source = path.as_posix()
        for number, values in json_lines(path, "an object with the fields of a label"):
            label = values if isinstance(values, str) else read_label(values, path.stem)
            where = f"line {number}"
            yield Reject(source, where, label) if isinstance(label, str) else LocatedLabel(source, where, label)


def how_to_take_in(folder: Path, others: list[str]) -> str:
    """Which command makes labels of files that hold none by their names, in a sentence."""
    if not others:
        return "Judge some with `stance annotate`, or take a sheet in with `stance labels import`."
    sheets = [name for name in others if ".jsonl.cut-" not in name]
    if not sheets:
        return (
            "Lines that were cut in the middle lie there; look at them, and delete the files when they are of no use."
        )
    return f"Take them in with `stance labels import {folder / sheets[0]}`."


def write_labels(path: Path, labels: Iterable[Label]) -> int:
    """Write labels as JSON lines to a new file; return how many there were.

    Raises
    ------
    PipelineError
        If the file is there already, or cannot be written.
    """
    if path.exists():
        raise PipelineError(f"{path}: is there already. Name another file with --out, or remove it.")
    lines = [written(as_line(label)) for label in labels]
    write_text(path, "".join(lines))
    return len(lines)
