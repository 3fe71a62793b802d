"""Models saved before a class moved or got another name: the names of their types, put into today's.

When a class that a model file holds moves, add where its module was and where it is; when it gets another name, add both
names; never take a line away. Example: ``TemperatureScaled`` was in ``pipeline.train.calibration`` until judging became a
room of its own.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

_MOVED = {
    "pipeline.train.calibration": "pipeline.model.calibration",
    "pipeline.train.encoder.classifier": "pipeline.model.encoder.head",
    "pipeline.train.encoder.correction": "pipeline.model.encoder.correction",
    "pipeline.train.linear": "pipeline.model.linear.classifier",
    "pipeline.train.polarity": "pipeline.model.linear.polarity",
    "pipeline.train.tokens": "pipeline.model.linear.tokens",
}
_RENAMED = {("pipeline.train.encoder.classifier", "EncoderClassifier"): "Head"}


def with_present_names(data: bytes) -> bytes:
    """The skops file with today's names of the modules that its types are in.

    Raises
    ------
    zipfile.BadZipFile, KeyError, ValueError
        If it is no skops file.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    members["schema.json"] = json.dumps(_renamed(json.loads(members["schema.json"]))).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


def _renamed(value: Any) -> Any:
    if isinstance(value, list):
        return [_renamed(item) for item in value]
    if not isinstance(value, dict):
        return value
    renamed = {key: _renamed(item) for key, item in value.items()}
    for place in ("__module__", "module_path"):
        if place in renamed:
            former = renamed[place]
            renamed[place] = _MOVED.get(former, former)
            if "__class__" in renamed:
                renamed["__class__"] = _RENAMED.get((former, renamed["__class__"]), renamed["__class__"])
    return renamed
