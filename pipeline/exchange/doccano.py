"""Doccano's JSON lines: texts with chosen labels, or with labelled spans (doccano 1.x, ``label``, ``labels``, ``entities``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.exchange.choices import JUDGED, choices_of, chosen_values, judged_spans
from pipeline.exchange.json_records import flat, written
from pipeline.exchange.label_line import as_line
from pipeline.exchange.rows import Row, Rows
from pipeline.io import write_text
from pipeline.io.json_lines import json_lines
from pipeline.records import Label, Reject

_LABELS = ("label", "labels", "cats")
_SPANS = ("entities", *_LABELS)
_FIELDS = {*_SPANS, "relations", "Comments", "id"}


def is_doccano(values: Mapping[str, Any]) -> bool:
    """Whether an object is a line of doccano: a text with a list of labels or spans."""
    return isinstance(values.get("text"), str) and any(isinstance(values.get(name), list) for name in _SPANS)


def read_doccano(path: Path) -> Rows:
    """One row a text with its labels, or one a labelled span."""
    rows = Rows("doccano JSON lines", [])
    for number, values in json_lines(path):
        where = f"line {number}"
        if isinstance(values, str):
            rows.rejects.append(Reject(path.as_posix(), where, values))
            continue
        around = {name: value for name, value in flat(values).items() if name not in _FIELDS}
        judged = list(_judged(values))
        if not judged:
            rows.rejects.append(Reject(path.as_posix(), where, "nobody has labelled the text"))
        rows.rows.extend(Row(where, {**around, **one}) for one in judged)
    return rows


def _judged(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    spans = [span for name in _SPANS for given in _listed(values.get(name)) if (span := _span(given))]
    yield from judged_spans((start, end, values["text"][start:end], [label]) for start, end, label in spans)
    chosen = [given for name in _LABELS for given in _listed(values.get(name)) if isinstance(given, str | int)]
    # A line of ours may have no choice at all, as one that takes a label back.
    if chosen or (not spans and "annotator" in values):
        yield chosen_values(chosen)


def _listed(given: Any) -> list[Any]:
    if given is None:
        return []
    return given if isinstance(given, list) else [given]


def _span(given: Any) -> tuple[int, int, str] | None:
    if isinstance(given, Mapping) and {"start_offset", "end_offset", "label"} <= set(given):
        return given["start_offset"], given["end_offset"], str(given["label"])
    if isinstance(given, list) and [type(part) for part in given] == [int, int, str]:
        return given[0], given[1], given[2]
    return None


def write_doccano(path: Path, labels: Iterable[Label]) -> None:
    """Write one line a label, for a project of text classification; doccano keeps the other fields with the text."""
    lines = []
    for label in labels:
        fields = {name: value for name, value in as_line(label).items() if name not in JUDGED}
        lines.append(written({**fields, "label": choices_of(label)}))
    write_text(path, "".join(lines))
