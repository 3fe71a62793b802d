"""Label Studio's JSON: tasks with annotations, whole or as its shorter “JSON-MIN”."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.exchange.choices import JUDGED, chosen_values, judged_spans
from pipeline.exchange.json_records import flat, indented
from pipeline.exchange.label_line import as_line
from pipeline.exchange.rows import Row, Rows
from pipeline.io import write_text
from pipeline.records import Label, Reject
from pipeline.tasks import Task

_SKIPPED = "skipped"
_NO_DATA = {"id", "annotation_id", "created_at", "updated_at"}
# What a person writes in the page.
_WRITTEN = frozenset({"note"})


def read_label_studio(path: Path, tasks: Iterable[Any]) -> Rows:
    """One row an annotation, or one a labelled span of it.

    Parameters
    ----------
    path : Path
        For the reasons of what is no row.
    tasks : iterable of Any
        What the file holds.
    """
    rows = Rows("Label Studio JSON", [])
    for number, task in enumerate(tasks, start=1):
        where = f"task {number}"
        if not isinstance(task, Mapping):
            rows.rejects.append(Reject(path.as_posix(), where, f"is a JSON {type(task).__name__}, not a task"))
        elif isinstance(task.get("data"), Mapping):
            annotations = task.get("annotations") or task.get("completions") or []
            if not annotations:
                rows.rejects.append(Reject(path.as_posix(), where, "nobody has annotated the task"))
            for annotation in annotations:
                rows.rows.extend(Row(where, values) for values in _annotation(task["data"], annotation))
        else:
            rows.rows.append(Row(where, {name: v for name, v in _short(task).items() if name not in _NO_DATA}))
    return rows


def _short(task: Mapping[str, Any]) -> dict[str, Any]:
    """A task of JSON-MIN, in which several choices are an object of their own."""
    several = {
        name: value["choices"] if isinstance(value, Mapping) and "choices" in value else value
        for name, value in task.items()
    }
    return flat(several)


def _annotation(data: Mapping[str, Any], annotation: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    # A task that was exported from here says whose label it is; whoever loaded it there is nobody new.
    values = flat(data)
    values |= {
        name: value for name, value in _who_and_when(annotation).items() if values.get("annotator") in (None, "")
    }
    spans: list[tuple[int, int, str, list[Any]]] = []
    chosen: list[str] = []
    for result in annotation.get("result") or []:
        value, name = result.get("value") or {}, str(result.get("from_name", ""))
        if "choices" in value:
            chosen += _choices(name, value["choices"])
        elif "labels" in value and "start" in value:
            words = value.get("text") or str(data.get("text", ""))[value["start"] : value["end"]]
            spans.append((value["start"], value["end"], words, value["labels"]))
        elif "text" in value:
            values[name] = value["text"] if isinstance(value["text"], str) else "\n".join(value["text"])
    values |= chosen_values(chosen)
    if annotation.get("was_cancelled"):
        values["flags"] = sorted({*values.get("flags", ()), _SKIPPED})
    yield from ({**values, **span} for span in judged_spans(spans)) if spans else (values,)


def _choices(name: str, choices: list[Any]) -> list[str]:
    """What was chosen, with the question before it where its name says which it is."""
    said = name in JUDGED
    return [f"{name}:{choice}" if said else str(choice) for choice in choices]


def _who_and_when(annotation: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    who = annotation.get("completed_by")
    if isinstance(who, Mapping):
        who = who.get("email") or who.get("id")
    if who is not None:
        told["annotator"] = str(who)
    if when := annotation.get("created_at"):
        told["time"] = when
    if isinstance(annotation.get("lead_time"), int | float):
        told["seconds"] = annotation["lead_time"]
    return told


def write_label_studio(path: Path, labels: Iterable[Label]) -> None:
    """Write one task a label, and beside it the page that shows the tasks (``*.config.xml``, for Labeling Interface)."""
    tasks = [_task(label) for label in labels]
    write_text(path, indented(tasks))
    page = files("pipeline.exchange").joinpath("labelstudio.xml").read_text(encoding="utf-8")
    write_text(path.with_name(f"{path.stem}.config.xml"), page)


def _task(label: Label) -> dict[str, Any]:
    line = as_line(label)
    results = [_result(str(task), "choices", [given]) for task in Task if (given := line[task]) is not None]
    if label.flags:
        results.append(_result("flags", "choices", list(label.flags)))
    if label.note:
        results.append(_result("note", "textarea", [label.note]))
    data = {name: value for name, value in line.items() if name not in JUDGED | _WRITTEN}
    return {"data": data, "annotations": [{"result": results}]}


def _result(name: str, kind: str, values: list[str]) -> dict[str, Any]:
    key = "choices" if kind == "choices" else "text"
    return {"from_name": name, "to_name": "text", "type": kind, "value": {key: values}}
