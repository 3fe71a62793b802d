"""Any labelled table as examples: a CSV, JSON lines or Parquet file whose columns and labels a mapping explains."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.corpora.examples import CorpusExample, Span
from pipeline.countries.gazetteer import gazetteer, known_codes, suggested_code
from pipeline.errors import PipelineError, did_you_mean
from pipeline.io.readers import read_frame
from pipeline.records import content_id
from pipeline.tasks import Task

COLUMNS = ("text", "target", "source", *Task, "group")
_SHOWN = 5
_CODE = re.compile(r"[A-Za-z]{2,3}")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column of a table is what, and what its labels mean.

    Attributes
    ----------
    columns : mapping of str to str
        Ours (``text``, ``target``, ``source``, ``stance``, ``sentiment``, ``group``) → theirs. `target` and `source`
        are an ISO 3166-1 alpha-3 code or words that stand in the text; `group` is what a split must not part, such as
        the article; without it every text is a group.
    labels : mapping of str to str
        Theirs → ours, for labels that are called otherwise.
    """

    columns: Mapping[str, str]
    labels: Mapping[str, str] = field(default_factory=dict)


def read_table(path: Path, mapping: ColumnMapping) -> list[CorpusExample]:
    """The examples of a labelled table, one a row.

    Raises
    ------
    PipelineError
        If the file cannot be read, a mapped column is missing, a text is empty, a target is not in its text, or a label
        is none of ours; the rows are named.
    """
    frame = read_frame(path)
    for ours, theirs in mapping.columns.items():
        if ours not in COLUMNS:
            raise PipelineError(
                f"'{ours}' is no column of an example.{did_you_mean(ours, COLUMNS)} There are: {', '.join(COLUMNS)}."
            )
        if theirs not in frame.columns:
            raise PipelineError(
                f"{path}: has no column '{theirs}'.{did_you_mean(theirs, frame.columns)} Mend --columns."
            )
    if not {"text", "target"} <= set(mapping.columns) or not set(Task) & set(mapping.columns):
        raise PipelineError(
            "--columns must name text, target, and stance or sentiment, such as text=quote,target=country,stance=label."
        )
    if frame.empty:
        raise PipelineError(f"{path}: has a header and no rows. Give a table with labels.")
    mapped = pd.DataFrame({ours: frame[theirs] for ours, theirs in mapping.columns.items()})
    examples: list[CorpusExample] = []
    problems: list[str] = []
    for index, row in zip(mapped.index, mapped.to_dict("records"), strict=True):
        number = int(index) + 1
        try:
            examples.append(_example(path, number, row, mapping))
        except PipelineError as problem:
            problems.append(f"row {number}: {problem}")
    if problems:
        more = f" … and {len(problems) - _SHOWN} more rows" if len(problems) > _SHOWN else ""
        raise PipelineError(f"{path} " + "\n".join(problems[:_SHOWN]) + more)
    return examples


def _example(path: Path, number: int, row: dict[Any, Any], mapping: ColumnMapping) -> CorpusExample:
    text = row["text"]
    if not isinstance(text, str) or not text.strip():
        raise PipelineError("the text is empty. Fill or remove the row.")
    target = _place(text, row["target"])
    if target is None:
        named = str(row["target"]).strip()
        if _CODE.fullmatch(named) and named not in known_codes():
            raise PipelineError(f"the target '{named}' is no ISO 3166-1 alpha-3 code.{suggested_code(named)}")
        raise PipelineError(f"the target '{named}' is not in the text “{text[:60]}”. Mend or remove the row.")
    stance, sentiment = (_label(row, task, mapping) for task in Task)
    group = row.get("group")
    return CorpusExample(
        content_id(path.name, number), path.stem, content_id(group) if group else content_id(text), text, target,
        _place(text, row.get("source")), stance, sentiment, stance or sentiment or "",
    )  # fmt: skip


def _place(text: str, named: object) -> Span | None:
    if not isinstance(named, str) or not named.strip():
        return None
    named = named.strip()
    if named in known_codes():
        found = [m for m in gazetteer().find(text) if m.country == named]
        return Span(found[0].start, found[0].end) if found else None
    start = text.find(named)
    return Span(start, start + len(named)) if start >= 0 else None


def _label(row: dict[Any, Any], task: Task, mapping: ColumnMapping) -> str | None:
    if task not in mapping.columns:
        return None
    label = mapping.labels.get(str(row[task]), row[task])
    if label not in task.labels:
        raise PipelineError(
            f"{row[task]!r} is no {task}.{did_you_mean(str(row[task]), task.labels)} Labels are {', '.join(task.labels)}; "
            "say what yours mean with --labels, such as pro=favor,con=against."
        )
    return str(label)
