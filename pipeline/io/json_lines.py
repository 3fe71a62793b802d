"""Files of one JSON object a line, of which a line that is none is told by its number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def json_lines(path: Path, expected: str = "an object") -> Iterator[tuple[int, dict[str, Any] | str]]:
    """The number of each line that is not blank, and its object, or in words why it has none.

    Parameters
    ----------
    path : Path
    expected : str
        What a line should hold, for those words.
    """
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, start=1):
            if raw.strip():
                yield number, _object(raw, expected)


def _object(raw: bytes, expected: str) -> dict[str, Any] | str:
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        return f"not valid JSON in UTF-8: {error}"
    return value if isinstance(value, dict) else f"a JSON {type(value).__name__}, not {expected}"
