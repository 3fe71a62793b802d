"""JSON lines and Parquet tables of rows: the label files of a study, tables of others."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.exchange.rows import Row, Rows
from pipeline.io.json_lines import json_lines
from pipeline.records import Reject


def read_json_lines(path: Path) -> Rows:
    """One object a line; an object inside one brings its values too, where the outer has none of that name."""
    rows = Rows("JSON lines", [])
    for number, values in json_lines(path):
        where = f"line {number}"
        if isinstance(values, str):
            rows.rejects.append(Reject(path.as_posix(), where, values))
        else:
            rows.rows.append(Row(where, flat(values)))
    return rows


def written(values: Mapping[str, Any]) -> str:
    """The values as one line of JSON; half a character, which UTF-8 cannot hold, makes that the line is written in ASCII.

    Examples
    --------
    >>> written({"note": "é"}), written({"note": "\\ud83d"})
    ('{"note": "é"}\\n', '{"note": "\\\\ud83d"}\\n')
    """
    return _dumped(values)


def indented(value: Any) -> str:
    """A value as indented JSON with sorted keys, as `pipeline.io.write_json` writes it; half a character as in `written`."""
    return _dumped(value, indent=2, sort_keys=True)


def _dumped(value: Any, **layout: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, **layout)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, **layout)
    return text + "\n"


def flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an object and of the objects in it; an outer value goes before an inner one of the same name."""
    inner = {name: value for one in values.values() if isinstance(one, Mapping) for name, value in one.items()}
    return inner | {name: value for name, value in values.items() if not isinstance(value, Mapping)}


def read_parquet(path: Path) -> Rows:
    """One row a row.

    Raises
    ------
    PipelineError
        If it is no Parquet table.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise PipelineError(f"{path}: not a readable Parquet file ({error}). Make it again.") from error
    return Rows("Parquet table", [Row(f"row {n}", plain(row)) for n, row in enumerate(table.to_pylist(), start=1)])


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what is no number as ``None``."""
    return {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in values.items()}
