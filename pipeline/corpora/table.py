"""Any labelled table as examples: a CSV, JSON lines or Parquet file whose columns and labels a mapping explains."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.corpora.examples import CorpusExample, Span
from pipeline.errors import PipelineError, did_you_mean
from pipeline.extract.gazetteer import gazetteer, known_codes
from pipeline.schema import SENTIMENTS, STANCES, content_id

COLUMNS = ("text", "target", "source", "stance", "sentiment", "group")
_READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    ".csv": lambda path: pd.read_csv(path, dtype=str, keep_default_na=False),
    ".jsonl": lambda path: pd.read_json(path, lines=True, dtype=False),
    ".parquet": pd.read_parquet,
}


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
        is none of ours; the row is named.
    """
    reader = _READERS.get(path.suffix)
    if reader is None or not path.is_file():
        raise PipelineError(f"{path}: no table here; give an existing file that ends in {', '.join(_READERS)}.")
    try:
        frame = reader(path)
    except (OSError, ValueError) as error:
        raise PipelineError(f"{path}: cannot be read as a table ({error}). Mend the file.") from error
    for ours, theirs in mapping.columns.items():
        if ours not in COLUMNS:
            raise PipelineError(
                f"'{ours}' is no column of an example.{did_you_mean(ours, COLUMNS)} There are: {', '.join(COLUMNS)}."
            )
        if theirs not in frame.columns:
            raise PipelineError(
                f"{path}: has no column '{theirs}'.{did_you_mean(theirs, frame.columns)} Mend --columns."
            )
    if not {"text", "target"} <= set(mapping.columns) or not {"stance", "sentiment"} & set(mapping.columns):
        raise PipelineError(
            "--columns must name text, target, and stance or sentiment, such as text=quote,target=country,stance=label."
        )
    return list(_rows(path, frame.rename(columns={v: k for k, v in mapping.columns.items()}), mapping))


def _rows(path: Path, frame: pd.DataFrame, mapping: ColumnMapping) -> Iterator[CorpusExample]:
    for number, row in enumerate(frame.to_dict("records"), start=2):
        where = f"{path} row {number}"
        text = row["text"]
        if not isinstance(text, str) or not text.strip():
            raise PipelineError(f"{where}: the text is empty. Fill or remove the row.")
        target = _place(text, row["target"])
        if target is None:
            raise PipelineError(
                f"{where}: the target '{row['target']}' is not in the text “{text[:60]}”. Mend or remove the row."
            )
        stance = _label(where, row, "stance", STANCES, mapping)
        sentiment = _label(where, row, "sentiment", SENTIMENTS, mapping)
        group = row.get("group")
        yield CorpusExample(
            content_id(path.name, number), path.stem, content_id(group) if group else content_id(text), text, target,
            _place(text, row.get("source")), stance, sentiment, stance or sentiment or "",
        )  # fmt: skip


def _place(text: str, named: object) -> Span | None:
    if not isinstance(named, str) or not named:
        return None
    if named in known_codes():
        found = [m for m in gazetteer().find(text) if m.country == named]
        return Span(found[0].start, found[0].end) if found else None
    start = text.find(named)
    return Span(start, start + len(named)) if start >= 0 else None


def _label(where: str, row: dict[Any, Any], task: str, allowed: tuple[str, ...], mapping: ColumnMapping) -> str | None:
    if task not in mapping.columns:
        return None
    label = mapping.labels.get(str(row[task]), row[task])
    if label not in allowed:
        raise PipelineError(
            f"{where}: {row[task]!r} is no {task}.{did_you_mean(str(row[task]), allowed)} Labels are {', '.join(allowed)}; "
            "say what yours mean with --labels, such as pro=favor,con=against."
        )
    return str(label)
