"""Shares as a table: for a file, for a terminal, for a paper."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, make_dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.estimate.prevalence import Prevalence
from pipeline.estimate.shares import ClassShare
from pipeline.io import TableWriter

_MEASURES = [field for field in fields(ClassShare) if field.name not in ("group", "label")]


@dataclass(frozen=True, slots=True)
class ShareTable:
    """Cells to print, and the notes that their last column counts."""

    title: str
    columns: list[str]
    rows: list[list[str]]
    notes: list[str]


def _record(result: Prevalence) -> type:
    taken = {field.name for field in _MEASURES} & set(result.by)
    if taken:
        raise PipelineError(f"--by: '{taken.pop()}' is a column of the result; rename the column of the scores.")
    names: list[tuple[str, Any]] = [(name, str) for name in (*result.by, result.task.value)]
    hints = ClassShare.__annotations__
    types = {"float": float, "float | None": float | None, "int": int, "str": str}
    return make_dataclass("Share", names + [(field.name, types[hints[field.name]]) for field in _MEASURES])


def write_shares(path: Path, result: Prevalence, provenance: dict[str, str] | None = None) -> None:
    """Write one row a group and class, with a column for each name in ``result.by``; the suffix says the format."""
    record = _record(result)
    with TableWriter(path, record, provenance) as writer:
        for share in result.shares:
            measures = [getattr(share, field.name) for field in _MEASURES]
            writer.write(record(*share.group, share.label, *measures))


def most_labelled(result: Prevalence, groups: int) -> list[ClassShare]:
    """The shares of the groups with the most labels, in the order of the groups' names."""
    labelled = {share.group: -share.labelled_rows for share in result.shares}
    most = set(sorted(labelled, key=lambda group: (labelled[group], group))[:groups])
    return [share for share in result.shares if share.group in most]


def share_table(result: Prevalence, most: int | None = None) -> ShareTable:
    """The shares in per cent, a group's name and numbers only beside its first class.

    Parameters
    ----------
    most : int, optional
        Of so many groups only, those with the most labels; all by default.
    """
    shares = result.shares if most is None else most_labelled(result, most)
    notes: list[str] = []
    rows: list[list[str]] = []
    last: tuple[str, ...] | None = None
    for share in shares:
        new = share.group != last
        last = share.group
        about = [*share.group, f"{share.rows:,}", f"{share.labelled_rows:,}"] if new else [""] * (len(share.group) + 2)
        marks = []
        for note in filter(None, share.note.split("; ")):
            if note not in notes:
                notes.append(note)
            marks.append(str(notes.index(note) + 1))
        rows.append(
            [
                *about,
                share.label,
                _percent(share.share, share.low, share.high),
                _percent(share.naive_share, share.naive_low, share.naive_high),
                _percent(share.labels_share, share.labels_low, share.labels_high),
                " ".join(marks),
            ]
        )
    columns = [*result.by, "rows", "labels", result.task.value, "corrected", "naive", "labels only", "note"]
    title = f"Share of each {result.task} in per cent, with {100 * result.confidence:g} % intervals"
    if len(shares) < len(result.shares):
        title += f"; the {most} groups with the most labels"
    return ShareTable(title, columns, rows, notes)


def _percent(share: float | None, low: float | None, high: float | None) -> str:
    if share is None or low is None or high is None:
        return "–"
    return f"{100 * share:.1f} [{100 * low:.1f}, {100 * high:.1f}]"


def as_markdown(table: ShareTable) -> str:
    """The table in Markdown."""
    rows = [table.columns, ["---"] * len(table.columns), *table.rows]
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    notes = [f"{number}. {note}" for number, note in enumerate(table.notes, start=1)]
    return "\n".join([f"{table.title}.", "", *lines, *([""] if notes else []), *notes])


def as_latex(table: ShareTable) -> str:
    """The table in LaTeX, for the package booktabs."""
    import pandas as pd

    drawn = pd.DataFrame(table.rows, columns=table.columns)
    text = drawn.to_latex(index=False, escape=True, caption=table.title.replace("%", "\\%"), label="tab:shares")
    notes = [f"% {number}. {note}" for number, note in enumerate(table.notes, start=1)]
    return "\n".join([text.rstrip(), *notes])


def as_json(result: Prevalence) -> str:
    """Everything, in full precision."""
    shares = []
    for share in result.shares:
        values = asdict(share)
        group = dict(zip(result.by, values.pop("group"), strict=True))
        shares.append({"group": group, result.task: values.pop("label"), **values})
    whole = {**asdict(result), "shares": shares, "rejects": [asdict(reject) for reject in result.rejects]}
    return json.dumps(whole, indent=2, ensure_ascii=False)
