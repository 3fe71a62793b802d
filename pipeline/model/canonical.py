"""Equal models, equal bytes: a skops file without what differs from one saving to the next."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any


def canonical(data: bytes) -> bytes:
    """The same skops file with its memory addresses numbered in order of occurrence and no time stamps."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        schema = json.loads(source.read("schema.json"))
        contents = {name: source.read(name) for name in source.namelist() if name != "schema.json"}
    numbers: dict[Any, int] = {}
    names: dict[str, str] = {}

    def walk(value: Any) -> Any:
        if isinstance(value, list):
            return [walk(item) for item in value]
        if not isinstance(value, dict):
            return value
        renewed: dict[str, Any] = {}
        for key, item in value.items():
            if key == "__id__":
                item = numbers.setdefault(item, len(numbers))
            elif key == "file" and item in contents:
                _, dot, suffix = item.partition(".")
                item = names.setdefault(item, f"{len(names)}{dot}{suffix}")
            else:
                item = walk(item)
            renewed[key] = item
        return renewed

    text = json.dumps(walk(schema), sort_keys=False)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        members = {"schema.json": text.encode(), **{names[name]: contents[name] for name in names}}
        for name in sorted(members):
            target.writestr(
                zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), members[name], zipfile.ZIP_DEFLATED, 9
            )
    return buffer.getvalue()
