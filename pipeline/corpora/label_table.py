"""Tables as people keep labels in: CSV of any separator and encoding (Excel's too), JSON lines, Parquet."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from pipeline.errors import PipelineError
from pipeline.ingest.text_files import decode

SUFFIXES = (".csv", ".jsonl", ".parquet")
_SEPARATORS = ",;\t"


def read_label_table(path: Path) -> pd.DataFrame:
    """The rows of a table, with the index that they have in the file, from 1 behind the header; blank rows are left out.

    Raises
    ------
    PipelineError
        If there is no such file, or it is no table.
    """
    if path.suffix not in SUFFIXES or not path.is_file():
        raise PipelineError(f"{path}: no table here; give an existing file that ends in {', '.join(SUFFIXES)}.")
    try:
        frame = _read(path)
    except (OSError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise PipelineError(f"{path}: cannot be read as a table ({reason}). Mend the file.") from error
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return frame[~frame.isin(["", None]).all(axis=1)] if len(frame) else frame


def _read(path: Path) -> pd.DataFrame:
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    text = decode(path.read_bytes())
    if text is None:
        raise ValueError("it is binary or in an unknown encoding")
    if path.suffix == ".jsonl":
        return pd.read_json(io.StringIO(text), lines=True, dtype=False)
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, sep=separator, skip_blank_lines=False)
