"""The formats of labels: each recognised by what a file holds, read as rows, and written from labels; an entry a format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PipelineError, did_you_mean
from pipeline.exchange import dataset_folder, doccano, json_records, labelstudio, prodigy, sheets
from pipeline.exchange.rows import Rows
from pipeline.io.json_lines import json_lines
from pipeline.records import Label

_WORKBOOK_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PARQUET_MARK = b"PAR1"
_JSON_BEGINS = (b"{", b"[")
_LOOKED_AT = 4096


@dataclass(frozen=True, slots=True)
class Format:
    """A format that labels are written in: its suffix (none of a folder), and what writes it."""

    suffix: str
    write: Callable[[Path, Iterable[Label]], None]


FORMATS = {
    "labelstudio": Format(".json", labelstudio.write_label_studio),
    "doccano": Format(".jsonl", doccano.write_doccano),
    "prodigy": Format(".jsonl", prodigy.write_prodigy),
    "dataset": Format("", dataset_folder.write_dataset),
    "csv": Format(".csv", sheets.write_csv),
    "xlsx": Format(".xlsx", sheets.write_workbook),
}


def format_named(name: str) -> Format:
    """The format of that name.

    Raises
    ------
    PipelineError
        If there is none.
    """
    if name not in FORMATS:
        raise PipelineError(f"--to: '{name}' is no format.{did_you_mean(name, FORMATS)} There is {', '.join(FORMATS)}.")
    return FORMATS[name]


def read_rows(path: Path) -> Rows:
    """The rows of a file of labels in any format, told by what it holds and not by its name.

    Raises
    ------
    PipelineError
        If there is no such file, or it holds no rows in a format that is known.
    """
    if path.is_dir():
        if dataset_folder.is_dataset(path):
            return dataset_folder.read_dataset(path)
        raise PipelineError(f"{path}: is a folder, and no dataset that `datasets` saved. Name the files in it.")
    if not path.is_file():
        raise PipelineError(f"{path}: no such file. Check the path; relative paths start at {Path.cwd()}.")
    with path.open("rb") as file:
        beginning = file.read(_LOOKED_AT)
    if not beginning.strip():
        raise PipelineError(f"{path}: is empty. Give a file with labels.")
    if beginning.startswith(_WORKBOOK_MARKS):
        return sheets.read_workbook(path)
    if beginning.startswith(_PARQUET_MARK):
        return json_records.read_parquet(path)
    if beginning.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_JSON_BEGINS):
        return _read_json(path)
    return sheets.read_csv(path)


def _read_json(path: Path) -> Rows:
    try:
        whole = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        whole = None
    if isinstance(whole, list):
        return labelstudio.read_label_studio(path, whole)
    if isinstance(whole, dict) and isinstance(whole.get("data"), dict):
        return labelstudio.read_label_studio(path, [whole])
    first = next((values for _, values in json_lines(path) if isinstance(values, dict)), None)
    if first is None:
        raise PipelineError(
            f"{path}: begins like JSON and is none, neither as a whole nor line by line. Export it again."
        )
    if prodigy.is_prodigy(first):
        return prodigy.read_prodigy(path)
    if doccano.is_doccano(first):
        return doccano.read_doccano(path)
    return json_records.read_json_lines(path)
