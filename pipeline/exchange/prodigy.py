"""Prodigy's JSON lines (``prodigy db-out``): choices, spans, one label accepted or rejected."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.exchange.choices import JUDGED, all_choices, choices_of, chosen_values, judged_spans
from pipeline.exchange.json_records import flat, written
from pipeline.exchange.label_line import as_line
from pipeline.exchange.rows import Row, Rows
from pipeline.io import write_text
from pipeline.io.json_lines import json_lines
from pipeline.records import Label, Reject

_SKIPPED = "skipped"
_FIELDS = {"accept", "answer", "options", "spans", "tokens", "meta", "label"}


def is_prodigy(values: Mapping[str, Any]) -> bool:
    """Whether an object is a line of Prodigy: it has an answer."""
    return values.get("answer") in ("accept", "reject", "ignore")


def read_prodigy(path: Path) -> Rows:
    """One row a task with its choices, or one a labelled span; an ignored task is a skipped one."""
    rows = Rows("Prodigy JSON lines", [])
    for number, values in json_lines(path):
        where = f"line {number}"
        reason = values if isinstance(values, str) else _says_nothing(values)
        if reason or isinstance(values, str):
            rows.rejects.append(Reject(path.as_posix(), where, str(reason)))
            continue
        around = {name: value for name, value in flat(values).items() if name not in _FIELDS and name[0] != "_"}
        rows.rows.extend(Row(where, {**around, **_when_and_who(values), **one}) for one in _judged(values))
    return rows


def _says_nothing(values: Mapping[str, Any]) -> str | None:
    if values.get("answer") == "reject":
        return "the answer is 'reject', which says which label is wrong and not which is right"
    if values.get("answer") == "accept" and not any(name in values for name in ("accept", "spans", "label")):
        return "the answer is 'accept', and there is no label"
    return None


def _judged(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    spans = [] if "accept" in values else values.get("spans") or []
    text = str(values.get("text") or "")
    places = ((int(span["start"]), int(span["end"]), [span.get("label", "")]) for span in spans)
    yield from judged_spans((start, end, text[start:end], given) for start, end, given in places)
    if not spans:
        label = values.get("label")
        said = chosen_values(values.get("accept") or ([label] if label else []))
        if values.get("answer") == "ignore" and _SKIPPED not in said.get("flags", ()):
            said["flags"] = [*said.get("flags", ()), _SKIPPED]
        yield said


def _when_and_who(values: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if "annotator" not in values and (who := values.get("_annotator_id") or values.get("_session_id")):
        told["annotator"] = who
    if "time" not in values and isinstance(stamp := values.get("_timestamp"), int | float):
        told["time"] = datetime.datetime.fromtimestamp(stamp, datetime.UTC).isoformat(timespec="seconds")
    return told


def write_prodigy(path: Path, labels: Iterable[Label]) -> None:
    """Write one task a label, for Prodigy's choice interface; Prodigy keeps the other fields with the task."""
    options = [{"id": choice, "text": choice} for choice in all_choices()]
    lines = []
    for label in labels:
        task = {name: value for name, value in as_line(label).items() if name not in JUDGED}
        task["meta"] = {"about": label.target, "in": label.article}
        task |= {"options": options, "accept": choices_of(label), "answer": "accept"}
        if _SKIPPED in label.flags:
            task["answer"] = "ignore"
        lines.append(written(task))
    write_text(path, "".join(lines))
